"""The findings of a check: gathered from all rules, in order, silenced and grouped. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from tagarchive.checking import articles, hosts, links, redirects, tags
from tagarchive.checking.hosts import Call
from tagarchive.checking.silence import Silence, silence_of, unknown_codes
from tagarchive.checking.subject import Subject
from tagarchive.core.errors import Location, Problem, Written
from tagarchive.core.gravity import in_order
from tagarchive.reading.documents import Article
from tagarchive.reading.text_files import RENAME, foreign_ending

_FINER = frozenset({"broken-fragment", "foreign-ending", "future-date", "no-summary", "unused-file"})
"""Codes whose notices are replaced by findings that say more: one for each article, file or id."""

_NEEDS_ALL = frozenset(
    "cut-day duplicate-article empty-folder near-tags single-tag unknown-tag unused-file unused-source unused-tag-text "
    "unused-template".split()
)
"""Codes of findings that may be wrong as long as some documents can't be read."""


class Findings(NamedTuple):
    """The result of a check.

    Attributes:
        stopping: problems that stop a build
        others: the other findings, by gravity, code and place
        silenced: number of findings that are silenced, by code
        postponed: True if rules that need all documents wait until the problems are fixed
        calls: hosts of third parties that pages call
        articles: number of articles

    """

    stopping: tuple[Problem, ...]
    others: tuple[Problem, ...]
    silenced: Mapping[str, int]
    postponed: bool
    calls: tuple[Call, ...]
    articles: int = 0

    @property
    def all(self) -> tuple[Problem, ...]:
        """All findings: first those that stop a build, then by gravity, code and place."""
        return (*self.stopping, *self.others)

    def only(self, codes: Collection[str]) -> Findings:
        """The findings with one of some codes; all of them if there are no codes."""
        if not codes:
            return self
        stopping, others = (tuple(one for one in some if one.code in codes) for some in (self.stopping, self.others))
        silenced = {code: number for code, number in self.silenced.items() if code in codes}
        calls = self.calls if "third-party-host" in codes else ()
        return self._replace(stopping=stopping, others=others, silenced=silenced, calls=calls)

    def with_more(self, problems: Iterable[Problem], silence: Silence) -> Findings:
        """The findings with further ones, as far as they are not silenced."""
        heard, silenced = _heard(problems, silence)
        others = tuple(sorted({*self.others, *heard}, key=_rank))
        return self._replace(others=others, silenced=dict(sorted((Counter(self.silenced) + silenced).items())))


def findings(subject: Subject, site_silence: Sequence[Written]) -> Findings:
    """All findings about a site. `site_silence` are the codes that its config silences, with their places."""
    silence = silence_in(subject, site_silence)
    called = hosts.calls(subject.remote, subject.config.addresses.host, silence.paths("third-party-host"))
    ours = chain(
        unknown_codes(site_silence, _all_articles(subject)),
        *(rule(subject) for rule in _RULES),
        hosts.third_parties(called, subject.config, subject.finder) if subject.archive else (),
    )
    notices = (one for one in _noticed(subject) if one.code not in _FINER)
    found = {one for one in chain(notices, ours) if subject.is_whole or one.code not in _NEEDS_ALL}
    heard, silenced = _heard(found - set(subject.problems), silence)
    return Findings(
        stopping=tuple(sorted(set(subject.problems))),
        others=tuple(sorted(heard, key=_rank)),
        silenced=dict(sorted(silenced.items())),
        postponed=not subject.is_whole,
        calls=() if "third-party-host" in silence.everywhere else called,
        articles=len(subject.articles),
    )


def silence_in(subject: Subject, site_silence: Sequence[Written]) -> Silence:
    """Codes that a site and its published articles silence."""
    return silence_of(site_silence, _all_articles(subject))


def _all_articles(subject: Subject) -> Iterator[Article]:
    return (document for document in subject.documents if isinstance(document, Article))


def _rank(problem: Problem) -> tuple[tuple[int, str], Problem]:
    return in_order(problem.code), problem


def _heard(problems: Iterable[Problem], silence: Silence) -> tuple[list[Problem], Counter[str]]:
    """The problems that are not silenced, and the number of the others by code."""
    found = list(problems)
    heard = [one for one in found if not silence.covers(one)]
    return heard, Counter(one.code for one in found) - Counter(one.code for one in heard)


def _noticed(subject: Subject) -> Iterator[Problem]:
    """Reports of a build, and what the preview tells the author of a text."""
    yield from subject.notices
    for document in subject.documents:
        yield from document.doubts


def _incomplete(subject: Subject) -> Iterator[Problem]:
    return articles.incomplete(subject.articles)


def _unused(subject: Subject) -> Iterator[Problem]:
    for path in subject.unused:
        if ending := foreign_ending(path):
            message = f"found a text that ends in {ending}, so it is left out"
            yield Problem(Location(path), "foreign-ending", message, RENAME)
            continue
        message = "found a file that no published article shows or links to, so it is not published"
        yield Problem(Location(path), "unused-file", message, "delete it; a file for every page belongs in static/")


def _to_come(subject: Subject) -> Iterator[Problem]:
    if subject.archive:
        yield from articles.to_come(subject.archive, subject.finder)


def _tags(subject: Subject) -> Iterator[Problem]:
    keys = tags.keys_in(subject.documents, subject.config)
    if subject.archive:
        yield from tags.single(subject.archive, keys)
    yield from tags.near(subject.near, subject.articles, keys)


def _redirects(subject: Subject) -> Iterator[Problem]:
    if subject.archive:
        yield from redirects.chains(subject.ledger, subject.archive)
        yield from redirects.links_to_redirects(subject.archive)


def _links(subject: Subject) -> Iterator[Problem]:
    if subject.archive and subject.plan:
        yield from links.dead_anchors(subject.archive, subject.config, subject.ids_of)
        yield from links.own_urls(subject.remote, subject.config.addresses, subject.plan, subject.finder)


_RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    _incomplete,
    _to_come,
    _unused,
    _tags,
    _redirects,
    _links,
)
