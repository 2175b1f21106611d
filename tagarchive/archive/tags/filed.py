"""Filed terms: the tags of a site and the terms of its taxonomies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tagarchive.archive.localised import texts_in
from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.keys import keys_of
from tagarchive.archive.tags.tags import Tags, terms_of
from tagarchive.archive.tags.vocabulary import tag_vocabulary, vocabulary_of
from tagarchive.core.errors import Problem
from tagarchive.reading.documents import Article, Document, TagText
from tagarchive.reading.site_languages import SiteLanguage
from tagarchive.reading.tag_options import Taxonomy


class FiledTerms(NamedTuple):
    """All terms that articles name in their front matter.

    Attributes:
        tags: the tags
        taxonomies: each taxonomy with its terms

    """

    tags: Tags
    taxonomies: tuple[tuple[Taxonomy, Tags], ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.tags.problems, *(problem for _, terms in self.taxonomies for problem in terms.problems))

    @property
    def notices(self) -> tuple[Problem, ...]:
        return (*self.tags.notices, *(notice for _, terms in self.taxonomies for notice in terms.notices))

    def terms_of(self, path: str) -> tuple[tuple[TagLink, tuple[TagLink, ...]], ...]:
        """The terms of an article in each taxonomy, with the title and address of its index."""
        if not self.taxonomies:
            return ()
        named = ((TagLink(one.title, one.address), terms.of.get(path, ())) for one, terms in self.taxonomies)
        return tuple((index, links) for index, links in named if links)


def filed_terms(
    articles: Sequence[Article],
    documents: Iterable[Document],
    language: SiteLanguage,
    before: FiledTerms | None = None,
) -> FiledTerms:
    """The terms of articles in a language of the site. The articles are in the order newest first.

    Tags are taken from terms `before` as far as they are the same.
    """
    config, texts = language.config, tag_texts(documents, language)
    vocabulary = tag_vocabulary(keys_of(texts, config.language), texts, language.edition)
    taxonomies = ((one, terms_of(articles, vocabulary_of(one, config.language))) for one in config.taxonomies)
    return FiledTerms(terms_of(articles, vocabulary, before.tags if before else None), tuple(taxonomies))


def tag_texts(documents: Iterable[Document], language: SiteLanguage) -> tuple[TagText, ...]:
    """The files of tags among documents, by path, as they hold in a language of the site."""
    texts = sorted((text for text in documents if isinstance(text, TagText)), key=lambda text: text.path)
    return texts_in(language, texts)
