"""A saved page of one article as an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from tagarchive.core.originals import is_page_of
from tagarchive.importing.inputs.clippings import Clipping, clipping_matter
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Guessed, Html, Item, Noted, Options, Remark, Skipped, Value
from tagarchive.importing.inputs.texts import distinct
from tagarchive.importing.pages.access import GUESS, paid_access
from tagarchive.importing.pages.html_page import HtmlPage
from tagarchive.importing.pages.metadata.page_metadata import base_of, page_metadata
from tagarchive.importing.pages.metadata.saved_by import SavedBy, saved_by
from tagarchive.importing.pages.metadata.stated import PageMetadata, Stated, StatedFilm, first
from tagarchive.importing.pages.news.copies import Text, identity_of
from tagarchive.importing.pages.news.end_lines import CONTRIBUTOR
from tagarchive.importing.pages.news.news_matter import (
    authors_remark,
    clean_remarks,
    dateline_remarks,
    news_matter,
    publisher_of,
)
from tagarchive.importing.pages.news.news_text import News, news_of
from tagarchive.importing.pages.news.private_addresses import value_without_e_mail
from tagarchive.importing.pages.news.written_dates import written_date
from tagarchive.importing.pages.page_head import (
    PageHead,
    date_beside_headline,
    head_in,
    loud_line,
    marked_names,
    without_head,
    without_names,
)
from tagarchive.importing.pages.page_pictures import HeadPicture, ShownPage, finder, head_picture
from tagarchive.importing.pages.page_text import PageText, page_text
from tagarchive.importing.pages.places import places_of

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


_DESK = re.compile(r"\s*[/|]\s*")
"""Words between a publisher and the desk that signs for it."""

_ABOVE = 10
"""Number of blocks above a text among which its headline, authors and date are looked for."""


class _Article(NamedTuple):
    """Properties of the article on a page."""

    page: HtmlPage
    saved: SavedBy
    stated: PageMetadata
    url: str
    title: Stated
    head: PageHead
    text: PageText
    news: News


def items_of_article(page: HtmlPage, files: Files, options: Options, saved: SavedBy | None = None) -> Iterator[Found]:
    """The article on a page. `saved` says where the page is from if it does not say so itself."""
    article = _article(page, saved or saved_by(page))
    if not article.title.text and not article.news.text:
        yield Skipped(page.name, "no article: the page holds no text")
        return
    base = base_of(page, article.url)
    find = finder(page, files, options, known_base=bool(base))
    shown = ShownPage(page, base)
    picture = head_picture(shown, article.stated.pictures, article.news.blocks, article.title.text, find)
    article = article._replace(news=article.news._replace(blocks=picture.blocks))
    authors, why = _authors(article)
    publisher, publisher_remarks = publisher_of(article.news, first(article.stated.publishers).text)
    published = _published(article)
    clipping = Clipping(
        title=article.title.text,
        url=article.url,
        publisher=publisher,
        feed=_feed(article, base),
        authors=[name for name in authors if _DESK.split(name)[0].casefold() != publisher.casefold()],
        published=published,
        retrieved=article.saved.saved,
        updated=date_of(first(article.stated.updated).text),
        summary=first(article.stated.summaries).text or article.head.summary,
        text=article.news.text,
        tags=article.stated.tags[0].names if article.stated.tags else (),
        lang=_language(article.stated),
    )
    made = clipping_matter(clipping, options)
    matter = made.matter | _matter(article, picture, authors)
    paid = paid_access(page, article.stated, article.news.text)
    source = matter.get("source")
    if paid and isinstance(source, dict):
        matter["source"] = {**source, "access": paid.text}
    author_remarks = [authors_remark(authors, why, matter)] if why else []
    remarks = [*made.remarks, *author_remarks, *publisher_remarks, *_remarks(article), *picture.remarks]
    if paid and paid.where == GUESS:
        remarks.append(Guessed("source.access", paid.text, "an element is named as a paywall, and the text is short"))
    yield Item(
        origin=page.name,
        type="article",
        matter={key: value_without_e_mail(value) for key, value in matter.items()},
        text=Html(article.news.html) if article.news.blocks else None,
        base=base,
        find=find,
        stand_ins=made.stand_ins,
        same=(identity_of(Text(article.title.text, article.news.text)),),
        remarks=clean_remarks(remarks),
        places=(*places_of(article.stated, matter), *([("source.access", paid.where)] if paid else [])),
    )


def _article(page: HtmlPage, saved: SavedBy) -> _Article:
    stated = page_metadata(page)
    text = page_text(page, first(stated.summaries).text)
    title = first(stated.titles)
    loud = loud_line(text.above[-_ABOVE:])
    if title.where in ("title", "") and loud:
        title = Stated(loud, f"large letters above the text; the page is titled “{title.text}”")
    blocks, head = without_head(text.blocks, title.text, first(stated.summaries).text)
    above = head_in(text.above[-_ABOVE:])
    told = PageHead(
        text.head.names or head.names or above.names, text.head.date or head.date or above.date, text.head.summary
    )
    if not stated.authors and not told.names:
        told = told._replace(names=marked_names(page.written))
    if not stated.published and not told.date:
        told = told._replace(date=date_beside_headline(page.written))
    names = [*(stated.authors[0].names if stated.authors else ()), *told.names]
    news = news_of(without_names(blocks, names))
    return _Article(page, saved, stated, _url(stated, saved), title, told, text, news)


def _url(stated: PageMetadata, saved: SavedBy) -> str:
    """The address of the page: the one that it states, if that may be one of the page that was saved."""
    named = _named_url(stated, saved)
    return named if not saved.url or is_page_of(named, saved.url) else saved.url


def _named_url(stated: PageMetadata, saved: SavedBy) -> str:
    """The first whole address that a page states, on which a relative canonical one stands."""
    urls = [value.text for value in stated.urls]
    known = saved.url or next((url for url in urls if "://" in url), "")
    try:
        return urljoin(known, urls[0]) if urls and known else known
    except ValueError:
        return known


def _feed(article: _Article, base: str) -> str:
    try:
        feed = urljoin(base, first(article.stated.feeds).text) if article.stated.feeds else ""
    except ValueError:
        return ""
    return feed if feed.startswith(("http://", "https://")) else ""


def _published(article: _Article) -> Dated:
    """The date of publication: the first that is a day, else one in the words of the head."""
    dates = [date_of(value.text) for value in article.stated.published]
    day = next((dated for dated in dates if dated.is_day), None)
    if day:
        return day
    written = written_date(article.head.date) if article.head.date else NO_DATE
    return written if written.is_day else next(iter(dates), NO_DATE)


def _authors(article: _Article) -> tuple[list[str], str]:
    """The authors that are stated, or else those of the byline or of lines at the end, with the reason of a guess."""
    stated, byline, end = article.stated.authors, article.head.names, article.news.authors
    if stated and not set(_folded(stated[0].names)) < set(_folded(byline)):
        return list(stated[0].names), ""
    if byline:
        names = ", ".join(stated[0].names) if stated else ""
        less = f"; {stated[0].where} names {names} alone" if stated else ""
        return list(byline), f"the byline in the text names them{less}"
    return list(end), "lines at the end name them" if end else ""


def _folded(names: Sequence[str]) -> list[str]:
    return [name.casefold() for name in names]


def _language(stated: PageMetadata) -> str:
    return next((value.text for value in stated.langs if _LANGUAGE.fullmatch(value.text)), "")


def _matter(article: _Article, picture: HeadPicture, authors: list[str]) -> dict[str, Value]:
    """The keys of front matter beside those of a clipping."""
    matter = news_matter(article.news)
    if picture.fields:
        matter["image"] = picture.fields
    known = set(_folded(authors))
    helpers: list[Value] = [name for name in article.news.authors if name.casefold() not in known]
    if helpers:
        matter["credits"] = [*_list(matter, "credits"), {"role": CONTRIBUTOR, "names": helpers}]
    films: list[Value] = [_film(film) for film in article.stated.films]
    if films:
        matter["films"] = [*films, *_list(matter, "films")]
    sections = distinct([section.text for section in article.stated.sections])
    extra = matter.get("extra")
    if sections:
        matter["extra"] = {**(extra if isinstance(extra, dict) else {}), "section": sections[0]}
    return matter


def _film(film: StatedFilm) -> dict[str, Value]:
    url = film.url if film.url.startswith(("http://", "https://")) else ""
    fields: dict[str, Value] = {"title": film.title, "seconds": film.seconds, "url": url}
    return {key: value for key, value in fields.items() if value}


def _list(matter: dict[str, Value], key: str) -> list[Value]:
    value = matter.get(key)
    return value if isinstance(value, list) else []


def _remarks(article: _Article) -> Iterator[Remark]:
    saved, stated = article.saved, article.stated
    if saved.program:
        yield Noted(f"the page was saved by {saved.program}")
    if article.title.where.startswith("large letters"):
        yield Guessed("title", article.title.text, f"it stands in {article.title.where}")
    publisher = first(stated.publishers)
    if publisher.where == "title":
        yield Guessed("source.name", publisher.text, "it stands beside the headline in the title of the page")
    published = _published(article)
    if published.is_day and not any(date_of(value.text).is_day for value in stated.published):
        yield Guessed("source.published", published.text, f"“{article.head.date}” stands above the text")
    if not _language(stated):
        yield Guessed("lang", "", "the page does not say its language; that of the site stands in")
    if article.text.where in ("trafilatura", "whole page"):
        yield Guessed("text", "", f"no element is marked as the article; found by: {article.text.where}")
    named = _named_url(stated, saved)
    if saved.url and not is_page_of(named, saved.url):
        yield Noted(f"the page names {named} as its address, which can't be that of {saved.url}")
    yield from dateline_remarks(article.news, is_day_known=published.is_day)
    yield from (Noted(fault) for fault in stated.faults)
    yield from article.news.remarks
    yield from article.text.lost
