"""Abbreviations and lists of attributes in time that grows with the text."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.util import AtomicString


class Abbreviations(AbbrTreeprocessor):
    """Marks the abbreviations that a text explains."""

    def run(self, root: Element) -> None:
        if self.abbrs:
            pattern = _pattern(self.abbrs)
            for element in list(root.iter()):
                self._mark(element, pattern)

    def _mark(self, element: Element, pattern: re.Pattern[str]) -> None:
        """Marks what stands directly in an element."""
        element.text, children = self._parted(element.text, pattern)
        for child in element:
            child.tail, marks = self._parted(child.tail, pattern)
            children += (child, *marks)
        if len(children) > len(element):
            element[:] = children

    def _parted(self, text: str | None, pattern: re.Pattern[str]) -> tuple[str | None, list[Element]]:
        """What stands before the first abbreviation of a text, and each with what follows it."""
        if not text or isinstance(text, AtomicString):
            return text, []
        found = [one for one in pattern.finditer(text) if one[0] in self.abbrs]
        ends = [one.start() for one in found[1:]] + [len(text)]
        marks = [
            self.create_element(self.abbrs[one[0]], one[0], text[one.end() : end])
            for one, end in zip(found, ends, strict=False)
        ]
        return text[: found[0].start()] if found else text, marks


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    """An expression that finds the names, the longest first; those that are words by finding all words."""
    words = [name for name in names if re.fullmatch(r"\w+", name)]
    others = sorted(names.keys() - words, key=lambda name: (-len(name), name))
    any_word = [r"\w+"] if words else []
    return re.compile(rf"\b(?:{'|'.join([*map(re.escape, others), *any_word])})\b")


class _Ending:
    """An expression for what a brace ends, at the end of a text."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text) if text.rstrip(" \n").endswith("}") else None


class Attributes(AttrListTreeprocessor):
    """Attributes in braces behind what they are for."""

    BLOCK_RE: Any = _Ending(AttrListTreeprocessor.BLOCK_RE.pattern)  # type: ignore[misc]
    HEADER_RE: Any = _Ending("(?<! )" + AttrListTreeprocessor.HEADER_RE.pattern)  # type: ignore[misc]
