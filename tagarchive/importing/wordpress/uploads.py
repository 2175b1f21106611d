"""Uploaded files that come along: which file a reference means, and where it lies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from tagarchive.core.originals import host_of
from tagarchive.importing.inputs.files import Files, is_inner
from tagarchive.importing.inputs.items import Media, Missing
from tagarchive.importing.wordpress.addresses import path_of
from tagarchive.importing.wordpress.attachments import Attachments
from tagarchive.importing.wordpress.records import number_of

_PROXY = re.compile(r"i\d\.wp\.com")
"""Hosts of WordPress.com that serve pictures of other hosts."""

_UPLOADS = re.compile(r"^(?:.*?/)?(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files(?=/\d{4}/\d\d/))/(?P<file>.+)$")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{1,5}$)")
_EDITED = re.compile(r"(?:-scaled|-rotated|-e\d{9,14})(?=\.\w{1,5}$)")


class Place(NamedTuple):
    """A place at which uploaded files may lie.

    Attributes:
        files: the files
        folder: folder in them, with `/` at the end, or empty

    """

    files: Files
    folder: str = ""


class Uploads:
    """The uploaded files of a blog."""

    def __init__(self, attachments: Attachments, hosts: frozenset[str], places: tuple[Place, ...]) -> None:
        self._attachments = attachments
        self._hosts = hosts
        self._places = places

    def find(self, reference: str, base: str) -> Media | Missing | None:
        """The file that a reference means in a text whose old address is `base`; None if it means no uploaded file."""
        try:
            url = urljoin(base, reference.strip())
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https"):
            return None
        file = self.file_of(url) or self._of_page(url, parts.query)
        if not file:
            return None
        if not is_inner(file) or "\0" in file:
            return Missing(reference)
        original = self._original(file)
        return self._media(file) or Missing(original if self._is_uploaded(original) else file)

    def file_of(self, url: str) -> str:
        """The path of an uploaded file below the folder of uploads; empty if the address is of something else."""
        host, path = host_of(url), path_of(url)
        if _PROXY.fullmatch(host):
            host, _, path = path.lstrip("/").partition("/")
            host, path = host.lower().removeprefix("www."), f"/{path}"
        if host.endswith(".files.wordpress.com"):
            return path.lstrip("/")
        if host not in self._hosts:
            return ""
        for base in sorted(self._attachments.bases, key=len, reverse=True):
            if path.startswith(base) and len(path) > len(base):
                return path.removeprefix(base)
        uploaded = _UPLOADS.match(path)
        if uploaded:
            return uploaded["file"]
        return path.lstrip("/") if self._attachments.is_original(path) else ""

    def is_same_picture(self, one: str, other: str) -> bool:
        """True if two addresses are of one picture, perhaps in two sizes."""
        first, second = self.file_of(one), self.file_of(other)
        return bool(first) and _bare(first) == _bare(second)

    def _of_page(self, url: str, query: str) -> str:
        """The file whose own page has this address; empty if none."""
        if host_of(url) not in self._hosts:
            return ""
        number = parse_qs(query).get("attachment_id", [""])[0] if query else ""
        found = self._attachments.get(number_of(number)) or self._attachments.of_page(path_of(url))
        return self.file_of(found.url) if found else ""

    def _original(self, file: str) -> str:
        """The name of the file that was uploaded, without the size that an address asks for."""
        return file if self._is_uploaded(file) else _SIZE.sub("", file)

    def _is_uploaded(self, file: str) -> bool:
        """True if the export names a file as one that was uploaded."""
        bases = ("/wp-content/uploads/", *self._attachments.bases, "/")
        return any(self._attachments.is_original(f"{base}{file}") for base in bases)

    def _media(self, file: str) -> Media | None:
        original = self._original(file)
        stem, ending = posixpath.splitext(original)
        names = dict.fromkeys((original, _EDITED.sub("", original), f"{stem}-scaled{ending}", file))
        for name in names:
            for place in self._places:
                for tail in _tails(name):
                    if place.files.has(f"{place.folder}{tail}"):
                        return Media(name, place.files, f"{place.folder}{tail}")
        return None


def _bare(file: str) -> str:
    return _EDITED.sub("", _SIZE.sub("", file))


def _tails(file: str) -> Iterator[str]:
    """The paths at which an uploaded file may lie, the whole one first."""
    yield from (f"wp-content/uploads/{file}", f"uploads/{file}", file)
    parts = file.split("/")
    if parts[0] == "sites" and len(parts) > 2:
        yield from ("/".join(parts[2:]), f"uploads/{'/'.join(parts[2:])}")
    yield from ("/".join(parts[at:]) for at in range(1, len(parts)))
