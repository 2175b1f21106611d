"""Settings of sites of other generators, read from their files without running any of them."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tagarchive.core.dates import zone_named
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.text import decode
from tagarchive.importing.generators.front_matter import json_data, mapping_of, text_of, toml_data, yaml_data
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.private_data import Data

_JS_VALUE = r"\s*[:=]\s*[\"'`](?P<value>[^\"'`\n$]*)[\"'`]"


class SiteAddress(NamedTuple):
    """The public address of a site.

    Attributes:
        url: scheme and host, without a slash at the end; empty if unknown
        base: path below which it stands, such as `/log`; empty for none

    """

    url: str = ""
    base: str = ""

    @property
    def whole(self) -> str:
        return f"{self.url}{self.base}"

    def of(self, path: str) -> str:
        """The old address of a path of the site: a whole URL if the host is known."""
        return f"{self.url}{self.path(path)}"

    def path(self, path: str) -> str:
        """A path of the site with the one below which the site stands."""
        return f"{self.base}/{path.lstrip('/')}"


def address_of(url: str, base: str = "") -> SiteAddress:
    """The address of a site by its settings: its URL, and a path that is stated apart from it."""
    try:
        parts = urlsplit(url.strip())
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_web = False
    if not is_web:
        return SiteAddress("", _path(base or (url if url.startswith("/") else "")))
    return SiteAddress(f"{parts.scheme}://{parts.netloc}", _path(parts.path) + _path(base))


def _path(written: str) -> str:
    path = written.strip().strip("/")
    return f"/{path}" if path and path != "." else ""


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone with a name; None if there is none of this name."""
    try:
        zone = zone_named(name) if name else None
    except ValueError:
        return None
    return zone if isinstance(zone, ZoneInfo) else None


def data_at(files: Files, path: str) -> Data:
    """The value of a file of settings in YAML, TOML or JSON. Raises `SiteError` with the line of a fault."""
    text, _ = decode(files.data(path), path)
    ending = posixpath.splitext(path)[1].lower()
    if ending == ".toml":
        return toml_data(text, path)
    if ending == ".json":
        return json_data(text, path)
    return yaml_data(text, path)


def settings_at(files: Files, path: str) -> dict[str, Data]:
    """The settings of a file. Raises `SiteError` if it is damaged, since all addresses depend on it."""
    try:
        return mapping_of(data_at(files, path))
    except SiteError as error:
        problem = error.problems[0]
        hint = "mend the file, or give only the folder of the posts"
        raise SiteError(Problem(problem.where, "damaged-input", problem.message, problem.hint or hint)) from None


def data_or_nothing(files: Files, path: str) -> Data:
    """The value of a file of data that texts do without; empty if it can't be read."""
    try:
        return data_at(files, path)
    except SiteError:
        return ""


def text_at(files: Files, path: str) -> str:
    """The text of a file of code. Raises `SiteError` if it is not UTF-8."""
    return decode(files.data(path), path)[0]


def js_value(code: str, name: str) -> str:
    """A text that code in JavaScript gives a name; empty if there is none that can be read without running it."""
    found = re.search(rf"(?<![\w.]){name}[\"']?{_JS_VALUE}", code)
    return found["value"] if found else ""


def first_file(names: frozenset[str], pattern: str) -> str:
    """The file nearest to the top whose name is like a pattern; empty if there is none."""
    found = [name for name in names if re.fullmatch(pattern, posixpath.basename(name)) and "node_modules" not in name]
    return min(found, key=lambda name: (name.count("/"), name), default="")


def text_in(data: Data, *path: str) -> str:
    """A text deep in settings; empty if it is not there."""
    for key in path:
        data = mapping_of(data).get(key, "")
    return text_of(data)
