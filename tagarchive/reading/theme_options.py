"""`[theme]` of `site.toml`: colours, fonts, width and pictures in lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from tagarchive.core.colours import READABLE, Colour, contrast, mixed
from tagarchive.core.errors import Location, Problem
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.font_list import Fonts

FADED = 0.7
"""Share of the ink colour in dates, captions and the like (`--faded` in the style sheet)."""


class ThemeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[theme]`: colours, fonts, width and pictures in lists. Each colour has a variant for dark mode."""

    paper: Colour = Colour("#fdfcf9")
    """Colour of the background."""
    paper_dark: Colour = Colour("#16171a")
    """Colour of the background in dark mode."""
    ink: Colour = Colour("#1d1c1a")
    """Colour of text."""
    ink_dark: Colour = Colour("#e8e4dc")
    """Colour of text in dark mode."""
    accent: Colour = Colour("#9c2518")
    """Colour of links and of the focus outline."""
    accent_dark: Colour = Colour("#ff9d8a")
    """Colour of links and of the focus outline in dark mode."""
    text_font: Fonts = Fonts("")
    """Fonts of articles, in order of preference, such as `Georgia, serif`; default: a serif of the reader's system."""
    title_font: Fonts = Fonts("")
    """Fonts of headlines; default: the fonts of articles."""
    label_font: Fonts = Fonts("")
    """Fonts of dates, tags and menus; default: a sans-serif of the reader's system."""
    text_size: Annotated[int, msgspec.Meta(ge=80, le=160)] = 112
    """Size of text, in percent of the default size of the reader's browser."""
    measure: Annotated[int, msgspec.Meta(ge=24, le=80)] = 36
    """Width of a column of text, in multiples of the text size; a line has about twice as many letters."""
    thumbnails: bool = True
    """Shows the picture at the head of an article beside its headline in lists."""


def faint_colours(theme: ThemeOptions) -> Iterator[Problem]:
    """A notice for each text colour with too little contrast to the background (WCAG 2.2, 1.4.3)."""
    for mode in ("", "_dark"):
        paper, ink, accent = (getattr(theme, f"{name}{mode}") for name in ("paper", "ink", "accent"))
        small = mixed(ink, paper, FADED)
        for name, written, shown in (("ink", ink, ink), ("ink", ink, small), ("accent", accent, accent)):
            ratio = contrast(shown, paper)
            if ratio < READABLE:
                where = f"contrast with paper{mode} {paper}" + (" in small print" if shown is small else "")
                message = f"found {name}{mode} {written}, whose {where} is {ratio:.1f}"
                yield Problem(
                    Location(CONFIG_FILE),
                    "low-contrast",
                    message,
                    f"all can read text with a contrast of {READABLE} or more",
                )
                break
