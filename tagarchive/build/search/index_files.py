"""The files of a search index, the same each time for the same records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tagarchive.build.context import Progress
from tagarchive.build.extras import PAGEFIND
from tagarchive.build.search.pagefind import pagefind_files
from tagarchive.render.search.canonical import ENTRY, canonical, is_unordered
from tagarchive.render.search.parts import parted
from tagarchive.render.search.records import PagefindRecord, pagefind_record
from tagarchive.views.search import SearchRecords

_SCRIPT = "pagefind.js"
_NO_STEMS = "unknown"
"""Name of the engine for languages that have no stems."""


def index_files(records: SearchRecords, body: Callable[[str, str], bytes], watch: Progress) -> dict[str, bytes]:
    """The files that readers need to search some records, by name.

    `body` finds encoded texts. Raises `SiteError` if the program fails.
    """
    found = _pagefind_records(records, body)
    made = pagefind_files(program(), watch(found, len(records.records), "articles to search"))
    unordered = {name: data for name, data in made.items() if is_unordered(name)}
    files = parted({name: data for name, data in made.items() if name not in unordered} | canonical(unordered))
    engines = _engines(files[ENTRY])
    return {name: files[name] for name in sorted(files) if _is_needed(name, engines)}


def program() -> Path:
    """The program Pagefind, from its package."""
    return Path(import_module(PAGEFIND).get_executable())


def _pagefind_records(records: SearchRecords, body: Callable[[str, str], bytes]) -> Iterator[PagefindRecord]:
    for number, record in enumerate(records.records):
        yield pagefind_record(record, number, body)


def _engines(entry: bytes) -> frozenset[str]:
    """The names of the engines that the languages of an index need."""
    languages = json.loads(entry)["languages"].values()
    return frozenset(f"wasm.{language['wasm'] or _NO_STEMS}.pagefind" for language in languages)


def _is_needed(name: str, engines: frozenset[str]) -> bool:
    """True for a file that the search page reads. Pagefind also gives an interface, and engines for other languages."""
    return "/" in name or name.endswith((".pf_meta", ".pf_order")) or name in (_SCRIPT, ENTRY) or name in engines
