"""Selection: which documents are published, and what of them may be shown. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tagarchive.archive.authors import Authors, author_notices, authors_of
from tagarchive.archive.conflict_copies import copies
from tagarchive.archive.duplicates.groups import Candidate, Group, groups
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.folding import Folded, folded, links
from tagarchive.archive.localised import texts_in
from tagarchive.archive.permalinks import permalink
from tagarchive.archive.relations import Relations
from tagarchive.archive.rights import nothing_shown, rights_of
from tagarchive.archive.schedule import Schedule, schedule
from tagarchive.archive.sources import Sources, source_notices, sources_of
from tagarchive.archive.tags.filed import FiledTerms
from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import counted
from tagarchive.core.urls import Address
from tagarchive.reading.body import Target, ToSite, ToSource
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, AuthorText, Document, SourceText, TermText
from tagarchive.reading.edition import Edition
from tagarchive.reading.site_languages import site_languages


class Profiles(NamedTuple):
    """Records of the sources and authors of the articles in lists, as far as the site has archives of them."""

    sources: tuple[SourceText, ...] = ()
    authors: tuple[AuthorText, ...] = ()


class Selection(NamedTuple):
    """The documents of a site that are published, each with what may be shown of it.

    Attributes:
        times: articles and pages by their state at the moment of the build
        sources: records of sources
        authors: records of authors
        records: records whose texts archives show, in a part of the site in one language
        fold: articles in lists, and those that are folded into them
        withdrawn: withdrawn articles
        problems: faults that stop the build
        notices: faults that do not

    """

    times: Schedule
    sources: Sources
    authors: Authors
    records: Profiles
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
        return (*self.fold.articles, *self.fold.copies, *self.withdrawn)


def selection(documents: Sequence[Document], pairs: Sequence[Pair], config: Config, edition: Edition) -> Selection:
    """The published documents of an edition. `pairs` are articles that may be copies."""
    edition = edition._replace(future=edition.future or config.articles.future == "publish")
    times = schedule(documents, edition)
    rights = rights_of(documents, config)
    named = texts_in(site_languages(config)[0], [one for one in documents if isinstance(one, TermText)])
    sources, authors = sources_of(named), authors_of(named)
    allowed = [rights.allowed(article) for article in times.shown]
    standing = [article for article in allowed if not article.withdrawn]
    copied = copy_groups(standing, pairs, sources.known, config)
    fold = folded(standing, copied if config.duplicates.mode == "fold" else ())
    return Selection(
        times,
        sources.known,
        authors.known,
        Profiles(),
        fold,
        tuple(article for article in allowed if article.withdrawn),
        (*sources.problems, *authors.problems),
        (
            *times.notices,
            *copies(standing, times.pages),
            *(_copied(copied, standing) if config.duplicates.mode == "warn" else ()),
            *source_notices(sources.known, standing),
            *author_notices(authors.known, standing),
            *nothing_shown(standing),
        ),
    )


def copy_groups(
    articles: Sequence[Article], pairs: Sequence[Pair], sources: Sources, config: Config
) -> tuple[Group, ...]:
    """The groups of copies among articles, as their authors and the site's options have them."""
    comparing = [article for article in articles if article.compared]
    addresses = config.addresses
    at = {permalink(article, addresses): article.path for article in articles} if comparing else {}
    said = {article.path: (_paths(article.same_as, at), _paths(article.distinct_from, at)) for article in comparing}
    named = {path for same, distinct in said.values() for path in (*same, *distinct)}
    wanted = {path for pair in pairs for path in pair[:2]} | said.keys() | named
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for article in articles if wanted else ():
        if article.path in wanted:
            candidate = Candidate(
                article.path, article.date.when(), _source(article, sources), *said.get(article.path, ())
            )
            candidates[article.edition].append(candidate)
    # Texts in two languages of the site are no copies, even of one original: they are translations.
    prefer = [sources.key_of(name) for name in config.duplicates.prefer]
    return tuple(group for some in candidates.values() for group in groups(some, pairs, prefer))


def _paths(targets: Iterable[Target], at: Mapping[Address, str]) -> tuple[str, ...]:
    """The paths of articles that are named by path or by address."""
    paths = (at.get(Address(target.address)) if isinstance(target, ToSite) else _path(target) for target in targets)
    return tuple(path for path in paths if path)


def _path(target: Target) -> str:
    return target.path if isinstance(target, ToSource) else ""


def _source(article: Article, sources: Sources) -> str:
    return sources.key_of(article.source.name) if article.source else ""


_NAMED = 3


def _copied(groups: Sequence[Group], articles: Sequence[Article]) -> Iterator[Problem]:
    """A notice about groups of copies, except for files that look like copies of one file."""
    faces = {article.path: (article.title, article.date.text) for article in articles} if groups else {}
    found = [(group.shown, copy) for group in groups for copy in group.copies if faces[copy.path] != faces[group.shown]]
    if found:
        named = ", ".join(f"{copy.path} of {shown}" for shown, copy in found[:_NAMED])
        more = ", …" if len(found) > _NAMED else ""
        message = f"found {counted(len(found), 'article')} that may be a copy of another: {named}{more}"
        hint = "`tagarchive duplicates` compares them; `distinct_from: PATH` says that two are none"
        yield Problem(Location(found[0][1].path), "duplicate-article", message, hint)


def relations_of(
    chosen: Selection,
    filed: FiledTerms,
    guids: Mapping[str, str],
    addresses: Mapping[str, Address],
    dead: Collection[str],
) -> Callable[[Article], Relations]:
    """The function that returns the relations of an article to the rest of the archive. `dead` are dead originals."""
    linked = links(chosen.fold, addresses, chosen.sources, chosen.authors)
    author = cache(chosen.authors.link_of)  # Authors are few, and their articles are many.

    def relations(article: Article) -> Relations:
        path = article.path
        shown = chosen.fold.into.get(path, path)
        return Relations(
            tags=filed.tags.of.get(shown, ()),
            hidden_tags=filed.tags.hidden_of.get(shown, ()),
            terms=filed.terms_of(shown),
            guid=guids[path],
            source=chosen.sources.link_of(article) if article.source else None,
            authors=tuple(map(author, article.byline)),
            copies=linked.copies.get(path, ()),
            copy_of=linked.shown.get(path),
            missing=linked.missing.get(path, ()),
            is_dead=bool(dead and article.source and article.source.url in dead),
        )

    return relations
