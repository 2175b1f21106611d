"""Files of a site as values: `Source` is the content of a file, `File` is one that is published."""

from __future__ import annotations

import msgspec

from tagarchive.reading.pictures.facts import PictureFacts, Size

CONFIG_FILE = "site.toml"
LEDGER_FILE = "published.txt"
VERDICTS_FILE = "originals.toml"


class Source(msgspec.Struct, frozen=True):
    """The content of a file of the site.

    Attributes:
        path: path of the file, relative to the site's folder
        data: bytes of the file
        digest: SHA-256 of the bytes, in hexadecimal

    """

    path: str
    data: bytes
    digest: str


class File(msgspec.Struct, frozen=True):
    """A file that is published as it is, or cleaned if it is a picture.

    Attributes:
        path: path of the file, relative to the folder of the site or theme
        digest: SHA-256 of its bytes, in hexadecimal
        length: number of bytes
        size: size of a picture; None for other files and broken pictures
        active: description of active content in a file under `content/`; empty if there is none
        picture: facts about a picture under `content/`; None for other files, and where pictures are left as they are

    """

    path: str
    digest: str
    length: int = 0
    size: Size | None = None
    active: str = ""
    picture: PictureFacts | None = None

    @property
    def key(self) -> str:
        """A text that is equal for files with equal content and path."""
        return f"{self.digest} {self.path}"
