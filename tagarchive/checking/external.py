"""The check of links to other hosts: what is known is not asked again, and each answer is kept at once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tagarchive import __version__
from tagarchive.build.context import Progress
from tagarchive.checking.answers import Answers
from tagarchive.checking.outside import Answer, Links
from tagarchive.checking.report import External, Unreached
from tagarchive.checking.visits import Limits
from tagarchive.checking.web import Learns, ask


class Question(NamedTuple):
    """A question to other hosts.

    Attributes:
        links: the links
        agent: name of this program that hosts see
        again: True to ask for all links, also for those whose answer is known

    """

    links: Links
    agent: str
    again: bool = False


class Asked(NamedTuple):
    """The answers of other hosts, in the order of their addresses, and what is to be said besides."""

    answers: tuple[Answer, ...]
    external: External


def agent_of(base_url: str) -> str:
    """The name of this program that other hosts see, with the site for which it asks."""
    whose = f"+{quote(base_url, safe=':/@%[]')}; " if base_url else ""
    return f"tagarchive/{__version__} ({whose}link check)"


def asked(root: Path, question: Question, limits: Limits, watch: Progress) -> Asked:
    """Answers of other hosts. What is learnt is kept in the folder of the site."""
    links = question.links
    with Answers(root) as kept:
        answers = {} if question.again else kept.known(links)
        known, paused = len(answers), kept.paused()
        urls = [url for url in links if url not in answers and urlsplit(url).hostname not in paused]
        ticks = iter(watch(range(len(urls)), len(urls), "links"))

        def learn(answer: Answer) -> None:
            kept.learn(answer)
            answers[answer.url] = answer
            next(ticks, None)

        offline = ask(urls, question.agent, Learns(learn, kept.pause), limits)
    answers |= {answer.url: answer for answer in offline}
    in_order = tuple(answers[url] for url in sorted(answers))
    unreached = tuple(
        Unreached(answer.url, answer.reason, tuple(link.path for link in links[answer.url]))
        for answer in in_order
        if answer.state == "unreached"
    )
    return Asked(in_order, External(len(answers) - known, known, len(links) - len(answers), unreached))
