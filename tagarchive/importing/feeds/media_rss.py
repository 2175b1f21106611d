"""Pictures, sounds and films of an entry: enclosures, Media RSS (rssboard.org/media-rss) and those of podcasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tagarchive.importing.feeds.elements import Elements, elements_of, whole
from tagarchive.importing.feeds.entries import Enclosure, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.feeds.text_constructs import text_of
from tagarchive.importing.feeds.titles import plain_line
from tagarchive.importing.inputs.texts import line_of_html

_AVATAR = re.compile(r"//(?:\w+\.)?gravatar\.com/avatar/")


class EntryMedia(NamedTuple):
    """The files of an entry.

    Attributes:
        pictures: pictures, those that are more than a preview first
        enclosures: other files

    """

    pictures: tuple[Picture, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


def media_of(entry: Elements, base: str) -> EntryMedia:
    """The files of an entry."""
    contents = [found for group in _groups(entry) for found in _contents(group, base)]
    files = [*_enclosures(entry, base), *contents]
    pictures = [picture for file, picture in files if picture and file.media_type.startswith("image/")]
    previews = [Picture(url) for url in _previews(entry, base)] if not pictures else []
    return EntryMedia(
        _distinct([one for one in (*pictures, *previews) if not _AVATAR.search(one.url)]),
        tuple({file.url: file for file, _ in reversed(files) if not file.media_type.startswith("image/")}.values())[
            ::-1
        ],
    )


def description_of(entry: Elements) -> str:
    """The description of the films of an entry that has no text of its own, as of YouTube."""
    return next((text for group in _groups(entry) if (text := group.text("media:description"))), "")


def _enclosures(entry: Elements, base: str) -> Iterator[tuple[Enclosure, Picture | None]]:
    for element in entry.of("enclosure"):
        url = whole(base, element.get("url") or element.get("href") or text_of(element))
        if url:
            kind = media_type_of(url, element.get("type") or "")
            yield Enclosure(url, kind), Picture(url)


def _groups(entry: Elements) -> list[Elements]:
    """The entry itself and its groups of files; the files of a group are forms of one thing."""
    return [entry, *map(elements_of, entry.of("media:group"))]


def _contents(group: Elements, base: str) -> Iterator[tuple[Enclosure, Picture | None]]:
    elements = group.of("media:content")
    is_group = not any(name in ("title", "link", "guid") for name, _ in group.pairs)
    best = [max(elements, key=_size)] if is_group and elements else elements
    for element in best:
        url = whole(base, element.get("url") or "")
        if not url:
            continue
        inner = elements_of(element)
        kind = media_type_of(url, element.get("type") or "", element.get("medium") or "")
        title = _line(inner, "media:title") or (_line(group, "media:title") if len(best) == 1 else "")
        yield Enclosure(url, kind, title), _picture(url, inner, group, title, is_alone=len(best) == 1)


def _picture(url: str, inner: Elements, group: Elements, title: str, *, is_alone: bool) -> Picture:
    outer = group if is_alone else Elements(())
    captions = (_line(inner, "media:description"), _line(outer, "media:description"))
    credits_ = [*_credits(inner)] or [*_credits(outer)]
    alt = title or _line(inner, "media:text")
    return Picture(url, alt or None, next(filter(None, captions), ""), ", ".join(credits_))


def _credits(elements: Elements) -> Iterable[str]:
    return dict.fromkeys(elements.lines("media:credit"))


def _line(elements: Elements, name: str) -> str:
    for element in elements.of(name):
        text = text_of(element)
        line = line_of_html(text) if element.get("type") == "html" else plain_line(text)
        if line:
            return line
    return ""


def _size(element: Any) -> tuple[bool, int]:
    width = element.get("width") or element.get("height") or element.get("bitrate") or ""
    return element.get("isDefault") == "true", int(width) if width.isdecimal() and len(width) < 9 else 0


def _previews(entry: Elements, base: str) -> Iterator[str]:
    """The addresses of previews, and of pictures that only say which entry they belong to."""
    places = [entry, *map(elements_of, (*entry.of("media:group"), *entry.of("media:content")))]
    thumbnails = [element for place in places for element in place.of("media:thumbnail")]
    urls = [element.get("url") or text_of(element) for element in sorted(thumbnails, key=_size, reverse=True)[:1]]
    urls += [element.get("href") or "" for element in entry.of("itunes:image")]
    urls += [element.get("url") or elements_of(element).text("url") for element in entry.of("image")]
    return (whole(base, url) for url in urls if url)


def _distinct(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    """Pictures by address; of two with one address that with more words."""
    found: dict[str, Picture] = {}
    for picture in pictures:
        if picture.url not in found or found[picture.url] == Picture(picture.url):
            found[picture.url] = picture
    return tuple(found.values())
