"""HTML to Markdown, proved: the Markdown is rendered and compared with the HTML, block by block where it differs."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.blocks import Part, Style, note_of, part_of
from tagarchive.importing.markdown.signature import Signature, signature
from tagarchive.importing.markdown.tree import blocks_of

Render = Callable[[str], str]
"""The HTML that this program makes of a Markdown text."""

STYLES: tuple[Style, ...] = ("light", "careful", "html")


class Converted(NamedTuple):
    """The Markdown of a text, and what it says otherwise than the HTML did."""

    markdown: str
    lost: tuple[Lost, ...] = ()


def markdown_of(root: BeautifulSoup, render: Render) -> Converted:
    """The Markdown of a safe tree. Blocks that Markdown can't say stay HTML."""
    blocks = blocks_of(root)
    expected = _of_all(blocks)
    light = _numbered(blocks, dict.fromkeys(range(len(blocks)), "light"))
    if _same(expected, light, render):
        return Converted(_joined(light))
    styles: dict[int, Style] = {at: _style(block, render) for at, block in enumerate(blocks)}
    chosen = _numbered(blocks, styles)
    if _same(expected, chosen, render):
        return Converted(_joined(chosen))
    apart = {at: _apart(blocks, at, style) for at, style in styles.items()}
    best = _numbered(blocks, apart)
    text = _joined(best)
    return Converted(text, tuple(_differences(expected, signature(render(text)))))


def _of_all(blocks: list[Tag]) -> Signature:
    events = [event for block in blocks for event in signature(block)]
    return [event for event in events if event[0] != "note"] + [event for event in events if event[0] == "note"]


def _style(block: Tag, render: Render) -> Style:
    """The plainest style in which a block comes back as it is."""
    expected = signature(block)
    return next((style for style in STYLES if _same(expected, [part_of(copy(block), style)], render)), "html")


def _apart(blocks: list[Tag], at: int, style: Style) -> Style:
    """HTML for a list that follows a list, since Markdown would make one list of the two."""
    lists = ("ul", "ol")
    return "html" if at and blocks[at].name in lists and blocks[at - 1].name in lists else style


def _numbered(blocks: list[Tag], styles: dict[int, Style]) -> list[Part]:
    parts: list[Part] = []
    for at, block in enumerate(blocks):
        parts.append(part_of(copy(block), styles[at], 1 + sum(len(part.notes) for part in parts)))
    return [part for part in parts if part.text.strip()]


def _joined(parts: list[Part]) -> str:
    notes = [note_of(label, text) for part in parts for label, text in part.notes]
    return "\n\n".join([*(part.text for part in parts), *notes])


def _same(expected: Signature, parts: list[Part], render: Render) -> bool:
    return signature(render(_joined(parts))) == expected


def _differences(expected: Signature, actual: Signature) -> list[Lost]:
    """The first events of each kind that do not come back."""
    lost: dict[str, Lost] = {}
    left = list(actual)
    for event in expected:
        if event in left:
            left.remove(event)
        else:
            lost.setdefault(event[0], Lost(f"{event[0]} changed", shortened(" ".join(event[1:]))))
    return list(lost.values())
