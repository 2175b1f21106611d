"""The kinds of input: which module reads each, and which kind an input is."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Reader

KINDS: Mapping[str, str] = {
    "wordpress": "wordpress.reader",
    "reader": "feeds.google_reader",
    "feed": "feeds.reader",
    "wallabag": "collected.wallabag",
    "omnivore": "collected.omnivore",
    "readeck": "collected.readeck",
    "csl": "collected.csl",
    "bibtex": "collected.bibtex",
    "ris": "collected.ris",
    "bookmarks": "collected.bookmarks",
    "csv": "collected.csv",
    "obsidian": "generators.obsidian.reader",
    "hugo": "generators.hugo.reader",
    "zola": "generators.zola.reader",
    "astro": "generators.astro.reader",
    "pelican": "generators.pelican.reader",
    "nikola": "generators.nikola.reader",
    "eleventy": "generators.eleventy.reader",
    "jekyll": "generators.jekyll.reader",
    "text": "pages.text",
    "page": "pages.page",
}
"""Each kind and its module, in the order in which they look at an input: what is plainly marked comes first."""


MOVED = frozenset(
    kind for kind, module in KINDS.items() if module.startswith(("wordpress.", "generators.")) and kind != "obsidian"
)
"""The kinds that are a whole site, which comes here."""


def reader_of(kind: str) -> Reader:
    """The module of a kind. Raises `SiteError` if the packages that it needs are not installed."""
    try:
        return cast(Reader, import_module(f"tagarchive.importing.{KINDS[kind]}"))
    except ImportError as error:
        raise missing_extra(error, "tagarchive import", f"an import of kind {kind}") from None


def missing_extra(error: ImportError, command: str, what: str) -> SiteError:
    """The error of a command if a package for `what` is not installed. Raises `error` if it is a bug."""
    if (error.name or "").startswith("tagarchive"):
        raise error
    missing = f"no package {error.name}" if error.name else str(error).partition("\n")[0]
    hint = "pip install 'tagarchive[import]'"
    return SiteError(Problem(Location(command), "missing-extra", f"found {missing}, but {what} needs it", hint))


def kind_of(files: Files) -> str:
    """The kind of an input. Raises `SiteError` if no kind recognises it."""
    for kind in KINDS:
        if reader_of(kind).recognises(files):
            return kind
    message = f"found nothing here that is recognised, expected one of {', '.join(sorted(KINDS))}"
    raise SiteError(
        Problem(Location(files.name), "unknown-input", message, "name the kind: tagarchive import KIND PATH")
    )
