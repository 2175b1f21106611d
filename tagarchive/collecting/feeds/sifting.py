"""Sifting of the entries of feeds: which are taken in, which are here already, and which rule leaves the others out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.collecting.feeds.collect_file import CollectRule
from tagarchive.collecting.feeds.collected import Collected, EntryId, entry_id
from tagarchive.collecting.feeds.feed_visits import FeedVisit
from tagarchive.collecting.feeds.matching import Match, Miss, outcomes
from tagarchive.collecting.known import KnownOriginals
from tagarchive.core.errors import Problem
from tagarchive.importing.feeds.articles import Origin, article
from tagarchive.importing.feeds.entries import Entry
from tagarchive.importing.inputs.items import Item, Options
from tagarchive.importing.inputs.texts import line_of


class Taken(NamedTuple):
    """An entry that is taken in.

    Attributes:
        id: what it is known by
        entry: the entry
        item: the article of it, before rules change that
        feed: address of its feed
        matches: the rules that take it in

    """

    id: EntryId
    entry: Entry
    item: Item
    feed: str
    matches: tuple[Match, ...]


class Twin(NamedTuple):
    """An entry that is here already: in the archive, or as another entry of the same visits.

    Attributes:
        id: what it is known by
        path: path of the article; empty if it is another entry
        taken: place of that entry among those that are taken in

    """

    id: EntryId
    path: str = ""
    taken: int = 0


class Sifted(NamedTuple):
    """Results of entries.

    Attributes:
        taken: those that are taken in
        twins: those that are here already
        before: number of those that were taken in earlier, by the name of the rule
        misses: number of those that a condition of a rule leaves out
        problems: faults of rules

    """

    taken: tuple[Taken, ...]
    twins: tuple[Twin, ...]
    before: Mapping[str, int]
    misses: Mapping[Miss, int]
    problems: tuple[Problem, ...]


class Here(NamedTuple):
    """Articles and entries that are here already.

    Attributes:
        originals: articles of the site
        collected: entries that were taken in earlier

    """

    originals: KnownOriginals
    collected: Collected


def sifted(rules: Sequence[CollectRule], visits: Sequence[FeedVisit], here: Here, options: Options) -> Sifted:
    """Results of the entries of feeds. An entry that two rules match is taken in once, for both."""
    sieve = _Sieve(here, options)
    matches, problems = _matches(rules, visits, sieve.misses)
    for visit, some in zip(visits, matches, strict=True):
        for entry, found in zip(visit.entries, some, strict=True):
            if found:
                sieve.take(entry, visit, tuple(found))
    return Sifted(tuple(sieve.taken), tuple(sieve.twins), sieve.before, sieve.misses, tuple(problems))


def _matches(
    rules: Iterable[CollectRule], visits: Sequence[FeedVisit], misses: Counter[Miss]
) -> tuple[list[list[list[Match]]], list[Problem]]:
    """The matches of each entry of each visit, and faults of rules. Misses are counted."""
    matches: list[list[list[Match]]] = [[[] for _ in visit.entries] for visit in visits]
    problems: list[Problem] = []
    for rule in rules:
        places = list(_places(rule, visits))
        said = outcomes(rule, [visits[number].entries[place] for number, place in places])
        problems += said.problems
        for (number, place), outcome in zip(places, said.found, strict=bool(said.found)):
            if isinstance(outcome, Match):
                matches[number][place].append(outcome)
            else:
                misses[outcome] += 1
    return matches, problems


def _places(rule: CollectRule, visits: Sequence[FeedVisit]) -> Iterator[tuple[int, int]]:
    """The number of the visit and the place in it of each entry that a rule reads."""
    for number, visit in enumerate(visits):
        if rule in visit.wanted.rules:
            yield from ((number, place) for place in range(len(visit.entries)))


class _Sieve:
    """The entries so far."""

    def __init__(self, here: Here, options: Options) -> None:
        self._here = here
        self._options = options
        self._places: dict[str, int] = {}
        self.taken: list[Taken] = []
        self.twins: list[Twin] = []
        self.before = Counter[str]()
        self.misses = Counter[Miss]()

    def take(self, entry: Entry, visit: FeedVisit, matches: tuple[Match, ...]) -> None:
        """Takes an entry in that rules match, unless it is here already."""
        feed = visit.wanted.url
        item = article(entry, Origin(feed, visit.feed, self._options))
        known_by = entry_id(_original(item), entry.guid or _title_alone(entry, item), feed)
        if self._here.collected.has(known_by):
            self.before.update(match.rule.name.text for match in matches)
            return
        path = self._here.originals.path_of(known_by.url)
        if path:
            self.twins.append(Twin(known_by, path))
            return
        place = next((self._places[key] for key in known_by.keys if key in self._places), len(self.taken))
        for key in known_by.keys:
            self._places.setdefault(key, place)
        if place < len(self.taken):
            self.twins.append(Twin(known_by, taken=place))
            first = self.taken[place]
            more = [match for match in matches if match.rule not in {one.rule for one in first.matches}]
            self.taken[place] = first._replace(matches=(*first.matches, *more))
        else:
            self.taken.append(Taken(known_by, entry, item, feed, matches))


def _original(item: Item) -> str:
    source = item.matter.get("source")
    return str(source.get("url", "")) if isinstance(source, dict) else ""


def _title_alone(entry: Entry, item: Item) -> str:
    """The title and date of an entry that has neither an address nor an id."""
    return "" if _original(item) else line_of(f"{entry.title} {entry.published.text}")
