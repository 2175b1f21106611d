"""The icon of the site, in its pages and feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tagarchive.core import urls
from tagarchive.core.errors import Problem, did_you_mean
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.files import File
from tagarchive.reading.pictures.facts import Size
from tagarchive.reading.site_icon import type_of_icon
from tagarchive.views.common import SiteIcon

LEAST_SIDE = 96
"""Pixels that an icon has at least on each side."""

_VECTOR = "image/svg+xml"


def icon_of(statics: Sequence[File], config: Config, href: Callable[[Address], str]) -> SiteIcon | None:
    """The icon that the config names, if `static/` has it."""
    file = _file(statics, config)
    if file is None:
        return None
    size, address = file.size or Size(0, 0), urls.static(file.path)
    return SiteIcon(url=href(address), media_type=type_of_icon(address), width=size.width, height=size.height)


def _file(statics: Sequence[File], config: Config) -> File | None:
    address = config.icon.text if config.icon else ""
    return next((file for file in statics if urls.static(file.path) == address), None)


def missing_icon(statics: Sequence[File], config: Config) -> Iterator[Problem]:
    """A problem if `static/` does not have the icon that the config names."""
    if config.icon and not _file(statics, config):
        name = config.icon.text.removeprefix("/")
        pictures = [urls.static(file.path).removeprefix("/") for file in statics if type_of_icon(file.path)]
        message = f"found the icon {name}, which static/ does not have"
        hint = did_you_mean(name, pictures) or "put the picture into static/, and write its path from there"
        yield Problem(config.icon.where, "missing-file", message, hint)


def odd_icon(statics: Sequence[File], config: Config) -> Iterator[Problem]:
    """A notice if the icon is not a square of `LEAST_SIDE` pixels or more. A drawing (SVG) may be of any size."""
    file = _file(statics, config)
    if config.icon is None or file is None:
        return
    size = file.size or Size(0, 0)
    least = 1 if type_of_icon(file.path) == _VECTOR else LEAST_SIDE
    if size.width != size.height or size.width < least:
        found = f"{size.width} × {size.height} pixels" if file.size else "a file that is no picture"
        message = f"found {found} as the icon, expected a square of {LEAST_SIDE} pixels or more"
        yield Problem(config.icon.where, "odd-icon", message, "readers and phones cut or blur it; 512 × 512 suits all")
