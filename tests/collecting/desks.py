"""Desks that clip from servers on this machine, without a pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from conftest import Site
from web_server import Answer, Server

from tagarchive.collecting.clips.clip_report import Clipped, ClipReport
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.collecting.clips.clipping import Desk, clip
from tagarchive.importing.inputs.fetch_limits import FetchLimits
from tagarchive.importing.inputs.fetching import Fetcher
from tagarchive.importing.inputs.items import Options
from tagarchive.importing.writing.tag_lines import matter_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = FetchLimits(2_000_000, 10.0, 0.0, 1.0)
HTML = (("Content-Type", "text/html"),)


class Tried(NamedTuple):
    """A site, and the report of a run."""

    site: Site
    report: ClipReport

    @property
    def one(self) -> Clipped:
        """The only page that was clipped."""
        assert [one.reason for one in self.report.refused] == []
        (one,) = self.report.clipped
        return one

    @property
    def text(self) -> str:
        """The file of the only page."""
        return (self.site.root / self.one.to).read_text()

    @property
    def matter(self) -> Mapping[str, Any]:
        return matter_of(self.text, self.one.to)

    @property
    def places(self) -> Mapping[str, str]:
        return dict(self.one.places)

    @property
    def guesses(self) -> Mapping[str, str]:
        return {guess.key: guess.why for guess in self.one.guessed}

    @property
    def notes(self) -> str:
        return "\n".join(str(remark[0]) for remark in self.one.remarks)

    @property
    def reason(self) -> str:
        """The reason for which the only page was refused."""
        assert self.report.clipped == ()
        (one,) = self.report.refused
        return one.reason


def tried(
    site: Site,
    *origins: str | Path,
    tags: tuple[str, ...] = (),
    limits: FetchLimits = LIMITS,
    allow_private: bool = True,
    **wishes: Any,
) -> Tried:
    """The result of clipping. Wishes are those of `ClipWishes`."""
    fetcher = Fetcher(limits, allow_private=allow_private)
    options = Options(NOW, ZoneInfo("UTC"), tags)
    report = clip(map(str, origins), Desk(site.root, options, ClipWishes(**wishes), fetcher, lambda: None))
    return Tried(site, report)


def shows(server: Server, path: str, body: bytes, *headers: tuple[str, str]) -> str:
    """The address of a page that a server has from now on."""
    server.answers[path] = Answer(200, body, headers or HTML)
    return f"{server.url}{path}"


def articles(site: Site) -> list[str]:
    """The paths of the files below `content/` and `originals/`."""
    folders = (site.root / "content", site.root / "originals")
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(site.root).as_posix() for file in files)


def published(site: Site) -> dict[str, str]:
    """The pages of a site after a build, by their paths."""
    return {path: data.decode() for path, data in site.build(now=NOW).items() if path.endswith(".html")}
