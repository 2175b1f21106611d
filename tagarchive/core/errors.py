"""What is wrong with a site, said so that its author can mend it.

A fault is a value, `Problem`. Code that meets faults it can't go on from raises one `SiteError` that carries
every one of them; `Problems` gathers those of several steps. Anything else that is raised is a bug of ours
and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec


class Location(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A place in a file: path from the site's folder, line and column from 1, or 0 where none is known."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


class Written(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A text and where it stands, for messages about it that are only possible later."""

    text: str
    where: Location


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault.

    Attributes:
        where: where it is
        code: its kind, a key of `problem_codes.MEANINGS`
        message: what was found, and what is expected
        hint: what to do about it

    """

    where: Location
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.advice}"

    @property
    def advice(self) -> str:
        """All but where it is."""
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.message} [{self.code}]{hint}"


class SiteError(Exception):
    """The site can't be built as it stands.

    Attributes:
        problems: why, one `Problem` a fault
        ending: what became of the published site, where that is not what it usually is

    """

    ending = ""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ExpectedError(ValueError):
    """A text is not what is expected, and there is something to say about what was probably meant."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.hint = hint


class HalfPublishedError(SiteError):
    """The system refused to go on while files were being put in place: some are new, some are old."""

    ending = "Some files were published and some were not; fix that and build again."


class PublishedError(SiteError):
    """The site was published, and something went wrong after that."""

    ending = "The site was published; fix that all the same."


class Problems:
    """Gathers the faults of several steps, so that all are told in one run."""

    def __init__(self) -> None:
        self.found: set[Problem] = set()

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keeps the faults of a `SiteError` that the step inside raises, and goes on."""
        try:
            yield
        except SiteError as error:
            self.found.update(error.problems)

    def raise_any(self) -> None:
        if self.found:
            raise SiteError(*sorted(self.found))


def did_you_mean(word: str, known: Iterable[str], few: int = 20) -> str:
    """A hint that names the known word most like `word`, or lists all where none is and they are `few`."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"known are {', '.join(words)}" if 0 < len(words) <= few else ""
