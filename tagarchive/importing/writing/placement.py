"""Places of items in the site: paths of files, slugs and addresses that nothing else has."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from tagarchive.archive.permalinks import fields, permalink, place_of_page
from tagarchive.archive.records import archive_of
from tagarchive.core import urls
from tagarchive.core.dates import moment
from tagarchive.core.digests import short_key
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.importing.inputs.items import Item, Lost, Noted, Options, Remark
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.writing.identities import Known, address_of, of_item
from tagarchive.reading.config import Config
from tagarchive.reading.documents import AuthorText, Document, FreePage, SourceText, TagText

_RESERVED = (
    "404 archive articles author authors category files page search source sources static subscribe tag tags years"
)
"""First parts of addresses that the program's own pages have."""


class Place(NamedTuple):
    """The place of an item.

    Attributes:
        path: path of its file, relative to the site's folder
        address: its address
        shown: True if readers can see it at once, so that a link may name its file
        is_same: True if a file of the site is this very thing, not another clipping of its original
        is_copy: True if nothing but the original tells that the file of the site is this thing
        aliases: its former addresses that are free
        remarks: what was changed

    """

    path: str
    address: str
    shown: bool
    is_same: bool = True
    is_copy: bool = False
    aliases: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Placement:
    """The paths and addresses that are taken, by the site and by the items so far."""

    def __init__(
        self, config: Config, options: Options, folder: str, documents: Iterable[Document], paths: Iterable[str]
    ) -> None:
        self._config = config
        self._options = options
        self._folder = f"{folder.strip('/')}/" if folder.strip("/") else ""
        self._paths = {short_key(path.casefold()) for path in paths}
        self._taken = {_slot(f"/{name}/"): "" for name in _RESERVED.split()}
        self._addresses: dict[str, str] = {}
        self._used: set[str] = set()
        for document in documents:
            for alias in getattr(document, "aliases", ()):
                self._taken[_slot(alias.text)] = document.path
            self._addresses[document.path] = self.__slot(document)
            self._taken[_slot(self._addresses[document.path])] = document.path

    def stands(self, address: str) -> bool:
        """True if the site has something at an address already, or an item of the input has."""
        return _slot(address) in self._taken

    def place(self, item: Item, known: Known, tag_slug: str = "") -> Place:
        """The place of an item: that of the document it is already, or a new one."""
        identities = of_item(item)
        path = next((path for path in known.paths_of(identities) if path not in self._used), "")
        if path:
            return self._known(item, path, is_same=True)
        if identities.original in known.originals:
            path = known.originals[identities.original]
            is_same = path == self._path(item, _wanted(item))
            return self._known(item, path, is_same=is_same)._replace(is_copy=True)
        if item.type == "tag":
            slug = tag_slug or slugify(str(item.matter.get("name", "")))
            return self._aliased(item, self._free_tag(slug), urls.tag(slug), ())
        return self._new(item)

    def _known(self, item: Item, path: str, *, is_same: bool) -> Place:
        self._used.add(path)
        address = self._addresses.get(path, "")
        keys = {_slot(alias): alias for alias in reversed(_aliases_of(item))}
        # Those that the first import could not write are no difference.
        own = (alias for key, alias in keys.items() if key and self._taken.get(key, path) == path)
        aliases = tuple(alias for alias in own if not address or _slot(alias) != _slot(address))
        return Place(path, address, self._is_shown(item), is_same, aliases=aliases[::-1])

    def _new(self, item: Item) -> Place:
        wanted = _wanted(item)
        for number in count(1):
            slug = wanted if number == 1 else f"{wanted}-{number}"
            path, address = self._path(item, slug), self._address(item, slug)
            if short_key(path.casefold()) not in self._paths and _slot(address) not in self._taken:
                break
        remarks = () if slug == wanted else (Noted(f"the slug “{wanted}” is taken; “{slug}” stands instead"),)
        return self._aliased(item, path, address, remarks)

    def _aliased(self, item: Item, path: str, address: str, remarks: tuple[Remark, ...]) -> Place:
        self._paths.add(short_key(path.casefold()))
        if address:
            self._taken[_slot(address)] = path
        aliases: dict[bytes, str] = {}
        further = list(remarks)
        for alias in _aliases_of(item):
            key = _slot(alias)
            if not key:
                further.append(Lost("alias", alias))
            elif self._taken.setdefault(key, path) != path:
                further.append(Lost("alias", f"{alias} leads to something else already"))
            elif key != _slot(address):
                # Addresses that differ in case alone have one key, and one file.
                aliases.setdefault(key, alias)
        return Place(path, address, self._is_shown(item), aliases=tuple(aliases.values()), remarks=tuple(further))

    def _path(self, item: Item, slug: str) -> str:
        if item.type == "page":
            return f"content/pages/{slug}.md"
        return f"content/{item.folder or self._folder + str(item.matter['date'])[:4]}/{slug}.md"

    def _free_tag(self, slug: str) -> str:
        paths = (f"content/tags/{slug}{'' if number == 1 else f'-{number}'}.md" for number in count(1))
        return next(path for path in paths if short_key(path.casefold()) not in self._paths)

    def _address(self, item: Item, slug: str) -> Address:
        if item.type == "page":
            return urls.page(slug)
        addresses, date = self._config.addresses, moment(str(item.matter["date"]), self._options.zone)
        tags, authors = (_listed(item.matter.get(key)) for key in ("tags", "authors"))
        return addresses.article(slug, date, fields(self._path(item, slug), tags, authors, addresses))

    def __slot(self, document: Document) -> Address:
        if isinstance(document, FreePage):
            return place_of_page(document, self._config.addresses)
        if isinstance(document, TagText):
            return urls.tag(document.slug.text if document.slug else slugify(document.name.text))
        if isinstance(document, SourceText | AuthorText):
            return archive_of(document)
        return permalink(document, self._config.addresses)

    def _is_shown(self, item: Item) -> bool:
        if item.type != "article" or item.matter.get("draft"):
            return item.type == "page" and not item.matter.get("draft")
        is_future = moment(str(item.matter["date"]), self._options.zone).when() > self._options.now
        return not is_future or self._config.articles.future == "publish"


def _aliases_of(item: Item) -> tuple[str, ...]:
    return _listed(item.matter.get("aliases"))


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _wanted(item: Item) -> str:
    """The slug that an item wants: made of its name, else of its title."""
    return slugify(item.name or line_of(str(item.matter.get("title", ""))))


def _slot(address: str) -> bytes:
    """A key that addresses at one output path share; empty if it can't be an address of the site."""
    key = address_of(address)
    return short_key(key) if key else b""
