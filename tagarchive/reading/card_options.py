"""`[cards]` of `site.toml`: social cards, and the fonts that they are set in."""

from __future__ import annotations

import unicodedata
from typing import Annotated

import msgspec

from tagarchive.core.errors import Written

WrittenFont = Annotated[Written, "font"]

FONT_ENDINGS = (".otf", ".ttc", ".ttf")
"""Endings of the files of fonts that cards may be set in."""

A_FONT = "a font in static/ such as fonts/Vazirmatn.ttf: .ttf, .otf or .ttc"


class CardOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[cards]`: pictures with a headline, for places where somebody posts a link to a page."""

    enabled: bool = False
    """Draws `card.png` beside each article, each tag archive and the home page. It needs the packages of
    `tagarchive[images]`."""
    font: Annotated[tuple[WrittenFont, ...], "one or more"] = ()
    """Fonts of the cards in order of preference, as their paths in `static/`, such as `fonts/Vazirmatn.ttf`; default:
    a font for plain Latin letters that is always there, then those of the system. Each text is set in the first font
    that has all its letters. A font that is named makes the same bytes on every machine."""


def font_path(written: str) -> str:
    """The path of a font from the folder of the site, from its path there or in `static/`."""
    path = unicodedata.normalize("NFC", written.removeprefix("/").removeprefix("static/"))
    if {"", ".", ".."} & set(path.split("/")) or not path.lower().endswith(FONT_ENDINGS):
        raise ValueError(A_FONT)
    return f"static/{path}"
