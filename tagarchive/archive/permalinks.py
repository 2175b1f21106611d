"""Permalinks of articles and free pages, and articles that the site's pattern has none for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tagarchive.core import urls
from tagarchive.core.address_patterns import FURTHER, fields_of, needed
from tagarchive.core.errors import Location, Problem
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address, Addresses
from tagarchive.reading.documents import Article, FreePage
from tagarchive.reading.named_language import named_language
from tagarchive.reading.text_files import folders

_KEYS = {"tag": "tags", "author": "authors"}


def permalink(article: Article, addresses: Addresses) -> Address:
    """The address of an article. It depends on the article alone, so no other file moves it."""
    if not addresses.names_more:
        return urls.in_language(article.edition, addresses.article(article.slug.text, article.date))
    further = fields(article.path, [tag.text for tag in article.tags], article.byline, addresses)
    return urls.in_language(article.edition, addresses.article(article.slug.text, article.date, further))


def fields(path: str, tags: Sequence[str], authors: Sequence[str], addresses: Addresses) -> Mapping[str, str]:
    """The further fields of the pattern for the article in a file; those that it lacks are empty."""
    wanted = fields_of(addresses.article_pattern).intersection(FURTHER)
    values = {"tag": tags[:1], "author": authors[:1], "folder": _folders(path, addresses) if "folder" in wanted else ()}
    return {name: "/".join(map(slugify, values[name])) for name in wanted}


def place_of_page(page: FreePage, addresses: Addresses) -> Address:
    """The address of a free page. Those in a folder are below the page of the folder's name."""
    return urls.in_language(page.edition, place_of_page_at(page.path, page.slug.text, addresses))


def place_of_page_at(path: str, slug: str, addresses: Addresses) -> Address:
    """The address of the free page with a slug in a file, in the default language of the site."""
    return urls.page(slug, tuple(map(slugify, _folders(path, addresses)[1:])))


def _folders(path: str, addresses: Addresses) -> Sequence[str]:
    """The folders of a text, without that of a language."""
    return folders(named_language(path, addresses.codes).path)


def unplaced(articles: Iterable[Article], addresses: Addresses) -> Iterator[Problem]:
    """A problem for each article that has no address by the site's pattern."""
    wanted = needed(addresses.article_pattern)
    for article in articles if wanted or addresses.is_bare else ():
        for name in wanted:
            if not (article.tags if name == "tag" else article.byline):
                message = f"found no {name}, expected one for {{{name}}} in the address of the article"
                hint = f"write `{_KEYS[name]}: …`, or take {{{name}}} out of `address` under [articles]"
                yield Problem(Location(article.path), "no-address", message, hint)
        if addresses.is_bare and "." in article.slug.text:
            message = f"found the slug “{article.slug.text}”, whose dot hosts take for the ending of a file"
            hint = f"write {slugify(article.slug.text)}, or end `address` under [articles] in / or .html"
            yield Problem(article.slug.where, "no-address", message, hint)
