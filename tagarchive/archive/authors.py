"""Authors: their records, and which names mean the same author. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.records import RecordKind, Records, archive_of, read_records, unused_records
from tagarchive.archive.relations import TagLink
from tagarchive.core import urls
from tagarchive.core.digests import key_of
from tagarchive.core.errors import Problem
from tagarchive.core.slugs import slugify
from tagarchive.reading.documents import Article, AuthorText, Document
from tagarchive.reading.text_types import Line

_KIND = RecordKind("author", "duplicate-author", "unused-author")


class Authors(Records[AuthorText]):
    """The records of authors, by the slug of each of their names."""

    __slots__ = ()

    def link_of(self, name: str) -> TagLink:
        """An author with the address of the archive."""
        record = self.named(name)
        if record:
            return TagLink(record.name.text, archive_of(record, self.edition))
        return TagLink(name, urls.in_language(self.edition, urls.author(slugify(name))))

    def links_of(self, article: Article) -> tuple[TagLink, ...]:
        """The authors of an article, or else of its original."""
        return tuple(map(self.link_of, article.byline))

    def renamed(self, article: Article) -> Article:
        """The article with the names that the records of its authors give them."""
        if not self.records:
            return article
        own, theirs = article.authors, article.source.authors if article.source else ()
        authors, original = self._names(own), self._names(theirs)
        if (authors, original) == (own, theirs):
            return article
        source = replace(article.source, authors=original) if article.source else None
        # The file of an author is no part of the article's own digest.
        facts = key_of(article.facts, *authors, "\0", *original)
        return replace(article, authors=authors, source=source, facts=facts)

    def _names(self, names: tuple[Line, ...]) -> tuple[Line, ...]:
        """The names of authors, each once."""
        return tuple(dict.fromkeys(Line(self.link_of(name).name) for name in names))

    def used_by(self, articles: Iterable[Article]) -> tuple[AuthorText, ...]:
        """The records of the authors of some articles, by path."""
        return self.among(name for article in articles for name in article.byline)


class ReadAuthors(NamedTuple):
    """The records of all authors, with a problem for each name that two of them have."""

    known: Authors
    problems: tuple[Problem, ...]


def authors_of(documents: Iterable[Document], edition: str = "") -> ReadAuthors:
    """The records among documents, which are in the order of paths, for a language of the site."""
    found, problems = read_records((text for text in documents if isinstance(text, AuthorText)), _KIND)
    return ReadAuthors(Authors(found.records, edition), problems)


def author_notices(authors: Authors, articles: Sequence[Article]) -> Iterator[Problem]:
    """Notices for records that no article names."""
    if authors.records:
        used = {slugify(name) for article in articles for name in article.byline}
        yield from unused_records(authors, used, _KIND)
