"""The XML of a feed: the output of feedgen is parsed, completed and serialised.

Several feeds contain the same article, and the bytes of its entry are the same in each. Entries are therefore
serialised one by one and cached. A feed is its head followed by the cached entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from tagarchive.views.feeds import FeedView

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
HISTORY = "http://purl.org/syndication/history/1.0"
"""Namespace of RFC 5005."""

MOST_REMEMBERED = 4_000
"""Maximum number of cached entries for each format."""

_PREFIXES = {ATOM: "atom", HISTORY: "fh"}
_DECLARATIONS = re.compile(rb' xmlns(?::\w+)?="[^"]*"')


def parsed(data: bytes, spaces: Mapping[str, str]) -> Any:
    """The root of a tree. Prefixes are declared on the root, so that elements need no declarations of their own."""
    root = etree.fromstring(data, etree.XMLParser(strip_cdata=False, resolve_entities=False, huge_tree=True))
    if not spaces:
        return root
    wider = etree.Element(root.tag, root.attrib, nsmap={**root.nsmap, **spaces})
    wider.extend(root)
    return wider


def document(root: Any, close: bytes, entries: Iterable[bytes]) -> bytes:
    """A feed document: a tree without entries, with the entries inserted before the closing tags `close`."""
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    start, tag, rest = data.rpartition(close)
    return b"".join([start.rstrip(), b"\n", *entries, tag, rest, b"\n"])


def fragment(entry: Any, level: int) -> bytes:
    """A serialised entry, indented to a level, for a document that declares its prefixes."""
    indent = b"  " * level
    etree.indent(entry, level=level)
    data: bytes = etree.tostring(entry, encoding="UTF-8", with_tail=False)
    start, end, rest = data.partition(b">")
    return b"".join([indent, _DECLARATIONS.sub(b"", start), end, rest, b"\n"])


def element(space: str, name: str, **attributes: str) -> Any:
    prefix = {_PREFIXES[space]: space} if space in _PREFIXES else {}
    return etree.Element(f"{{{space}}}{name}", attributes, nsmap=prefix)


def add_archive_links(channel: Any, view: FeedView) -> None:
    """Adds to a feed its WebSub hub, its archive links and the mark of an archive document (RFC 5005)."""
    rels = {"prev-archive": view.previous, "current": view.current, "hub": view.hub if not view.current else ""}
    link = channel.find(f"{{{ATOM}}}link")
    if view.current:
        link.addnext(element(HISTORY, "archive"))
    for rel, url in rels.items():
        if url:
            link.addnext(element(ATOM, "link", rel=rel, href=url))
