"""Links to other hosts: which there are, what was learnt of each, and the findings that follow. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import urldefrag

import msgspec

from tagarchive.checking.links import own_address
from tagarchive.checking.remote import Remote
from tagarchive.checking.subject import Finder
from tagarchive.core.errors import Problem
from tagarchive.core.urls import Addresses

State = Literal["there", "moved", "dead", "unreached"]

Links = Mapping[str, tuple[Remote, ...]]
"""Addresses on other hosts, without fragments, each with what leads to it, once for each file."""


class Answer(msgspec.Struct, frozen=True):
    """Knowledge of an address on another host.

    Attributes:
        url: the address
        state: `there`; `moved` for good; `dead`; or `unreached`, of which nothing is known
        reason: the reason in words, such as `404`; empty for what is there
        target: the address that it has moved to, or ""
        status: status that says that it is dead, 404 or 410; 0 if a status says nothing of that

    """

    url: str
    state: State
    reason: str = ""
    target: str = ""
    status: int = 0


def links_out(remote: Iterable[Remote], addresses: Addresses) -> Links:
    """The addresses on other hosts that links lead to. What templates and static files call for is not among them."""
    found: dict[str, dict[str, Remote]] = {}
    for one in remote:
        if one.use != "script" and one.url.startswith(("https://", "http://")) and not own_address(one.url, addresses):
            found.setdefault(urldefrag(one.url).url, {}).setdefault(one.path, one)
    return {url: tuple(places.values()) for url, places in found.items()}


def outside_findings(answers: Iterable[Answer], links: Links, finder: Finder) -> Iterator[Problem]:
    """Findings for links that lead nowhere, or to pages that have moved, in each file that has them."""
    for answer in answers:
        for link in links[answer.url]:
            where = finder.url(link.path, link.url)
            if answer.state == "dead":
                message = f"found a link to {answer.url}, which is dead: {answer.reason}"
                yield Problem(where, "dead-link", message, "link to a copy that an archive has, or take it away")
            elif answer.state == "moved":
                message = f"found a link to {answer.url}, which has moved to {answer.target}"
                yield Problem(where, "moved-link", message, "write the new address, if it has what you meant")
