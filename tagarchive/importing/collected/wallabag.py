"""Entries of wallabag with their texts, as its JSON has them; those of version 1 as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tagarchive.core.text import counted
from tagarchive.importing.collected.addresses import is_web
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    damaged,
    json_of,
    members,
    names_of,
    records_of,
    skipped_others,
    text_at,
    texts_at,
    unknown,
)
from tagarchive.importing.collected.person_names import names_of_text
from tagarchive.importing.collected.saved import Picture, Saved, item_of
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.inputs.decoding import head_of_file
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Html, Item, Lost, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.inputs.texts import line_of_html, shortened

_ENDINGS = (".json",)
_MARKS = re.compile(r'\A\s*\[\s*\{.*?"(?:is_archived|is_fav)"\s*:', re.DOTALL)
_NO_TITLE = re.compile(r"no title found|untitled", re.IGNORECASE)
_NO_TEXT = re.compile(r"\s*wallabag can(?:'|’|no)t retrieve contents? for this article", re.IGNORECASE)
_STATES = {
    "is_archived": "marked as read",
    "is_read": "marked as read",
    "is_starred": "with a star",
    "is_fav": "with a star",
    "is_public": "with a public link",
}


def recognises(files: Files) -> bool:
    """True if a file of JSON has entries as wallabag writes them."""
    names = [name for name in names_of(files) if name.lower().endswith(_ENDINGS)]
    return any(_MARKS.search(head_of_file(files, name, 65_536)) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each entry. Raises `SiteError` if a file is no list of entries."""
    names = members(files, *_ENDINGS)
    if not names:
        raise unknown(files, "JSON of wallabag")
    lists = [(name, json_of(files, name)) for name in names]
    for name, data in lists:
        if not isinstance(data, list):
            raise damaged(name, "JSON that is no list", "a list of entries")
    yield from skipped_others(files, names, "JSON of wallabag")
    for name, data in lists:
        entries = records_of(data)
        for number, entry in enumerate(entries, 1):
            yield _of_entry(name, entry, number, options)
        yield from _states(name, entries)


def _states(origin: str, entries: list[dict[str, Any]]) -> Iterator[Remarked]:
    marks = Counter(words for entry in entries for key, words in _STATES.items() if entry.get(key) in (1, True, "1"))
    for words, number in marks.items():
        yield Remarked(origin, Lost("reading state", f"{number:,} {words}"))


def _of_entry(origin: str, entry: dict[str, Any], number: int, options: Options) -> Item | Skipped:
    url = text_at(entry, "url", "given_url")
    title = line_of_html(text_at(entry, "title"))
    html = text_at(entry, "content")
    if not is_web(url) and not html:
        return Skipped(origin, f"not a web page: no web address and no text, entry {number}, “{shortened(title, 60)}”")
    remarks = list(_left(entry))
    if _NO_TEXT.match(line_of_html(html[:2000])):
        remarks.append(Noted("its text says only that wallabag could not fetch it; it is left out"))
        html = ""
    words = line_of_html(html)
    has_text = bool(words) or "<img" in html
    people = [names_of_text(text, turns=False) for text in texts_at(entry, "published_by")]
    remarks += [remark for names in people for remark in names.remarks]
    clipping = Clipping(
        title="" if _NO_TITLE.fullmatch(title) else title,
        url=url,
        authors=[name for names in people for name in names.names],
        published=date_of(text_at(entry, "published_at")),
        retrieved=date_of(text_at(entry, "created_at")),
        text=words or ("picture" if has_text else ""),
        tags=texts_at(entry, "tags") or text_at(entry, "tags").split(","),
        lang=text_at(entry, "language"),
    )
    picture = text_at(entry, "preview_picture")
    saved = Saved(
        origin,
        clipping,
        text=Html(html) if has_text else None,
        picture=Picture(picture) if is_web(picture) else None,
        remarks=tuple(remarks),
    )
    return item_of(saved, options)


def _left(entry: dict[str, Any]) -> Iterator[Remark]:
    """Parts of an entry without a place: annotations, and the page that led to it."""
    annotations = records_of(entry.get("annotations"))
    if annotations:
        noted = sum(bool(text_at(annotation, "text")) for annotation in annotations)
        yield Lost("annotation", f"{counted(len(annotations), 'marked passage')}, {counted(noted, 'note')}")
    origin = text_at(entry, "origin_url")
    if is_web(origin):
        yield Lost("origin_url", shortened(origin))
