"""Candidates: pairs of tags that are worth comparing, because their names share a part that few other names have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from tagarchive.archive.tags.spelling import Form, initials

_CROWD = 40
"""Maximum number of tags that are all compared with each other because they share a part of their names."""

_NEIGHBOURS = 5
"""Number of the next tags in the order of the alphabet that a tag of a larger crowd is compared with."""


def candidates(forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    """Pairs of the keys of tags. Their number grows with that of the tags, and not with its square."""
    crowds: dict[str, list[str]] = defaultdict(list)
    for key, one in forms.items():
        for part in _parts(one):
            crowds[part].append(key)
    for crowd in crowds.values():
        if 1 < len(crowd) <= _CROWD:
            yield from combinations(crowd, 2)
        elif len(crowd) > _CROWD:
            ordered = sorted(crowd, key=lambda key: forms[key].joined)
            for place, first in enumerate(ordered):
                yield from ((first, other) for other in ordered[place + 1 : place + 1 + _NEIGHBOURS])


def _parts(one: Form) -> set[str]:
    """Parts of a name, of which near names share one. A letter says what kind of part it is."""
    joined, core, numbers = one.joined, one.core, " ".join(one.numbers)
    wholes = {one.whole, joined, *initials(core), *(part for part in one.bracketed if part)}
    if len(core) > 1:
        wholes |= {"".join(core[1:]), "".join(core[:-1])}
    parts = {f"whole {whole}" for whole in wholes}
    parts.add(f"words {' '.join(sorted(word[:3] for word in core))} {numbers}")
    parts |= {
        f"other {' '.join(sorted((*core[:place], *core[place + 1 :])))} {word[:2]}" for place, word in enumerate(core)
    }
    if len(joined) >= 5:
        parts |= {f"less {joined[:place]}{joined[place + 1 :]}" for place in range(len(joined))} | {f"less {joined}"}
    skeleton = re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", joined))
    if len(skeleton) > 2:
        parts.add(f"bones {skeleton}")
    return parts
