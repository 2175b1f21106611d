"""Documents to `Archive`: the published documents in order, with their tags, links and addresses. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from tagarchive.archive.conflict_copies import copies
from tagarchive.archive.ids import Ids, same_guids
from tagarchive.archive.ledger import Ledger, answered, inherited
from tagarchive.archive.links import Linkable, references
from tagarchive.archive.model import Archive, D, HeadPicture, PlacedDocument, TagLink, Term
from tagarchive.archive.redirects import former_feeds, formers, recased
from tagarchive.archive.schedule import schedule
from tagarchive.archive.tags import Tag, tags_of
from tagarchive.core import urls
from tagarchive.core.dates import latest
from tagarchive.core.digests import key_of
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import NAME_BYTES, slugify
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.body import Target, ToSite, ToSource
from tagarchive.reading.config import Config
from tagarchive.reading.documents import CONFIG_FILE, Article, Document, Edition, File, TagText
from tagarchive.reading.wiki_links import named

CONTENT = "content/"


class Material(NamedTuple):
    """Input of an archive.

    Attributes:
        documents: all documents that could be read
        files: files in the content folder that are not documents
        statics: static files of the site and the theme
        ledger: addresses and guids recorded in `published.txt`
        unread: paths of documents with faults of their own; a link to one of them is not a second fault

    """

    documents: Sequence[Document]
    files: Sequence[File] = ()
    statics: Sequence[File] = ()
    ledger: Ledger = Ledger()
    unread: Collection[str] = frozenset()


def assemble(material: Material, config: Config, edition: Edition) -> Archive:
    """The archive of the material. Raises `SiteError` with all faults in the relations between its documents."""
    documents, files, statics, ledger, unread = material
    edition = edition._replace(future=edition.future or config.articles.future == "publish")
    times = schedule(documents, edition)
    articles, pages, expired = times.shown, times.pages, times.expired
    tags = tags_of(articles, (text for text in documents if isinstance(text, TagText)), config.language)
    addresses = {
        **{article.path: config.addresses.article(article.slug.text, article.date) for article in articles},
        **{page.path: urls.page(page.slug.text) for page in pages},
        **{tag.text.path: tag.face.address for tag in tags.tags if tag.text},
    }
    by_path = {file.path: urls.file(file.path.removeprefix(CONTENT)) for file in files}
    by_document = {document.path: document for document in documents}
    known, timed = {*addresses, *by_path, *unread}, {article.path for article in (*expired, *times.held)}
    names = _names(addresses, [*timed, *unread], config)
    links = references([by_document[path] for path in addresses], Linkable(by_document, by_path, known, timed, names))
    kept = answered(ledger, (*addresses.values(), *(tag.face.address for tag in tags.tags)))
    ids = Ids(config.feeds.authority or config.addresses.host, config.addresses, kept, inherited(kept))
    guids = {article.path: ids.guid_of(article, addresses[article.path]) for article in articles}
    problems = [*tags.problems, *links.problems, *same_guids(articles, guids, kept), *_too_long(articles, addresses)]
    if problems:
        raise SiteError(*problems)
    published = {**addresses, **{path: address for path, address in by_path.items() if path in links.paths}}
    filing = Filing(published | addresses_by_name(addresses, config), {file.path: file for file in files})
    placed = {article.path: filing.placed(article, tags.of[article.path], guids[article.path]) for article in articles}
    free = tuple(filing.placed(page) for page in pages)
    terms = tuple(_tag_term(tag, placed, filing) for tag in tags.tags)
    texts = (term.text for term in terms if term.text)
    gone, held = (_with_addresses(unshown, config.addresses) for unshown in (expired, times.held))
    former = (*formers((*placed.values(), *free, *texts), gone, kept), *former_feeds(config.feeds.aliases))
    about_site = (*recased(former, ledger), *_empty_folders(config, [*by_document, *unread]))
    notices = (*times.notices, *copies(articles, pages), *about_site)
    return Archive(
        statics=tuple(statics),
        articles=tuple(placed.values()),
        tags=terms,
        years=_years(placed.values()),
        authors=_terms(placed.values(), lambda article: article.byline, urls.author),
        sources=_terms(placed.values(), lambda article: (article.source.name,) if article.source else (), urls.source),
        pages=free,
        files=tuple((by_path[file.path], file) for file in files if file.path in links.paths),
        former=former,
        expired=tuple(address for address, _ in gone),
        held=held,
        early=frozenset(article.path for article in times.early),
        changes=times.changes,
        promised=tuple((address, record.where) for address, record in kept.published.items()),
        notices=(*tags.notices, *links.notices, *notices, *_unused(files, links.paths)),
    )


def _names(published: Iterable[str], others: Iterable[str], config: Config) -> Mapping[str, Sequence[str]]:
    """Paths by the names of documents, for links by name if the site has them. Published documents come first."""
    return {**named(others), **named(published)} if config.markdown.wikilinks else {}


def addresses_by_name(addresses: Mapping[str, Address], config: Config) -> dict[str, Address]:
    """Addresses of documents by the names that no other document has, for links by name if the site has them."""
    names = _names(addresses, (), config)
    return {name: addresses[paths[0]] for name, paths in names.items() if len(paths) == 1}


class Filing(NamedTuple):
    """Addresses and files by path, from which documents get their place.

    Attributes:
        addresses: address of each published document and file, by path, and of each document by its name
        files: all files, by path

    """

    addresses: Mapping[str, Address]
    files: Mapping[str, File]

    def placed(self, document: D, tags: tuple[TagLink, ...] = (), guid: str = "") -> PlacedDocument[D]:
        """A document with its address, tags, link targets and guid, and a digest of all of it."""
        targets, address = document.outline.targets, self.addresses[document.path]
        links: tuple[Address | None, ...] = tuple(map(self.leads_to, targets))
        files: tuple[File | None, ...] = tuple(map(self.file_of, targets))
        head: HeadPicture | None = self.head(document)
        parts = [
            document.path,
            document.digest,
            address,
            guid,
            *_dated(document),
            *chain.from_iterable(tags),
            *("\0" if link is None else link for link in links),
            *(file.key for file in files if file),
            *((head.address, head.file.key if head.file else "") if head else ()),
        ]
        return PlacedDocument(document, address, tags, links, files, head, guid, key_of(*parts)[:32])

    def head(self, document: Document) -> HeadPicture | None:
        """The picture at the head of an article; None if there is none, or it is on another site or missing."""
        image = document.image if isinstance(document, Article) else None
        if image is None or isinstance(image.target, str):
            return None
        address = self.leads_to(image.target)
        return HeadPicture(address, self.file_of(image.target)) if address else None

    def leads_to(self, target: Target) -> Address | None:
        """The address that a link leads to; None if it is not published. Empty for a link within the document."""
        if isinstance(target, ToSource):
            return self.addresses.get(target.path)
        return Address(target.address) if isinstance(target, ToSite) else Address("")

    def file_of(self, target: Target) -> File | None:
        """The file that a link leads to; None if it leads to something else."""
        return self.files.get(target.path) if isinstance(target, ToSource) else None


def _dated(document: Document) -> tuple[str, ...]:
    """The parts of a document that can change with time alone: its last change and the number of updates."""
    if isinstance(document, TagText) or document.updated is None:
        return ()
    return (document.updated.text, str(len(document.updates)) if isinstance(document, Article) else "")


def _tag_term(tag: Tag, placed: Mapping[str, PlacedDocument[Article]], filing: Filing) -> Term:
    text = filing.placed(tag.text) if tag.text else None
    return _term(*tag.face, [placed[article.path] for article in tag.articles], text, tag.parents)


def _with_addresses(articles: Iterable[Article], addresses: Addresses) -> tuple[tuple[Address, Article], ...]:
    """Unpublished articles, each with its permalink."""
    return tuple((addresses.article(article.slug.text, article.date), article) for article in articles)


def _years(articles: Iterable[PlacedDocument[Article]]) -> tuple[Term, ...]:
    years: dict[str, list[PlacedDocument[Article]]] = defaultdict(list)
    for article in articles:
        years[article.document.date.year].append(article)
    return tuple(_term(year, urls.year(year), within) for year, within in sorted(years.items(), reverse=True))


def _terms(
    articles: Iterable[PlacedDocument[Article]],
    names: Callable[[Article], tuple[str, ...]],
    address: Callable[[str], Address],
) -> tuple[Term, ...]:
    """Authors or sources in the order of their names.

    Names with the same slug are one term. Its name is the one in the oldest article.
    """
    grouped: dict[str, dict[str, PlacedDocument[Article]]] = defaultdict(dict)
    names_by_slug: dict[str, str] = {}
    for article in articles:
        for name in reversed(names(article.document)):
            slug = slugify(name)
            grouped[slug][article.document.path] = article
            names_by_slug[slug] = name
    terms = (_term(names_by_slug[slug], address(slug), list(by_path.values())) for slug, by_path in grouped.items())
    return tuple(sorted(terms, key=lambda term: (term.name.casefold(), term.address)))


def _term(
    name: str,
    address: Address,
    articles: Sequence[PlacedDocument[Article]],
    text: PlacedDocument[TagText] | None = None,
    parents: tuple[TagLink, ...] = (),
) -> Term:
    changes = (article.document.updated for article in articles if article.document.updated)
    modified = latest(articles[0].document.date, *changes)
    return Term(name=name, address=address, articles=tuple(articles), modified=modified, text=text, parents=parents)


def _too_long(articles: Sequence[Article], addresses: Mapping[str, Address]) -> Iterator[Problem]:
    """A problem for each article whose permalink has a part longer than `NAME_BYTES`, although the slug is not."""
    for article in articles:
        parts = addresses[article.path].encode()
        length = max(map(len, parts.split(b"/"))) if len(parts) > NAME_BYTES else 0
        if length > NAME_BYTES:
            message = f"found an address with a part of {length} bytes, expected at most {NAME_BYTES}"
            yield Problem(
                article.slug.where,
                "address-too-long",
                message,
                f"a shorter `slug:` helps; the part is made of “{article.slug.text}”",
            )


def _unused(files: Sequence[File], used: Collection[str]) -> Iterator[Problem]:
    unused = [file.path for file in files if file.path not in used]
    if unused:
        names = ", ".join(unused[:3]) + (", …" if len(unused) > 3 else "")
        message = f"found what no published article shows or links to, and did not publish it: {names}"
        yield Problem(
            Location(CONTENT), "unused-file", message, "files for every page, such as a logo, belong in static/"
        )


def _empty_folders(config: Config, paths: Iterable[str]) -> Iterator[Problem]:
    """A notice for each folder with a dialect of its own that holds no document."""
    for folder, _ in config.markdown.folders:
        if not any(path.startswith(f"{CONTENT}{folder}") for path in paths):
            message = f"found a dialect for {folder}, a folder without articles, pages or tags"
            yield Problem(Location(CONFIG_FILE), "empty-folder", message, "paths start below content/")
