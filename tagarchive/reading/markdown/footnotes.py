"""Footnotes in time that grows with the text, however many there are and however often one is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor, FootnotePostTreeprocessor

CITED = 100
"""So many links at most lead from a footnote back to where it is cited."""

_CITATION = re.compile(r"\[\^([^\]]*)\]")


class Footnotes(FootnoteExtension):
    """The library's footnotes, which know how often each was cited and which one it is."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the name that the library calls)
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Citation(_CITATION.pattern, self), "footnote", 175)
        md.treeprocessors.register(_BackLinks(self), "footnote-duplicate", 15)

    def reset(self) -> None:
        super().reset()
        self.__dict__.pop("numbers", None)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each footnote; asked for when all of them are known."""
        return {name: number for number, name in enumerate(self.footnotes, 1)}

    def unique_ref(self, reference: str, found: bool = False) -> str:  # noqa: FBT001, FBT002
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else _numbered(reference, count)


class _Citation(FootnoteInlineProcessor):
    footnotes: Footnotes

    def getCompiledRegExp(self) -> Any:  # noqa: N802
        return _Closed()

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ARG002, N802
        notes, name = self.footnotes, m[1]
        if name not in notes.numbers:
            return None, None, None
        mark = Element("sup", {"id": notes.makeFootnoteRefId(name, found=True)})
        link = SubElement(mark, "a", {"href": f"#{notes.makeFootnoteId(name)}", "class": "footnote-ref"})
        link.text = str(notes.numbers[name])
        return mark, m.start(), m.end()


class _Closed:
    """Citations, looked for no further than the last bracket that closes."""

    def finditer(self, text: str, start: int) -> Iterator[re.Match[str]]:
        return _CITATION.finditer(text, start, text.rfind("]") + 1)


class _BackLinks(FootnotePostTreeprocessor):
    def add_duplicates(self, li: Element, duplicates: int) -> None:
        link = next((one for one in li.iter("a") if one.get("class") == "footnote-backref"), None)
        if link is not None:
            for number in range(2, min(duplicates, CITED) + 1):
                another = SubElement(li[-1], "a", {**link.attrib, "href": _numbered(link.get("href", ""), number)})
                another.text, another.tail = link.text, link.tail


def _numbered(reference: str, number: int) -> str:
    name, _, rest = reference.partition(":")
    return f"{name}{number}:{rest}"
