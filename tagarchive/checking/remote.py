"""References to other hosts: links, pictures, players and scripts in texts, front matter, templates and files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from tagarchive.reading.body import Body, Embed, RemotePicture
from tagarchive.reading.documents import Article, AuthorText, Document, SourceText, TermText

Use = Literal["link", "picture", "script", "player", "media", "linked-picture"]
"""Use of something. Pages call for pictures and scripts at once, for players, media and linked pictures after a
click, and for links never."""


class Remote(NamedTuple):
    """Something that a file leads to by its URL, mostly on another host.

    Attributes:
        url: its URL; of a link in a template or a static page, it may be an address of the site
        use: how it is used
        path: path of the file

    """

    url: str
    use: Use
    path: str

    @property
    def host(self) -> str:
        """Name of the host; empty if the URL has none."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""


_ELEMENT = re.compile(r"<(a|audio|form|iframe|img|link|object|script|source|track|video)\b([^>]*)>")
_ADDRESS = re.compile(r'\s(action|data|href|poster|src|srcset)="((?:https?:)?//[^"]*)"')
_USES: dict[str, Use] = {
    "a": "link",
    "audio": "media",
    "form": "player",
    "img": "picture",
    "source": "media",
    "track": "media",
    "video": "media",
}
"""Uses of what elements lead to; all other elements call for it at once, as scripts do."""


def in_body(body: Body, path: str) -> Iterator[Remote]:
    """References of the text of a file to other hosts."""
    for piece in body.pieces:
        if isinstance(piece, Embed):
            yield Remote(piece.url, "player", path)
            if piece.poster:
                yield Remote(piece.poster, "picture", path)
        elif isinstance(piece, RemotePicture):
            yield Remote(piece.url, "linked-picture", path)
    # Open pieces lead nowhere else, and a tag without them is still a tag.
    html = "".join(piece for piece in body.pieces if isinstance(piece, str))
    for name, attributes in _ELEMENT.findall(html):
        for attribute, url in _ADDRESS.findall(attributes):
            yield Remote(_whole(unescape(url)), "picture" if attribute == "poster" else _USES.get(name, "script"), path)


def in_front_matter(document: Document, image_hosts: tuple[str, ...]) -> Iterator[Remote]:
    """References of the front matter of a document to other hosts. Pictures of `image_hosts` are shown at once."""
    path = document.path
    for url in _links(document):
        yield Remote(url, "link", path)
    for url in _pictures(document):
        remote = Remote(url, "picture", path)
        yield remote if remote.host in image_hosts else remote._replace(use="linked-picture")


def _links(document: Document) -> Iterator[str]:
    if isinstance(document, SourceText | AuthorText):
        feed = (document.feed,) if isinstance(document, SourceText) else ()
        yield from filter(None, (document.home, *feed))
        yield from (link.url for link in document.links)
    elif isinstance(document, Article):
        source = document.source
        yield from filter(None, (source.url, source.archive_url) if source else ())
        yield from (copy.url for copy in document.copies if copy.url)
        yield from (film.url for film in document.films if film.url)


def _pictures(document: Document) -> Iterator[str]:
    if isinstance(document, Article):
        yield from (picture for picture in document.pictures if isinstance(picture, str) and picture)
    elif isinstance(document, TermText) and isinstance(document.picture, str) and document.picture:
        yield document.picture


_CALL = re.compile(
    r"""(?:(?<![\w-])(?:src|srcset|poster|data|action|formaction)\s*=\s*|\burl\(\s*|@import\s+|\bfrom\s+
    |\bimport\s*\(?\s*|\bfetch\(\s*)["']?(?P<url>(?:https?:)?//[^\s"'<>(){}]+)
    |<link\b(?=[^>]*\brel\s*=\s*["']?[^"'>]*\b(?:stylesheet|icon|preload|modulepreload|prefetch|preconnect|manifest)\b)
    [^>]*?\bhref\s*=\s*["']?(?P<link>(?:https?:)?//[^\s"'<>(){}]+)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Calls of pages, style sheets and scripts, in the ways that are plain to see."""


_LINK = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["'](?P<url>(?:https?:/)?/[^"'{}]*)["']""", re.IGNORECASE)
"""A link that a template or a static page has as it stands."""


def in_file(text: str, path: str) -> Iterator[Remote]:
    """Calls and links of a template or a static file to other hosts, as far as its text says it."""
    for link in _LINK.finditer(text):
        yield Remote(unescape(link["url"]), "link", path)
    for call in _CALL.finditer(text):
        remote = Remote(_whole(unescape(call["url"] or call["link"])), "script", path)
        if "." in remote.host:
            yield remote


def _whole(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url
