"""The front matter of a clipping: what stands in where an input does not say it, and what is reported of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.core.originals import doubtful_parameters, host_of, without_tracking
from tagarchive.importing.inputs.dates import NO_DATE, Dated, in_zone
from tagarchive.importing.inputs.items import Guessed, Noted, Options, Remark, Value
from tagarchive.importing.inputs.texts import distinct, first_words, line_of


class Clipping(NamedTuple):
    """Properties of a clipping, in plain text.

    Attributes:
        title: headline; may be empty
        url: address of the original; may be empty
        publisher: name of the source; may be empty
        feed: address of the publisher's feed
        authors: names of the authors of the original
        published: date of the original
        posted: date on which the desk that it comes from put it on its own site; the date of the article if it is known
        retrieved: date on which it was saved
        updated: date of the last change of the original
        archive_url: address of an archived copy
        summary: summary
        text: plain text of the article, for a title; empty if it has no text, and then only the headline is shown
        tags: tags
        guid: id of the publisher's feed
        lang: language

    """

    title: str = ""
    url: str = ""
    publisher: str = ""
    feed: str = ""
    authors: Sequence[str] = ()
    published: Dated = NO_DATE
    posted: Dated = NO_DATE
    retrieved: Dated = NO_DATE
    updated: Dated = NO_DATE
    archive_url: str = ""
    summary: str = ""
    text: str = ""
    tags: Sequence[str] = ()
    guid: str = ""
    lang: str = ""


class ClippingMatter(NamedTuple):
    """Front matter of a clipping, what is to be reported of it, and the keys in which the day of the import stands."""

    matter: dict[str, Value]
    remarks: tuple[Remark, ...]
    stand_ins: frozenset[str]


def clipping_matter(clipping: Clipping, options: Options) -> ClippingMatter:
    """The front matter of a clipping.

    Its date is that on which a desk posted it, else that of the original, else the day it was saved, else the day of
    the import. A date of saving is never the date of publication. Without a name the host of the original is the name
    of its source.
    """
    remarks: list[Remark] = []
    title = _title(clipping, remarks)
    date, stand_ins = _date(clipping, options, remarks)
    source = _source(clipping, options, remarks)
    matter: dict[str, Value] = {"title": title, "date": date}
    if clipping.updated.is_day and clipping.updated.text != clipping.published.text:
        matter["updated"] = in_zone(clipping.updated, options.zone)
    texts: dict[str, str] = {
        "summary": line_of(clipping.summary),
        "lang": clipping.lang,
        "guid": line_of(clipping.guid),
    }
    matter |= {key: value for key, value in texts.items() if value}
    names = distinct(list(clipping.authors))
    if names and not source:
        matter["authors"] = list[Value](names)
    if clipping.tags:
        matter["tags"] = list[Value](distinct(list(clipping.tags)))
    if source:
        matter["source"] = source
    return ClippingMatter(matter, tuple(remarks), stand_ins)


def _title(clipping: Clipping, remarks: list[Remark]) -> str:
    title = line_of(clipping.title)
    if title and title != clipping.url.strip():
        return title
    if title:
        remarks.append(Guessed("title", title, "the title is the address itself"))
        return title
    made = first_words(line_of(clipping.text) or line_of(clipping.summary)) or clipping.url or "Untitled"
    remarks.append(Guessed("title", made, "no title is given; the first words stand in, or else the address"))
    return made


def _date(clipping: Clipping, options: Options, remarks: list[Remark]) -> tuple[str, frozenset[str]]:
    published, retrieved, posted = clipping.published, clipping.retrieved, clipping.posted
    for key, dated in (("source.published", published), ("source.retrieved", retrieved), ("date", posted)):
        if dated.exact == "time" and not dated.has_zone:
            remarks.append(Guessed(key, in_zone(dated, options.zone), f"{dated.why}; that of the site stands in"))
    if published.is_day:
        return in_zone(posted if posted.is_day else published, options.zone), frozenset()
    why = published.why if published is not NO_DATE else "the date of the original is unknown"
    if posted.is_day:
        remarks.append(Guessed("source.published", "", f"{why}; the date is that on which the desk posted it"))
        return in_zone(posted, options.zone), frozenset()
    if retrieved.is_day:
        date = in_zone(retrieved, options.zone)
        remarks.append(Guessed("date", date, f"{why}; the day it was saved stands in"))
        return date, frozenset()
    today = options.now.astimezone(options.zone).date().isoformat()
    unsaved = f"; {retrieved.why}" if retrieved is not NO_DATE else ""
    remarks.append(Guessed("date", today, f"{why}{unsaved}; the day of the import stands in"))
    return today, frozenset({"date"})


def _source(clipping: Clipping, options: Options, remarks: list[Remark]) -> dict[str, Value]:
    url = _web(clipping.url, remarks)
    name = line_of(clipping.publisher)
    if not name and url:
        name = host_of(url)
        remarks.append(Guessed("source.name", name, "the name of the source is unknown; its host stands in"))
    if not name:
        remarks.append(Guessed("source", "", "neither a name nor an address of the source is known"))
        return {}
    if not url:
        remarks.append(Noted("no address of the original is known"))
    source: dict[str, Value] = {"name": name}
    source |= {key: value for key, value in (("url", url), ("feed", clipping.feed)) if value}
    if distinct(list(clipping.authors)):
        source["authors"] = list[Value](distinct(list(clipping.authors)))
    for key, dated in (("published", clipping.published), ("retrieved", clipping.retrieved)):
        if dated.is_day:
            source[key] = in_zone(dated, options.zone)
    if clipping.archive_url:
        source["archive_url"] = clipping.archive_url
    if not line_of(clipping.text):
        source["republish"] = "link"
    return source


def _web(url: str, remarks: list[Remark]) -> str:
    """The address of an original without tracking parameters; empty if it is no web address."""
    text = url.strip()
    try:
        valid = urlsplit(text).scheme in ("http", "https") and urlsplit(text).hostname and " " not in text
    except ValueError:
        valid = None
    if not valid:
        if text:
            remarks.append(Noted(f"“{text[:100]}” is no web address, so no address of an original is written"))
        return ""
    clean = without_tracking(text)
    if clean != text:
        remarks.append(Guessed("source.url", clean, "parameters for tracking are dropped"))
    doubtful = ", ".join(f"`{name}`" for name in doubtful_parameters(clean))
    if doubtful:
        remarks.append(Noted(f"{doubtful} in the address of the original may be for tracking, but stays"))
    return clean
