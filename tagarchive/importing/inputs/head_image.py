"""The picture at the head of an article, and the words that stand in where nobody describes it."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.importing.inputs.items import Guessed, Remark, Value

_CAPTION = "no text alternative is given; the caption stands in"
_TITLE = "no text alternative is given; the title of the article stands in"


class HeadImage(NamedTuple):
    """The value of `image`, and what is guessed in it."""

    matter: dict[str, Value]
    remarks: tuple[Remark, ...] = ()


def head_image(src: str, alt: str | None, caption: str, credit: str, title: str) -> HeadImage:
    """The value of `image`. If `alt` is None, the caption stands in, else the title of the article."""
    named = {"caption": caption, "credit": credit}
    stated: dict[str, Value] = {key: text for key, text in named.items() if text}
    if alt is not None:
        return HeadImage({"src": src, "alt": alt, **stated})
    words, why = (caption, _CAPTION) if caption else (title, _TITLE)
    return HeadImage({"src": src, "alt": words, **stated}, (Guessed("image.alt", words, why),))
