"""The subject of a check: a site as far as it can be read, with what rules ask about it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, Protocol

from tagarchive.archive.ledger import Ledger
from tagarchive.archive.model import Archive
from tagarchive.checking.remote import Remote
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import OutPath
from tagarchive.plan.planned_files import Plan
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document


class Finder(Protocol):
    """Finds places in the files of a site."""

    def text(self, path: str, written: str) -> Location:
        """The first place of a text in a file, after its front matter if it is there too."""

    def url(self, path: str, url: str) -> Location:
        """The first place of a URL in a file."""

    def key(self, path: str, name: str) -> Location:
        """The place of a key of the front matter of a file, or of its start."""


class NearTags(Protocol):
    """Two tags that are probably one."""

    @property
    def a(self) -> str:
        """Name of the tag with more articles."""

    @property
    def b(self) -> str:
        """Name of the other tag."""

    @property
    def why(self) -> str:
        """The reasons, in words."""


class Subject(NamedTuple):
    """A site as far as it can be read.

    Attributes:
        config: its config; the default one if `site.toml` has faults
        ledger: its record of published addresses
        archive: its archive, without documents with faults; None if the config has faults
        plan: its plan, without what has faults; None if there is no archive
        documents: published documents, and those that faults of other documents keep from it
        articles: those of them that lists show
        is_whole: True if every document could be read and placed
        problems: faults that stop a build
        notices: what a build reports, without doubts
        unused: paths of files beside articles that no published document shows or links to
        remote: everything in texts, templates and static files that leads to other hosts
        near: tags that are probably one, the likeliest first
        ids_of: returns the ids in the page at a path; None for a file without ids
        finder: finds places in files

    """

    config: Config
    ledger: Ledger
    archive: Archive | None
    plan: Plan | None
    documents: tuple[Document, ...]
    articles: tuple[Article, ...]
    is_whole: bool
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    unused: tuple[str, ...]
    remote: tuple[Remote, ...]
    near: Sequence[NearTags]
    ids_of: Callable[[OutPath], Collection[str] | None]
    finder: Finder
