"""The children of an element of a feed by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from tagarchive.importing.feeds.text_constructs import line_of_element, text_of
from tagarchive.importing.feeds.xml_names import name_of


class Elements(NamedTuple):
    """The children of an element, each with its name."""

    pairs: tuple[tuple[str, Any], ...]

    def all(self, *names: str) -> list[Any]:
        """The elements with the first of the names that there are any of."""
        return next((found for name in names if (found := self.of(name))), [])

    def of(self, *names: str) -> list[Any]:
        """The elements with one of the names, in order."""
        return [element for name, element in self.pairs if name in names]

    def first(self, *names: str) -> Any | None:
        return next(iter(self.all(*names)), None)

    def text(self, *names: str) -> str:
        """The text of the first element that has one, in the order of the names."""
        return next((text for name in names for one in self.of(name) if (text := text_of(one))), "")

    def lines(self, *names: str) -> Iterator[str]:
        """The texts of all elements with one of the names, each on one line."""
        return (line for element in self.of(*names) if (line := line_of_element(element)))


def elements_of(parent: Any | None) -> Elements:
    children: Iterable[Any] = () if parent is None else parent
    return Elements(tuple((name, child) for child in children if (name := name_of(child))))


def whole(base: str, address: str) -> str:
    """A reference on its base. A reference that is no address stays as it is."""
    clean = "".join(address.split())
    try:
        return urljoin(base, clean) if base else clean
    except ValueError:
        return clean


def web_address(text: str) -> str:
    """An address of the web; empty if the text is none."""
    try:
        return text if urlsplit(text).scheme in ("http", "https") and urlsplit(text).hostname else ""
    except ValueError:
        return ""


def file_name(url: str) -> str:
    """The name of the file at an address; empty if it has none."""
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""
