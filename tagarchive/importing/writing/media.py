"""Files that come along with texts: their places below the media folder."""

from __future__ import annotations

import hashlib
import posixpath
import re

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.items import Lost, Media, Missing
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.reading.attachments import active_in
from tagarchive.reading.hidden_files import hides

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\#%]+")


class MediaFolder:
    """The files of one import below `content/…/media/`."""

    def __init__(self, folder: str, writer: FileWriter) -> None:
        self._folder = posixpath.join("content", folder.strip("/"), "media")
        self._writer = writer
        self._paths: dict[Media, str] = {}
        self._taken: dict[str, Media] = {}

    def path_of(self, media: Media | Missing) -> str:
        """The path of a file in the site, the same for each call. One that is missing can be put there later."""
        if isinstance(media, Missing):
            return f"{self._folder}/{_safe(media.name)}"
        if media not in self._paths:
            path = f"{self._folder}/{_safe(media.name)}"
            if self._is_taken(path, media):
                stem, ending = posixpath.splitext(path)
                path = f"{stem}-{_digest(_bytes(media))}{ending}"
            self._paths[media] = path
            self._taken[path.casefold()] = media
        return self._paths[media]

    def _is_taken(self, path: str, media: Media) -> bool:
        """True if a file of the site or of this import with other bytes has the path."""
        other = self._taken.get(path.casefold())
        if other is not None:
            return _bytes(other) != _bytes(media)
        return self._writer.exists(path) and self._writer.data(path) != _bytes(media)

    def copied(self, media: Media) -> tuple[str, Lost | None]:
        """Copies a file. Returns its path if it is new, and what is lost if it can't be taken along."""
        path = self.path_of(media)
        try:
            data = _bytes(media)
        except SiteError as error:
            return "", Lost("file", f"{shortened(media.name)}: {error.problems[0].message}")
        active = active_in(path, data)
        if active:
            return "", Lost("file", f"{shortened(media.name)} is left out, since it holds {active}")
        if self._writer.exists(path):
            return "", None
        self._writer.write(path, data)
        return path, None


def _bytes(media: Media) -> bytes:
    return media.files.data(media.member) if media.files else media.data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _safe(name: str) -> str:
    """A relative path that every system can hold, without hidden parts and without `..`."""
    parts = [_UNSAFE.sub("-", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    named = [f"_{part}" if hides(part) else part for part in parts if part not in ("", "..")]
    return "/".join(part.encode()[-200:].decode(errors="ignore") for part in named) or "file"
