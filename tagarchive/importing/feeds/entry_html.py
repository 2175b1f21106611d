"""The text of an entry: without what counts readers, with its files, and with whole addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.feeds.elements import file_name, whole
from tagarchive.importing.feeds.entries import Enclosure, Picture
from tagarchive.importing.inputs.items import Lost, Remark
from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.inputs.texts import line_of, shortened
from tagarchive.reading.sanitiser import is_too_deep

_REFERENCES = ("href", "src", "poster")
_TINY = re.compile(
    r"(?:^|;)\s*(?:width|height|max-width|max-height)\s*:\s*[01](?:px)?\s*(?:;|!|$)|display\s*:\s*none", re.IGNORECASE
)
_COUNTERS = re.compile(
    r"//(?:feeds\.feedburner\.com/~|feedproxy\.google\.com/~|(?:[\w.-]+\.)?feedsportal\.com/|pixel\.wp\.com/|"
    r"stats\.wordpress\.com/|feeds\.wordpress\.com/1\.0/|(?:[\w.-]+\.)?doubleclick\.net/|(?:[\w.-]+\.)?quantserve\.com/|"
    r"(?:[\w.-]+\.)?scorecardresearch\.com/|(?:[\w.-]+\.)?google-analytics\.com/|blogger\.googleusercontent\.com/tracker/)|"
    r"/(?:pixel|beacon|tracking|tracker|count|1x1)\.(?:gif|png)(?:\?|$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"The post .{1,500} (?:appeared first on|first appeared on) .{1,200}\.?", re.DOTALL)
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)|-scaled(?=\.\w{3,4}$)")


class EntryText(NamedTuple):
    """The text of an entry.

    Attributes:
        html: its HTML with its files
        head: the picture for the head; None if the text shows it, or there is none
        remarks: what is left out

    """

    html: str
    head: Picture | None
    remarks: tuple[Remark, ...]


def entry_text(html: str, base: str, pictures: Iterable[Picture], enclosures: Iterable[Enclosure]) -> EntryText:
    """The text of an entry with its files. Files that the text shows already are not added."""
    if is_too_deep(html):
        return EntryText(html, next(iter(pictures), None), ())
    tree = BeautifulSoup(html, "html.parser")
    lost = [*_without_counters(tree), *_without_footer(tree)]
    if base:
        _complete(tree, base)
    shown = {_file_key(whole(base, str(element.get(name)))) for element, name in _references(tree)}
    unseen = [picture for picture in pictures if _file_key(picture.url) not in shown]
    files = [file for file in enclosures if _file_key(file.url) not in shown]
    further = [*map(_figure, unseen[1:]), *map(_player, files)]
    return EntryText("\n".join([str(tree).strip(), *further]).strip(), unseen[0] if unseen else None, tuple(lost))


def _references(tree: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    for element in tree.find_all(lambda tag: any(name in tag.attrs for name in _REFERENCES)):
        yield from ((element, name) for name in _REFERENCES if name in element.attrs)


def _complete(tree: BeautifulSoup, base: str) -> None:
    for element, name in _references(tree):
        reference = str(element[name]).strip()
        if not reference.startswith("#"):
            element[name] = whole(base, reference)


def _without_counters(tree: BeautifulSoup) -> Iterator[Lost]:
    """Removes pictures that count readers: those of one pixel, and those of hosts that do nothing else."""
    for image in tree.find_all("img"):
        source = str(image.get("src") or "")
        if _is_tiny(image) or _COUNTERS.search(source):
            yield Lost("tracking picture", shortened(source.partition("?")[0]))
            image.decompose()


def _is_tiny(image: Tag) -> bool:
    sizes = [str(image.get(name) or "").strip().lower().removesuffix("px") for name in ("width", "height")]
    return any(size in ("0", "1") for size in sizes) or bool(_TINY.search(str(image.get("style") or "")))


def _without_footer(tree: BeautifulSoup) -> Iterator[Lost]:
    """Removes what programs put below each text of a feed: “The post … appeared first on …”, buttons of FeedBurner."""
    for element in tree.find_all(["p", "div"]):
        is_flare = "feedflare" in element.get_attribute_list("class")
        text = line_of(element.get_text())
        if is_flare or (element.find(["p", "div"]) is None and _FOOTER.fullmatch(text)):
            yield Lost("footer of the feed", shortened(text) or "buttons")
            element.decompose()
            return


def _file_key(url: str) -> str:
    """A text that is equal for a picture in two sizes, or with two queries."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.lower()}{_SIZED.sub('', unquote(parts.path))}" if parts.path.strip("/") else url


def _figure(picture: Picture) -> str:
    alt = f' alt="{escape(picture.alt)}"' if picture.alt is not None else ""
    credit = f" <small>{escape(picture.credit)}</small>" if picture.credit else ""
    caption = f"{escape(picture.caption)}{credit}".strip()
    image = f'<img src="{escape(picture.url)}"{alt}>'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>" if caption else f"<p>{image}</p>"


def _player(file: Enclosure) -> str:
    """A player of a sound or film, or else a link to a file."""
    name = file.title or file_name(file.url) or file.url
    film = player_of(file.url, file.title)
    if film:
        return film
    kind = file.media_type.partition("/")[0]
    if kind not in ("audio", "video"):
        return f'<p><a href="{escape(file.url)}">{escape(name)}</a></p>'
    player = f'<{kind} src="{escape(file.url)}"></{kind}>'
    return f"<figure>{player}<figcaption>{escape(file.title)}</figcaption></figure>" if file.title else player
