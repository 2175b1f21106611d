"""Links between the texts of an import: where their old addresses lead now."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from tagarchive.core.digests import short_key
from tagarchive.core.originals import host_of
from tagarchive.importing.inputs.items import Item
from tagarchive.importing.writing.placement import Place


class Links:
    """Index from old addresses to places."""

    def __init__(self) -> None:
        self._places: dict[bytes, Place] = {}
        self._hosts: set[str] = set()

    def add(self, item: Item, place: Place) -> None:
        """Notes the addresses of an item. Aliases and keys of earlier items stay theirs."""
        aliases = item.matter.get("aliases")
        for address in (item.base, *item.addresses, *(map(str, aliases) if isinstance(aliases, list) else ())):
            if address:
                self._places.setdefault(_old_key(address), place)
                self._hosts.add(host_of(address))
        self._places.setdefault(short_key(f"origin:{item.key or item.origin}"), place)

    def of_key(self, key: str) -> Place | None:
        return self._places.get(short_key(f"origin:{key}"))

    def of_address(self, address: str) -> Place | None:
        """The place of an old address, a whole URL or a path; None if it is of another site or unknown."""
        host = host_of(address)
        return self._places.get(_old_key(address)) if not host or host in self._hosts else None


def _old_key(address: str) -> bytes:
    """A key of the path and query of an address; an index file and a slash at the end make no difference."""
    parts = urlsplit(address)
    path = re.sub(r"/index\.(?:html?|php)$", "/", unquote(parts.path)).rstrip("/")
    return short_key(f"{unicodedata.normalize('NFC', path)}{f'?{parts.query}' if parts.query else ''}")
