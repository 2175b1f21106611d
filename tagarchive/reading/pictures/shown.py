"""A picture as a page shows it: which of its files a browser may choose, and the room that it takes."""

from __future__ import annotations

import re
from html import escape
from typing import Literal

import msgspec

Loading = Literal["lazy", "eager", "first"]
"""The time at which a picture loads: when a reader comes near, with the page, or before all others."""

_LOADING = {
    "lazy": ' loading="lazy" decoding="async"',
    "eager": "",
    "first": ' fetchpriority="high"',
}

_WIDTH = re.compile(r' width="(\d+)"')
_SIZED = re.compile(r" (?:width|height)=")


class SourceSet(msgspec.Struct, frozen=True):
    """The files of a picture in one format.

    Attributes:
        media_type: their media type
        srcset: their URLs with their widths, as the attribute `srcset` has them

    """

    media_type: str
    srcset: str


class ShownPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture at one place.

    Attributes:
        width: width in pixels, 0 if unknown
        height: height in pixels, 0 if unknown
        colour: colour of the room that it takes while it loads; empty for none
        sources: its files in a format that not every browser reads
        srcset: its other files, as the attribute `srcset` has them; empty if there is one only
        sizes: width at which it is shown, as the attribute `sizes` has it
        src: URL of the file that feeds show in its place; empty for the picture itself

    """

    width: int = 0
    height: int = 0
    colour: str = ""
    sources: tuple[SourceSet, ...] = ()
    srcset: str = ""
    sizes: str = ""
    src: str = ""


def picture_element(src: str, alt: str, shown: ShownPicture, loading: Loading, attributes: str = "") -> str:
    """A picture as HTML. `attributes` are further ones, each after a space; a size in them is that of the author."""
    sizes = escape(_sizes(shown, attributes))
    sources = "".join(
        f'<source type="{one.media_type}" srcset="{escape(one.srcset)}" sizes="{sizes}">' for one in shown.sources
    )
    srcset = f' srcset="{escape(shown.srcset)}" sizes="{sizes}"' if shown.srcset else ""
    colour = f' style="background-color:{shown.colour}"' if shown.colour else ""
    rest = f"{sized(attributes, shown)}{srcset}{_LOADING[loading]}{colour}"
    image = f'<img src="{escape(src)}" alt="{escape(alt)}"{rest}>'
    return f"<picture>{sources}{image}</picture>" if sources else image


def sized(attributes: str, shown: ShownPicture) -> str:
    """Attributes with the size of a picture, unless they have one."""
    is_sized = not shown.width or _SIZED.search(attributes)
    return attributes if is_sized else f'{attributes} width="{shown.width}" height="{shown.height}"'


def _sizes(shown: ShownPicture, attributes: str) -> str:
    """The width at which a picture is shown; that of the author goes before."""
    given = _WIDTH.search(attributes)
    return f"{given[1]}px" if given and shown.sizes else shown.sizes
