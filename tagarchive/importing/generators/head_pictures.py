"""The picture at the head of an article, in the shapes in which front matter names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators.fields import plain
from tagarchive.importing.generators.front_matter import Fields, is_true, list_of, mapping_of, text_of
from tagarchive.importing.inputs.head_image import HeadImage, head_image
from tagarchive.importing.inputs.items import Noted, Remark
from tagarchive.importing.inputs.private_data import Data

PICTURE_KEYS = (
    "cover image heroImage hero_image hero featured_image featuredImage feature_image featureImage featuredimage "
    "cover_image coverImage banner header images thumbnail thumb previewimage preview_image img feature photo "
    "ogImage og_image socialImage social_image opengraph_image share_image thumbnailImage teaser"
).split()
"""Keys that name a picture, the more telling first."""

_SOURCES = "src path url image file filename name relative href feature overlay_image large og_image teaser".split()
_ALTS = "alt image_alt imageAlt altText alt_text image_description description".split()
_CAPTIONS = "caption image_caption imageCaption figcaption".split()
_CREDITS = "credit attribution attr by photographer source copyright".split()
_KNOWN = {*_SOURCES, *_ALTS, *_CAPTIONS, *_CREDITS} - {"teaser", "og_image", "overlay_image"}
_FILE = re.compile(r"[^\s<>]+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)(?:[?#]\S*)?", re.IGNORECASE)


class HeadPicture(NamedTuple):
    """A picture as front matter names it.

    Attributes:
        key: its key
        src: path or address
        alt: text alternative; None if none is written
        caption: caption
        credit: author or owner
        used: keys of the front matter that say all this

    """

    key: str
    src: str
    alt: str | None
    caption: str
    credit: str
    used: tuple[str, ...]


def head_picture(fields: Fields) -> HeadPicture | None:
    """The picture at the head: one with a text alternative before others, then the first."""
    pictures = list(_pictures(fields))
    return next((picture for picture in pictures if picture.alt), pictures[0] if pictures else None)


def _pictures(fields: Fields) -> Iterator[HeadPicture]:
    for key in PICTURE_KEYS:
        first = next(iter(list_of(fields.get(key))), "")
        inner = mapping_of(first)
        src = _source(inner) if inner else text_of(first).strip()
        if not src or not _is_picture(src, key) or is_true(src) is not None:
            continue
        names = [_beside(fields, key, words) for words in (_ALTS, _CAPTIONS, _CREDITS)]
        alt, caption, credit = (
            _within(inner, words) or plain(text_of(fields.get(name)))
            for words, name in zip((_ALTS, _CAPTIONS, _CREDITS), names, strict=True)
        )
        is_whole = len(list_of(fields.get(key))) == 1 and inner.keys() <= _KNOWN
        is_stated = bool(alt or names[0] or "alt" in inner)
        yield HeadPicture(
            key, src, alt if is_stated else None, caption, credit, (*([key] if is_whole else []), *filter(None, names))
        )


def _is_picture(src: str, key: str) -> bool:
    named = "image" in key.lower() or key in ("cover", "thumbnail", "banner")
    return bool(_FILE.fullmatch(src)) or (named and ("/" in src and not re.search(r"\s", src)))


def _source(inner: dict[str, Data]) -> str:
    for name in _SOURCES:
        value = inner.get(name)
        text = _source(value) if isinstance(value, dict) else text_of(value).strip()
        if text and (_FILE.fullmatch(text) or "/" in text):
            return text
    return ""


def _within(inner: dict[str, Data], names: list[str]) -> str:
    return next((plain(text_of(inner[name])) for name in names if text_of(inner.get(name))), "")


def _beside(fields: Fields, key: str, names: list[str]) -> str:
    """The key of a text beside that of the picture, such as `image_alt` or `heroAlt`; empty if there is none."""
    stem = re.sub(r"(?:_?image|s)$", "", key, flags=re.IGNORECASE)
    written = (
        f"{start}{middle}{name if middle else name[:1].upper() + name[1:]}"
        for name in names
        for start in dict.fromkeys((key, stem, "image"))
        for middle in ("_", "", "-")
        if start
    )
    return next((name for name in written if name in fields), "")


def image_of(picture: HeadPicture, title: str) -> HeadImage:
    """The value of `image`, and what stands in for an unknown text alternative."""
    return head_image(picture.src, picture.alt, picture.caption, picture.credit, title)


def further_pictures(fields: Fields, chosen: HeadPicture) -> tuple[Remark, ...]:
    """Remarks on pictures that are not at the head; their keys stay in `extra`."""
    others = [picture for picture in _pictures(fields) if picture.key != chosen.key and picture.src != chosen.src]
    return tuple(
        Noted(f"the picture {other.src} of {other.key} is in extra; {chosen.src} is at the head") for other in others
    )
