"""Hosts whose embeds and pictures pages may show: what a notice about others tells to write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tagarchive.core.errors import Problem, Written
from tagarchive.core.text import counted


def to_allow(option: str, hosts: Iterable[str], more: Iterable[str]) -> str:
    """The setting of an option of `[html]` that allows more hosts, with all that it allows already."""
    named = ", ".join(f'"{host}"' for host in dict.fromkeys((*hosts, *more)))
    return f"under [html] in site.toml write {option} = [{named}]"


def refused_embeds(refused: Sequence[Written], allowed: Collection[str]) -> Problem:
    """A notice for all embeds of hosts that are not allowed, at the first of them."""
    hosts = sorted({one.text for one in refused})
    became = "it became a link" if len(refused) == 1 else "they became links"
    message = f"found {counted(len(refused), 'embed')} of {', '.join(hosts)}; {became}"
    hint = f"to show {'it' if len(refused) == 1 else 'them'}, {to_allow('embed_hosts', allowed, hosts)}"
    return Problem(refused[0].where, "embed-not-allowed", message, hint)
