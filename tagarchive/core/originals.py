"""Originals: which web addresses lead to one and the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_.*|(?:fb|g|y|ms|dc|tw|tt)clid|gclsrc|gbraid|wbraid|mc_[ce]id|mkt_tok|igshid|_hs(?:enc|mi)|vero_(?:id|conv)|"
    r"oly_(?:anon|enc)_id|s_cid|cmpid|icid|ncid|ref_?src|cx_\w+|wt_?mc\w*|at_(?:medium|campaign|custom\d)|__twitter_impression|"
    r"ref|mod|smid|smtyp|partner|rss|source|share|feature",
    re.IGNORECASE,
)
"""Parameters that say how a reader came to a page, not which page it is."""

_RISKY = re.compile(r"ref|mod|smid|smtyp|partner|rss|source|share|feature", re.IGNORECASE)
"""Parameters that some sites also use for content; they stay in addresses that are written, and count for none here."""

_PORTS = {"http": 80, "https": 443}


def original_key(url: str) -> str:
    """A text that is equal for addresses of one original.

    The scheme, `www.`, the default port, tracking parameters, the fragment, the case of the host and a slash at the end
    make no difference. Empty if the text is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    query = urlencode(sorted((key, value) for key, value in _pairs(parts.query) if not _TRACKING.fullmatch(key)))
    shown = f":{port}" if port and port != _PORTS[parts.scheme] else ""
    path = unquote(parts.path).rstrip("/")
    return f"{host.removeprefix('www.')}{shown}{path}{f'?{query}' if query else ''}"


def without_tracking(url: str) -> str:
    """The address without parameters that are certainly for tracking, and without a fragment that tracks."""
    parts = urlsplit(url.strip())
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and (not _TRACKING.fullmatch(pair.partition("=")[0]) or _RISKY.fullmatch(pair.partition("=")[0]))
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def doubtful_parameters(url: str) -> tuple[str, ...]:
    """The names of the parameters that are for tracking on some sites and for content on others."""
    return tuple(dict.fromkeys(name for name, _ in _pairs(urlsplit(url.strip()).query) if _RISKY.fullmatch(name)))


def host_of(url: str) -> str:
    """The host of a web address without `www.`; empty if there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
