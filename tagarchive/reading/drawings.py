"""SVG drawings: what of one runs or loads something when a reader opens it, and the drawing without that."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

_HARMLESS = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that a link in an SVG may have."""

_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_LOADING = re.compile(r"@import|image-set\(|url\((?!\s*[\"']?\s*(?:#|data:(?:image|font)/))", re.IGNORECASE)
"""Parts of a style sheet that load something; `_loads` looks for escapes separately."""

_RUNNING = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"})
_ANIMATING = frozenset({"set", "animate"})

_SHOWN = frozenset({"", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"})
"""Namespaces of what a drawing shows. What programs keep for themselves, such as names of files, is in others."""

_XML = "http://www.w3.org/XML/1998/namespace"
_BETWEEN = "\x1f"
"""Separator of the parts of a name; XML has no such character."""

_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


class Drawing(NamedTuple):
    """A drawing as it may be published.

    Attributes:
        active: description of the first thing in it that runs or loads something; empty if there is none
        data: the drawing without that, and without what programs and people noted in it; empty if it is no XML

    """

    active: str
    data: bytes


def drawing_of(data: bytes) -> Drawing:
    """A drawing up to its end or its first XML error, as browsers read it."""
    reader = _Reader()
    reader.read(data)
    return Drawing(reader.found, "".join(reader.kept).encode())


class _Reader:
    """Reads an SVG once, notes what is active and keeps the rest."""

    def __init__(self) -> None:
        self.found = ""
        self.kept: list[str] = []
        self.open: list[str] = []
        """Names of the open elements that are kept."""
        self.left_out = 0
        """Number of open elements within the outermost that is left out, with it."""
        self.declared: list[tuple[str | None, str | None]] = []
        """Namespaces that the next element declares."""
        self.depth = 0
        """Number of open `style` elements."""
        self.style: list[str] = []

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.namespace_prefixes = True
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self.declared.append((prefix, uri))
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.ProcessingInstructionHandler = self.instruction
        parser.buffer_text = True
        try:
            parser.Parse(data, True)  # noqa: FBT003 (it takes no names)
        except (expat.ExpatError, LookupError, ValueError):
            self.note("XML that can't be checked since it is broken")
            self.kept += [f"</{name}>" for name in reversed(self.open)]

    def note(self, description: str) -> bool:
        """Notes an active part. Returns False, since it is not kept."""
        self.found = self.found or description
        return False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name, declared = _Name.of(element), self.declared
        self.declared = []
        self.depth += name.folded == "style"
        kept = self.allows(name)
        shown = [(_Name.of(key), value) for key, value in attributes.items()]
        fine = [self.attribute(name.folded, key, value) for key, value in shown]
        animates = name.folded in _ANIMATING and not all(fine)
        if self.left_out or not kept or animates or name.folded == "metadata":
            self.left_out += 1
            return
        self.open.append(name.written)
        spaces = [("xmlns" + (f":{prefix}" if prefix else ""), uri or "") for prefix, uri in declared]
        pairs = [(key.written, value) for (key, value), keep in zip(shown, fine, strict=True) if keep and key.is_shown]
        self.kept.append(f"<{name.written}{''.join(map(_attribute, (*spaces, *pairs)))}>")

    def end(self, element: str) -> None:
        if _Name.of(element).folded == "style":
            self.depth -= 1
            sheet = "".join(self.style)
            self.style.clear()
            if (not _loads(sheet) or self.note("a style sheet that loads something")) and not self.left_out:
                self.kept.append(escape(sheet))
        if self.left_out:
            self.left_out -= 1
        else:
            name, last = self.open.pop(), self.kept[-1]
            if last.startswith("<") and not last.startswith("</") and not last.endswith("/>"):
                self.kept[-1] = f"{last[:-1]}/>"
            else:
                self.kept.append(f"</{name}>")

    def text(self, text: str) -> None:
        if self.depth:
            self.style.append(text)
        elif not self.left_out:
            self.kept.append(escape(text))

    def instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.note("<?xml-stylesheet?>")

    def allows(self, name: _Name) -> bool:
        """True if an element may stay, as far as its name tells."""
        return (name.folded not in _RUNNING or self.note(f"<{name.local}>")) and name.is_shown

    def attribute(self, element: str, key: _Name, value: str) -> bool:
        """True if an attribute may stay."""
        name = key.folded
        if name.startswith("on"):
            return self.note(f"{name}=")
        if name in ("href", "src"):
            return self.link(element, name, value)
        if element in _ANIMATING and name == "attributename" and value.rpartition(":")[2].strip().lower() in _LINKS:
            return self.note(f"an animation of {value.strip()}")
        return not _loads(value) or self.note(f"{name}= that loads something")

    def link(self, element: str, name: str, value: str) -> bool:
        scheme = _SCHEME.match(value)
        leads = element == "a" and (scheme is None or scheme[1].lower() in _HARMLESS)
        fine = leads or value.lstrip().startswith("#") or _PICTURE.match(value) or not value.strip()
        return bool(fine) or self.note(f"{name}= to {value.strip()[:40]}")


_LINKS = ("href", "src")


class _Name(NamedTuple):
    """The name of an element or an attribute: its namespace, its name there, and its prefix."""

    space: str
    local: str
    prefix: str

    @classmethod
    def of(cls, name: str) -> _Name:
        """The name as the parser gives it: the namespace, the name and the prefix, or the name alone."""
        parts = name.split(_BETWEEN)
        return cls(parts[0], parts[1], "".join(parts[2:])) if len(parts) > 1 else cls("", name, "")

    @property
    def written(self) -> str:
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    @property
    def folded(self) -> str:
        return self.local.lower()

    @property
    def is_shown(self) -> bool:
        return self.space in _SHOWN or (self.space == _XML and self.local in ("lang", "space"))


def _attribute(pair: tuple[str, str]) -> str:
    name, value = pair
    return f' {name}="{escape(value, _ATTRIBUTE)}"'


def _loads(style: str) -> bool:
    """True if a style may load something; escaped letters (CSS Syntax, 4.3.7) count, since they can hide a name."""
    return bool(_LOADING.search(style)) or ("\\" in style and "(" in style)
