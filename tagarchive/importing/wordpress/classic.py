"""Texts of the classic editor: shortcodes, addresses on lines of their own, and paragraphs."""

from __future__ import annotations

import re
from html import unescape

from tagarchive.importing.wordpress.figures import embed
from tagarchive.importing.wordpress.html_tokens import tokens_of
from tagarchive.importing.wordpress.page import Page
from tagarchive.importing.wordpress.paragraphs import paragraphs
from tagarchive.importing.wordpress.shortcodes import expanded

_ADDRESS = re.compile(r"(?:(?<=\n)|\A)[ \t]*(https?://[^\s<>\"'\[\]\x02-\x05]+)[ \t]*(?=\n|\Z)")

_MAY_STAND_ALONE = re.compile(r"(?:\A|[\n>])[ \t]*https?://")


def classic(text: str, line: int, page: Page) -> str:
    """The HTML of a text of the classic editor. `line` is the line of the export on which it begins."""
    if not text.strip():
        return text
    marked = expanded(text.replace("\r\n", "\n").replace("\r", "\n"), line, page)
    return page.resolved(paragraphs(with_embeds(marked, page)))


def with_embeds(text: str, page: Page) -> str:
    """A text with marks for the addresses that stand on lines of their own."""
    if not _MAY_STAND_ALONE.search(text):
        return text
    out: list[str] = []
    before, links = "", 0
    for token in tokens_of(text):
        written = text[token.start : token.end]
        if token.name == "a":
            links = max(0, links + (1 if token.kind == "start" else -1))
        if token.kind == "text" and not links:
            written = _embedded(written, before, text[token.end : token.end + 3].lower(), page)
        before = token.name if token.kind == "start" else token.kind
        out.append(written)
    return "".join(out)


def _embedded(written: str, before: str, after: str, page: Page) -> str:
    """Text between tags with marks for addresses on lines of their own."""

    def marked(found: re.Match[str]) -> str:
        is_first, is_last = not found.start(), found.end() == len(written)
        if (is_first and before not in ("", "p", "div", "comment", "end")) or (
            is_last and after not in ("", "</p", "</d", "<!-")
        ):
            return found[0]
        return page.mark(embed(unescape(found[1])), is_block=True)

    return _ADDRESS.sub(marked, written)
