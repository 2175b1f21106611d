"""Findings about links within the site: ids that a page does not have, and whole URLs of the site. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from tagarchive.archive.links import anchor_of, dead_anchor
from tagarchive.archive.model import Archive, PlacedDocument
from tagarchive.checking.redirects import Redirects, end_of, pages_of
from tagarchive.checking.remote import Remote
from tagarchive.checking.subject import Finder
from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.urls import Address, Addresses, OutPath
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.site_context import menu_of
from tagarchive.reading.body import Target, ToHere, ToSite
from tagarchive.reading.config import Config

IdsOf = Callable[[OutPath], Collection[str] | None]
"""Returns the ids in the page at a path; None if the file has no ids, or if it is not known which."""


def dead_anchors(archive: Archive, config: Config, ids_of: IdsOf) -> Iterator[Problem]:
    """Findings for links to ids that the page, as it is published, does not have."""
    outlines = {urls.out_path(placed.address): frozenset(placed.document.outline.ids) for placed in archive.placed}
    pages = pages_of(archive.former)
    items = (target for target in menu_of(config) if isinstance(target, ToSite))
    places = [(target, Address(target.address)) for target in items]
    for target, address in (*places, *(pair for placed in archive.placed for pair in _anchored(placed))):
        end = _end(address, pages)
        path = urls.out_path(end) if end else OutPath("")
        anchor = anchor_of(target)
        if not path or anchor in outlines.get(path, ()):
            continue
        ids = ids_of(path)
        if ids is not None and anchor not in ids:
            yield dead_anchor(target, end or "", ids)


def _anchored(placed: PlacedDocument[Any]) -> Iterator[tuple[Target, Address]]:
    """The links of a text that lead to an id, each with the address of the page."""
    for target, address in zip(placed.document.outline.targets, placed.links, strict=True):
        if address is not None and anchor_of(target):
            yield target, placed.address if isinstance(target, ToHere) else address


def _end(address: Address, pages: Redirects) -> Address | None:
    former = urls.page_address(address)
    return end_of(former, pages) if former in pages else address


def ids_in(html: str) -> frozenset[str]:
    """The ids in a page, and the names of its anchors."""
    reader = _Ids()
    reader.feed(html)
    return frozenset(reader.found)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if value and (name == "id" or (tag, name) == ("a", "name")))


_INDEX = re.compile(r"(?<=/)index\.html$")


def own_urls(remote: Iterable[Remote], addresses: Addresses, plan: Plan, finder: Finder) -> Iterator[Problem]:
    """Findings for links that lead to no page of this site: whole URLs of it, and addresses in templates."""
    for link in remote:
        address = own_address(urljoin(addresses.base_url, link.url), addresses) if link.use == "link" else None
        if address and not plan.served(address):
            message = f"found a link to {link.url}, an address that this site does not have"
            page = plan.page_near(address)
            near = f"the page's address is {page}" if page else ""
            yield Problem(finder.url(link.path, link.url), "broken-link", message, near)


def own_address(url: str, addresses: Addresses) -> Address | None:
    """The address on this site that a URL leads to; None for a URL of another site."""
    try:
        parts, base = urlsplit(url), urlsplit(addresses.base_url)
        same = (parts.hostname, parts.port) == (base.hostname, base.port) and parts.scheme in ("http", "https")
    except ValueError:
        return None
    path = unquote(parts.path) or "/"
    if not same or not f"{path}/".startswith(unquote(base.path)):
        return None
    return Address("/" + _INDEX.sub("", path.removeprefix(unquote(base.path).removesuffix("/")).removeprefix("/")))
