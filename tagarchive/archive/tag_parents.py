"""Parents of tags: what readers see of them, and circles in which a tag is above itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import dropwhile, pairwise

from tagarchive.archive.model import TagLink
from tagarchive.core.errors import Problem, Written
from tagarchive.core.urls import Address
from tagarchive.reading.documents import TagText

Texts = Mapping[str, TagText]
"""Texts of tags, by the keys of the tags."""

Parents = Mapping[str, Mapping[str, Written]]
"""The parents of each tag as its file names them, by their keys; by the key of the tag."""


def parents_of(texts: Texts, key_of: Callable[[str], str]) -> Parents:
    """The parents of all tags with a file, each once and in the order of the file."""
    return {key: _named(text, key_of) for key, text in texts.items()}


def _named(text: TagText, key_of: Callable[[str], str]) -> Mapping[str, Written]:
    named: dict[str, Written] = {}
    for parent in text.parent:
        named.setdefault(key_of(parent.text), parent)
    return named


def parent_links(named: Mapping[str, Written], faces: Mapping[str, TagLink], texts: Texts) -> tuple[TagLink, ...]:
    """The parents of a tag as readers see them. A parent without an archive has an empty address."""
    return tuple(faces.get(key) or TagLink(_title(key, parent, texts), Address("")) for key, parent in named.items())


def _title(key: str, parent: Written, texts: Texts) -> str:
    text = texts.get(key)
    return (text.title or text.name.text) if text else parent.text


def circle_problems(parents: Parents, texts: Texts) -> Iterator[Problem]:
    """A problem for each circle of parents, at the parent that closes it."""
    for circle in _circles(parents):
        child, parent = circle[-2:]
        path = " → ".join(f"“{texts[key].name.text}”" for key in circle)
        message = f"found a tag that is above itself, expected parents without a circle: {path}"
        places = ", ".join(str(parents[key][above].where) for key, above in pairwise(circle))
        yield Problem(parents[child][parent].where, "tag-circle", message, f"take away one of these: {places}")


def _circles(parents: Parents) -> Iterator[tuple[str, ...]]:
    """Paths from a tag through its parents to itself. Without the last step of each there is no circle."""
    done: set[str] = set()
    for first in parents:
        path = {first: iter(parents[first])} if first not in done else {}
        while path:
            tag, above = next(reversed(path.items()))
            parent = next((key for key in above if key not in done), None)
            if parent is None:
                done.add(tag)
                del path[tag]
            elif parent in path:
                yield (*dropwhile(parent.__ne__, path), parent)
            else:
                path[parent] = iter(parents.get(parent, ()))
