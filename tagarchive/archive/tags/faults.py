"""Faults of tags: names with two meanings, addresses of two tags, spellings that differ, files that nothing uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tagarchive.archive.tags.keys import Keys
from tagarchive.archive.tags.parents import Texts
from tagarchive.archive.tags.vocabulary import Uses, Vocabulary
from tagarchive.core.errors import Problem, Written, did_you_mean
from tagarchive.core.letters import seen, unseen
from tagarchive.core.slugs import marked_tag_key
from tagarchive.reading.documents import TagText

Places = Mapping[str, Sequence[Written]]
"""The places where each tag is written, newest first, by the key of the tag."""


def duplicate_texts(texts: Iterable[TagText], keys: Keys) -> Iterator[Problem]:
    """A problem for each further file of a tag, and for each name in `also` that is that of another tag."""
    first: dict[str, TagText] = {}
    for text in texts:
        other = first.setdefault(keys.own(text.name.text), text)
        if other is not text:
            message = f"found a second text for the tag “{text.name.text}”, the first is {other.path}"
            yield Problem(text.name.where, "duplicate-tag-text", message, "keep one of the two")
    owners: dict[str, TagText] = {}
    for text in first.values():
        for name in text.also:
            key = keys.own(name.text)
            other = first.get(key) or owners.setdefault(key, text)
            if other is not text:
                yield _two_tags(name, other)


def _two_tags(name: Written, other: TagText) -> Problem:
    message = f"found “{name.text}”, which is a name of the tag “{other.name.text}” too ({other.path})"
    hint = f"`tagarchive tags merge` makes one tag of both; else take “{name.text}” away here or there"
    return Problem(name.where, "tag-named-twice", message, hint)


def clashes(places: Places, slugs: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[Problem]:
    """A problem for each use of a term whose address belongs to a term with more uses."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for key in sorted(places, key=lambda key: (-len(places[key]), key)):
        sharing[slugs[key].casefold()].append(key)
    for owner, *others in sharing.values():
        first = places[owner][-1]
        yield from (_clash(place, first, slugs[key], vocabulary) for key in others for place in places[key])


def _clash(term: Written, other: Written, slug: str, vocabulary: Vocabulary) -> Problem:
    taken = f"whose address {vocabulary.address(slug)} is that of “{other.text}” ({other.where})"
    message = f"found the {vocabulary.noun} “{term.text}”, {taken}"
    apart = f", or add a file to content/tags/ with `name: {term.text}` and a `slug:` of its own"
    return Problem(term.where, "tag-clash", message, f"write both alike{apart if vocabulary.noun == 'tag' else ''}")


def spelling_notices(uses: Mapping[str, Uses], names: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[Problem]:
    """A notice for each term that articles write in several ways. Names in `also` are written on purpose."""
    said = {name.text for text in vocabulary.texts for name in text.also}
    keys, noun = vocabulary.keys, vocabulary.noun
    for key, (every, _) in uses.items():
        common = names[key]
        usual = {common} | said
        others = [written for written in every if written.text not in usual]
        others = [written for written in others if keys.own(written.text) not in keys.also]
        if others:
            written, where = others[-1].text, others[-1].where
            message = f"found the {noun} “{common}” written “{written}”{_unlike(written, common)}; both are one {noun}"
            more = f" here and in {len(others) - 1} more places" if len(others) > 1 else " here"
            marks = noun == "tag" and marked_tag_key(written) != marked_tag_key(common)
            apart = "; if they are two, a file for each in content/tags/ keeps them apart" if marks else ""
            yield Problem(where, "tag-spelling", message, f"write “{common}”{more}{apart}")


def _unlike(text: str, common: str) -> str:
    """The difference between spellings that look the same, for a message; "" if readers can see it."""
    same = seen(text) == seen(common)
    return f", which differs in what nobody sees ({unseen(text) or unseen(common)})" if same else ""


def unused(text: TagText) -> Problem:
    message = f"found a text for the tag “{text.name.text}”, which no published article has"
    return Problem(text.name.where, "unused-tag-text", message, "a tag's file is named as the tag, or says `name: …`")


def unknown_tags(texts: Texts, keys: Keys, names: Mapping[str, str]) -> Iterator[Problem]:
    """A notice for each related tag that the site does not have."""
    for text in texts.values():
        for name in text.related:
            if keys.of(name.text) not in names:
                message = f"found the related tag “{name.text}”, which no published article has"
                yield Problem(name.where, "unknown-tag", message, did_you_mean(name.text, names.values(), few=0))
