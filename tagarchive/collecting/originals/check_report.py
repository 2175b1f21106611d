"""Reports of what others say of originals: as lines for people, and as objects for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tagarchive.collecting.originals.dead_originals import Checked, Originals
from tagarchive.collecting.originals.link_format import Dated
from tagarchive.collecting.originals.memento import Found
from tagarchive.collecting.originals.originals_report import Group, grouped
from tagarchive.collecting.originals.verdicts import News
from tagarchive.core.text import counted


def check_lines(found: Checked, originals: Originals, *, is_long: bool) -> Iterator[str]:
    """Findings of a check."""
    groups = (
        Group("No longer there, on two days", [_news_words(one, originals) for one in _of("dead", found)]),
        Group("Missing for the first time; dead if that is so on another day", _urls(_of("missing", found), originals)),
        Group("There again", _urls(_of("alive", found), originals)),
        Group("Moved for good", [_news_words(one, originals) for one in _of("moved", found)]),
        Group("Verdicts dropped, since no article names the address", found.forgotten),
        Group("No answer that says anything", [f"{one.url}: {one.reason}" for one in found.unreached]),
    )
    yield from grouped(groups, is_long=is_long)
    dead = sum(verdict.state == "dead" for verdict in found.verdicts)
    yield (
        f"{counted(found.asked, 'original')} asked now, {found.known:,} asked before on this day, {found.left:,} left "
        f"for another run; {dead:,} dead in all."
    )


def _of(what: str, found: Checked) -> list[News]:
    return [news for news in found.news if news.what == what]


def _urls(news: Sequence[News], originals: Originals) -> list[str]:
    return [f"{one.url} ({_paths(one.url, originals)})" for one in news]


def _news_words(news: News, originals: Originals) -> str:
    articles = originals.get(news.url, ())
    if news.verdict and news.verdict.to:
        return f"{news.url} to {news.verdict.to} ({_paths(news.url, originals)})"
    archived = next((one.archived for one in articles if one.archived), "")
    copy = f"copy at {archived}" if archived else "no archived copy; `tagarchive originals --archive` looks for one"
    return f"{news.url} ({_paths(news.url, originals)}): {copy}"


def _paths(url: str, originals: Originals) -> str:
    articles = originals.get(url, ())
    more = f" and {counted(len(articles) - 1, 'more file')}" if len(articles) > 1 else ""
    return f"{articles[0].path}{more}" if articles else "no article"


def check_as_object(found: Checked, originals: Originals) -> dict[str, Any]:
    news = {what: [_news_as_object(one, originals) for one in _of(what, found)] for what in _WHATS}
    return {
        "asked": found.asked,
        "known": found.known,
        "left": found.left,
        **news,
        "unreached": [{"url": one.url, "reason": one.reason, **_files(one.url, originals)} for one in found.unreached],
        "forgotten": list(found.forgotten),
    }


_WHATS = ("dead", "missing", "alive", "moved")


def _news_as_object(news: News, originals: Originals) -> dict[str, Any]:
    to = {"to": news.verdict.to} if news.verdict and news.verdict.to else {}
    return {"url": news.url, **to, **_files(news.url, originals)}


def _files(url: str, originals: Originals) -> Mapping[str, Any]:
    return {"files": [original.path for original in originals.get(url, ())]}


# Archived copies.


def copies_lines(found: Sequence[Found], left: int, originals: Originals, *, is_written: bool) -> Iterator[str]:
    """Copies that a service has, with a word that they are written, or would be."""
    copies, none = _parted(found)
    head = "Written as source.archive_url" if is_written else "Would be written as source.archive_url"
    lines = [f"{_paths(url, originals)}: {copy.url} ({_distance(url, copy, originals)})" for url, copy in copies]
    yield from grouped(
        (Group(head, lines), Group("No copy", [f"{one.url}: {one.reason}" for one in none])), is_long=True
    )
    ending = "" if is_written or not copies else " Nothing is written; --write does that."
    yield (
        f"{counted(len(copies), 'copy', 'copies')} found, {len(none):,} without one, {left:,} left for another run."
        f"{ending}"
    )


def _parted(found: Sequence[Found]) -> tuple[list[tuple[str, Dated]], list[Found]]:
    """The copies with the addresses of their originals, and what has none."""
    return [(one.url, one.copy) for one in found if one.copy], [one for one in found if one.copy is None]


def _distance(url: str, copy: Dated, originals: Originals) -> str:
    seen = min(original.seen.when() for original in originals[url])
    days = abs((copy.made - seen).days)
    return f"made {copy.made:%Y-%m-%d}, {counted(days, 'day')} from {seen:%Y-%m-%d}"


def copies_as_object(found: Sequence[Found], left: int, originals: Originals, *, is_written: bool) -> dict[str, Any]:
    copies, none = _parted(found)
    made = [
        {"url": url, "archive_url": copy.url, "made": copy.made.isoformat(), **_files(url, originals)}
        for url, copy in copies
    ]
    without = [{"url": one.url, "reason": one.reason, **_files(one.url, originals)} for one in none]
    return {"found": made, "none": without, "left": left, "written": is_written}
