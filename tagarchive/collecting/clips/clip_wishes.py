"""Wishes of a desk for its clippings."""

from __future__ import annotations

from typing import NamedTuple


class ClipWishes(NamedTuple):
    """The wishes of a desk for its clippings.

    Attributes:
        is_draft: True for drafts, False for articles; None for drafts where a value that is needed is a guess
        retrieved: moment at which the pages were fetched or saved, in place of what is known of that; may be empty
        keeps: True if what was fetched is kept
        takes_media: True if the picture at the head is downloaded
        is_bodiless: True if the text is left out
        title: headline in place of that of the page; empty for that

    """

    is_draft: bool | None = None
    retrieved: str = ""
    keeps: bool = False
    takes_media: bool = False
    is_bodiless: bool = False
    title: str = ""
