"""The files that texts of another generator show or link to: beside the text, or below the folders a site serves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tagarchive.core.originals import host_of
from tagarchive.importing.generators.sources import MARKDOWN, reason_of
from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.items import Media, Missing

_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|ico|pdf|mp[34]|webm|og[gva]|wav|m4[av]|flac|mov|zip|gz|docx?|xlsx?|pptx?"
    r"|csv|epub)$",
    re.IGNORECASE,
)
SERVED = ("", "static", "public", "assets", "src", "src/assets", "content", "source", "images", "img", "files")
"""Folders whose files a site serves at its root, and in which references without a folder are looked for."""


class SiteFiles(NamedTuple):
    """The files of an input and where references to them lead.

    Attributes:
        files: the input
        names: the paths of its files
        root: folder of the site in the input; empty if it is the whole input
        served: folders of the site whose files are served at its root
        url: address of the site, with its path
        media: further files

    """

    files: Files
    names: frozenset[str]
    root: str = ""
    served: tuple[str, ...] = SERVED
    url: str = ""
    media: Files | None = None

    def find_for(self, path: str) -> Callable[[str], Media | Missing | None]:
        """The `find` of the text at a path."""

        def find(reference: str) -> Media | Missing | None:
            return self.found(path, reference)

        return find

    def found(self, path: str, reference: str) -> Media | Missing | None:
        """The file that a reference of the text at a path names."""
        try:
            parts = urlsplit(reference.strip())
        except ValueError:
            return None
        if parts.scheme == "origin" or (parts.netloc and host_of(reference) != host_of(self.url)):
            return None
        if (parts.scheme and parts.scheme not in ("http", "https")) or not parts.path:
            return None
        name = unquote(parts.path)
        for candidate in self._candidates(path, name):
            if candidate in self.names and not _is_text(candidate):
                return Media(self._media_name(candidate), self.files, candidate)
            if self.media and self.media.has(candidate) and not _is_text(candidate):
                return Media(candidate, self.media, candidate)
        return Missing(name) if _FILE.search(name) and not parts.netloc else None

    def _candidates(self, path: str, name: str) -> list[str]:
        base = urlsplit(self.url).path.rstrip("/")
        from_root = [name.lstrip("/")]
        if base and name.startswith(f"{base}/"):
            from_root.insert(0, name[len(base) + 1 :])
        beside = [] if name.startswith("/") else [joined(path, name)]
        rooted = [
            posixpath.normpath(posixpath.join(self.root, folder, one)) for one in from_root for folder in self.served
        ]
        last = [posixpath.normpath(name.lstrip("/"))]
        return [one for one in dict.fromkeys((*beside, *rooted, *last)) if not one.startswith("..")]

    def _media_name(self, member: str) -> str:
        """The path of a file below the media folder: without the folders that a reader never saw."""
        inner = posixpath.relpath(member, self.root) if self.root else member
        return re.sub(r"^(?:src/content|content|src|static|public|source)/(?=.)", "", inner)


def _is_text(name: str) -> bool:
    ending = posixpath.splitext(name)[1].lower()
    return ending in MARKDOWN or reason_of(name) in ("a template", "data of a folder or a text")
