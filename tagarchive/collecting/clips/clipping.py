"""Clipping: pages of the web and saved pages become articles of a site, and those that it has gain tags.

The network is used first. What was gathered is then filed at once, in one look at the site.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tagarchive.archive.tags.filed import tag_texts
from tagarchive.archive.tags.keys import keys_of
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.sketch_table import SketchTable
from tagarchive.collecting.clips.clip_report import Clipped, ClipReport, Refused, reason_of
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.collecting.clips.clipped_items import filed_item, marked, with_copy
from tagarchive.collecting.clips.gathering import Gathered, Gathering, Known, Page
from tagarchive.collecting.clips.likely_copies import LikelyCopy, likely_copies
from tagarchive.collecting.known import known_originals, with_tags
from tagarchive.collecting.originals.kept import keep, matter_of
from tagarchive.collecting.ready_items import refusal, written
from tagarchive.collecting.source_naming import known_sources
from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.fetching import Fetcher
from tagarchive.importing.inputs.items import Guessed, Html, Item, Options, Value
from tagarchive.importing.inputs.texts import line_of_html
from tagarchive.importing.writing.importer import Target
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.target import read_target
from tagarchive.reading.disk import CONTENT, check_site
from tagarchive.reading.documents import Article
from tagarchive.reading.site_languages import site_languages
from tagarchive.reading.sketches import sketch


class Desk(NamedTuple):
    """A desk that clips.

    Attributes:
        root: folder of the site
        options: moment, time zone and tags
        wishes: what it wants of its clippings
        fetcher: the fetching of pages
        waiting: called before the wait for the end of a build

    """

    root: Path
    options: Options
    wishes: ClipWishes
    fetcher: Fetcher
    waiting: Callable[[], None]


def clip(origins: Iterable[str], desk: Desk) -> ClipReport:
    """Clips addresses and files into a site. Raises `SiteError` if there is no site, or if it can't be written."""
    check_site(desk.root)
    target = with_context(desk.root, read_target, desk.waiting)
    known = known_originals(target.documents)
    gathered = Gathering(known, desk.fetcher, desk.wishes, desk.options).of(origins)
    new = {one.origin: one for one in gathered if isinstance(one, Page)}
    done: dict[str, Clipped | Refused] = _tagged(gathered, new, target, desk)
    left = list(new.values())
    while left:
        filed, left = with_context(desk.root, partial(_filed, left, desk), desk.waiting)
        done |= filed
    results = [done[one.origin] if one.origin in done else _again(one, done) for one in gathered]
    refused = tuple(one for one in results if isinstance(one, Refused))
    return ClipReport(tuple(one for one in results if isinstance(one, Clipped)), refused)


def _again(one: Gathered, done: Mapping[str, Clipped | Refused]) -> Clipped | Refused:
    """The result for a page that was gathered before under another address."""
    if not isinstance(one, Known):
        return one if isinstance(one, Refused) else done[one.origin]
    first = done[one.to]
    return (
        Clipped(one.origin, first.to, known=True) if isinstance(first, Clipped) else Refused(one.origin, first.reason)
    )


def _tagged(
    gathered: Sequence[Gathered], new: Mapping[str, Page], target: Target, desk: Desk
) -> dict[str, Clipped | Refused]:
    """The pages that are articles of the site already, which gain the tags of the desk."""
    known = [one for one in gathered if isinstance(one, Known) and one.to not in new]
    texts = tag_texts(target.documents, site_languages(target.config)[0])
    keys = keys_of(texts, target.config.language)
    articles = {article.path: article for article in target.documents if isinstance(article, Article)}
    gains: dict[str, tuple[str, ...]] = {}
    for path in dict.fromkeys(one.to for one in known):
        held = {keys.of(tag.text) for tag in articles[path].tags}
        gains[path] = tuple(name for name in desk.options.tags if keys.of(name) not in held)
    try:
        with_tags(desk.root, gains, desk.options.now, desk.waiting)
    except SiteError as error:
        reason = reason_of(error.problems[:1])
        return {one.origin: Refused(one.origin, reason) for one in known}
    return {one.origin: Clipped(one.origin, one.to, known=True, gained=gains[one.to]) for one in known}


def _filed(pages: Sequence[Page], desk: Desk, context: BuildContext) -> tuple[dict[str, Clipped | Refused], list[Page]]:
    """The results for pages that are filed, and the pages left: likely copies of those that are filed now."""
    target = read_target(context)
    sources = known_sources(target.documents)
    items = {page.origin: filed_item(page.item, page.capture, desk.wishes, sources, desk.options) for page in pages}
    texts = {origin: _text(item) for origin, item in items.items()}
    copies = likely_copies(
        {origin: sketch(text) for origin, text in texts.items()}, SketchTable(context.store.database)
    )
    now = [page for page in pages if page.origin not in copies or copies[page.origin].path not in items]
    ready = [_ready(items[page.origin], page, copies.get(page.origin), desk) for page in now]
    report = written(ready, target, desk.options, ImportReport("clip"))
    left = [page for page in pages if page not in now]
    return {item.origin: _result(item, report) for item in ready}, left


def _text(item: Item) -> str:
    return line_of_html(item.text.html) if isinstance(item.text, Html) else ""


def _ready(item: Item, page: Page, copy: LikelyCopy | None, desk: Desk) -> Item:
    """The item with the mark of a copy, with those of its guesses, and with what is kept of its page."""
    if copy:
        folder = posixpath.join(CONTENT, str(item.matter["date"])[:4])
        item = with_copy(item, posixpath.relpath(copy.path, folder), copy.why)
    if desk.wishes.keeps and page.capture.exchanges:
        kept = keep(desk.root, page.capture.exchanges, desk.options.now)
        item = item._replace(matter={**item.matter, "copies": [dict[str, Value](matter_of(kept))]})
    return marked(item, desk.wishes)


def _result(item: Item, report: ImportReport) -> Clipped | Refused:
    to = next((one.to for one in report.imported if one.origin == item.origin), "")
    if not to:
        return Refused(item.origin, refusal(item.origin, report))
    said = [one.remark for one in report.said if one.origin == item.origin or one.to == to]
    guessed = tuple(remark for remark in said if isinstance(remark, Guessed))
    others = tuple(remark for remark in said if not isinstance(remark, Guessed))
    return Clipped(item.origin, to, guessed=guessed, places=item.places, remarks=others)
