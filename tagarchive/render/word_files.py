"""Catalogues of words: the files of `words/`, one for each language, those of the theme under those of the site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from tagarchive.reading.template_source import TemplateSource, TemplateSources

Forms = Mapping[str, str]
"""A word: its text by plural category, or under the empty text if no number stands in it."""

Catalogue = Mapping[str, Forms]
"""The words of a language by key. The key of a word in a table has the name of that before it: `lists.tag`."""

FOLDER = "/words/"
THEME_FOLDER = "/theme/words/"
"""Beginnings of the names that catalogues of the site and of the theme have among the templates."""

REFERENCE = "en"
"""The language of the catalogue of the theme that has every word."""

OWN = "own"
"""The table for words that only the templates of a site use."""

MANY = "other"
"""The plural category that each language has, and by which a word with a number is recognised."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def is_catalogue(name: str) -> bool:
    """True for the name that a catalogue has among the templates."""
    return name.startswith((FOLDER, THEME_FOLDER))


def language_of(name: str) -> str:
    """The language of a catalogue, in lower case, by its name."""
    return name.rpartition("/")[2].removesuffix(".toml").lower()


def parts_of(text: str) -> list[str]:
    """The parts of a text: words at even places, names of placeholders at odd ones."""
    return _PLACEHOLDER.split(text)


class Shape(NamedTuple):
    """The form of a word.

    Attributes:
        placeholders: the names of its placeholders
        is_plural: True if it has a text for each plural category

    """

    placeholders: frozenset[str]
    is_plural: bool


def shape_of(forms: Forms) -> Shape:
    """The form of a word."""
    text = forms[MANY] if MANY in forms else forms[""]
    return Shape(frozenset(parts_of(text)[1::2]), MANY in forms)


def catalogue_of(text: str) -> Catalogue:
    """The words in the text of a catalogue. What is no word is passed over."""
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Forms]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, {"": value}
        elif isinstance(value, dict) and isinstance(value.get(MANY), str):
            yield prefix + name, {category: text for category, text in value.items() if isinstance(text, str)}
        elif isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")


def catalogues_of(sources: Iterable[tuple[str, TemplateSource]]) -> dict[str, Catalogue]:
    """The catalogue of each language. Words of the site stand in place of those of the theme."""
    found: dict[str, Catalogue] = {}
    for name, source in sorted(sources):  # The names of the theme's come first.
        found[language_of(name)] = {**found.get(language_of(name), {}), **catalogue_of(source.text)}
    return found


def catalogue_sources(sources: TemplateSources) -> Iterator[tuple[str, TemplateSource]]:
    """The catalogues among the sources of templates."""
    return ((name, source) for name, source in sources.items() if is_catalogue(name))


def reference_of(sources: TemplateSources) -> dict[str, Forms]:
    """Every word of the theme in English, and every word of the site's own in the first language that has it."""
    english = catalogue_of(sources[f"{THEME_FOLDER}{REFERENCE}.toml"].text)
    return {**english, **dict(_own_words(sources))}


def _own_words(sources: TemplateSources) -> Iterator[tuple[str, Forms]]:
    own: dict[str, Forms] = {}
    files = sorted(
        (name for name in sources if name.startswith(FOLDER)), key=lambda name: language_of(name) != REFERENCE
    )
    for name in files:
        with suppress(tomllib.TOMLDecodeError):
            words = catalogue_of(sources[name].text)
            own = {**{key: forms for key, forms in words.items() if key.startswith(f"{OWN}.")}, **own}
    yield from own.items()
