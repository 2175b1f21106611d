"""Translations: which articles are one text in several languages, by `key` and by `translations`. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.relations import Relations, TranslationLink
from tagarchive.archive.sources import Sources
from tagarchive.archive.suggestions import Known
from tagarchive.core.errors import Problem, Written
from tagarchive.core.urls import Address
from tagarchive.reading.body import ToSite, ToSource
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.link_targets import named_path
from tagarchive.reading.named_language import named_language
from tagarchive.reading.translation import Translation

Links = Mapping[str, tuple[TranslationLink, ...]]


class Translations(NamedTuple):
    """Translations of articles.

    Attributes:
        of: for each article that has translations, by its path, all of them with itself, by language
        problems: faults of what articles say of translations

    """

    of: Links = MappingProxyType({})
    problems: tuple[Problem, ...] = ()


class Texts(NamedTuple):
    """Documents in which translations are looked for.

    Attributes:
        documents: all documents, by path, published or not
        unread: paths of those that can't be read
        addresses: address of each published document, by path
        sources: records of sources
        config: the config, whose language articles are in that state none

    """

    documents: Mapping[str, Document]
    unread: Collection[str]
    addresses: Mapping[str, Address]
    sources: Sources
    config: Config

    def language_of(self, article: Article) -> str:
        return article.lang or self.config.language


class _Named(NamedTuple):
    """A translation of an article, as the article names it.

    Attributes:
        lang: its language
        place: path of its article, or the URL of a page elsewhere
        written: where the article names it

    """

    lang: str
    place: str
    written: Written


def translations_of(articles: Sequence[Article], texts: Texts) -> Translations:
    """The translations among the articles of lists. What is not among these is not linked."""
    codes = texts.config.codes
    naming = [article for article in articles if codes or article.key or article.translations]
    if not naming:
        return Translations()
    shown = {article.path: article for article in articles}
    named, problems = _all_named(naming, shown, texts)
    works = [_members(paths, named, shown, texts) for paths in _works(naming, named, codes)]
    return Translations(
        {path: links for work in works for path, links in _linked(work, shown, texts)},
        (*problems, *(problem for work in works for problem in _twice(work))),
    )


def with_translations(
    translations: Translations, relations: Callable[[Article], Relations]
) -> Callable[[Article], Relations]:
    """The function that returns the relations of an article with its translations."""
    if not translations.of:
        return relations

    def related(article: Article) -> Relations:
        return replace(relations(article), translations=translations.of.get(article.path, ()))

    return related


def _all_named(
    naming: Iterable[Article], shown: Mapping[str, Article], texts: Texts
) -> tuple[Mapping[str, tuple[_Named, ...]], list[Problem]]:
    """The translations that articles name, by the path of the article, without those that are not shown."""
    known = Known([path for path, document in texts.documents.items() if isinstance(document, Article)])
    at = {texts.addresses[path]: path for path in shown}
    named: dict[str, tuple[_Named, ...]] = {}
    problems: list[Problem] = []
    for article in sorted(naming, key=lambda article: article.path):
        found = [_Named(one.lang, _place(one, at, texts), one.written) for one in article.translations]
        faults = [_fault(one, texts.language_of(article), shown, texts) for one in found]
        problems += [_hinted(fault, one, known) for fault, one in zip(faults, found, strict=True) if fault]
        right = (one for fault, one in zip(faults, found, strict=True) if not fault)
        named[article.path] = tuple(one for one in right if one.place in shown or _is_elsewhere(one.place))
    return named, problems


def _place(one: Translation, at: Mapping[Address, str], texts: Texts) -> str:
    """The path of a translation, or its URL elsewhere; of an address without an article the address itself."""
    if isinstance(one.target, ToSource):
        return named_path(one.target.path, texts.documents)
    if isinstance(one.target, ToSite):
        return at.get(Address(one.target.address), one.target.address)
    return str(one.target)


def _is_elsewhere(place: str) -> bool:
    """True for a URL. Paths and addresses have no colon before a slash."""
    return "://" in place


def _fault(one: _Named, own: str, shown: Mapping[str, Article], texts: Texts) -> Problem | None:
    """The problem of a translation that an article in the language `own` names; None if another fault explains it."""
    where, place = one.written.where, one.place
    if _folded(one.lang) == _folded(own):
        message = f"found a translation into {one.lang}, which is the language of this article itself"
        return Problem(where, "bad-translation", message, "`lang:` says which language an article is in")
    if place in shown:
        lang = texts.language_of(shown[place])
        message = f"found {place} as the translation into {one.lang}, which is in {lang}"
        hint = f"write `lang: {one.lang}` there, or name its language here"
        return Problem(where, "bad-translation", message, hint) if _folded(lang) != _folded(one.lang) else None
    if _is_elsewhere(place) or place in texts.unread or isinstance(texts.documents.get(place), Article):
        return None
    message = f"found {place} as the translation into {one.lang}, expected an article of this site"
    return Problem(where, "broken-translation", message)


def _hinted(fault: Problem, one: _Named, known: Known) -> Problem:
    """A problem with the article that was probably meant as its hint."""
    return fault if fault.hint else replace(fault, hint=known.hint(one.place))


def _works(naming: Iterable[Article], named: Mapping[str, Sequence[_Named]], codes: Collection[str]) -> list[list[str]]:
    """The articles and pages elsewhere that are one work: by the same key, and by who names whom.

    In a site in several languages, files whose paths differ in the language alone are one work too.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for article in naming:
        keys = [f"\0{article.key.text}"] if article.key else []
        keys += [f"\0/{named_language(article.path, codes).path}"] if codes else []
        for place in (*keys, *(one.place for one in named[article.path])):
            beside[article.path].add(place)
            beside[place].add(article.path)
    works, seen = [], set[str]()
    for start in sorted(beside):
        work, waiting = [], [start]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                work.append(place)
                waiting += beside[place]
        works.append(sorted(place for place in work if not place.startswith("\0")))
    return [work for work in works if len(work) > 1]


def _members(
    work: Collection[str], named: Mapping[str, Sequence[_Named]], shown: Mapping[str, Article], texts: Texts
) -> list[_Named]:
    """All that belongs to a work, each with the place in a file where it says so or is said to, by path."""
    by_others = {one.place: one for path in work for one in named.get(path, ())}
    members = []
    for place in work:
        article = shown.get(place)
        if article:
            said = [*((article.key,) if article.key else ()), *(one.written for one in article.translations)]
            written = said[0] if said else by_others[place].written if place in by_others else article.slug
            members.append(_Named(texts.language_of(article), place, written))
        else:
            members.append(by_others[place])
    return members


def _twice(work: Iterable[_Named]) -> Iterator[Problem]:
    """A problem for each member of a work in the language of another one."""
    first: dict[str, _Named] = {}
    for member in work:
        other = first.setdefault(_folded(member.lang), member)
        if other is not member:
            message = f"found {member.place} and {other.place} as one text, and both are in {member.lang}"
            hint = "an article has one translation into each language; `lang:` says which language it is in"
            yield Problem(member.written.where, "duplicate-translation", message, hint)


def _linked(
    work: Iterable[_Named], shown: Mapping[str, Article], texts: Texts
) -> Iterator[tuple[str, tuple[TranslationLink, ...]]]:
    """The links between the members of a work, for each article of it. One without a text to read is not linked to."""
    read = [one for one in work if one.place not in shown or shown[one.place].republish != "link"]
    first = min(
        (one for one in read if one.place in shown), key=lambda one: _age(shown[one.place], texts), default=None
    )
    links = {one.place: _link(one, shown.get(one.place), texts, is_first=one is first) for one in read}
    for path in links.keys() & shown.keys() if len(links) > 1 else ():
        yield path, tuple(sorted(links.values(), key=lambda link: link.lang))


def _age(article: Article, texts: Texts) -> tuple[object, ...]:
    """The order in which the articles of a work were written. Of one moment, that in the site's language is first."""
    return article.date.when(), _folded(texts.language_of(article)) != _folded(texts.config.language), article.path


def _link(member: _Named, article: Article | None, texts: Texts, *, is_first: bool) -> TranslationLink:
    if article is None:
        return TranslationLink(member.lang, Address(""), member.place, is_original=is_first, is_listed=True)
    source = texts.sources.link_of(article)
    listed = source is None or source.is_listed
    address = texts.addresses[article.path]
    return TranslationLink(member.lang, address, "", is_original=is_first, is_listed=listed)


def _folded(language: str) -> str:
    return language.lower()
