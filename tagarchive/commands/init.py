"""`tagarchive init`: writes a small site that builds at once."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from tagarchive.build.new_files import write_new
from tagarchive.commands.console import print_line
from tagarchive.commands.options import folder, now

_STARTER = Path(__file__).parent / "starter"
_TODAY = "{{ today }}"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes a small site: site.toml, a first article, a tag's text and an About page."
    parser.add_argument("folder", type=folder, metavar="DIR", help="where to; it is made if it does not exist")


def run(options: argparse.Namespace) -> None:
    new_site(options.folder, now().date())
    print_line(f"A new site is in {options.folder}. Build it: {_program()} --root {options.folder}")


def new_site(folder: Path, today: date) -> None:
    """Writes a small site that builds at once. Raises `SiteError` if one of its files exists."""
    starter = sorted(file for file in _STARTER.rglob("*") if file.is_file())
    texts = {
        folder / file.relative_to(_STARTER): file.read_text("utf-8").replace(_TODAY, today.isoformat())
        for file in starter
    }
    write_new(folder, texts)


def _program() -> str:
    """The command that runs this program, as it was typed."""
    name = Path(sys.argv[0]).name
    return f"python {name}" if name.endswith(".py") else "tagarchive"
