"""Documents to `Archive`: what is published, in which order, filed under what. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from tagarchive import urls
from tagarchive.config import Config
from tagarchive.dates import latest
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.model import Archive, Article, Document, File, FreePage, TagText, Term
from tagarchive.references import references
from tagarchive.tags import tags_of
from tagarchive.urls import Address, slugify

CONTENT = "content/"


class Edition(NamedTuple):
    """Which documents a build publishes: drafts or not, and articles that have not expired by `now`."""

    drafts: bool
    now: datetime

    def has(self, document: Document) -> bool:
        return isinstance(document, TagText) or ((self.drafts or not document.draft) and not self.is_past(document))

    def is_past(self, document: Document) -> bool:
        expires = document.expires if isinstance(document, Article) else None
        return expires is not None and expires.when() <= self.now


def assemble(
    documents: Sequence[Document],
    files: Sequence[File],
    config: Config,
    edition: Edition,
    unread: Collection[str] = frozenset(),
) -> Archive:
    """The archive that the documents make. Raises `SiteError` with every fault between them.

    `unread` are the paths of documents with faults of their own: a link to one of them is no fault.
    """
    articles = _newest_first(one for one in documents if isinstance(one, Article) and edition.has(one))
    pages = tuple(sorted((one for one in documents if isinstance(one, FreePage) and edition.has(one)), key=_path))
    tags = tags_of(articles, (one for one in documents if isinstance(one, TagText)))
    addresses = {
        **{article.path: config.addresses.article(article.slug.text, article.date) for article in articles},
        **{page.path: urls.page(page.slug.text) for page in pages},
        **{term.text.path: term.address for term in tags.terms if term.text},
    }
    by_path = {file.path: urls.file(file.path.removeprefix(CONTENT)) for file in files}
    by_document = {one.path: one for one in documents}
    links = references(
        [by_document[path] for path in addresses],
        by_document,
        {*addresses, *by_path, *unread},
        {one.path for one in documents if edition.is_past(one)},
    )
    problems = [*tags.problems, *links.problems, *_same_guids(articles, config)]
    if problems:
        raise SiteError(*problems)
    return Archive(
        articles=articles,
        tags=tags.terms,
        years=_years(articles),
        authors=_terms(articles, lambda article: article.byline, urls.author),
        sources=_terms(articles, lambda article: (article.source.name,) if article.source else (), urls.source),
        pages=pages,
        files=tuple(file for file in files if file.path in links.paths),
        addresses={**addresses, **{path: address for path, address in by_path.items() if path in links.paths}},
        ranks={article.path: rank for rank, article in enumerate(articles)},
        tags_of=tags.of,
        notices=(*tags.notices, *links.notices, *_still_to_come(articles, edition.now), *_unused(files, links.paths)),
    )


def _path(document: Document) -> str:
    return document.path


def _newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """In the order of every list: by date, newest first; articles of one moment by slug and path."""
    return tuple(sorted(articles, key=lambda one: (-one.date.when().timestamp(), one.slug.text, one.path)))


def _years(articles: Sequence[Article]) -> tuple[Term, ...]:
    years: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        years[article.date.year].append(article)
    return tuple(_term(year, urls.year(year), found) for year, found in sorted(years.items(), reverse=True))


def _terms(
    articles: Sequence[Article], names: Callable[[Article], tuple[str, ...]], address: Callable[[str], Address]
) -> tuple[Term, ...]:
    """Authors or sources, by name; names with one slug are one, called as the oldest article writes it."""
    found: dict[str, dict[str, Article]] = defaultdict(dict)
    called: dict[str, str] = {}
    for article in articles:
        for name in reversed(names(article)):
            slug = slugify(name)
            found[slug][article.path] = article
            called[slug] = name
    terms = (_term(called[slug], address(slug), list(by_path.values())) for slug, by_path in found.items())
    return tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.address)))


def _term(name: str, address: Address, articles: Sequence[Article]) -> Term:
    modified = latest(*(article.modified for article in articles))
    return Term(name=name, address=address, articles=tuple(articles), modified=modified)


def guid_of(article: Article, config: Config) -> str:
    """The id that an article keeps: its own, or one of the domain, its day and the first slug it had here."""
    if article.guid:
        return article.guid.text
    former = (config.addresses.slug_at(urls.page_address(alias.text)) for alias in article.aliases)
    first = next((slug for slug in former if slug), article.slug.text)
    return urls.guid(config.feeds.authority or config.addresses.host, article.date, first)


def _same_guids(articles: Sequence[Article], config: Config) -> Iterator[Problem]:
    """A problem for each article that has the guid of another. Those of default differ as addresses do."""
    if not any(article.guid or article.aliases for article in articles):
        return
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(guid_of(article, config), article)
        if other is not article:
            told, kept = (article, other) if article.guid or article.aliases else (other, article)
            what = f"found the guid of {kept.path}, expected one of its own"
            yield Problem((told.guid or told.slug).where, what, "readers of feeds would see only one of the two")


def _still_to_come(articles: Sequence[Article], now: datetime) -> Iterator[Problem]:
    for article in articles:
        if article.date.when() > now:
            what = f"found the date {article.date.day}, which is still to come; the article is published all the same"
            yield Problem(Location(article.path), what, "`draft: true` holds it back")


def _unused(files: Sequence[File], used: Collection[str]) -> Iterator[Problem]:
    unused = [file.path for file in files if file.path not in used]
    if unused:
        names = ", ".join(unused[:3]) + (", …" if len(unused) > 3 else "")
        what = f"found what no published article shows or links to, and did not publish it: {names}"
        yield Problem(Location(CONTENT), what, "files for every page, such as a logo, belong in static/")
