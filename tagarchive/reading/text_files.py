"""Names of files that are texts: articles, free pages, and what is said of tags and sources."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

ENDINGS = (".md", ".markdown")
"""Endings of texts."""

RENAME = "articles end in .md or .markdown: rename what is Markdown"
"""Hint for texts with the ending of another program."""

_FOREIGN = frozenset(
    ".adoc .asciidoc .mdown .mdtext .mdtxt .mdwn .mdx .mkd .mkdn .mkdown .org .qmd .rmd .rst .text .textile".split()
)
"""Endings of texts that other programs read."""


def is_text(path: str) -> bool:
    return path.endswith(ENDINGS)


def bare(path: str) -> str:
    """A path without the ending of a text."""
    return next((path.removesuffix(ending) for ending in ENDINGS if path.endswith(ending)), path)


def stem(path: str) -> str:
    """The name of a text without its ending; of an index, the name of its folder."""
    return posixpath.basename(bare(path).removesuffix("/index"))


def folders(path: str) -> Sequence[str]:
    """The folders of a text below `content/`, without that of an index, which is its own."""
    return bare(path).removesuffix("/index").split("/")[1:-1]


def foreign_ending(path: str) -> str:
    """The ending of a text of another program; empty for any other file.

    `.MD` is one too: the names of texts end in lower case.
    """
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    known = f"{dot}{ending.lower()}"
    return dot + ending if known in _FOREIGN or (known in ENDINGS and not is_text(path)) else ""
