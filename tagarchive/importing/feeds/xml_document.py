"""The XML of a feed as a head and a stream of entries, with the defence against hostile documents.

No DTD is fetched, no entity is expanded. feedparser is not used: it takes the parts of Media RSS for those of the entry
(a caption becomes its text), parts of e-mail addresses for names, and knows no lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.entities import html5
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL
from tagarchive.importing.feeds.text_constructs import BASE
from tagarchive.importing.feeds.xml_names import name_of
from tagarchive.importing.inputs.items import Noted

_ROOTS = ("rss", "rdf", "feed")
_ENTRIES = ("item", "entry")
_PARENTS = ("channel", *_ROOTS)

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)""")
_UNESCAPED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)(\w+;)?",
    re.DOTALL,
)
_BEGINNING, _END = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]"), re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")


class XmlFeed(NamedTuple):
    """A feed in XML.

    Attributes:
        data: the document, in which faults are mended
        head: the root element without entries
        is_atom: True for Atom
        size: number of entries
        names: how many entries have an element, by its name
        fault: what was found instead of well-formed XML
        base: base of the addresses in it beside `xml:base`

    """

    data: bytes
    head: Any
    is_atom: bool
    size: int
    names: Mapping[str, int]
    fault: Noted | None
    base: str = ""

    def entries(self) -> Iterator[Any]:
        """The entries in order. Each is emptied when the next one is asked for."""
        is_lenient = self.fault is not None
        for _, element in _parser(self.data, recover=is_lenient, events=("end",)):
            if _is_entry(element, is_lenient=is_lenient):
                set_base(element.getroottree().getroot(), self.base)
                yield element
                _drop(element)


def xml_feed(data: bytes, path: str) -> XmlFeed:
    """The feed in a document. Raises `SiteError` if it is none, declares entities, or has nothing that can be read."""
    first = _parser(data, recover=False)
    try:
        return _read(data, path, first)
    except etree.XMLSyntaxError as error:
        found = next(iter(first.error_log), None)
        message = " ".join(str(found.message if found else error.msg).split())
        where = Location(path, found.line if found else 0, max(found.column, 0) if found else 0)
    problem = Problem(
        where,
        "damaged-input",
        f"found a feed that is not well-formed XML: {message}",
        "ask its publisher, or see https://validator.w3.org/feed/",
    )
    clean = mended(data)
    try:
        feed = _read(clean, path, _parser(clean, recover=True), is_lenient=True)
    except etree.XMLSyntaxError:
        raise SiteError(problem) from None
    if not feed.size:
        raise SiteError(problem)
    note = f"the feed is not well-formed XML ({message}); what is whole is taken"
    return feed._replace(fault=Noted(note, where.line))


def set_base(root: Any, base: str) -> None:
    """Sets the base of all addresses in a document. One that the document has stands on it."""
    if base:
        root.set(BASE, urljoin(base, root.get(BASE) or ""))


def _read(data: bytes, path: str, parser: Any, *, is_lenient: bool = False) -> XmlFeed:
    count = 0
    names = Counter[str]()
    is_checked = False
    for event, element in parser:
        if not is_checked:
            _check(element, path)
            is_checked = True
        if event == "end" and _is_entry(element, is_lenient=is_lenient):
            count += 1
            names.update({name_of(child) for child in element})
            _drop(element)
    if not is_checked:
        raise etree.XMLSyntaxError("no element found", 0, 0, 0)
    return XmlFeed(data, parser.root, name_of(parser.root) in ("feed", "atom:feed"), count, names, None)


def _parser(data: bytes, *, recover: bool, events: tuple[str, ...] = ("start", "end")) -> Any:
    return etree.iterparse(
        BytesIO(data),
        events=events,
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _is_entry(element: Any, *, is_lenient: bool) -> bool:
    """True for an entry in its place; in a document with faults an unclosed element may stand between."""
    if _local(element) not in _ENTRIES:
        return False
    parent = element.getparent()
    return parent is not None and (is_lenient or _local(parent) in _PARENTS)


def _drop(entry: Any) -> None:
    parent = entry.getparent()
    entry.clear()
    parent.remove(entry)


def _local(element: Any) -> str:
    return name_of(element).rpartition(":")[2]


def _check(root: Any, path: str) -> None:
    """Raises `SiteError` if a document is no feed, or declares entities."""
    doctype = root.getroottree().docinfo.internalDTD
    if doctype is not None and (next(doctype.iterentities(), None) is not None):
        message = "found entity declarations in the feed, which can make a small file huge; expected none"
        raise SiteError(Problem(Location(path, 1), "damaged-input", message, "delete the lines <!ENTITY …> in it"))
    if _local(root) not in _ROOTS:
        message = f"found <{_local(root)}>, expected a feed: <rss>, <rdf:RDF>, <feed> or JSON Feed"
        raise SiteError(Problem(Location(path, root.sourceline or 0), "damaged-input", message))


def mended(data: bytes) -> bytes:
    """A document with the frequent faults mended: spaces at its start, control characters, `&`, names of HTML.

    An entry that the document breaks off in is left out.
    """
    text = _DECLARATION.sub("", ILLEGAL.sub("", _decoded(data)), count=1).strip()
    last = max((end.end() for end in _END.finditer(text)), default=0)
    broken = _BEGINNING.search(text, last)
    text = text[: broken.start()] if broken else text
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_UNESCAPED.sub(_escaped, text)}'.encode()


def _decoded(data: bytes) -> str:
    declared = _ENCODING.search(data[:200])
    names = [declared[1].decode()] if declared else []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    for name in (*names, "utf-8-sig", "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _escaped(found: re.Match[str]) -> str:
    if not found[0].startswith("&"):
        return "]]&gt;" if found[0] == "]]>" else found[0]
    name = found[1] or ""
    return f"&#{ord(html5[name])};" if len(html5.get(name, "")) == 1 else f"&amp;{name}"
