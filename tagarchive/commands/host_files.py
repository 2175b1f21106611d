"""Files that let a host build or serve a site: workflows, and configurations of web servers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from jinja2 import Environment, StrictUndefined

from tagarchive.core import urls
from tagarchive.core.content_names import is_asset
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import Addresses
from tagarchive.reading.attachments import PAGES
from tagarchive.reading.disk import theme_folder
from tagarchive.reading.files import CONFIG_FILE

_TEMPLATES = Path(__file__).parent / "hosts"
_UNKNOWN = "https://example.org/"

_NO_FRAMES = "frame-ancestors 'self'"
_SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; font-src data:; "
    + _NO_FRAMES
)
_FEEDS = (
    ("feed.xml", "application/rss+xml"),
    ("atom.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
)


_SEARCH_FILES = tuple(f"{urls.file_path(urls.SEARCH_INDEX)}{name}/*" for name in ("filter", "fragment", "index"))
"""The folders of the search index in which each file has a digest of its content in its name."""


class Host(NamedTuple):
    """A host and what it needs.

    Attributes:
        files: the template of each file, by its path in the site
        redirects: the value of `formats` under `[redirects]` that it reads
        next: what is to be done there, as a sentence
        names: what its file says of the address: `host` or only its `path`; empty if it says nothing
        collect: the templates of `--collect`, by paths; empty if it has none

    """

    files: Mapping[str, str]
    redirects: str
    next: str
    names: Literal["host", "path", ""] = ""
    collect: Mapping[str, str] = {}


_SERVER = "Its first lines say where it belongs."

HOSTS: Mapping[str, Host] = {
    "github": Host(
        {".github/workflows/pages.yml": "pages.yml"},
        "netlify",
        "In the settings of the repository, under Pages, choose “GitHub Actions” as the source.",
        collect={".github/workflows/collect.yml": "collect.yml"},
    ),
    "gitlab": Host({".gitlab-ci.yml": "gitlab-ci.yml"}, "netlify", "The next push publishes the site."),
    "netlify": Host({"netlify.toml": "netlify.toml"}, "netlify", "Import the repository at Netlify.", "path"),
    "cloudflare": Host({"static/_headers": "headers.txt"}, "netlify", _SERVER, "path"),
    "nginx": Host({"nginx.conf": "nginx.conf"}, "nginx", _SERVER, "host"),
    "caddy": Host({"Caddyfile": "Caddyfile"}, "caddy", _SERVER, "host"),
    "apache": Host({"static/.htaccess": "htaccess"}, "apache", "The server must allow it: AllowOverride All.", "path"),
}


def host_files(root: Path, name: str, base_url: str, *, collect: bool, search: bool) -> dict[Path, str]:
    """The texts of the files for a host. Raises `SiteError` if there are none for this site.

    `collect` adds a job that collects from feeds, and `search` the package for a site that readers can search.
    """
    host = HOSTS[name]
    if collect and not host.collect:
        able = ", ".join(one for one, other in HOSTS.items() if other.collect)
        message = f"found that jobs at {name} may not propose changes, expected one of: {able}"
        hint = "run `tagarchive collect` by cron or in a job of your own; a token of yours is needed to push"
        raise SiteError(Problem(Location("--collect"), "bad-argument", message, hint))
    templates = {**host.files, **(host.collect if collect else {})}
    environment = Environment(  # noqa: S701 (these are no pages)
        undefined=StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    facts = _facts(root, base_url or _UNKNOWN, shlex.quote("tagarchive[search]" if search else "tagarchive"))
    return {
        root / path: environment.from_string((_TEMPLATES / template).read_text("utf-8")).render(facts)
        for path, template in templates.items()
    }


def _facts(root: Path, base_url: str, package: str) -> dict[str, Any]:
    """The facts of a site that templates name. `package` is what a host that builds it installs."""
    addresses = Addresses(base_url)
    host, prefix = addresses.host, unquote(addresses.href(urls.HOME)).removesuffix("/")
    # These become part of configurations, each with a syntax of its own.
    if not re.fullmatch(r"[\w./~-]*", f"{host}{prefix}"):
        message = f"found the base_url {base_url}, expected letters, digits and - . _ ~ in its host and path"
        hint = "write the configuration of this host by hand"
        raise SiteError(Problem(Location(CONFIG_FILE), "bad-value", message, hint))
    return {
        "host": host,
        "prefix": prefix,
        "pattern": re.escape(prefix),
        "folder": f"/var/www/{host}",
        "command": _command(prefix, package),
        "package": package,
        "policy": _NO_FRAMES,
        "sandbox": _SANDBOX,
        "feeds": _FEEDS,
        "fingerprinted": [*sorted(set(_fingerprinted(root / "static", theme_folder() / "static"))), *_SEARCH_FILES],
        "active": ["svg", *(ending.removeprefix(".") for ending in PAGES)],
    }


def _command(prefix: str, package: str) -> str:
    """The command that builds a site for a host that serves all of a domain, from `public/`."""
    install = f"pip install {package} && tagarchive build"
    if not prefix:
        return install
    output = f"public{prefix}"
    copied = f"if [ -f {output}/$f ]; then cp {output}/$f public/; fi"
    return f"{install} --output {output} && for f in _headers _redirects; do {copied}; done"


def _fingerprinted(*folders: Path) -> Iterator[str]:
    """The patterns of names that style sheets and scripts have with a digest of their content."""
    for folder in folders:
        for file in folder.rglob("*"):
            if is_asset(file.name) and file.is_file():
                path = file.relative_to(folder).as_posix()
                start, dot, ending = path.rpartition(".")
                if re.fullmatch(r"[\w./-]+", path):
                    yield f"{start}.*{dot}{ending}"
