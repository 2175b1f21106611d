"""Which articles are filed under which tag: spellings that mean one tag, and tags that would share an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.model import TagLink
from tagarchive.core import urls
from tagarchive.core.errors import Problem, Written
from tagarchive.core.letters import seen, unseen
from tagarchive.core.slugs import marked_tag_key, slugify, tag_key
from tagarchive.reading.documents import Article, TagText


class Use(NamedTuple):
    """One tag of one article."""

    written: Written
    article: Article


class Tag(NamedTuple):
    """A tag: what articles show of it, what its own file says, and its articles, newest first."""

    face: TagLink
    text: TagText | None
    articles: tuple[Article, ...]


class Tags(NamedTuple):
    """All tags in the order of their names, the tags of each article by its path, and what is wrong or odd."""

    tags: tuple[Tag, ...]
    of: Mapping[str, tuple[TagLink, ...]]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


class _Keys(NamedTuple):
    """What the spellings of one tag have in common, in the language of a site.

    `apart` has the keys of tags that differ in marks alone and are kept apart, since each has a file that names it;
    they stand by the key that they would share, that of all other spellings first.
    """

    language: str
    apart: Mapping[str, Sequence[str]]

    def of(self, name: str) -> str:
        shared, marked = tag_key(name, self.language), marked_tag_key(name)
        named = self.apart.get(shared, (shared,))
        return marked if marked in named else named[0]


def _keys(texts: Iterable[TagText], language: str) -> _Keys:
    """Of tags that are kept apart, the one without marks has all other spellings, or else that of the first file."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        named[tag_key(text.name.text, language)][marked_tag_key(text.name.text)] = None
    return _Keys(language, {key: sorted(marked, key=key.__ne__) for key, marked in named.items() if len(marked) > 1})


def tags_of(articles: Sequence[Article], texts: Iterable[TagText], language: str = "") -> Tags:
    """The tags of articles that stand newest first, on a site in a language.

    Spellings with one `tag_key` are one tag, unless files name them apart. A tag is called as its text says or else as
    the oldest article writes it, so that neither name nor address changes as articles come. Tags that differ and would
    share an address are problems.
    """
    in_order = sorted(texts, key=lambda one: one.path)
    keys = _keys(in_order, language)
    uses: dict[str, list[Use]] = defaultdict(list)
    for article in articles:
        for key, written in {keys.of(tag.text): tag for tag in reversed(article.tags)}.items():
            uses[key].append(Use(written, article))
    texts_by_key, doubles = _texts_by_key(in_order, keys)
    names = {key: _name(key, found, texts_by_key, keys) for key, found in uses.items()}
    slugs = {key: _slug(name, texts_by_key.get(key)) for key, name in names.items()}
    tags = {key: _tag(names[key], found, slugs[key], texts_by_key.get(key)) for key, found in uses.items()}
    unused = [text for key, text in texts_by_key.items() if key not in tags]
    return Tags(
        tuple(sorted(tags.values(), key=lambda tag: (tag_key(tag.face.name), tag.face.name))),
        {article.path: _tags_of(article, tags, keys) for article in articles},
        (*doubles, *_clashes(uses, slugs)),
        (*_spelling_notices(uses), *map(_unused, unused)),
    )


def _tags_of(article: Article, tags: Mapping[str, Tag], keys: _Keys) -> tuple[TagLink, ...]:
    return tuple(tags[key].face for key in dict.fromkeys(keys.of(tag.text) for tag in article.tags))


def _texts_by_key(texts: Iterable[TagText], keys: _Keys) -> tuple[dict[str, TagText], list[Problem]]:
    found: dict[str, TagText] = {}
    problems = []
    for text in texts:
        first = found.setdefault(keys.of(text.name.text), text)
        if first is not text:
            what = f"found a second text for the tag “{text.name.text}”, the first is {first.path}"
            problems.append(Problem(text.name.where, "duplicate-tag-text", what, "keep one of the two"))
    return found, problems


def _name(key: str, uses: Sequence[Use], texts: Mapping[str, TagText], keys: _Keys) -> str:
    """A tag as its file writes it where that keeps it apart from others, or else as the oldest article does."""
    apart = any(key in marked for marked in keys.apart.values())
    return texts[key].name.text if apart else uses[-1].written.text


def _slug(name: str, text: TagText | None) -> str:
    return text.slug.text if text and text.slug else slugify(name)


def _tag(name: str, uses: Sequence[Use], slug: str, text: TagText | None) -> Tag:
    title = text.title if text and text.title else name
    return Tag(TagLink(title, urls.tag(slug)), text, tuple(use.article for use in uses))


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
    return Problem(use.written.where, "tag-clash", what, hint)


def _spelling_notices(uses: Mapping[str, Sequence[Use]]) -> list[Problem]:
    notices = []
    for found in uses.values():
        common = found[-1].written.text
        odd = [use.written for use in found if use.written.text != common]
        if odd:
            written, where = odd[-1].text, odd[-1].where
            what = f"found the tag “{common}” written “{written}”{_unlike(written, common)}; both are one tag"
            more = f" here and in {len(odd) - 1} more places" if len(odd) > 1 else " here"
            marks = marked_tag_key(written) != marked_tag_key(common)
            apart = "; if they are two, a file for each in content/tags/ keeps them apart" if marks else ""
            notices.append(Problem(where, "tag-spelling", what, f"write “{common}”{more}{apart}"))
    return notices


def _unlike(text: str, common: str) -> str:
    """How a spelling that looks like another differs from it; nothing where readers can see it."""
    same = seen(text) == seen(common)
    return f", which differs in what nobody sees ({unseen(text) or unseen(common)})" if same else ""


def _unused(text: TagText) -> Problem:
    what = f"found a text for the tag “{text.name.text}”, which no published article has"
    return Problem(text.name.where, "unused-tag-text", what, "a tag's file is named as the tag, or says `name: …`")
