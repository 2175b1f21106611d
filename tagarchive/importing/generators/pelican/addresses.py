"""Addresses of a Pelican site: slugs as it makes them, and the patterns of its settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tagarchive.importing.generators.python_settings import PythonSettings

_FIELD = re.compile(r"\{(?P<name>\w+)(?::(?P<format>[^{}]*))?\}")
_PATTERNS = {
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_LANG_URL": "{slug}-{lang}.html",
    "DRAFT_URL": "drafts/{slug}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_LANG_URL": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE_URL": "drafts/pages/{slug}.html",
}
"""The patterns that hold where a site sets none."""

ADDRESS_SETTINGS = (*_PATTERNS, *(name.replace("_URL", "_SAVE_AS") for name in _PATTERNS))


class Addressed(NamedTuple):
    """Parts of an address.

    Attributes:
        slug: slug as Pelican makes it
        lang: language
        day: ISO day; empty if there is none
        author: name of the first author
        category: name of the category
        is_page: True for a page
        is_draft: True for a draft
        is_default_lang: True if its language is that of the site

    """

    slug: str
    lang: str
    day: str = ""
    author: str = ""
    category: str = ""
    is_page: bool = False
    is_draft: bool = False
    is_default_lang: bool = True


def slugified(text: str) -> str:
    """The slug of a text as Pelican makes it without settings."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).lower()


def addresses_of(post: Addressed, settings: PythonSettings) -> tuple[str, ...]:
    """The addresses of a post, as paths, that of its own language last."""
    kinds = _kinds(post)
    patterns = [pattern for kind in kinds for pattern in _patterns(kind, settings)]
    made = (_filled(pattern, post) for pattern in patterns)
    return tuple(dict.fromkeys(address for address in made if address))


def _kinds(post: Addressed) -> tuple[str, ...]:
    if post.is_draft:
        return ("DRAFT_PAGE",) if post.is_page else ("DRAFT",)
    kind = "PAGE" if post.is_page else "ARTICLE"
    return (kind,) if post.is_default_lang else (kind, f"{kind}_LANG")


def _patterns(kind: str, settings: PythonSettings) -> tuple[str, ...]:
    """The pattern of the links, and that of the files if it leads elsewhere."""
    url = settings.text(f"{kind}_URL", _PATTERNS[f"{kind}_URL"])
    saved = settings.text(f"{kind}_SAVE_AS", url if f"{kind}_URL" in settings.values else _PATTERNS[f"{kind}_URL"])
    return (url,) if _bare(saved) == _bare(url) else (url, saved)


def _bare(pattern: str) -> str:
    return re.sub(r"(?:/?index)?\.html?$", "", pattern).strip("/")


def _filled(pattern: str, post: Addressed) -> str:
    """A pattern with the values of a post; empty if it asks for something unknown."""
    values = {
        "slug": post.slug,
        "lang": post.lang,
        "author": slugified(post.author),
        "category": slugified(post.category),
        "date": post.day,
    }
    filled = _FIELD.sub(lambda field: _value(field, values), pattern)
    if "\0" in filled or "{" in filled or not filled.strip("/"):
        return ""
    return "/" + re.sub(r"(?:^|(?<=/))index\.html?$", "", filled).lstrip("/")


def _value(field: re.Match[str], values: Mapping[str, str]) -> str:
    name, written = field["name"], field["format"] or ""
    if name != "date" or not values.get(name):
        return values.get(name) or "\0"
    # Only numbers: names of months depend on the language of the machine.
    if not re.fullmatch(r"(?:%[Ymdjy]|[^%])*", written) or not written:
        return "\0"
    return date.fromisoformat(values["date"]).strftime(written)
