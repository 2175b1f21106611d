"""Which articles are filed under which tag: spellings that mean one tag, and tags that would share an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive import urls
from tagarchive.errors import Problem, Written
from tagarchive.holdings import Face
from tagarchive.model import Article, TagText
from tagarchive.urls import slugify, tag_key


class Use(NamedTuple):
    """One tag of one article."""

    written: Written
    article: Article


class Tag(NamedTuple):
    """A tag: what articles show of it, what its own file says, and its articles, newest first."""

    face: Face
    text: TagText | None
    articles: tuple[Article, ...]


class Tags(NamedTuple):
    """All tags in the order of their names, the tags of each article by its path, and what is wrong or odd."""

    tags: tuple[Tag, ...]
    of: Mapping[str, tuple[Face, ...]]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def tags_of(articles: Sequence[Article], texts: Iterable[TagText]) -> Tags:
    """The tags of articles that stand newest first.

    Spellings with one `tag_key` are one tag, called as its text says or else as the oldest article writes
    it, so that neither name nor address changes as articles come. Tags that differ and would share an address are
    problems.
    """
    uses: dict[str, list[Use]] = defaultdict(list)
    for article in articles:
        for key, written in {tag_key(tag.text): tag for tag in reversed(article.tags)}.items():
            uses[key].append(Use(written, article))
    texts_by_key, doubles = _texts_by_key(texts)
    slugs = {key: _slug(found, texts_by_key.get(key)) for key, found in uses.items()}
    tags = {key: _tag(found, slugs[key], texts_by_key.get(key)) for key, found in uses.items()}
    unused = [text for key, text in texts_by_key.items() if key not in tags]
    return Tags(
        tuple(sorted(tags.values(), key=lambda tag: (tag_key(tag.face.name), tag.face.name))),
        {article.path: _tags_of(article, tags) for article in articles},
        (*doubles, *_clashes(uses, slugs)),
        (*_spelling_notices(uses), *map(_unused, unused)),
    )


def _tags_of(article: Article, tags: Mapping[str, Tag]) -> tuple[Face, ...]:
    return tuple(tags[key].face for key in dict.fromkeys(tag_key(tag.text) for tag in article.tags))


def _texts_by_key(texts: Iterable[TagText]) -> tuple[dict[str, TagText], list[Problem]]:
    found: dict[str, TagText] = {}
    problems = []
    for text in sorted(texts, key=lambda one: one.path):
        first = found.setdefault(tag_key(text.name.text), text)
        if first is not text:
            what = f"found a second text for the tag “{text.name.text}”, the first is {first.path}"
            problems.append(Problem(text.name.where, what, "keep one of the two"))
    return found, problems


def _slug(uses: Sequence[Use], text: TagText | None) -> str:
    return text.slug.text if text and text.slug else slugify(uses[-1].written.text)


def _tag(uses: Sequence[Use], slug: str, text: TagText | None) -> Tag:
    name = text.title if text and text.title else uses[-1].written.text
    return Tag(Face(name, urls.tag(slug)), text, tuple(use.article for use in uses))


def _clashes(uses: Mapping[str, Sequence[Use]], slugs: Mapping[str, str]) -> list[Problem]:
    """A problem for every use of a tag whose address belongs to a tag with more articles."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for key in sorted(uses, key=lambda key: (-len(uses[key]), key)):
        sharing[slugs[key].casefold()].append(key)
    return [
        _clash(use, uses[owner][-1], slugs[key])
        for owner, *others in sharing.values()
        for key in others
        for use in uses[key]
    ]


def _clash(use: Use, other: Use, slug: str) -> Problem:
    tag, owner = use.written.text, other.written.text
    what = f"found the tag “{tag}”, whose address {urls.tag(slug)} is that of “{owner}” ({other.written.where})"
    hint = f"write both alike, or add a file to content/tags/ with `name: {tag}` and a `slug:` of its own"
    return Problem(use.written.where, what, hint)


def _spelling_notices(uses: Mapping[str, Sequence[Use]]) -> list[Problem]:
    notices = []
    for found in uses.values():
        common = found[-1].written.text
        odd = [use for use in found if use.written.text != common]
        if odd:
            what = f"found the tag “{common}” written “{odd[-1].written.text}”; both are one tag"
            more = f" here and in {len(odd) - 1} more places" if len(odd) > 1 else " here"
            notices.append(Problem(odd[-1].written.where, what, f"write “{common}”{more}"))
    return notices


def _unused(text: TagText) -> Problem:
    what = f"found a text for the tag “{text.name.text}”, which no published article has"
    return Problem(text.name.where, what, "a tag's file is named as the tag, or says `name: …`")
