"""Colours in style sheets, and the contrast between them."""

from __future__ import annotations

import re
from typing import NewType

Colour = NewType("Colour", str)
"""A colour in sRGB as six hexadecimal digits, such as `#a8281c`."""

A_COLOUR = "a colour of six digits such as #a8281c"

READABLE = 4.5
"""Minimum contrast ratio between text and background (WCAG 2.2, success criterion 1.4.3)."""

_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def colour(text: str) -> Colour:
    """The colour that an author wrote, in lower case. Raises `ValueError` if the text is not `#` and six digits."""
    if not _COLOUR.fullmatch(text):
        raise ValueError(A_COLOUR)
    return Colour(text.lower())


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """A mix of two colours. `share` is the share of the first, from 0 to 1 (CSS Color 5, `color-mix` in sRGB)."""
    pairs = ((int(first[start : start + 2], 16), int(second[start : start + 2], 16)) for start in (1, 3, 5))
    return Colour("#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs))


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio of two colours, from 1 (the same colour) to 21 (black and white) (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour_: Colour) -> float:
    """Relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    shares = (int(colour_[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * share for weight, share in zip(_WEIGHTS, linear, strict=True))
