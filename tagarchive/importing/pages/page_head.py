"""The head of an article on a page: headline, standfirst, byline and dates, which are data and no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bs4.element import Tag

from tagarchive.core.slugs import slugify
from tagarchive.importing.pages.html_page import attribute, text_of
from tagarchive.importing.pages.news.blocks import Block, blocks_of_element
from tagarchive.importing.pages.news.end_lines import byline_of
from tagarchive.importing.pages.news.names import are_names, names_in
from tagarchive.importing.pages.news.written_dates import written_date

_BYLINE_PART = re.compile(r"(?:^|[-_])(?:by-?line|authors?|author-name|autore?s?|auteurs?)$")
_BYLINE = frozenset("byline by-line author authors author-name post-author entry-author autor auteur".split())
_META = frozenset(
    "dateline-time date dates timestamp update-time published posted-on entry-date post-date "
    "entry-meta post-meta article-meta meta pubdate datetime reading-time".split()
)
_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line)?|lede?|intro|summary|excerpt|teaser|vorspann|chapo)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_SHORT, _HEAD_BLOCKS, _MOST = 200, 6, 2_000

_SHARE, _SENTENCE = 0.5, 40
"""Share of the text above which a header is no header, and number of characters of a short standfirst."""


class PageHead(NamedTuple):
    """Words at the head of an article.

    Attributes:
        names: names of its byline
        date: its date as it is written; empty if it is none that can be read
        summary: standfirst that is marked as one

    """

    names: tuple[str, ...] = ()
    date: str = ""
    summary: str = ""


def taken_head(root: Tag, summary: str) -> PageHead:
    """Removes the marked byline, dates and standfirst from an element; what they say."""
    head = PageHead()
    for element in root.find_all(_ELEMENTS):
        if element.decomposed:
            continue
        names = set(attribute(element, "class").lower().split()) | {attribute(element, "itemprop").lower()}
        is_marked = element.name in ("time", "address") or names & (_BYLINE | _META)
        is_standfirst = _STANDFIRST.search(attribute(element, "class")) is not None
        if not (is_marked or is_standfirst) or not 0 < len(text := text_of(element)) < _MOST:
            continue
        is_summary = _folded(text) == _folded(summary)
        # One that says something else than the summary that is stated would be lost.
        is_new = not (head.summary or summary) and element.name in ("p", "h2", "h3")
        if is_standfirst and (is_summary or is_new):
            head = head._replace(summary=text)
            element.decompose()
        elif is_marked and len(text) < _SHORT:
            head = _with(head, text, marked=bool(names & _BYLINE))
            element.decompose()
    return head


def marked_names(root: Tag) -> tuple[str, ...]:
    """The names of the first byline that is marked as one."""
    for element in root.find_all(_ELEMENTS):
        classes = attribute(element, "class").lower().split()
        if any(map(_BYLINE_PART.search, classes)) and len(text := text_of(element)) < _SHORT:
            head = _with(PageHead(), re.sub("^by ", "", text), marked=True)
            if head.names:
                return head.names
    heading = root.find("h1")
    links = heading.find_all_next("a", href=_PERSON_PAGE) if heading else []
    return next((names for link in links if are_names(names := names_in(text_of(link)))), ())


_PERSON_PAGE = re.compile(r"/(?:authors?|writers?|autore?s?|auteurs?|people|profiles?|reporters?|journalists?)/[^/]")


def date_beside_headline(root: Tag) -> str:
    """The first line after the headline that is nothing but a date, else the last one before it; empty if none is."""
    heading = root.find("h1")
    if heading is None:
        return ""
    for elements in (heading.find_all_next(_ELEMENTS), heading.find_all_previous(_ELEMENTS)):
        lines = (text_of(one) for one in elements if not one.find(_ELEMENTS))
        date = next((line for line in lines if len(line) < _SHORT and written_date(line).is_day), "")
        if date:
            return date
    return ""


def taken_header(root: Tag, head: PageHead, summary: str) -> PageHead:
    """Removes the header of an article with its headline from an element, but for figures; what it says."""
    header = root.find("header")
    if (
        header is None
        or header.find("h1") is None
        or not len(text_of(header)) < min(_MOST, _SHARE * len(text_of(root)))
    ):
        return head
    for figure in reversed(header.find_all("figure")):
        root.insert(0, figure.extract())
    blocks = blocks_of_element(header)
    told = head_in(blocks)
    texts = (block.text for block in blocks if block.kind == "text" and len(block.text) > _SENTENCE)
    first = "" if summary or head.summary else next(iter(texts), "")
    header.decompose()
    return PageHead(head.names or told.names, head.date or told.date, head.summary or first)


_ELEMENTS = "p div span time address ul h2 h3 a section header".split()


def _with(head: PageHead, text: str, *, marked: bool) -> PageHead:
    byline = byline_of(text)
    names = byline.names if byline else names_in(text) if marked and are_names(names_in(text)) else ()
    date = text if written_date(text).is_day else byline.date if byline and written_date(byline.date).is_day else ""
    return head._replace(names=head.names or names, date=head.date or date)


def without_head(blocks: Sequence[Block], title: str, summary: str) -> tuple[tuple[Block, ...], PageHead]:
    """The blocks without those at their start that repeat the headline or are a byline or a date."""
    head = PageHead()
    kept = []
    for at, block in enumerate(blocks):
        is_early = at < _HEAD_BLOCKS and block.kind in ("text", "head")
        if is_early and (_folded(block.text) == _folded(title) or (at < 2 and _is_same_head(block, summary))):
            continue
        if is_early and block.lines and all(byline_of(line) or written_date(line).is_day for line in block.lines):
            for line in block.lines:
                head = _with(head, line, marked=False)
            continue
        kept.append(block)
    return tuple(kept), head


def without_names(blocks: Sequence[Block], names: Sequence[str]) -> tuple[Block, ...]:
    """The blocks without those at their start that are nothing but names of the authors, or a place and a dash."""
    kept = []
    for at, block in enumerate(blocks):
        rest = _folded(block.text)
        for name in sorted(names, key=len, reverse=True):
            rest = rest.replace(_folded(name), "")
        is_early = at < _HEAD_BLOCKS and block.kind in ("text", "head")
        is_names = rest != _folded(block.text) and set(rest.split("-")) <= _BETWEEN_NAMES
        if not (is_early and (is_names or _PLACE_ALONE.fullmatch(block.text))):
            kept.append(block)
    return tuple(kept)


_BETWEEN_NAMES = frozenset(["", *"by and von und par et por y di e door en".split()])
_PLACE_ALONE = re.compile(r"[^\W\d_a-z][\w .]{1,30} ?[–—-]")


def _is_same_head(block: Block, summary: str) -> bool:
    return block.kind == "head" and bool(summary) and _folded(block.text) == _folded(summary)


def head_in(blocks: Sequence[Block]) -> PageHead:
    """Authors and date in the lines above a text."""
    head = PageHead()
    for line in (line for block in blocks if block.kind in ("text", "head") for line in block.lines):
        head = _with(head, line, marked=False)
    return head


def loud_line(blocks: Sequence[Block]) -> str:
    """The line in large or bold letters that stands last above a text, as headlines of old pages do."""
    for block in reversed(blocks):
        if block.kind == "head":
            return block.text
        if block.kind == "text" and re.match(r"<(?:font\b[^>]*size=\"\+?[4-7]|b>|strong>|big>)", block.html):
            return block.lines[0]
    return ""


def _folded(text: str) -> str:
    return slugify(text, 10_000)
