"""`podcast:` of a tag: its articles as the episodes of a podcast."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tagarchive.core.errors import ExpectedError
from tagarchive.reading.body import Target
from tagarchive.reading.podcast_categories import Email, PodcastCategory
from tagarchive.reading.text_types import ONE_OR_MORE, Line, WrittenExactly

OneOrMoreCategories = Annotated[tuple[PodcastCategory, ...], ONE_OR_MORE]


class PodcastFields(msgspec.Struct, frozen=True, kw_only=True):
    """`podcast:` of a tag: its articles with a sound or a film are episodes, and its RSS feed is that of a podcast."""

    category: OneOrMoreCategories
    """Category of Apple Podcasts, such as `News` or `Daily News`, or a list of several, the main one first."""
    image: WrittenExactly
    """Cover: a path from the tag's folder, an address of this site, or a whole URL. Directories of podcasts take a
    square JPEG or PNG of 1400 to 3000 pixels."""
    author: Line = Line("")
    """Name of who makes it; default: the title of the site."""
    email: Email = Email("")
    """E-mail address by which directories verify its owner. Everyone can read it in the feed."""
    explicit: bool = False
    """States that its language is strong."""
    type: Literal["episodic", "serial"] = "episodic"
    """Order of episodes: `episodic` if each stands alone, `serial` if they are heard from the first on."""

    def __post_init__(self) -> None:
        if not self.category:
            raise ExpectedError("at least one category", "write category: News")


class Podcast(msgspec.Struct, frozen=True, kw_only=True):
    """The podcast of a tag. Fields not listed here are documented in `PodcastFields`.

    Attributes:
        image: target within the site, or a URL of another host

    """

    category: tuple[PodcastCategory, ...]
    image: Target | str
    author: str = ""
    email: str = ""
    explicit: bool = False
    type: Literal["episodic", "serial"] = "episodic"
