"""A value of a file that knows where in the file it stands, whatever language the file is in."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL


class Node(NamedTuple):
    """One value of a file: text or another scalar, nodes in order, nodes by key, or None for nothing."""

    value: object
    where: Location
    named_at: Location

    def found(self) -> str:
        """The value in the words of a message."""
        match self.value:
            case None:
                return "nothing"
            case dict():
                return "a mapping"
            case tuple():
                return "a list"
            case bool() as truth:
                return "true" if truth else "false"
            case value:
                text = str(value)
                return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


DEEPEST = 100
"""Collections in one another that nobody has ever needed."""


def too_deep(where: Location) -> Problem:
    return Problem(where, "too-deep", "found lists or mappings in one another too deep to read", "write it flatter")


def legal(text: str, where: Location) -> str:
    illegal = ILLEGAL.search(text)
    if illegal:
        what = f"found the character U+{ord(illegal[0]):04X}, which no feed can carry"
        raise SiteError(Problem(where, "illegal-character", what, "delete it"))
    return text
