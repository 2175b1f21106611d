"""The report of clipping: what became of each page, and where its values were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagarchive.core.errors import Problem
from tagarchive.core.text import counted
from tagarchive.importing.inputs.items import Guessed, Lost, Remark


class Clipped(NamedTuple):
    """A page that is an article of the site now, or was one before.

    Attributes:
        origin: the address or file, as it was written
        to: path of the article
        known: True if it was one before
        guessed: values that the page does not state
        places: where the page states the others, by key of the front matter
        gained: tags that an article gained which was there before
        remarks: what else is to be said

    """

    origin: str
    to: str
    known: bool = False
    guessed: tuple[Guessed, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    gained: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def as_object(self) -> dict[str, object]:
        guessed = [guess._asdict() for guess in self.guessed]
        return {"from": self.origin, "to": self.to, "known": self.known, "guessed": guessed}

    def doubts(self) -> Iterator[str]:
        """The lines about guesses."""
        return (f"  {key}: guess: {f'“{value}”, {why}' if value else why}" for key, value, why in self.guessed)

    def lines(self) -> Iterator[str]:
        """The lines of the report for a terminal."""
        if self.known:
            names = ", ".join(f"“{name}”" for name in self.gained)
            yield f"{self.to} is here already: {self.origin}"
            yield f"  it gained {names}" if names else "  nothing changed"
            return
        yield f"{self.to} is new: {self.origin}"
        yield from (f"  {key}: {where}" for key, where in self.places)
        yield from self.doubts()
        for remark in self.remarks:
            match remark:
                case Lost(what, text):
                    yield f"  lost: {what}: {text}"
                case _:
                    yield f"  note: {remark[0]}"


class Refused(NamedTuple):
    """An address or file of which nothing was written, with the reason."""

    origin: str
    reason: str

    def as_object(self) -> dict[str, str]:
        return {"from": self.origin, "reason": self.reason}


class ClipReport(NamedTuple):
    """Results of all pages."""

    clipped: tuple[Clipped, ...]
    refused: tuple[Refused, ...]

    def as_object(self) -> dict[str, list[dict[str, object]] | list[dict[str, str]]]:
        """The report as `--json` prints it."""
        clipped = [one.as_object() for one in self.clipped]
        return {"clipped": clipped, "refused": [one.as_object() for one in self.refused]}

    def lines(self) -> Iterator[str]:
        """The report for a terminal."""
        for one in self.clipped:
            yield from one.lines()
        new = sum(not one.known for one in self.clipped)
        known = len(self.clipped) - new
        parts = [counted(new, "new article"), f"{known:,} known", f"{len(self.refused):,} refused"]
        yield f"{parts[0]}, {', '.join(parts[1:])}."

    def refusals(self) -> Iterator[str]:
        """The lines about what was refused."""
        return (f"{one.origin}: refused: {one.reason}" for one in self.refused)


def reason_of(problems: Sequence[Problem]) -> str:
    """The reason of a refusal in a sentence."""
    return "; ".join(f"{problem.message}{f' ({problem.hint})' if problem.hint else ''}" for problem in problems)
