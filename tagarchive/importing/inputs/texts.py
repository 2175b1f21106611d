"""Plain text of foreign texts: titles, names and summaries without markup, entities and control characters."""

from __future__ import annotations

import re
from html import unescape

from tagarchive.core.text import ILLEGAL

# A comment without an end goes to the end of the text, as browsers read it.
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)
_BREAKS = re.compile(
    r"</?(?:p|br|div|li|tr|td|th|h[1-6]|blockquote|figure|figcaption|pre|dd|dt)\b[^<>]*>", re.IGNORECASE
)
_HIDDEN = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)

FIRST_WORDS = 10
"""Number of words of a text that stand in for a missing title."""


def line_of(text: str) -> str:
    """A plain text on one line, without control characters."""
    return " ".join(ILLEGAL.sub("", text).split())


def line_of_html(html: str) -> str:
    """The text of HTML on one line: without elements, with characters for character references."""
    text = _MARKUP.sub("", _BREAKS.sub(" ", _HIDDEN.sub(" ", html))) if "<" in html else html
    return line_of(unescape(text))


def first_words(text: str) -> str:
    """The first words of a plain text, as a stand-in for its title."""
    words = text.split()
    return f"{' '.join(words[:FIRST_WORDS])} …" if len(words) > FIRST_WORDS else " ".join(words)


def distinct(names: list[str]) -> list[str]:
    """Names without empty ones and without those that differ from an earlier one in case alone."""
    first: dict[str, str] = {}
    for name in filter(None, map(line_of, names)):
        first.setdefault(name.casefold(), name)
    return list(first.values())


def shortened(text: str, most: int = 120) -> str:
    """A text on one line for a report."""
    line = line_of(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"
