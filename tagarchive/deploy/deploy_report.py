"""The report of a deploy: what was sent, removed and left, as lines for people and as one object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tagarchive.build.stale_files import shown
from tagarchive.core.text import counted
from tagarchive.core.urls import OutPath

_UNITS = ("bytes", "kB", "MB", "GB")


class DeployReport(NamedTuple):
    """The report of a deploy.

    Attributes:
        target: name of the target
        to: the place, as in `site.toml`
        sent: the size of each file that was sent, in bytes
        removed: the files that were removed
        unchanged: number of files that the target had already
        foreign: files in the published folder that no build wrote
        dry_run: True if nothing was changed

    """

    target: str
    to: str
    sent: Mapping[OutPath, int]
    removed: tuple[OutPath, ...]
    unchanged: int
    foreign: tuple[OutPath, ...]
    dry_run: bool

    def lines(self) -> Iterator[str]:
        head = f"Would deploy to {self.target}" if self.dry_run else f"Deployed to {self.target}"
        size = readable(sum(self.sent.values()))
        words = ("to send", "to remove") if self.dry_run else ("sent", "removed")
        counts = f"{counted(len(self.sent), 'file')} {words[0]} ({size}), {len(self.removed):,} {words[1]}"
        yield f"{head} ({self.to}): {counts}, {self.unchanged:,} unchanged."
        if self.foreign:
            files = counted(len(self.foreign), "file")
            yield f"Not sent, since no build wrote {'it' if len(self.foreign) == 1 else 'them'}: {files}"
            yield f"    {shown(self.foreign)}"
        if self.dry_run:
            yield from _listed("To send, in this order", tuple(self.sent))
            yield from _listed("To remove", self.removed)

    def as_object(self) -> dict[str, Any]:
        return {
            "target": self.target,
            "to": self.to,
            "dry_run": self.dry_run,
            "sent": [{"path": path, "bytes": size} for path, size in self.sent.items()],
            "removed": list(self.removed),
            "unchanged": self.unchanged,
            "not_sent": list(self.foreign),
        }


def _listed(title: str, paths: tuple[OutPath, ...]) -> Iterator[str]:
    if paths:
        yield ""
        yield f"{title} ({len(paths):,}):"
    yield from (f"  {path}" for path in paths)


def readable(size: int) -> str:
    """A number of bytes for people: "812 bytes", "3.4 MB"."""
    number, unit = float(size), 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{number:.1f} {_UNITS[unit]}" if unit else f"{size} {'byte' if size == 1 else 'bytes'}"
