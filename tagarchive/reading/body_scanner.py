"""Splitting of sanitised HTML into the pieces of a `Body`."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.core.digests import digest
from tagarchive.core.errors import Problem, Written
from tagarchive.core.slugs import slugify
from tagarchive.reading.allowed_hosts import refused_embeds
from tagarchive.reading.attributes import aligned, attributes_of, fits_image
from tagarchive.reading.body import (
    Body,
    Embed,
    HeadingEnd,
    HeadingStart,
    IdAttribute,
    LinkAttribute,
    Picture,
    Piece,
    RemotePicture,
    Target,
)
from tagarchive.reading.changed_tags import changed_tags
from tagarchive.reading.link_targets import link_target, plain_url, web_url
from tagarchive.reading.outline import Heading, Outline, RemoteMedia
from tagarchive.reading.parse_options import HtmlOptions
from tagarchive.reading.plain_text import count_of_words, gaps, plain_text, shortened, spaced_text, text_with_alt
from tagarchive.reading.positions import Places
from tagarchive.reading.posters import refusal
from tagarchive.reading.wiki_links import written_form

RESERVED_IDS = frozenset("main contents_ key_points_ films_ related_ updates_ in_tags_ busiest_".split())
"""Ids that the theme's own markup uses."""

_ID = re.compile(r' id="([^"]*)"')
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)

_DECORATIVE = re.compile(r"""<img\b[^>]*\balt\s*=\s*(?:""|'')""", re.IGNORECASE)
"""An image in HTML whose author says that it needs no words."""

_PLAYERS = ("audio", "video")
_SOUNDING = (*_PLAYERS, "source")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Pieces(NamedTuple):
    """The result of a scan of a text.

    Attributes:
        body: HTML in pieces
        outline: properties of the body
        opening: plain text of the first paragraph, shortened
        text: text with a space in place of each tag
        notices: one for each part that was removed or replaced
        doubts: one for each thing that the author may have forgotten

    """

    body: Body
    outline: Outline
    opening: str
    text: str
    notices: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


def pieces_of(html: str, path: str, options: HtmlOptions, places: Places) -> Pieces:
    """The pieces of the sanitised HTML of the file at `path`."""
    return _Scanner(path, options, places).pieces_of(html)


class _Scanner:
    """A scan of the sanitised HTML of one body."""

    def __init__(self, path: str, options: HtmlOptions, places: Places) -> None:
        self.path = path
        self.options = options
        self.places = places
        self.pieces: list[Piece] = []
        self.text: list[str] = []
        self.embeds = 0
        self.targets: list[Target] = []
        self.media: list[RemoteMedia] = []
        self.headings: list[Heading] = []
        self.heading_id = ""
        self.level = 1
        self.shift = 0
        self.linked = False
        self.written_ids: frozenset[str] = frozenset()
        self.ids: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.notices: list[Problem] = []
        self.doubts: list[Problem] = []
        self.refused: list[Written] = []

    def pieces_of(self, html: str) -> Pieces:
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
        self.shift = 2 - min(levels) if levels else 0
        self.written_ids = frozenset(map(unescape, _ID.findall(html)))
        end = 0
        for tag in changed_tags(html):
            self.add(html[end : tag.start()])
            self.tag(tag, html)
            end = tag.end()
        self.add(html[end:])
        self.settle()
        self.notices += [refused_embeds(self.refused, self.options.embed_hosts)] if self.refused else []
        paragraphs = (match[1] for match in _PARAGRAPH.finditer(html))
        opening = next((text_with_alt(paragraph) for paragraph in paragraphs if plain_text(paragraph)), "")
        body = Body(tuple(self.pieces))
        links, ids = tuple(self.targets), tuple(sorted(self.ids))
        text = spaced_text(html)
        outline = Outline(digest(body), tuple(self.headings), ids, links, count_of_words(text), tuple(self.media))
        return Pieces(body, outline, shortened(opening), text, tuple(self.notices), tuple(self.doubts))

    def add(self, piece: Piece) -> None:
        if isinstance(piece, str):
            self.text.append(piece)
        else:
            self.settle()
            self.pieces.append(piece)

    def settle(self) -> None:
        """Joins the HTML that was added since the last open piece into one piece."""
        html = "".join(self.text)
        self.text.clear()
        if html:
            self.pieces.append(html)

    def tag(self, tag: re.Match[str], html: str) -> None:
        name, closing = tag["name"] or tag["bare"], bool(tag["close"])
        if tag["frame"] is not None:
            self.embed(attributes_of(tag["frame"]))
        elif name in _HEADINGS:
            self.close_heading() if closing else self.open_heading(name, tag, html)
        elif name == "img":
            self.image(tag, html)
        else:
            if name == "a":
                self.linked = ' href="' in (tag["attributes"] or "")
            self.add('<div class="table" tabindex="0">' if name == "table" and not closing else "")
            special = not closing and (tag["attributes"] or name in _PLAYERS)
            self.element(name, tag) if special else self.add(tag[0])
            self.add("</div>" if name == "table" and closing else "")

    def element(self, element: str, tag: re.Match[str]) -> None:
        self.add(f"<{element}")
        attributes = attributes_of(tag["attributes"] or "")
        for name, value in (aligned(attributes) if self.options.sanitise else attributes).items():
            if name == "id":
                self.id(value)
            elif name in ("href", "src", "poster"):
                self.link(name, value)
                if name == "src" and element in _SOUNDING:
                    self.sound(value, attributes.get("type", ""))
            else:
                self.add(f' {name}="{escape(value)}"')
        self.add(' controls preload="none">' if element in _PLAYERS else ">")

    def id(self, value: str) -> None:
        if not self.is_taken(value):
            self.ids.add(value)
            self.add(IdAttribute(value))

    def is_taken(self, id_: str) -> bool:
        return id_ in self.ids or id_ in RESERVED_IDS

    def link(self, name: str, value: str) -> None:
        target = self.target(value)
        if not isinstance(target, str):
            if target is not None:
                self.targets.append(target)
                self.add(LinkAttribute(name))
        elif name != "poster":
            self.add(f' {name}="{escape(target)}"')

    def sound(self, value: str, media_type: str) -> None:
        """Records an audio or video file on another host."""
        url = web_url(value)
        if url and urlsplit(url).hostname:
            self.media.append(RemoteMedia(url, media_type))

    def target(self, value: str) -> Target | str | None:
        # It takes long to find the place of a link, and web addresses need none.
        if url := plain_url(value):
            return url
        written = Written(value, self.places.of_link(written_form(value)))
        target = link_target(written, self.path)
        if target is None:
            description = f"a link that can't be followed, “{value}”" if value.strip() else "a link without an address"
            self.notice(
                value or "]()",
                "bad-link",
                f"found {description}",
                "write a whole address, https://…, or a path from this file",
            )
        return target

    def image(self, tag: re.Match[str], html: str) -> None:
        attributes = attributes_of(tag["attributes"] or "")
        alt, src = attributes.pop("alt", ""), attributes.pop("src", "")
        if not alt and not _DECORATIVE.match(self.places.element_at(src)):
            message = f"found the image {src} without words for those who do not see it"
            self.doubts.append(Problem(self.places.of(src), "no-alt-text", message, "![what it shows](…)"))
        target = self.target(src)
        rest = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if fits_image(name, value))
        if target is None:
            self.add(escape(alt))
        elif not isinstance(target, str):
            self.targets.append(target)
            self.add(Picture(alt, rest))
        elif urlsplit(target).hostname in self.options.image_hosts:
            self.add(f'<img src="{escape(target)}" alt="{escape(alt)}"{rest}>')
        else:
            before, after = gaps(html, tag.start(), tag.end())
            self.add(before)
            self.add(RemotePicture(target, alt, self.linked))
            self.add(after)

    def embed(self, attributes: dict[str, str]) -> None:
        written, title, poster = (attributes.get(name, "") for name in ("src", "title", "data-poster"))
        url = web_url(written)
        host = urlsplit(url).hostname if url else None
        if host is None or url is None:
            self.notice(
                written,
                "bad-embed",
                f"found an embed that can't be followed, “{written}”",
                "write a whole address: https://…",
            )
        elif host in self.options.embed_hosts or not self.options.sanitise:
            self.embeds += 1
            self.add(Embed(url, title, self.embeds, self.poster(poster)))
        else:
            self.refused.append(Written(host, self.places.of(written)))
            self.add(f'<a href="{escape(url)}">')
            self.still(self.poster(poster), title or host)
            self.add("</a>")

    def poster(self, value: str) -> str | None:
        """The poster of an embed, as `Embed` has it."""
        target = self.target(value) if value else None
        if target is None:
            return None
        if not isinstance(target, str):
            self.targets.append(target)
            return ""
        problem = refusal(target, self.places.of(value), self.options.image_hosts)
        self.notices += [problem] if problem else []
        return None if problem else target

    def still(self, poster: str | None, words: str) -> None:
        """Adds a poster, or words in its place."""
        if poster == "":
            self.add(Picture(words, ""))
        else:
            self.add(f'<img src="{escape(poster)}" alt="{escape(words)}">' if poster else escape(words))

    def notice(self, written: str, code: str, message: str, hint: str) -> None:
        self.notices.append(Problem(self.places.of(written), code, message, hint))

    def open_heading(self, name: str, tag: re.Match[str], html: str) -> None:
        attributes = attributes_of(tag["attributes"] or "")
        text = plain_text(html[tag.end() : html.find(f"</{name}>", tag.end())])
        written = attributes.pop("id", "")
        self.level = level = min(_HEADINGS[name] + self.shift, self.level + 1, 6)
        self.heading_id = self.new_id(text) if text and (not written or self.is_taken(written)) else written
        self.ids |= {self.heading_id} - {""}
        if self.heading_id and text:
            self.headings.append(Heading(level, self.heading_id, text))
        rest = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.add(HeadingStart(level, self.heading_id, rest))

    def close_heading(self) -> None:
        self.add(HeadingEnd(self.level, self.heading_id))

    def new_id(self, text: str) -> str:
        """An id generated from the text of a heading, with a number if another element has the same id."""
        slug = slugify(text)
        name = str(slug)
        number = self.numbers.get(slug, 0)
        while self.is_taken(name) or name in self.written_ids:
            number += 1
            name = f"{slug}-{number}"
        self.numbers[slug] = number
        return name
