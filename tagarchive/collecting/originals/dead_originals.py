"""The check of originals: whether each of them is still there. Each address is asked once a day at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.build.context import Progress
from tagarchive.checking.answers import Answers
from tagarchive.checking.outside import Answer
from tagarchive.checking.visits import Limits
from tagarchive.checking.web import Learns, ask
from tagarchive.collecting.originals.originals import Original
from tagarchive.collecting.originals.verdicts import (
    News,
    Verdicts,
    judged,
    news_of,
    says_nothing,
    verdicts_at,
    write_verdicts,
)
from tagarchive.core.digests import digest_of_text
from tagarchive.reading.verdict_file import Day, Verdict

Originals = Mapping[str, Sequence[Original]]
"""Originals by address."""


class Question(NamedTuple):
    """A question about originals.

    Attributes:
        originals: the originals by address
        agent: name of this program that hosts see
        now: the present in UTC; its day is the day of the answers
        again: True to ask also for those that were asked today
        allow_private: True to ask hosts of private networks

    """

    originals: Originals
    agent: str
    now: datetime
    again: bool = False
    allow_private: bool = False

    @property
    def day(self) -> Day:
        return Day(self.now.date().isoformat())


class Checked(NamedTuple):
    """The result of a check.

    Attributes:
        asked: number of addresses that were asked now
        known: number of addresses that were asked earlier on this day
        left: number of addresses that are left for another run
        news: what changed, in the order of addresses
        verdicts: all verdicts from now on
        unreached: answers that say nothing, in the order of addresses
        forgotten: addresses of verdicts that were dropped, since no article names them

    """

    asked: int
    known: int
    left: int
    news: tuple[News, ...]
    verdicts: tuple[Verdict, ...]
    unreached: tuple[Answer, ...]
    forgotten: tuple[str, ...]


class _Agenda(NamedTuple):
    """Originals that are asked for, and how.

    Attributes:
        open: addresses on which no person has decided
        known: answers of this day that say something
        wanted: addresses to ask, those first that were missing, then those that were not asked for longest

    """

    open: Sequence[str]
    known: Mapping[str, Answer]
    wanted: Sequence[str]


def checked(root: Path, question: Question, limits: Limits, watch: Progress) -> Checked:
    """Asks for originals, and writes what it learns into `originals.toml`, also if it is stopped.

    Raises `SiteError` if that file has faults or can't be written.
    """
    before = verdicts_at(root)
    with Answers(root, question.now.timestamp) as answers:
        agenda = _agenda(question, before, answers)
        learnt = dict(agenda.known)
        ticks = iter(watch(range(len(agenda.wanted)), len(agenda.wanted), "originals"))

        def learn(answer: Answer) -> None:
            answers.learn(answer)
            learnt[answer.url] = answer
            next(ticks, None)

        offline: Sequence[Answer] = ()
        try:
            learns = Learns(learn, answers.pause)
            offline = ask(agenda.wanted, question.agent, learns, limits, allow_private=question.allow_private)
        finally:
            after = _after(question, before, learnt)
            write_verdicts(root, after.values())
    learnt |= {answer.url: answer for answer in offline}
    return Checked(
        asked=len(learnt) - len(agenda.known),
        known=len(agenda.known),
        left=len(agenda.open) - len(learnt),
        news=tuple(news for url in sorted(learnt) for news in news_of(url, before.get(url), after.get(url))),
        verdicts=tuple(after[url] for url in sorted(after)),
        unreached=tuple(learnt[url] for url in sorted(learnt) if says_nothing(learnt[url])),
        forgotten=tuple(sorted(before.keys() - after.keys() - learnt.keys())),
    )


def _agenda(question: Question, before: Verdicts, answers: Answers) -> _Agenda:
    open_ = [url for url in question.originals if url not in before or not before[url].fixed]
    times = answers.times()
    start = question.now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    today = (url for url in open_ if url in times and start <= times[url][1] <= question.now.timestamp())
    known = {url: times[url][0] for url in today if not (question.again or says_nothing(times[url][0]))}
    paused = answers.paused()

    def urgency(url: str) -> tuple[bool, float, str]:
        # Where nothing is remembered, as on a new machine, each day begins somewhere else, so that all get their turn.
        asked = times[url][1] if url in times else 0.0
        return url not in before, asked, digest_of_text(f"{question.day} {url}")

    wanted = [url for url in open_ if url not in known and urlsplit(url).hostname not in paused]
    return _Agenda(open_, known, sorted(wanted, key=urgency))


def _after(question: Question, before: Verdicts, learnt: Mapping[str, Answer]) -> Verdicts:
    """The verdicts after some answers. Those on addresses that no article names are dropped, if no person decided."""
    kept = {url: verdict for url, verdict in before.items() if verdict.fixed or url in question.originals}
    found = {url: judged(before.get(url), answer, question.day) for url, answer in learnt.items()}
    return {url: verdict for url, verdict in {**kept, **found}.items() if verdict}
