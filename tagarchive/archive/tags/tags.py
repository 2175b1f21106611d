"""Tags of articles, and terms of taxonomies: the articles of each, in the order of all lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.relations import TagLink
from tagarchive.archive.tags.faults import (
    clashes,
    duplicate_texts,
    spelling_notices,
    unknown_tags,
    unused,
)
from tagarchive.archive.tags.parents import (
    Parents,
    Texts,
    Trail,
    circle_problems,
    depth_problems,
    parents_of,
    trail_to,
    with_children,
)
from tagarchive.archive.tags.uses import Used, links_again, used
from tagarchive.archive.tags.vocabulary import Uses, Vocabulary
from tagarchive.core.errors import Problem, Written
from tagarchive.core.name_order import places
from tagarchive.core.slugs import slugify
from tagarchive.reading.documents import Article, TagText


class Tag(NamedTuple):
    """A tag, or a term of a taxonomy, with its articles.

    Attributes:
        face: title and address, as articles show them
        articles: its articles and those of the tags below it, newest first
        places: the place of each of these among all articles
        text: its text from its own file, or None
        trail: the way down to it; the last step holds its parents
        related: tags to see also
        name: name, as articles write it

    """

    face: TagLink
    articles: tuple[Article, ...]
    places: tuple[int, ...]
    text: TagText | None = None
    trail: Trail = ()
    related: tuple[TagLink, ...] = ()
    name: str = ""


class Tags(NamedTuple):
    """All tags of a site, or all terms of a taxonomy.

    Attributes:
        tags: the tags that have an archive, by name
        hidden: the other tags, by name
        of: tags of each article that have an archive, by its path
        hidden_of: names of the other tags of each article, by its path
        problems: faults that stop the build
        notices: faults that do not
        basis: what it was made of, for the next tags

    """

    tags: tuple[Tag, ...]
    hidden: tuple[Tag, ...]
    of: Mapping[str, tuple[TagLink, ...]]
    hidden_of: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    basis: Basis


def terms_of(articles: Sequence[Article], vocabulary: Vocabulary, before: Tags | None = None) -> Tags:
    """The terms of articles, which are in the order newest first. What is the same as before is taken from there.

    Names with the same key are one term. Its name comes from the title of its text or else from the oldest article, so
    new articles change neither name nor address. Different terms with the same address are problems.
    """
    before = before if before and before.basis.is_of(vocabulary) else None
    known = _known(articles, vocabulary, before.basis if before else None)
    keys, texts, parents = vocabulary.keys, known.texts, known.parents
    filed = with_children({key: uses.places for key, uses in known.uses.items()}, parents)
    names = {key: known.name(key) for key in filed}
    slugs = {key: known.slug(key, name) for key, name in names.items()}
    faces = {key: known.face(key, names[key], slug) for key, slug in slugs.items()}
    visible = {key: face for key, face in faces.items() if key not in texts or not texts[key].hidden}
    shown = _apart(visible)
    place = places((face.name for face in faces.values()), keys.language)
    in_order = sorted(faces, key=lambda key: (place[faces[key].name], key))
    all_shown = len(shown) == len(faces)
    tags = {key: known.tag(key, faces[key], filed[key], shown) for key in in_order}
    return Tags(
        tags=tuple(tag for key, tag in tags.items() if key in shown),
        hidden=tuple(tag for key, tag in tags.items() if key not in visible),
        of=_links_of(known, shown, before, all_shown=all_shown),
        hidden_of=_hidden_of(known.held, {key: names[key] for key in faces.keys() - visible.keys()}),
        problems=(
            *duplicate_texts(vocabulary.texts, keys),
            *clashes({key: known.written(key) for key in visible}, slugs, vocabulary),
            *(list(circle_problems(parents, texts)) or depth_problems(parents, texts)),
        ),
        notices=(
            *spelling_notices(known.uses, names, vocabulary),
            *(unused(text) for key, text in texts.items() if key not in filed),
            *unknown_tags(texts, keys, {key: face.name for key, face in shown.items()}),
        ),
        basis=Basis(vocabulary, known.used, tags, shown),
    )


def _apart(faces: Mapping[str, TagLink]) -> Mapping[str, TagLink]:
    """The faces of terms, of which the first alone has an address. Others that would have it are a problem."""
    owners = {face.address.casefold(): key for key, face in reversed(tuple(faces.items()))}
    kept = set(owners.values())
    return faces if len(kept) == len(faces) else {key: face for key, face in faces.items() if key in kept}


def _links_of(
    known: _Known, shown: Mapping[str, TagLink], before: Tags | None, *, all_shown: bool
) -> Mapping[str, tuple[TagLink, ...]]:
    """The tags of each article that have an archive."""
    held = known.held
    again = links_again(known.used, before.basis.shown, shown) if before else None
    if before and again is not None:
        kept = {path: links for path, links in before.of.items() if path in held}
        return kept | {path: tuple([shown[key] for key in held[path] if key in shown]) for path in again}
    if all_shown:
        return {path: tuple(map(shown.__getitem__, keys)) for path, keys in held.items()}
    return {path: tuple([shown[key] for key in keys if key in shown]) for path, keys in held.items()}


def _hidden_of(held: Mapping[str, Iterable[str]], hidden: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The names of the hidden tags of each article that has any."""
    if not hidden:
        return {}
    names = {path: tuple(hidden[key] for key in keys if key in hidden) for path, keys in held.items()}
    return {path: named for path, named in names.items() if named}


class _Known(NamedTuple):
    """Terms before the archives above them are filled.

    Attributes:
        vocabulary: the kind of terms
        texts: text of each term that has a file, by its key
        parents: parents of each of these, by its key
        used: uses of the terms
        before: terms before, by their keys

    """

    vocabulary: Vocabulary
    texts: Texts
    parents: Parents
    used: Used
    before: Mapping[str, Tag]

    @property
    def uses(self) -> Mapping[str, Uses]:
        return self.used.of

    @property
    def held(self) -> Mapping[str, Mapping[str, Written]]:
        return self.used.held

    def name(self, key: str) -> str:
        """The name of a term, from the first of these that has one.

        1. The file of a tag, if that keeps it separate from other tags.
        2. The oldest article that does not use another name of it.
        3. The file of the tag.
        4. The first file that names it as a parent.
        """
        keys, text = self.vocabulary.keys, self.texts.get(key)
        used = reversed(self.uses[key].written) if key in self.uses else iter(())
        if text and any(key in marked for marked in keys.apart.values()):
            return text.name.text
        own = (written.text for written in used if not keys.also or keys.own(written.text) == key)
        return next(own, "") or (text.name if text else self.written(key)[0]).text

    def written(self, key: str) -> Sequence[Written]:
        """Places where a term is written: in articles, or else in its own file or that of a child."""
        if key in self.uses:
            return self.uses[key].written
        if key in self.texts:
            return [self.texts[key].name]
        return [named[key] for named in self.parents.values() if key in named]

    def slug(self, key: str, name: str) -> str:
        text = self.texts.get(key)
        return text.slug.text if text and text.slug else slugify(name)

    def face(self, key: str, name: str, slug: str) -> TagLink:
        text = self.texts.get(key)
        return TagLink(text.title if text and text.title else name, self.vocabulary.address(slug))

    def tag(self, key: str, face: TagLink, places: tuple[int, ...], shown: Mapping[str, TagLink]) -> Tag:
        """A term with its relations to those in `shown`."""
        articles = self.articles(key, places)
        if key not in self.texts:
            return Tag(face, articles, places, name=self.name(key))
        text = self.texts[key]
        related = dict.fromkeys(self.vocabulary.keys.of(name.text) for name in text.related)
        links = tuple(shown[other] for other in related if other in shown and other != key)
        return Tag(face, articles, places, text, trail_to(key, self.parents, shown), links, self.name(key))

    def articles(self, key: str, places: tuple[int, ...]) -> tuple[Article, ...]:
        """The articles at some places, which are those of a term. They are often the same as before."""
        touched, before = self.used.touched, self.before.get(key)
        if touched is not None and key not in touched and before and not any(self.parents.values()):
            return before.articles
        return tuple(map(self.used.articles.__getitem__, places))


class Basis(NamedTuple):
    """Basis of the terms of a site.

    Attributes:
        vocabulary: the kind of terms
        used: uses of the terms
        tags: all terms, by their keys
        shown: title and address of those that have an archive, by their keys

    """

    vocabulary: Vocabulary
    used: Used
    tags: Mapping[str, Tag]
    shown: Mapping[str, TagLink]

    def is_of(self, vocabulary: Vocabulary) -> bool:
        """True if all terms have the keys, files and addresses that they would have in a vocabulary."""
        own = self.vocabulary
        return (own.noun, own.keys, own.texts) == (vocabulary.noun, vocabulary.keys, vocabulary.texts)


def _known(articles: Sequence[Article], vocabulary: Vocabulary, before: Basis | None) -> _Known:
    keys = vocabulary.keys
    texts = {keys.of(text.name.text): text for text in reversed(vocabulary.texts)}
    in_order = dict(sorted(texts.items(), key=lambda item: item[1].path))
    uses = used(articles, vocabulary, before.used if before else None)
    return _Known(vocabulary, in_order, parents_of(in_order, keys.of), uses, before.tags if before else {})
