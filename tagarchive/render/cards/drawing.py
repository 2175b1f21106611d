"""Social cards as PNG, drawn by Pillow.

Under a bar stand the title of the site, the title in the middle, and the date and the source below. Everything starts
at the side at which the title starts. Pillow is imported in this folder alone, when the first card is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from tagarchive.reading.card_fonts import SetText
from tagarchive.render.cards.canvas import Canvas, Ink
from tagarchive.render.cards.faces import Faces, Run
from tagarchive.render.cards.fitting import Box, fitted
from tagarchive.render.dates import day_text
from tagarchive.render.locales import direction
from tagarchive.views.social_cards import CARD_HEIGHT, CARD_WIDTH, SocialCard

_MARGIN, _BAR = 84, 16
_WIDTH = CARD_WIDTH - 2 * _MARGIN
_TOP, _BOTTOM = 156, 478
"""Upper and lower edge of the room for the title."""

_NAME_LINE, _LAST_LINE = 112, CARD_HEIGHT - 76
"""Baselines of the title of the site and of the last line."""

_TITLE_SIZES = (92, 84, 76, 70, 64, 58, 52, 48)
_TEXT_SIZES = (36, 32)
_SMALL_SIZES = (34, 30, 26)
_LEADING, _TALL_LEADING, _TEXT_LEADING = 1.2, 1.45, 1.4
_GAP, _LABEL = 28, 74
"""Space between the title and the text below it; width of the label of a tag with the space after it."""

_DOT, _AROUND_DOT = 6, 18
_MIDDLE = 0.35
"""Height of the middle of a letter above its line, in multiples of the size."""


def png(card: SocialCard, faces: Faces) -> bytes:
    """A card as PNG."""
    canvas, rtl = Canvas(card), _runs_left(card.title.text, card.lang)
    canvas.fill((0, 0, CARD_WIDTH, _BAR), "accent")
    for line in (*_name(card, faces), *_middle(card, faces), *_last_line(card, faces)):
        canvas.draw(line.run, _place(line, rtl=rtl), line.baseline, line.ink)
        if line.has_dot:
            dot = _edge(line.indent - _AROUND_DOT - _DOT, _DOT, rtl=rtl)
            canvas.fill((dot, _LAST_LINE - 15, dot + _DOT, _LAST_LINE - 15 + _DOT), "faded")
        if line.has_label:
            middle = round(line.baseline - line.run.size * _MIDDLE)
            canvas.label(_edge(0, 48, rtl=rtl), middle, "accent", mirrored=rtl)
    return canvas.png()


class PlacedLine(NamedTuple):
    """A line with its place.

    Attributes:
        run: the line
        baseline: height of its baseline
        ink: its colour
        indent: its distance from the margin at which it starts
        has_label: True if the label of a tag stands before it
        has_dot: True if a dot stands before it

    """

    run: Run
    baseline: float
    ink: Ink
    indent: float = 0
    has_label: bool = False
    has_dot: bool = False


def _name(card: SocialCard, faces: Faces) -> Iterator[PlacedLine]:
    """The title of the site."""
    if card.site:
        yield PlacedLine(_line(card.site, faces, _WIDTH), _NAME_LINE, "accent")


def _middle(card: SocialCard, faces: Faces) -> Iterator[PlacedLine]:
    """The title, with the text of a tag or of the site under it, in the middle of their room."""
    bottom = _BOTTOM if card.date or card.source else _LAST_LINE
    indent = _LABEL if card.kind == "tag" else 0
    below = _below(card, faces)
    height = sum(run.size * _TEXT_LEADING for run in below) + (_GAP if below else 0)
    leading = _TALL_LEADING if _TALL.search(card.title.text) else _LEADING
    box = Box(_WIDTH - indent, bottom - _TOP - height, _TITLE_SIZES, leading)
    title = _runs(card.title, faces, card.lang or card.language, box, rtl=_runs_left(card.title.text, card.lang))
    line = title[0].size * leading
    top = _TOP + max(0.0, (bottom - _TOP - height - line * len(title)) / 2)
    for number, run in enumerate(title):
        baseline = top + (number + 0.5) * line + run.size * _MIDDLE
        yield PlacedLine(run, baseline, "ink", indent, has_label=bool(indent and not number))
    top += line * len(title) + _GAP
    for number, run in enumerate(below):
        yield PlacedLine(run, top + (number + 0.5) * run.size * _TEXT_LEADING + run.size * _MIDDLE, "faded")


def _below(card: SocialCard, faces: Faces) -> Sequence[Run]:
    if card.text is None:
        return ()
    box = Box(_WIDTH, 160, _TEXT_SIZES, _TEXT_LEADING)
    lang = card.lang or card.language
    return _runs(card.text, faces, lang, box, rtl=_runs_left(card.text.text, card.lang))


def _last_line(card: SocialCard, faces: Faces) -> Iterator[PlacedLine]:
    """The date and the source."""
    indent = 0.0
    for part in filter(None, (_dated(card, faces), card.source)):
        run = _line(part, faces, _WIDTH - indent)
        yield PlacedLine(run, _LAST_LINE, "faded", indent, has_dot=indent > 0)
        indent += run.width + 2 * _AROUND_DOT + _DOT


def _dated(card: SocialCard, faces: Faces) -> SetText | None:
    """The date in the first font of the card that has its letters; in digits if none has the words."""
    if card.date is None:
        return None
    day = card.date.day
    texts = (day_text(day, card.language, "long", card.digits, card.calendar), day)
    fonts = [part.font for part in (card.title, card.site, card.source) if part]
    pairs = (SetText(text, font) for text in texts for font in fonts if faces[font].letters.issuperset(text))
    return next(pairs, None)


def _line(text: SetText, faces: Faces, width: float) -> Run:
    """A small text in a single line."""
    (run,) = _runs(text, faces, "", Box(width, 0, _SMALL_SIZES, 1), rtl=_runs_left(text.text, ""))
    return run


def _runs(text: SetText, faces: Faces, lang: str, box: Box, *, rtl: bool) -> Sequence[Run]:
    """The lines of a text in a box."""
    face = faces[text.font]
    ellipsis = "…" if "…" in face.letters else "..."
    size, lines = fitted(text.text, box, partial(face.width, rtl=rtl, lang=lang), ellipsis)
    return [Run(line, face, size, rtl, lang) for line in lines]


def _edge(indent: float, width: int, *, rtl: bool) -> int:
    """The left edge of something of a width, at a distance from the margin at which a card starts."""
    return round(CARD_WIDTH - _MARGIN - indent - width if rtl else _MARGIN + indent)


def _place(line: PlacedLine, *, rtl: bool) -> float:
    """The place of the end at which a line starts. One that runs the other way stands at the same side of the card."""
    edge = CARD_WIDTH - _MARGIN - line.indent if rtl else _MARGIN + line.indent
    if line.run.rtl == rtl:
        return edge
    return edge + line.run.width if line.run.rtl else edge - line.run.width


def _runs_left(text: str, lang: str) -> bool:
    """True if a text runs from right to left: as its language does, or else as its first strong letter does."""
    if lang:
        return direction(lang) == "rtl"
    strong = (_STRONG[kind] for letter in text if (kind := unicodedata.bidirectional(letter)) in _STRONG)
    return next(strong, False)


_STRONG = {"L": False, "R": True, "AL": True}
_TALL = re.compile("[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters with marks far above and below them."""
