"""The check of a site after changes of its tags, before they are made: no build may stop because of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from tagarchive.archive.ledger import read_ledger
from tagarchive.archive.material import Material
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Problem, SiteError, Written
from tagarchive.core.text import decode
from tagarchive.editing.changes import FileChange
from tagarchive.editing.tagged_site import TaggedSite
from tagarchive.plan.site_plan import site_plan
from tagarchive.reading.config import Config
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import line_with_characters
from tagarchive.reading.files import LEDGER_FILE, Source
from tagarchive.reading.front_matter import split


def check(site: TaggedSite, changes: Sequence[FileChange]) -> None:
    """Raises `SiteError` with the problems that changes would bring about.

    Of a site with problems already, those of other files are not looked at: the changes may be the way out of them.
    """
    after = tuple(_problems(site, changes))
    if not after:
        return
    before = {(problem.where.path, problem.code) for problem in _problems(site, ())}
    changed = {change.path for change in changes}
    found = [
        problem
        for problem in after
        if (problem.where.path, problem.code) not in before and (not before or problem.where.path in changed)
    ]
    if found:
        raise SiteError(*found)


def _problems(site: TaggedSite, changes: Sequence[FileChange]) -> Iterable[Problem]:
    data = {change.path: change.after for change in changes}
    try:
        ledger = site.ledger
        if LEDGER_FILE in data:
            ledger = read_ledger((data.pop(LEDGER_FILE) or b"").decode())
        documents = _documents(site, data)
    except SiteError as error:
        return error.problems
    inputs, read = site.inputs, site.read
    material = Material(documents, inputs.files, inputs.statics, ledger, read.unread, read.pairs)
    return problems_of(material, site.config, site.edition, inputs.templates)


def problems_of(material: Material, config: Config, edition: Edition, templates: Collection[str]) -> Sequence[Problem]:
    """The problems with which no build of the material can be planned."""
    return site_plan(material, config, edition, templates).problems


def _documents(site: TaggedSite, data: dict[str, bytes | None]) -> list[Document]:
    """The documents after changes of some files. An article is not parsed again, since only its tags are others."""
    parser = Parser(site.config.parsing) if any(path.startswith("content/tags/") for path in data) else None
    known = {document.path: document for document in site.read.documents}
    for path, after in data.items():
        document = known.pop(path, None)
        if after is None:
            continue
        if isinstance(document, Article):
            known[path] = replace(document, tags=_tags(after, path))
        elif parser:
            known[path] = parser.parse(Source(path, after, digest_of_bytes(after))).document
    return [known[path] for path in sorted(known)]


def _tags(data: bytes, path: str) -> tuple[Written, ...]:
    matter = split(decode(data, path)[0], path)
    tags = matter.node.value["tags"].value if isinstance(matter.node.value, dict) else ()
    return tuple(Written(line_with_characters(str(tag.value)), tag.where) for tag in tags)
