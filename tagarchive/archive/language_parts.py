"""Parts of a site, one for each of its languages: its articles, with names and archives in that language. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagarchive.archive.authors import authors_of
from tagarchive.archive.localised import texts_in
from tagarchive.archive.selection import Profiles, Selection
from tagarchive.archive.sources import sources_of
from tagarchive.archive.tags.filed import FiledTerms, filed_terms
from tagarchive.core.errors import Problem
from tagarchive.reading.config import Config
from tagarchive.reading.documents import AuthorText, Document, FreePage, SourceText, TagText
from tagarchive.reading.site_languages import SiteLanguage, site_languages

_TermTexts = TagText | SourceText | AuthorText


class LanguagePart(NamedTuple):
    """Part of a site in one of its languages.

    Attributes:
        language: the language
        chosen: the articles of the language among those that are published, with the records as they hold in it
        filed: the terms of these articles
        pages: free pages in the language

    """

    language: SiteLanguage
    chosen: Selection
    filed: FiledTerms
    pages: tuple[FreePage, ...]


def language_parts(
    chosen: Selection, documents: Sequence[Document], config: Config, before: Sequence[LanguagePart] = ()
) -> tuple[LanguagePart, ...]:
    """The parts of a site, that of the default language first. A site in one language is one part.

    Terms are taken from the parts `before` as far as they are the same.
    """
    languages = site_languages(config)
    texts = [document for document in documents if isinstance(document, _TermTexts)]
    filed = {part.language.edition: part.filed for part in before}
    return tuple(
        _part(one, chosen if len(languages) == 1 else _within(one, chosen), texts, filed.get(one.edition))
        for one in languages
    )


def _within(language: SiteLanguage, chosen: Selection) -> Selection:
    """The articles of a language among those that are published."""
    edition, fold = language.edition, chosen.fold
    shown, copies = (tuple(one for one in some if one.edition == edition) for some in (fold.articles, fold.copies))
    into = {copy.path: fold.into[copy.path] for copy in copies}
    withdrawn = tuple(one for one in chosen.withdrawn if one.edition == edition)
    pages = tuple(page for page in chosen.times.pages if page.edition == edition)
    times = chosen.times._replace(pages=pages)
    return chosen._replace(
        fold=fold._replace(articles=shown, copies=copies, into=into), withdrawn=withdrawn, times=times
    )


def _part(
    language: SiteLanguage, chosen: Selection, texts: Sequence[_TermTexts], before: FiledTerms | None
) -> LanguagePart:
    config = language.config
    filed = filed_terms(chosen.articles, texts, language, before)
    if language.edition:
        named = texts_in(language, texts)
        sources, authors = sources_of(named, language.edition), authors_of(named, language.edition)
        chosen = chosen._replace(sources=sources.known, authors=authors.known)
    used = Profiles(
        chosen.sources.used_by(chosen.articles) if config.archive.sources else (),
        chosen.authors.used_by(chosen.articles) if config.archive.authors else (),
    )
    return LanguagePart(language, chosen._replace(records=used), filed, chosen.times.pages)


_OF_ALL = frozenset({"unused-tag-text", "unknown-tag"})
"""Codes of notices of terms that hold if they hold in all languages."""


def term_notices(parts: Sequence[LanguagePart]) -> Iterator[Problem]:
    """The notices about the terms of all languages. A tag that one language lacks may be one of another."""
    first, *others = (part.filed.notices for part in parts)
    known = [{(one.where, one.code) for one in some} for some in others]
    yield from (one for one in first if one.code not in _OF_ALL or all((one.where, one.code) in some for some in known))
    yield from (one for some in others for one in some if one.code not in _OF_ALL)
