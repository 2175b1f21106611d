"""Tags of articles: spellings of the same tag, and tags whose addresses clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.model import TagLink
from tagarchive.archive.tag_parents import circle_problems, parent_links, parents_of
from tagarchive.core import urls
from tagarchive.core.errors import Problem, Written
from tagarchive.core.letters import seen, unseen
from tagarchive.core.slugs import marked_tag_key, slugify, tag_key
from tagarchive.reading.documents import Article, TagText


class Use(NamedTuple):
    """A tag in the front matter of an article.

    Attributes:
        written: the tag as the article writes it
        article: the article

    """

    written: Written
    article: Article


class Tag(NamedTuple):
    """A tag with its articles.

    Attributes:
        face: name and address of the tag, as articles show them
        text: text of the tag from its own file, or None
        articles: its articles, newest first
        parents: its parents; the address of one without an archive is empty

    """

    face: TagLink
    text: TagText | None
    articles: tuple[Article, ...]
    parents: tuple[TagLink, ...] = ()


class Tags(NamedTuple):
    """All tags of a site.

    Attributes:
        tags: the tags, by name
        of: tags of each article, by its path
        problems: faults that stop the build
        notices: faults that do not

    """

    tags: tuple[Tag, ...]
    of: Mapping[str, tuple[TagLink, ...]]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


class _Keys(NamedTuple):
    """Keys of tags in the language of a site. All spellings of a tag have the same key.

    Attributes:
        language: language of the site
        apart: marked keys of tags that differ in marks only, but have a file each and so stay separate; by the
            key that they would share. The first of them is also the key of all other spellings.

    """

    language: str
    apart: Mapping[str, Sequence[str]]

    def of(self, name: str) -> str:
        shared, marked = tag_key(name, self.language), marked_tag_key(name)
        named = self.apart.get(shared, (shared,))
        return marked if marked in named else named[0]


def _keys(texts: Iterable[TagText], language: str) -> _Keys:
    """The keys of tags. Other spellings belong to the separate tag without marks, or else to the first one by path."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        named[tag_key(text.name.text, language)][marked_tag_key(text.name.text)] = None
    return _Keys(language, {key: sorted(marked, key=key.__ne__) for key, marked in named.items() if len(marked) > 1})


def tags_of(articles: Sequence[Article], texts: Iterable[TagText], language: str = "") -> Tags:
    """The tags of articles, which are in the order newest first.

    Spellings with the same `tag_key` are one tag, unless each has a file of its own. The name of a tag comes from the
    title of its text or else from the oldest article, so new articles change neither name nor address. Different tags
    with the same address are problems.
    """
    in_order = sorted(texts, key=lambda text: text.path)
    keys = _keys(in_order, language)
    by_spelling = {name: keys.of(name) for name in {tag.text for article in articles for tag in article.tags}}
    uses: dict[str, list[Use]] = defaultdict(list)
    for article in articles:
        for key, written in {by_spelling[tag.text]: tag for tag in reversed(article.tags)}.items():
            uses[key].append(Use(written, article))
    texts_by_key, doubles = _texts_by_key(in_order, keys)
    names = {key: _name(key, uses_, texts_by_key, keys) for key, uses_ in uses.items()}
    slugs = {key: _slug(name, texts_by_key.get(key)) for key, name in names.items()}
    faces = {key: _face(name, slugs[key], texts_by_key.get(key)) for key, name in names.items()}
    parents = parents_of(texts_by_key, keys.of)
    tags = {
        key: Tag(
            face,
            texts_by_key.get(key),
            tuple(use.article for use in uses[key]),
            parent_links(parents.get(key, {}), faces, texts_by_key),
        )
        for key, face in faces.items()
    }
    unused = [text for key, text in texts_by_key.items() if key not in tags]
    return Tags(
        tuple(sorted(tags.values(), key=lambda tag: (tag_key(tag.face.name), tag.face.name))),
        {article.path: _tags_of(article, tags, by_spelling) for article in articles},
        (*doubles, *_clashes(uses, slugs), *circle_problems(parents, texts_by_key)),
        (*_spelling_notices(uses), *map(_unused, unused)),
    )


def _tags_of(article: Article, tags: Mapping[str, Tag], by_spelling: Mapping[str, str]) -> tuple[TagLink, ...]:
    return tuple(tags[key].face for key in dict.fromkeys(by_spelling[tag.text] for tag in article.tags))


def _texts_by_key(texts: Iterable[TagText], keys: _Keys) -> tuple[dict[str, TagText], list[Problem]]:
    by_key: dict[str, TagText] = {}
    problems = []
    for text in texts:
        first = by_key.setdefault(keys.of(text.name.text), text)
        if first is not text:
            message = f"found a second text for the tag “{text.name.text}”, the first is {first.path}"
            problems.append(Problem(text.name.where, "duplicate-tag-text", message, "keep one of the two"))
    return by_key, problems


def _name(key: str, uses: Sequence[Use], texts: Mapping[str, TagText], keys: _Keys) -> str:
    """The name of a tag: from its file if that keeps it separate from other tags, else from the oldest article."""
    apart = any(key in marked for marked in keys.apart.values())
    return texts[key].name.text if apart else uses[-1].written.text


def _slug(name: str, text: TagText | None) -> str:
    return text.slug.text if text and text.slug else slugify(name)


def _face(name: str, slug: str, text: TagText | None) -> TagLink:
    return TagLink(text.title if text and text.title else name, urls.tag(slug))


def _clashes(uses: Mapping[str, Sequence[Use]], slugs: Mapping[str, str]) -> list[Problem]:
    """A problem for each use of a tag whose address belongs to a tag with more articles."""
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
    message = f"found the tag “{tag}”, whose address {urls.tag(slug)} is that of “{owner}” ({other.written.where})"
    hint = f"write both alike, or add a file to content/tags/ with `name: {tag}` and a `slug:` of its own"
    return Problem(use.written.where, "tag-clash", message, hint)


def _spelling_notices(uses: Mapping[str, Sequence[Use]]) -> list[Problem]:
    notices = []
    for uses_of_tag in uses.values():
        common = uses_of_tag[-1].written.text
        others = [use.written for use in uses_of_tag if use.written.text != common]
        if others:
            written, where = others[-1].text, others[-1].where
            message = f"found the tag “{common}” written “{written}”{_unlike(written, common)}; both are one tag"
            more = f" here and in {len(others) - 1} more places" if len(others) > 1 else " here"
            marks = marked_tag_key(written) != marked_tag_key(common)
            apart = "; if they are two, a file for each in content/tags/ keeps them apart" if marks else ""
            notices.append(Problem(where, "tag-spelling", message, f"write “{common}”{more}{apart}"))
    return notices


def _unlike(text: str, common: str) -> str:
    """The difference between spellings that look the same, for a message; "" if readers can see it."""
    same = seen(text) == seen(common)
    return f", which differs in what nobody sees ({unseen(text) or unseen(common)})" if same else ""


def _unused(text: TagText) -> Problem:
    message = f"found a text for the tag “{text.name.text}”, which no published article has"
    return Problem(text.name.where, "unused-tag-text", message, "a tag's file is named as the tag, or says `name: …`")
