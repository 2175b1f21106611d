"""HTML as a flat row of tags, comments and text, in time that grows with its length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "start", "end", "comment", "opaque"]

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*+)>"
)
_NEXT = re.compile(r"<(?=!--|/?[a-zA-Z])")

OPAQUE = frozenset("pre script style textarea object svg math iframe select".split())
"""Elements whose content has neither paragraphs nor shortcodes."""


class Token(NamedTuple):
    """A part of HTML.

    Attributes:
        kind: `opaque` is a whole element whose content is not looked at
        name: name of an element in lower case; empty for text and comments
        start: offset of its first character
        end: offset after its last character

    """

    kind: Kind
    name: str
    start: int
    end: int


def tokens_of(html: str) -> Iterator[Token]:
    """The parts of HTML in order; together they are the whole."""
    at = done = 0
    ends: dict[str, int] = {}
    while found := _NEXT.search(html, at):
        token = _token_at(html, found.start(), ends)
        if token is None:
            at = found.end()
            continue
        if token.start > done:
            yield Token("text", "", done, token.start)
        yield token
        at = done = token.end
    if done < len(html):
        yield Token("text", "", done, len(html))


def _token_at(html: str, start: int, ends: dict[str, int]) -> Token | None:
    """The tag, comment or whole element at an offset. `ends` remembers what has no end further on."""
    if html.startswith("<!--", start):
        end = _end_of(html, "-->", start, ends)
        return Token("comment", "", start, end) if end else None
    tag = _TAG.match(html, start)
    if tag is None:
        return None
    closing, name = tag[1] or tag[4], (tag[2] or tag[5]).lower()
    if closing or name not in OPAQUE or tag[0].endswith("/>"):
        return Token("end" if closing else "start", name, start, tag.end())
    end = _end_of(html, f"</{name}", tag.end(), ends)
    closed = html.find(">", end) + 1 if end else 0
    return Token("opaque", name, start, closed) if closed else Token("start", name, start, tag.end())


_MARKS = {mark: re.compile(re.escape(mark), re.IGNORECASE) for mark in ("-->", *(f"</{name}" for name in OPAQUE))}


def _end_of(html: str, mark: str, start: int, ends: dict[str, int]) -> int:
    """The offset after the next mark; 0 if there is none."""
    if ends.get(mark) == -1:
        return 0
    found = _MARKS[mark].search(html, start)
    if found is None:
        ends[mark] = -1
        return 0
    return found.end()
