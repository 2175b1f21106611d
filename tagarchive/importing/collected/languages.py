"""Languages as other programs name them: `en_GB`, `British English`, `ngerman`, `eng`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

_OF_LATEX: Mapping[str, str] = {
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "australian": "en-AU",
    "newzealand": "en-NZ",
    "canadian": "en-CA",
    "ngerman": "de",
    "austrian": "de-AT",
    "naustrian": "de-AT",
    "swissgerman": "de-CH",
    "nswissgerman": "de-CH",
    "francais": "fr",
    "frenchb": "fr",
    "acadian": "fr-CA",
    "canadien": "fr-CA",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "portuges": "pt",
    "magyar": "hu",
    "bahasa": "id",
    "farsi": "fa",
    "slovene": "sl",
    "spanishmx": "es-MX",
    "mexican": "es-MX",
    "norsk": "nb",
    "nynorsk": "nn",
}
"""Names of languages in the LaTeX packages babel and polyglossia that are not their English names."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_of(written: str) -> str:
    """The language tag of a language; empty if it is not known."""
    text = written.strip().split(".")[0].replace("_", "-")
    if not text:
        return ""
    named = _OF_LATEX.get(text.casefold()) or _names().get(text.casefold())
    if named:
        return named
    if not _TAG.fullmatch(text):
        return ""
    first, *rest = text.split("-")
    code = get_global("language_aliases").get(first.lower(), first.lower())
    return "-".join([code, *map(_subtag, rest)]) if code in Locale("en").languages else ""


def _subtag(text: str) -> str:
    """A part of a language tag in the usual case: `GB`, `Hant`."""
    if len(text) == 2:
        return text.upper()
    return text.title() if len(text) == 4 and text.isalpha() else text.lower()


@cache
def _names() -> Mapping[str, str]:
    """Codes of languages by their own and by their English names."""
    english = {name.casefold(): code.replace("_", "-") for code, name in Locale("en").languages.items()}
    common = (
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "ru",
        "ja",
        "zh",
        "ko",
        "ar",
        "fa",
    )
    own = {str(Locale(code).get_language_name() or "").casefold(): code for code in common}
    return own | english
