"""Metadata in lines of `key: value` above a text, in the forms of Pelican and Nikola."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

# As in the extension `meta` of Python-Markdown.
_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r" {4,}(?P<value>.*)|\t(?P<tabbed>.*)")
_BEGIN = re.compile(r"-{3}(?:\s.*)?")
_END = re.compile(r"(?:-{3}|\.{3})(?:\s.*)?")

_DOTTED = re.compile(r"\.\. +(?P<key>[A-Za-z_][\w-]*):(?:[ \t]+(?P<value>.*))?[ \t]*")
_COMMENT = re.compile(r"\s*<!--(?P<inner>.*?)-->[ \t]*\n?", re.DOTALL)
_OLD_META = ("title", "slug", "date", "tags", "link", "description", "type")
"""The lines of a `.meta` file of early versions of Nikola, in order."""


class MetadataLines(NamedTuple):
    """Metadata and the text below it.

    Attributes:
        values: the values of each key in lower case; several if it has several lines
        lines: line of each key
        text: the text below
        first: line on which `text` begins

    """

    values: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]
    text: str
    first: int


def colon_lines(text: str) -> MetadataLines:
    """Lines `Key: value` at the start of a text, each with further lines that are indented."""
    lines = text.split("\n")
    at = 1 if lines and _BEGIN.fullmatch(lines[0]) and any(map(_KEY.fullmatch, lines[1:2])) else 0
    values: dict[str, list[str]] = {}
    where: dict[str, int] = {}
    key = ""
    while at < len(lines):
        line = lines[at]
        begun, more = _KEY.fullmatch(line), _MORE.fullmatch(line)
        if values and (not line.strip() or _END.fullmatch(line)):
            at += 1
            break
        if begun:
            key = begun["key"].lower()
            values.setdefault(key, []).append(begun["value"].strip())
            where.setdefault(key, at + 1)
        elif more and key:
            values[key].append((more["value"] or more["tabbed"] or "").strip())
        else:
            break
        at += 1
    rest = "\n".join(lines[at:])
    return MetadataLines({name: tuple(found) for name, found in values.items()}, where, rest, at + 1)


def dotted_lines(text: str) -> MetadataLines:
    """Lines `.. key: value` at the start of a text, in a comment of HTML or not."""
    comment = _COMMENT.match(text)
    if comment and any(map(_DOTTED.fullmatch, map(str.strip, comment["inner"].split("\n")))):
        before = text[: comment.start("inner")].count("\n")
        inner = _dotted(comment["inner"].split("\n"), before, whole=True)
        return inner._replace(text=text[comment.end() :], first=text[: comment.end()].count("\n") + 1)
    return _dotted(text.split("\n"), 0, whole=False)


def meta_file(text: str) -> MetadataLines:
    """The lines of a `.meta` file: `.. key: value`, or in early versions values in a fixed order."""
    found = _dotted(text.split("\n"), 0, whole=True)
    if found.values:
        return found
    lines = [line.strip() for line in text.strip().split("\n")]
    named = dict(zip(_OLD_META, lines, strict=False))
    return MetadataLines(
        {key: (value,) for key, value in named.items()},
        {key: at for at, key in enumerate(named, 1)},
        "",
        len(lines) + 1,
    )


def _dotted(lines: list[str], before: int, *, whole: bool) -> MetadataLines:
    values: dict[str, tuple[str, ...]] = {}
    where: dict[str, int] = {}
    end = 0
    for at, line in enumerate(lines):
        found = _DOTTED.fullmatch(line.strip() if whole else line.rstrip())
        if found:
            values.setdefault(found["key"].lower(), ((found["value"] or "").strip(),))
            where.setdefault(found["key"].lower(), before + at + 1)
            end = at + 1
        elif line.strip() and not whole:
            break
    return MetadataLines(values, where, "\n".join(lines[end:]), before + end + 1)
