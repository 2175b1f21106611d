"""Links to pages elsewhere, as front matter lists them."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from tagarchive.reading.text_types import Line, WebUrl


class WebLink(msgspec.Struct, frozen=True, kw_only=True):
    """An item of `links:`, a page about the source or author elsewhere. A text alone is its `url`."""

    shorthand: ClassVar[Any] = "url"

    url: WebUrl
    """URL of the page."""
    title: Line = Line("")
    """Text of the link; default: the host of the URL."""
