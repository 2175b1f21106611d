"""Errors in a site, described so that the author can fix them.

Each fault is a `Problem`. Code that cannot continue raises one `SiteError` with all its problems. `Problems` collects
the problems of several steps. Any other exception is a bug in the program and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec


class Location(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A position in a file.

    Attributes:
        path: path relative to the site's folder
        line: line number from 1, or 0 if unknown
        column: column number from 1, or 0 if unknown

    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


class Written(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A text with its position, kept for later messages about it.

    Attributes:
        text: the text as the author wrote it
        where: position of the text

    """

    text: str
    where: Location


class Problem(msgspec.Struct, frozen=True, order=True):
    """A fault in a site.

    Attributes:
        where: position of the fault
        code: kind of fault, a key of `problem_codes.MEANINGS`
        message: description of the fault and of the expected input
        hint: suggestion for a fix, or ""

    """

    where: Location
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.advice}"

    @property
    def advice(self) -> str:
        """Message, code and hint, without the position."""
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.message} [{self.code}]{hint}"


class SiteError(Exception):
    """The site cannot be built.

    Attributes:
        problems: the faults that prevent the build
        ending: sentence about the published site, or "" if the usual sentence of the command is right

    """

    ending = ""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ExpectedError(ValueError):
    """A text is not in the expected form.

    Attributes:
        hint: suggestion of the intended text, or ""
        shown: the text as messages may quote it, if it may hold a secret, or ""

    """

    def __init__(self, expected: str, hint: str = "", shown: str = "") -> None:
        super().__init__(expected)
        self.hint = hint
        self.shown = shown


class HalfPublishedError(SiteError):
    """A system error stopped the publication: some output files are new, others are old."""

    ending = "Some files were published and some were not; fix that and build again."


class PublishedError(SiteError):
    """An error occurred after the site was published."""

    ending = "The site was published; fix that all the same."


class Problems:
    """Collects the problems of several steps, so that one run reports all of them."""

    def __init__(self) -> None:
        self.found: set[Problem] = set()

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Catches a `SiteError` in the `with` block and keeps its problems."""
        try:
            yield
        except SiteError as error:
            self.found.update(error.problems)

    def raise_any(self) -> None:
        if self.found:
            raise SiteError(*sorted(self.found))


def did_you_mean(word: str, known: Iterable[str], few: int = 20) -> str:
    """A hint that names the known word most similar to `word`.

    Without a similar word, the hint lists all known words if there are at most `few`; otherwise it is empty.
    """
    words = sorted(known)
    import difflib  # noqa: PLC0415 (few runs find a misspelt word)

    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"known are {', '.join(words)}" if 0 < len(words) <= few else ""
