"""`tagarchive ping`: tells a WebSub hub (w3.org/TR/websub) which feeds have changed."""

from __future__ import annotations

import argparse
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence

from tagarchive.build.build import name_of
from tagarchive.build.config_file import config_at
from tagarchive.build.context import with_context
from tagarchive.build.output_folder import PUBLIC
from tagarchive.build.store import Manifest, Store
from tagarchive.commands.console import print_line, print_waiting
from tagarchive.commands.options import folder, root_option
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import FEED_FILES, Address, OutPath
from tagarchive.reading.config import Config
from tagarchive.reading.files import CONFIG_FILE

MOST_AT_ONCE = 50
"""Feeds that are named in one request."""

TIMEOUT = 30.0
"""Seconds to wait for the hub."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Pings the WebSub hub of site.toml with the feeds that changed since the last ping."
    root_option(parser)
    parser.add_argument("--output", type=folder, metavar="DIR", help="what was published; default: public/ in the site")


def run(options: argparse.Namespace) -> None:
    output = options.output or options.root / PUBLIC
    urls = with_context(
        options.root,
        lambda context: ping(config_at(context.root), context.store, name_of(output, options.root)),
        print_waiting,
    )
    print_line(f"Pinged the hub with {len(urls):,} feeds." if urls else "No feed has changed since the last ping.")


def ping(config: Config, store: Store, output: str) -> Sequence[str]:
    """Pings the hub, and returns the feeds that changed since the last ping. Raises `SiteError` if the hub refuses."""
    if not config.feeds.hub:
        what = "found no hub, expected one to ping"
        raise SiteError(Problem(Location(CONFIG_FILE), "no-hub", what, 'add hub = "https://…" under [feeds]'))
    now = dict(_feeds(store.manifest(output)))
    before = store.fact(f"pinged {output}", dict[str, str]) or {}
    changed = [path for path, digest in now.items() if before.get(path) != digest]
    urls = [config.addresses.absolute(Address(f"/{path}")) for path in changed]
    for start in range(0, len(urls), MOST_AT_ONCE):
        _send(config.feeds.hub, urls[start : start + MOST_AT_ONCE])
    store.keep(f"pinged {output}", now)
    store.commit()
    return urls


def _feeds(manifest: Manifest) -> Iterator[tuple[OutPath, str]]:
    """The feeds among published files, with their digests. Feed archives are left out: nobody follows them."""
    for path, written in sorted(manifest.items()):
        if path.rpartition("/")[2] in FEED_FILES.values():
            yield path, written.digest


def _send(hub: str, urls: Sequence[str]) -> None:
    fields: Mapping[str, str | Sequence[str]] = {"hub.mode": "publish", "hub.url": urls, "hub.topic": urls}
    data = urllib.parse.urlencode(fields, doseq=True).encode()
    request = urllib.request.Request(hub, data, {"User-Agent": "tagarchive"})  # noqa: S310 (config allows http(s) only)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            pass
    except (urllib.error.URLError, OSError) as error:
        what = f"found that the hub {hub} does not take it: {error}"
        raise SiteError(
            Problem(Location(CONFIG_FILE), "hub-refuses", what, "nothing is lost; ping again later")
        ) from error
