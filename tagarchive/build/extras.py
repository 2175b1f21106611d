"""Packages that are no part of the program, and that a key of `site.toml` can need."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from tagarchive.core.errors import Location, Problem
from tagarchive.reading.config import Config
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.toml_reader import place_of

PAGEFIND, PILLOW = "pagefind_bin", "PIL"
"""The modules of the program Pagefind and of Pillow."""


def missing_packages(config: Config, text: str) -> Iterator[Problem]:
    """A problem for each key that needs a package which is not installed. `text` is that of `site.toml`."""
    if config.search.is_on and not has(PAGEFIND):
        message = f"found engine = “{config.search.engine}”, but its package is not installed"
        hint = "pip install 'tagarchive[search]'"
        yield Problem(place_of(text, CONFIG_FILE, "search", "engine"), "missing-extra", message, hint)
    if config.cards.enabled and not has(PILLOW):
        message = "found cards, which need the package Pillow"
        hint = "pip install 'tagarchive[images]', or write `enabled = false`"
        yield Problem(place_of(text, CONFIG_FILE, "cards", "enabled"), "missing-extra", message, hint)


def without_packages(config: Config) -> Iterator[Problem]:
    """A notice if a site asks for smaller files of its pictures and Pillow is not installed. It builds without them."""
    if config.images.enabled and not has(PILLOW):
        message = "found [images] enabled, and no Pillow; pictures are published as they are"
        yield Problem(Location(CONFIG_FILE), "missing-extra", message, "pip install 'tagarchive[images]'")


def has(module: str) -> bool:
    return find_spec(module) is not None
