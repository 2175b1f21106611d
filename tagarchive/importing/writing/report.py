"""The report of an import: what became of each part of the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from tagarchive.core.text import counted
from tagarchive.importing.inputs.items import Guessed, ItemType, Lost, Noted, Remark


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

    @property
    def place(self) -> str:
        """The file of the input, with the line if it is known."""
        line = 0 if isinstance(self.remark, Guessed) else self.remark.line
        return f"{self.origin}:{line}" if line else self.origin


class Change(NamedTuple):
    """A file of the site that differs from what the import would write."""

    path: str
    before: str
    after: str


class ImportReport:
    """Report of an import, in the order of the input; it grows while the import runs."""

    def __init__(self, kind: str, *, is_recognised: bool = False, dry_run: bool = False) -> None:
        self.kind = kind
        self.is_recognised = is_recognised
        self.dry_run = dry_run
        self.imported: list[Imported] = []
        self.skipped: list[tuple[str, str]] = []
        self.said: list[Said] = []
        self.files: list[str] = []
        self.changes: list[Change] = []

    def skip(self, origin: str, reason: str) -> None:
        self.skipped.append((origin, reason))

    def say(self, origin: str, to: str, *remarks: Remark) -> None:
        self.said += [Said(origin, to, remark) for remark in remarks]

    def of(self, kind: type[Remark]) -> Iterator[Said]:
        """The remarks of one kind."""
        return (said for said in self.said if isinstance(said.remark, kind))

    @property
    def summary(self) -> str:
        """Two lines with the numbers of what is imported and written."""
        kinds = Counter(imported.type for imported in self.imported)
        counts = [counted(kinds[kind], kind) for kind in ("article", "page", "tag") if kinds[kind]]
        recognised = f", recognised as {self.kind}" if self.is_recognised else ""
        did, wrote = ("Would import", "to write") if self.dry_run else ("Imported", "written")
        return f"{did} {', '.join(counts) or 'nothing new'}{recognised}.\n{counted(len(self.files), 'file')} {wrote}."

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """The parts of the report for a terminal, each a title and its lines."""
        parts = {
            "Skipped": [f"{origin}: {reason}" for origin, reason in self.skipped],
            "Guessed": [f"{said.to or said.origin}: {_line(said.remark)}" for said in self.of(Guessed)],
            "Lost": [f"{said.place}: {_line(said.remark)}" for said in self.of(Lost)],
            "Notes": [f"{said.place}: {_line(said.remark)}" for said in self.of(Noted)],
        }
        yield from ((title, lines) for title, lines in parts.items() if lines)

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


def _line(remark: Remark) -> str:
    match remark:
        case Guessed(key, value, why):
            return f"{key} “{value}”: {why}" if value else f"{key}: {why}"
        case Lost(what, text):
            return f"{what}: {text}"
        case Noted(text):
            return text


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
