"""Saved things to articles of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.importing.collected.addresses import original_of
from tagarchive.importing.collected.languages import language_of
from tagarchive.importing.collected.person_names import public_line
from tagarchive.importing.inputs.clippings import Clipping, clipping_matter
from tagarchive.importing.inputs.dates import NO_DATE, in_zone
from tagarchive.importing.inputs.head_image import head_image
from tagarchive.importing.inputs.items import (
    Find,
    Guessed,
    Html,
    Item,
    Lost,
    Markdown,
    Noted,
    Options,
    Remark,
    Value,
    nothing,
)
from tagarchive.importing.inputs.texts import distinct

NO_SOURCE = Guessed("source", "", "neither a name nor an address of the source is known")


_LOGIN = re.compile(r"//[^/@\s]*@")


class Picture(NamedTuple):
    """The picture at the head; `alt` is None if its text alternative is unknown."""

    src: str
    alt: str | None = None
    caption: str = ""
    credit: str = ""


class Saved(NamedTuple):
    """A thing that was saved.

    Attributes:
        origin: file of the input
        clipping: what is said of it; its `url` as it is written
        line: line in the file; 0 if unknown
        text: its text, or notes about it
        picture: picture at its head
        extra: what has no place in the front matter
        private: why it is a draft; empty if it is public
        find: files that its text and picture refer to
        is_unpacked: True if references in its text are to files of the export, never to the original's site
        remarks: what is to be reported of it

    """

    origin: str
    clipping: Clipping
    line: int = 0
    text: Html | Markdown | None = None
    picture: Picture | None = None
    extra: Mapping[str, Value] = {}
    private: str = ""
    find: Find = nothing
    is_unpacked: bool = False
    remarks: tuple[Remark, ...] = ()


def item_of(saved: Saved, options: Options, *, is_clipping: bool = True) -> Item:
    """The article of a thing that was saved. Without `is_clipping` nobody expects a source."""
    clipping, remarks = _plain(saved.clipping)
    made = clipping_matter(clipping, options)
    matter = dict(made.matter)
    further = [*made.remarks, *remarks, *_unread(clipping)]
    if not is_clipping:
        further = [remark for remark in further if remark != NO_SOURCE]
    extra = dict(saved.extra)
    if clipping.retrieved.is_day and "source" not in matter and is_clipping:
        # Without a source there is no place for the day on which it was saved.
        extra["retrieved"] = in_zone(clipping.retrieved, options.zone)
    if saved.picture:
        matter["image"], said = head_image(*saved.picture, str(matter["title"]))
        further += said
    if saved.private:
        matter["draft"] = True
        further.append(Noted(f"{saved.private}; it is a draft"))
    if extra:
        matter["extra"] = extra
    return Item(
        saved.origin,
        "article",
        matter,
        text=saved.text,
        line=saved.line,
        key=f"{saved.origin}:{saved.line}" if saved.line else "",
        base="" if saved.is_unpacked else clipping.url,
        find=saved.find,
        stand_ins=made.stand_ins,
        remarks=tuple(_placed(remark, saved.line) for remark in (*saved.remarks, *further)),
    )


def _placed(remark: Remark, line: int) -> Remark:
    """A remark with the line of the thing that it is about."""
    return remark if isinstance(remark, Guessed) or remark.line else remark._replace(line=line)


def _plain(clipping: Clipping) -> tuple[Clipping, tuple[Remark, ...]]:
    """The clipping with plain addresses, a known language and no e-mail addresses."""
    original = original_of(clipping.url)
    remarks = list(original.remarks)
    language = language_of(clipping.lang)
    if clipping.lang.strip() and not language:
        remarks.append(Lost("language", clipping.lang.strip()[:40]))
    feed, archive = original_of(clipping.feed).url, clipping.archive_url.strip() or original.archive_url
    is_address = clipping.title.strip() == clipping.url.strip()
    plain = clipping._replace(
        title=original.url or clipping.title if is_address else clipping.title,
        url=original.url or public_line(_LOGIN.sub("//", clipping.url)),
        publisher=public_line(clipping.publisher),
        feed=feed,
        authors=[public_line(name) for name in clipping.authors],
        tags=distinct(list(clipping.tags)),
        archive_url=archive,
        lang=language,
    )
    return plain, tuple(remarks)


def _unread(clipping: Clipping) -> tuple[Remark, ...]:
    """Remark on a day of saving that can't be read, where the date of the original is known."""
    retrieved = clipping.retrieved
    if retrieved is NO_DATE or retrieved.is_day or not clipping.published.is_day:
        return ()
    return (Guessed("source.retrieved", "", f"{retrieved.why}; none is written"),)
