"""A saved page of the archive of a tag: its articles, and the text of the tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Find, Found, Html, Item, Noted, Options, Remarked, Value
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.html_page import HtmlPage, attribute, text_of
from tagarchive.importing.pages.metadata.json_ld import json_ld_metadata
from tagarchive.importing.pages.metadata.page_metadata import base_of, page_urls
from tagarchive.importing.pages.metadata.saved_by import saved_by
from tagarchive.importing.pages.metadata.stated import first
from tagarchive.importing.pages.news.closing_lines import tag_named
from tagarchive.importing.pages.news.copies import marked_copies
from tagarchive.importing.pages.page_pictures import finder
from tagarchive.importing.pages.page_text import with_shared_pictures
from tagarchive.importing.pages.tag_entry import Archive, entry_item

_ENTRY = re.compile(r"^(?:hentry|h-entry|post|type-post|blog-post|post-item)$")
_DESCRIPTION = re.compile(
    r"^(?:archive-description|taxonomy-description|tag-description|archive-meta|term-description)$"
)
_TITLE_END = re.compile(r"\s+(?:Archives?|Archive|Archiv|Archivos|Archivi)\b.*$", re.IGNORECASE)
_OLDER = re.compile(r"older|next|ältere|nächste|suivant|siguiente|anteriores|successiv|→|»", re.IGNORECASE)


def is_tag_page(page: HtmlPage) -> bool:
    """True for a page that lists the articles of a tag, or of a blog: with a heading, a class or several entries."""
    entries = entries_of(page.written)
    if not entries:
        return False
    classes = set(page.body_class.lower().split())
    if bool(classes & {"archive", "tag", "category", "blog"}) and "single" not in classes:
        return True
    return bool(_heading(page.written)) or (len(entries) > 1 and _is_all(entries, page))


def _is_all(entries: Sequence[Tag], page: HtmlPage) -> bool:
    """True if a page is its entries, and not an article beside which others are shown."""
    kind = page.written.find("meta", property="og:type")
    if (kind and attribute(kind, "content") == "article") or json_ld_metadata(page).titles:
        return False
    body = page.body()
    return sum(len(text_of(entry)) for entry in entries) > _MOST * len(text_of(body))


_MOST = 0.5
"""Share of the words of a page that its entries have if it is a list of them."""


def entries_of(root: Tag) -> list[Tag]:
    """The articles that a page lists: the outermost elements of them."""
    found = root.find_all("article") or root.find_all(class_=_ENTRY)
    return [one for one in found if not one.find_parent("article") and one.name != "body" and _is_listed(one)]


def _is_listed(entry: Tag) -> bool:
    """True for an article whose headline leads to its own page."""
    heading = entry.find(class_=re.compile(r"^(?:entry-title|post-title|p-name)$")) or entry.find(
        re.compile("^h[1-4]$")
    )
    return heading is not None and (heading.find("a", href=True) is not None or heading.find_parent("a") is not None)


def items_of_tag_page(page: HtmlPage, files: Files, options: Options) -> Iterator[Found]:
    """The text of the tag, if there is one, and the articles of the page."""
    tree = page.body()
    with_shared_pictures(tree, page)
    url = first(page_urls(page)).text or saved_by(page).url
    base = base_of(page, url)
    find = finder(page, files, options, known_base=bool(base))
    slug = _slug(page.body_class)
    names = _tag_names(tree)
    tag = _heading(tree) or names.get(slug, "") or _titled(page)
    archive = Archive(
        page.name, tag, {**names, **({slug: tag} if slug and tag else {})}, base, find, saved_by(page).saved
    )
    tag_item = _tag_item(page, tree, tag, url, find)
    if tag_item:
        yield tag_item
    yield from marked_copies([entry_item(entry, archive, options) for entry in entries_of(tree)])
    if not tag:
        yield Remarked(page.name, Noted("the page names no tag, so its articles get none from it"))
    for further in _further_pages(tree, base):
        yield Remarked(page.name, Noted(f"the archive goes on at {further.url}: {further.name} is not read"))
    if saved_by(page).program:
        yield Remarked(page.name, Noted(f"the page was saved by {saved_by(page).program}"))


def _heading(root: Tag) -> str:
    """The tag that the heading of an archive names."""
    for heading in root.find_all(["h1", "h2"]):
        tag = tag_named(text_of(heading))
        if tag:
            return tag
    return ""


def _titled(page: HtmlPage) -> str:
    """The tag that the title of an archive names, such as “Norhaven Archives - The Mirror”."""
    title = text_of(page.written.title) if page.written.title else ""
    is_tag = "tag" in page.body_class.lower().split()
    named = tag_named(re.split(r"\s+[|–—-]\s+", title)[0])
    heading = page.written.find("h1", class_=re.compile("page-title|archive-title"))
    return named or (_TITLE_END.sub("", text_of(heading)) if heading and is_tag else "") or (
        _TITLE_END.sub("", title) if is_tag and _TITLE_END.search(title) else ""
    )  # fmt: skip


def _slug(classes: str) -> str:
    """The slug of the tag that WordPress writes into the classes of a page."""
    names = [name.removeprefix("tag-") for name in classes.split() if name.startswith("tag-")]
    return next((name for name in names if not name.isdecimal()), "")


def _tag_names(tree: Tag) -> Mapping[str, str]:
    """The names of tags by slug, from the links of the page to their archives."""
    links = [link for link in tree.find_all("a", rel="tag") if "category" not in link.get_attribute_list("rel")]
    return {slug_in(attribute(link, "href")): text_of(link) for link in links if text_of(link)}


def slug_in(url: str) -> str:
    """The last part of an address."""
    try:
        return urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    except ValueError:
        return ""


def _tag_item(page: HtmlPage, tree: BeautifulSoup, tag: str, url: str, find: Find) -> Item | None:
    description = tree.find(class_=_DESCRIPTION)
    if description is None or not tag or not text_of(description):
        return None
    path = urlsplit(url).path if url else ""
    aliases: dict[str, Value] = (
        {"aliases": [path]} if path.strip("/") and not path.endswith((".html", ".htm", ".php")) else {}
    )
    return Item(
        page.name, "tag", {"name": tag, **aliases}, Html(description.decode_contents().strip()), base=url, find=find
    )  # fmt: skip


class _Further(NamedTuple):
    url: str
    name: str


def _further_pages(tree: Tag, base: str) -> Iterator[_Further]:
    """The pages of the archive that this one leads to; of a pager each once."""
    seen = set[str]()
    pagers = tree.find_all(
        class_=re.compile(
            r"^(?:pagination|nav-links|navigation|pager|paging|page-numbers|nav-previous|wp-pagenavi|posts-navigation)$"
        )
    )
    links = [
        link for pager in pagers for link in (*([pager] if pager.name == "a" else []), *pager.find_all("a", href=True))
    ]
    links += tree.find_all("link", rel="next")
    for link in links:
        try:
            url = urljoin(base, line_of(attribute(link, "href")))
        except ValueError:
            continue
        number = re.search(r"/page/(\d+)/?$|[?&]paged?=(\d+)", url)
        if url not in seen and (number or _OLDER.search(text_of(link)) or link.name == "link"):
            seen.add(url)
            yield _Further(url, f"page {number[1] or number[2]}" if number else "the next page")
