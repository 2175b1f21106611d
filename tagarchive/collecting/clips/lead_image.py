"""The picture at the head of a clipping, downloaded with limits."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urljoin, urlsplit

from tagarchive.core.errors import SiteError
from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.fetching import Fetcher
from tagarchive.importing.inputs.items import Item, Media, Missing, Noted

_WORDLESS = re.compile(r"[\W_]+")

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
}
"""Ending of the name of a picture by its media type. Drawings, which may hold scripts, are not downloaded."""


def with_lead_image(item: Item, fetcher: Fetcher) -> Item:
    """The item with the picture at its head as a file that comes along, or with the reason why it can't be one."""
    image = item.matter.get("image")
    src = str(image.get("src", "")) if isinstance(image, dict) else ""
    url = urljoin(item.base, src)
    if not src or isinstance(item.find(src), Media) or not url.startswith(("http://", "https://")):
        return item
    try:
        found = fetcher.fetched(url)
    except SiteError as error:
        reason = error.problems[0].message
        return item._replace(remarks=(*item.remarks, Noted(f"the picture {url} stays where it is: {reason}")))
    kind = found.content_type.partition(";")[0].strip().lower()
    if kind not in _ENDINGS:
        reason = f"found {kind[:50] or 'content without a type'}, expected a picture"
        return item._replace(remarks=(*item.remarks, Noted(f"the picture {url} stays where it is: {reason}")))
    media, before = Media(_name(found.url, _ENDINGS[kind]), data=found.content), item.find

    def find(reference: str) -> Media | Missing | None:
        return media if reference == src else before(reference)

    return item._replace(find=find)


def _name(url: str, ending: str) -> str:
    """The name of the file of a picture, made of its address."""
    stem = posixpath.splitext(posixpath.basename(unquote(urlsplit(url).path)))[0]
    return f"{slugify(_WORDLESS.sub(' ', stem))[:80] or 'picture'}{ending}"
