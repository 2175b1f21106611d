"""Originals: which web addresses lead to one and the same page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_.*|(?:fb|g|y|ms|dc|tw|tt)clid|gclsrc|gbraid|wbraid|mc_[ce]id|mkt_tok|igshid|_hs(?:enc|mi)|vero_(?:id|conv)|"
    r"oly_(?:anon|enc)_id|s_cid|cmpid|icid|ncid|ref_?src|cx_\w+|wt_?mc\w*|at_(?:medium|campaign|custom\d)|__twitter_impression|"
    r"amp_(?:js_v|gsa|tf)|usqp|"
    r"ref|mod|smid|smtyp|partner|rss|source|share|feature",
    re.IGNORECASE,
)
"""Parameters that say how a reader came to a page, not which page it is."""

_RISKY = re.compile(r"ref|mod|smid|smtyp|partner|rss|source|share|feature", re.IGNORECASE)
"""Parameters that some sites also use for content; they stay in addresses that are written, and count for none here."""

_PORTS = {"http": 80, "https": 443}

_VIEWER = re.compile(r"/(?:[a-z]/)?(?:s/)?(?P<address>[^/]+\.[^/]+(?:/.*)?)")
"""The path of an address below a viewer of AMP pages: `/c/s/HOST/PATH`, in which the letters say how it is fetched."""

_AMP_PARTS = {"amp", "amphtml"}
_AMP_FILE = re.compile(r"\.amp(?=\.html?$|$)")
_AMP_SWITCHES = {"amp", "_amp", "isamp"}
_AMP_VALUES = {"", "1", "true", "yes"}
_AMP_FORMATS = {"output", "outputtype", "view", "format"}
"""Parameters that ask for the AMP page if their value is `amp`."""


def original_key(url: str) -> str:
    """A text that is equal for addresses of one original.

    The scheme, `www.`, the default port, tracking parameters, the fragment, the case of the host and a slash at the end
    make no difference, nor does what asks for the AMP page of an article. Empty if the text is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    viewed = _viewed(host, parts)
    if viewed:
        return original_key(viewed)
    pairs = ((key.removeprefix("amp;"), value) for key, value in _pairs(parts.query))
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0]) and not _asks_for_amp(*pair)))
    shown = f":{port}" if port and port != _PORTS[parts.scheme] else ""
    path = _without_amp(unquote(parts.path).rstrip("/"))
    return f"{_own_host(host)}{shown}{path}{f'?{query}' if query else ''}"


def _viewed(host: str, parts: SplitResult) -> str:
    """The address of the page that a viewer of AMP pages shows; empty if the address is not one of a viewer."""
    path = parts.path if host.endswith(".cdn.ampproject.org") else ""
    if host.removeprefix("www.") == "google.com" and parts.path.startswith("/amp/"):
        path = parts.path.removeprefix("/amp")
    match = _VIEWER.fullmatch(path)
    return f"https://{match['address']}{f'?{parts.query}' if parts.query else ''}" if match else ""


def _own_host(host: str) -> str:
    """The host without `www.` or `amp.`, unless only one part is left."""
    own = host.removeprefix("www.").removeprefix("amp.")
    return own if "." in own else host.removeprefix("www.")


def _without_amp(path: str) -> str:
    """The path without the parts that ask for an AMP page, if an article's path is left.

    That has two parts, or one with a hyphen or a digit: `/guitars/amp` may be about an amplifier.
    """
    kept = [part for part in path.split("/") if part.lower() not in _AMP_PARTS]
    last = kept[-1]
    is_article = len(kept) > 2 or "-" in last or any(map(str.isdigit, last))
    return _AMP_FILE.sub("", "/".join(kept) if is_article else path)


def _asks_for_amp(name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    return (name in _AMP_SWITCHES and value in _AMP_VALUES) or (name in _AMP_FORMATS and value in _AMP_PARTS)


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


def is_page_of(canonical: str, url: str) -> bool:
    """True if the address that a page names as its own may be that of the page at `url`.

    Both have one host, apart from parts such as `m.`, and it is not the home page of the site for a page below it.
    """
    own, found = original_key(canonical), original_key(url)
    if not own or not found:
        return False
    hosts = {_MOBILE.sub("", key.partition("/")[0]) for key in (own, found)}
    return len(hosts) == 1 and not ("/" in found and own == own.partition("/")[0])


_MOBILE = re.compile(r"^(?:m|mobile|mobil|wap|touch|lite|text|edition)\.(?=[^.]+\.)")
"""The part of a host that has the same pages for other devices or regions."""


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)
