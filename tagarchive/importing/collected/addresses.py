"""Addresses of originals as exports write them: in their plain form, without logins, and out of web archives."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from tagarchive.importing.inputs.items import Guessed, Noted, Remark

_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|fo|vn|md))/\d{4,14}(?:[a-z]{2}_)?/(?P<url>\S+)",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r'[\s<>"\\\x00-\x1f\x7f-\x9f]')
_BARE = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


class Original(NamedTuple):
    """The address of an original, that of an archived copy if the export names one, and what is to be reported.

    Attributes:
        url: web address; empty if there is none
        archive_url: web address of the copy; empty if there is none
        remarks: what was changed

    """

    url: str
    archive_url: str = ""
    remarks: tuple[Remark, ...] = ()


def original_of(written: str) -> Original:
    """The original that an address leads to, itself or as a copy in a web archive."""
    url, remarks = _plain(written)
    copy = _ARCHIVES.fullmatch(url)
    if not copy:
        return Original(url, "", remarks)
    inner = copy["url"] if re.match("https?:", copy["url"], re.IGNORECASE) else f"http://{copy['url']}"
    # Some programs write one slash of two.
    original, more = _plain(re.sub(r"^(https?):/{1,2}", r"\1://", inner, flags=re.IGNORECASE))
    if not original:
        return Original(url, "", remarks)
    why = "the address is that of an archived copy; the original is in it"
    return Original(original, url, (*remarks, *more, Guessed("source.url", original, why)))


def is_web(written: str) -> bool:
    """True if a text is a web address."""
    return bool(_parts(written.strip()))


def scheme_of(written: str) -> str:
    """The scheme of an address in lower case, such as `javascript`; empty if it has none."""
    match = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]{0,30}):", written)
    return match[1].lower() if match else ""


def _plain(written: str) -> tuple[str, tuple[Remark, ...]]:
    """A web address with its host in lower case, without a default port and a login; empty if it is none."""
    text = written.strip()
    remarks: list[Remark] = []
    if _BARE.fullmatch(text):
        text = f"https://{text}"
        remarks.append(Guessed("source.url", text, "the address has no scheme; https stands in"))
    text = _UNSAFE.sub(lambda found: quote(found[0]), text)
    parts = _parts(text)
    if parts is None:
        return "", ()
    if "@" in parts.netloc:
        remarks.append(Noted("a login in the address is left out"))
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port and parts.port != _PORTS[parts.scheme] else ""
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    return urlunsplit(parts._replace(netloc=netloc)), tuple(remarks)


def _parts(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return None
    return parts if is_whole else None
