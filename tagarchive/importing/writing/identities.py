"""Identities: what tells that an item of the input and an article of the site are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.permalinks import place_of_page
from tagarchive.core import urls
from tagarchive.core.originals import original_key
from tagarchive.core.slugs import slugify, tag_key
from tagarchive.core.urls import Addresses
from tagarchive.importing.inputs.items import Item
from tagarchive.importing.inputs.texts import line_of
from tagarchive.reading.documents import AuthorText, Document, FreePage, SourceText, TagText
from tagarchive.reading.field_types import site_address
from tagarchive.reading.text_files import bare


class Identities(NamedTuple):
    """The identities of an item or document.

    Attributes:
        own: those of the thing itself: its guid, its former addresses, else its title
        original: that of its original, which several clippings may share; empty if there is none
        title: that of its title, by which a site knows an item whose further identities no file states

    """

    own: tuple[str, ...]
    original: str = ""
    title: str = ""


def of_item(item: Item) -> Identities:
    """The identities of an item."""
    source = item.matter.get("source")
    url = str(source.get("url", "")) if isinstance(source, dict) else ""
    original = f"url {original_key(url)}" if url and original_key(url) else ""
    if item.type == "tag":
        return Identities((f"tag {tag_key(str(item.matter.get('name', '')))}",))
    aliases = item.matter.get("aliases")
    own = [f"guid {line_of(str(item.matter['guid']))}"] if item.matter.get("guid") else []
    own += [f"same {same}" for same in item.same]
    own += [f"address {key}" for key in map(address_of, aliases if isinstance(aliases, list) else []) if key]
    title = f"{item.type} {_title(str(item.matter.get('title', '')))}"
    if not own and not original:
        return Identities((title,))
    is_stated = original or any(not one.startswith("same ") for one in own)
    return Identities(tuple(own), original, "" if is_stated else title)


def of_document(document: Document) -> Identities:
    """The identities of a document of the site."""
    if isinstance(document, TagText):
        return Identities((f"tag {tag_key(document.name.text)}",))
    if isinstance(document, SourceText):
        return Identities((f"source {slugify(document.name.text)}",))
    if isinstance(document, AuthorText):
        return Identities((f"author {slugify(document.name.text)}",))
    own = [f"address {address_of(alias.text)}" for alias in document.aliases]
    if isinstance(document, FreePage):
        # An alias that is the address of the page itself is not in its file.
        own.append(f"address {address_of(place_of_page(document, Addresses('')))}")
        return Identities((*own, f"page {_title(document.title)}"))
    if document.guid:
        own.append(f"guid {line_of(document.guid.text)}")
    original = original_key(document.source.url) if document.source and document.source.url else ""
    return Identities((*own, f"article {_title(document.title)}"), f"url {original}" if original else "")


def address_of(alias: object) -> str:
    """The key of a former address; empty if the address can't be one of the site."""
    try:
        return urls.fold_path(urls.out_path(urls.page_address(site_address(str(alias)))))
    except ValueError:
        return ""


class Known(NamedTuple):
    """The articles, pages and tag files of the site.

    Attributes:
        paths: paths of the documents with each identity of their own, sorted
        originals: path of the first article with each original

    """

    paths: Mapping[str, Sequence[str]]
    originals: Mapping[str, str]

    def paths_of(self, identities: Identities) -> Iterator[str]:
        """The paths of the documents that an item may be."""
        return (path for own in (*identities.own, identities.title) for path in self.paths.get(own, ()))


def known_of(documents: Iterable[Document]) -> Known:
    """The index of documents."""
    paths: dict[str, list[str]] = {}
    originals: dict[str, str] = {}
    # `a.md` comes before `a-2.md`, as it came into the site.
    for document in sorted(documents, key=lambda document: bare(document.path)):
        identities = of_document(document)
        for own in identities.own:
            paths.setdefault(own, []).append(document.path)
        if identities.original:
            originals.setdefault(identities.original, document.path)
    return Known(paths, originals)


def _title(title: str) -> str:
    return " ".join(title.casefold().split())
