"""The result of a conversion from Markdown, in any dialect."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.reading.markdown.highlighting import LeftPlain

CITED = 100
"""Maximum number of links from a footnote back to its citations."""

FILLED = 20_000
"""Maximum number of empty cells added to short rows, in all tables of a text."""


class UnreadFormula(NamedTuple):
    """A formula that stays as it is written.

    Attributes:
        written: the formula in LaTeX
        reason: end of a sentence about the formula, for a message

    """

    written: str
    reason: str


class Converted(NamedTuple):
    """Result of a conversion.

    Attributes:
        html: HTML of the text
        left_plain: pieces of code that are not highlighted
        left_short: first lines of the tables whose short rows did not get all empty cells
        left_open: first lines of the tables that are shown as text, because their short rows would get too many cells
        unread: formulas that stay as they are written

    """

    html: str
    left_plain: tuple[LeftPlain, ...] = ()
    left_short: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    unread: tuple[UnreadFormula, ...] = ()
