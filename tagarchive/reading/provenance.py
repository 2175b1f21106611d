"""Provenance: where a clipping comes from, what of it may be shown, and that it was withdrawn."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, NewType

import msgspec

from tagarchive.core.dates import Moment
from tagarchive.reading.text_types import Line, WebUrl

Republish = Literal["full", "excerpt", "link"]
"""Part of an article that may be shown: all of it, only the summary that its author wrote, or only the headline."""

CanonicalPage = Literal["self", "original"]
"""Page that search engines should list for a clipping: its page in this archive, or the original."""

Sha256 = NewType("Sha256", str)


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


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """`withdrawn:` of an article: its page says so and shows nothing else of it."""

    date: Moment
    """Date of the withdrawal."""
    reason: Line = Line("")
    """Reason, as readers may see it."""
    by: Line = Line("")
    """Person or organisation that asked for it or decided it, as readers may see it."""
