"""The originals of a site that are no longer there, as its `originals.toml` says."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from tagarchive.build.context import BuildContext
from tagarchive.core.digests import digest_of_text
from tagarchive.core.text import decode
from tagarchive.reading.disk import read
from tagarchive.reading.files import VERDICTS_FILE, File
from tagarchive.reading.verdict_file import dead_in, read_verdicts


class KnownDead(msgspec.Struct, frozen=True):
    """The dead originals that an earlier build read.

    Attributes:
        key: digest of the file and the engine
        urls: addresses of the originals

    """

    key: str
    urls: tuple[str, ...]


def dead_originals(verdicts: File, context: BuildContext) -> Collection[str]:
    """The addresses of dead originals in the file of verdicts, from the store if it is unchanged.

    Raises `SiteError` with every fault of the file.
    """
    key = digest_of_text(f"{context.engine.whole} {verdicts.digest}")
    known = context.store.fact("dead originals", KnownDead)
    if known is None or known.key != key:
        known = KnownDead(key, tuple(sorted(dead_originals_at(context.root))))
        context.store.keep("dead originals", known)
    return frozenset(known.urls)


def dead_originals_at(root: Path) -> Collection[str]:
    """The addresses of dead originals of the site in a folder. Raises `SiteError` with every fault of the verdicts."""
    if not (root / VERDICTS_FILE).is_file():
        return frozenset()
    return dead_in(read_verdicts(decode(read(root, VERDICTS_FILE).data, VERDICTS_FILE)[0]))
