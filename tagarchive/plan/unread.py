"""Documents that can't be read: what else they may hold, so that a fault of theirs brings no further ones. Pure.

As long as an article can't be read, nobody knows its address, its tags or the files that it shows. What a build would
miss of these is missed because of the fault that is reported already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.model import Archive
from tagarchive.archive.permalinks import fields, place_of_page_at
from tagarchive.core import urls
from tagarchive.core.dates import Moment
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address, Addresses
from tagarchive.plan.planned_files import Plan
from tagarchive.reading.config import Config
from tagarchive.reading.dated_names import dated_name
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.named_language import named_language
from tagarchive.reading.text_files import stem

_SOME_DAY = "2000-01-01"
"""The date of articles whose own can't be read. Most addresses have none in them."""

_LONGEST = 10_000
"""Number of characters of a text among which its keys are looked for."""

_SLUG = re.compile(r"^slug:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_DAY = re.compile(r"^date:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![\w/:.])/[^\s\"',\[\]]*")
_DATES = re.compile(r"/\d{4}/(?:\d\d/){0,2}")


class Unread(NamedTuple):
    """Documents that can't be read.

    Attributes:
        paths: their paths
        slugs: slugs that they may have
        addresses: their addresses and former addresses, as far as these can be guessed
        lists: beginnings of the addresses of lists that they may be in
        permalinks: permalinks of the site

    """

    paths: frozenset[str]
    slugs: frozenset[str] = frozenset()
    addresses: frozenset[Address] = frozenset()
    lists: tuple[str, ...] = ()
    permalinks: Addresses = Addresses("", "")

    def may_have(self, address: Address) -> bool:
        """True if an address may be one of theirs, or that of a list or a file that the site has because of them."""
        if not self.paths or address in self.addresses:
            return bool(self.paths)
        address = self.permalinks.plain(address)
        if address.startswith(self.lists) or _DATES.fullmatch(address):
            return True
        is_page = address.count("/") == 2 and address.endswith("/")
        slug = self.permalinks.slug_at(address) or (address.strip("/") if is_page else "")
        return not slug or slug in self.slugs

    def without_promises(self, archive: Archive) -> Archive:
        """The archive without promises and redirects that may be kept as soon as the faults are fixed."""
        if not self.paths:
            return archive
        promised = tuple(one for one in archive.promised if not self.may_have(one[0]))
        former = tuple(one for one in archive.former if not (one.target and self.may_have(one.target)))
        return replace(archive, promised=promised, former=former)

    def added_to(self, plan: Plan) -> Plan:
        """The plan with these addresses, of which only the paths can be asked for."""
        some = next(iter(plan.planned.values()), None)
        if some is None or not self.addresses:
            return plan
        return plan.of({**dict.fromkeys(map(urls.out_path, self.addresses), some), **plan.planned})


ALL_READ = Unread(frozenset())
"""No document."""

NOTHING_READ = Unread(frozenset({CONFIG_FILE}))
"""All of a site whose config has faults."""


def unread_of(texts: Mapping[str, str], config: Config) -> Unread:
    """The documents that can't be read, from their texts, by path."""
    if not texts:
        return ALL_READ
    lists = (urls.tag(""), urls.author(""), urls.source(""), *(one.address for one in config.taxonomies))
    slugs = {path: frozenset(_slugs(path, text[:_LONGEST], config.addresses)) for path, text in texts.items()}
    addresses = (
        address
        for path, text in texts.items()
        for address in _addresses(path, text[:_LONGEST], slugs[path], config.addresses)
    )
    return Unread(
        frozenset(texts),
        frozenset().union(*slugs.values()),
        frozenset(addresses),
        tuple(f"{one.rstrip('/')}/" for one in lists),
        config.addresses,
    )


def _slugs(path: str, text: str, permalinks: Addresses) -> Iterator[str]:
    name = stem(named_language(path, permalinks.codes).path)
    dated = dated_name(name)
    yield from (slugify(one) for one in (name, *([dated.rest] if dated else [])))
    yield from (match[1] for match in _SLUG.finditer(text))


def _addresses(path: str, text: str, slugs: frozenset[str], permalinks: Addresses) -> Iterator[Address]:
    """The addresses that a text may have, and those that stand in its front matter."""
    day = _DAY.search(text)
    date = Moment(day[1] if day else _SOME_DAY)
    for slug in slugs:
        if path.startswith("content/pages/"):
            place = place_of_page_at(path, slug, permalinks)
        else:
            place = permalinks.article(slug, date, fields(path, ("x",), ("x",), permalinks))
        yield from (urls.in_language(edition, place) for edition in ("", *permalinks.codes[1:]))
    matter = text[: text.find("\n---", 3)] if text.startswith("---") and text.find("\n---", 3) > 0 else text
    yield from (permalinks.page(match[0]) for match in _ADDRESS.finditer(matter))
