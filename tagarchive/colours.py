"""Colours as style sheets write them, and how well two of them can be told apart."""

from __future__ import annotations

import re
from typing import NewType

Colour = NewType("Colour", str)
"""A colour of three numbers in hexadecimal, such as `#a8281c`."""

READABLE = 4.5
"""The least contrast of text and its ground (WCAG 2.2, success criterion 1.4.3)."""

_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def colour(text: str) -> Colour:
    """The colour that an author wrote. Raises `ValueError` that says what is expected."""
    if not _COLOUR.fullmatch(text):
        raise ValueError("a colour such as #a8281c")
    return Colour(text.lower())


def contrast(one: Colour, other: Colour) -> float:
    """How well two colours can be told apart, from 1 for the same to 21 for black and white (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour_: Colour) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    shares = (int(colour_[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * share for weight, share in zip(_WEIGHTS, linear, strict=True))
