"""Queries for articles, such as `source:Reuters year:2021 -tag:drones`. Pure.

A query is a list of terms, and an article matches if it matches all of them. A term is a key, a colon and a value. A
value with spaces stands in double quotes. A hyphen before a term makes it match the other articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tagarchive.archive.authors import Authors
from tagarchive.archive.sources import Sources
from tagarchive.archive.tags.keys import Keys
from tagarchive.archive.tags.parents import Parents, ancestors
from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.core.slugs import tag_key
from tagarchive.reading.documents import Article


class Term(NamedTuple):
    """A term of a query.

    Attributes:
        key: its key, such as `source`
        value: its value
        is_negated: True if it is to match the articles that do not have the value
        column: column of the term in the query, from 1

    """

    key: str
    value: str
    is_negated: bool
    column: int


class Facts(NamedTuple):
    """Facts that a query needs besides the articles.

    Attributes:
        keys: keys of tags
        parents: parents of tags
        sources: records of sources
        language: language of articles that name none
        text_of: function that returns the text of an article
        authors: records of authors

    """

    keys: Keys
    parents: Parents
    sources: Sources
    language: str
    text_of: Callable[[Article], str]
    authors: Authors = Authors()


Matches = Callable[[Article], bool]
"""A function that is True for the articles that a query names."""

_TERM = re.compile(r'(?P<not>-?)(?:(?P<key>[^\s:"]*):)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s"]*))(?=\s|$)')


def matching(query: str, facts: Facts, where: str = "--where") -> Matches:
    """The function that is True for the articles that match a query. Hidden tags count as others do.

    `where` names the query in problems. Raises `SiteError` with every fault of the query, each with its column.
    """
    found, problems = [], []
    for term in _terms(query, where):
        try:
            found.append(_match_of(term, facts))
        except ValueError as error:
            problems.append(_fault(where, term.column, *error.args))
    if problems:
        raise SiteError(*problems)
    return lambda article: all(matches(article) for matches in found)


def _terms(query: str, where: str) -> Iterator[Term]:
    """The terms of a query. Raises `SiteError` at the first part that is none."""
    place = 0
    while place < len(query):
        if query[place].isspace():
            place += 1
            continue
        match = _TERM.match(query, place)
        if match is None:
            message = "found a quote that never ends or stands inside a word, expected KEY:“VALUE” in double quotes"
            raise SiteError(_fault(where, place + 1, message))
        value = re.sub(r"\\(.)", r"\1", match["quoted"]) if match["quoted"] is not None else match["plain"]
        if match["key"] is None:
            message = f"found “{match[0]}”, expected a key, a colon and a value"
            raise SiteError(_fault(where, place + 1, message, f'`title:"{value}"` looks for it in headlines'))
        if not value.strip():
            message = f"found “{match[0]}” without a value, expected one such as {match['key'] or 'tag'}:Iraq"
            raise SiteError(_fault(where, place + 1, message, "a value with spaces stands in double quotes"))
        yield Term(match["key"].lower(), value, bool(match["not"]), place + 1)
        place = match.end()
    if not query.strip():
        raise SiteError(_fault(where, 1, "found an empty query, expected terms such as source:Reuters year:2021"))


def _fault(where: str, column: int, message: str, hint: str = "") -> Problem:
    return Problem(Location(where, 1, column), "bad-query", message, hint)


def _match_of(term: Term, facts: Facts) -> Matches:
    """The function of one term. Raises `ValueError` with a message and a hint if it is not valid."""
    make = _MAKERS.get(term.key)
    if make is None:
        message = f"found the unknown key “{term.key}”, expected one of {', '.join(_MAKERS)}"
        raise ValueError(message, did_you_mean(term.key, _MAKERS, few=0))
    matches = make(term.value, facts)
    return (lambda article: not matches(article)) if term.is_negated else matches


def of_tag(value: str, facts: Facts) -> Matches:
    """Articles with a tag, under any of its names, or with a tag below it."""
    key, of = facts.keys.of(value), facts.keys.of
    below = {one for one in facts.parents if key in ancestors(one, facts.parents)} | {key}
    return lambda article: any(of(tag.text) in below for tag in article.tags)


def of_source(value: str, facts: Facts) -> Matches:
    """Articles of a source, under any of its names."""
    key = facts.sources.key_of(value)
    return lambda article: article.source is not None and facts.sources.key_of(article.source.name) == key


def of_author(value: str, facts: Facts) -> Matches:
    """Articles by an author, under any of the names."""
    key_of = facts.authors.key_of
    key = key_of(value)
    return lambda article: any(key_of(name) == key for name in article.byline)


def of_year(value: str, _: Facts) -> Matches:
    """Articles of a year, or of several as `2019..2021`. Raises `ValueError` if it is none."""
    first, dots, last = value.partition("..")
    if not re.fullmatch(r"\d{4}", first) or (dots and not re.fullmatch(r"\d{4}", last)):
        raise ValueError(f"found the year “{value}”, expected one such as 2021, or several such as 2019..2021", "")
    return lambda article: first <= article.date.year <= (last or first)


def _of_month(value: str, _: Facts) -> Matches:
    if not re.fullmatch(r"(?:\d{4}-)?(?:0[1-9]|1[0-2])", value):
        raise ValueError(f"found the month “{value}”, expected one such as 2021-11, or 11 for that of every year", "")
    return lambda article: article.date.day[:7].endswith(value)


def _of_title(value: str, _: Facts) -> Matches:
    words = tag_key(value)
    return lambda article: words in tag_key(article.title)


def _of_text(value: str, facts: Facts) -> Matches:
    words = tag_key(value)
    return lambda article: words in tag_key(facts.text_of(article))


def of_language(value: str, facts: Facts) -> Matches:
    """Articles in a language: `en` stands for `en-GB` too."""
    wanted = value.lower()
    return lambda article: f"{article.lang or facts.language}-".lower().startswith(f"{wanted}-")


_PARTS: Mapping[str, Matches] = {
    "author": lambda article: bool(article.byline),
    "draft": lambda article: article.draft,
    "expires": lambda article: article.expires is not None,
    "image": lambda article: bool(article.images),
    "lang": lambda article: article.lang is not None,
    "source": lambda article: article.source is not None,
    "summary": lambda article: bool(article.standfirst),
    "tag": lambda article: bool(article.tags),
    "updated": lambda article: article.updated is not None,
    "url": lambda article: article.source is not None and article.source.url is not None,
    "withdrawn": lambda article: article.withdrawn is not None,
}
"""Properties that `has:` and `no:` ask for."""


def _has(value: str, _: Facts) -> Matches:
    part = value.lower() if value.lower() in _PARTS else value.lower().removesuffix("s")
    if part not in _PARTS:
        message = f"found “{value}”, expected one of {', '.join(_PARTS)}"
        raise ValueError(message, did_you_mean(value, _PARTS, few=0))
    return _PARTS[part]


def _has_not(value: str, facts: Facts) -> Matches:
    matches = _has(value, facts)
    return lambda article: not matches(article)


_MAKERS: Mapping[str, Callable[[str, Facts], Matches]] = {
    "tag": of_tag,
    "source": of_source,
    "author": of_author,
    "year": of_year,
    "month": _of_month,
    "title": _of_title,
    "text": _of_text,
    "lang": of_language,
    "has": _has,
    "no": _has_not,
}
"""The keys of terms, each with a function of a value and the facts; it raises `ValueError` of a message and a hint."""
