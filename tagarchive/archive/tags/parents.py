"""Parents of tags: the way down to a tag, its articles in the archives above it, and circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import dropwhile, islice, pairwise

from tagarchive.archive.relations import TagLink
from tagarchive.core.errors import Problem, Written
from tagarchive.reading.documents import TagText

Texts = Mapping[str, TagText]
"""Texts of tags, by the keys of the tags."""

Parents = Mapping[str, Mapping[str, Written]]
"""The parents of each tag as its file names them, by their keys; by the key of the tag."""

Trail = tuple[tuple[TagLink, ...], ...]
"""The steps down to a tag from the top, each with the tags that share it. The last step holds the tag's parents."""


DEEPEST = 20
"""Maximum number of tags above a tag, one above the other."""


def parents_of(texts: Texts, key_of: Callable[[str], str]) -> Parents:
    """The parents of all tags with a file, each once and in the order of the file."""
    return {key: _named(text, key_of) for key, text in texts.items()}


def _named(text: TagText, key_of: Callable[[str], str]) -> Mapping[str, Written]:
    named: dict[str, Written] = {}
    for parent in text.parent:
        named.setdefault(key_of(parent.text), parent)
    return named


def ancestors(key: str, parents: Parents) -> dict[str, None]:
    """The keys of all tags above a tag, nearest first."""
    above: dict[str, None] = {}
    todo = list(parents.get(key, ()))
    for parent in todo:
        if parent not in above:
            above[parent] = None
            todo += parents.get(parent, ())
    return above


def with_children(direct: Mapping[str, Sequence[int]], parents: Parents) -> dict[str, tuple[int, ...]]:
    """The places of the articles of each tag and of all tags below it, each once and in order."""
    gathered: dict[str, set[int]] = defaultdict(set)
    for key, places in direct.items():
        for above in ancestors(key, parents):
            gathered[above].update(places)
    filed = {key: tuple(places) for key, places in direct.items()}
    for key, below in gathered.items():
        filed[key] = tuple(sorted(below.union(direct.get(key, ()))))
    return filed


def trail_to(key: str, parents: Parents, faces: Mapping[str, TagLink]) -> Trail:
    """The way down to a tag, along the first parent of each step. Tags without a face are stepped over."""
    steps: list[tuple[TagLink, ...]] = []
    met = {key}
    while len(steps) <= DEEPEST and (above := _seen_parents(key, parents, faces, met)):
        steps.insert(0, tuple(faces[parent] for parent in above))
        met.update(above)
        key = above[0]
    return tuple(steps)


def _seen_parents(key: str, parents: Parents, faces: Mapping[str, TagLink], met: set[str]) -> list[str]:
    """The nearest tags above a tag that have a face, without those in `met`."""
    above: dict[str, None] = {}
    todo, passed = list(parents.get(key, ())), {key}
    for parent in todo:
        if parent in faces:
            above[parent] = None
        elif parent not in passed:
            passed.add(parent)
            todo += parents.get(parent, ())
    return [parent for parent in above if parent not in met]


def depth_problems(parents: Parents, texts: Texts) -> Iterator[Problem]:
    """A problem for each tag with too many tags above it, along the first parent of each."""
    for key, text in texts.items():
        above = list(islice(_line(key, parents), DEEPEST + 1))
        if len(above) > DEEPEST:
            message = f"found more than {DEEPEST} tags above “{text.name.text}”, one above the other"
            yield Problem(text.name.where, "tag-too-deep", message, "name a higher one as its `parent`")


def _line(key: str, parents: Parents) -> Iterator[str]:
    while named := parents.get(key):
        key = next(iter(named))
        yield key


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
