"""Kept files: files that show the texts of articles, in a form that is planned again without the rest of the site.

An edit of a text that changes nothing else in the archive shows on the page of the article and in its feeds. A build
keeps what these files are made of, so that such an edit needs neither the archive nor the plan of the whole site.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import structs

from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.place import Place
from tagarchive.core.digests import key_of
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.alternates import Alternates, Version
from tagarchive.plan.outputs import articles, feeds
from tagarchive.plan.outputs.articles import Together
from tagarchive.plan.outputs.feeds import Newest
from tagarchive.plan.parts.feed_documents import About, FeedDocument
from tagarchive.plan.parts.related import Nearby, Neighbours
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article


class KeptPage(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The page of an article.

    Attributes:
        article: path of the article
        place: its place in the archive
        neighbours: what the page shows of the articles near it
        pairs: pairs among its tags
        alternates: the page in all its languages
        edition: code of the language of the page, or ""

    """

    article: str
    place: Place
    neighbours: Neighbours
    pairs: tuple[Address, ...]
    alternates: tuple[Version, ...]
    edition: str


class KeptFeed(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A feed document.

    Attributes:
        page: address of the page of its list
        title: title of the feed
        description: description of the feed
        document: its format and its position in the archive
        articles: paths of its articles
        edition: code of the language of the feed, or ""

    """

    page: Address
    title: str
    description: str
    document: FeedDocument
    articles: tuple[str, ...]
    edition: str


Kept = KeptPage | KeptFeed


def can_keep(config: Config) -> bool:
    """True if no files of the plan show the texts of a site but the pages of articles and feeds."""
    return config.archive.show != "full"


def shows_texts(file: PlannedFile) -> bool:
    """True if a file shows the texts of articles."""
    return file.make is articles.recipe or file.make is feeds.recipe


def shown_texts(file: PlannedFile) -> tuple[str, ...]:
    """The paths of the articles whose texts a file shows."""
    match file.parts:
        case (PlacedDocument() as placed, Nearby() | Neighbours(), Together()):
            return (placed.document.path,)
        case (About(), FeedDocument(), Newest() as newest):
            return tuple(placed.document.path for placed in newest)
    return ()


def apart(file: PlannedFile) -> PlannedFile:
    """The file apart from the archive: the page of an article with its neighbours in place of whole lists."""
    match file.parts:
        case (PlacedDocument() as placed, Nearby() as near, Together() as together):
            neighbours = near.neighbours()
            neighbours = structs.replace(neighbours, key=key_of(neighbours.key))
            return structs.replace(file, parts=(placed, neighbours, together))
    return file


def kept(file: PlannedFile) -> Kept | None:
    """The kept form of a file that shows texts and is `apart`.

    None for the feed of a podcast, which shows the text of a tag too.
    """
    match file.parts:
        case (PlacedDocument() as placed, Neighbours() as neighbours, Together() as together):
            path, place, pairs = placed.document.path, Place.of(placed), tuple(together.pairs)
            return KeptPage(path, place, neighbours, pairs, tuple(file.alternates), file.edition)
        case (About() as about, FeedDocument() as document, Newest()) if about.podcast is None:
            return KeptFeed(*about[:3], document, shown_texts(file), file.edition)
    return None


def planned_page(page: KeptPage, path: OutPath, placed: PlacedDocument[Article]) -> PlannedFile:
    """The planned page of an article at its place."""
    parts = (placed, page.neighbours, Together(0, {0: page.pairs}))
    where, alternates = placed.document.slug.where, Alternates(page.alternates)
    return PlannedFile(
        path, articles.recipe, parts, articles.ORIGIN, where, alternates=alternates, edition=page.edition
    )


def planned_feed(feed: KeptFeed, path: OutPath, placed: Mapping[str, PlacedDocument[Article]]) -> PlannedFile:
    """The planned document of a feed. `placed` are its articles by path."""
    about = About(feed.page, feed.title, feed.description)
    parts = (about, feed.document, Newest(placed[path] for path in feed.articles))
    return PlannedFile(path, feeds.recipe, parts, f"the feed of {feed.page}", kind=FileKind.FEED, edition=feed.edition)
