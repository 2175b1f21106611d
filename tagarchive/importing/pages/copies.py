"""Copies of one article in an input: the same headline, and the same text or nearly the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from tagarchive.core.slugs import slugify

_MOST = 10_000
_ALIKE = 0.7
"""Share of the sentences of the shorter text that have to be in the longer one."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class Text(NamedTuple):
    """Headline and plain text of an article."""

    title: str
    text: str


def groups_of(texts: Sequence[Text]) -> list[list[int]]:
    """The positions of texts, those of copies together: the one with the longest text first, else in order."""
    groups: list[list[int]] = []
    by_title: dict[str, list[list[int]]] = {}
    for at, text in enumerate(texts):
        title = slugify(text.title, _MOST)
        group = next((one for one in by_title.get(title, []) if are_copies(texts[one[0]].text, text.text)), None)
        if group is None:
            group = []
            groups.append(group)
            by_title.setdefault(title, []).append(group)
        group.append(at)
    return [sorted(group, key=lambda at: (-len(texts[at].text), at)) for group in groups]


def are_copies(first: str, second: str) -> bool:
    """True if two texts are the same, apart from spaces, marks and sentences that one of them leaves out."""
    sentences, others = _sentences(first), _sentences(second)
    fewer = min(len(sentences), len(others))
    return not fewer or len(sentences & others) >= _ALIKE * fewer


def _sentences(text: str) -> frozenset[str]:
    folded = (slugify(sentence, _MOST) for sentence in _SENTENCE.split(text) if any(map(str.isalnum, sentence)))
    return frozenset(folded)


def identity_of(text: Text) -> str:
    """A text that copies share: of the headline and the first sentence."""
    start = next((one for one in _SENTENCE.split(text.text) if any(map(str.isalnum, one))), "")
    folded = f"{slugify(text.title, _MOST)} {slugify(start, _MOST)}"
    return f"copy {hashlib.sha256(folded.encode()).hexdigest()[:32]}"
