"""Options in `site.toml` for each language of a site in several languages."""

from __future__ import annotations

from typing import Literal

import msgspec

from tagarchive.core.errors import ExpectedError
from tagarchive.reading.field_types import TermKey
from tagarchive.reading.menu import MenuItem
from tagarchive.reading.text_types import Language, Line

Digits = Literal["latin", "native"]
"""Digits of the interface."""
Calendar = Literal["gregorian", "persian"]
"""Calendar of the dates that pages show."""


class LanguageOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[languages.LANG]`: a further language of the site. Its pages are below `/LANG/`, in small letters."""

    title: Line | None = None
    """Name of the site in this language; default: `title` of the site."""
    description: Line | None = None
    """One sentence about the site in this language."""
    rights: Line | None = None
    """Copyright or licence line in this language; default: `rights` of the site."""
    digits: Digits | None = None
    """Digits of the interface in this language; default: `digits` of the site."""
    calendar: Calendar | None = None
    """Calendar of the dates in this language; default: `gregorian`."""
    menu: tuple[MenuItem, ...] | None = None
    """Links at the top of the pages in this language, as `[[languages.LANG.menu]]` tables; default: its lists and free
    pages."""
    taxonomy: tuple[tuple[TermKey, Line], ...] = ()
    """Titles of further lists of terms in this language, as `series = "…"` below `[languages.LANG.taxonomy]`."""


Languages = tuple[tuple[Language, LanguageOptions], ...]


def codes_of(language: str, languages: Languages) -> tuple[str, ...]:
    """The codes of all languages of a site in small letters, its default language first; empty if it has only one."""
    others = tuple(code.lower() for code, _ in languages if code.lower() != language.lower())
    return (language.lower(), *others) if others else ()


def edition_of(lang: str | None, codes: tuple[str, ...]) -> str:
    """The code of the language in which a text of a language is published; empty for the default language.

    A text in `fa-IR` is published in `fa`, if the site has no such language (RFC 4647, 3.4). One in a language that the
    site does not have is published in the default language.
    """
    code = (lang or "").lower()
    while code and code not in codes:
        code = code.rpartition("-")[0]
    return code if code in codes[1:] else ""


_TAKEN = frozenset({"tag"})
"""Codes of languages that begin addresses of every site."""


def check_languages(languages: Languages) -> None:
    """Raises `ExpectedError` if two languages are one, or if the addresses of one are taken."""
    met = set[str]()
    for code, _ in languages:
        if code.lower() in met or code.lower() in _TAKEN:
            why = "of which there is one already" if code.lower() in met else "whose addresses are those of tags"
            raise ExpectedError(f"other languages than [languages.{code}], {why}", "each language has one table")
        met.add(code.lower())
