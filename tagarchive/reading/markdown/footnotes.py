"""Footnotes in linear time, for any number of footnotes and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor, FootnotePostTreeprocessor

from tagarchive.reading.markdown.converted import CITED

_CITATION = re.compile(r"\[\^([^\]\n]*)\]")

DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]\n]*)\]:[ ]*(.*)$", re.MULTILINE)
"""The library's pattern with a name in one line, so that a search reads no line for the lines before it."""


class Footnotes(FootnoteExtension):
    """The library's footnotes, with the number of each and the count of its citations."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the name in the library)
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Citation(_CITATION.pattern, self), "footnote", 175)
        md.treeprocessors.register(_BackLinks(self), "footnote-duplicate", 15)

    def reset(self) -> None:
        super().reset()
        self.__dict__.pop("numbers", None)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each footnote by its name, from 1. Read it only after all footnotes are known."""
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
    """A pattern for citations that searches only up to the last closing bracket."""

    def finditer(self, text: str, start: int) -> Iterator[re.Match[str]]:
        return _CITATION.finditer(text, start, text.rfind("]") + 1)


class _BackLinks(FootnotePostTreeprocessor):
    def add_duplicates(self, li: Element, duplicates: int) -> None:
        link = next((anchor for anchor in li.iter("a") if anchor.get("class") == "footnote-backref"), None)
        if link is not None:
            for number in range(2, min(duplicates, CITED) + 1):
                another = SubElement(li[-1], "a", {**link.attrib, "href": _numbered(link.get("href", ""), number)})
                another.text, another.tail = link.text, link.tail


def _numbered(reference: str, number: int) -> str:
    name, _, rest = reference.partition(":")
    return f"{name}{number}:{rest}"
