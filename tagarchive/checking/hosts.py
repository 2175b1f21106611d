"""Findings about hosts of third parties that pages call. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.checking.remote import Remote, Use
from tagarchive.checking.subject import Finder
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.reading.config import Config
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.parse_options import HtmlOptions

_NAMED = 3
"""Number of files that a finding names."""

_WHEN = {
    "picture": "at once",
    "script": "at once",
    "player": "after a click",
    "media": "after a click",
    "linked-picture": "after a click",
}
_WORDS = {
    "picture": "pictures",
    "script": "scripts, styles or frames",
    "player": "players or forms",
    "media": "sounds or films",
    "linked-picture": "pictures",
}


class Call(NamedTuple):
    """A host that pages call.

    Attributes:
        host: its name
        when: `at once`, or `after a click`
        uses: what it is called for
        remote: the first thing on it in each file

    """

    host: str
    when: str
    uses: tuple[Use, ...]
    remote: tuple[Remote, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(one.path for one in self.remote)


def calls(remote: Iterable[Remote], own: str, silent: Collection[str] = ()) -> tuple[Call, ...]:
    """The hosts that pages call, but for those that only files in `silent` call. `own` is the host of the site."""
    found: dict[tuple[str, str], dict[str, Remote]] = {}
    uses: dict[tuple[str, str], set[Use]] = {}
    for one in remote:
        if one.use != "link" and one.host and one.host != own and one.path not in silent:
            key = (_WHEN[one.use], one.host)
            found.setdefault(key, {}).setdefault(one.path, one)
            uses.setdefault(key, set()).add(one.use)
    # What is called at once comes first.
    return tuple(
        Call(host, when, tuple(sorted(uses[when, host])), tuple(found[when, host].values()))
        for when, host in sorted(found, key=lambda key: (key[0] != "at once", -len(found[key]), key[1]))
    )


def third_parties(called: Iterable[Call], config: Config, finder: Finder) -> Iterator[Problem]:
    """A finding for each host that pages call, that the config allows for nothing, or that feeds name as their hub."""
    called = tuple(called)
    for call in called:
        files = call.files
        named = ", ".join(files[:_NAMED]) + (", …" if len(files) > _NAMED else "")
        words = " and ".join(dict.fromkeys(_WORDS[use] for use in call.uses))
        message = (
            f"found {call.host}, which pages call {call.when} for {words}: {counted(len(files), 'file')} ({named})"
        )
        yield Problem(finder.text(files[0], call.host), "third-party-host", message, _hint(call))
    yield from _unused(config.html, {call.host for call in called})
    if config.feeds.hub:
        host = urlsplit(config.feeds.hub).hostname
        message = f"found {host}, the hub that feeds name; programs of subscribers call it, pages do not"
        yield Problem(finder.text(CONFIG_FILE, config.feeds.hub), "third-party-host", message)


def _hint(call: Call) -> str:
    if call.when == "at once":
        return "a copy on this site calls nobody"
    return "it learns of readers who click; a copy on this site, or a link, calls nobody"


def _unused(html: HtmlOptions, called: Collection[str]) -> Iterator[Problem]:
    """A finding for each host that the site allows by its own choice and has no use for."""
    standard = HtmlOptions()
    embeds = () if html.embed_hosts == standard.embed_hosts else html.embed_hosts
    for key, hosts in (("embed_hosts", embeds), ("image_hosts", html.image_hosts)):
        for host in hosts:
            if host not in called:
                message = f"found {host} in {key}, which pages may call, and no text uses it"
                yield Problem(Location(CONFIG_FILE), "third-party-host", message, f"take it out of {key}")
