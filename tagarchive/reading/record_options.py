"""`[record]` of `site.toml` as a value."""

from __future__ import annotations

import msgspec


class RecordOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[record]`: the record of published addresses, `published.txt`."""

    automatic: bool = False
    """Each build that publishes the site for readers adds its new addresses to the record, as `tagarchive record` does.
    It needs a `base_url`. Builds with `--drafts`, `--future` or `--untrusted` add nothing."""
