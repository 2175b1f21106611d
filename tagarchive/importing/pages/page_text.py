"""The text of a page: the element that holds the article, without what is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import trafilatura
from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.pages.data_pictures import shared_pictures
from tagarchive.importing.pages.html_page import HtmlPage, attribute, text_of
from tagarchive.importing.pages.news.blocks import Block, blocks_of_element
from tagarchive.importing.pages.page_cleaning import clean
from tagarchive.importing.pages.page_head import PageHead, taken_head, taken_header

CONTENT = re.compile(
    r"^(?:e-content|entry-content|post-content|article-content|article-body|article__body|articlebody|story-body|post-body|"
    r"article-text|body-copy|content__article-body|wp-block-post-content|post__content|article__content|"
    r"richtextstorybody|field--name-body|wysiwyg--all-content|available-content)$",
    re.IGNORECASE,
)
_MARKS = ("name", "data-testid", "data-qa", "data-gu-name", "data-area", "data-component")
_MARK = re.compile(r"(?:article|story|post)[-_]?body|body", re.IGNORECASE)
"""Attributes by which the scripts and tests of a site find the text, and their values."""
_ABOUT = re.compile(
    r"About (?:the|our) (?:authors?|writers?)|Über (?:den Autor|die Autorin)|Sobre (?:la firma|el autor|la autora)|"
    r"À propos de l[’']aut(?:eur|rice)|L[’']autore|Об авторе",
    re.IGNORECASE,
)
_LAST = 3
"""Number of blocks at the end of a text among which a part about its author begins."""

_END_MARK = re.compile(r"(?<=[.!?”\"])\s+Enditem$")
_TEXTS = ["p", "li", "h2", "h3", "td", "div"]
_LEAST = 20
"""Number of characters below which an element holds no article."""


class PageText(NamedTuple):
    """The text of a page.

    Attributes:
        blocks: its blocks
        where: which element was taken
        head: what its head says, which is taken out of it
        above: blocks before it, if it was found by its words alone
        lost: what is dropped of it that may be missed

    """

    blocks: tuple[Block, ...]
    where: str
    head: PageHead = PageHead()
    above: tuple[Block, ...] = ()
    lost: tuple[Lost, ...] = ()


def page_text(page: HtmlPage, summary: str = "") -> PageText:
    """The text of the article on a page. A standfirst that repeats its summary is no part of it."""
    tree = page.body()
    with_shared_pictures(tree, page)
    element, where, paragraphs = _element(tree, page)
    lost = clean(element)
    head = taken_header(element, taken_head(element, summary), summary)
    blocks = blocks_of_element(element)
    told = [at for at, block in enumerate(blocks) if block.text in paragraphs or set(block.lines) & paragraphs]
    if told:
        above, blocks = blocks[: told[0]], blocks[told[0] : told[-1] + 1]
        return PageText(_without_end(blocks), where, head, tuple(above), lost)
    return PageText(_without_end(blocks), where, head, (), lost)


def _without_end(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without a part about the author at their end, and without the last word of some agencies."""
    about = (at for at, block in enumerate(blocks) if block.kind == "head" and _ABOUT.fullmatch(block.text))
    start = next((at for at in about if 0 < len(blocks) - _LAST <= at), len(blocks))
    blocks = blocks[:start]
    if not blocks or not _END_MARK.search(blocks[-1].html):
        return tuple(blocks)
    last = blocks[-1]
    lines = (*last.lines[:-1], _END_MARK.sub("", last.lines[-1]))
    return (*blocks[:-1], last._replace(lines=lines, html=_END_MARK.sub("", last.html)))


def with_shared_pictures(tree: BeautifulSoup, page: HtmlPage) -> None:
    """Gives pictures that SingleFile keeps once for several places their names."""
    shared = shared_pictures(page.html)
    if shared:
        for image in tree.find_all("img", style=re.compile("--sf-img-")):
            found = re.search(r"--sf-img-\d+", attribute(image, "style"))
            if found and found[0] in shared:
                image["src"] = shared[found[0]]


class _Element(NamedTuple):
    """An element, how it was found, and the paragraphs of which its text is made, if only they are known."""

    element: Tag
    where: str
    paragraphs: frozenset[str] = frozenset()


def _element(tree: BeautifulSoup, page: HtmlPage) -> _Element:
    """The element that holds the article."""
    marked = tree.find_all(itemprop=re.compile(r"(?:^|\s)articleBody(?:\s|$)"))
    named = [] if marked else tree.find_all(_is_named_body)
    classed = [] if marked or named else tree.find_all(class_=CONTENT)
    articles = [one for one in tree.find_all("article") if not one.find_parent("article")]
    for elements, where in (
        (marked, "itemprop articleBody"),
        (named, "an attribute of its element"),
        (classed, "the class of its element"),
        (articles, "article element"),
    ):
        largest = max(elements, key=lambda one: len(text_of(one)), default=None)
        if largest is not None and len(text_of(largest)) >= _LEAST:
            return _Element(largest, where)
    return _extracted(tree, page)


def _is_named_body(element: Tag) -> bool:
    return element.name in ("div", "section", "main", "article") and any(
        _MARK.fullmatch(attribute(element, name)) for name in _MARKS
    )


def _extracted(tree: BeautifulSoup, page: HtmlPage) -> _Element:
    """The smallest element around what trafilatura takes for the article; else the main part or the body."""
    html = trafilatura.extract(
        page.tidy,
        output_format="html",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        fast=True,
    )
    paragraphs = {text_of(one) for one in BeautifulSoup(html or "", "html.parser").find_all(["p", "li", "h2", "h3"])}
    paragraphs.discard("")
    inner = (one for one in tree.find_all(_TEXTS) if one.find(_TEXTS) is None)
    wanted = [one for one in inner if text_of(one) in paragraphs]
    body = tree.find("main") or tree.find(lambda tag: attribute(tag, "role") == "main") or tree.body or tree
    if not wanted:
        return _Element(body, "whole page")
    around = wanted[0].parent or body
    while not all(around in one.parents for one in wanted) and around.parent is not None:
        around = around.parent
    return _Element(around, "trafilatura", frozenset(paragraphs))
