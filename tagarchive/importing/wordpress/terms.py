"""Categories and tags: one tag for all terms of a name, with its slug, former addresses and parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tagarchive.core.slugs import slug_as_written, slugify, tag_key
from tagarchive.importing.inputs.texts import line_of_html
from tagarchive.importing.wordpress.addresses import decoded
from tagarchive.importing.wordpress.records import RawItem, Term

_TAXONOMIES = {"category": "category", "post_tag": "post_tag", "tag": "post_tag"}
"""Names of categories and tags; WXR 1.0 writes `tag`."""


class Sourced(NamedTuple):
    """A term and the export that it is from."""

    term: Term
    origin: str


class Uses:
    """Numbers of articles of a tag in each category.

    Attributes:
        count: number of articles
        shared: keys of the categories that all of them are in

    """

    def __init__(self, shared: set[str]) -> None:
        self.count = 0
        self.shared = shared


class Terms:
    """The categories and tags of a blog.

    Attributes:
        number: number of the blog in the input, from 0
        slugs: decoded slugs by taxonomy
        uses: uses of tags, by key

    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.slugs: dict[str, set[str]] = {"category": set(), "post_tag": set()}
        self.uses: dict[str, Uses] = {}
        self._terms: dict[tuple[str, str], Sourced] = {}

    def declare(self, term: Term, origin: str) -> None:
        """Notes a term of the head of an export."""
        taxonomy = _TAXONOMIES.get(term.taxonomy, "")
        name = line_of_html(term.name) or decoded(term.slug)
        if taxonomy and name:
            slug = decoded(term.slug)
            self.slugs[taxonomy].add(slug)
            self._terms.setdefault((taxonomy, slug or tag_key(name)), Sourced(term._replace(taxonomy=taxonomy), origin))

    def use(self, item: RawItem, origin: str, *, with_uses: bool) -> None:
        """Notes the terms of an article, which the head may not declare."""
        terms = terms_of(item)
        for term in terms:
            key = (term.taxonomy, decoded(term.slug) or tag_key(line_of_html(term.name)))
            if key not in self._terms:
                self.declare(term._replace(line=item.line), origin)
        if with_uses:
            keys = {one: {key_of(term) for term in terms if term.taxonomy == one} for one in self.slugs}
            for tag in keys["post_tag"] - keys["category"]:
                uses = self.uses.setdefault(tag, Uses(keys["category"]))
                uses.count += 1
                uses.shared = uses.shared & keys["category"]

    def complete(self) -> None:
        """Puts slugs in the place of the names that WXR 1.0 has for parents."""
        named = {line_of_html(one.term.name): slug for (kind, slug), one in self._terms.items() if kind == "category"}
        for key, (term, origin) in list(self._terms.items()):
            parent = decoded(term.parent)
            if parent and parent not in self.slugs["category"]:
                self._terms[key] = Sourced(term._replace(parent=named.get(line_of_html(term.parent), "")), origin)

    def all(self) -> Iterable[Sourced]:
        """The terms in the order of the export."""
        return self._terms.values()

    def ancestors(self, term: Term) -> Iterator[Term]:
        """The categories above a category, the nearest first."""
        seen = {decoded(term.slug)}
        while term.parent and decoded(term.parent) not in seen:
            seen.add(decoded(term.parent))
            above = self._terms.get(("category", decoded(term.parent)))
            if above is None:
                return
            term = above.term
            yield term


def terms_of(item: RawItem) -> list[Term]:
    """The categories and tags of an item. Those without a taxonomy in WXR 1.0 repeat others."""
    known = [
        term._replace(taxonomy=_TAXONOMIES[term.taxonomy])
        for term in item.terms
        if term.taxonomy in _TAXONOMIES and line_of_html(term.name)
    ]
    names = {tag_key(line_of_html(term.name)) for term in known}
    bare = [term for term in item.terms if not term.taxonomy and line_of_html(term.name)]
    return [*known, *(term._replace(taxonomy="category") for term in bare if key_of(term) not in names)]


def key_of(term: Term) -> str:
    """The key that all spellings of a term share."""
    return tag_key(line_of_html(term.name))


def usable_slug(slug: str) -> str:
    """The slug as the schema has it; empty if it can't be one."""
    try:
        return slug_as_written(slug) if slug else ""
    except ValueError:
        return ""


def slug_for(name: str, terms: Iterable[Term]) -> str:
    """The slug of a tag: the one that its name makes if a term has it, else that of a tag, else of a category."""
    slugs = {usable_slug(decoded(term.slug)): term.taxonomy for term in reversed(list(terms))}
    slugs.pop("", None)
    made = slugify(name)
    if made in slugs or not slugs:
        return made
    return next((slug for slug, taxonomy in slugs.items() if taxonomy == "post_tag"), next(iter(slugs)))
