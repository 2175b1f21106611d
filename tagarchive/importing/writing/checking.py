"""The check of an import before it is written: nothing in it may stop the build of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from tagarchive.archive.material import Material
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Problem
from tagarchive.editing.checking import problems_of
from tagarchive.importing.inputs.items import Noted
from tagarchive.importing.markdown.link_targets import Reference, with_targets
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.tag_lines import matter_of
from tagarchive.reading.config import Config
from tagarchive.reading.document_parser import Parser
from tagarchive.reading.documents import Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import File, Source
from tagarchive.reading.text_files import is_text

_ROUNDS = 5
"""Number of checks; each repair may bring out a fault that another one hid."""


def repair(
    documents: Sequence[Document], writer: FileWriter, config: Config, edition: Edition, report: ImportReport
) -> None:
    """Makes drafts of the held files that would stop the build, and drops those that would stop it as drafts too.

    `documents` are those that the site has already. Faults of the site's own files stay.
    """
    texts = _Texts(Parser(config.parsing))
    for _ in range(_ROUNDS):
        kept = (document for document in documents if document.path not in writer.held)
        material = Material([*kept, *texts.documents(writer.held)], _files(writer.held))
        found = _problems(material, config, edition)
        problems = [problem for problem in found if problem.where.path in writer.held]
        if not problems:
            return
        shown = _shown(documents, writer.held)
        for path, problem in {problem.where.path: problem for problem in reversed(problems)}.items():
            if problem.code != "broken-link" or not _unlink(path, shown, problem, writer, report):
                _repair(path, problem, writer, report)


class _Texts:
    """The held texts as documents. A text that no repair changes is parsed once."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._parsed: dict[str, tuple[bytes, Document]] = {}

    def documents(self, held: Mapping[str, bytes]) -> Iterator[Document]:
        return (self._document(path, data) for path, data in held.items() if is_text(path))

    def _document(self, path: str, data: bytes) -> Document:
        known = self._parsed.get(path)
        if known is None or known[0] != data:
            known = data, self._parser.parse(Source(path, data, digest_of_bytes(data))).document
            self._parsed[path] = known
        return known[1]


def _files(held: Mapping[str, bytes]) -> list[File]:
    """The held files that are no texts."""
    return [File(path, digest_of_bytes(data), len(data)) for path, data in held.items() if not is_text(path)]


def _problems(material: Material, config: Config, edition: Edition) -> Iterable[Problem]:
    shown = problems_of(material, config, edition._replace(future=False), {})
    return shown or problems_of(material, config, edition._replace(future=True), {})


def _shown(documents: Iterable[Document], held: Mapping[str, bytes]) -> set[str]:
    """The paths of all documents that a link may lead to."""
    site = {document.path for document in documents if not getattr(document, "draft", False)}
    return (site - held.keys()) | {
        path for path, data in held.items() if matter_of(data.decode(errors="ignore"), path).get("draft") != "true"
    }


def _unlink(path: str, shown: set[str], problem: Problem, writer: FileWriter, report: ImportReport) -> bool:
    """Leaves the words of links to texts that are not shown. Returns False if there are none."""
    text = writer.held[path].decode()
    head, mark, body = text.partition("\n---\n")

    def becomes(written: str) -> Reference:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(written.partition("#")[0])))
        return Reference("" if is_text(target) and ":" not in written and target not in shown else written)

    changed = with_targets(body, becomes)
    if changed == body:
        return False
    writer.held[path] = f"{head}{mark}{changed}".encode()
    report.say(path, path, Noted(f"a link became its words: {problem.message}", problem.where.line))
    return True


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
