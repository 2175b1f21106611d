"""Parts of the recipe of a feed document: the metadata of its channel, its format and its place."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.archive.model import PlacedDocument
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.reading.documents import TagText

_PODCASTS = "rss"
"""The format that directories of podcasts read."""


class About(NamedTuple):
    """Metadata of a channel.

    Attributes:
        page: address of the channel's page
        title: title of the feed
        description: description of the feed
        podcast: text of the tag if it is a podcast

    """

    page: Address
    title: str
    description: str
    podcast: PlacedDocument[TagText] | None = None

    @property
    def key(self) -> str:
        return joined(*self[:3], self.podcast.key if self.podcast else "")

    def of(self, format_: str) -> About:
        """The metadata that feeds of one format have."""
        return self if format_ == _PODCASTS or not self.podcast else self._replace(podcast=None)


class FeedDocument(NamedTuple):
    """The format and archive position of a feed document.

    Attributes:
        format: `rss`, `atom` or `json`
        number: number in the archive, from 1 for the oldest; 0 for the subscription document
        previous: number of the next older archive document; 0 if there is none

    """

    format: str
    number: int
    previous: int

    @property
    def key(self) -> str:
        return f"{self.format} {self.number} {self.previous}"
