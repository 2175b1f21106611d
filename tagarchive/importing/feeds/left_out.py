"""The elements of entries that no front matter has a place for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from tagarchive.importing.inputs.items import Noted
from tagarchive.importing.inputs.texts import shortened

_SERVICES = re.compile(
    r"|comments|atom:comments|(?:feedburner|pheedo|slash|wfw|thr|fh|sy|yt|rdf):.*|media:(?:rating|community|statistics)"
)
"""Addresses and numbers of services around an entry, which are no part of it. Without a name it is an entity."""


def left_out(names: Mapping[str, int], known: Collection[str]) -> tuple[Noted, ...]:
    """A note about the elements that are not read, with the number of entries that have each."""
    others = [f"{name} ({count:,})" for name, count in sorted(names.items()) if not _is_read(name, known)]
    return (Noted(f"elements of entries are left out: {shortened(', '.join(others), 300)}"),) if others else ()


def _is_read(name: str, known: Collection[str]) -> bool:
    return name in known or bool(_SERVICES.fullmatch(name))
