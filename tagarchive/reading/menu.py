"""Links of the menu in `site.toml`."""

from __future__ import annotations

import msgspec

from tagarchive.reading.field_types import MenuAddress
from tagarchive.reading.text_types import Line


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """`[[menu]]`: a link in the menu at the top of every page."""

    title: Line
    """Text of the link."""
    address: MenuAddress
    """Target of the link: an address of this site that starts with `/`, or a whole URL."""
