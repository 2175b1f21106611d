"""Exports: the articles of each tag, source and author in formats of other programs, and the tables of the site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tagarchive.archive.model import Archive, Articles, PlacedDocument, Term
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.indexes import Extent, extent
from tagarchive.plan.parts.export_records import encoded
from tagarchive.plan.planned_files import FileKind, Keyed, Many, PlannedFile
from tagarchive.plan.recipes import ExportRecipe
from tagarchive.plan.site_context import SiteContext, term_lists
from tagarchive.reading.documents import Article
from tagarchive.reading.export_options import ExportFormat
from tagarchive.reading.markdown.one_line import line_text
from tagarchive.views.exports import ArticlesFile, ArticlesIndex, DataPackage, ExportPart, TagRow, TagsFile

MOST_ARTICLES = 5_000
"""Maximum number of articles in one file. A longer list is split by year."""


class ExportedList(NamedTuple):
    """The list that an export belongs to.

    Attributes:
        name: name of the tag, source, author or year
        address: address of its archive

    """

    name: str
    address: Address

    @property
    def key(self) -> str:
        return joined(*self)


class YearPart(NamedTuple):
    """The part of a split export with the articles of one year.

    Attributes:
        year: the year
        articles: number of its articles

    """

    year: str
    articles: int

    @property
    def key(self) -> str:
        return f"{self.year} {self.articles}"


class TagEntry(NamedTuple):
    """A tag in the table of all tags.

    Attributes:
        extent: number and dates of its articles
        parents: its parents

    """

    extent: Extent
    parents: tuple[TagLink, ...]

    @property
    def key(self) -> str:
        return joined(self.extent.key, *(parent.name for parent in self.parents))


def planned(site: SiteContext, archive: Archive, most: int = MOST_ARTICLES) -> Iterator[PlannedFile]:
    """The exports of a site. A list of more than `most` articles is split by year."""
    options = site.config.exports
    for terms in term_lists(archive, site.config):
        formats = options.formats_of(terms.kind)
        for term in terms.terms:
            yield from _of_term(terms.kind, term, formats, most)
    if options.has_tables:
        yield from _tables(site, archive.tags, archive.years if site.config.archive.years else ())


def _of_term(kind: str, term: Term, formats: Sequence[ExportFormat], most: int) -> Iterator[PlannedFile]:
    about, origin = ExportedList(term.name, term.address), f"an export of the {kind} “{term.name}”"
    if len(term.articles) <= most or kind == "year":
        yield from _in_formats(about, term.articles, formats, origin)
        return
    years = _by_year(term.articles)
    parts = Many(YearPart(year, len(articles)) for year, articles in years.items())
    for format_ in formats:
        yield _file(urls.export(term.address, format_), index_recipe, (about, format_, parts), origin)
    for year, articles in years.items():
        yield from _in_formats(about, articles, formats, origin, year)


def _in_formats(
    about: ExportedList, articles: Articles, formats: Sequence[ExportFormat], origin: str, year: str = ""
) -> Iterator[PlannedFile]:
    for format_ in formats:
        yield _file(urls.export(about.address, format_, year), recipe, (about, format_, articles), origin)


def _by_year(articles: Sequence[PlacedDocument[Article]]) -> dict[str, Articles]:
    """Articles by the year of their date, newest first."""
    years: dict[str, list[PlacedDocument[Article]]] = defaultdict(list)
    for placed in articles:
        years[placed.document.date.year].append(placed)
    return {year: Articles(years[year]) for year in sorted(years, reverse=True)}


def _tables(site: SiteContext, tags: Sequence[Term], years: Sequence[Term]) -> Iterator[PlannedFile]:
    """The table of all tags, and the description of this table and of those of the articles of each year."""
    rows = Many(TagEntry(extent(tag), tag.parents) for tag in tags)
    tables = Many(ExportedList(year.name, year.address) for year in reversed(years))
    yield _file(site.own(urls.TAGS_CSV), tags_recipe, (rows,), "the table of tags")
    yield _file(site.own(urls.DATA_PACKAGE), package_recipe, (tables,), "the description of the tables")


def _file(
    address: Address, make: Callable[..., ExportRecipe], parts: tuple[Keyed | str, ...], origin: str
) -> PlannedFile:
    return PlannedFile(urls.out_path(address), make, parts, origin, kind=FileKind.FILE)


def recipe(site: SiteContext, about: ExportedList, format_: ExportFormat, articles: Articles) -> ExportRecipe:
    return ExportRecipe(
        ArticlesFile(
            format=format_,
            title=_title(site, about),
            url=site.addresses.absolute(about.address),
            records=encoded(format_, site, articles),
        )
    )


def index_recipe(site: SiteContext, about: ExportedList, format_: ExportFormat, parts: Many[YearPart]) -> ExportRecipe:
    absolute = site.addresses.absolute

    def part(one: YearPart) -> ExportPart:
        return ExportPart(
            year=one.year, count=one.articles, url=absolute(urls.export(about.address, format_, one.year))
        )

    url = absolute(about.address)
    return ExportRecipe(
        ArticlesIndex(format=format_, title=_title(site, about), url=url, parts=tuple(map(part, parts)))
    )


def _title(site: SiteContext, about: ExportedList) -> str:
    return f"{about.name} – {site.config.title}"


def tags_recipe(site: SiteContext, tags: Many[TagEntry]) -> ExportRecipe:
    return ExportRecipe(TagsFile(tags=tuple(_row(site, *tag) for tag in tags)))


def _row(site: SiteContext, extent_: Extent, parents: tuple[TagLink, ...]) -> TagRow:
    return TagRow(
        name=extent_.name,
        url=site.addresses.absolute(extent_.address),
        articles=extent_.count,
        first=extent_.first.text,
        last=extent_.last.text,
        parents=tuple(parent.name for parent in parents),
        summary=extent_.summary,
    )


def package_recipe(site: SiteContext, years: Many[ExportedList]) -> ExportRecipe:
    config = site.config
    return ExportRecipe(
        DataPackage(
            title=config.title,
            description=config.description,
            url=site.addresses.absolute(site.own(urls.HOME)),
            rights=line_text(config.rights),
            years=tuple(urls.out_path(urls.export(site.addresses.plain(year.address), "csv")) for year in years),
        )
    )
