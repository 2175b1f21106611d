"""Provenance: where a clipping comes from, what of it may be shown, and that it was withdrawn."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Literal, NewType

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.core.errors import ExpectedError
from tagarchive.reading.text_types import Line, WebUrl

Republish = Literal["full", "excerpt", "link"]
"""Part of an article that may be shown: all of it, only the summary that its author wrote, or only the headline."""

Access = Literal["free", "subscription"]
"""Readers whom the publisher lets read the original: everyone, or subscribers."""

CanonicalPage = Literal["self", "original"]
"""Page that search engines should list for a clipping: its page in this archive, or the original."""

Sha256 = NewType("Sha256", str)

ORIGINALS = "originals"
"""Folder of the site for copies of originals. Nothing in it is published."""

KeptFile = NewType("KeptFile", str)
"""Path of a file in `originals/`, relative to the folder of the site."""


A_SHA256 = "a SHA-256 as 64 hexadecimal digits"
A_KEPT_FILE = "a path in originals/, such as originals/2026/page.warc.gz"


def sha256(text: str) -> Sha256:
    digits = text.strip().lower().removeprefix("sha256:").removeprefix("sha256-")
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise ValueError(A_SHA256)
    return Sha256(digits)


def kept_file(text: str) -> KeptFile:
    path = unicodedata.normalize("NFC", text)
    folder, *names = path.split("/")
    if folder != ORIGINALS or not names or {"", ".", ".."} & {*names} or re.search(r"[\x00-\x1f\x7f-\x9f\\]", path):
        raise ValueError(A_KEPT_FILE)
    return KeptFile(path)


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """`source:` of an article: the origin of a clipping. A text alone is its `name`."""

    shorthand: ClassVar[Any] = "name"

    name: Line
    """Name of the publisher, such as `Reuters`. Articles with the same name share the archive of a source. If a file in
    `content/sources/` has this name, or has it under `also`, the article takes from there what it does not say."""
    url: WebUrl | None = None
    """URL of the original, shown as “Read the original article”."""
    feed: WebUrl | None = None
    """URL of the publisher's own feed, which the RSS feeds name as the source of the entry."""
    authors: tuple[Line, ...] = ()
    """Authors of the original."""
    published: Moment | None = None
    """Date on which the original was published."""
    retrieved: Moment | None = None
    """Date on which it was clipped."""
    archive_url: WebUrl | None = None
    """URL of an archived copy, in case the original disappears."""
    access: Access | None = None
    """Readers whom the publisher lets read the original: `subscription` if only subscribers are, as the page then says
    before the link to it, or `free`."""
    sha256: Sha256 | None = None
    """SHA-256 of the file that was clipped, as 64 hexadecimal digits, so that anyone can check a copy of it."""
    via: Line = Line("")
    """Way in which it was obtained, such as `saved page` or `press office, by e-mail`."""
    republish: Republish | None = None
    """Part that may be shown: all of it (`full`), only the summary that you wrote (`excerpt`), or only the headline
    (`link`). Default: `republish` of the source's file, else `full`. The rest of the text, pictures, `key_points`,
    `dateline`, `credits` and `films` are removed before any page, feed or export is made."""
    canonical: CanonicalPage | None = None
    """Page that search engines should list: the `original`, or the article's own page (`self`). Default: `canonical` of
    the source's file, else `self`."""
    noindex: bool | None = None
    """Asks search engines not to list the article's page. Default: `noindex` of the source's file, else `false`."""


class CopyOf(msgspec.Struct, frozen=True, kw_only=True):
    """An item of `copies:`, a copy of the original: a web address, or a file that is kept."""

    url: WebUrl | None = None
    """URL of a copy that others keep, such as one at a web archive."""
    file: KeptFile | None = None
    """Path of a file in `originals/`. It is never published; readers see its kind, date and SHA-256."""
    kind: Line = Line("")
    """Kind of copy, such as `warc`, `pdf` or `screenshot`."""
    made: Moment | None = None
    """Date on which the copy was made."""
    sha256: Sha256 | None = None
    """SHA-256 of the file, or of what the URL gave, as 64 hexadecimal digits."""

    def __post_init__(self) -> None:
        if (self.url is None) == (self.file is None):
            raise ExpectedError("either a url or a file in it", "write each copy as an item of its own")


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """`withdrawn:` of an article: its page says so and shows nothing else of it."""

    date: Moment
    """Date of the withdrawal."""
    reason: Line = Line("")
    """Reason, as readers may see it."""
    by: Line = Line("")
    """Person or organisation that asked for it or decided it, as readers may see it."""
