"""The kept files of the sites of a store: what the files of an output folder that show texts are made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from tagarchive.build.seal import sealed, unsealed
from tagarchive.core.urls import OutPath
from tagarchive.plan.kept_files import Kept, KeptPage, apart, kept, shown_texts, shows_texts
from tagarchive.plan.planned_files import PlannedFile


class KeptRow(NamedTuple):
    """A row of the table.

    Attributes:
        key: key of the file's parts in the plan
        file: the kept file; None for one that can't be kept

    """

    key: str
    file: Kept | None


class KeptFile(NamedTuple):
    """A file that shows texts, as it is kept.

    Attributes:
        article: path of the article whose page it is; empty for another file
        file: the encoded kept file; empty for one that can't be kept
        shown: the paths of the articles whose texts it shows

    """

    article: str
    file: bytes
    shown: tuple[str, ...]


def kept_file(file: PlannedFile) -> KeptFile:
    """A file that shows texts, and is `apart` from the archive, as it is kept."""
    form = kept(file)
    return KeptFile(form.article if isinstance(form, KeptPage) else "", _encoded(form), shown_texts(file))


class TextTable:
    """The kept files of one output folder.

    Attributes:
        database: connection to the database of the store
        output: name of the output folder in the store

    """

    def __init__(self, database: sqlite3.Connection, output: str) -> None:
        self.database = database
        self.output = output

    def update(self, files: Mapping[OutPath, PlannedFile], keys: Mapping[OutPath, str]) -> None:
        """Keeps all files that show texts, with the keys of their parts, in place of those of the last build."""
        before = self._keys()
        wanted = {path: file for path, file in files.items() if shows_texts(file)}
        changed = {path: file for path, file in wanted.items() if before.get(path) != keys[path]}
        self._forget(before.keys() - wanted.keys())
        self.put((path, keys[path], kept_file(apart(file))) for path, file in changed.items())

    def put(self, files: Iterable[tuple[OutPath, str, KeptFile]]) -> None:
        """Keeps files, each with the key of its parts, in place of what is kept of them."""
        rows = list(files)
        self._forget(path for path, _, _ in rows)
        kept = ((self.output, path, texts.article, key, texts.file) for path, key, texts in rows)
        self.database.executemany("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", kept)
        shown = ((self.output, path, article) for path, _, texts in rows for article in texts.shown)
        self.database.executemany("INSERT INTO shown VALUES (?, ?, ?)", shown)

    def _forget(self, paths: Iterable[OutPath]) -> None:
        rows = [(self.output, path) for path in paths]
        self.database.executemany("DELETE FROM kept WHERE output = ? AND path = ?", rows)
        self.database.executemany("DELETE FROM shown WHERE output = ? AND path = ?", rows)

    def with_text(self, article: str) -> Iterator[tuple[OutPath, KeptRow]]:
        """The files that show the text of an article, in the order of their paths."""
        rows = self.database.execute(
            "SELECT path, key, file FROM shown JOIN kept USING (output, path) WHERE output = ? AND shown.article = ?"
            " ORDER BY path",
            (self.output, article),
        )
        return ((OutPath(path), KeptRow(key, _decoded(file))) for path, key, file in rows)

    def pages(self, articles: Iterable[str]) -> dict[str, KeptPage]:
        """The pages of articles, by the paths of these."""
        found = {article: self._page(article) for article in articles}
        return {article: page for article, page in found.items() if page}

    def _page(self, article: str) -> KeptPage | None:
        row = self.database.execute(
            "SELECT file FROM kept WHERE output = ? AND article = ?", (self.output, article)
        ).fetchone()
        page = _decoded(row[0]) if row else None
        return page if isinstance(page, KeptPage) else None

    def _keys(self) -> dict[OutPath, str]:
        rows = self.database.execute("SELECT path, key FROM kept WHERE output = ?", (self.output,))
        return {OutPath(path): key for path, key in rows}


_decoder = msgspec.msgpack.Decoder(Kept)


def _encoded(file: Kept | None) -> bytes:
    return sealed(msgspec.msgpack.encode(file)) if file else b""


def _decoded(data: bytes) -> Kept | None:
    return unsealed(data, _decoder) if data else None
