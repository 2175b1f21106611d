"""Inspection of files under `content/`: the size of a picture, and active content."""

from __future__ import annotations

import io
import re
import struct
from contextlib import suppress
from xml.parsers import expat

from tagarchive.reading.body import Size

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")

PAGES = (
    *(".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"),
    *(".xml", ".xsl", ".xslt", ".rdf", ".rss", ".atom", ".mml", ".svgz"),
)
"""Endings of files that browsers open as pages, which may run scripts (HTML Living Standard, 7.5; RFC 7303)."""

_MOST_PIXELS = 2**31
"""Exclusive maximum of the width and height of a picture."""


def size_of(path: str, data: bytes) -> Size | None:
    """The size of a picture; None if the file is broken or not a picture."""
    if not path.lower().endswith(PICTURES):
        return None
    import imagesize  # noqa: PLC0415 (few builds meet a new picture)

    with suppress(ValueError, OSError, ArithmeticError, struct.error):
        width, height = (round(side) for side in imagesize.get(io.BytesIO(data)))
        return Size(width, height) if 0 < width < _MOST_PIXELS and 0 < height < _MOST_PIXELS else None
    return None


def active_in(path: str, data: bytes) -> str:
    """A description of content that runs or loads something when a reader opens the file; empty if there is none."""
    name = path.lower()
    if name.endswith(PAGES):
        return "a file that browsers open as a page"
    return _Drawing().active_in(data) if name.endswith(".svg") else ""


_HARMLESS = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that a link in an SVG may have."""

_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_LOADING = re.compile(r"@import|image-set\(|url\((?!\s*[\"']?\s*(?:#|data:(?:image|font)/))", re.IGNORECASE)
"""Parts of a style sheet that load something; `_loads` looks for escapes separately."""

_RUNNING = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"})
_ANIMATING = frozenset({"set", "animate"})


class _Drawing:
    """A check of an SVG for active content, up to its end or its first XML error, as browsers read it."""

    def __init__(self) -> None:
        self.found = ""
        self.depth = 0
        """Number of open `style` elements."""
        self.style: list[str] = []

    def active_in(self, data: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.ProcessingInstructionHandler = self.instruction
        parser.buffer_text = True
        try:
            parser.Parse(data, True)  # noqa: FBT003 (it takes no names)
        except (expat.ExpatError, LookupError, ValueError):
            self.note("XML that can't be checked since it is broken")
        return self.found

    def note(self, description: str) -> None:
        self.found = self.found or description

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = _local(element)
        if name in _RUNNING:
            self.note(f"<{element.rpartition(' ')[2]}>")
        self.depth += name == "style"
        for attribute, value in attributes.items():
            self.attribute(name, _local(attribute), value)

    def end(self, element: str) -> None:
        if _local(element) == "style":
            self.depth -= 1
            if _loads("".join(self.style)):
                self.note("a style sheet that loads something")
            self.style.clear()

    def text(self, text: str) -> None:
        if self.depth:
            self.style.append(text)

    def instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.note("<?xml-stylesheet?>")

    def attribute(self, element: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.note(f"{name}=")
        elif name in ("href", "src"):
            self.link(element, name, value)
        elif element in _ANIMATING and name == "attributename" and _local(value.replace(":", " ")) in ("href", "src"):
            self.note(f"an animation of {value.strip()}")
        elif _loads(value):
            self.note(f"{name}= that loads something")

    def link(self, element: str, name: str, value: str) -> None:
        scheme = _SCHEME.match(value)
        leads = element == "a" and (scheme is None or scheme[1].lower() in _HARMLESS)
        if not leads and not value.lstrip().startswith("#") and not _PICTURE.match(value) and value.strip():
            self.note(f"{name}= to {value.strip()[:40]}")


def _local(name: str) -> str:
    """A name in lower case, without its namespace."""
    return name.rpartition(" ")[2].lower()


def _loads(style: str) -> bool:
    """True if a style may load something; escaped letters (CSS Syntax, 4.3.7) count, since they can hide a name."""
    return bool(_LOADING.search(style)) or ("\\" in style and "(" in style)
