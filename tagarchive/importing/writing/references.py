"""References of texts to other texts and to files: what each leads to in the site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.core.address_kinds import feed_named
from tagarchive.importing.inputs.items import Item, Lost, Media, Missing, Noted
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.link_targets import Reference
from tagarchive.importing.writing.links import Links
from tagarchive.importing.writing.placement import Place

_ATTRIBUTES = ("href", "src", "poster")


def reference_of(
    written: str, item: Item, path: str, links: Links, media_path: Callable[[Media | Missing], str]
) -> Reference:
    """Replacement of a reference in the text of an item, in the file at `path`."""
    text = written.strip()
    if not text or text.startswith("#") or "{{" in text or "{%" in text:
        return Reference(text)
    if text.startswith(("site:", "origin:")):
        return _of_key(text, path, links)
    found = item.find(text)
    if isinstance(found, Media):
        return Reference(_relative(media_path(found), path), found)
    try:
        whole = urljoin(item.base, text) if item.base else text
        is_other = urlsplit(whole).scheme not in ("http", "https", "")
    except ValueError:
        return Reference("", remark=Lost("link", shortened(text)))
    if is_other:
        return Reference(text)
    lacking = Reference(_relative(media_path(found), path), remark=_not_found(found)) if found else None
    return _of_address(whole, lacking, path, links)


def _of_address(whole: str, lacking: Reference | None, path: str, links: Links) -> Reference:
    """Replacement of a whole URL, or a path: a link to the item that had this address, or itself.

    `lacking` is for a file that is not in the input: where it is looked for, unless a whole URL says where it is.
    """
    address, _, fragment = whole.partition("#")
    place = links.of_address(address) or links.of_address(address.partition("?")[0])
    if place:
        return Reference(link_to(place, f"#{fragment}" if fragment else "", path))
    if lacking:
        return lacking._replace(text=whole) if urlsplit(whole).netloc else lacking
    return _elsewhere(whole, links)


def _not_found(missing: Missing) -> Lost:
    return Lost("file not found", shortened(missing.name))


def link_to(place: Place, suffix: str, path: str) -> str:
    """A link to a place from the file at `path`: its file, or its address where that is not shown yet."""
    if place.shown:
        return f"{_relative(place.path, path)}{suffix}"
    return f"{quote(place.address)}{suffix}" if place.address else ""


def _of_key(text: str, path: str, links: Links) -> Reference:
    """Replacement of a reference that an importer has resolved to an address of the site or a text of the input."""
    if text.startswith("site:"):
        return Reference(text.removeprefix("site:"))
    key, _, fragment = text.removeprefix("origin:").partition("#")
    place = links.of_key(unquote(key)) or links.of_key(key)
    if place is None:
        return Reference("", remark=Lost("link", f"{shortened(unquote(key))} is not in the input"))
    link = link_to(place, f"#{fragment}" if fragment else "", path)
    note = None if place.shown else Noted(f"links to {place.path}, which readers can't see yet")
    return Reference(link, remark=note)


def _elsewhere(whole: str, links: Links) -> Reference:
    """A reference that leads out of the import: itself on another site, and nothing to a page that did not come along.

    A file that did not come along may still be put where the reference looks for it.
    """
    parts = urlsplit(whole)
    is_other = bool(parts.scheme or parts.netloc)
    if is_other and not links.is_of_old_site(whole):
        return Reference(whole)
    if links.stands(whole) and not parts.query and (parts.path or is_other):
        return Reference(urlunsplit(("", "", parts.path or "/", "", parts.fragment)))
    if _is_page(parts.path) or not parts.path:
        return Reference("", remark=Lost("link", f"{shortened(whole)} is not in the input"))
    return Reference(whole, remark=Noted(f"the link {shortened(whole)} leads to nothing in the input"))


def _is_page(path: str) -> bool:
    """True for an address of a page or of a text, false for one of a feed or another file."""
    ending = posixpath.splitext(path)[1].lower()
    return not feed_named(path) and (not ending or ending in _PAGES or path.endswith("/"))


_PAGES = frozenset(".asp .aspx .htm .html .markdown .md .mdx .php .rst .shtml".split())
"""Endings of addresses of pages, and of the files of texts."""


def _relative(target: str, path: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(path)), safe="/@:!$&'*+,;=~")


def with_references(root: BeautifulSoup, becomes: Callable[[str], Reference]) -> tuple[Reference, ...]:
    """Changes the references of a tree. Links that lead nowhere become their words."""
    changed = []
    for element in root.find_all(lambda tag: any(name in tag.attrs for name in _ATTRIBUTES)):
        for name in _ATTRIBUTES:
            if name in element.attrs:
                reference = becomes(str(element[name]))
                changed.append(reference)
                _set(element, name, reference.text)
    return tuple(changed)


def _set(element: Tag, name: str, text: str) -> None:
    if text:
        element[name] = text
    elif element.name == "a":
        element.unwrap()
    else:
        del element[name]
