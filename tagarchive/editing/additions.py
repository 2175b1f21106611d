"""Additions: tags get into articles, or the files of two tags say that they are two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.core.text import counted
from tagarchive.editing.changes import FileChange
from tagarchive.editing.front_matter_edits import ListChange, stays
from tagarchive.editing.operations import (
    TagOperation,
    article_changes,
    ledger_changes,
    tag_file_changes,
    with_archives,
)
from tagarchive.editing.tagged_site import COMMAND, TaggedSite, line_of
from tagarchive.reading.documents import Article


def added(site: TaggedSite, name: str, wanted: Callable[[Article], bool]) -> TagOperation:
    """The operation that adds a tag, which may be new, to articles that do not have it."""
    tag, written = site.tag(line_of(name)), line_of(name)
    named = tag.name if tag else written
    chosen = [article for article in site.articles if wanted(article)]
    changes = article_changes(site, chosen, lambda _: stays, [named])
    told = [f"{counted(len(changes), 'article')} got “{named}”; {counted(len(chosen), 'article')} matched."]
    if changes:
        changes += ledger_changes(site, with_archives(site.ledger, [_archive_of(site, written)]))
    return TagOperation(tuple(changes), tuple(told))


def gained(site: TaggedSite, names: Mapping[str, Sequence[str]]) -> TagOperation:
    """The operation that adds tags, which may be new, to articles, by path. Tags that they have stay as they are."""
    changes: list[FileChange] = []
    new: set[str] = set()
    for article in (article for article in site.articles if names.get(article.path)):
        written = [line_of(name) for name in names[article.path]]
        tags = [(name, site.tag(name)) for name in written]
        changed = article_changes(site, [article], lambda _: stays, [tag.name if tag else name for name, tag in tags])
        new.update(written if changed else ())
        changes += changed
    if changes:
        addresses = [_archive_of(site, name) for name in sorted(new)]
        changes += ledger_changes(site, with_archives(site.ledger, addresses))
    told = (f"{counted(len(changes), 'article')} got tags.",)
    return TagOperation(tuple(changes), told)


def _archive_of(site: TaggedSite, name: str) -> urls.Address:
    """The address of the archive of a tag, which may be new."""
    tag = site.tag(name)
    return tag.address if tag else urls.tag(slugify(name))


def told_apart(site: TaggedSite, one: str, other: str) -> TagOperation:
    """The operation after which a file says that two tags are two."""
    tags = sorted((site.existing(one), site.existing(other)), key=lambda tag: tag.text is None)
    first, second = tags
    if first.key == second.key:
        message = f"found “{one}” and “{other}”, which are one tag, expected two"
        raise SiteError(Problem(COMMAND, "bad-argument", message))
    change = {"distinct": ListChange(added=[second.name], key_of=site.keys.of)}
    changes = tuple(tag_file_changes(site, first.text, first.name, change))
    where = f" as {changes[0].path} says" if changes else ""
    return TagOperation(changes, (f"“{first.name}” and “{second.name}” are two tags{where}.",))
