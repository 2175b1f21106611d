"""Names of languages, each in the language itself."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=1_000)
def language_name(language: str) -> str:
    """The name of a language in itself, such as `فارسی`; the tag if it has no known name.

    Usage: `{{ one.lang | language_name }}`.
    """
    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except (ValueError, UnknownLocaleError):
        return language
    # As in a list or a menu (CLDR, contextTransforms): many languages write the names of languages small within a text.
    return name[:1].upper() + name[1:]
