"""Attributes of tags in sanitised HTML."""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
_ALIGNED = re.compile(r"\s*text-align:\s*(left|right|center|justify);?\s*")


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a tag, unescaped, from the text between its name and its end."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def aligned(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes with the `text-align` style, which Markdown writes, replaced by a class such as `right`."""
    rest = {name: value for name, value in attributes.items() if name != "style"}
    side = _ALIGNED.fullmatch(attributes.get("style", ""))
    return rest | {"class": f"{rest.get('class', '')} {side[1]}".strip()} if side else rest


def fits_image(name: str, value: str) -> bool:
    """True for an attribute that a picture may have; widths and heights are whole numbers."""
    return value.isdecimal() if name in ("width", "height") else True
