"""Languages as feeds write them."""

from __future__ import annotations

from tagarchive.reading.field_types import language


def language_tag(written: str) -> str:
    """A language tag in its usual case, such as `en-GB` (RFC 5646, 2.1.1); empty if the text is none."""
    first, *rest = written.strip().replace("_", "-").split("-")
    parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in rest]
    try:
        return language("-".join([first.lower(), *parts]))
    except ValueError:
        return ""
