"""The restrictions of `build --untrusted` for sites of third parties.

Every build sanitises texts, sandboxes templates and checks paths. The restrictions here go further: they remove
features that an author may use and a stranger may not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.reading.attachments import PAGES
from tagarchive.reading.config import Config
from tagarchive.reading.disk import FOLDERS, STATIC, THEME
from tagarchive.reading.file_state import Seen
from tagarchive.reading.files import CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE, File
from tagarchive.reading.parse_options import HtmlOptions
from tagarchive.reading.site_files import Inputs

MOST_FILES = 20_000
LARGEST_FILE = 20_000_000
LARGEST_SITE = 1_000_000_000

_ACTING = (*PAGES, ".svg", ".js", ".mjs", ".wasm", ".css")
"""Extensions of static files that run code in the site's origin or change the look of its pages."""

_FOR_HOSTS = ("_headers", "_redirects", "CNAME")
"""Static files that configure a host. Hidden files do so too."""


def check_size(seen: Mapping[str, Seen]) -> None:
    """Raises `SiteError` if a site is too large, before any file is read."""
    sizes = {path: file.state.size for path, file in seen.items()}
    if len(sizes) > MOST_FILES:
        message = f"found {counted(len(sizes), 'file')}, expected at most {MOST_FILES:,} in a site that is not trusted"
        raise SiteError(Problem(Location(CONFIG_FILE), "untrusted-size", message))
    large = [path for path, size in sizes.items() if size > LARGEST_FILE]
    if large:
        limit = f"expected at most {LARGEST_FILE:,} in a site that is not trusted"
        raise SiteError(
            *(Problem(Location(path), "untrusted-size", f"found {sizes[path]:,} bytes, {limit}") for path in large)
        )
    if sum(sizes.values()) > LARGEST_SITE:
        message = (
            f"found {sum(sizes.values()):,} bytes, expected at most {LARGEST_SITE:,} in a site that is not trusted"
        )
        raise SiteError(Problem(Location(CONFIG_FILE), "untrusted-size", message))


def check_links(root: Path) -> None:
    """Raises `SiteError` if a top-level folder of the site, the config, the ledger or `originals.toml` is a link."""
    problems = [
        Problem(
            Location(name), "untrusted-link", "found a link, expected none in a site that is not trusted", "delete it"
        )
        for name in (*FOLDERS, CONFIG_FILE, LEDGER_FILE, VERDICTS_FILE)
        if os.path.islink(root / name)
    ]
    if problems:
        raise SiteError(*problems)


def restricted_inputs(inputs: Inputs) -> Inputs:
    """The inputs without links and without files that run code in the site's origin."""
    kept_files = tuple(file for file in inputs.files if not file.active and not _is_left_out(file, inputs))
    kept_statics = tuple(file for file in inputs.statics if not _is_left_out(file, inputs))
    kept = {file.path for file in (*kept_files, *kept_statics)}
    left = sorted({file.path for file in (*inputs.files, *inputs.statics)} - kept)
    return inputs._replace(
        documents=tuple(document for document in inputs.documents if document.path not in inputs.links),
        files=kept_files,
        templates=dict(_templates(inputs)),
        statics=kept_statics,
        notices=(*inputs.notices, *_left_out(left)),
    )


def _templates(inputs: Inputs) -> Iterator[tuple[str, File]]:
    """The templates. A template that is a link is replaced by the theme's own."""
    for name, file in inputs.templates.items():
        kept = inputs.templates.get(THEME + name) if file.path in inputs.links else file
        if kept:
            yield name, kept


def _is_left_out(file: File, inputs: Inputs) -> bool:
    if file.path.startswith(THEME):
        return False
    name = file.path.rpartition("/")[2]
    is_static = file.path.startswith(f"{STATIC}/")
    acts = file.path.lower().endswith(_ACTING if is_static else (*PAGES, ".svg"))
    return file.path in inputs.links or acts or (is_static and (name in _FOR_HOSTS or "/." in file.path))


def _left_out(paths: list[str]) -> Iterator[Problem]:
    if paths:
        shown = ", ".join(paths[:5]) + (", …" if len(paths) > 5 else "")
        message = (
            f"found {counted(len(paths), 'file')} that a site which is not trusted may not have, and left out: {shown}"
        )
        yield Problem(
            Location(paths[0]),
            "untrusted-file",
            message,
            "without --untrusted the site is published as its author wants it",
        )


def restricted_config(config: Config) -> Config:
    """The config with sanitised HTML, without content from other hosts, and without fonts to draw with."""
    html = HtmlOptions(sanitise=True, image_hosts=(), embed_hosts=())
    return replace(config, html=html, cards=replace(config.cards, font=()))
