"""Passages in which the texts of two articles differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from tagarchive.reading.sketches import words_of

LONGEST = 160
"""Maximum length of a passage, in characters; what is longer is cut."""

AROUND = 4
"""Number of words that a passage has before and after those that differ."""

_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”’»)]*(?=\s|$)|[。！？]+[”」』]?|$)\s*")


class Passage(NamedTuple):
    """A passage of two texts.

    Attributes:
        shown: what the text of the shown article has; may be empty
        copy: what the text of the copy has; may be empty

    """

    shown: str
    copy: str


def passages(shown: Sequence[str], copy: Sequence[str]) -> tuple[Passage, ...]:
    """The passages in which two texts differ, each given as its paragraphs. Other spellings are no difference."""
    ours, theirs = list(_sentences(shown)), list(_sentences(copy))
    matcher = SequenceMatcher(None, [_key(one) for one in ours], [_key(one) for one in theirs], autojunk=False)
    found = list[Passage]()
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            found += _differing(ours[start:end], theirs[other_start:other_end])
    return tuple(found)


def _sentences(paragraphs: Sequence[str]) -> Iterator[str]:
    sentences = (match[0].strip() for paragraph in paragraphs for match in _SENTENCE.finditer(paragraph))
    return (sentence for sentence in sentences if _key(sentence))


def _key(sentence: str) -> bytes:
    return b"".join(words_of(sentence))


def _differing(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Passage]:
    """Each sentence beside that of the other text, or all of them if there are more in one."""
    alike = len(ours) == len(theirs)
    yield from map(_side_by_side, ours, theirs) if alike else [_side_by_side(" ".join(ours), " ".join(theirs))]


def _side_by_side(ours: str, theirs: str) -> Passage:
    """Two texts from where they begin to differ to where they cease to."""
    words, others = ours.split(), theirs.split()
    before = _alike(words, others)
    after = _alike(words[before:][::-1], others[before:][::-1])
    return Passage(*(_cut(_part(some, before, len(some) - after)) for some in (words, others)))


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    """The number of words that are the same at the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))


def _part(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(words))
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
