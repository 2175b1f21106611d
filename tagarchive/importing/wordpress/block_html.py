"""HTML for the blocks of WordPress."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any, NamedTuple

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.wordpress.figures import embed, figure, gallery, link
from tagarchive.importing.wordpress.page import Page

DROPPED = frozenset(
    "query navigation comments comments-query-loop template-part post-template post-content post-comments rss search "
    "latest-posts latest-comments archives calendar categories tag-cloud page-list loginout login".split()
)
"""Blocks that a site makes anew for each reader; what stands in them is a pattern, not a text."""

_STILL = frozenset(
    "paragraph heading list list-item quote group column columns buttons button spacer html freeform classic shortcode "
    "code preformatted verse table image gallery media-text cover file audio video details separator footnotes more "
    "nextpage missing pullquote social-links row stack".split()
)
"""Blocks that show nothing if there is nothing in them."""

_CAPTION = re.compile(r"<figcaption\b[^<>]*>((?:[^<]|<(?!/?figcaption\b))*+)</figcaption>", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+")
_OUTER = re.compile(r"</?(?:figure|blockquote)\b[^<>]*>", re.IGNORECASE)
_LIST = re.compile(r"</?(?:ul|li)\b[^<>]*>", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"<(a|object)\b[^<>]*?(?:wp-block-file__button|wp-block-file__embed)[^<>]*>(?:[^<]|<(?!/?\1\b))*+</\1>",
    re.IGNORECASE,
)
_PRE = re.compile(r"</?pre\b[^<>]*>", re.IGNORECASE)
_CITE = re.compile(r"<cite\b[^<>]*>(?:[^<]|<(?!/?cite\b))*+</cite>", re.IGNORECASE)


class Block(NamedTuple):
    """A block.

    Attributes:
        name: its name, without `core/`
        attributes: what its comment says
        line: its line in the export

    """

    name: str
    attributes: Mapping[str, Any]
    line: int

    def text(self, key: str) -> str:
        value = self.attributes.get(key)
        return value if isinstance(value, str) else ""


def shown(block: Block, inner: str, page: Page) -> str:
    """The HTML of a block with the HTML in it. A block that shows nothing without its site is reported."""
    if block.name in DROPPED:
        page.say(Lost("block", block.name, block.line))
        return ""
    name = "embed" if block.name.startswith("core-embed/") else block.name
    html = _MAKERS[name](block, inner, page) if name in _MAKERS else inner
    if not html.strip() and name not in _STILL:
        page.say(Lost("block", escape(block.name), block.line))
    return html


def _embed(block: Block, inner: str, _: Page) -> str:
    caption = _CAPTION.search(inner)
    found = _URL.search(_CAPTION.sub("", inner))
    url = block.text("url") or (unescape(found[0]) if found else "")
    if not _URL.fullmatch(url):
        return inner
    words = caption[1].strip() if caption else ""
    if not words:
        return embed(url)
    return figure(embed(url), words) if player_of(url) else f"<p>{link(url)}<br>{words}</p>"


def _pull_quote(_: Block, inner: str, __: Page) -> str:
    words = _OUTER.sub("", inner).strip()
    return f"<aside>{_with_lines_for_sources(words)}</aside>" if words else ""


def _quote(_: Block, inner: str, __: Page) -> str:
    return _with_lines_for_sources(inner)


def _with_lines_for_sources(html: str) -> str:
    """Quotes whose sources, which end them, are paragraphs of their own."""

    def lined(found: re.Match[str]) -> str:
        after = html[found.end() : found.end() + 30].strip()
        is_last = not after or after.startswith("</blockquote")
        return f"<p>{found[0]}</p>" if is_last and not html.endswith("<p>", 0, found.start()) else found[0]

    return _CITE.sub(lined, html)


def _gallery(block: Block, inner: str, page: Page) -> str:
    if "<img" in inner:
        return _LIST.sub("", inner)
    numbers = block.attributes.get("ids")
    found = (
        [page.contents.attachments.get(number) for number in numbers if isinstance(number, int)]
        if isinstance(numbers, list)
        else []
    )
    pictures = [one for one in found if one]
    return gallery(pictures) if pictures else ""


def _file(_: Block, inner: str, __: Page) -> str:
    return _DOWNLOAD.sub("", inner)


def _verse(_: Block, inner: str, __: Page) -> str:
    """Lines of a poem; empty lines separate its stanzas."""
    stanzas = re.split(r"\n[ \t]*\n\s*", _PRE.sub("", inner).strip())
    return "".join(f"<p>{stanza.replace(chr(10), '<br>')}</p>" for stanza in stanzas if stanza)


def _table(_: Block, inner: str, __: Page) -> str:
    """A table; one with a caption stays a figure."""
    return inner if _CAPTION.search(inner) else re.sub(r"</?figure\b[^<>]*>", "", inner)


def _cover(block: Block, inner: str, __: Page) -> str:
    url = block.text("url")
    if url and block.text("backgroundType") != "video" and "<img" not in inner:
        return f'<p><img src="{escape(url)}" alt="{escape(block.text("alt"))}"></p>{inner}'
    return inner


def _social_link(block: Block, _: str, __: Page) -> str:
    url = block.text("url")
    return f"<p>{link(url, block.text('label') or block.text('service') or url)}</p>" if url else ""


def _nothing(_: Block, __: str, ___: Page) -> str:
    return ""


_MAKERS: Mapping[str, Callable[[Block, str, Page], str]] = {
    "embed": _embed,
    "pullquote": _pull_quote,
    "quote": _quote,
    "gallery": _gallery,
    "file": _file,
    "verse": _verse,
    "table": _table,
    "cover": _cover,
    "social-link": _social_link,
    "spacer": _nothing,
    "footnotes": _nothing,
    "more": _nothing,
    "nextpage": _nothing,
}
