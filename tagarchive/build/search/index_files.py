"""The files of a search index in a folder, the same each time for the same records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from tagarchive.build.context import Progress
from tagarchive.build.extras import PAGEFIND
from tagarchive.build.search.pagefind import write_index
from tagarchive.render.search.canonical import ENTRY, canonical, is_unordered
from tagarchive.render.search.records import PagefindRecord, pagefind_record
from tagarchive.views.search import SearchRecords

_SCRIPT = "pagefind.js"
_NO_STEMS = "unknown"
"""Name of the engine for languages that have no stems."""


def write_index_files(
    records: SearchRecords, folder: Path, body: Callable[[str, str], bytes], watch: Progress
) -> list[str]:
    """Writes the index of some records to an empty folder. The names of the files that readers need, in order.

    `body` finds encoded texts. Raises `SiteError` if the program fails.
    """
    program = Path(import_module(PAGEFIND).get_executable())
    found = _pagefind_records(records, body)
    write_index(program, watch(found, len(records.records), "articles to search"), folder)
    _order(folder)
    return sorted(_needed(folder))


def _pagefind_records(records: SearchRecords, body: Callable[[str, str], bytes]) -> Iterable[PagefindRecord]:
    return (pagefind_record(record, number, records.language, body) for number, record in enumerate(records.records))


def _order(folder: Path) -> None:
    """Gives the files whose order changes the one form that does not."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if is_unordered(path.name)}
    ordered = canonical({name: path.read_bytes() for name, path in files.items()})
    for path in files.values():
        path.unlink()
    for name, data in ordered.items():
        (folder / name).write_bytes(data)


def _needed(folder: Path) -> Iterator[str]:
    """The files that the search page reads. Pagefind also writes an interface, and engines for further languages."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"].values()
    engines = {f"wasm.{language['wasm'] or _NO_STEMS}.pagefind" for language in languages}
    for path in folder.rglob("*.*"):
        name = path.relative_to(folder).as_posix()
        if "/" in name or name.endswith(".pf_meta") or name in {_SCRIPT, ENTRY, *engines}:
            yield name
