"""Facts about languages from CLDR, by way of Babel."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_SCRIPT_LENGTH = 4
_RIGHT_TO_LEFT = frozenset("Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa Yezi".split())
"""Scripts in use that run from right to left (ISO 15924)."""

_ZEROS = {
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "deva": 0x0966,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "khmr": 0x17E0,
    "knda": 0x0CE6,
    "laoo": 0x0ED0,
    "mlym": 0x0D66,
    "mymr": 0x1040,
    "orya": 0x0B66,
    "tamldec": 0x0BE6,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
}
"""The digit zero of each numbering system; the other nine digits follow it (Unicode, general category Nd)."""

_FEW = 1_000


@lru_cache(maxsize=100)
def locale_of(language: str) -> Locale | None:
    """The locale of a language, given as a BCP 47 tag; None if Babel does not know the language."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=100)
def script_of(language: str) -> str:
    """The script of a language (ISO 15924): the one that its tag names, or the usual one; empty if unknown."""
    name, *subtags = language.split("-")
    likely = get_global("likely_subtags")
    name = get_global("language_aliases").get(name, name).partition("_")[0]
    usual = next((found for tag in subtags if (found := likely.get(f"{name}_{tag.upper()}"))), likely.get(name, ""))
    scripts = [tag for tag in (*subtags, *usual.split("_")[1:]) if len(tag) == _SCRIPT_LENGTH]
    return scripts[0].capitalize() if scripts else ""


def direction(language: str) -> str:
    """The direction of a language's script, `ltr` or `rtl`, as in `dir="{{ site.language | direction }}"`."""
    return "rtl" if script_of(language) in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=100)
def fallbacks(language: str) -> tuple[str, ...]:
    """A language tag and the more general ones in the same script, such as `pt-BR` and `pt`. All are in lower case.

    Traditional Chinese does not become simplified Chinese: `zh-TW` leads to `zh-Hant`, and not to `zh`.
    """
    parts, script = language.split("-"), script_of(language)
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    if script:
        tags.insert(-1, f"{parts[0]}-{script}")
    return tuple(dict.fromkeys(tag.lower() for tag in tags if script_of(tag) == script))


def plural_categories(language: str) -> frozenset[str]:
    """The plural categories of a language (CLDR), such as `one` and `other`."""
    locale = locale_of(language)
    return frozenset({"other", *(locale.plural_form.tags if locale else ())})


@lru_cache(maxsize=1_000)
def plural_category(number: int, language: str) -> str:
    """The plural category of a number in a language."""
    locale = locale_of(language)
    return locale.plural_form(number) if locale else "other"


@lru_cache(maxsize=100)
def lone_categories(language: str) -> frozenset[str]:
    """The plural categories of a language that a single number has, such as `two` in Arabic: words can say it."""
    numbers = [plural_category(number, language) for number in range(_FEW)]
    return frozenset(category for category in numbers if numbers.count(category) == 1)


@lru_cache(maxsize=100)
def numbering_system(language: str, digits: str) -> str:
    """The numbering system of a language for `latin` or `native` digits, such as `arabext`; `latn` if it has no own."""
    locale = locale_of(language)
    native = locale.other_numbering_systems.get("native", "") if locale and digits == "native" else ""
    return native if native in _ZEROS else "latn"


@lru_cache(maxsize=100)
def digits_of(system: str) -> dict[int, int]:
    """The translation of Latin digits to those of a numbering system, for `str.translate`."""
    return {ord("0") + value: _ZEROS[system] + value for value in range(10)} if system in _ZEROS else {}
