"""Digests of the engine: its source code and the versions of the libraries that affect the output.

Output of an older engine is rebuilt. There is no version number to maintain by hand. Documents are parsed again only
if the parsing part of the engine changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.digests import digest_of_bytes, digest_of_text

_PARSING = ("core/", "reading/")
"""Folders of the modules that affect the parsing of sources."""

OTHERS = frozenset({"checking", "collecting", "commands", "deploy", "editing", "importing", "preview"})
"""Folders of the modules that make no byte of a site. No module of a build imports them."""

_PARSERS = (
    "comrak",
    "latex2mathml",
    "markdown",
    "msgspec",
    "nh3",
    "pygments",
    "python_frontmatter",
    "pyyaml",
    "tzdata",
)
_PICTURES = ("reading/pictures/", "reading/drawings.py", "render/pictures/")
"""The modules that affect what is made of a picture."""

_RENDERERS = (
    "babel",
    "feedgen",
    "feruca",
    "imagesize",
    "jinja2",
    "lxml",
    "markupsafe",
    "pagefind_bin",
    "pillow",
    "pyicu",
    "pypinyin",
    "python_dateutil",
)


_INSTALLED = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.dist-info")


class Engine(NamedTuple):
    """Digests of the running engine.

    Attributes:
        parsing: digest of the part that turns sources into documents
        whole: digest of everything that turns a site into bytes
        pictures: digest of the part that turns pictures into others

    """

    parsing: str
    whole: str
    pictures: str = ""


@cache
def engine() -> Engine:
    """The digests of the running engine. They are computed once: the code of a process stays as it is."""
    digests = dict(sorted(_modules(Path(__file__).parent.parent)))
    versions = _versions()
    parsing = [f"{name} {digest}" for name, digest in digests.items() if name.startswith(_PARSING)]
    parsers, renderers = ([f"{name} {versions.get(name, '')}" for name in names] for names in (_PARSERS, _RENDERERS))
    whole = [f"{name} {digest}" for name, digest in digests.items()]
    pictures = [f"{name} {digest}" for name, digest in digests.items() if name.startswith(_PICTURES)]
    return Engine(
        _joined([sys.version, *parsing, *parsers]),
        _joined([sys.version, *whole, *parsers, *renderers]),
        _joined([f"pillow {versions.get('pillow', '')}", *pictures]),
    )


def _modules(package: Path) -> Iterator[tuple[str, str]]:
    """The path of each module from the folder of the package, and the digest of its source."""
    start = len(str(package)) + 1
    for folder, folders, names in os.walk(package):
        if len(folder) < start:
            folders[:] = [name for name in folders if name not in OTHERS]
        for name in names:
            if name.endswith(".py"):
                file = f"{folder}/{name}"
                with open(file, "rb", buffering=0) as opened:  # A buffer for a file that is read at once takes longer.
                    yield file[start:].replace(os.sep, "/"), digest_of_bytes(opened.read())


def _joined(parts: Iterable[str]) -> str:
    return digest_of_text("\n".join(parts))


def _versions() -> dict[str, str]:
    """The version of each library, from the names of its `.dist-info` folder.

    See packaging.python.org/specifications/recording-installed-packages. Reading the metadata files would take longer
    than a build with nothing to do.
    """
    versions: dict[str, str] = {}
    for folder in reversed(sys.path):
        if os.path.isdir(folder):
            names = (_INSTALLED.fullmatch(name) for name in os.listdir(folder))
            versions |= {re.sub(r"[-_.]+", "_", match["name"]).lower(): match["version"] for match in names if match}
    return versions
