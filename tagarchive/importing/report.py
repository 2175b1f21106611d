"""The report of an import: what became of each part of the input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tagarchive.importing.items import Guessed, ItemType, Lost, Noted, Remark


class Imported(NamedTuple):
    """An item that became a file, or that a file has gained something from."""

    origin: str
    to: str
    type: ItemType


class Said(NamedTuple):
    """A remark with the file of the input and, if there is one, the file of the site."""

    origin: str
    to: str
    remark: Remark


class Change(NamedTuple):
    """A file of the site that differs from what the import would write."""

    path: str
    before: str
    after: str


class ImportReport:
    """What an import did, in the order of the input; it grows while the import runs."""

    def __init__(self, kind: str, *, dry_run: bool = False) -> None:
        self.kind = kind
        self.dry_run = dry_run
        self.imported: list[Imported] = []
        self.skipped: list[tuple[str, str]] = []
        self.said: list[Said] = []
        self.files: list[str] = []
        self.changes: list[Change] = []
        self.unchanged = 0

    def skip(self, origin: str, reason: str) -> None:
        self.skipped.append((origin, reason))

    def say(self, origin: str, to: str, *remarks: Remark) -> None:
        self.said += [Said(origin, to, remark) for remark in remarks]

    def of(self, kind: type[Remark]) -> Iterator[Said]:
        """The remarks of one kind."""
        return (said for said in self.said if isinstance(said.remark, kind))

    def as_object(self) -> dict[str, Any]:
        """The report as `--json` prints it."""
        return {
            "kind": self.kind,
            "imported": [{"from": origin, "to": to, "type": type_} for origin, to, type_ in self.imported],
            "skipped": [{"from": origin, "reason": reason} for origin, reason in self.skipped],
            "guessed": [_guess(said) for said in self.of(Guessed)],
            "lost": [_loss(said) for said in self.of(Lost)],
            "notes": [_note(said) for said in self.of(Noted)],
            "files": self.files,
        }


def _guess(said: Said) -> dict[str, str]:
    assert isinstance(said.remark, Guessed)  # noqa: S101 (chosen by type)
    key, value, why = said.remark
    return {"from": said.origin, "to": said.to, "key": key, "value": value, "why": why}


def _loss(said: Said) -> dict[str, str | int]:
    assert isinstance(said.remark, Lost)  # noqa: S101 (chosen by type)
    what, text, line = said.remark
    return {"from": said.origin, "line": line, "what": what, "text": text}


def _note(said: Said) -> dict[str, str | int]:
    assert isinstance(said.remark, Noted)  # noqa: S101 (chosen by type)
    text, line = said.remark
    return {"from": said.origin, "line": line, "text": text}
