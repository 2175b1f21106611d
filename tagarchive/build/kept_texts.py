"""The files that show edited texts, planned from what the store keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from tagarchive.archive.edits import is_as_placed, with_other_text
from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.rights import Rights, rights_of
from tagarchive.archive.schedule import as_of
from tagarchive.build.remembered_documents import documents_of
from tagarchive.build.store import Manifest, Store
from tagarchive.build.text_table import KeptRow, TextTable, kept_file
from tagarchive.core.urls import OutPath
from tagarchive.plan.kept_files import Kept, KeptFeed, KeptPage, apart, can_keep, planned_feed, planned_page
from tagarchive.plan.kept_sites import KeptSite, kept_sites, sites_of
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document


class KeptContext(msgspec.Struct, frozen=True):
    """The data that all files that show texts are made with.

    Attributes:
        sites: the contexts of the site, one a language
        records: paths of the files of sources and authors, which say what may be shown

    """

    sites: tuple[KeptSite, ...]
    records: tuple[str, ...]


def keep_texts(store: Store, name: str, plan: Plan, keys: Mapping[OutPath, str], records: tuple[str, ...]) -> None:
    """Keeps what the files of an output folder that show texts are made of, with the keys of their parts.

    `records` are the paths of the files of sources and authors.
    """
    keeps = can_keep(plan.site.config)
    TextTable(store.database, name).update(plan.planned if keeps else {}, keys)
    if keeps:
        store.keep(_fact(name), KeptContext(kept_sites(plan.sites.values()), records))


class Edited(NamedTuple):
    """Edited documents.

    Attributes:
        documents: the documents as they are now, by path
        config: the config of the site
        now: moment of the build

    """

    documents: Mapping[str, Document]
    config: Config
    now: datetime


class KeptPlan(NamedTuple):
    """The plan of what shows edited texts.

    Attributes:
        plan: the files that show them
        articles: the edited articles by path, as far as they may be shown

    """

    plan: Plan
    articles: Mapping[str, Article]


def kept_plan(store: Store, name: str, edited: Edited) -> KeptPlan | None:
    """The files that show the edited documents; None if more of the site may change, or if not all of it is kept."""
    context, table = store.fact(_fact(name), KeptContext), TextTable(store.database, name)
    rows = {path: row for article in edited.documents for path, row in table.with_text(article)}
    if not context or not _are_published(store.written(name, rows), rows):
        return None
    files = {path: row.file for path, row in rows.items() if row.file}
    pages = table.pages(_articles(files.values(), edited.documents))
    placed = _with_edits(_placed(store, edited, pages, context.records), edited)
    if placed is None:
        return None
    planned = {path: _planned(file, path, placed) for path, file in files.items()}
    articles = {path: placed[path].document for path in edited.documents}
    return KeptPlan(Plan(sites_of(context.sites, edited.config), planned), articles)


def keep_again(store: Store, name: str, plan: Plan) -> None:
    """Keeps files that were planned from what the store keeps, with their edited texts."""
    files = ((path, plan.key(path), kept_file(apart(file))) for path, file in plan.planned.items())
    TextTable(store.database, name).put(files)


def _fact(name: str) -> str:
    return f"texts {name}"


def _are_published(written: Manifest, rows: Mapping[OutPath, KeptRow]) -> bool:
    """True if all files are kept, and published as they are kept."""
    return all(row.file and path in written and written[path].key == row.key for path, row in rows.items())


def _articles(files: Iterable[Kept], edited: Iterable[str]) -> set[str]:
    """The paths of the edited articles, and of all others of which an entry is in one of the files."""
    return {*edited, *(path for file in files if isinstance(file, KeptFeed) for path in file.articles)}


class _Placed(NamedTuple):
    """Articles at their places, by path, and the rules for what may be shown of them."""

    articles: Mapping[str, PlacedDocument[Article]]
    rights: Rights


def _placed(store: Store, edited: Edited, pages: Mapping[str, KeptPage], records: Iterable[str]) -> _Placed:
    """The articles of some pages as they were at the last build."""
    rights = rights_of(_documents(store, records), edited.config)
    before = (one for one in _documents(store, pages) if isinstance(one, Article))
    shown = {article.path: rights.allowed(as_of(article, edited.now)) for article in before}
    return _Placed({path: pages[path].place.with_article(article) for path, article in shown.items()}, rights)


def _with_edits(placed: _Placed, edited: Edited) -> Mapping[str, PlacedDocument[Article]] | None:
    """The articles with their edited texts; None if an edit shows elsewhere too, or if one is not as it was placed."""
    if not all(map(is_as_placed, placed.articles.values())):
        return None
    articles = dict(placed.articles)
    for path, document in edited.documents.items():
        if path not in articles or not isinstance(document, Article):
            return None
        again = with_other_text(articles[path], placed.rights.allowed(as_of(document, edited.now)))
        if again is None:
            return None
        articles[path] = again
    return articles


def _documents(store: Store, paths: Iterable[str]) -> list[Document]:
    return documents_of(found for path in paths if (found := store.document(path)))


def _planned(file: Kept, path: OutPath, placed: Mapping[str, PlacedDocument[Article]]) -> PlannedFile:
    if isinstance(file, KeptPage):
        return planned_page(file, path, placed[file.article])
    return planned_feed(file, path, placed)
