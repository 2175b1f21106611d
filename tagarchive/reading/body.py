"""The text of an article as safe HTML whose place-dependent parts are left open.

The text of an article appears on its own page, in lists of articles, and in feeds. Links to other articles, ids, the
levels of headings and content from other hosts differ between these places. A `Body` is HTML in pieces, with a value
for each part that differs; `html_in` joins the pieces for one `Place`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain, repeat, zip_longest
from urllib.parse import unquote, urlsplit

import msgspec

from tagarchive.core.errors import Written
from tagarchive.reading.pictures.shown import Loading, ShownPicture, picture_element, sized


class ToSource(msgspec.Struct, frozen=True, tag=True):
    """A link to a file of the site.

    Attributes:
        path: path of the file, relative to the site's folder; for a link by name, `**/` and a folded name
        suffix: query and fragment, as "?query#fragment"; may be empty
        written: the link as the author wrote it

    """

    path: str
    suffix: str
    written: Written

    @property
    def fragment(self) -> str:
        """The decoded id in the target that the link leads to; empty if there is none."""
        return unquote(self.suffix.partition("#")[2])


class ToSite(msgspec.Struct, frozen=True, tag=True):
    """A link to an address of this site.

    Attributes:
        address: the decoded path
        suffix: query and fragment, as "?query#fragment"; may be empty
        written: the link as the author wrote it

    """

    address: str
    suffix: str
    written: Written


class ToHere(msgspec.Struct, frozen=True, tag=True):
    """A link to an id in the same text.

    Attributes:
        id: the decoded id
        written: the link as the author wrote it

    """

    id: str
    written: Written

    @property
    def fragment(self) -> str:
        return self.id


Target = ToSource | ToSite | ToHere


class LinkAttribute(msgspec.Struct, frozen=True, tag=True):
    """The attribute `name="…"` of a link within the site; omitted if the target is not published."""

    name: str

    def html(self, href: str | None) -> str:
        return "" if href is None else f' {self.name}="{escape(href)}"'


class IdAttribute(msgspec.Struct, frozen=True, tag=True):
    """The attribute `id="…"` of an element."""

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
    """The end tag of a heading, after a link to the heading itself."""

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
    """A picture of the site.

    Attributes:
        alt: text alternative, unescaped; it replaces the picture if the file is missing
        attributes: further attributes as HTML, each after a space

    """

    alt: str
    attributes: str

    def html(self, href: str | None, shown: ShownPicture | None, loading: Loading | None) -> str:
        """The picture, or its words if its file is missing. Without `loading` it is as feeds have it."""
        if href is None:
            return escape(self.alt)
        if shown and loading:
            return picture_element(href, self.alt, shown, loading, self.attributes)
        src, attributes = (shown.src, sized(self.attributes, shown)) if shown else ("", self.attributes)
        return f'<img src="{escape(src or href)}" alt="{escape(self.alt)}"{attributes}>'


class RemotePicture(msgspec.Struct, frozen=True, tag=True):
    """A picture on another host. Pages only link to it, so that nothing is loaded before a click.

    Attributes:
        url: URL of the picture
        alt: text alternative, unescaped
        linked: True if the picture is inside a link

    """

    url: str
    alt: str
    linked: bool

    def html(self, place: Place) -> str:
        url, alt = escape(self.url), escape(self.alt)
        if place.remote:
            return f'<img src="{url}" alt="{alt}">'
        words, host = alt or escape(_file_name(self.url)), escape(_host(self.url))
        label = f"{words} <small>{host}</small>" if words else host
        return f'<span class="remote">{label}</span>' if self.linked else f'<a class="remote" href="{url}">{label}</a>'


_STILL = (
    "<style>body{margin:0}a{display:block;position:relative;height:100vh}"
    "img{display:block;width:100%;height:100%;object-fit:cover}"
    "a::after{content:'▶'/'';position:absolute;inset:0;margin:auto;display:grid;place-items:center;width:4.5rem;"
    "height:3rem;border-radius:.6rem;font:1.4rem system-ui;color:#fff;background:#000b}"
    "a:is(:hover,:focus-visible)::after{background:#000}"
    "a:focus-visible{outline:.2rem solid Highlight;outline-offset:-.2rem}</style>"
)
"""The style of what a frame shows before the click: a poster, if there is one, and a play sign. All of it is a link."""


class Embed(msgspec.Struct, frozen=True, tag=True):
    """A player or map on another host. Pages load it into its frame when the reader follows its link.

    Attributes:
        url: URL of the embedded page
        title: title of the frame, unescaped; may be empty
        number: number of the embed in its text, from 1
        poster: URL of the picture in its frame before the click; empty if a file of the site is that picture, None if
            there is none

    """

    url: str
    title: str
    number: int
    poster: str | None = None

    def html(self, place: Place, href: str | None) -> str:
        """The frame and the link that loads it, or in feeds the link alone; `href` leads to a poster of the site."""
        url, title, host = escape(self.url), escape(self.title or _host(self.url)), escape(_host(self.url))
        poster = self.poster or href
        picture = f'<img src="{escape(poster)}" alt="{title}">' if poster else ""
        if place.remote:
            return f'<a href="{url}">{picture or title}</a>'
        name = escape(f"{place.ids or ''}embed-{self.number}")
        label = f"{title} <small>{host}</small>" if self.title else host
        link = f'<a class="remote" href="{url}" target="{name}">{label}</a>'
        # Without a script, the link in the frame loads what it leads to in place of the picture.
        words = "" if picture else f' aria-label="{title}"'
        still = escape(f'{_STILL}<a href="{url}"{words}>{picture}</a>')
        frame = f'<iframe name="{name}" title="{title}" srcdoc="{still}" allowfullscreen></iframe>'
        return f'<span class="embed">{frame}{link}</span>'


OpenPiece = LinkAttribute | IdAttribute | HeadingStart | HeadingEnd | Picture | RemotePicture | Embed
Piece = str | OpenPiece


class Body(msgspec.Struct, frozen=True):
    """A text as HTML in pieces, in order."""

    pieces: tuple[Piece, ...] = ()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place that shows a text.

    Attributes:
        hrefs: href of each target in the outline; None if it is not published, as of all that are not named
        pictures: each target in the outline that is a picture of this site as the place shows it; None for others
        ids: prefix of ids; None omits ids
        anchors: True if each heading has a link to itself
        deeper: number that is added to the level of headings
        remote: True if pictures of other hosts are shown and embeds are links, as in feeds
        eager: True if the first picture loads with the page

    """

    hrefs: tuple[str | None, ...] = ()
    pictures: tuple[ShownPicture | None, ...] = ()
    ids: str | None = ""
    anchors: bool = False
    deeper: int = 0
    remote: bool = False
    eager: bool = False

    @property
    def loading(self) -> Iterator[Loading | None]:
        """The time at which each picture loads."""
        return repeat(None) if self.remote else chain(("eager",) if self.eager else (), repeat("lazy"))

    def id_attribute(self, id_: str) -> str:
        return f' id="{escape(self.ids + id_)}"' if id_ and self.ids is not None else ""

    def heading(self, level: int) -> str:
        return f"h{min(level + self.deeper, 6)}"


_NOWHERE = (None, None)
"""The href and the picture of a target that a place does not name."""


def html_in(body: Body, place: Place) -> str:
    """The HTML of a text in one place."""
    links, loading = zip_longest(place.hrefs, place.pictures), place.loading
    return "".join(piece if isinstance(piece, str) else _html(piece, place, links, loading) for piece in body.pieces)


def _html(
    piece: OpenPiece,
    place: Place,
    links: Iterator[tuple[str | None, ShownPicture | None]],
    loading: Iterator[Loading | None],
) -> str:
    if isinstance(piece, LinkAttribute):
        return piece.html(next(links, _NOWHERE)[0])
    if isinstance(piece, Embed):
        return piece.html(place, next(links, _NOWHERE)[0] if piece.poster == "" else None)
    if isinstance(piece, Picture):
        return piece.html(*next(links, _NOWHERE), next(loading))
    return piece.html(place)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _file_name(url: str) -> str:
    return " ".join(unquote(urlsplit(url).path).rpartition("/")[2].split())
