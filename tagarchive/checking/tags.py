"""Findings about tags: those of a single article, and those that are probably another one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from shlex import quote

from tagarchive.archive.model import Archive, Term
from tagarchive.archive.tags.filed import tag_texts
from tagarchive.archive.tags.keys import Keys, keys_of
from tagarchive.checking.subject import NearTags
from tagarchive.core.errors import Location, Problem, Written
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.site_languages import site_languages


def keys_in(documents: Iterable[Document], config: Config) -> Keys:
    """The keys of the tags of a site."""
    return keys_of(tag_texts(documents, site_languages(config)[0]), config.language)


def single(archive: Archive, keys: Keys) -> Iterator[Problem]:
    """Findings for tags with one article, at the place where that article names the tag."""
    for tag in archive.tags:
        if len(tag.articles) == 1:
            (placed,) = tag.articles
            message = f"found the tag “{tag.name}” on one article alone"
            hint = "take it away, write a tag that others have, or file more articles under it"
            yield Problem(_where(tag, placed.document, keys), "single-tag", message, hint)


def _where(tag: Term, article: Article, keys: Keys) -> Location:
    """The place of a tag in an article, or else in its own file; for a tag above another one, the article."""
    text = tag.text.document if tag.text else None
    key = keys.of(text.name.text if text else tag.name)
    used = next((written.where for written in article.tags if keys.of(written.text) == key), None)
    return used or (text.name.where if text else Location(article.path, 1))


def near(pairs: Sequence[NearTags], articles: Iterable[Article], keys: Keys) -> Iterator[Problem]:
    """Findings for pairs of tags that are probably one, at the newest article with the smaller of the two."""
    first: dict[str, Written] = {}
    for written in (written for article in articles if pairs for written in article.tags):
        first.setdefault(keys.of(written.text), written)
    for pair in pairs:
        used = first.get(keys.of(pair.b))
        message = f"found the tag “{pair.b}”, which is probably “{pair.a}” ({pair.why})"
        merge = f"tagarchive tags merge {quote(pair.b)} --into {quote(pair.a)}"
        hint = f"`{merge}` makes one of them; `distinct` in the file of a tag says that they are two"
        yield Problem(used.where if used else Location("content/tags/"), "near-tags", message, hint)
