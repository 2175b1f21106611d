"""Lists of bookmarks in the form of Netscape: links with attributes, in folders, with notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.texts import line_of

_LISTS = frozenset({"dl", "ul", "ol"})
_ENTRIES = frozenset({"dt", "hr", "li"})
_DEEPEST = 500
_PORTION = 1 << 16


class Bookmark(NamedTuple):
    """A link in the list.

    Attributes:
        url: its address as it is written
        title: its words
        note: the text below it
        attributes: its attributes, by name in lower case
        folders: names of the folders it is in, the outermost first
        line: its line in the file; 0 if unknown

    """

    url: str
    title: str
    note: str
    attributes: Mapping[str, str]
    folders: tuple[str, ...]
    line: int = 0


class Folder(NamedTuple):
    """A folder of the list: its name, the folders it is in, and the text below its name."""

    name: str
    above: tuple[str, ...]
    note: str = ""


class BookmarkList(NamedTuple):
    """The bookmarks and folders of a file, in its order."""

    bookmarks: tuple[Bookmark, ...]
    folders: tuple[Folder, ...]


def bookmark_list(text: str, origin: str) -> BookmarkList:
    """The bookmarks of a file. Raises `SiteError` if its folders are too deep."""
    target = _Target(origin)
    parser = etree.HTMLParser(target=target, huge_tree=True, remove_comments=True, remove_pis=True)
    # Fed at once, a text of many megabytes is copied again and again.
    for start in range(0, len(text), _PORTION):
        parser.feed(text[start : start + _PORTION])
    if text.strip():
        parser.close()
    return BookmarkList(tuple(_with_lines(target.bookmarks, text)), tuple(target.folders))


def _with_lines(bookmarks: list[Bookmark], text: str) -> list[Bookmark]:
    """The bookmarks with their lines, if the text has as many links as there are bookmarks."""
    starts = [match.start() for match in re.finditer(r"<a\s", text, re.IGNORECASE)]
    if len(starts) != len(bookmarks):
        return bookmarks
    lined, line, last = [], 1, 0
    for start, bookmark in zip(starts, bookmarks, strict=True):
        line, last = line + text.count("\n", last, start), start
        lined.append(bookmark._replace(line=line))
    return lined


class _Target:
    """Parser of one element after the other; elements that never end are ended by the next."""

    def __init__(self, origin: str) -> None:
        self.bookmarks: list[Bookmark] = []
        self.folders: list[Folder] = []
        self._origin = origin
        self._open: list[str] = []
        self._name = ""
        self._words: list[str] = []
        self._collects = ""
        self._attributes: Mapping[str, str] = {}
        self._noted = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _LISTS:
            self._finish()
            self._enter()
        elif tag in _ENTRIES:
            self._finish()
        elif tag == "a":
            self._link(dict(attributes))
        elif tag in ("h3", "dd", "h1", "title"):
            self._finish()
            self._collects = tag
        elif tag in ("br", "p") and self._collects == "dd":
            self._words.append("\n" if tag == "br" else "\n\n")

    def end(self, tag: str) -> None:
        if tag == self._collects:
            self._finish()
        elif tag in _LISTS:
            self._finish()
            self._name = self._noted = ""
            del self._open[-1:]

    def data(self, text: str) -> None:
        if self._collects:
            self._words.append(text)

    def close(self) -> None:
        self._finish()

    def _link(self, attributes: dict[str, str]) -> None:
        # A link in a note is part of the note, unless it says when it was saved.
        if self._collects == "dd" and not {"add_date", "time_added", "tags"} & attributes.keys():
            return
        self._finish()
        self._collects, self._attributes = "a", attributes

    def _enter(self) -> None:
        if len(self._open) >= _DEEPEST:
            message = f"found folders of more than {_DEEPEST} levels, which is more than an import reads"
            raise SiteError(Problem(Location(self._origin), "input-too-large", message))
        self._open.append(self._name)
        self._name = self._noted = ""

    def _finish(self) -> None:
        """Ends the words that are collected: the title of a link, the name of a folder, or a note."""
        text, collects = "".join(self._words), self._collects
        self._words, self._collects = [], ""
        folders = tuple(name for name in self._open if name)
        if collects == "a":
            url = self._attributes.get("href", "")
            self.bookmarks.append(Bookmark(url.strip(), line_of(text), "", self._attributes, folders))
            self._noted = "a"
        elif collects == "h3":
            self._name = line_of(text)
            self.folders.append(Folder(self._name, folders))
            self._noted = "h3"
        elif collects == "dd" and text.strip():
            self._note(text.strip())

    def _note(self, text: str) -> None:
        if self._noted == "a":
            last = self.bookmarks[-1]
            self.bookmarks[-1] = last._replace(note=f"{last.note}\n\n{text}".strip())
        elif self._noted == "h3":
            self.folders[-1] = self.folders[-1]._replace(note=text)
