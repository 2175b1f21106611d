"""Reasons for making an output."""

from __future__ import annotations

from typing import Literal

import msgspec


class Reason(msgspec.Struct, frozen=True):
    """The reason for making an output.

    Attributes:
        kind: the kind of change
        names: the fields of the view, or the templates, that changed

    """

    kind: Literal["new", "clean", "missing", "edited", "engine", "template", "data"]
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        names = ", ".join(self.names)
        return {
            "new": "it is new",
            "clean": "--clean was given",
            "missing": "the published file is missing",
            "edited": "its file was not the one that was written",
            "engine": "tagarchive or a library of its changed",
            "template": f"its template changed: {names}",
            "data": f"what it shows changed: {names or 'the file itself'}",
        }[self.kind]


REPAIRS = frozenset(map(str, (Reason("missing"), Reason("edited"))))
"""Reasons, in words, for files that were removed or overwritten outside of a build."""
