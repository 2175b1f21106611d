"""Profiles: what the landing page of a term says about its articles. Counts are made with the recipe."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

import msgspec

from tagarchive.archive.model import Archive, Articles, PlacedDocument, Term
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.lineage import Lineage, lineage_of
from tagarchive.core import urls
from tagarchive.core.digests import joined, key_of
from tagarchive.core.name_order import places
from tagarchive.core.urls import Address
from tagarchive.plan.parts.charts import activity_of
from tagarchive.plan.planned_files import Many
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article, Order
from tagarchive.views import profiles as views

MOST_NAMES = 8
"""Maximum number of sources, or of authors, that a profile names."""

MOST_TAGS = 16
"""Maximum number of tags of one kind that a profile names."""


class TagRelations(msgspec.Struct, frozen=True):
    """Relations of the tags of a site, which all its profiles show.

    Attributes:
        lineage: the tags above each tag
        pairs: addresses of all pairs
        key: a digest of all of it

    """

    lineage: Lineage
    pairs: frozenset[Address]
    key: str


def relations_of(archive: Archive) -> TagRelations:
    lineage, pairs = lineage_of(archive.tags), sorted(pair.address for pair in archive.pairs)
    return TagRelations(lineage, frozenset(pairs), key_of(lineage.key, *pairs))


class Counted(msgspec.Struct, frozen=True):
    """A tag, source or author with its number of articles in an archive.

    Attributes:
        name: its name
        address: address of its archive
        count: number of articles

    """

    name: str
    address: Address
    count: int

    @property
    def key(self) -> str:
        return joined(self.name, self.address, str(self.count))


def narrower_of(tags: Iterable[Term]) -> Mapping[Address, Many[Counted]]:
    """The tags right below each tag that has any, by the address of the tag."""
    below: dict[Address, list[Counted]] = defaultdict(list)
    for tag in tags:
        for parent in tag.parents:
            below[parent.address].append(Counted(tag.name, tag.address, len(tag.articles)))
    return {address: Many(children) for address, children in below.items()}


class Profile(NamedTuple):
    """The articles of a term, with its relations to other terms.

    Attributes:
        kind: `tag`, `source`, `author` or the name of a taxonomy
        address: address of its archive
        order: order of its archive
        articles: its articles
        narrower: the tags right below it
        related: tags to see also
        relations: the relations of all tags of the site

    """

    kind: str
    address: Address
    order: Order
    articles: Articles
    narrower: Many[Counted]
    related: tuple[TagLink, ...]
    relations: TagRelations

    @property
    def key(self) -> str:
        about = (self.kind, self.address, self.order, self.articles.key, self.narrower.key, self.relations.key)
        return joined(*about, *chain.from_iterable(self.related))

    def view(self, site: SiteContext) -> views.Profile:
        options = site.config.archive
        shares = partial(_shares, site.config.language)
        return views.Profile(
            activity=activity_of(site, self.address, self.articles, self.order),
            sources=shares(self._counted(_sources), MOST_NAMES, _linked(site, options.sources)),
            authors=shares(self._counted(_authors), MOST_NAMES, _linked(site, options.authors)),
            tags=shares(self._company(), MOST_TAGS, lambda address: self._together(site, address)),
            narrower=shares(self.narrower, MOST_TAGS, site.href),
            related=tuple(map(site.link, self.related)),
        )

    def _company(self) -> list[Counted]:
        """The tags that its articles also have, without those above and below it."""
        lineage, here = self.relations.lineage, self.address
        tags = self._counted(lambda placed: lineage.filed(placed.tags))
        return [tag for tag in tags if not lineage.is_over(tag.address, here)]

    def _counted(self, faces: Callable[[PlacedDocument[Article]], Mapping[Address, TagLink]]) -> list[Counted]:
        """The terms of its articles besides itself, with their numbers of articles. `faces` are those of an article."""
        held = list(map(faces, self.articles))
        named: dict[Address, TagLink] = {}
        for terms in held:
            named.update(terms)
        counts = Counter(chain.from_iterable(held))
        return [
            Counted(named[address].name, address, count) for address, count in counts.items() if address != self.address
        ]

    def _together(self, site: SiteContext, tag: Address) -> str:
        """The URL of a tag that its articles also have: of the pair, if there is one."""
        pair = urls.pair(self.address, tag) if self.kind == "tag" else tag
        if self.kind != "tag" or pair in self.relations.pairs:
            return site.href(pair)
        return urls.narrowed(site.href(tag), urls.slug_of(self.address))


def profile_of(term: Term, kind: str, relations: TagRelations, below: Many[Counted] | None = None) -> Profile:
    return Profile(kind, term.address, term.order, term.articles, below or Many(), term.related, relations)


def _sources(placed: PlacedDocument[Article]) -> Mapping[Address, TagLink]:
    source = placed.source
    return {source.address: TagLink(source.name, source.address)} if source else {}


def _authors(placed: PlacedDocument[Article]) -> Mapping[Address, TagLink]:
    return {author.address: author for author in placed.authors}


def _linked(site: SiteContext, has_archives: bool) -> Callable[[Address], str]:  # noqa: FBT001 (an option of the site)
    return site.href if has_archives else lambda _: ""


def _shares(language: str, counted: Iterable[Counted], most: int, url: Callable[[Address], str]) -> views.Shares:
    """The largest of what is counted, largest first, and by name in the order of a language."""
    all_ = tuple(counted)
    place = places((one.name for one in all_), language)
    largest = sorted(all_, key=lambda one: (-one.count, place[one.name], one.address))
    shown = tuple(views.Share(title=one.name, url=url(one.address), count=one.count) for one in largest[:most])
    return views.Shares(shown=shown, more=len(largest) - len(shown))
