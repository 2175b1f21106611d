"""Players of films on other hosts, as HTML that the site shows after a click."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtube-nocookie.com"}
)
_VIMEO = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_ID = re.compile(r"[\w-]{3,64}")


def youtube(film: str, title: str = "") -> str:
    """A player of the film with this id on YouTube."""
    return _frame(f"https://www.youtube-nocookie.com/embed/{film}", title)


def vimeo(film: str, title: str = "") -> str:
    """A player of the film with this id on Vimeo."""
    return _frame(f"https://player.vimeo.com/video/{film}", title)


def player_of(url: str, title: str = "") -> str:
    """A player of the film at an address; empty for other addresses."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host, segments = (parts.hostname or "").lower(), [part for part in parts.path.split("/") if part]
    if host == "youtu.be" and segments and _ID.fullmatch(segments[0]):
        return youtube(segments[0], title)
    if host in _YOUTUBE:
        named = parse_qs(parts.query).get("v", segments[1:2] if segments[:1] in (["embed"], ["shorts"], ["v"]) else [])
        return youtube(named[0], title) if named and _ID.fullmatch(named[0]) else ""
    if host in _VIMEO:
        numbers = [segment for segment in segments if segment.isdecimal()]
        return vimeo(numbers[0], title) if numbers else ""
    return ""


def _frame(address: str, title: str) -> str:
    named = f' title="{escape(title)}"' if title else ""
    return f'<iframe src="{escape(address)}"{named}></iframe>'
