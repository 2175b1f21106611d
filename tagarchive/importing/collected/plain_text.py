"""Plain texts as HTML: paragraphs and line breaks, with every other character as it stands."""

from __future__ import annotations

import re
from html import escape

_CLOSED = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|li|a|em|strong|b|i|blockquote|span|table|figure|pre|code|section|article)\s*>|<br\s*/?>|<img\s[^<>]*>",
    re.IGNORECASE,
)


def html_of_plain(text: str) -> str:
    """The HTML of a plain text. Empty lines separate paragraphs."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "".join(f"<p>{_broken(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())


def quotation_of_plain(text: str) -> str:
    """The HTML of a plain text that quotes something; empty if there is none."""
    return f"<blockquote>{html_of_plain(text)}</blockquote>" if text.strip() else ""


def is_html(text: str) -> bool:
    """True if a text of a table is HTML rather than plain text."""
    return bool(_CLOSED.search(text))


def _broken(paragraph: str) -> str:
    return "<br>".join(escape(line.strip(), quote=False) for line in paragraph.strip().split("\n"))
