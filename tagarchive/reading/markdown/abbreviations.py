"""Abbreviations and attribute lists in linear time."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.util import AtomicString


class Abbreviations(AbbrTreeprocessor):
    """Marks abbreviations that have a definition in the text."""

    def run(self, root: Element) -> None:
        if self.abbrs:
            pattern = _pattern(self.abbrs)
            for element in list(root.iter()):
                self._mark(element, pattern)

    def _mark(self, element: Element, pattern: re.Pattern[str]) -> None:
        """Marks abbreviations in the text of an element and in the tails of its children."""
        element.text, children = self._parted(element.text, pattern)
        for child in element:
            child.tail, marks = self._parted(child.tail, pattern)
            children += (child, *marks)
        if len(children) > len(element):
            element[:] = children

    def _parted(self, text: str | None, pattern: re.Pattern[str]) -> tuple[str | None, list[Element]]:
        """The text before the first abbreviation, and an element for each. Its tail is the text up to the next one."""
        if not text or isinstance(text, AtomicString):
            return text, []
        matches = [match for match in pattern.finditer(text) if match[0] in self.abbrs]
        ends = [match.start() for match in matches[1:]] + [len(text)]
        marks = [
            self.create_element(self.abbrs[match[0]], match[0], text[match.end() : end])
            for match, end in zip(matches, ends, strict=False)
        ]
        return text[: matches[0].start()] if matches else text, marks


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    """A pattern that matches all names, the longest first. It also matches all words if some names are words."""
    words = [name for name in names if re.fullmatch(r"\w+", name)]
    others = sorted(names.keys() - words, key=lambda name: (-len(name), name))
    any_word = [r"\w+"] if words else []
    return re.compile(rf"\b(?:{'|'.join([*map(re.escape, others), *any_word])})\b")


_LIST = re.compile(
    r"""\s*(?:[#.][^\s=#.{}"'][^\s={}"']*|[^\s=#.{}"'%][^\s={}"']*=(?:"[^"]*"|'[^']*'|[^\s{}"']+))(?:\s+|\Z)"""
)


def is_list(braces: str) -> bool:
    """True if braces read as attributes: they begin with a colon, or hold only `#id`, `.class` and `key=value`."""
    if braces.startswith("{:"):
        return True
    inner = braces[1:].partition("}")[0].rstrip()
    at = 0
    while at < len(inner) and (attribute := _LIST.match(inner, at)):
        at = attribute.end()
    return bool(inner) and at == len(inner)


class _Ending:
    """A pattern for an attribute list at the end of a text, tried only if the text ends with a brace."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        match = self._pattern.search(text) if text.rstrip(" \n").endswith("}") else None
        return match if match and is_list(match[0].strip()) else None


class _Beginning:
    """The pattern for an attribute list directly after an element."""

    def match(self, text: str) -> re.Match[str] | None:
        match = AttrListTreeprocessor.INLINE_RE.match(text) if text[:1] == "{" else None
        return match if match and is_list(match[0]) else None


class Attributes(AttrListTreeprocessor):
    """Attribute lists in braces after an element."""

    BLOCK_RE: Any = _Ending(AttrListTreeprocessor.BLOCK_RE.pattern)  # type: ignore[misc]
    INLINE_RE: Any = _Beginning()  # type: ignore[misc]
    HEADER_RE: Any = _Ending("(?<! )" + AttrListTreeprocessor.HEADER_RE.pattern)  # type: ignore[misc]
