"""A saved page as two trees: the page as it is written, and its body as browsers read it."""

from __future__ import annotations

import re
from functools import cached_property

import nh3
from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.data_pictures import WithoutData, without_data
from tagarchive.reading.sanitiser import is_too_deep

LARGEST_PAGE = 20_000_000
"""Maximum length of a page without the pictures in it, in characters."""

# What is never closed reaches to the end, as in browsers.
_RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"<([a-zA-Z][\w:-]*)")
_UNREAD = frozenset("script style template textarea select".split())


class HtmlPage:
    """A saved page.

    Attributes:
        name: its file
        html: its HTML, without the data of pictures
        pictures: the pictures in it, by the name that stands in their place

    """

    def __init__(self, name: str, html: str) -> None:
        """Raises `SiteError` if the page is too large, or if its elements are nested too deep."""
        apart: WithoutData = without_data(html)
        self.name, self.html, self.pictures, self.dropped = name, apart.html, apart.pictures, apart.dropped
        self._body = _RAW.sub("", self.html)
        if len(self.html) > LARGEST_PAGE:
            message = f"found a page of {len(self.html):,} characters, which is more than an import reads"
            raise SiteError(Problem(Location(name), "input-too-large", message))
        if is_too_deep(self._body):
            message = "found elements in one another too deep to read"
            raise SiteError(Problem(Location(name), "damaged-input", message, "save the page again, or its text alone"))

    @cached_property
    def elements(self) -> int:
        """The number of its elements, scripts and styles left out."""
        return sum(1 for _ in _NAME.finditer(self._body))

    @cached_property
    def written(self) -> BeautifulSoup:
        """The page as it is written, with its head and scripts. Nothing may be changed in it."""
        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def tidy(self) -> str:
        """The elements of the page in the structure that browsers give them, without scripts and styles."""
        names = {name.lower() for name in _NAME.findall(self._body)} - _UNREAD
        cleaner = nh3.Cleaner(
            tags=names,
            clean_content_tags=set(_UNREAD),
            attributes={},
            generic_attribute_prefixes={""},
            url_schemes={"http", "https", "data", "mailto", "file"},
            link_rel=None,
        )
        # Without a body of its own, lxml puts elements such as `header`, and all that follows them, into the head.
        return f"<html><body>{cleaner.clean(self._body)}</body></html>"

    def body(self) -> BeautifulSoup:
        """A new tree of the page's elements, free to be changed."""
        return BeautifulSoup(self.tidy, "lxml")

    @cached_property
    def body_class(self) -> str:
        body = self.written.body
        return attribute(body, "class") if body else ""


def attribute(element: Tag, name: str) -> str:
    """The value of an attribute on one line; empty if there is none."""
    return line_of(" ".join(map(str, element.get_attribute_list(name)))) if element.has_attr(name) else ""


def text_of(element: Tag) -> str:
    """The text of an element on one line. Words in blocks beside each other stay apart."""
    parts = []
    for node in element.descendants:
        if isinstance(node, Tag):
            if node.name in _APART:
                parts.append(" ")
        else:
            parts.append(str(node))
    return line_of("".join(parts))


_APART = frozenset(
    "p br div li tr td th h1 h2 h3 h4 h5 h6 blockquote figure figcaption pre dd dt ul ol section".split()
)
