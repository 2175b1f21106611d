"""The files of an input that are pages or texts, and what each gives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Literal

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.decoding import decoded
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Item, Options, Skipped
from tagarchive.importing.pages.article_page import items_of_article
from tagarchive.importing.pages.html_page import HtmlPage
from tagarchive.importing.pages.tag_page import is_tag_page, items_of_tag_page
from tagarchive.importing.pages.text_items import items_of_text

PAGES = (".html", ".htm", ".xhtml", ".shtml")
TEXTS = (".txt", ".text")
PageKind = Literal["page", "text", ""]

_FOLDER = re.compile(
    r"(?P<page>.+?)[-_ .](?:files|file|Dateien|fichiers|archivos|ficheros|arquivos|elementi|bestanden|pliki)"
)
"""Name of the folder in which a browser saves what belongs to a page."""


def kind_of(name: str) -> PageKind:
    """The kind of a file by its name; empty for other files."""
    lower = name.lower()
    return "page" if lower.endswith(PAGES) else "text" if lower.endswith(TEXTS) else ""


def found_in(files: Files, options: Options, kind: PageKind) -> Iterator[Found]:
    """The items of all pages and texts. An input of one file is of the given kind, whatever its name is.

    A damaged file is skipped with the reason if there are others; a damaged input of one file raises `SiteError`.
    """
    names = list(files.names())
    if len(names) == 1:
        yield from _items(files, names[0], kind_of(names[0]) or kind, options)
        return
    shown = set(names)
    for name in names:
        of = kind_of(name)
        if of and _belongs_to_page(name, shown):
            yield Skipped(name, "part of a saved page")
        elif of:
            try:
                items = list(_items(files, name, of, options))
            except SiteError as error:
                yield Skipped(name, f"damaged: {'; '.join(problem.message for problem in error.problems)}")
                continue
            yield from items
        elif not _is_part(name):
            yield Skipped(name, "neither a page nor a text")


def _items(files: Files, name: str, kind: PageKind, options: Options) -> Iterator[Found]:
    data = files.data(name)
    if kind == "text":
        yield from items_of_text(name, decoded(data).lines, options)
        return
    page = HtmlPage(name, decoded(data, html=True).lines)
    read = items_of_tag_page if is_tag_page(page) else items_of_article
    for found in read(page, files, options):
        yield found._replace(origin=name) if isinstance(found, Item) else found


def _belongs_to_page(name: str, names: set[str]) -> bool:
    """True for a frame or a script in the folder of a saved page."""
    for folder in _folders(name):
        match = _FOLDER.fullmatch(posixpath.basename(folder))
        start = posixpath.join(posixpath.dirname(folder), match["page"]) if match else ""
        if match and any(f"{start}{ending}" in names for ending in PAGES):
            return True
    return False


def _is_part(name: str) -> bool:
    """True for a file that pages refer to, which is copied if one does."""
    folders = any(_FOLDER.fullmatch(posixpath.basename(folder)) for folder in _folders(name))
    return folders or name.lower().endswith(_PARTS) or posixpath.basename(name).startswith(".")


_PARTS = tuple(
    ".png .jpg .jpeg .gif .webp .avif .svg .ico .css .js .woff .woff2 .ttf .mp4 .webm .mp3 .ogg .m4a".split()
)


def _folders(name: str) -> Iterator[str]:
    folder = posixpath.dirname(name)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
