"""Pictures that a page holds in itself, as `data:` addresses of programs that save a page in one file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_DATA = re.compile(r"data:([a-z]+)/([\w.+-]+)((?:;[\w=.-]+)*),([\w+/=%.~:@!$&*-]{24,})", re.IGNORECASE)
_ENDINGS = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
_VARIABLE = re.compile(r"""(--sf-img-\d+)\s*:\s*url\(\s*["']?(picture-\w+\.\w+)["']?\s*\)""")


class WithoutData(NamedTuple):
    """A page without the data in it.

    Attributes:
        html: the page, with the name of a picture in the place of its data
        pictures: the bytes of each picture by name
        dropped: kinds of data that are no picture of pixels, such as "image/svg+xml"

    """

    html: str
    pictures: Mapping[str, bytes]
    dropped: tuple[str, ...] = ()


def without_data(html: str) -> WithoutData:
    """A page with short names for the pictures in it. Other data, such as fonts, leave an empty address."""
    pictures: dict[str, bytes] = {}
    dropped: list[str] = []

    def name_of(match: re.Match[str]) -> str:
        kind, ending = match[1].lower(), _ENDINGS.get(match[2].lower(), "")
        data = _bytes(match[4], is_base64=match[3].lower().endswith(";base64"))
        if kind != "image" or not ending or not data:
            dropped.append(f"{kind}/{match[2].lower()}")
            return ""
        name = f"picture-{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        pictures[name] = data
        return name

    return WithoutData(_DATA.sub(name_of, html), pictures, tuple(dropped))


def shared_pictures(html: str) -> Mapping[str, str]:
    """The names of pictures that SingleFile keeps once for several places, by the CSS variable that names them."""
    return {match[1]: match[2] for match in _VARIABLE.finditer(html)}


def _bytes(written: str, *, is_base64: bool) -> bytes:
    data = unquote_to_bytes(written)
    if not is_base64:
        return data
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""
