"""Entries of this program's own feeds: the parts of an article that stand in the text of its entry."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.feeds.entries import Entry, Picture
from tagarchive.importing.feeds.media_types import media_type_of
from tagarchive.importing.inputs.items import Value
from tagarchive.importing.inputs.texts import line_of_html

_WRAPPER = re.compile(r'<div lang="([^"]*)" dir="\w+">(.*)</div>', re.DOTALL)
_FIGURE = re.compile(r"<figure>(<img [^>]*>)(?:<figcaption>([^<]*)</figcaption>)?</figure>")
_POINTS = re.compile(r"<ul>((?:<li>[^<]*</li>)+)</ul>")
_DATELINE = re.compile(r"<p>([^<]*) –</p>")
_CREDITS = re.compile(r"<dl>(?:<dt>[^<]*</dt>(?:<dd>[^<]*</dd>)*)+</dl>")
_UPDATES = re.compile(r"<ul>(?:<li>\d{4}-\d\d-\d\d: [^<]*</li>)+</ul>")
_FILMS = re.compile(r"<ul>(?:<li>(?:<a href=\"[^\"]*\">[^<]*</a>|[^<]*?)(?: \([\d:]+\))?</li>)+</ul>")
_FILM = re.compile(r"<li>(?:<a href=\"(?P<url>[^\"]*)\">)?(?P<title>[^<]*?)(?:</a>)?(?: \((?P<time>[\d:]+)\))?</li>")
_SOURCE = re.compile(
    r"<p>— (?:<a href=\"(?P<url>[^\"]*)\">(?P<linked>[^<]*)</a>|(?P<name>[^<]*?))(?P<rest>(?:, [^<]*)?)</p>"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""Parts as `plan/parts/` writes them. They hold no line breaks, which the lists of texts do."""


class _Parts(NamedTuple):
    """The rest of a text, and the front matter that was found in it so far."""

    html: str
    matter: dict[str, Value]
    source: dict[str, Value]


def read_back(entry: Entry) -> Entry:
    """An entry of an own feed with its key points, dateline, credits, films, corrections and source as data."""
    wrapper = _WRAPPER.fullmatch(entry.html.strip())
    entry = entry._replace(html=wrapper[2], lang=unescape(wrapper[1])) if wrapper else entry
    entry = _with_picture(entry)
    parts = _Parts(entry.html, {}, {})
    for take in (_points, _dateline, _source, _updates, _films, _credits):
        parts = take(parts)
    if parts.source and entry.authors and list(entry.authors) != parts.source.get("authors"):
        parts.matter["authors"] = list[Value](entry.authors)
    original = str(parts.source.get("url", "")) or next((url for rel, url in entry.related if rel == "via"), "")
    return entry._replace(
        original=entry.original or original,
        publisher=entry.publisher or str(parts.source.get("name", "")),
        html=_with_players(_with_notes(parts.html, entry.url)),
        summary=_own_summary(entry.summary, parts.html),
        related=tuple(pair for pair in entry.related if pair[0] != "via"),
        matter=parts.matter,
        source=parts.source,
    )


def _own_summary(summary: str, html: str) -> str:
    """The summary, unless it is the beginning of the text, as it is for an article without one."""
    return "" if line_of_html(html).startswith(summary.removesuffix("…").rstrip()) else summary


def _with_picture(entry: Entry) -> Entry:
    """An entry with the picture of its head, which stands first in its text, with the caption."""
    figure = _FIGURE.match(entry.html)
    image = BeautifulSoup(figure[1], "html.parser").img if figure else None
    if figure is None or image is None:
        return entry
    caption, _, credit = unescape(figure[2] or "").rpartition(" – ")
    picture = Picture(
        str(image.get("src") or ""), str(image.get("alt") or ""), caption or credit, credit if caption else ""
    )
    others = tuple(one for one in entry.pictures if one.url != picture.url)
    return entry._replace(html=entry.html[figure.end() :], pictures=(picture, *others))


def _points(parts: _Parts) -> _Parts:
    found = _POINTS.match(parts.html)
    if not found:
        return parts
    points: list[Value] = [unescape(point) for point in re.findall("<li>([^<]*)</li>", found[1])]
    return parts._replace(html=parts.html[found.end() :], matter={**parts.matter, "key_points": points})


def _dateline(parts: _Parts) -> _Parts:
    found = _DATELINE.match(parts.html)
    if not found:
        return parts
    line, agency = unescape(found[1]), ""
    if line.endswith(")") and "(" in line:
        line, _, agency = line[:-1].rpartition("(")
    place, _, day = line.strip().partition(", ")
    if not day and re.search(r"\d", place):
        place, day = "", place
    values = {"place": place, "agency": agency, "date": day}
    dateline: dict[str, Value] = {name: value for name, value in values.items() if value}
    return parts._replace(html=parts.html[found.end() :], matter={**parts.matter, "dateline": dateline})


def _source(parts: _Parts) -> _Parts:
    start = parts.html.rfind("<p>— ")
    found = _SOURCE.fullmatch(parts.html, start) if start >= 0 else None
    if not found:
        return parts
    name, *rest = unescape(found["linked"] or "") or None, *unescape(found["rest"]).removeprefix(", ").split(", ")
    names = [one for one in rest if one]
    if name is None:
        name = unescape(found["name"] or "")
    source: dict[str, Value] = {"name": name}
    if found["url"]:
        source["url"] = unescape(found["url"])
    if names and _DAY.fullmatch(names[-1]):
        source["published"] = names.pop()
    if names:
        source["authors"] = list[Value](names)
    return parts._replace(html=parts.html[:start], source=source)


def _updates(parts: _Parts) -> _Parts:
    start = parts.html.rfind("<ul>")
    if start < 0 or not _UPDATES.fullmatch(parts.html, start):
        return parts
    items = re.findall(r"<li>(\d{4}-\d\d-\d\d): ([^<]*)</li>", parts.html[start:])
    updates: list[Value] = [{"date": day, "note": unescape(note)} for day, note in items]
    return parts._replace(html=parts.html[:start], matter={**parts.matter, "updates": updates})


def _films(parts: _Parts) -> _Parts:
    start = parts.html.rfind("<ul>")
    if start < 0 or not _FILMS.fullmatch(parts.html, start):
        return parts
    films: list[Value] = [_film(found) for found in _FILM.finditer(parts.html, start)]
    return parts._replace(html=parts.html[:start], matter={**parts.matter, "films": films})


def _film(found: re.Match[str]) -> dict[str, Value]:
    film: dict[str, Value] = {"title": unescape(found["title"])}
    if found["time"]:
        seconds = 0
        for part in found["time"].split(":"):
            seconds = seconds * 60 + int(part or 0)
        film["seconds"] = seconds
    if found["url"]:
        film["url"] = unescape(found["url"])
    return film


def _credits(parts: _Parts) -> _Parts:
    start = parts.html.rfind("<dl>")
    if start < 0 or not _CREDITS.fullmatch(parts.html, start):
        return parts
    roles = re.findall(r"<dt>([^<]*)</dt>((?:<dd>[^<]*</dd>)*)", parts.html[start:])
    credits_: list[Value] = [
        {"role": unescape(role), "names": [unescape(name) for name in re.findall("<dd>([^<]*)</dd>", names)]}
        for role, names in roles
    ]
    return parts._replace(html=parts.html[:start], matter={**parts.matter, "credits": credits_})


def _with_notes(html: str, url: str) -> str:
    """A text whose footnotes have ids again. In a feed their marks lead to the page of the article."""
    if "#fnref" not in html:
        return html
    tree = BeautifulSoup(html, "html.parser")
    for link in tree.find_all("a", href=True):
        address, _, fragment = str(link["href"]).partition("#")
        if not fragment.startswith("fn") or (url and address != url):
            continue
        link["href"] = f"#{fragment}"
        note = link.find_parent("li")
        if fragment.startswith("fnref") and note is not None and not note.get("id"):
            note["id"] = fragment.replace("fnref", "fn", 1)
        elif not fragment.startswith("fnref"):
            link["id"] = fragment.replace("fn", "fnref", 1)
    return str(tree)


def _with_players(html: str) -> str:
    """A text with players in the place of the links that stand for them in feeds."""
    tree = BeautifulSoup(html, "html.parser")
    links = [link for link in tree.find_all("a", href=True) if _stands_for_player(link)]
    for link in links:
        url = str(link["href"])
        kind = media_type_of(url).partition("/")[0]
        poster = link.find("img")
        attributes = {"src": url, **({"poster": str(poster["src"])} if isinstance(poster, Tag) else {})}
        alone = link.parent if link.parent and link.parent.name == "p" and len(link.parent.contents) == 1 else link
        alone.replace_with(tree.new_tag(kind, attrs=attributes))
    return str(tree) if links else html


def _stands_for_player(link: Tag) -> bool:
    url = str(link["href"])
    name, poster = url.partition("?")[0].rpartition("/")[2], link.find("img")
    words = str(poster.get("alt") or "") if isinstance(poster, Tag) else link.get_text()
    return bool(name) and words == name and media_type_of(url).startswith(("audio/", "video/"))
