"""The XML of a WordPress export as a stream of its parts, in memory that does not grow with the file.

No document type with entities is read, no element is nested deep, no token and no item is large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from msgspec.structs import replace

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.wordpress.damage import cut_off, damage
from tagarchive.importing.wordpress.open_item import OpenItem, term_of
from tagarchive.importing.wordpress.records import Author, Channel, Part, Term

_LARGEST_TOKEN = 8_000_000
"""Maximum length of a tag or comment, which the parser keeps whole, in bytes."""

_DEEPEST = 60

_DEFAULT = {
    "wp": "http://wordpress.org/export/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
"""Prefixes that every export uses; some do not declare them."""

_ITEM = {
    "title",
    "link",
    "pubDate",
    "dc:creator",
    "guid",
    "content:encoded",
    "excerpt:encoded",
    *(
        f"wp:{name}"
        for name in (
            "post_id post_date post_date_gmt post_modified post_modified_gmt post_name status post_parent menu_order "
            "post_type post_password is_sticky attachment_url"
        ).split()
    ),
}
_CHANNEL = {"link", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"}
_GROUPS: Mapping[str, frozenset[str]] = {
    "wp:author": frozenset(f"wp:author_{name}" for name in ("login", "display_name", "first_name", "last_name")),
    "wp:category": frozenset(
        "wp:term_id wp:category_nicename wp:category_parent wp:cat_name wp:category_description".split()
    ),
    "wp:tag": frozenset("wp:term_id wp:tag_slug wp:tag_name wp:tag_description".split()),
    "wp:term": frozenset(f"wp:term_{name}" for name in ("id", "taxonomy", "slug", "parent", "name", "description")),
    "wp:postmeta": frozenset({"wp:meta_key", "wp:meta_value"}),
    "wp:comment": frozenset({"wp:comment_type"}),
}

_WANTED: Mapping[str, frozenset[str]] = {
    **_GROUPS,
    "item": frozenset(_ITEM | {"category", "wp:postmeta", "wp:comment"}),
    "channel": frozenset(_CHANNEL | {"item", "wp:author", "wp:category", "wp:tag", "wp:term"}),
    "rdf:RDF": frozenset({"item"}),
}
"""The elements that are looked at, by the one around them."""

_CLOSING = frozenset({*_GROUPS, "item", "channel"})
"""Elements at whose end something is complete."""

_LONG = frozenset({"content:encoded", "excerpt:encoded", "wp:meta_value", "wp:category_description", "title"})
"""Elements whose text people write, so that it may hold `]]>`."""


class Wxr:
    """A reading of one export. Bytes go in by `feed`, parts come out of it.

    Attributes:
        last: title of the last whole item; empty if there is none
        open_item: title and line of the item that is being read; None outside of items

    """

    def __init__(self, origin: str, keeps: Callable[[str], bool], *, is_repaired: bool = False) -> None:
        """`keeps` tells which custom fields are kept. What is repaired is in UTF-8, whatever the file declares."""
        self.last = ""
        self._origin = origin
        self._keeps = keeps
        self._parts: list[Part] = []
        self._path: list[str] = []
        self._prefixes = dict(_DEFAULT)
        self._names: dict[str, str] = {}
        self._text: list[str] | None = None
        self._text_depth = 0
        self._group: dict[str, str] = {}
        self._channel: dict[str, str] = {}
        self._channel_told = False
        self._item: OpenItem | None = None
        self._group_line = 0
        self._fed = 0
        self._tail = b""
        self._cdata_end = (0, 0)
        self._is_repaired = is_repaired
        self._parser = expat.ParserCreate("utf-8" if is_repaired else None)
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refused_entity

    @property
    def open_item(self) -> tuple[str, int] | None:
        return (self._item.title, self._item.line) if self._item else None

    def feed(self, data: bytes) -> list[Part]:
        """The parts that end in these bytes. Raises `SiteError` if they are damaged."""
        before = self._fed
        self._fed += len(data)
        try:
            self._parser.Parse(data, False)  # noqa: FBT003 (the parser's own signature)
        except expat.ExpatError as error:
            found = damage(self._origin, error, self._around(data, before), self._cdata_end)
            hint = "--repair can't mend this; export it again" if self._is_repaired else found.hint
            raise SiteError(replace(found, hint=hint)) from None
        self._tail = data[-64:]
        if self._fed - max(self._parser.CurrentByteIndex, 0) > _LARGEST_TOKEN:
            self._refuse("input-too-large", f"found a tag or comment of more than {_LARGEST_TOKEN:,} bytes")
        return self._taken()

    def close(self) -> Problem | None:
        """Ends the reading. Returns what is wrong if the file ends too early."""
        try:
            self._parser.Parse(b"", True)  # noqa: FBT003 (the parser's own signature)
        except expat.ExpatError as error:
            return cut_off(self._origin, error, self.open_item, self.last)
        return None

    def _taken(self) -> list[Part]:
        parts, self._parts = self._parts, []
        return parts

    def _around(self, data: bytes, before: int) -> bytes:
        """The bytes from the fault on."""
        at = self._parser.ErrorByteIndex - before
        return data[at : at + 64] if at >= 0 else (self._tail + data[:64])[len(self._tail) + at :]

    def _refuse(self, code: str, message: str) -> None:
        where = Location(self._origin, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        raise SiteError(Problem(where, code, message))

    def _refused_entity(self, name: str, *_: object) -> None:
        message = f"found the declaration of an entity, “{shortened(name, 40)}”, which no export of WordPress has"
        self._refuse("damaged-input", message)

    def _ended_cdata(self) -> None:
        self._cdata_end = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _named(self, name: str, attributes: Mapping[str, str]) -> str:
        """The name of an element with the usual prefix of its namespace."""
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                self._prefixes[key[6:]] = value
                self._names.clear()
        if name not in self._names:
            prefix, colon, local = name.partition(":")
            usual = _prefix_of(self._prefixes.get(prefix, prefix)) if colon else ""
            self._names[name] = f"{usual}:{local}" if colon else name
        return self._names[name]

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        name = self._names.get(written) or self._named(written, attributes)
        if attributes and name in ("rss", "channel"):
            name = self._named(written, attributes)
        path = self._path
        parent = path[-1] if path else ""
        path.append(name)
        if len(path) > _DEEPEST:
            self._refuse("damaged-input", f"found elements nested deeper than {_DEEPEST}")
        if self._text is None and name in _WANTED.get(parent, ()):
            self._begin(name, attributes)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begins to read an element that is looked at."""
        if name == "item":
            self._tell_channel()
            self._item = OpenItem(self._parser.CurrentLineNumber)
            return
        if name in _GROUPS:
            self._group = {}
            self._group_line = 0 if self._item else self._parser.CurrentLineNumber
            return
        if name == "category":
            self._group = {"domain": attributes.get("domain", ""), "nicename": attributes.get("nicename", "")}
        if name in _LONG:
            self._parser.EndCdataSectionHandler = self._ended_cdata
            if name == "content:encoded" and self._item:
                self._item.text_line = self._parser.CurrentLineNumber
        self._text, self._text_depth = [], len(self._path)
        self._parser.CharacterDataHandler = self._characters

    def _characters(self, text: str) -> None:
        if self._text is not None and (self._item is None or self._item.holds(len(text))):
            self._text.append(text)

    def _end(self, _: str) -> None:
        name = self._path.pop()
        if self._text is not None:
            if len(self._path) < self._text_depth:
                text, self._text = "".join(self._text), None
                self._parser.CharacterDataHandler = None
                self._parser.EndCdataSectionHandler = None
                self._take(name, self._path[-1], text)
            return
        if name not in _CLOSING or (self._path and name not in _WANTED.get(self._path[-1], ("channel",))):
            return
        if name in _GROUPS:
            self._end_group(name)
        elif name == "item" and self._item:
            self.last = self._item.title or self.last
            self._parts.append(self._item.closed())
            self._item = None
        elif name == "channel":
            self._tell_channel()

    def _take(self, name: str, parent: str, text: str) -> None:
        if parent == "channel":
            self._channel.setdefault(name, text.strip())
        elif parent == "item" and self._item:
            if name == "category":
                term = Term(self._group.get("domain", ""), self._group.get("nicename", ""), text)
                self._item.terms.append(term)
            elif name == "wp:post_password":
                self._item.is_locked = bool(text.strip())
            else:
                self._item.fields.setdefault(name.rpartition(":")[2] if name != "excerpt:encoded" else "excerpt", text)
        else:
            self._group[name] = text

    def _end_group(self, name: str) -> None:
        group = self._group
        if name == "wp:postmeta" and self._item:
            self._item.add_meta(group.get("wp:meta_key", ""), group.get("wp:meta_value", ""), self._keeps)
        elif name == "wp:comment" and self._item:
            self._item.comments[group.get("wp:comment_type", "").strip() or "comment"] += 1
        elif name == "wp:author":
            full = " ".join(group.get(f"wp:author_{part}_name", "").strip() for part in ("first", "last")).strip()
            self._parts.append(Author(group.get("wp:author_login", ""), group.get("wp:author_display_name", ""), full))
        elif name in ("wp:category", "wp:tag", "wp:term"):
            self._parts.append(term_of(name, group, self._group_line))

    def _tell_channel(self) -> None:
        if not self._channel_told:
            self._channel_told = True
            told = self._channel
            blog = told.get("wp:base_blog_url") or told.get("link", "")
            site = told.get("wp:base_site_url") or blog
            self._parts.append(Channel(told.get("wp:wxr_version", ""), site.rstrip("/"), blog.rstrip("/")))


def _prefix_of(namespace: str) -> str:
    if namespace.startswith("http://wordpress.org/export/"):
        return "excerpt" if namespace.rstrip("/").endswith("/excerpt") else "wp"
    return next((prefix for prefix, known in _DEFAULT.items() if known == namespace), namespace)
