"""The inbox, `content/inbox/`: drafts that await a decision. They are accepted into the archive, or discarded."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from msgspec.structs import replace

from tagarchive.archive.material import Material
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.site_loader import read_documents
from tagarchive.collecting.feeds.collected import EntryId, collected_at, entry_id
from tagarchive.core.dates import zone_named
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Location, Problem, Problems, SiteError
from tagarchive.core.text import decode
from tagarchive.editing.changes import FileChange, make
from tagarchive.editing.checking import problems_of
from tagarchive.editing.value_edits import with_values
from tagarchive.editing.verification import plain
from tagarchive.importing.inputs.items import Item, Options
from tagarchive.importing.writing.identities import Known
from tagarchive.importing.writing.placement import Placement
from tagarchive.reading.body import ToSource
from tagarchive.reading.config import Config
from tagarchive.reading.disk import CONTENT, composed, read
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import File, Source
from tagarchive.reading.front_matter import split
from tagarchive.reading.site_files import load
from tagarchive.reading.text_files import is_text

FOLDER = f"{CONTENT}/inbox/"


class Desk(NamedTuple):
    """A site whose inbox is worked through.

    Attributes:
        root: its folder
        config: its config
        material: its documents and files

    """

    root: Path
    config: Config
    material: Material


class Accepted(NamedTuple):
    """A draft that became an article: its path in the inbox, and that in the archive."""

    path: str
    to: str


def desk_at(root: Path, waiting: Callable[[], None]) -> Desk:
    """The site in a folder. Files with faults of their own count as taken names alone."""

    def read_site(context: BuildContext) -> Desk:
        config, inputs = config_at(root), load(root, context.store.seen())
        found = read_documents(inputs, config, context, Problems())
        return Desk(root, config, Material(found.documents, inputs.files, inputs.statics, unread=found.unread))

    return with_context(root, read_site, waiting)


def inbox_path(root: Path, given: str) -> str:
    """The path of a file of the inbox, which is given from this folder, from that of the site, or by its name alone.

    Raises `SiteError` if there is no such file.
    """
    folder = (root / FOLDER).resolve()
    for file in (Path(given), root / given, root / FOLDER / given):
        place = file.parent.resolve() / file.name
        if place.parent == folder and is_text(place.name) and place.is_file() and not place.is_symlink():
            return f"{FOLDER}{composed(place.name)}"
    message = f"found “{given}”, expected a text in {FOLDER}"
    raise SiteError(Problem(Location(given), "not-in-inbox", message, f"`ls {FOLDER}` lists them"))


def accept(desk: Desk, paths: Sequence[str], now: datetime) -> tuple[Accepted, ...]:
    """Moves drafts of the inbox to where articles are placed. They are no drafts any more, and filed now.

    All of them move, or none. Raises `SiteError` if one can't be read, or if no build could be made afterwards.
    """
    filed = now.astimezone(zone_named(desk.config.timezone)).isoformat(timespec="seconds")
    parser, placement = Parser(desk.config.parsing), _placement(desk, paths, now)
    changes, articles, accepted = list[FileChange](), list[Article](), list[Accepted]()
    for path in dict.fromkeys(paths):
        before = read(desk.root, path).data
        draft = _article(parser, path, before)
        to = placement.place(_item(draft), Known({}, {})).path
        changes.append(FileChange(path, before, None))
        values: dict[str, str | None] = {"draft": None, "filed": filed, **_dialect(desk.config, before, path, to)}
        changes.append(FileChange(to, None, with_values(before, path, values)))
        changes += _attached(desk, draft, to, paths)
        articles.append(replace(_article(parser, to, before), draft=False))
        accepted.append(Accepted(path, to))
    after = _moved(desk.material, accepted, articles, changes)
    new = _new_problems(desk, after, Edition(drafts=False, now=now))
    if new:
        raise SiteError(*_where_they_are(new, accepted))
    make(desk.root, changes)
    return tuple(accepted)


def _dialect(config: Config, data: bytes, path: str, to: str) -> dict[str, str]:
    """The dialect of a draft as front matter, if its new folder has another one."""
    dialect, own = config.markdown.dialect_of(path), _matter(data, path)
    return {} if "dialect" in own or dialect == config.markdown.dialect_of(to) else {"dialect": dialect}


def _attached(desk: Desk, draft: Article, to: str, moving: Collection[str]) -> Iterator[FileChange]:
    """The changes that take the files of the inbox that a draft shows along with it. Others may show them too."""
    files = {file.path: file for file in desk.material.files if file.path.startswith(FOLDER)}
    staying = [one for one in desk.material.documents if one.path not in moving]
    shown_elsewhere = {path for one in staying for path in _files_of(one)} if files else set()
    for path in dict.fromkeys(path for path in _files_of(draft) if path in files):
        goal, data = posixpath.join(posixpath.dirname(to), path.removeprefix(FOLDER)), read(desk.root, path).data
        known = next((file for file in desk.material.files if file.path == goal), None)
        if known and known.digest != files[path].digest:
            message = f"found {goal}, expected no file or the same as {path}"
            raise SiteError(Problem(Location(draft.path), "file-exists", message, f"give {path} another name"))
        if known is None:
            yield FileChange(goal, None, data)
        if path not in shown_elsewhere:
            yield FileChange(path, data, None)


def _files_of(document: Document) -> Iterator[str]:
    return (target.path for target in document.targets() if isinstance(target, ToSource))


def _placement(desk: Desk, paths: Sequence[str], now: datetime) -> Placement:
    documents = [document for document in desk.material.documents if document.path not in paths]
    others = (*desk.material.documents, *desk.material.files)
    taken = [*(one.path for one in others), *desk.material.unread]
    return Placement(desk.config, Options(now, zone_named(desk.config.timezone)), "", documents, taken)


def _article(parser: Parser, path: str, data: bytes) -> Article:
    """The article that the bytes of a file are at a path. Raises `SiteError` with every fault of it."""
    document = parser.parse(Source(path, data, "")).document
    if not isinstance(document, Article):
        raise TypeError(path)
    return document


def _item(draft: Article) -> Item:
    """A draft as an item that gets a place. Its file keeps its name if that is free."""
    matter = {"title": draft.title, "date": draft.date.text}
    return Item(draft.path, "article", matter, name=PurePosixPath(draft.path).stem)


def _moved(
    before: Material, accepted: Sequence[Accepted], articles: Sequence[Article], changes: Iterable[FileChange]
) -> Material:
    """The documents and files of a site after drafts were accepted."""
    drafts = {one.path for one in accepted}
    kept = [document for document in before.documents if document.path not in drafts]
    documents = sorted((*kept, *articles), key=lambda document: document.path)
    texts = {one.path for one in documents} | drafts
    files = {file.path: file for file in before.files}
    for change in changes:
        if change.path not in texts and change.after is not None:
            files[change.path] = File(change.path, digest_of_bytes(change.after), len(change.after))
        elif change.path not in texts:
            files.pop(change.path, None)
    return before._replace(documents=documents, files=[files[path] for path in sorted(files)])


def _new_problems(desk: Desk, after: Material, edition: Edition) -> list[Problem]:
    """The problems that a site would have, and does not have now."""
    found = problems_of(after, desk.config, edition, {})
    known = set(problems_of(desk.material, desk.config, edition, {})) if found else set()
    return [problem for problem in found if problem not in known]


def _where_they_are(problems: Iterable[Problem], accepted: Iterable[Accepted]) -> Iterator[Problem]:
    """Problems of drafts that were not accepted, at the places where their texts still are."""
    drafts = {one.to: one.path for one in accepted}
    for problem in problems:
        where = replace(problem.where, path=drafts.get(problem.where.path, problem.where.path))
        yield replace(problem, where=where)


def discard(root: Path, paths: Sequence[str]) -> None:
    """Deletes drafts of the inbox, and notes their originals, so that no collection takes them in again.

    All of them are deleted, or none.
    """
    record = collected_at(root)
    files = {path: read(root, path).data for path in dict.fromkeys(paths)}
    changes = [FileChange(path, data, None) for path, data in files.items()]
    entries = [entry for path, data in files.items() for entry in _original(data, path)]
    make(root, [*changes, *record.change(record.collected.with_entries(entries))])


def _matter(data: bytes, path: str) -> Mapping[str, Any]:
    """The front matter of a file; empty if it can't be read."""
    try:
        return dict(plain(split(decode(data, path)[0], path).node))
    except SiteError:
        return {}


def _original(data: bytes, path: str) -> Iterator[EntryId]:
    """The original of a draft, if its front matter can be read and names one."""
    source = _matter(data, path).get("source")
    entry = entry_id(str(source.get("url", "")), "", "") if isinstance(source, dict) else EntryId()
    if entry.keys:
        yield entry
