"""Publishers of an original, guessed from what its text says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tagarchive.importing.pages.news.names import MEDIUM

_TELLING = re.compile(
    rf"(?:told|tells|speaking (?:to|with)|spoke (?:to|with)|seen by|reviewed by|obtained by|shared with|interview with|"
    rf"statement to|shown to|according to a .{{0,40}}? by|gegenüber|sagte der|a déclaré à|dijo a)\s+"
    rf"(?P<medium>{MEDIUM})\b"
    rf"|(?P<known>{MEDIUM})\s+(?:had |has )?previously reported\b"
)
MOST_LIKELY = "app dateline first copyright text mail".split()


_LONGEST = 5_000
"""Length of the start of a paragraph in which media are looked for."""


class Guess(NamedTuple):
    """A publisher that something in the text points to.

    Attributes:
        name: name of the publisher
        by: what points to it, one of `MOST_LIKELY`
        why: the same as words for the report

    """

    name: str
    by: str
    why: str


def guesses_in_text(paragraphs: Iterable[str]) -> tuple[Guess, ...]:
    """The media to which people in the text speak, as reporters write of their own; the one named most is first."""
    found = Counter(
        (match["medium"] or match["known"]).strip()
        for text in paragraphs
        for match in _TELLING.finditer(text[:_LONGEST])
    )
    why = "the text names it as the medium that somebody spoke to or that reported before"
    return tuple(Guess(name.removeprefix("The "), "text", why) for name, _ in found.most_common())


def best_guess(guesses: Sequence[Guess]) -> Guess | None:
    """The most likely publisher, with the others in the reason; None if nothing points to one."""
    ordered = sorted(guesses, key=lambda guess: MOST_LIKELY.index(guess.by))
    if not ordered:
        return None
    best = ordered[0]
    same = [guess.why for guess in ordered if guess.name.casefold() == best.name.casefold()]
    others = [
        f"“{guess.name}”, since {guess.why}" for guess in ordered if guess.name.casefold() != best.name.casefold()
    ]
    return best._replace(why="; or ".join([" and ".join(dict.fromkeys(same)), *dict.fromkeys(others)]))
