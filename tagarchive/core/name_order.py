"""The order of names in lists, where numbers sort as numbers: “Brigade 9” before “Brigade 10”."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")

NameOrder = tuple[str | tuple[int, str], ...]


def name_order(name: str) -> NameOrder:
    """A sort key for a name in the letters to compare: its texts, and between them its numbers.

    A number is compared by the count of its digits first, so it may have any number of them.
    """
    texts = _DIGITS.split(name)
    return tuple(_number(text) if place % 2 else text for place, text in enumerate(texts))


def _number(digits: str) -> tuple[int, str]:
    plain = digits.lstrip("0")
    return len(plain), plain
