"""The files of a site of another generator: texts with front matter, and what is no text, with the reason."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from tagarchive.core.errors import SiteError
from tagarchive.core.text import decode
from tagarchive.importing.generators.front_matter import fenced
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Skipped
from tagarchive.importing.inputs.private_data import Data

MARKDOWN = frozenset(".md .markdown .mdown .mkdn .mkd .mdx".split())
"""Endings of texts in Markdown."""

_LARGEST = 20_000_000
_FOLDERS = {
    "node_modules": "packages",
    "vendor": "packages",
    "_site": "made by the generator",
    "resources/_gen": "made by the generator",
    "_layouts": "templates",
    "_includes": "templates",
    "_data": "data of the site",
    "_sass": "styles",
    "layouts": "templates",
    "templates": "templates",
    "themes": "themes",
    "archetypes": "templates of new texts",
}
_PLAIN = (
    (r"\.(?:html?|njk|liquid|hbs|ejs|pug|astro|jsx|tsx|vue|svelte|11ty\.\w+|haml|mustache|webc|xsl)", "a template"),
    (r"\.(?:11tydata\.\w+)", "data of a folder or a text"),
    (r"\.(?:ya?ml|toml|json|json5|csv|tsv|bib|ini|lock)", "settings or data"),
    (r"\.(?:[cm]?[jt]s|py|rb|sh|go|lua|php|css|scss|sass|less|map|gemspec)", "code or style"),
    (r"\.(?:txt|xml|rst|org|adoc|asciidoc|ipynb|textile)", "no Markdown"),
)
_NAMES = frozenset("Gemfile Rakefile Makefile LICENSE CNAME Dockerfile Gemfile.lock package.json".split())
_DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[-_](?P<rest>.+))?")


class Source(NamedTuple):
    """A text with its front matter.

    Attributes:
        path: path in the input
        fields: its front matter
        text: its text
        line: line at which `text` starts
        is_fenced: True if it has front matter

    """

    path: str
    fields: dict[str, Data]
    text: str
    line: int
    is_fenced: bool

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return posixpath.splitext(posixpath.basename(self.path))[0]

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def is_html(self) -> bool:
        return posixpath.splitext(self.path)[1].lower() not in MARKDOWN


class Inventory(NamedTuple):
    """The texts of an input, and what is no text."""

    sources: list[Source]
    skipped: list[Skipped]


def inventory(
    files: Files, names: frozenset[str], paths: Collection[str], reason: Callable[[Source], str]
) -> Inventory:
    """The texts at some paths, and all that is left out, with its reason. `reason` is empty for texts to keep."""
    left = [Skipped(name, "unsafe: its name leads out of the input") for name in files.refused()]
    left += skipped(sorted(names), set(paths))
    sources: list[Source] = []
    for path in sorted(paths):
        source = source_at(files, path)
        if isinstance(source, Skipped):
            left.append(source)
        elif why := reason(source):
            left.append(Skipped(path, why))
        else:
            sources.append(source)
    return Inventory(sources, left)


def source_at(files: Files, path: str) -> Source | Skipped:
    """The text at a path, or the reason why it can't be read."""
    data = files.data(path)
    if len(data) > _LARGEST:
        return Skipped(path, f"too large: more than {_LARGEST:,} bytes")
    try:
        text, _ = decode(data, path)
        read = fenced(text, path)
    except SiteError as error:
        problem = error.problems[0]
        return Skipped(path, f"unreadable: {problem.message}", problem.where.line)
    return Source(path, read.fields, read.text, read.line, read.is_fenced)


def skipped(names: Collection[str], taken: Collection[str]) -> Iterator[Skipped]:
    """The files that are no texts, with the reason; a folder of templates or packages is one."""
    said = set[str]()
    for name in names:
        folder = _folder(name)
        if folder and folder not in said:
            said.add(folder)
            yield Skipped(folder, f"{_FOLDERS[_last(folder)]}: no texts")
        if name in taken or folder:
            continue
        reason = reason_of(name)
        if reason:
            yield Skipped(name, reason)


def reason_of(name: str) -> str:
    """Reason for which a file that is neither a text nor shown by one is left out; empty for others."""
    base = posixpath.basename(name)
    for pattern, reason in _PLAIN:
        if re.search(f"{pattern}$", base, re.IGNORECASE):
            return reason
    return "settings or data" if base in _NAMES or (base.startswith(".") and base.count(".") == 1) else ""


def _folder(name: str) -> str:
    """The first folder of a path that holds no texts; empty if there is none."""
    parts = name.split("/")[:-1]
    for at, part in enumerate(parts):
        if part in _FOLDERS or (part.startswith(".") and part not in (".", "..")):
            return "/".join(parts[: at + 1])
    return ""


def _last(folder: str) -> str:
    last = posixpath.basename(folder)
    return last if last in _FOLDERS else "_data"


def in_no_text_folder(name: str) -> bool:
    """True if a file is in a folder of templates, packages or settings."""
    return bool(_folder(name))


def texts_of(names: Collection[str], endings: Collection[str] = MARKDOWN) -> list[str]:
    """The paths that are texts by their ending."""
    return [name for name in names if posixpath.splitext(name)[1].lower() in endings and not in_no_text_folder(name)]


def is_excluded(path: str, patterns: list[str]) -> bool:
    """True if a path, or a folder above it, is named by one of the patterns."""
    parts = path.split("/")
    starts = ["/".join(parts[: at + 1]) for at in range(len(parts))]
    return any(fnmatch.fnmatch(start, pattern.strip("/")) for pattern in patterns if pattern for start in starts)


class Named(NamedTuple):
    """Parts of the name of a file: a date, and the rest."""

    date: Dated
    rest: str


def named(stem: str) -> Named:
    """The date at the start of a name, such as `2023-05-04-bridge`, and the rest of it."""
    found = _DATED_NAME.fullmatch(stem)
    dated = date_of(found["date"]) if found else NO_DATE
    if found is None or not dated.is_day:
        return Named(NO_DATE, stem)
    return Named(dated, found["rest"] or stem)
