"""What is told of a file beside articles by its bytes: the size of a picture, and what would run in it."""

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
"""What is wider or higher is no picture."""


def size_of(path: str, data: bytes) -> Size | None:
    """The size of a picture; None of anything else."""
    if not path.lower().endswith(PICTURES):
        return None
    import imagesize  # noqa: PLC0415 (few builds meet a new picture)

    with suppress(ValueError, OSError, ArithmeticError, struct.error):
        width, height = (round(side) for side in imagesize.get(io.BytesIO(data)))
        return Size(width, height) if 0 < width < _MOST_PIXELS and 0 < height < _MOST_PIXELS else None
    return None


def active_in(path: str, data: bytes) -> str:
    """What would run or be loaded from elsewhere when a reader opens a file by itself, in words; nothing in most."""
    name = path.lower()
    if name.endswith(PAGES):
        return "a file that browsers open as a page"
    return _Drawing().active_in(data) if name.endswith(".svg") else ""


_HARMLESS = frozenset({"http", "https", "mailto", "tel"})
"""Schemes that a link in a drawing may lead to."""

_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp|avif)[;,]", re.IGNORECASE)
_LOADING = re.compile(r"@import|image-set\(|url\((?!\s*[\"']?\s*(?:#|data:(?:image|font)/))", re.IGNORECASE)
"""What loads something in a style sheet, escapes of letters aside, which are looked for by themselves."""

_RUNNING = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"})
_ANIMATING = frozenset({"set", "animate"})


class _Drawing:
    """Looks through an SVG as browsers do, to its end or its first fault, and keeps what is active in it."""

    def __init__(self) -> None:
        self.found = ""
        self.depth = 0
        """How many style sheets are open."""
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

    def note(self, what: str) -> None:
        self.found = self.found or what

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
    """A name without its namespace."""
    return name.rpartition(" ")[2].lower()


def _loads(style: str) -> bool:
    """Whether a style loads something. A letter written as an escape (CSS Syntax, 4.3.7) hides what it spells."""
    return bool(_LOADING.search(style)) or ("\\" in style and "(" in style)
