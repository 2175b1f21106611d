"""`[originals]` of `site.toml` as a value."""

from __future__ import annotations

import msgspec

from tagarchive.reading.text_types import WebUrl


class OriginalOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[originals]`: the service that `tagarchive originals --archive` asks for archived copies (Memento, RFC 7089)."""

    timegate: WebUrl = WebUrl("")
    """URL of a TimeGate, such as `https://web.archive.org/web/`. The address of an original is put behind it. Without
    one nobody is asked."""
    timemap: WebUrl = WebUrl("")
    """URL of TimeMaps in the link format, such as `https://web.archive.org/web/timemap/link/`, which are asked if there
    is no TimeGate, or if it has no copy."""
