"""`[search]` of `site.toml` as a value."""

from __future__ import annotations

from typing import Literal

import msgspec


class SearchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[search]`: the search page, the box at the top of every page, and the index behind them."""

    engine: Literal["pagefind", "none"] = "none"
    """Program that makes the index of all articles. `pagefind`: each build makes it, and readers search in their
    browsers; it needs `pip install 'tagarchive[search]'`. `none`: the site has no search."""

    @property
    def is_on(self) -> bool:
        return self.engine != "none"
