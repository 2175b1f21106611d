"""The picture that a card is drawn on.

Each text is drawn as a mask of a few levels, and each level of a colour is an entry of the palette. So a card has less
than fifty colours, and its file is small.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from tagarchive.core.colours import Colour, mixed
from tagarchive.render.cards.faces import Run
from tagarchive.views.social_cards import CARD_HEIGHT, CARD_WIDTH, SocialCard

if TYPE_CHECKING:
    from PIL import Image

Ink = Literal["ink", "accent", "faded"]
"""The colours of a card, besides its paper."""

_INKS: tuple[Ink, ...] = ("ink", "accent", "faded")
_FULL = 15
"""Level of a whole colour. Those below it are the edges of letters; 0 is the paper."""

_LEVELS = tuple(round(value * _FULL / 255) for value in range(256))
_LABEL = (48, 44)
"""Size of the label before the name of a tag, in pixels."""


class Canvas:
    """A picture in the colours of a card."""

    def __init__(self, card: SocialCard) -> None:
        from PIL import Image  # noqa: PLC0415 (few sites have cards)

        self.image = Image.new("P", (CARD_WIDTH, CARD_HEIGHT), 0)
        paper = Colour(card.paper)
        colours = (Colour(getattr(card, ink)) for ink in _INKS)
        shades = [mixed(colour, paper, level / _FULL) for colour in colours for level in range(1, _FULL + 1)]
        self.image.putpalette(b"".join(bytes.fromhex(shade[1:]) for shade in (paper, *shades)))

    def fill(self, box: tuple[int, int, int, int], ink: Ink) -> None:
        """Fills a rectangle, given as left, top, right and bottom edge."""
        self.image.paste(_entry(ink, _FULL), box)

    def draw(self, run: Run, at: float, baseline: float, ink: Ink) -> None:
        """Draws a line. `at` is the place of its left end, or of its right end if it runs from right to left."""
        from PIL import Image, ImageDraw  # noqa: PLC0415 (as above)

        # A band that holds the line with all marks above and below it is quicker than a mask of the whole card.
        above = 2 * run.size
        mask = Image.new("L", (CARD_WIDTH, above + run.size), 0)
        font, options = run.face.sized(run.size), run.face.options(rtl=run.rtl, lang=run.lang)
        anchor = "rs" if run.rtl else "ls"
        ImageDraw.Draw(mask).text((round(at), above), run.text, 255, font, anchor=anchor, **options)
        self._put(mask, (0, round(baseline) - above), ink)

    def label(self, left: int, middle: int, ink: Ink, *, mirrored: bool) -> None:
        """Draws the label of a tag."""
        from PIL import Image, ImageDraw, ImageOps  # noqa: PLC0415 (as above)

        finer, (width, height) = 4, _LABEL
        half = height // 2
        mask = Image.new("L", (width * finer, height * finer), 0)
        corners = ((0, half), (half, 0), (width - 1, 0), (width - 1, height - 1), (half, height - 1))
        draw = ImageDraw.Draw(mask)
        draw.polygon([(x * finer, y * finer) for x, y in corners], 255)
        draw.ellipse([(half - 4) * finer, (half - 5) * finer, (half + 6) * finer, (half + 5) * finer], 0)
        mask = mask.reduce(finer)
        self._put(ImageOps.mirror(mask) if mirrored else mask, (left, middle - half), ink)

    def _put(self, mask: Image.Image, corner: tuple[int, int], ink: Ink) -> None:
        """Puts the levels of a mask into the picture, with its upper left corner at a place."""
        box = mask.getbbox()
        if box:
            part, place = mask.crop(box), (corner[0] + box[0], corner[1] + box[1])
            shades = part.point([_entry(ink, level) for level in _LEVELS])
            self.image.paste(shades, place, part.point([255 if level else 0 for level in _LEVELS]))

    def png(self) -> bytes:
        data = io.BytesIO()
        # A higher level takes eight times as long, to save a seventh of the bytes.
        self.image.save(data, "PNG", compress_level=6)
        return data.getvalue()


def _entry(ink: Ink, level: int) -> int:
    """The entry of the palette for a level of a colour."""
    return _INKS.index(ink) * _FULL + level if level else 0
