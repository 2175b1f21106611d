"""`tagarchive new`: writes an article, ready to fill in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tagarchive.build.new_files import write_new
from tagarchive.build.site_loader import config_at
from tagarchive.commands.console import print_line
from tagarchive.commands.options import now, root_option
from tagarchive.core.dates import zone_named
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.reading.disk import CONTENT, check_site


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Writes content/A-TITLE.md, dated now in the site's time zone, and prints its path."
    parser.add_argument("title", metavar="TITLE", help="the headline")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="file it under a tag; may be repeated"
    )
    root_option(parser)


def run(options: argparse.Namespace) -> None:
    check_site(options.root)
    moment = now().astimezone(zone_named(config_at(options.root).timezone))
    print_line(str(new_article(options.root, options.title, options.tag, moment)))


def new_article(root: Path, title: str, tags: Sequence[str], now: datetime) -> Path:
    """Writes an article with the title and tags, dated now. Raises `SiteError` if it exists or can't be written."""
    for option, text in (("TITLE", title), *(("--tag", tag) for tag in tags)):
        if not text.strip() or not text.isprintable():
            raise SiteError(Problem(Location(option), "bad-argument", f"found {text!a}, expected a line of text"))
    file = root / CONTENT / f"{slugify(title)}.md"
    moment = now.isoformat(timespec="seconds")
    lines = [f"title: {_quoted(title)}", f"date: {moment}", f"filed: {moment}"]
    lines += [f"tags: [{', '.join(map(_quoted, tags))}]"] if tags else []
    write_new(root, {file: "\n".join(["---", *lines, "---", "", "Write here.", ""])})
    return file


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
