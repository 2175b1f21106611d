"""Views of social cards: the picture that is drawn, and what pages say about it."""

from __future__ import annotations

from typing import Literal

from tagarchive.core.dates import Moment
from tagarchive.reading.card_fonts import SetText
from tagarchive.views.common import View

CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""Size of a card in pixels, for which the places that show cards ask."""


class SocialCard(View, frozen=True, kw_only=True):
    """A card as it is drawn. It shows texts and colours alone."""

    kind: Literal["article", "tag", "site"]
    """Kind of page that the card is of."""
    title: SetText
    """Headline of an article, name of a tag, or title of the site."""
    lang: str
    """Language of the title if the page names one, else nothing."""
    text: SetText | None
    """Summary of a tag or description of the site, if there is one and a font for it."""
    site: SetText | None
    """Title of the site on the cards of its pages, if there is a font for it."""
    date: Moment | None
    """Date of an article."""
    source: SetText | None
    """Source of an article, if it has one and there is a font for it."""
    language: str
    """Language of the site, in which the date is written."""
    digits: str
    """`latin` or `native`: the digits of the date."""
    calendar: str
    """`gregorian` or `persian`: the calendar of the date."""
    paper: str
    """Colour of the background."""
    ink: str
    """Colour of the title."""
    accent: str
    """Colour of the title of the site and of the mark of a tag."""
    faded: str
    """Colour of all other text."""
