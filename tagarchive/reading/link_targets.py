"""Targets of links in texts: a file of the site, an address of the site, an id in the same text, or a web URL."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Container
from urllib.parse import quote, unquote, urlsplit

from tagarchive.core.errors import Written
from tagarchive.reading.body import Target, ToHere, ToSite, ToSource
from tagarchive.reading.text_files import ENDINGS, is_text
from tagarchive.reading.wiki_links import ANYWHERE, key

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "geo"})
"""Schemes that a link may have; `javascript:` and `data:` are not among them."""

_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:?@!$&'()*+,;=~"
_PLAIN_PATH = r"(?:[A-Za-z0-9/._~=+,;:@-]|%[0-9A-Fa-f]{2})"

PLAIN_URL = rf"https?://[A-Za-z0-9][A-Za-z0-9.-]*+(?:/{_PLAIN_PATH}*+)?+(?:\?{_PLAIN_PATH}++)?+(?:\#{_PLAIN_PATH}++)?+"
"""An expression for web addresses that are valid as they are written, in HTML too. Most links have one."""
_PLAIN_URL = re.compile(PLAIN_URL)


def link_target(written: Written, path: str) -> Target | str | None:
    """The target of a link in the file at `path`: a target within the site, a valid web URL, or None if it is invalid.

    A link that starts with "/" is an address of this site. Any other link without a scheme is the path of a file,
    relative to the folder of the file at `path`. Both are decoded and in NFC, like the paths of files.
    """
    text = written.text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme or text.startswith("//"):
        return web_url(text)
    if not parts.path:
        return ToHere(unquote(parts.fragment), written) if parts.fragment else None
    suffix = _suffix(parts.query, parts.fragment)
    if parts.path.startswith("/"):
        return ToSite(_clean_path(_named(parts.path)), suffix, written)
    if parts.path.startswith(ANYWHERE):
        return ToSource(key(_named(parts.path)), suffix, written)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), _named(parts.path)))
    return ToSource(joined, suffix, written)


def named_path(path: str, known: Container[str]) -> str:
    """The known path that a link to a path means: itself, or that of a text which is written without its ending."""
    if path in known or is_text(path):
        return path
    texts = (f"{name}{ending}" for name in (path, f"{path}/index") for ending in ENDINGS)
    return next((text for text in texts if text in known), path)


def _named(path: str) -> str:
    return unicodedata.normalize("NFC", unquote(path))


def _clean_path(path: str) -> str:
    clean = "/" + posixpath.normpath(path).lstrip("/")  # Two slashes at the start would name another host.
    return f"{clean}/" if path.endswith("/") and clean != "/" else clean


def plain_url(text: str) -> str:
    """A web address that is valid as it is written; empty for any other text."""
    return text if _PLAIN_URL.fullmatch(text) else ""


def web_url(text: str) -> str | None:
    """A URL with illegal characters percent-encoded (RFC 3986); None if its scheme is not allowed or it has no host."""
    if plain_url(text):
        return text
    try:
        parts = urlsplit(text if not text.startswith("//") else f"https:{text}")
        if parts.scheme not in SCHEMES or (parts.scheme in ("http", "https") and not parts.hostname):
            return None
    except ValueError:
        return None
    netloc = quote(parts.netloc, safe="%:@[]" + "".join(c for c in parts.netloc if not c.isascii()))
    clean = parts._replace(
        netloc=netloc, path=_encoded(parts.path), query=_encoded(parts.query), fragment=_encoded(parts.fragment)
    )
    return clean.geturl()


def _encoded(text: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=_SAFE)


def _suffix(query: str, fragment: str) -> str:
    return (f"?{_encoded(query)}" if query else "") + (f"#{_encoded(fragment)}" if fragment else "")
