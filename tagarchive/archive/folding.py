"""Folding: of each group of copies one article is shown; the others keep their page and leave all lists. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.authors import Authors
from tagarchive.archive.duplicates.groups import Group
from tagarchive.archive.relations import CopyLink
from tagarchive.archive.sources import Sources
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article


class Folded(NamedTuple):
    """Articles after folding.

    Attributes:
        articles: articles that lists show, newest first; each has the tags of its copies too
        copies: articles that are folded into others
        into: path of the article that each copy is folded into, by path

    """

    articles: tuple[Article, ...]
    copies: tuple[Article, ...]
    into: Mapping[str, str]


def folded(articles: Sequence[Article], groups: Iterable[Group]) -> Folded:
    """The articles, with the copies of each group folded into the shown one."""
    into = {copy.path: group.shown for group in groups for copy in group.copies}
    if not into:
        return Folded(tuple(articles), (), {})
    copies = tuple(article for article in articles if article.path in into)
    tags: dict[str, list[Article]] = {}
    for copy in copies:
        tags.setdefault(into[copy.path], []).append(copy)
    kept = (article for article in articles if article.path not in into)
    return Folded(tuple(_with_tags(article, tags.get(article.path, ())) for article in kept), copies, into)


def _with_tags(article: Article, copies: Sequence[Article]) -> Article:
    """The article with the tags of its copies after its own, so that nothing filed under a tag leaves its archive."""
    more = tuple(tag for copy in copies for tag in copy.tags)
    return replace(article, tags=(*article.tags, *more)) if more else article


class Links(NamedTuple):
    """Links between shown articles and their copies.

    Attributes:
        copies: the copies of each shown article, oldest first, by its path
        shown: the shown article of each copy, by the path of the copy
        missing: the archives of sources and authors that a copy would be in and that do not exist, by its path

    """

    copies: Mapping[str, tuple[CopyLink, ...]]
    shown: Mapping[str, CopyLink]
    missing: Mapping[str, tuple[Address, ...]]


def links(fold: Folded, addresses: Mapping[str, Address], sources: Sources, authors: Authors) -> Links:
    by_path = {article.path: article for article in (*fold.articles, *fold.copies)} if fold.into else {}
    faces = {path: _link(by_path[path], addresses[path], sources) for path in {*fold.into, *fold.into.values()}}
    copies: dict[str, tuple[CopyLink, ...]] = {}
    for copy in reversed(fold.copies):
        shown = fold.into[copy.path]
        copies[shown] = (*copies.get(shown, ()), faces[copy.path])
    return Links(copies, {path: faces[shown] for path, shown in fold.into.items()}, _missing(fold, sources, authors))


def _missing(fold: Folded, sources: Sources, authors: Authors) -> dict[str, tuple[Address, ...]]:
    wanted = {copy.path: _archives(copy, sources, authors) for copy in fold.copies}
    shown = fold.articles if wanted else ()
    there = {address for article in shown for address in _archives(article, sources, authors)}
    return {path: tuple(at for at in addresses if at not in there) for path, addresses in wanted.items()}


def _archives(article: Article, sources: Sources, authors: Authors) -> tuple[Address, ...]:
    """The archives of the source and the authors of an article."""
    source = sources.link_of(article)
    return (*((source.address,) if source else ()), *(author.address for author in authors.links_of(article)))


def _link(article: Article, address: Address, sources: Sources) -> CopyLink:
    source = sources.link_of(article)
    url = article.source.url if article.source else None
    return CopyLink(source.name if source else article.title, article.title, address, url or "")
