"""Packages that are no part of the program, and that a key of `site.toml` can need."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from tagarchive.core.errors import Problem
from tagarchive.reading.config import Config
from tagarchive.reading.documents import CONFIG_FILE
from tagarchive.reading.toml_reader import place_of

PAGEFIND = "pagefind_bin"
"""The package that holds the program Pagefind."""


def has_pagefind() -> bool:
    """True if the program that makes search indexes is installed."""
    return find_spec(PAGEFIND) is not None


def missing_packages(config: Config, text: str) -> Iterator[Problem]:
    """A problem for each key that needs a package which is not installed. `text` is that of `site.toml`."""
    if config.search.is_on and not has_pagefind():
        message = f"found engine = “{config.search.engine}”, but its package is not installed"
        hint = "pip install 'tagarchive[search]'"
        yield Problem(place_of(text, CONFIG_FILE, "search", "engine"), "missing-extra", message, hint)
