"""Values of a file with their locations, for TOML and YAML alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL


class Node(NamedTuple):
    """A value of a file.

    Attributes:
        value: a scalar, a tuple of nodes, a dict of nodes by key, or None if it is empty
        where: location of the value
        named_at: location of its key, or else of the value

    """

    value: object
    where: Location
    named_at: Location

    def found(self) -> str:
        """A description of the value for messages."""
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


class Place(NamedTuple):
    """A mapping in a file, for hints.

    Attributes:
        fields: its known keys, each with its field
        top: the known keys at the top of the file
        keys: keys that lead to the mapping or to a value in it, from the top
        strict: True in TOML

    """

    fields: Mapping[str, Any]
    top: Mapping[str, Any]
    keys: tuple[str, ...]
    strict: bool

    @property
    def name(self) -> str:
        """The name of the mapping, as a person writes it."""
        return f"[{'.'.join(self.keys)}]" if self.strict else f"`{'.'.join(self.keys)}:`"


DEEPEST = 100
"""Maximum depth of nested collections."""


def too_deep(where: Location) -> Problem:
    """The problem of collections that are nested too deep."""
    return Problem(where, "too-deep", "found lists or mappings in one another too deep to read", "write it flatter")


def legal(text: str, where: Location) -> str:
    """The text itself. Raises `SiteError` if it has a character that is illegal in XML."""
    illegal = ILLEGAL.search(text)
    if illegal:
        message = f"found the character U+{ord(illegal[0]):04X}, which no feed can carry"
        raise SiteError(Problem(where, "illegal-character", message, "delete it"))
    return text
