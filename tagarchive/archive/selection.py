"""Selection: which documents are published, and what of them may be shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.conflict_copies import copies
from tagarchive.archive.folding import Folded, Group, folded, links
from tagarchive.archive.model import Relations, TagLink
from tagarchive.archive.rights import Rights, nothing_shown
from tagarchive.archive.schedule import Schedule, schedule
from tagarchive.archive.sources import Sources, source_notices, sources_of
from tagarchive.core.errors import Problem
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document, Edition, SourceText


class Selection(NamedTuple):
    """The documents of a site that are published, each with what may be shown of it.

    Attributes:
        times: articles and pages by their state at the moment of the build
        sources: records of sources
        records: records of the sources of the articles in lists; empty if the site has no archives of sources
        fold: articles in lists, and those that are folded into them
        withdrawn: withdrawn articles
        problems: faults that stop the build
        notices: faults that do not

    """

    times: Schedule
    sources: Sources
    records: tuple[SourceText, ...]
    fold: Folded
    withdrawn: tuple[Article, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that lists show, newest first."""
        return self.fold.articles

    @property
    def parts(self) -> tuple[tuple[Article, ...], ...]:
        """The articles that lists show, the folded ones, and the withdrawn ones."""
        return (self.fold.articles, self.fold.copies, self.withdrawn)

    @property
    def all(self) -> tuple[Article, ...]:
        """All articles that have a page."""
        return tuple(article for part in self.parts for article in part)


def selection(documents: Sequence[Document], config: Config, edition: Edition) -> Selection:
    """The published documents of an edition."""
    edition = edition._replace(future=edition.future or config.articles.future == "publish")
    times = schedule(documents, edition)
    sources = sources_of(text for text in documents if isinstance(text, SourceText))
    rights = Rights(sources.known, config.articles.republish)
    allowed = [rights.allowed(article) for article in times.shown]
    standing = [article for article in allowed if not article.withdrawn]
    fold = folded(standing, list[Group]())
    return Selection(
        times,
        sources.known,
        sources.known.used_by(fold.articles) if config.archive.sources else (),
        fold,
        tuple(article for article in allowed if article.withdrawn),
        sources.problems,
        (
            *times.notices,
            *copies(standing, times.pages),
            *source_notices(sources.known, standing),
            *nothing_shown(standing),
        ),
    )


def relations_of(
    chosen: Selection,
    tags: Mapping[str, tuple[TagLink, ...]],
    guids: Mapping[str, str],
    addresses: Mapping[str, Address],
) -> Callable[[Article], Relations]:
    """The function that returns the relations of an article to the rest of the archive."""
    linked = links(chosen.fold, addresses, chosen.sources)

    def relations(article: Article) -> Relations:
        path = article.path
        return Relations(
            tags=tags.get(chosen.fold.into.get(path, path), ()),
            guid=guids[path],
            source=chosen.sources.link_of(article),
            copies=linked.copies.get(path, ()),
            copy_of=linked.shown.get(path),
        )

    return relations
