"""Documents that are set aside because they have faults, whose addresses are not missed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.model import Archive
from tagarchive.archive.permalinks import fields, permalink, place_of_page
from tagarchive.core import urls
from tagarchive.core.dates import Moment
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address, Addresses
from tagarchive.plan.planned_files import Plan
from tagarchive.reading.dated_names import dated_name
from tagarchive.reading.documents import CONFIG_FILE, Article, Document, FreePage
from tagarchive.reading.text_files import stem

_SOME_DAY = Moment("2000-01-01")
"""The date of articles whose own can't be read. Most addresses have none in them."""


class Aside(NamedTuple):
    """Documents that are set aside.

    Attributes:
        paths: their paths
        addresses: their addresses and former addresses, as far as these can be guessed

    """

    paths: frozenset[str]
    addresses: frozenset[Address]

    def without_promises(self, archive: Archive) -> Archive:
        """The archive without promises and redirects that are kept as soon as the faults are fixed."""
        if not self.paths:
            return archive
        promised = tuple(one for one in archive.promised if one[0] not in self.addresses)
        former = tuple(one for one in archive.former if one.target not in self.addresses)
        return replace(archive, promised=promised, former=former)

    def added_to(self, plan: Plan) -> Plan:
        """The plan with these addresses, of which only the paths can be asked for."""
        some = next(iter(plan.planned.values()), None)
        if some is None or not self.addresses:
            return plan
        return plan.of({**dict.fromkeys(map(urls.out_path, self.addresses), some), **plan.planned})


NOTHING_READ = Aside(frozenset({CONFIG_FILE}), frozenset())
"""All of a site whose config has faults."""


def aside_of(paths: Collection[str], documents: Iterable[Document], addresses: Addresses) -> Aside:
    """The documents at some paths. `documents` are those of them that could be read."""
    return Aside(frozenset(paths), frozenset(_addresses(paths, documents, addresses)))


def _addresses(paths: Collection[str], documents: Iterable[Document], addresses: Addresses) -> Iterator[Address]:
    for document in documents:
        yield from (addresses.page(alias.text) for alias in document.aliases)
        if isinstance(document, Article):
            yield permalink(document, addresses)
        elif isinstance(document, FreePage):
            yield place_of_page(document.path, document.slug.text)
    for path in paths:
        slug, dated = slugify(stem(path)), dated_name(stem(path))
        if path.startswith("content/pages/"):
            yield place_of_page(path, slug)
            continue
        for guess in {slug, slugify(dated.rest) if dated else slug}:
            yield addresses.article(guess, _SOME_DAY, fields(path, ("x",), ("x",), addresses))
