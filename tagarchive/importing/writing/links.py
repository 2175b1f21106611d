"""Links between the texts of an import: where their old addresses lead now."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from tagarchive.core.digests import short_key
from tagarchive.core.originals import host_of
from tagarchive.core.urls import TERMS
from tagarchive.importing.inputs.items import Item
from tagarchive.importing.writing.placement import Place


class Links:
    """Index from old addresses to places.

    `stands` is true for an address at which the site has something. With `is_moved`, the old site is no more.
    """

    def __init__(self, stands: Callable[[str], bool], *, is_moved: bool) -> None:
        self._stands = stands
        self._is_moved = is_moved
        self._places: dict[bytes, Place] = {}
        self._roots: dict[str, str] = {}

    def add(self, item: Item, place: Place) -> None:
        """Notes the addresses of an item. Aliases and keys of earlier items stay theirs."""
        aliases = item.matter.get("aliases")
        for address in (item.base, *item.addresses, *(map(str, aliases) if isinstance(aliases, list) else ())):
            if address:
                self._places.setdefault(_old_key(address), place)
                root = _root_of(address)
                self._roots[host_of(address)] = root if self._roots.get(host_of(address), root) == root else "/"
        self._places.setdefault(short_key(f"origin:{item.key or item.origin}"), place)

    def of_key(self, key: str) -> Place | None:
        return self._places.get(short_key(f"origin:{key}"))

    def of_address(self, address: str) -> Place | None:
        """The place of an old address, a whole URL or a path; None if it is of another site or unknown."""
        host = host_of(address)
        return self._places.get(_old_key(address)) if not host or host in self._roots else None

    def is_of_old_site(self, address: str) -> bool:
        """True for an address, a whole URL, that the site had which comes here."""
        root = self._roots.get(host_of(address), "") if self._is_moved else ""
        return bool(root) and root in ("/", _root_of(address))

    def stands(self, address: str) -> bool:
        """True if the site has something at an address without its query, or makes it for each site."""
        path = unquote(urlsplit(address).path)
        return path in ("", "/") or path.startswith(TERMS) or self._stands(path)


def _root_of(address: str) -> str:
    """The first folder of an address, such as that of a blog below the home page of its host; "/" for none."""
    first, slash, _ = urlsplit(address).path.strip("/").partition("/")
    return f"/{first}/" if slash and not first.isdecimal() else "/"


def _old_key(address: str) -> bytes:
    """A key of the path and query of an address; an index file and a slash at the end make no difference."""
    parts = urlsplit(address)
    path = re.sub(r"/index\.(?:html?|php)$", "/", unquote(parts.path)).rstrip("/")
    return short_key(f"{unicodedata.normalize('NFC', path)}{f'?{parts.query}' if parts.query else ''}")
