"""The picture at the head of a page, and the files that its pictures are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.head_image import head_image
from tagarchive.importing.inputs.items import Find, Media, Missing, Options, Remark, Value
from tagarchive.importing.pages.html_page import HtmlPage, attribute, text_of
from tagarchive.importing.pages.metadata.stated import StatedPicture
from tagarchive.importing.pages.news.blocks import Block
from tagarchive.importing.pages.news.captions import credit_of, parted_caption

_SIZE = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|_w\d{3,4}(?:_r[\d.]+)?)(?=\.\w+$)|_\d{2,5}x\d{1,5}(?=_)")
_FILE = re.compile(r"[^/?&=#]+\.(?:jpe?g|png|gif|webp|avif)\b", re.IGNORECASE)
"""The name of a picture in its address, also if the address is one of a service that makes it smaller."""
_CREDIT_DOTS = re.compile(r"\s*Credit\s?(?:\.\.\.|…)\s*")
_RIGHTS = re.compile(r"\s*[-–—]?\s*(?:RIPRODUZIONE RISERVATA|All rights reserved)\.?$", re.IGNORECASE)
_UNSEEN = re.compile(r"^(?:visually-?hidden|sr-only|screen-reader-text)$")
_LICENCE = re.compile(r"\blicen[sc]ing|\bbuy (?:photo|image|this)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[-_]|image|photo)(?:caption|legend|description)$", re.IGNORECASE)
_CREDIT = re.compile(r"credit|photographer|copyright|source|byline|attribution", re.IGNORECASE)
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".mp3", ".ogg", ".mp4", ".webm", ".m4a", ".pdf")
_EARLY = 3
"""Number of blocks at the start of a text among which its first figure is the picture at its head."""


class ShownPage(NamedTuple):
    """A page, if the picture may stand outside of the text, and the address of its relative references."""

    page: HtmlPage | None
    base: str


class HeadPicture(NamedTuple):
    """The picture at the head of an article.

    Attributes:
        fields: `image` of its front matter; empty if there is none
        blocks: the text without it
        remarks: what stands in

    """

    fields: dict[str, Value]
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


class _Figure(NamedTuple):
    src: str
    alt: str | None
    caption: str
    credit: str


def head_picture(
    page: ShownPage, stated: Sequence[StatedPicture], blocks: Sequence[Block], title: str, find: Find
) -> HeadPicture:
    """The picture that a page states, with what its figure in the text says of it, or else an early figure."""
    figures = [(at, figure) for at, block in enumerate(blocks) if (figure := _figure(block))]
    if stated:
        first = stated[0]
        same = [(at, figure) for at, figure in figures if _is_same(figure.src, first.src, page.base)]
        at, figure = same[0] if same else (-1, _Figure(first.src, None, "", ""))
        outside = figure if figure.caption and figure.credit else _outside(page, first)
        is_here = isinstance(find(figure.src), Media)
        src = figure.src if is_here else _whole(first.src, page.base)
        alt = next((text for text in (figure.alt, outside.alt) if text is not None), first.alt or None)
        told = parted_caption(first.caption)
        caption = told.text or figure.caption or outside.caption
        chosen = _Figure(src, alt, caption, first.credit or told.credit or figure.credit or outside.credit)
    else:
        # The text may begin with a head: what counts is that no more than a few blocks stand before the figure.
        at, chosen = next(((at, figure) for at, figure in figures if at < _EARLY), (-1, _Figure("", None, "", "")))
    kept = tuple(block for number, block in enumerate(blocks) if number != at)
    if not chosen.src:
        return HeadPicture({}, kept)
    image = head_image(*chosen, title)
    return HeadPicture(image.matter, kept, image.remarks)


def _figure(block: Block) -> _Figure | None:
    """The only picture of a block that is nothing but a figure."""
    root = BeautifulSoup(block.html, "html.parser") if block.kind == "figure" else None
    images = root.find_all("img") if root else []
    if root is None or len(images) != 1 or root.find(["video", "audio", "iframe"]):
        return None
    alt = attribute(images[0], "alt") if images[0].has_attr("alt") else None
    element = root.find("figcaption")
    caption, credit = _caption(element) if element else ("", "")
    return _Figure(attribute(images[0], "src"), alt, caption, credit)


def _outside(shown: ShownPage, stated: StatedPicture) -> _Figure:
    """Words of a page about the picture that it states, where it shows it outside of the text."""
    if shown.page is None:
        return _Figure(stated.src, None, "", "")
    for image in shown.page.written.find_all("img"):
        if _is_same(attribute(image, "src"), stated.src, shown.base):
            around = next((one for one in list(image.parents)[:_AROUND] if _caption_in(one)), None)
            alt = attribute(image, "alt") if image.has_attr("alt") else None
            return _with_caption(_Figure(attribute(image, "src"), alt, "", ""), around)
    named = (one for one in shown.page.written.find_all("figure") if stated.caption and stated.caption in text_of(one))
    return _with_caption(_Figure(stated.src, None, "", ""), next(named, None))


def _with_caption(figure: _Figure, around: Tag | None) -> _Figure:
    """A figure with the caption of an element around it, if the element shows no other picture."""
    tree = BeautifulSoup(str(around), "html.parser") if around else None
    element = _caption_in(tree) if tree else None
    if tree is None or element is None or len({_name(attribute(one, "src")) for one in tree.find_all("img")}) > 1:
        return figure
    source = _IMAGE_SOURCE.search(text_of(tree))
    owner = tree.find(class_=_CREDIT)
    named = source[1] if source else credit_of(text_of(owner)) if owner and owner not in element.descendants else ""
    caption, credit = _caption(element)
    return figure._replace(caption=caption, credit=credit or named)


def _caption_in(element: Tag) -> Tag | None:
    return element.find("figcaption") or element.find(class_=_CAPTION)


_AROUND = 4
"""Number of elements around a picture in which its caption may stand."""

_IMAGE_SOURCE = re.compile(r"\bImage source,?\s*(.{2,60}?)\s*(?:Image caption\b|$)")


def _caption(element: Tag) -> tuple[str, str]:
    """Caption and credit of a figure: of the element that is marked as a credit, else of its words."""
    for hidden in element.find_all(class_=_UNSEEN):
        hidden.decompose()
    for link in element.find_all("a"):
        if _LICENCE.search(text_of(link)):
            link.decompose()
    marked = element.find(class_=_CREDIT) or element.find(itemprop=_CREDIT) or element.find("cite")
    if marked is not None and text_of(marked) != text_of(element):
        credit = credit_of(text_of(marked))
        marked.decompose()
        return text_of(element), credit
    parts = [part for part in element.children if isinstance(part, Tag) or str(part).strip()]
    if len(parts) == 2 and all(isinstance(part, Tag) and part.name == "span" for part in parts):
        caption, credit = (text_of(part) for part in parts if isinstance(part, Tag))
        return caption, credit_of(_CREDIT_DOTS.sub("", credit))
    parted = parted_caption(_CREDIT_DOTS.sub(" Credit: ", _RIGHTS.sub("", text_of(element))))
    return parted.text, parted.credit


def _is_same(src: str, other: str, base: str) -> bool:
    return _whole(src, base) == _whole(other, base) or _name(src) == _name(other) != ""


def _name(src: str) -> str:
    """The name of a picture without the size that is made of it."""
    try:
        parts = urlsplit(src)
        files = _FILE.findall(unquote(f"{parts.path}?{parts.query}"))
    except ValueError:
        return ""
    name = files[-1].lower() if files else posixpath.basename(unquote(parts.path)).lower()
    if name.partition(".")[0].isdecimal() and len(name) < _NUMBER:
        return parts.path
    return _SIZE.sub("", name) if "." in name and len(name) > 5 else ""


_NUMBER = 10
"""Length of the name of a file below which a number is a size or a place, and not the name of a picture."""


def _whole(src: str, base: str) -> str:
    try:
        return urljoin(base, src)
    except ValueError:
        return src


def finder(page: HtmlPage, files: Files, options: Options, *, known_base: bool) -> Find:
    """Files that references of a page name: pictures in it, and files beside it."""
    # The page itself holds trees, and whoever keeps what is returned would keep those too.
    pictures, page_name = page.pictures, page.name

    def find(reference: str) -> Media | Missing | None:
        if reference in pictures:
            return Media(reference, data=pictures[reference])
        local = _local(reference)
        if local is None:
            return None
        member, name = joined(page_name, local.path), posixpath.basename(local.path)
        if local.near and files.has(member):
            return Media(member, files, member)
        if options.media is not None and options.media.has(name):
            return Media(name, options.media, name)
        return Missing(name) if local.on_disk or (local.near and not known_base) else None

    return find


class _Local(NamedTuple):
    """A reference to a picture, film or sound that may be a file of the input.

    Attributes:
        path: its path
        near: True if it stands on the folder of the page
        on_disk: True if it is a file of the computer on which the page was saved

    """

    path: str
    near: bool
    on_disk: bool


def _local(reference: str) -> _Local | None:
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None
    path = unquote(parts.path)
    if not path.lower().endswith(_MEDIA):
        return None
    is_near = not parts.scheme and not parts.netloc and not path.startswith("/")
    return _Local(path, is_near, parts.scheme == "file")
