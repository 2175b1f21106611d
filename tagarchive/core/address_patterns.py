"""Patterns of addresses: `/{year}/{month}/{slug}.html` stands for the addresses of all articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from string import Formatter

from tagarchive.core.dates import Moment

DATED = ("year", "month", "day", "hour", "minute", "second")
"""Fields that an article has by its date."""

FURTHER = ("tag", "author", "folder")
"""Fields that an article has by what else is said of it. Its folder may be empty, or several folders deep."""

FIELDS = ("slug", *DATED, *FURTHER)
"""All fields of patterns."""

_PART = r"\w(?:[\w.-]*[\w-])?"
_SHAPE = re.compile(rf"(?:/{_PART})+(?:/|\.html)?")
_DATE = tuple(zip(DATED, (slice(4), *(slice(at, at + 2) for at in (5, 8, 11, 14, 17))), strict=True))


@lru_cache
def fields_of(pattern: str) -> frozenset[str]:
    """The names of the fields in a pattern. Raises `ValueError` if its braces do not match."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)


def is_valid(pattern: str) -> bool:
    """True if a pattern makes an address for each article: one that ends in a slash, in `.html` or in no ending.

    It must contain `{slug}`. `{folder}` is a part of its own, since it may be several.
    """
    try:
        fields = fields_of(pattern)
    except ValueError:
        return False
    fixed = re.sub(r"\{[a-z]+\}", "x", re.sub(r"(?<=/)\{folder\}/", "", pattern))
    last = fixed.removesuffix(".html").rpartition("/")[2]
    return (
        "slug" in fields
        and not fields - {*FIELDS}
        and pattern.count("{folder}") == pattern.count("/{folder}/")
        and bool(_SHAPE.fullmatch(fixed))
        and "." not in last
    )


def is_bare(pattern: str) -> bool:
    """True for a pattern of addresses without an ending, such as `/{year}/{slug}`."""
    return not pattern.endswith(("/", ".html"))


def filled(pattern: str, slug: str, date: Moment, further: Mapping[str, str]) -> str:
    """The address of an article with a slug and a date, and the values of those in `FURTHER`."""
    dated = _dated(pattern)
    if not (dated or further):
        return pattern.replace("{slug}", slug)
    if further and not further.get("folder"):
        pattern = pattern.replace("/{folder}/", "/")
    return pattern.format_map({**{name: date.text[place] for name, place in dated}, **further, "slug": slug})


@lru_cache
def _dated(pattern: str) -> tuple[tuple[str, slice], ...]:
    """The parts of a date that a pattern names, each with its place in the text of the date."""
    return tuple((name, place) for name, place in _DATE if name in fields_of(pattern))


@lru_cache
def names_more(pattern: str) -> bool:
    """True if a pattern names some of `FURTHER`."""
    return not fields_of(pattern).isdisjoint(FURTHER)


def slug_in(pattern: str, address: str) -> str | None:
    """The slug in an address; None if the address does not match the pattern."""
    match = _expression(pattern).fullmatch(address)
    return match["slug"] if match else None


@lru_cache
def _expression(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern).replace(r"/\{folder\}/", "/(?:(?P<folder>.+)/)?", 1)
    text = text.replace(r"/\{folder\}/", "/(?:(?P=folder)/)?")
    for name in FIELDS:
        field = rf"\{{{name}\}}"
        part = r"\d{4}" if name == "year" else r"\d\d" if name in DATED else "[^/]+"
        text = text.replace(field, f"(?P<{name}>{part})", 1).replace(field, f"(?P={name})")
    return re.compile(text)


def needed(pattern: str) -> Collection[str]:
    """The fields in a pattern that some articles have no value for."""
    return sorted(fields_of(pattern) & {"tag", "author"})
