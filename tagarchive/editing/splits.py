"""Splits of tags: each article with a tag gets one of two others, both, or keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.core.text import counted
from tagarchive.editing.front_matter_edits import ListChange
from tagarchive.editing.operations import (
    TagOperation,
    article_changes,
    ledger_changes,
    published_addresses,
    tag_file_changes,
    with_archives,
)
from tagarchive.editing.tag_files import alias, new_tag_file
from tagarchive.editing.tagged_site import COMMAND, KnownTag, TaggedSite, line_of
from tagarchive.reading.documents import Article

Choice = Literal["first", "second", "both", "keep"]
"""Tags that an article gets in place of one that is split."""


class _Target(NamedTuple):
    """A tag that articles get.

    Attributes:
        name: its name
        tag: the tag, if the site has it
        size: number of articles that get it

    """

    name: str
    tag: KnownTag | None
    size: int


def split_tag(site: TaggedSite, name: str, into: Sequence[str], choice_of: Callable[[Article], Choice]) -> TagOperation:
    """The operation that splits a tag in two.

    A target that is new stands below the tag, so that the archive of the tag holds its articles as before. If both
    were there, and no article keeps the tag, its archive leads to the target that more articles get.
    """
    tag, first, second = site.existing(name), *_targets(site, into)
    choices = {article.path: choice_of(article) for article in tag.articles}
    names: Mapping[Choice, Sequence[str] | None] = {
        "first": [first.name],
        "second": [second.name],
        "both": [first.name, second.name],
        "keep": None,
    }
    changes = article_changes(
        site,
        tag.articles,
        lambda article: lambda one: names[choices[article.path]] if site.keys.of(one) == tag.key else None,
    )
    counts = Counter(choices.values())
    first = first._replace(size=counts["first"] + counts["both"])
    second = second._replace(size=counts["second"] + counts["both"])
    told = (
        f"“{tag.name}” is split: {counted(first.size, 'article')} in “{first.name}”, {second.size:,} in "
        f"“{second.name}”, {counts['keep']:,} as before."
    )
    below = [target for target in (first, second) if target.tag is None and target.size]
    if below:
        return _above(site, tag, below, TagOperation(tuple(changes), (told,)))
    is_left = counts["keep"] or tag.key in {target.tag.key for target in (first, second) if target.tag}
    if is_left or site.naming(tag.key, lambda text: text.parent):
        return TagOperation(tuple(changes), (told,))
    return _led(site, tag, max(first, second, key=lambda target: target.size), TagOperation(tuple(changes), (told,)))


def _targets(site: TaggedSite, into: Sequence[str]) -> Iterator[_Target]:
    names = [line_of(name) for name in into]
    if len({site.keys.of(name) for name in names}) < len(names):
        message = f"found “{names[0]}” and “{names[1]}”, which are one tag, expected two"
        raise SiteError(Problem(COMMAND, "bad-argument", message))
    for name in names:
        tag = site.tag(name)
        yield _Target(tag.name if tag else name, tag, 0)


def _above(site: TaggedSite, tag: KnownTag, below: Sequence[_Target], split: TagOperation) -> TagOperation:
    """The operation with files for new tags, which say that the split one is above them."""
    taken, changes = set(site.inputs.seen), list(split.changes)
    for target in below:
        changes.append(new_tag_file(target.name, {"parent": [tag.name]}, taken))
        taken.add(changes[-1].path)
    changes += ledger_changes(site, with_archives(site.ledger, [urls.tag(slugify(target.name)) for target in below]))
    told = [f"“{target.name}” stands under “{tag.name}”, whose archive holds its articles too." for target in below]
    return TagOperation(tuple(changes), (*split.told, *told))


def _led(site: TaggedSite, tag: KnownTag, target: _Target, split: TagOperation) -> TagOperation:
    """The operation with aliases in the file of a target, so that the addresses of the split tag lead to it."""
    aliases = [alias(address) for address in published_addresses(site, tag)]
    text = target.tag.text if target.tag else None
    changes = list(split.changes)
    if aliases:
        changes += tag_file_changes(site, text, target.name, {"aliases": ListChange(added=aliases)})
    told = [f"{address} leads to the archive of “{target.name}”, and its feeds go on." for address in aliases]
    return TagOperation(tuple(changes), (*split.told, *told))
