"""The one orchestrator: files in, a published site out. It reads as the flow in docs/architecture.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from tagarchive import contract
from tagarchive.archive import Edition, assemble
from tagarchive.articles import parse_all
from tagarchive.config import Config, notices, read_config
from tagarchive.errors import Location, Problem, Problems, SiteError
from tagarchive.load import FOLDERS, file_at, load
from tagarchive.model import Archive, Document, File, Source
from tagarchive.output import Published, Stage, check_folder
from tagarchive.plan import dangling, plan
from tagarchive.recipes import Plan
from tagarchive.render import Made, PackedSources, render_all, templates_of
from tagarchive.store import FOLDER, Store
from tagarchive.templates import TemplateSource
from tagarchive.texts import decode
from tagarchive.urls import OutPath
from tagarchive.workers import spread

T = TypeVar("T")


class Watch(Protocol):
    """Hands on things as they are done; told how many there will be and what they are."""

    def __call__(self, things: Iterable[T], count: int, what: str) -> Iterable[T]: ...


class Request(NamedTuple):
    """What to build: the folder of the site, where to publish, what counts as published, and with how many jobs."""

    root: Path
    output: Path
    edition: Edition
    jobs: int = 1


class Report(NamedTuple):
    """What a build made, and what in the site needs attention."""

    articles: int
    tags: int
    pages: int
    feeds: int
    published: Published
    notices: tuple[Problem, ...]


class Project(NamedTuple):
    """A site that was read and has no faults: all that is left is to make its files."""

    config: Config
    archive: Archive
    plan: Plan
    templates: PackedSources
    notices: tuple[Problem, ...]


def unwatched(things: Iterable[T], count: int, what: str) -> Iterable[T]:  # noqa: ARG001 (it is a Watch)
    """A `Watch` that tells nobody."""
    return things


def build(request: Request, watch: Watch = unwatched) -> Report:
    """Builds and publishes a site. Raises `SiteError` with every fault; the published site then stays as it was."""
    project = read(request, watch)
    store = Store(request.root)
    with Stage(request.output) as stage:
        kinds = _make(project, stage, request, watch)
        published = stage.publish(store.manifest(request.output))
        store.remember(request.output, stage.digests)
    return Report(
        articles=len(project.archive.articles),
        tags=len(project.archive.tags),
        pages=kinds["pages"],
        feeds=kinds["feeds"],
        published=published,
        notices=tuple(sorted({*project.notices, *store.notices, *_foreign(published, request.output)})),
    )


def read(request: Request, watch: Watch = unwatched) -> Project:
    """Reads a site as far as its plan. Raises `SiteError` with every fault that can be told without rendering."""
    problems = Problems()
    with problems.gathered():
        check_folder(request.output, request.root, (*FOLDERS, FOLDER))
    inputs = load(request.root)
    config, sound = Config(), False
    with problems.gathered():
        config, sound = read_config(decode(inputs.config.data, inputs.config.path)[0]), True
    templates: PackedSources = ()
    unused: tuple[Problem, ...] = ()
    with problems.gathered():
        templates, unused = _checked_templates(inputs.templates)
    documents, unread = _parsed(inputs.documents, config, request.jobs, problems, watch)
    with problems.gathered():
        archive = assemble(documents, inputs.files, config, request.edition, unread)
        planned = plan(archive, config, inputs.statics) if sound else Plan({})
    problems.raise_any()
    told = (document.notices for document in archive.documents)
    found = (*notices(config), *inputs.notices, *unused, *chain.from_iterable(told), *archive.notices)
    return Project(config, archive, planned, templates, (*found, *dangling(archive, config, planned)))


def _checked_templates(sources: Mapping[str, Source]) -> tuple[PackedSources, tuple[Problem, ...]]:
    """Templates without faults, and a notice for each that the site made in vain."""
    packed = tuple(
        (name, TemplateSource(source.path, decode(source.data, source.path)[0])) for name, source in sources.items()
    )
    used = contract.check(dict(packed), templates_of(packed).parse())
    return packed, tuple(contract.unused(dict(packed), used))


def _parsed(
    sources: Sequence[Source], config: Config, jobs: int, problems: Problems, watch: Watch
) -> tuple[list[Document], list[str]]:
    """What the sources say, and the paths of those that can't be read."""
    documents, unread = [], []
    parsed = spread(partial(parse_all, options=config.parsing), sources, len(sources), jobs)
    for source, outcome in zip(sources, watch(parsed, len(sources), "articles"), strict=True):
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
            unread.append(source.path)
        else:
            documents.append(outcome)
    return documents, unread


def _make(project: Project, stage: Stage, request: Request, watch: Watch) -> Counter[str]:
    """Makes every file of the plan and counts what kind each is. Raises `SiteError` where templates fail."""
    problems, kinds, count = Problems(), Counter[str](), len(project.plan)
    made = spread(partial(render_all, sources=project.templates), project.plan.values(), count, request.jobs)
    for path, outcome in zip(project.plan, watch(made, count, "files"), strict=True):
        kinds[_kind(path, outcome)] += 1
        if isinstance(outcome, SiteError):
            problems.found.update(outcome.problems)
        elif isinstance(outcome, File):
            stage.copy(path, file_at(request.root, outcome.path), outcome.digest)
        else:
            stage.put(path, outcome)
    problems.raise_any()
    return kinds


def _kind(path: OutPath, outcome: Made | SiteError) -> str:
    if isinstance(outcome, File):
        return "copies"
    return "pages" if path.endswith(".html") else "feeds" if path.endswith("feed.xml") else "machine files"


def _foreign(published: Published, output: Path) -> tuple[Problem, ...]:
    if not published.foreign:
        return ()
    shown = ", ".join(published.foreign[:5]) + (", …" if len(published.foreign) > 5 else "")
    what = f"found {len(published.foreign)} files that no build wrote and left them alone: {shown}"
    return (Problem(Location(str(output)), what, "remove what you do not want to publish"),)
