"""`tagarchive init`: writes a small site that builds at once, and what a host needs to build or serve a site."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tagarchive.build.config_file import config_at
from tagarchive.build.extras import PAGEFIND, has
from tagarchive.build.new_files import write_new
from tagarchive.collecting.feeds.collect_file import COLLECT_FILE
from tagarchive.commands.console import print_lines
from tagarchive.commands.host_files import HOSTS, host_files
from tagarchive.commands.options import folder, now
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.config import Config
from tagarchive.reading.files import CONFIG_FILE

_STARTER = Path(__file__).parent / "starter"
_IGNORED = ".gitignore"
_TODAY = "{{ today }}"
_SEARCH = """
# Readers search in their browsers. Builds need: pip install 'tagarchive[search]'
[search]
engine = "pagefind"
"""

_AGAIN = {
    "": "",
    "host": " Then delete this file and run init again: it says example.org until then.",
    "path": " If that has a path, delete this file and run init again.",
}
"""Sentences about a file that was written before the address of the site was known."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes a small site: site.toml, a first article, a tag's text and an About page. With --host also the files "
        "with which a host builds or serves it; where there is a site already, those alone."
    )
    parser.add_argument("folder", type=folder, metavar="DIR", help="where to; it is made if it does not exist")
    host = "host to write a workflow or a configuration for: %(choices)s"
    parser.add_argument(
        "--host", choices=tuple(HOSTS), metavar="HOST", help=host.replace("%(choices)s", ", ".join(HOSTS))
    )
    collect = "with --host github: a workflow that collects from feeds daily, and opens a pull request"
    parser.add_argument("--collect", action="store_true", help=collect)


def run(options: argparse.Namespace) -> None:
    is_new = not options.host or not os.path.lexists(options.folder / CONFIG_FILE)
    _check(options)
    config = Config() if is_new else config_at(options.folder)
    search = has(PAGEFIND) if is_new else config.search.is_on
    files = (
        host_files(options.folder, options.host, config.base_url, collect=options.collect, search=search)
        if options.host
        else {}
    )
    if is_new:
        new_site(options.folder, now().date(), files, HOSTS[options.host].redirects if options.host else "")
        print_lines(_welcome(options.folder))
    else:
        files = {file: text for file, text in files.items() if not _is_there(file, text)}
        write_new(options.folder, files)
    print_lines(str(file) for file in files)
    print_lines(_next_steps(options.host, config, is_new=is_new) if options.host else ())
    if options.collect and not (options.folder / COLLECT_FILE).exists():
        print_lines([f"Say in {COLLECT_FILE} what to collect."])


def _is_there(file: Path, text: str) -> bool:
    """True if a file has this text already, so that nothing need be written."""
    return file.is_file() and file.read_bytes() == text.encode()


def _check(options: argparse.Namespace) -> None:
    if options.collect and not options.host:
        message = "found --collect without --host, expected the host that is to collect"
        raise SiteError(Problem(Location("--collect"), "bad-argument", message, "add --host github"))


def new_site(folder: Path, today: date, further: dict[Path, str] | None = None, redirects: str = "") -> None:
    """Writes a small site that builds at once, with further files. Raises `SiteError` if one of its files exists.

    `redirects` is the form of redirects for its host, if it is not the usual one.
    """
    starter = sorted(file for file in _STARTER.rglob("*") if file.is_file())
    texts = {
        folder / file.relative_to(_STARTER): file.read_text("utf-8").replace(_TODAY, today.isoformat())
        for file in starter
    }
    # A folder under version control often has this file before it has a site.
    if os.path.lexists(folder / _IGNORED):
        del texts[folder / _IGNORED]
    if has(PAGEFIND):
        texts[folder / CONFIG_FILE] += _SEARCH
    if redirects not in ("", *Config().redirects.formats):
        texts[folder / CONFIG_FILE] += f"\n{_table(redirects)}\n"
    write_new(folder, {**texts, **(further or {})})


def _welcome(folder: Path) -> Iterator[str]:
    program, root = _program(), shlex.quote(str(folder))
    yield f"A new site is in {folder}."
    yield f"    look at it while you write:  {program} serve --root {root}"
    yield f"    build it:                    {program} build --root {root}"


def _next_steps(name: str, config: Config, *, is_new: bool) -> Iterator[str]:
    """Sentences about what is to be done for a host to serve the site."""
    host = HOSTS[name]
    if not config.base_url:
        yield f"Set base_url in site.toml to the public address.{_AGAIN[host.names]}"
    if not is_new and host.redirects not in config.redirects.formats:
        yield "For redirects add to site.toml:"
        yield from (f"    {line}" for line in _table(host.redirects).splitlines())
    yield host.next


def _table(redirects: str) -> str:
    return f'# Former addresses lead on by rules for this host.\n[redirects]\nformats = ["{redirects}"]'


def _program() -> str:
    """The command that runs this program, as it was typed."""
    script, typed = Path(sys.argv[0]), sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
    if script.stem == "tagarchive":
        found = shutil.which("tagarchive")
        return "tagarchive" if found and Path(found).samefile(script) else shlex.quote(str(script))
    is_python = script.name in ("__main__.py", "build.py")
    return shlex.join(typed) if is_python else "tagarchive"
