"""An article in the archive of a tag, as the page of a desk that republishes shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from bs4.element import Tag

from tagarchive.importing.inputs.clippings import Clipping, clipping_matter
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import Find, Guessed, Html, Item, Lost, Noted, Options, Remark, Value
from tagarchive.importing.inputs.texts import distinct
from tagarchive.importing.pages.html_page import attribute, text_of
from tagarchive.importing.pages.news.blocks import blocks_of_element
from tagarchive.importing.pages.news.closing_lines import closing_of
from tagarchive.importing.pages.news.copies import Text
from tagarchive.importing.pages.news.datelines import day_near, day_of
from tagarchive.importing.pages.news.news_matter import (
    authors_remark,
    clean_remarks,
    dateline_remarks,
    news_matter,
    publisher_of,
)
from tagarchive.importing.pages.news.news_text import News, news_of
from tagarchive.importing.pages.news.private_addresses import value_without_e_mail
from tagarchive.importing.pages.page_cleaning import clean
from tagarchive.importing.pages.page_pictures import ShownPage, head_picture
from tagarchive.importing.pages.page_text import CONTENT

_TITLE = re.compile(r"^(?:entry-title|post-title|p-name)$")
_SUMMARY = re.compile(r"^(?:entry-summary|post-excerpt|excerpt|p-summary|wp-block-post-excerpt)$")
_BYLINE = re.compile(r"^(?:author|byline|p-author|post-author)$")
_MORE = re.compile(
    r"(?:continue reading|read more|weiterlesen|lire la suite|seguir leyendo|leggi tutto)", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:Source|Via|Quelle|Original|Fuente|Fonte)\s*:?\s*(?P<name>.*)", re.IGNORECASE)
_ADMIN = re.compile(
    r"admin\w*|administrator|webmaster|editor|editorial(?: team)?|staff|redaktion|root|user|desk|newsroom",
    re.IGNORECASE,
)


class Archive(NamedTuple):
    """The page that an article is on.

    Attributes:
        name: file of the page
        tag: the tag of the archive; may be empty
        names: names of tags by slug
        base: address on which references stand
        find: files of the page
        saved: moment of saving

    """

    name: str
    tag: str
    names: Mapping[str, str]
    base: str
    find: Find
    saved: Dated = NO_DATE


class _Original(NamedTuple):
    url: str = ""
    name: str = ""


def entry_item(entry: Tag, archive: Archive, options: Options) -> tuple[Item, Text]:
    """The item of an entry and its text: a clipping if it leads to an original, else an article of the desk itself."""
    title, permalink = _title(entry, archive.base)
    posted, byline = _posted(entry), _byline(entry)
    tags, remarks = _tags(entry, archive)
    categories = [text_of(link) for link in entry.find_all("a", rel="category")]
    content = entry.find(class_=CONTENT)
    summary = entry.find(class_=_SUMMARY) if content is None else None
    is_cut = content is None and (summary is not None or _has_more(entry))
    body = content or summary or _body(entry)
    original = _original(body, archive.base)
    lost = clean(body)
    news = news_of(blocks_of_element(body))
    picture = head_picture(ShownPage(None, archive.base), (), news.blocks, title, archive.find)
    news = news._replace(blocks=picture.blocks)
    near = day_near(news.dateline.date, posted) if news.dateline else ""
    publisher, guesses = publisher_of(news, original.name) if original.url else ("", ())
    own = [] if original.url or not byline or _ADMIN.fullmatch(byline) else [byline]
    clipping = Clipping(
        title=title,
        url=original.url,
        publisher=publisher,
        authors=distinct([*own, *news.authors]),
        published=_published(news, near) if original.url else posted,
        retrieved=archive.saved,
        posted=posted,
        text="" if is_cut else news.text,
        summary=news.text if is_cut else "",
        tags=tags,
    )
    made = clipping_matter(clipping, options)
    matter = made.matter | news_matter(news) | _further(picture.fields, categories, news, permalink)
    told = [*made.remarks, *guesses, *remarks, *picture.remarks, *_remarks(news, near, original, matter, is_cut=is_cut)]
    item = Item(
        origin=archive.name,
        type="article",
        matter={key: value_without_e_mail(value) for key, value in matter.items()},
        text=None if is_cut or not news.blocks else Html(news.html),
        base=permalink or archive.base,
        addresses=(permalink,) if permalink else (),
        find=archive.find,
        stand_ins=made.stand_ins,
        remarks=clean_remarks([*told, *news.remarks, *lost]),
    )
    return item, Text(title, news.text)


def _published(news: News, near: str) -> Dated:
    """The date of an original: that of its dateline, with the year of the post if it has none."""
    return date_of(near) if near else day_of(news.dateline.date if news.dateline else "")


def _title(entry: Tag, base: str) -> tuple[str, str]:
    """Headline and address of an entry."""
    heading = entry.find(class_=_TITLE) or entry.find(re.compile("^h[1-4]$"))
    if heading is None:
        return "", ""
    link = heading.find("a", href=True) or heading.find_parent("a")
    title = text_of(heading)
    try:
        url = urljoin(base, attribute(link, "href")) if link else ""
    except ValueError:
        url = ""
    heading.decompose()
    return title, url if url.startswith(("http://", "https://", "/")) else ""


def _posted(entry: Tag) -> Dated:
    """The date on which the desk posted an entry."""
    times = [time for time in entry.find_all("time") if attribute(time, "datetime")]
    marked = [time for time in times if re.search("publi|entry-date|posted", attribute(time, "class"))]
    return date_of(attribute((marked or times)[0], "datetime")) if times else NO_DATE


def _byline(entry: Tag) -> str:
    element = entry.find(class_=re.compile(r"^(?:fn|p-name)$")) or entry.find(class_=_BYLINE)
    return re.sub(r"^\s*by\s+", "", text_of(element), flags=re.IGNORECASE) if element else ""


def _tags(entry: Tag, archive: Archive) -> tuple[list[str], list[Remark]]:
    """The tags of an entry: that of the archive, those of its links, and those of the classes that WordPress writes."""
    links = [link for link in entry.find_all("a", rel="tag") if "category" not in link.get_attribute_list("rel")]
    slugs = [name.removeprefix("tag-") for name in attribute(entry, "class").split() if name.startswith("tag-")]
    linked = [text_of(link) for link in links]
    known = [archive.names[slug] for slug in slugs if slug in archive.names]
    unknown = [slug for slug in slugs if slug not in archive.names]
    remarks = [Guessed("tags", slug, "its name stands nowhere on the page; its slug stands in") for slug in unknown]
    return distinct([archive.tag, *linked, *known, *unknown]), list[Remark](remarks)


def _has_more(entry: Tag) -> bool:
    return any(_MORE.match(text_of(link)) and not closing_of(text_of(link)) for link in entry.find_all("a"))


def _body(entry: Tag) -> Tag:
    """An entry without its head and foot, where no element is marked as its content."""
    for element in entry.find_all(["header", "footer", "time"]) + entry.find_all(
        class_=re.compile("meta|byline|author")
    ):
        if not element.decomposed:
            element.decompose()
    return entry


def _original(body: Tag, base: str) -> _Original:
    """The original that the last link leads to, which is removed with its words."""
    for link in reversed(body.find_all("a", href=True)):
        if link.decomposed:
            continue
        block = link.find_parent(["p", "div", "blockquote", "li"]) or link
        block = link if block is body or len(text_of(block)) > _SHORT else block
        source = _SOURCE.fullmatch(text_of(block))
        if closing_of(text_of(link)) or closing_of(text_of(block)) or (source and _leads_out(link, base)):
            named = text_of(link) if source and not closing_of(text_of(link)) else ""
            found = _Original(_joined(base, attribute(link, "href")), "" if "/" in named else named)
            (block if closing_of(text_of(block)) or source else link).decompose()
            return found
    return _Original()


_SHORT = 200


def _leads_out(link: Tag, base: str) -> bool:
    url = _joined(base, attribute(link, "href"))
    return url.startswith("http") and urlsplit(url).hostname != urlsplit(base).hostname


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def _further(
    image: dict[str, Value], categories: list[str], news: News, permalink: str
) -> dict[str, Value]:  # fmt: skip
    """The picture, the former address and what has no key of its own."""
    extra = news_matter(news).get("extra")
    merged = {
        **(extra if isinstance(extra, dict) else {}),
        **({"categories": list[Value](categories)} if categories else {}),
    }
    path = urlsplit(permalink).path if permalink else ""
    is_address = bool(path.strip("/")) and not urlsplit(permalink).query
    found: dict[str, Value] = {"image": dict(image), "extra": merged, "aliases": [path] if is_address else []}
    return {key: value for key, value in found.items() if value}


def _remarks(
    news: News, near: str, original: _Original, matter: Mapping[str, Value], *, is_cut: bool
) -> Iterator[Remark]:
    yield from dateline_remarks(news, is_day_known=bool(near))
    if near and news.dateline:
        why = f"the dateline names “{news.dateline.date}”; the year is that of the post"
        yield Guessed("source.published", near, why)
    if news.authors:
        yield authors_remark(news.authors, "lines at the end name them", matter)
    if not original.url:
        yield Noted("no link leads to an original, so it is taken for an article of the desk's own")
    if is_cut:
        yield Lost("text", "the page shows only the beginning of the article")
