"""The gravity of notices: which come first in a summary, and which no summary leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ALL = "*"
"""The word for all codes in a list of codes."""

GRAVE: Sequence[str] = ("no-base-url", "active-file", "hidden-file", "foreign-file", "stale-file")
"""Codes of notices that no summary shortens or leaves out, the gravest first.

The site does not work where it is published, or something may be published that nobody means to publish.
"""

_LOST: Sequence[str] = (
    "missing-file",
    "broken-link",
    "broken-fragment",
    "dropped-html",
    "embed-not-allowed",
    "script-embed",
    "remote-poster",
    "bad-embed",
    "bad-link",
    "bad-formula",
    "slow-text",
    "illegal-character",
    "recased-address",
    "cut-day",
    "refused-link",
    "special-file",
    "bad-name",
    "untrusted-file",
    "future-date",
)
"""Codes of notices about what readers do not get, the gravest first."""

_RANKS: Mapping[str, int] = {code: rank for rank, code in enumerate((*GRAVE, *_LOST))}


def in_order(code: str) -> tuple[int, str]:
    """The place of a code in a summary: grave ones, then what readers lose, then all others by name."""
    return _RANKS.get(code, len(_RANKS)), code
