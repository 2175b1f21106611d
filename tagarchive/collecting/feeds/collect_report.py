"""The report of a collection: what was taken in and why, what was left out by which rule, and which feeds failed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from tagarchive.collecting.feeds.collected import EntryId
from tagarchive.collecting.feeds.feed_items import INBOX
from tagarchive.collecting.feeds.feed_visits import FeedVisit
from tagarchive.collecting.feeds.sifting import Sifted, Taken, Twin
from tagarchive.collecting.ready_items import refusal
from tagarchive.core.text import counted
from tagarchive.importing.inputs.items import Guessed
from tagarchive.importing.writing.report import ImportReport

BEFORE = "before"
"""The rule that leaves out what was taken in earlier."""


class TakenIn(NamedTuple):
    """An entry that became an article.

    Attributes:
        taken: the entry with the rules that match it
        path: path of the article

    """

    taken: Taken
    path: str

    @property
    def rules(self) -> list[str]:
        """The names of the rules that took it in."""
        return [match.rule.name.text for match in self.taken.matches]

    @property
    def words(self) -> list[str]:
        """The words of these rules that occur in it."""
        return list(dict.fromkeys(word for match in self.taken.matches for word in match.words))

    @property
    def is_draft(self) -> bool:
        return self.path.startswith(f"content/{INBOX}/")

    @property
    def line(self) -> str:
        why = ", ".join(self.words) or "every entry"
        return f"{self.path} ({' and '.join(self.rules)}: {why}) {self.taken.id.shown}"


class CollectReport:
    """The report of a collection."""

    def __init__(self, visits: tuple[FeedVisit, ...], result: Sifted, imported: ImportReport) -> None:
        self.visits = visits
        self.result = result
        self.imported = imported
        paths = {one.origin: one.to for one in imported.imported}
        found = ((taken, paths.get(taken.id.shown, "")) for taken in result.taken)
        self.taken_in = tuple(TakenIn(taken, path) for taken, path in found if path)

    @property
    def failed(self) -> tuple[FeedVisit, ...]:
        """The visits of feeds that could not be read."""
        return tuple(visit for visit in self.visits if visit.failure)

    @cached_property
    def refused(self) -> tuple[tuple[Taken, str], ...]:
        """The entries that could become no article, each with the reason."""
        written = {one.taken.id for one in self.taken_in}
        lost = (taken for taken in self.result.taken if taken.id not in written)
        return tuple((taken, refusal(taken.id.shown, self.imported)) for taken in lost)

    @property
    def unfinished(self) -> frozenset[str]:
        """The addresses of feeds of which an entry could become no article."""
        return frozenset(taken.feed for taken, _ in self.refused)

    @cached_property
    def known(self) -> tuple[tuple[EntryId, str], ...]:
        """The entries that are here already, each with the path of its article."""
        paths = {one.taken.id: one.path for one in self.taken_in}

        def path_of(twin: Twin) -> str:
            return twin.path or paths.get(self.result.taken[twin.taken].id, "")

        return tuple((twin.id, path) for twin in self.result.twins if (path := path_of(twin)))

    def settled(self) -> Iterator[EntryId]:
        """The entries that are not to be taken in again: those that became articles, or are here already."""
        yield from (one.taken.id for one in self.taken_in)
        yield from (entry for entry, _ in self.known)

    @property
    def summary(self) -> str:
        """A sentence with the numbers."""
        drafts = sum(one.is_draft for one in self.taken_in)
        others = len(self.taken_in) - drafts
        parts = [f"{counted(drafts, 'draft')} in content/{INBOX}/"] if drafts else []
        parts += [counted(others, "article")] if others else []
        unchanged = sum(visit.is_unchanged for visit in self.visits)
        did = "Would take in" if self.imported.dry_run else "Took in"
        feeds = counted(len(self.visits), "feed") + (f", {unchanged:,} unchanged" if unchanged else "")
        return f"{did} {' and '.join(parts) or 'nothing new'}, from {feeds}."

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """The parts of the report for a terminal, each a title and its lines."""
        parts = {
            "Taken in": [one.line for one in self.taken_in],
            "Here already": [f"{entry.shown}: {path}" for entry, path in self.known],
            "Left out": [_sentence(**left) for left in self._left_out()],
            "Refused": [f"{taken.id.shown}: {reason}" for taken, reason in self.refused],
            "Failed": [f"{visit.wanted.url}: {visit.failure}" for visit in self.failed],
        }
        yield from ((title, lines) for title, lines in parts.items() if lines)
        yield from ((title, lines) for title, lines in self.imported.sections() if title != "Skipped")

    def as_object(self) -> dict[str, Any]:
        """The report as `--json` prints it."""
        return {
            "collected": [self._object(one) for one in self.taken_in],
            "known": [{"from": entry.shown, "to": path} for entry, path in self.known],
            "left_out": list(self._left_out()),
            "refused": [{"from": taken.id.shown, "reason": reason} for taken, reason in self.refused],
            "failed": [{"feed": visit.wanted.url, "reason": visit.failure} for visit in self.failed],
            "unchanged": [visit.wanted.url for visit in self.visits if visit.is_unchanged],
            **{key: value for key, value in self.imported.as_object().items() if key in ("lost", "notes")},
        }

    def _object(self, one: TakenIn) -> dict[str, Any]:
        guesses = (said.remark for said in self.imported.of(Guessed) if said.to == one.path)
        return {
            "from": one.taken.id.shown,
            "to": one.path,
            "feed": one.taken.feed,
            "rules": one.rules,
            "words": one.words,
            "draft": one.is_draft,
            "guessed": [guess._asdict() for guess in guesses if isinstance(guess, Guessed)],
        }

    def _left_out(self) -> Iterator[dict[str, Any]]:
        """Entries that each rule leaves out, by its condition and the word that decides, with the number of entries."""
        order = {name: place for place, name in enumerate(self._names())}
        for miss in sorted(self.result.misses, key=lambda miss: (order[miss.rule], miss)):
            number = self.result.misses[miss]
            yield {"rule": miss.rule, "by": miss.condition, "word": miss.word, "entries": number}
        for rule, number in self.result.before.items():
            yield {"rule": rule, "by": BEFORE, "word": "", "entries": number}

    def _names(self) -> Iterator[str]:
        return (rule.name.text for visit in self.visits for rule in visit.wanted.rules)


def _sentence(rule: str, by: str, word: str, entries: int) -> str:
    reasons = {
        "any": "with none of its words",
        "all": f"without “{word}”",
        "none": f"with “{word}”",
        BEFORE: "taken in before",
    }
    return f"{rule}: {counted(entries, 'entry', 'entries')} {reasons[by]}"
