"""Copies of one article in an input: the same headline, and the same text or nearly the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.items import Item, Noted

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
    sentences = [_sentences(text.text) for text in texts]
    for at, text in enumerate(texts):
        title = slugify(text.title, _MOST)
        known = by_title.get(title, [])
        group = next((one for one in known if _are_copies(sentences[one[0]], sentences[at])), None)
        if group is None:
            group = []
            groups.append(group)
            by_title.setdefault(title, []).append(group)
        group.append(at)
    return [sorted(group, key=lambda at: (-len(texts[at].text), at)) for group in groups]


def _are_copies(first: frozenset[str], second: frozenset[str]) -> bool:
    """True if two texts have the same sentences, apart from some that one of them leaves out."""
    fewer = min(len(first), len(second))
    return not fewer or len(first & second) >= _ALIKE * fewer


def _sentences(text: str) -> frozenset[str]:
    return frozenset(_folded(sentence) for sentence in _SENTENCE.split(text) if any(map(str.isalnum, sentence)))


def _folded(sentence: str) -> str:
    return slugify(sentence, _MOST)


def identity_of(text: Text) -> str:
    """A text that is equal for the same headline and text, however spaces and marks are written."""
    folded = f"{slugify(text.title, _MOST)} {' '.join(map(_folded, _SENTENCE.split(text.text)))}"
    return f"text {hashlib.sha256(folded.encode()).hexdigest()[:32]}"


def marked_copies(items: Sequence[tuple[Item, Text]]) -> Iterator[Item]:
    """The items of a file in order; copies share an identity and stand together, the one that is kept first."""
    for group in groups_of([text for _, text in items]):
        kept, text = items[group[0]]
        identity = identity_of(text)
        note = _note([(items[at][0], items[at][1]) for at in group])
        yield kept._replace(same=(identity,), remarks=(*kept.remarks, *note))
        yield from (items[at][0]._replace(same=(identity,)) for at in group[1:])


def _note(copies: Sequence[tuple[Item, Text]]) -> tuple[Noted, ...]:
    """A sentence on the copies of the first item."""
    if len(copies) < 2:
        return ()
    (kept, text), *others = copies
    places = ", ".join(
        f"at line {item.line}" if item.line else f"as number {at}" for at, (item, _) in enumerate(others, 2)
    )
    is_longer = any(len(other.text) < len(text.text) for _, other in others)
    why = "its text is the longest" if is_longer else "it comes first"
    return (Noted(f"the article stands here again, {places}; this one is kept, since {why}", kept.line),)
