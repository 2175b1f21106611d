"""Clippings as items: what a page states of its article, with what a desk adds when it files it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tagarchive.collecting.clips.captures import Capture
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.collecting.source_naming import KnownSources, named_source
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.collected.addresses import original_of
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.decoding import decoded
from tagarchive.importing.inputs.items import Guessed, Item, Noted, Options, Remark, Skipped, Value
from tagarchive.importing.pages.article_page import items_of_article
from tagarchive.importing.pages.html_page import HtmlPage
from tagarchive.importing.pages.metadata.saved_by import SavedBy, saved_by
from tagarchive.importing.pages.places import ELEMENTS
from tagarchive.importing.pages.tag_page import is_tag_page

NEEDED = frozenset({"title", "date", "source", "source.name", "source.published", "source.access", "text"})
"""Keys that a reader relies on. A clipping in which one of them is a guess is a draft, unless a desk says otherwise."""

MOST_ELEMENTS = 30_000
"""Maximum number of elements of a page that is clipped. So many take about a minute to read and to write."""

_NO_ADDRESS = "no address of the original is known"


def item_of(capture: Capture, options: Options, retrieved: str = "") -> Item:
    """The article on a page, as the page states it. Raises `SiteError` if it holds none."""
    text = decoded(capture.content, html=True, charset=capture.charset)
    page = HtmlPage(capture.url or capture.files.name, text.lines)
    if page.elements > MOST_ELEMENTS:
        message = f"found a page of {page.elements:,} elements, expected at most {MOST_ELEMENTS:,}"
        raise SiteError(Problem(Location(capture.origin), "input-too-large", message))
    if is_tag_page(page):
        raise _no_article(capture, "a list of articles")
    original = original_of(capture.url)
    saved = SavedBy("", original.url, _dated(capture.retrieved)) if capture.url else saved_by(page)
    if retrieved:
        saved = saved._replace(saved=date_of(retrieved))
    for found in items_of_article(page, capture.files, options, saved):
        if isinstance(found, Item):
            remarks = (*capture.remarks, *text.remarks, *original.remarks, *found.remarks)
            # Two pages with one text are two clippings: the report says that they may be copies.
            item = found._replace(origin=capture.origin, same=(), remarks=remarks)
            return _of_archive(item, original.archive_url) if original.archive_url else item
        if isinstance(found, Skipped):
            raise _no_article(capture, found.reason)
    raise _no_article(capture, "nothing")


def _of_archive(item: Item, url: str) -> Item:
    """The item of a page in a web archive, whose links lead to what is archived."""
    source = item.matter.get("source")
    archived: dict[str, Value] = {**source, "archive_url": url} if isinstance(source, dict) else {}
    return item._replace(matter={**item.matter, "source": archived}, base=url) if archived else item


def _no_article(capture: Capture, found: str) -> SiteError:
    message = f"found {found}, expected a page of one article"
    return SiteError(Problem(Location(capture.origin), "no-page", message))


def _dated(moment: datetime | None) -> Dated:
    return date_of(moment.isoformat(timespec="seconds")) if moment else NO_DATE


def url_of(item: Item) -> str:
    """The address of the original of an item; empty if it is not known."""
    source = item.matter.get("source")
    return str(source.get("url", "")) if isinstance(source, dict) else ""


def guesses_of(item: Item) -> Sequence[Guessed]:
    return [remark for remark in item.remarks if isinstance(remark, Guessed)]


def filed_item(item: Item, capture: Capture, wishes: ClipWishes, sources: KnownSources, options: Options) -> Item:
    """The item as a desk files it: with its source as the site knows it, a digest, and the moment of filing."""
    moment = options.now.astimezone(options.zone).isoformat(timespec="seconds")
    # The tags of a publisher are not those of the desk.
    matter = {key: value for key, value in item.matter.items() if key != "tags"} | {"filed": moment}
    remarks, stated = (*item.remarks, *_of_elements(item)), [one for one in item.places if one[1] not in ELEMENTS]
    item = item._replace(matter=matter, remarks=remarks, places=tuple(stated))
    item = _with_source(item, capture, sources)
    if item.text is None:
        item = _with_remark(item, Guessed("text", "", "no text was found on the page"))
    if wishes.is_bodiless:
        item = _bodiless(item)
    return _titled(item, wishes.title) if wishes.title else item


def _of_elements(item: Item) -> Iterator[Guessed]:
    """The guesses of values that stand only where readers see them."""
    for key, where in item.places:
        if where in ELEMENTS:
            value: Value = dict(item.matter)
            for part in key.split("."):
                value = value.get(part, "") if isinstance(value, dict) else ""
            yield Guessed(key, str(value), f"it stands in the {where.removesuffix(' element')} element alone")


def _with_source(item: Item, capture: Capture, sources: KnownSources) -> Item:
    source = item.matter.get("source")
    if not isinstance(source, dict):
        return item
    guess = next((guess for guess in guesses_of(item) if guess.key == "source.name"), None)
    named = named_source(source, guess, sources)
    kept = [one for one in item.remarks if one != guess and one != Noted(_NO_ADDRESS)]
    remarks: list[Remark] = [*kept, *named.remarks]
    full: dict[str, Value] = {**source, "name": named.name, "sha256": hashlib.sha256(capture.content).hexdigest()}
    if "url" not in source:
        remarks.append(Guessed("source", "", _NO_ADDRESS))
    if source.get("access") == "subscription":
        full["republish"] = "link"
        remarks.append(Noted("only subscribers may read the original, so readers see the headline alone"))
    places = [(key, where) for key, where in item.places if key != "source.name" or not named.place]
    places += [("source.name", named.place)] if named.place else []
    return item._replace(matter={**item.matter, "source": full}, remarks=tuple(remarks), places=tuple(places))


def _with_remark(item: Item, *remarks: Remark) -> Item:
    return item._replace(remarks=(*item.remarks, *remarks))


def _without(item: Item, key: str) -> Item:
    """The item without guesses and places of a key."""
    remarks = tuple(one for one in item.remarks if not (isinstance(one, Guessed) and one.key == key))
    return item._replace(remarks=remarks, places=tuple(place for place in item.places if place[0] != key))


def _bodiless(item: Item) -> Item:
    """The item without its text. The author of a text of one's own decides what may be shown of it."""
    source = item.matter.get("source")
    own = {key: value for key, value in source.items() if key != "republish"} if isinstance(source, dict) else source
    matter = {**item.matter, "source": own} if own else item.matter
    return _without(item._replace(matter=matter, text=None), "text")


def _titled(item: Item, title: str) -> Item:
    return _without(item._replace(matter={**item.matter, "title": title}), "title")


def with_copy(item: Item, path: str, why: str) -> Item:
    """The item with a mark that it is likely a copy of an article. `path` is relative to its own folder."""
    matter: dict[str, Value] = {**item.matter, "same_as": [path]}
    return _with_remark(item._replace(matter=matter), Guessed("same_as", path, f"likely a copy: {why}"))


def marked(item: Item, wishes: ClipWishes) -> Item:
    """The item with its guesses as comments, and as a draft if the desk or a guess asks for that."""
    reasons: Mapping[str, list[str]] = defaultdict(list)
    for guess in guesses_of(item):
        reasons[guess.key].append(guess.why)
    doubts = [key for key in reasons if key in NEEDED]
    comments = {key: f"guess: {'; '.join(whys)}" for key, whys in reasons.items()}
    is_draft = bool(doubts) if wishes.is_draft is None else wishes.is_draft
    matter: dict[str, Value] = {**item.matter, **({"draft": True} if is_draft else {})}
    if is_draft and doubts:
        comments["draft"] = f"guessed: {', '.join(doubts)}"
    return item._replace(matter=matter, comments=tuple(comments.items()))
