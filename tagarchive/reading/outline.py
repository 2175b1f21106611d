"""The outline of a text: its headings, ids, links and length, which the rest of the site needs without the text."""

from __future__ import annotations

from math import ceil

import msgspec

from tagarchive.core.digests import digest
from tagarchive.reading.body import Body, Target


class Heading(msgspec.Struct, frozen=True):
    """A heading, as the table of contents shows it.

    Attributes:
        level: level, from 2 to 6
        id: id of the heading
        text: plain text of the heading

    """

    level: int
    id: str
    text: str


WORDS_A_MINUTE = 230
"""Average reading speed, in words per minute (Brysbaert 2019, 190 studies: 238 for non-fiction)."""


class RemoteMedia(msgspec.Struct, frozen=True):
    """An audio or video file on another host, with its media type if the text gives one; otherwise empty."""

    url: str
    media_type: str


class Outline(msgspec.Struct, frozen=True):
    """The properties of a body that the rest of the site needs.

    Attributes:
        digest: digest of the body
        headings: headings, in order
        ids: ids, sorted
        targets: links within the site, in the order of the pieces that contain them
        words: number of words
        media: audio and video files on other hosts

    """

    digest: str = ""
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    words: int = 0
    media: tuple[RemoteMedia, ...] = ()

    @property
    def minutes(self) -> int:
        """The reading time in minutes, rounded up."""
        return ceil(self.words / WORDS_A_MINUTE)


NO_TEXT = Outline(digest(Body()))
"""The outline of an empty text."""
