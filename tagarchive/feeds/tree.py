"""The XML tree of a feed: read from feedgen's bytes, completed, and written again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from tagarchive.views.feeds import FeedView

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
HISTORY = "http://purl.org/syndication/history/1.0"
"""Namespace of RFC 5005."""

_PREFIXES = {ATOM: "atom", HISTORY: "fh"}


def parsed(data: bytes, spaces: Mapping[str, str]) -> Any:
    """The root of a tree, with more prefixes declared on it so that they are not on each element that needs them."""
    root = etree.fromstring(data, etree.XMLParser(strip_cdata=False, resolve_entities=False, huge_tree=True))
    if not spaces:
        return root
    wider = etree.Element(root.tag, root.attrib, nsmap={**root.nsmap, **spaces})
    wider.extend(root)
    return wider


def serialised(root: Any) -> bytes:
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def element(space: str, name: str, **attributes: str) -> Any:
    prefix = {_PREFIXES[space]: space} if space in _PREFIXES else {}
    return etree.Element(f"{{{space}}}{name}", attributes, nsmap=prefix)


def archive_links(view: FeedView) -> list[Any]:
    """The hub of a feed, its place in the archive, and the mark of a document that will not change."""
    rels = {"hub": view.hub if not view.current else "", "current": view.current, "prev-archive": view.previous}
    links = [element(ATOM, "link", rel=rel, href=url) for rel, url in rels.items() if url]
    return [*links, element(HISTORY, "archive")] if view.current else links
