"""Spaces in texts of scripts that have none between words, and letters that readers type in other forms.

The index knows words by the spaces around them. Each character of such a script becomes a word of its own. A search
looks for the characters of the query next to each other. `static/search.js` does the same to queries, and takes the
spaces out of what it shows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from tagarchive.core.letters import KANA_AND_HAN, SOUTHEAST_ASIAN

_UNSPACED = re.compile(f"[{KANA_AND_HAN}{SOUTHEAST_ASIAN}]")
_FORMS: Mapping[str, Mapping[int, int]] = {"fa": str.maketrans("يىك", "ییک")}
"""Letters of Arabic keyboards that stand for letters of another language."""


def searchable(text: str, language: str) -> str:
    """A text on one line, with spaces between the words that a search can find."""
    text = text.translate(_FORMS.get(language, {}))
    if _UNSPACED.search(text):
        text = "".join(_spaced(text))
    return " ".join(text.split())


def _spaced(text: str) -> list[str]:
    """The characters of a text, with spaces around each that is a word. Marks stay with the character before them."""
    parts: list[str] = []
    is_open = False
    for character in text:
        if _UNSPACED.match(character) and not unicodedata.category(character).startswith("M"):
            parts.append(f" {character}")
            is_open = True
        elif is_open and not unicodedata.category(character).startswith("M"):
            parts.append(f" {character}")
            is_open = False
        else:
            parts.append(character)
    return parts
