"""The check of an import before it is written: nothing in it may stop the build of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tagarchive.archive.assemble import Material, assemble
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Problem, SiteError
from tagarchive.importing.file_writer import FileWriter
from tagarchive.importing.items import Noted
from tagarchive.importing.report import ImportReport
from tagarchive.importing.tag_lines import matter_of
from tagarchive.plan.plan import plan
from tagarchive.reading.config import Config
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.documents import Document, Edition, File, Source

_ROUNDS = 5
"""Number of checks; each repair may bring out a fault that another one hid."""


def repair(
    documents: Sequence[Document], writer: FileWriter, config: Config, edition: Edition, report: ImportReport
) -> None:
    """Makes drafts of the held files that would stop the build, and drops those that would stop it as drafts too.

    `documents` are those that the site has already. Faults of the site's own files stay.
    """
    for _ in range(_ROUNDS):
        problems = [
            problem for problem in _problems(documents, writer.held, config, edition) if _is_held(problem, writer)
        ]
        if not problems:
            return
        for path, problem in {problem.where.path: problem for problem in reversed(problems)}.items():
            _repair(path, problem, writer, report)


def _is_held(problem: Problem, writer: FileWriter) -> bool:
    return problem.where.path in writer.held


def _problems(
    documents: Sequence[Document], held: Mapping[str, bytes], config: Config, edition: Edition
) -> Iterable[Problem]:
    parser = Parser(config.parsing)
    kept = [document for document in documents if document.path not in held]
    sources = (Source(path, data, digest_of_bytes(data)) for path, data in held.items() if path.endswith(".md"))
    new = [parser.parse(source).document for source in sources]
    files = [File(path, digest_of_bytes(data), len(data)) for path, data in held.items() if not path.endswith(".md")]
    try:
        for future in (False, True):
            plan(assemble(Material([*kept, *new], files), config, edition._replace(future=future)), config, {})
    except SiteError as error:
        return error.problems
    return ()


def _repair(path: str, problem: Problem, writer: FileWriter, report: ImportReport) -> None:
    text = writer.held[path].decode()
    matter = matter_of(text, path)
    said = f"{problem.message} [{problem.code}]"
    if path.startswith("content/tags/") or matter.get("draft") == "true":
        del writer.held[path]
        report.files.remove(path)
        report.imported = [one for one in report.imported if one.to != path]
        report.skip(path, f"it would stop the build: {said}")
        return
    head, mark, rest = text.partition("\n---\n")
    writer.held[path] = f"{head}\ndraft: true{mark}{rest}".encode()
    report.say(path, path, Noted(f"left as a draft, since it would stop the build: {said}", problem.where.line))
