"""Regular expressions of users, `/expression/`, which are looked for in texts within a time limit.

An expression can take longer than anyone waits for a few letters, and nothing stops it in its own process.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

import msgspec

from tagarchive.core.errors import ExpectedError
from tagarchive.reading.limited_process import Bounded

SECONDS = 0.5
"""Maximum processor time of one expression for a batch of texts, in seconds."""

BATCH = 500_000
"""Minimum length of a batch of texts in characters, unless they end before. A longer text is a batch of its own."""

_WRITTEN = re.compile("/(.*)/(i?)", re.DOTALL)


class Search(msgspec.Struct, frozen=True, array_like=True):
    """A question: in which texts an expression is found.

    Attributes:
        pattern: expression as users write it
        texts: the texts

    """

    pattern: str
    texts: Sequence[str]


def is_pattern(word: str) -> bool:
    """True for what is written as an expression: `/…/`, or `/…/i` if case makes no difference."""
    return len(word) > 2 and _WRITTEN.fullmatch(word) is not None


def check_pattern(pattern: str) -> None:
    """Raises `ExpectedError` if an expression is not valid, or is found in every text."""
    try:
        found = _compiled(pattern).search("")
    except (re.error, OverflowError, RecursionError) as error:
        reason = str(error) or "it is nested too deep"
        raise ExpectedError(f"a regular expression between slashes: {reason}", r"write \( for a bracket") from None
    if found:
        raise ExpectedError("a regular expression that needs a letter; this one is found in every text")


def searched(request: bytes) -> bytes:
    """For each text of an encoded `Search`: True if the expression is found in it. The separate process calls it."""
    search = msgspec.msgpack.decode(request, type=Search)
    find = _compiled(search.pattern).search
    return msgspec.msgpack.encode([find(text) is not None for text in search.texts])


def _compiled(pattern: str) -> re.Pattern[str]:
    match = _WRITTEN.fullmatch(pattern)
    if match is None:
        raise TypeError(pattern)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(normalize("NFC", match[1]), re.IGNORECASE if match[2] else re.NOFLAG)


class PatternSearch:
    """Looks for expressions in batches of texts. One that takes too long is given up."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._process = Bounded(f"{__name__}:searched")
        self._patterns = list(dict.fromkeys(patterns))
        self.slow: list[str] = []

    def found_in(self, texts: Sequence[str]) -> list[set[str]]:
        """The expressions that are found in each text."""
        texts = [normalize("NFC", text) for text in texts] if self._patterns else texts
        found: list[set[str]] = [set() for _ in texts]
        for pattern in self._patterns:
            if pattern in self.slow:
                continue
            answer = self._process.answer(msgspec.msgpack.encode(Search(pattern, texts)), SECONDS)
            if answer is None:
                self.slow.append(pattern)
                continue
            for is_found, there in zip(msgspec.msgpack.decode(answer.data, type=list[bool]), found, strict=True):
                if is_found:
                    there.add(pattern)
        return found


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in batches of about `BATCH` characters."""
    batch, length = list[str](), 0
    for text in texts:
        batch.append(text)
        length += len(text)
        if length >= BATCH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch
