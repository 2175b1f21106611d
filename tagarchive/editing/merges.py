"""Merges of tags: several tags become one, whose file remembers their names. A rename is the merge of one tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tagarchive.archive.tags.keys import Keys
from tagarchive.core import urls
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.core.text import counted, decode, location
from tagarchive.core.urls import Address
from tagarchive.editing.changes import FileChange
from tagarchive.editing.front_matter_edits import ListChange
from tagarchive.editing.operations import (
    TagOperation,
    article_changes,
    data_of,
    ledger_changes,
    listed,
    tag_file_changes,
    with_archives,
)
from tagarchive.editing.tag_files import alias
from tagarchive.editing.tagged_site import COMMAND, KnownTag, TaggedSite, line_of
from tagarchive.reading.documents import TagText
from tagarchive.reading.front_matter import split


def renamed(site: TaggedSite, old: str, new: str) -> TagOperation:
    """The operation that gives a tag another name. Raises `SiteError` if there is a tag of that name already."""
    tag, name = site.existing(old), line_of(new)
    other = site.tag(name)
    if other and other.key != tag.key:
        message = f"found the tag “{other.name}”, expected a name that no tag has yet"
        hint = f'to make one tag of both: tagarchive tags merge "{tag.name}" --into "{other.name}"'
        raise SiteError(Problem(COMMAND, "bad-argument", message, hint))
    return _Merge(site, name, (tag,), None).operation()


def merged(site: TaggedSite, names: Sequence[str], into: str) -> TagOperation:
    """The operation that makes tags another one, which may be new."""
    name = line_of(into)
    target = site.tag(name)
    tags = {tag.key: tag for tag in map(site.existing, names) if target is None or tag.key != target.key}
    if not tags:
        message = f"found no tag besides “{into}”, expected one to merge into it"
        raise SiteError(Problem(COMMAND, "bad-argument", message, f'to write it so: tags rename "{into}" "{into}"'))
    return _Merge(site, target.name if target else name, tuple(tags.values()), target).operation()


class _Merge(NamedTuple):
    """A merge.

    Attributes:
        site: the site
        name: name of the tag that the others become
        tags: the others
        target: the tag that they become, if the site has it

    """

    site: TaggedSite
    name: str
    tags: tuple[KnownTag, ...]
    target: KnownTag | None

    def operation(self) -> TagOperation:
        base, folded = self._files()
        address = urls.tag(base.slug.text if base and base.slug else slugify(self.name))
        articles = {article.path: article for tag in self.tags for article in tag.articles}
        changes = article_changes(self.site, articles.values(), lambda _: self._becomes, key_of=self._key)
        count = len(changes)
        changes += self._file_changes(base, folded, address)
        places = [address, *(tag.address for tag in self.tags)]
        if any(tag.is_published for tag in (*self.tags, *([self.target] if self.target else []))):
            changes += ledger_changes(self.site, with_archives(self.site.ledger, places))
        return TagOperation(tuple(changes), tuple(self._told(base, address, count)))

    def _key(self, name: str) -> str:
        """The key of a name after the merge."""
        key = self.site.keys.of(name)
        return self._own if key in {tag.key for tag in self.tags} else key

    @property
    def _own(self) -> str:
        return self.target.key if self.target else self.site.keys.of(self.name)

    def _becomes(self, name: str) -> Sequence[str] | None:
        is_one = self.site.keys.of(name) in {tag.key for tag in self.tags} and name not in self._in_languages
        return [self.name] if is_one else None

    @property
    def _in_languages(self) -> frozenset[str]:
        """The names in the languages of the site that the file of the tag keeps."""
        base, _ = self._files()
        return frozenset(name.text for _, name in base.names) if base else frozenset()

    def _files(self) -> tuple[TagText | None, list[TagText]]:
        """The file that the tag has from now on, and those that are folded into it and deleted."""
        texts = [tag.text for tag in self.tags if tag.text]
        if self.target:
            return self.target.text, texts
        return (texts[0], texts[1:]) if texts else (None, [])

    def _file_changes(self, base: TagText | None, folded: list[TagText], address: Address) -> Iterator[FileChange]:
        lost = [problem for text in folded for problem in _lost(self.site, text, base, self._names())]
        if lost:
            raise SiteError(*lost)
        lists = self._lists(base, folded, address)
        rename = self.name if base and self.target is None and base.name.text != self.name else ""
        yield from tag_file_changes(self.site, base, self.name, lists, rename)
        yield from (FileChange(text.path, data_of(self.site, text), None) for text in folded)

    def _names(self) -> list[str]:
        """All names of the tags that are merged."""
        also = [name.text for tag in self.tags if tag.text for name in tag.text.also]
        return [name for name in (*(tag.name for tag in self.tags), *also) if name not in self._in_languages]

    def _lists(self, base: TagText | None, folded: Iterable[TagText], address: Address) -> Mapping[str, ListChange]:
        """The changes of the lists in the tag's file."""
        keys, mine = self.site.keys, {self._own, *(tag.key for tag in self.tags)}
        also = [name for name in self._names() if not _is_spelling(name, self.name, keys)]
        former = {urls.tag(slugify(name)) for name in also} | {address}
        aliases = [alias(tag.address) for tag in self.tags if tag.address not in former]
        moved = [alias(Address(written.text)) for text in folded for written in text.aliases]
        known = {written.text for written in base.aliases} if base else set[str]()

        def others(key: str) -> ListChange:
            names = [name.text for text in folded for name in getattr(text, key)]
            held = {keys.of(name.text) for name in getattr(base, key)} if base else set()
            added = [name for name in names if keys.of(name) not in mine | held]
            return ListChange(lambda name: [] if keys.of(name) in mine else None, added, keys.of)

        return {
            "also": ListChange(lambda name: [] if _is_spelling(name, self.name, keys) else None, also),
            "aliases": ListChange(added=[one for one in (*moved, *aliases) if one not in known]),
            **{key: others(key) for key in ("parent", "related", "distinct")},
        }

    def _told(self, base: TagText | None, address: Address, count: int) -> Iterator[str]:
        verb = "is" if len(self.tags) == 1 else "are"
        yield f"{listed(tag.name for tag in self.tags)} {verb} “{self.name}” now: {counted(count, 'article')} changed."
        moved = [tag for tag in self.tags if tag.is_published and tag.address != address]
        yield from (f"{tag.address} leads to {address}, and its feeds go on." for tag in moved)
        if self.target is None and base and base.slug:
            yield f"Its archive stays at {address}, as `slug` in {base.path} says."
        if self.target is None and base and base.title:
            yield f"Readers see it as “{base.title}”, as `title` in {base.path} says."


def _is_spelling(name: str, other: str, keys: Keys) -> bool:
    """True if a name is a spelling of another one with the same address, which need not be remembered."""
    return name == other or (keys.own(name) == keys.own(other) and slugify(name) == slugify(other))


_KEPT = ("title", "summary", "image", "hidden", "order", "lang", "extra")
"""Keys of a merged tag's file that its new file must have too, since they would be lost."""


def _lost(site: TaggedSite, text: TagText, base: TagText | None, names: Sequence[str]) -> Iterator[Problem]:
    """A problem for each thing in the file of a merged tag that would be lost."""
    whole = decode(data_of(site, text), text.path)[0]
    matter = split(whole, text.path)
    target = base.path if base else "the file of the other tag"
    hint = f"move it to {target}, or delete it here, and merge again"
    written = matter.node.value if isinstance(matter.node.value, dict) else {}
    for key in (key for key in _KEPT if key in written):
        value, default = getattr(text, key), getattr(base, key) if base else None
        if _says(value) and value != default and not (key == "title" and value in names):
            node = written[key]
            message = f"found `{key}` in the file of a tag that is merged, expected nothing that would be lost"
            yield Problem(node.named_at, "merged-text", message, hint)
    if matter.text.strip():
        where = location(whole, len(whole) - len(matter.text.lstrip()), text.path)
        message = "found a text in the file of a tag that is merged, expected none, since it would be lost"
        yield Problem(where, "merged-text", message, hint)


def _says(value: Any) -> bool:
    """True if a value of a tag's file is not the default."""
    return value not in (None, "", False, "newest-first") and bool(getattr(value, "items", True))
