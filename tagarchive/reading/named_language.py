"""Languages in the paths of texts: `talks.fa.md` and `fa/talks.md` are in the language `fa`, if the site has it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from typing import NamedTuple

from tagarchive.reading.text_files import bare

_OTHERS = frozenset({"pages", "tags", "sources", "authors"})
"""Folders below `content/` of what are no articles."""


class NamedLanguage(NamedTuple):
    """The language in the path of a text.

    Attributes:
        lang: the language as the path writes it; empty if it names none
        path: the path without it

    """

    lang: str
    path: str


def named_language(path: str, codes: Collection[str]) -> NamedLanguage:
    """The language that the path of a text names, among the codes of a site in several languages."""
    if not codes:
        return NamedLanguage("", path)
    plain = bare(path)
    ending, (start, dot, last) = path.removeprefix(plain), plain.rpartition(".")
    if dot and "/" not in last and last.lower() in codes and posixpath.basename(start):
        return NamedLanguage(last, start + ending)
    parts = path.split("/")
    place = 2 if parts[1] in _OTHERS else 1
    if len(parts) > place + 1 and parts[place].lower() in codes:
        return NamedLanguage(parts[place], "/".join((*parts[:place], *parts[place + 1 :])))
    return NamedLanguage("", path)
