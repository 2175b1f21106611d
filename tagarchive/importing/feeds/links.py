"""Links of feeds and entries by their relation (RFC 4287, 4.2.7), and the pages of feeds (RFC 5005)."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.importing.feeds.elements import Elements, whole
from tagarchive.importing.feeds.text_constructs import base_of

_HTML = ("", "text/html", "application/xhtml+xml")
_OLDER = ("next", "prev-archive", "next-archive", "current", "first", "last")


class Link(NamedTuple):
    """A link.

    Attributes:
        rel: relation, such as "alternate"
        href: its address
        media_type: type of its target; empty if unknown
        title: its title
        lang: language of its target

    """

    rel: str
    href: str
    media_type: str = ""
    title: str = ""
    lang: str = ""


class Links(NamedTuple):
    """The links of a feed or an entry, in order."""

    links: tuple[Link, ...]

    def href(self, rel: str) -> str:
        """The address of the first link with a relation, a page before any other file; empty if there is none."""
        own = [link for link in self.links if link.rel == rel]
        pages = [link for link in own if link.media_type in _HTML] or (own if rel != "alternate" else [])
        return pages[0].href if pages else ""

    def others(self) -> tuple[Link, ...]:
        """The further forms of an entry: files that are no page, and pages in other languages."""
        main = self.href("alternate")
        return tuple(link for link in self.links if link.rel == "alternate" and link.href != main)


def links_of(elements: Elements) -> Links:
    """The links of an element: those of Atom, in any format."""
    return Links(
        tuple(
            Link(
                (element.get("rel") or "alternate")
                .strip()
                .lower()
                .removeprefix("http://www.iana.org/assignments/relation/"),
                whole(base_of(element), element.get("href") or ""),
                (element.get("type") or "").strip().lower().partition(";")[0],
                " ".join((element.get("title") or "").split()),
                element.get("hreflang") or "",
            )
            for element in elements.of("atom:link", "link")
            if element.get("href")
        )
    )


def paging(links: Links) -> tuple[tuple[str, str], ...]:
    """The further documents of a feed: the relation and address of each."""
    urls = {link.href: link.rel for link in reversed(links.links) if link.rel in _OLDER}
    return tuple((rel, url) for url, rel in urls.items() if url != links.href("self"))
