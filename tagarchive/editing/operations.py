"""Operations on tags: the changes of files that each of them makes, and what it says about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger, revived, text_of
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.editing.changes import FileChange
from tagarchive.editing.front_matter_edits import Becomes, ListChange, edited
from tagarchive.editing.tag_files import new_tag_file
from tagarchive.editing.tagged_site import KnownTag, TaggedSite
from tagarchive.reading.disk import read
from tagarchive.reading.documents import Article, TagText
from tagarchive.reading.files import LEDGER_FILE


class TagOperation(NamedTuple):
    """An operation on tags.

    Attributes:
        changes: changes of files
        told: sentences about what it does

    """

    changes: tuple[FileChange, ...]
    told: tuple[str, ...]


def data_of(site: TaggedSite, document: Article | TagText) -> bytes:
    """The bytes of the file of a document. Raises `SiteError` if the file changed since it was read."""
    source = read(site.root, document.path)
    if source.digest != document.digest:
        message = "found that the file changed since it was read; nothing is changed"
        raise SiteError(Problem(Location(document.path), "changed-meanwhile", message, "run the command again"))
    return source.data


def article_changes(
    site: TaggedSite,
    articles: Iterable[Article],
    becomes: Callable[[Article], Becomes],
    added: Sequence[str] = (),
    key_of: Callable[[str], str] | None = None,
) -> list[FileChange]:
    """The changes of articles with other tags. Raises `SiteError` with every file that can't be edited."""
    problems, changes = Problems(), []
    for article in articles:
        with problems.gathered():
            before = data_of(site, article)
            change = ListChange(becomes(article), added, key_of or site.keys.of)
            after = edited(before, article.path, {"tags": change})
            if after is not None:
                changes.append(FileChange(article.path, before, after))
    problems.raise_any()
    return changes


def tag_file_changes(
    site: TaggedSite, text: TagText | None, name: str, changes: Mapping[str, ListChange], rename: str = ""
) -> Iterator[FileChange]:
    """The change of the file of a tag, which is made if there is none and it has something to say."""
    if text:
        before = data_of(site, text)
        after = edited(before, text.path, changes, rename)
        if after is not None:
            yield FileChange(text.path, before, after)
    else:
        lists = {key: change.added for key, change in changes.items() if change.added}
        if lists:
            yield new_tag_file(name, lists, site.inputs.seen)


def ledger_changes(site: TaggedSite, ledger: Ledger) -> Iterator[FileChange]:
    """The change of the file `published.txt`; nothing if the ledger stays as it is."""
    if ledger != site.ledger:
        file = site.root / LEDGER_FILE
        yield FileChange(LEDGER_FILE, file.read_bytes() if file.is_file() else None, text_of(ledger).encode())


def published_addresses(site: TaggedSite, tag: KnownTag) -> Iterator[Address]:
    """The addresses of a tag that were published: that of its archive, and former ones."""
    names = [tag.name, *(name.text for name in tag.text.also)] if tag.text else [tag.name]
    formers = [urls.tag(slugify(name)) for name in names]
    aliases = [urls.page_address(alias.text) for alias in tag.text.aliases] if tag.text else []
    if tag.is_published:
        yield tag.address
        yield from (address for address in (*formers[1:], *aliases) if address != tag.address)
    yield from (address for address in (tag.address, *formers, *aliases) if address in site.ledger.published)


def with_archives(ledger: Ledger, addresses: Collection[Address]) -> Ledger:
    """The ledger for archives of tags that stand at these addresses from now on, whatever was there before."""
    feeds = (urls.feed(address, name) for address in addresses for name in urls.FEED_FILES)
    return revived(ledger, {*addresses, *feeds})


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: “a”, “b” and “c”."""
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
