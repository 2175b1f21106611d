"""Titles, names and labels of feeds as plain text, although feeds escape them once too often or too rarely."""

from __future__ import annotations

import re
from html import unescape

from tagarchive.importing.inputs.texts import line_of, line_of_html

_MARKUP = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|pre|q|s|"
    r"samp|script|small|span|strike|strong|style|sub|sup|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});")


def plain_line(text: str) -> str:
    """A text on one line, without character references, and without elements if it has those of HTML.

    Other angle brackets are text: `<angles>` stays.
    """
    if _MARKUP.search(text):
        return once_more(line_of_html(text))
    return once_more(line_of(unescape(text)))


def once_more(line: str) -> str:
    """A line in which character references are left over, as of a text that was escaped twice, without them."""
    return line_of(unescape(line)) if _REFERENCE.search(line) else line
