"""HTML to plain text, for summaries, headings and word counts."""

from __future__ import annotations

import re
from html import unescape

OPENING_LENGTH = 280
"""Maximum length of a summary made of the first paragraph, in characters."""
_ALT = re.compile(r'<img\b[^>]*? alt="([^"]*)"[^>]*>')
_MARKS = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"\w+")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Kana and Han, which have no spaces between words; two of them count as one word."""


def count_of_words(html: str) -> int:
    """The number of words in HTML, for reading times."""
    text = _MARKS.sub(" ", html)
    return len(_WORD.findall(text)) + (0 if text.isascii() else len(_IDEOGRAPH.findall(text)) // 2)


def text_with_alt(html: str) -> str:
    """The plain text of a paragraph, with the text alternatives of its pictures."""
    return plain_text(_ALT.sub(r"\1", html))


def plain_text(html: str) -> str:
    """The text of HTML on one line, without superscripts such as footnote references."""
    return " ".join(unescape(_MARKS.sub("", html)).split())


def shortened(text: str) -> str:
    """The text, cut between words and with an ellipsis if it is longer than `OPENING_LENGTH`."""
    if len(text) <= OPENING_LENGTH:
        return text
    cut = text[: OPENING_LENGTH - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > OPENING_LENGTH // 2 else cut}…"
