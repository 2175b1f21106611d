"""Codes that a site or an article silences, and those among them that do not exist. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tagarchive.core.errors import Problem, Written, did_you_mean
from tagarchive.core.problem_codes import MEANINGS
from tagarchive.reading.documents import Article


class Silence(NamedTuple):
    """Findings that a site does not want to hear of.

    Attributes:
        everywhere: codes of findings that are not reported
        at: codes of findings that are not reported of a file, by its path

    """

    everywhere: frozenset[str] = frozenset()
    at: Mapping[str, frozenset[str]] = {}

    def covers(self, problem: Problem) -> bool:
        """True if a finding is not reported. A finding about a code that does not exist always is."""
        silent = problem.code in self.everywhere or problem.code in self.at.get(problem.where.path, ())
        return silent and problem.code != "unknown-code"

    def paths(self, code: str) -> frozenset[str]:
        """Paths of the files that silence a code."""
        return frozenset(path for path, codes in self.at.items() if code in codes)


def silence_of(site: Iterable[Written], articles: Iterable[Article]) -> Silence:
    """The codes that a site and its articles silence."""
    at = {one.path: frozenset(code.text for code in one.silence) for one in articles if one.silence}
    return Silence(frozenset(code.text for code in site), at)


def unknown_codes(site: Iterable[Written], articles: Iterable[Article]) -> Iterator[Problem]:
    """Findings for codes under `silence` that do not exist."""
    for code in (*site, *(code for article in articles for code in article.silence)):
        if code.text not in MEANINGS:
            message = (
                f"found the code “{code.text}” under `silence`, expected one of those in docs/reference/problems.md"
            )
            yield Problem(code.where, "unknown-code", message, did_you_mean(code.text, MEANINGS, few=0))
