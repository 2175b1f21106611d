"""Deletions of tags: no article has the tag any more, and its published addresses say that it is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagarchive.archive.ledger import Ledger, retired
from tagarchive.core.text import counted
from tagarchive.core.urls import Address
from tagarchive.editing.changes import FileChange
from tagarchive.editing.front_matter_edits import Becomes, ListChange
from tagarchive.editing.operations import (
    TagOperation,
    article_changes,
    data_of,
    ledger_changes,
    listed,
    published_addresses,
    tag_file_changes,
)
from tagarchive.editing.tagged_site import KnownTag, TaggedSite


def deleted(site: TaggedSite, name: str) -> TagOperation:
    """The operation that deletes a tag with its file. Tags below it come under the tags above it."""
    tag = site.existing(name)

    def becomes(written: str) -> Sequence[str] | None:
        return [] if site.keys.of(written) == tag.key else None

    changes = article_changes(site, tag.articles, lambda _: becomes)
    told = [f"“{tag.name}” is deleted: {counted(len(changes), 'article')} changed."]
    changes += _of_relatives(site, tag, becomes)
    if tag.text:
        changes.append(FileChange(tag.text.path, data_of(site, tag.text), None))
        told.append(f"{tag.text.path} is deleted with it.")
    gone = list(dict.fromkeys(published_addresses(site, tag)))
    if gone:
        changes += ledger_changes(site, _ledger(site, tag, gone))
        told += [f"{address} says that it is gone, and its feeds are empty." for address in gone]
    return TagOperation(tuple(changes), (*told, *_of_children(site, tag)))


def _ledger(site: TaggedSite, tag: KnownTag, gone: Sequence[Address]) -> Ledger:
    """The ledger in which the addresses of a tag are gone, and those that led to it."""
    led = [address for address, record in site.ledger.retired.items() if record.target in {tag.address, *gone}]
    return retired(site.ledger, {*gone, *led}, None)


def _of_relatives(site: TaggedSite, tag: KnownTag, becomes: Becomes) -> Iterator[FileChange]:
    """The changes of the files of other tags, which do not name the tag any more."""
    above = [name.text for name in tag.text.parent] if tag.text else []
    lifted = ListChange(lambda name: None if becomes(name) is None else above, key_of=site.keys.of)
    changes = {"parent": lifted, "related": ListChange(becomes), "distinct": ListChange(becomes)}
    naming = site.naming(tag.key, lambda text: (*text.parent, *text.related, *text.distinct))
    for text in {text.path: text for text, _ in naming if text is not tag.text}.values():
        yield from tag_file_changes(site, text, text.name.text, changes)


def _of_children(site: TaggedSite, tag: KnownTag) -> Iterator[str]:
    """A sentence about the tags below a deleted one."""
    children = list(dict.fromkeys(text.name.text for text, _ in site.naming(tag.key, lambda text: text.parent)))
    above = [name.text for name in tag.text.parent] if tag.text else []
    if children:
        verb = "stands" if len(children) == 1 else "stand"
        yield f"{listed(children)} {verb} {'under ' + listed(above) if above else 'at the top'} now."
