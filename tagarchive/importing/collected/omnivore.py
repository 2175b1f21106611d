"""The export of Omnivore: files of metadata, and beside them the texts and highlights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.core.text import counted
from tagarchive.importing.collected.addresses import is_web
from tagarchive.importing.collected.members import (
    damaged,
    json_of,
    names_of,
    records_of,
    text_at,
    texts_at,
    unknown,
)
from tagarchive.importing.collected.person_names import names_of_text
from tagarchive.importing.collected.saved import Picture, Saved, item_of
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.inputs.decoding import text_of_file
from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.items import Found, Html, Item, Lost, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.inputs.texts import line_of, line_of_html, shortened

_METADATA = re.compile(r"(?:.*/)?metadata_\d+_to_\d+\.json")
_SLUG = re.compile(r"[\w%.-]+")
_OWN_HOST = re.compile(r"(?:\w+\.)?omnivore\.app")


class _Beside(NamedTuple):
    """The files beside a list of metadata; `used` gathers the names of those that it names."""

    files: Files
    origin: str
    used: set[str]

    def text(self, folder: str, slug: str, ending: str) -> str:
        """The text of a file in a folder; empty if there is none."""
        name = joined(self.origin, f"{folder}/{slug}{ending}")
        if not _SLUG.fullmatch(slug) or not self.files.has(name):
            return ""
        self.used.add(name)
        return text_of_file(self.files, name, html=ending == ".html").lines


class _Text(NamedTuple):
    html: str = ""
    words: str = ""
    picture: Picture | None = None


def recognises(files: Files) -> bool:
    """True if a file has the name of a list of metadata."""
    return any(_METADATA.fullmatch(name) for name in names_of(files))


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each item of each list of metadata. Raises `SiteError` if one is damaged."""
    names = [name for name in names_of(files) if _METADATA.fullmatch(name)]
    if not names:
        raise unknown(files, "metadata of Omnivore, such as metadata_0_to_20.json")
    lists = [(name, json_of(files, name)) for name in names]
    for name, data in lists:
        if not isinstance(data, list):
            raise damaged(name, "JSON that is no list", "a list of metadata")
    used = set(names)
    for name, data in lists:
        for record in records_of(data):
            yield _of_record(record, _Beside(files, name, used), options)
        states = Counter(text_at(record, "state") or "none" for record in records_of(data))
        told = ", ".join(f"{number:,} {shortened(state, 40)}" for state, number in states.items())
        yield Remarked(name, Lost("reading state", f"state and readingProgress: {told}"))
    for name in names_of(files):
        if name not in used:
            yield Skipped(name, "other file: no metadata name it")


def _of_record(record: dict[str, Any], beside: _Beside, options: Options) -> Item | Skipped:
    origin = beside.origin
    title = line_of(text_at(record, "title"))
    if text_at(record, "state").casefold() == "deleted":
        return Skipped(origin, f"trashed: “{shortened(title, 60)}”")
    slug, url = text_at(record, "slug"), text_at(record, "url")
    remarks: list[Remark] = []
    if _is_own(url):
        remarks.append(Noted("its address is one of Omnivore itself and leads nowhere, so none is written"))
        url = ""
    thumbnail = text_at(record, "thumbnail")
    text = _text(beside.text("content", slug, ".html"), thumbnail if is_web(thumbnail) else "")
    remarks += _highlights(beside.text("highlights", slug, ".md"))
    if not text.words and not url:
        return Skipped(origin, f"empty: no address and no text, “{shortened(title, 60)}”")
    people = names_of_text(text_at(record, "author"), turns=False)
    clipping = Clipping(
        title=title if title != text_at(record, "url") else url,
        url=url,
        publisher=line_of_html(text_at(record, "siteName")),
        authors=people.names,
        published=date_of(text_at(record, "publishedAt")),
        retrieved=date_of(text_at(record, "savedAt")),
        summary=line_of_html(text_at(record, "description")),
        text=text.words,
        tags=texts_at(record, "labels"),
        lang=text_at(record, "itemLanguage", "language"),
    )
    html = Html(text.html) if text.words else None
    remarks += people.remarks
    return item_of(Saved(origin, clipping, text=html, picture=text.picture, remarks=tuple(remarks)), options)


def _is_own(url: str) -> bool:
    try:
        return bool(_OWN_HOST.fullmatch(urlsplit(url).hostname or ""))
    except ValueError:
        return False


def _highlights(text: str) -> Iterator[Remark]:
    """Remarks on highlights: each is a quotation, and its note follows it."""
    quotations = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    marked = sum(part.lstrip().startswith(">") for part in quotations)
    if quotations:
        yield Lost("highlight", f"{counted(marked, 'marked passage')}, {counted(len(quotations) - marked, 'note')}")


def _text(html: str, thumbnail: str) -> _Text:
    """The text, with the head picture once: the first picture of the text that is the same goes to the head."""
    words = line_of_html(html)
    if not thumbnail or thumbnail.split("?", maxsplit=1)[0] not in html:
        return _Text(html, words, Picture(thumbnail) if thumbnail else None)
    soup = BeautifulSoup(html, "html.parser")
    same = next((image for image in soup.find_all("img") if image.get("src") == thumbnail), None)
    if same is None:
        return _Text(html, words, Picture(thumbnail))
    figure = same.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    alt = line_of(str(same.get("alt") or ""))
    picture = Picture(thumbnail, alt or None, line_of(caption.get_text(" ")) if caption else "")
    _remove(figure or same)
    return _Text(str(soup), words, picture)


def _remove(element: Tag) -> None:
    """Takes an element out of its tree, with the elements around it that are empty then."""
    around = [parent for parent in element.parents if parent.name in ("p", "a", "div", "picture")]
    element.decompose()
    for parent in around:
        if parent.get_text(strip=True) or parent.find(("img", "video", "iframe")):
            return
        parent.decompose()
