"""An earlier archive of a site: what stays the same in the next one is taken from it, by value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from tagarchive.archive.filing import Filing
from tagarchive.archive.language_parts import LanguagePart
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive, PlacedDocument, Term
from tagarchive.archive.relations import Relations, TagLink
from tagarchive.archive.selection import Selection
from tagarchive.archive.translations import Translations
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article


class Earlier(NamedTuple):
    """The steps to an archive.

    Attributes:
        config: the config
        material: what it was made of
        chosen: its documents
        parts: its languages
        translated: its translations
        archive: the archive

    """

    config: Config
    material: Material
    chosen: Selection
    parts: tuple[LanguagePart, ...]
    translated: Translations
    archive: Archive

    def of_same_rules(self, material: Material, config: Config) -> bool:
        """True if an article has the address that it had, unless the article itself changed."""
        return (config, material.ledger) == (self.config, self.material.ledger)


def placed_of(archive: Archive) -> dict[str, PlacedDocument[Article]]:
    """The articles of an archive, by path."""
    return {placed.document.path: placed for placed in archive.recorded}


def terms_of(archive: Archive) -> dict[Address, Term]:
    """The terms of an archive, by address."""
    dated = (*archive.years, *archive.months, *archive.days)
    listed = (term for terms in archive.taxonomies for term in terms.terms)
    return {one.address: one for one in (*archive.tags, *dated, *archive.authors, *archive.sources, *listed)}


def unchanged(
    articles: Iterable[Article], known: Mapping[str, PlacedDocument[Article]]
) -> dict[str, PlacedDocument[Article]]:
    """The earlier places of those articles that are the very same, by path."""
    found = ((article, known.get(article.path)) for article in articles)
    return {article.path: placed for article, placed in found if placed is not None and placed.document is article}


def placed_again(
    articles: Iterable[Article],
    filing: Filing,
    relations: Callable[[Article], Relations],
    known: Mapping[str, PlacedDocument[Article]],
    still: Callable[[PlacedDocument[Article]], bool],
) -> dict[str, PlacedDocument[Article]]:
    """The articles with their places, by path. `known` are the earlier places of the articles that are the same.

    `still` tells of which of these the relations are surely the same.
    """
    made: dict[str, PlacedDocument[Article]] = {}
    for article in articles:
        path, placed = article.path, known.get(article.path)
        related = placed.relations if placed is not None and still(placed) else relations(article)
        fits = placed is not None and placed.relations == related and filing.fits(placed)
        made[path] = placed if placed is not None and fits else filing.placed(article, related)
    return made


def surely_related(
    part: LanguagePart,
    translated: Translations,
    guids: Mapping[str, str],
    dead: Collection[str],
    before: Earlier | None,
) -> Callable[[PlacedDocument[Article]], bool]:
    """The function that tells of which unchanged articles the relations are surely the same: their tags are.

    It holds where no article is a copy or a translation of another, and where nothing else that relations show changed.
    """
    own = [one for one in before.parts if one.language == part.language] if before else []
    if not before or not own or not _show_tags_alone((part, *own)) or translated.of or before.translated.of:
        return lambda _: False
    chosen, earlier = part.chosen, own[0].chosen
    if (chosen.sources, chosen.authors) != (earlier.sources, earlier.authors) or dead != before.material.dead:
        return lambda _: False
    return lambda placed: _has(placed, part.filed.tags.of, guids)


def _has(placed: PlacedDocument[Article], tags: Mapping[str, tuple[TagLink, ...]], guids: Mapping[str, str]) -> bool:
    """True if an article has the tags and the guid that it had."""
    path, related = placed.document.path, placed.relations
    return related.tags == tags.get(path, ()) and related.guid == guids[path]


def _show_tags_alone(parts: Iterable[LanguagePart]) -> bool:
    """True if relations show no copies, hidden tags or taxonomies in some languages."""
    return not any(part.chosen.fold.into or part.filed.tags.hidden_of or part.filed.taxonomies for part in parts)
