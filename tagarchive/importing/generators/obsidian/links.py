"""Links and embeds of Obsidian: `[[Note#Heading|words]]`, `![[picture.png|200]]`, and paths to notes and files."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tagarchive.importing.generators.obsidian.vault import Vault
from tagarchive.importing.inputs.items import Lost, Noted
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.blocks import destination

_PICTURES = frozenset(".png .jpg .jpeg .gif .webp .avif .svg .bmp .tif .tiff".split())
_FILMS = frozenset(".mp4 .webm .ogv .mov .mkv".split())
_SOUNDS = frozenset(".mp3 .ogg .oga .wav .m4a .flac .3gp .opus".split())
_SIZE = re.compile(r"\d+(?:x\d+)?")


class Led(NamedTuple):
    """Replacement of a link or embed, and the remarks on it."""

    markdown: str
    remarks: tuple[Lost | Noted, ...] = ()


class _Target(NamedTuple):
    """Content of the brackets of a link: a name, a heading or block, and the parts after bars."""

    name: str
    heading: str
    words: tuple[str, ...]


class NoteLinks:
    """The links of the note at a path."""

    def __init__(self, path: str, vault: Vault) -> None:
        self._path = path
        self._vault = vault

    def anchor(self, block: str) -> str:
        """The id of a block; not one that a heading may have."""
        return f"block-{block}"

    def link(self, inner: str) -> Led:
        """Replacement of `[[inner]]`: a link, or its words if there is nothing to link to."""
        target = _target(inner)
        words = " ".join(target.words) or _shown(target)
        note = self._vault.note(target.name, self._path) if target.name else self._path
        file = "" if note else self._vault.file(target.name, self._path)
        if file:
            return Led(f"[{words}]({destination(f'/{quote(file)}')})")
        if not note:
            return Led(words, (Lost("link", f"[[{shortened(inner)}]] names no note"),))
        fragment, said = self._fragment(note, target.heading)
        own = f"#{fragment}" if fragment else f"origin:{quote(note)}"
        return Led(f"[{words}]({own if note == self._path else f'origin:{quote(note)}' + _hashed(fragment)})", said)

    def embed(self, inner: str) -> Led:
        """Replacement of `![[inner]]`: a picture, a player, or a link."""
        target = _target(inner)
        file = self._vault.file(target.name, self._path)
        ending = posixpath.splitext(file)[1].lower()
        if ending in _PICTURES:
            return _picture(target, file)
        if ending in _FILMS | _SOUNDS:
            name = "video" if ending in _FILMS else "audio"
            return Led(f'<{name} src="{escape("/" + quote(file))}"></{name}>')
        if posixpath.splitext(target.name)[1].lower() in _PICTURES | _FILMS | _SOUNDS:
            return Led(target.name, (Lost("file not found", target.name),))
        led = self.link(inner)
        if not led.markdown.startswith("["):
            return led
        return Led(led.markdown, (Lost("embed", f"![[{shortened(inner)}]]; a link stands instead"), *led.remarks))

    def led(self, target: str) -> str:
        """New target of a link of plain Markdown: `origin:` for a note, a path of the vault for a file."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return target
        name, heading = unquote(parts.path), unquote(parts.fragment)
        if parts.scheme == "obsidian":
            name = next(iter(parse_qs(parts.query).get("file", [])), "")
        elif parts.scheme or parts.netloc:
            return target
        if not name:
            fragment, _ = self._fragment(self._path, heading)
            return f"#{fragment}" if fragment else target
        note = self._vault.note(name, self._path)
        if note:
            return f"origin:{quote(note)}{_hashed(self._fragment(note, heading)[0])}"
        file = self._vault.file(name, self._path)
        return f"/{quote(file)}" if file else target

    def _fragment(self, note: str, heading: str) -> tuple[str, tuple[Lost | Noted, ...]]:
        if not heading:
            return "", ()
        if heading.startswith("^"):
            if self._vault.has_block(note, heading[1:]):
                return self.anchor(heading[1:]), ()
            return "", (
                Lost("link", f"{shortened(note)} has no block {shortened(heading)}; the link leads to its start"),
            )
        fragment = self._vault.fragment(note, heading)
        if fragment is None:
            what = f"{shortened(note)} has no heading “{shortened(heading)}”; the link leads to its start"
            return "", (Lost("link", what),)
        return fragment, ()


def _target(inner: str) -> _Target:
    name, *words = (part.strip() for part in inner.replace("\\|", "|").split("|"))
    path, _, heading = name.partition("#")
    return _Target(path.strip(), heading.strip(), tuple(word for word in words if word))


def _shown(target: _Target) -> str:
    """The words of a link without words, as Obsidian shows them."""
    headings = [part.strip() for part in target.heading.split("#") if part.strip() and not part.startswith("^")]
    return " &gt; ".join([*([target.name] if target.name else []), *headings]) or target.heading.lstrip("^")


def _picture(target: _Target, file: str) -> Led:
    alt = " ".join(word for word in target.words if not _SIZE.fullmatch(word))
    said = () if alt else (Noted(f"the picture {target.name} has no alternative text"),)
    return Led(f"![{alt}]({destination(f'/{quote(file)}')})", said)


def _hashed(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""
