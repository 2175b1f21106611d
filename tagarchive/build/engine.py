"""Which engine this is: digests of its source and of the versions of the libraries that make bytes.

What an older engine made is made anew, with no version number that somebody could forget to raise. Texts are
parsed anew only where the part of the engine that parses has changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.digests import digest_of_bytes, digest_of_text

_PARSING = ("core/", "reading/")
"""The folders of the modules that decide what a source means."""

_PARSERS = ("markdown", "msgspec", "nh3", "pygments", "python_frontmatter", "pyyaml", "tzdata")
_RENDERERS = ("babel", "feedgen", "imagesize", "jinja2", "lxml", "markupsafe", "python_dateutil")

_INSTALLED = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.dist-info")


class Engine(NamedTuple):
    """Digests of what turns sources into documents, and of all that turns a site into bytes."""

    parsing: str
    whole: str


def engine() -> Engine:
    """The engine that is running."""
    folder = Path(__file__).parent.parent
    modules = {file.relative_to(folder).with_suffix("").as_posix(): file for file in sorted(folder.rglob("*.py"))}
    digests = {name: digest_of_bytes(file.read_bytes()) for name, file in modules.items()}
    versions = _versions()
    parsing = [f"{name} {digest}" for name, digest in digests.items() if name.startswith(_PARSING)]
    parsers, renderers = ([f"{name} {versions.get(name, '')}" for name in names] for names in (_PARSERS, _RENDERERS))
    whole = [f"{name} {digest}" for name, digest in digests.items()]
    return Engine(_joined([sys.version, *parsing, *parsers]), _joined([sys.version, *whole, *parsers, *renderers]))


def _joined(parts: Iterable[str]) -> str:
    return digest_of_text("\n".join(parts))


def _versions() -> dict[str, str]:
    """The version of each library, by the names of the folders that installers record them in.

    (packaging.python.org/specifications/recording-installed-packages; reading the records themselves would take
    longer than a build that finds nothing to do.)
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        if os.path.isdir(folder):
            names = (_INSTALLED.fullmatch(name) for name in os.listdir(folder))
            found |= {re.sub(r"[-_.]+", "_", one["name"]).lower(): one["version"] for one in names if one}
    return found
