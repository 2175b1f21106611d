"""Blocks: the paragraphs, heads, lists and figures of a text, from plain text or from a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Literal, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from tagarchive.importing.inputs.texts import line_of

BlockKind = Literal["text", "head", "list", "figure", "other"]

_BULLET = re.compile(r"\s*(?:[•·▪●‣◦∙■►*]|[-–—](?=\s))\s*(?=\S)")
_BLOCKS = frozenset(
    "address article aside audio blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr iframe li main nav noscript ol p picture pre section table tbody td tr ul video".split()
)
_WHOLE = frozenset("blockquote details dl hr pre table aside".split())
_SHOWN = ("img", "picture", "video", "audio", "iframe")


class Block(NamedTuple):
    """A block of a text.

    Attributes:
        kind: what it is
        lines: its lines in plain text; of a list its items
        html: its HTML; of a text or a head what is within
        line: its first line in the input; 0 if unknown
        level: level of a head

    """

    kind: BlockKind
    lines: tuple[str, ...]
    html: str
    line: int = 0
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def shown(self) -> str:
        """The block as HTML."""
        match self.kind:
            case "text":
                return f"<p>{self.html}</p>"
            case "head":
                return f"<h{self.level}>{self.html}</h{self.level}>"
            case _:
                return self.html


class Line(NamedTuple):
    """A line of plain text and its number."""

    text: str
    number: int


def text_block(lines: Sequence[str], line: int = 0) -> Block:
    """A paragraph of plain text."""
    plain = tuple(text for text in map(line_of, lines) if text)
    return Block("text", plain, escape(" ".join(plain), quote=False), line)


def head_block(text: str, line: int = 0, level: int = 2) -> Block:
    return Block("head", (text,), escape(text, quote=False), line, level)


def blocks_of_lines(lines: Sequence[Line]) -> list[Block]:
    """The blocks of plain text: empty lines part them. Lines that are paragraphs by their length are blocks each."""
    blocks: list[Block] = []
    group: list[Line] = []
    for line in (*lines, Line("", 0)):
        if line_of(line.text):
            group.append(line)
        elif group:
            blocks += _blocks_of_group(group)
            group = []
    return blocks


def _blocks_of_group(group: Sequence[Line]) -> Iterator[Block]:
    if all(_BULLET.match(line.text) for line in group) and (len(group) > 1 or not _is_dash(group[0].text)):
        yield _list([line_of(_BULLET.sub("", line.text, count=1)) for line in group], group[0].number)
    elif len(group) > 1 and _are_paragraphs(group):
        yield from (text_block([line.text], line.number) for line in group)
    elif _BULLET.match(group[-1].text) and not _BULLET.match(group[0].text) and len(group) > 2:
        # A line that leads to a list.
        first = next(at for at, line in enumerate(group) if _BULLET.match(line.text))
        yield text_block([line.text for line in group[:first]], group[0].number)
        yield from _blocks_of_group(group[first:])
    else:
        widest = max(len(line.text) for line in group)
        start = 0
        for end, line in enumerate(group, start=1):
            # Only the last line of a wrapped paragraph is much shorter than the others.
            if end == len(group) or (widest > _WRAPPED and len(line.text) < _FULL * widest):
                yield text_block([one.text for one in group[start:end]], group[start].number)
                start = end


_LONG, _WRAPPED, _FULL = 160, 60, 0.7
"""Length above which a line is no line of a wrapped paragraph, that below which lines are no wrapped ones, and the
share of the widest line that each line of a paragraph has."""


def _are_paragraphs(group: Sequence[Line]) -> bool:
    """True if each line is a paragraph: if one is very long, or if all end as sentences do."""
    lines = [line_of(line.text) for line in group]
    return any(len(line) > _LONG for line in lines) or (all(line[-1] in '.!?”"»…' for line in lines))


def _is_dash(text: str) -> bool:
    return text.lstrip()[:1] in "-–—"


def _list(items: Sequence[str], line: int) -> Block:
    html = "".join(f"<li>{escape(item, quote=False)}</li>" for item in items)
    return Block("list", tuple(items), f"<ul>{html}</ul>", line)


def blocks_of_element(root: Tag, depth: int = 0) -> list[Block]:
    """The blocks of an element of a page, in order. Wrappers are opened; text between blocks becomes paragraphs.

    What is nested deeper than `_DEEPEST` wrappers becomes one paragraph.
    """
    if depth > _DEEPEST:
        return [text_block([root.get_text()])] if line_of(root.get_text()) else []
    blocks: list[Block] = []
    inline: list[PageElement] = []
    for node in list(root.children):
        if isinstance(node, PreformattedString):
            continue
        if not _is_block(node):
            inline.append(node)
            continue
        blocks += _paragraphs(inline)
        inline = []
        assert isinstance(node, Tag)  # noqa: S101 (only an element is a block)
        blocks += _blocks_of_node(node, depth + 1)
    return blocks + _paragraphs(inline)


_DEEPEST = 100


def _blocks_of_node(node: Tag, depth: int) -> list[Block]:
    name = node.name
    if re.fullmatch("h[1-6]", name):
        text = line_of(node.get_text(" " if node.find("br") else ""))
        return [Block("head", (text,), node.decode_contents().strip(), level=int(name[1]))] if text else []
    if name in ("ul", "ol", "dir"):
        items = tuple(line_of(item.get_text()) for item in node.find_all("li", recursive=False))
        return [Block("list", items, str(node))] if line_of(node.get_text()) or node.find(_SHOWN) else []
    if name in ("figure", *_SHOWN):
        return [_figure(node)] if node.find(_SHOWN) or name in _SHOWN else blocks_of_element(node, depth)
    if name in _WHOLE:
        return [Block("other", tuple(filter(None, map(line_of, node.get_text("\n").split("\n")))), str(node))]
    if name == "p" and not any(_is_block(child) for child in node.children):
        return _paragraphs(list(node.children))
    return blocks_of_element(node, depth)


def _is_block(node: PageElement) -> bool:
    if not isinstance(node, Tag):
        return False
    if node.name in _BLOCKS:
        return True
    return node.name in ("a", "span", "font", "b", "i", "strong", "em") and any(
        isinstance(child, Tag) and child.name in _BLOCKS - {"picture", "noscript"} for child in node.descendants
    )


def _figure(node: Tag) -> Block:
    caption = node.find("figcaption")
    text = line_of(caption.get_text(" ")) if caption else ""
    return Block("figure", (text,) if text else (), str(node))


def _paragraphs(nodes: Sequence[PageElement]) -> list[Block]:
    """The paragraphs of inline nodes: two line breaks part them."""
    parts: list[list[PageElement]] = [[]]
    for node in nodes:
        is_break = isinstance(node, Tag) and node.name == "br"
        last = next((one for one in reversed(parts[-1]) if isinstance(one, Tag) or str(one).strip()), None)
        if is_break and isinstance(last, Tag) and last.name == "br":
            parts.append([])
        else:
            parts[-1].append(node)
    return [block for part in parts if (block := _paragraph(part))]


def _paragraph(nodes: Sequence[PageElement]) -> Block | None:
    if not any(isinstance(node, Tag) for node in nodes):
        text = line_of("".join(map(str, nodes)))
        return text_block([text]) if text else None
    html = "".join(node.decode() if isinstance(node, Tag) else escape(str(node), quote=False) for node in nodes)
    html = re.sub(r"^(?:\s|<br ?/?>)+|(?:\s|<br ?/?>)+$", "", html)
    tree = BeautifulSoup(html, "html.parser")
    for each in tree.find_all("br"):
        each.replace_with("\n\ue000")
    lines = tuple(filter(None, (line_of(part) for part in tree.get_text().split("\ue000"))))
    if not lines:
        return Block("figure", (), html) if tree.find(_SHOWN) else None
    return Block("text", lines, html)


def with_text_from(block: Block, start: int, end: int | None = None) -> Block:
    """The part of a paragraph between two positions of its text, with the elements around it.

    Positions count characters that are no spaces, so that the way in which spaces are written makes no difference.
    """
    first = _solid(block.text[:start])
    last = _solid(block.text[:end]) if end is not None else _solid(block.text)
    root = BeautifulSoup(block.html, "html.parser")
    at = 0
    for node in list(root.find_all(string=True)):
        text = str(node)
        kept = "".join(
            character
            for character, before in zip(text, _counts(text, at), strict=True)
            if first <= before < last or (character.isspace() and first < before < last)
        )
        at += _solid(text)
        if kept != text:
            node.replace_with(NavigableString(kept))
    for element in reversed(root.find_all(lambda _: True)):
        if not element.get_text() and element.name not in _SHOWN and element.find(_SHOWN) is None:
            element.decompose() if element.name != "br" else _without_break(element)
    text = line_of(block.text[start:end])
    return block._replace(lines=(text,), html=root.decode().strip())


def _without_break(element: Tag) -> None:
    if not (element.previous_sibling and element.next_sibling):
        element.decompose()


def _solid(text: str) -> int:
    return sum(1 for character in text if not character.isspace())


def _counts(text: str, start: int) -> Iterator[int]:
    """For each character the number of solid characters before it."""
    count = start
    for character in text:
        yield count
        count += not character.isspace()
