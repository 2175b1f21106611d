"""The text of an article as safe HTML in which whatever depends on the place it is shown is left open.

An article's text stands on its own page, in lists of several articles, and in feeds. Links to other
articles, ids, the depth of headings and what is loaded from other hosts differ between them. A `Body` is
HTML in pieces, with a value at each such spot; `html_in` joins them for one `Place`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import zip_longest
from math import ceil
from urllib.parse import unquote, urlsplit

import msgspec

from tagarchive.core.errors import Written


class ToSource(msgspec.Struct, frozen=True, tag=True):
    """A link to a file of the site, by its path from the site's folder; `suffix` is "?query#fragment"."""

    path: str
    suffix: str
    written: Written

    @property
    def fragment(self) -> str:
        """The id in the other text that the link leads to, or nothing."""
        return unquote(self.suffix.partition("#")[2])


class ToSite(msgspec.Struct, frozen=True, tag=True):
    """A link to an address of this site."""

    address: str
    suffix: str
    written: Written


class ToHere(msgspec.Struct, frozen=True, tag=True):
    """A link to an id in the same text."""

    id: str
    written: Written

    @property
    def fragment(self) -> str:
        return self.id


Target = ToSource | ToSite | ToHere


class Size(msgspec.Struct, frozen=True):
    """The size of a picture in pixels."""

    width: int
    height: int


class LinkAttribute(msgspec.Struct, frozen=True, tag=True):
    """`name="…"` of an element that links within the site; left out where there is nothing to link to."""

    name: str

    def html(self, href: str | None) -> str:
        return "" if href is None else f' {self.name}="{escape(href)}"'


class IdAttribute(msgspec.Struct, frozen=True, tag=True):
    """`id="…"` of an element."""

    id: str

    def html(self, place: Place) -> str:
        return place.id_attribute(self.id)


class HeadingStart(msgspec.Struct, frozen=True, tag=True):
    """The start tag of a heading."""

    level: int
    id: str
    attributes: str

    def html(self, place: Place) -> str:
        return f"<{place.heading(self.level)}{place.id_attribute(self.id)}{self.attributes}>"


class HeadingEnd(msgspec.Struct, frozen=True, tag=True):
    """The end tag of a heading, and before it a link to the heading itself."""

    level: int
    id: str

    def html(self, place: Place) -> str:
        anchor = (
            f' <a class="anchor" href="#{escape(self.id)}" aria-labelledby="{escape(self.id)}">#</a>'
            if place.anchors and self.id
            else ""
        )
        return f"{anchor}</{place.heading(self.level)}>"


class Picture(msgspec.Struct, frozen=True, tag=True):
    """An image file of the site; its text alternative (unescaped) stands in where the file is missing."""

    alt: str
    attributes: str

    def html(self, href: str | None, size: Size | None) -> str:
        """The picture; its true size lets a page keep its place free while it loads."""
        alt, attributes = escape(self.alt), self.attributes
        if size and " width=" not in attributes and " height=" not in attributes:
            attributes += f' width="{size.width}" height="{size.height}"'
        return alt if href is None else f'<img src="{escape(href)}" alt="{alt}"{attributes}>'


class RemotePicture(msgspec.Struct, frozen=True, tag=True):
    """An image on another host: pages only link to it, so that nothing is loaded before a click.

    `linked` where it stands inside a link already.
    """

    url: str
    alt: str
    linked: bool

    def html(self, place: Place) -> str:
        url, alt = escape(self.url), escape(self.alt)
        if place.remote:
            return f'<img src="{url}" alt="{alt}">'
        label = f"{alt} <small>{escape(_host(self.url))}</small>" if alt else escape(_host(self.url))
        return f'<span class="remote">{label}</span>' if self.linked else f'<a class="remote" href="{url}">{label}</a>'


class Embed(msgspec.Struct, frozen=True, tag=True):
    """A player or map of another host: pages load it into its frame when the reader follows its link."""

    url: str
    title: str
    number: int

    def html(self, place: Place) -> str:
        url, title, host = escape(self.url), escape(self.title or _host(self.url)), escape(_host(self.url))
        if place.remote:
            return f'<a href="{url}">{title}</a>'
        name = escape(f"{place.ids or ''}embed-{self.number}")
        label = f"{title} <small>{host}</small>" if self.title else host
        link = f'<a class="remote" href="{url}" target="{name}">{label}</a>'
        return f'<span class="embed"><iframe name="{name}" title="{title}" allowfullscreen></iframe>{link}</span>'


OpenPiece = LinkAttribute | IdAttribute | HeadingStart | HeadingEnd | Picture | RemotePicture | Embed
Piece = str | OpenPiece


class Heading(msgspec.Struct, frozen=True):
    """A line of the table of contents."""

    level: int
    id: str
    text: str


WORDS_A_MINUTE = 230
"""How many words of prose people read in a minute (Brysbaert 2019, 190 studies: 238 for non-fiction)."""


class Body(msgspec.Struct, frozen=True):
    """A text as HTML in pieces."""

    pieces: tuple[Piece, ...] = ()


class RemoteMedia(msgspec.Struct, frozen=True):
    """A sound or film on another host, and its media type if the text says it."""

    url: str
    media_type: str


class Outline(msgspec.Struct, frozen=True):
    """What the rest of the site needs to know of a body: its digest, headings, ids, links within the site, and length.

    The links stand in the order of the pieces that show them. `media` are the sounds and films on other hosts.
    """

    digest: str = ""
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    words: int = 0
    media: tuple[RemoteMedia, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        return ceil(self.words / WORDS_A_MINUTE)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text is shown.

    `hrefs` holds what each link within the site says there, None where there is nothing to link to, and `sizes` the
    sizes of those that are pictures, as far as any is known; `ids` stands
    before its ids, None leaves ids out; `anchors` gives each heading a link to itself; `deeper` is added to the
    level of headings; `remote` shows pictures and names players of other hosts instead of holding them back until
    a click.
    """

    hrefs: tuple[str | None, ...] = ()
    sizes: tuple[Size | None, ...] = ()
    ids: str | None = ""
    anchors: bool = False
    deeper: int = 0
    remote: bool = False

    def id_attribute(self, id_: str) -> str:
        return f' id="{escape(self.ids + id_)}"' if id_ and self.ids is not None else ""

    def heading(self, level: int) -> str:
        return f"h{min(level + self.deeper, 6)}"


def html_in(body: Body, place: Place) -> str:
    """The HTML of a text in one place."""
    links = zip_longest(place.hrefs, place.sizes)
    return "".join(piece if isinstance(piece, str) else _html(piece, place, links) for piece in body.pieces)


def _html(piece: OpenPiece, place: Place, links: Iterator[tuple[str | None, Size | None]]) -> str:
    if isinstance(piece, LinkAttribute):
        return piece.html(next(links)[0])
    return piece.html(*next(links)) if isinstance(piece, Picture) else piece.html(place)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
