"""The texts of a site by the names that links in other texts call them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from tagarchive.importing.generators.liquid import origin
from tagarchive.importing.inputs.files import joined
from tagarchive.importing.markdown.link_targets import Reference, with_targets

_MARKDOWN_LINK = re.compile(r"\.(?:mdx?|markdown)\b")


class Texts:
    """The texts of a site, found by their paths, parts of their paths, or their old addresses."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """`addresses` are the old addresses of the texts, by their paths in the input."""
        self._paths = dict.fromkeys(addresses)
        self._addresses = {address.strip("/"): path for path, address in reversed(list(addresses.items())) if address}
        self._ends: dict[str, str] = {}
        for path in reversed(list(addresses)):
            for name in _names(path):
                parts = name.split("/")
                self._ends |= {"/".join(parts[at:]): path for at in range(len(parts))}

    def key_of(self, wanted: str, path: str) -> str:
        """The key of the text that a link in the text at `path` wants; empty if there is none."""
        clean = wanted.strip().rstrip("/")
        beside = "" if clean.startswith("/") else joined(path, clean)
        for name in filter(None, (beside, clean.lstrip("/"))):
            for candidate in (name, *(f"{name}{ending}" for ending in (".md", "/index.md", ".markdown", ".mdx"))):
                if candidate in self._paths:
                    return candidate
        bare = clean.lstrip("./")
        return self._ends.get(bare) or self._ends.get(_without_ending(bare)) or self._addresses.get(bare, "")


def led_by_files(text: str, path: str, texts: Texts) -> str:
    """The text at a path with links to other texts in place of links to their files."""

    def becomes(written: str) -> Reference:
        name, mark, fragment = written.partition("#")
        if not re.search(r"\.(?:mdx?|markdown)$", name) or re.match(r"[a-z]+:", name):
            return Reference(written)
        key = texts.key_of(unquote(name), path)
        return Reference(f"{origin(key)}{mark}{fragment}" if key else written)

    return with_targets(text, becomes) if _MARKDOWN_LINK.search(text) else text


def _names(path: str) -> list[str]:
    """Names of a text in links: its path, also without the ending and, in a bundle, its folder."""
    bare = _without_ending(path)
    bundle = [posixpath.dirname(path)] if posixpath.basename(bare) in ("index", "_index") else []
    return [path, bare, *filter(None, bundle)]


def _without_ending(path: str) -> str:
    stem, ending = posixpath.splitext(path)
    return stem if ending.lower() in (".md", ".markdown", ".mdx", ".html", ".htm") else path
