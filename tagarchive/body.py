"""The text of an article as safe HTML in which whatever depends on the place it is shown is left open.

An article's text stands on its own page, in lists of several articles, and in feeds. Links to other
articles, ids, the depth of headings and what is loaded from other hosts differ between them. A `Body` is
HTML in pieces, with a value at each such spot; `html_in` joins them for one `Place`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import unquote, urlsplit

import msgspec

from tagarchive.errors import Written
from tagarchive.urls import Address


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


class LinkAttribute(msgspec.Struct, frozen=True, tag=True):
    """`name="…"` of an element; left out where the target does not exist."""

    name: str
    target: Target

    def html(self, place: Place) -> str:
        href = place.href(self.target)
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

    target: Target
    alt: str
    attributes: str

    def html(self, place: Place) -> str:
        src, alt = place.href(self.target), escape(self.alt)
        return alt if src is None else f'<img src="{escape(src)}" alt="{alt}"{self.attributes}>'


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


Piece = str | LinkAttribute | IdAttribute | HeadingStart | HeadingEnd | Picture | RemotePicture | Embed


class Heading(msgspec.Struct, frozen=True):
    """A line of the table of contents."""

    level: int
    id: str
    text: str


class Body(msgspec.Struct, frozen=True):
    """A text: its pieces, its headings, its first paragraph as plain text, and its ids."""

    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: str = ""
    ids: tuple[str, ...] = ()

    def targets(self) -> tuple[Target, ...]:
        """Every link of the text that stays within the site."""
        return tuple(piece.target for piece in self.pieces if isinstance(piece, LinkAttribute | Picture))


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text is shown.

    `url` turns an address into what a link there says; `addresses` holds the address of every published
    source; `here` stands before links to ids of the same text; `ids` before its ids, None leaves ids out;
    `anchors` gives each heading a link to itself; `deeper` is added to the level of headings; `remote`
    shows pictures and names players of other hosts instead of holding them back until a click.
    """

    url: Callable[[Address], str]
    addresses: Mapping[str, Address]
    here: str = ""
    ids: str | None = ""
    anchors: bool = False
    deeper: int = 0
    remote: bool = False

    def href(self, target: Target | str) -> str | None:
        """What a link to `target`, or to a URL elsewhere, says here; None where there is no such thing to link to."""
        if isinstance(target, str):
            return target
        if isinstance(target, ToHere):
            return f"{self.here}#{self.ids or ''}{target.id}"
        if isinstance(target, ToSite):
            return self.url(Address(target.address)) + target.suffix
        address = self.addresses.get(target.path)
        return None if address is None else self.url(address) + target.suffix

    def id_attribute(self, id_: str) -> str:
        return f' id="{escape(self.ids + id_)}"' if id_ and self.ids is not None else ""

    def heading(self, level: int) -> str:
        return f"h{min(level + self.deeper, 6)}"


def html_in(body: Body, place: Place) -> str:
    """The HTML of a text in one place."""
    return "".join(piece if isinstance(piece, str) else piece.html(place) for piece in body.pieces)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
