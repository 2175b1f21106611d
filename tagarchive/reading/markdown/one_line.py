"""Markdown of one line, such as that of rights, to HTML and to plain text.

A line is inline Markdown by the rules of CommonMark: emphasis, code and links. Pictures become their words, and HTML
stays as it is written. Links lead to whole addresses, or to addresses of the site, which start with "/".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from html import escape, unescape

from tagarchive.core.errors import Location, Written
from tagarchive.core.urls import Address
from tagarchive.reading.body import ToSite
from tagarchive.reading.link_targets import SCHEMES, link_target

_MARKDOWN = re.compile(r"[*_`\[<&\\~@]|https?://|www\.")
"""Signs without which a line is plain text."""

_IN_A_PARAGRAPH = "\\("
"""Start of a line that makes it a paragraph, whatever follows: no list and no heading. It does not hinder emphasis."""

_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_TAG = re.compile(r"<[^>]*>")


def line_html(text: str, href: Callable[[Address], str]) -> str:
    """The HTML of a line. `href` makes an address of the site a URL."""
    return _LINK.sub(partial(_linked, href), _clean(text)) if _MARKDOWN.search(text) else escape(text, quote=False)


def line_text(text: str) -> str:
    """The plain text of a line, without its marks and the addresses behind its words."""
    return unescape(_TAG.sub("", _clean(text))) if _MARKDOWN.search(text) else text


@lru_cache(maxsize=1_000)
def _clean(text: str) -> str:
    """The sanitised HTML of a line, whose links are as they were written."""
    # Most sites have no Markdown in such lines.
    import comrak  # noqa: PLC0415
    import nh3  # noqa: PLC0415

    extensions, rendering = comrak.ExtensionOptions(), comrak.RenderOptions()
    extensions.autolink = extensions.strikethrough = rendering.escape = True
    html = comrak.render_markdown(_IN_A_PARAGRAPH + text, extensions, comrak.ParseOptions(), rendering)
    words = _PICTURE.sub(r"\1", html.removeprefix("<p>(").removesuffix("</p>\n"))
    tags = {"a", "code", "del", "em", "strong"}
    return nh3.clean(words, tags=tags, attributes={"a": {"href"}}, url_schemes=set(SCHEMES), link_rel=None)


def _linked(href: Callable[[Address], str], link: re.Match[str]) -> str:
    """A link with its URL; its words alone if it leads nowhere."""
    target = link_target(Written(unescape(link[1]), Location("")), "")
    url = href(Address(target.address)) + target.suffix if isinstance(target, ToSite) else target
    return f'<a href="{escape(url)}">{link[2]}</a>' if isinstance(url, str) and url else link[2]
