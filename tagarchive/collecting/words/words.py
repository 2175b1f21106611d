"""Words that are looked for in texts: whole words in any language and case, and `/regular expressions/`.

A word, or several in a row, is found in the forms of `word_forms`. A regular expression is looked for in the text as it
stands; it minds case unless an `i` follows it, and has limited time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

from tagarchive.collecting.words.patterns import PatternSearch, batches, check_pattern, is_pattern
from tagarchive.collecting.words.word_forms import WordForms, probe_text, spellings, word_forms
from tagarchive.core.errors import ExpectedError, Problem, Written
from tagarchive.reading.field_types import FieldType

_FEW = 60
"""Number of words for which it is quicker to look for a part of each first, since most texts have none of them."""


class _Spelling(NamedTuple):
    """A spelling of words that are looked for.

    Attributes:
        place: their place among all
        line: the spelling as part of the line of a text
        is_alone: True if it is one word

    """

    place: int
    line: str
    is_alone: bool


class Words:
    """Words and expressions that are looked for in texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._patterns = PatternSearch(text for text in self.texts if is_pattern(text))
        self._probes = set[str]()
        self._by_first = defaultdict[str, list[_Spelling]](list)
        for place, text in enumerate(self.texts):
            for line in () if is_pattern(text) else spellings(text):
                first, *others = line.split()
                self._probes.add(max((first, *others), key=len))
                self._by_first[first].append(_Spelling(place, line, is_alone=not others))

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """The words that users wrote. Raises `ExpectedError` if one is not valid."""
        for text in texts:
            checked_word(text)
        return cls(texts)

    @property
    def slow(self) -> tuple[str, ...]:
        """Expressions that took too long so far. They are given up, and found in no text from then on."""
        return tuple(self._patterns.slow)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words that occur in a text, in the order written."""
        return next(self.found_in_each([text]))

    def found_in_each(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """For each text the words that occur in it, in the order written; for many texts faster than one by one."""
        for batch in batches(texts):
            for text, patterns in zip(batch, self._patterns.found_in(batch), strict=True):
                places = self._places(word_forms(text)) if self._may_occur(text) else set()
                if patterns:
                    places |= {place for place, word in enumerate(self.texts) if word in patterns}
                yield tuple(self.texts[place] for place in sorted(places))

    def _may_occur(self, text: str) -> bool:
        """False for a text that none of the words can be in. It is not worth asking for many words."""
        if not 0 < len(self._probes) <= _FEW:
            return bool(self._probes)
        probed = probe_text(text)
        return probed is None or any(probe in probed for probe in self._probes)

    def _places(self, forms: WordForms) -> set[int]:
        firsts = self._by_first.keys() & forms.words
        spelled = (one for first in firsts for one in self._by_first[first])
        return {one.place for one in spelled if one.is_alone or one.line in forms.line}


WrittenWord = Annotated[Written, "word"]
"""A word that users wrote, with its place."""


def word_type() -> FieldType:
    """The type of fields that hold such words."""
    return FieldType("a word, several in a row or a /regular expression/", checked_word, placed=True)


def slow_pattern(word: Written, outcome: str) -> Problem:
    """The problem of an expression that took too long. `outcome` says what its rule does then."""
    message = f"found the regular expression {word.text}, which takes too long; {outcome}"
    hint = "repeat no part that repeats something itself, as in (a+)+, and do not start with .*"
    return Problem(word.where, "slow-pattern", message, hint)


def checked_word(text: str) -> str:
    """A word, several in a row, or a `/regular expression/`. Raises `ExpectedError` if it can't be looked for."""
    if is_pattern(text):
        check_pattern(text)
    elif not spellings(text):
        raise ExpectedError("a word with a letter or a digit, or a /regular expression/")
    return text
