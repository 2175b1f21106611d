"""`tagarchive new`: writes an article, ready to fill in."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tagarchive.build.config_file import config_at
from tagarchive.build.new_files import write_new
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.commands.clip import OK, REFUSED, clipped, fetching_options
from tagarchive.commands.console import print_failure_lines, print_line, print_lines
from tagarchive.commands.options import now, root_option
from tagarchive.core.dates import zone_named
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.reading.disk import CONTENT, check_site
from tagarchive.reading.text_files import ENDINGS


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Writes content/A-TITLE.md, dated now in the site's time zone, and prints its path. With --from it is about a "
        "page of the web: front matter with its source, as `clip` writes it, and no text."
    )
    parser.add_argument("title", nargs="?", default="", metavar="TITLE", help="the headline; default: that of the page")
    parser.add_argument("--from", dest="page", default="", metavar="URL", help="the page, or the file it is saved in")
    fetching_options(parser)
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="file it under a tag; may be repeated"
    )
    root_option(parser)
    parser.set_defaults(refuse=parser.error)


def run(options: argparse.Namespace) -> int | None:
    check_site(options.root)
    if options.page:
        return _run_from(options)
    if not options.title:
        options.refuse("expected TITLE, or --from URL")
    moment = now().astimezone(zone_named(config_at(options.root).timezone))
    print_line(str(new_article(options.root, options.title, options.tag, moment)))
    return None


def _run_from(options: argparse.Namespace) -> int:
    """Writes the front matter of a page, and prints the path; of a page that is here already that of its article."""
    _check_lines(options.title, options.tag)
    wishes = ClipWishes(is_draft=options.draft, is_bodiless=True, title=options.title)
    report = clipped([options.page], options, wishes)
    print_lines(str(options.root / one.to) for one in report.clipped)
    print_failure_lines(line for one in report.clipped for line in one.doubts())
    print_failure_lines(report.refusals())
    return REFUSED if report.refused else OK


def new_article(root: Path, title: str, tags: Sequence[str], now: datetime) -> Path:
    """Writes an article with the title and tags, dated now. Raises `SiteError` if it exists or can't be written."""
    _check_lines(title or " ", tags)
    names = [root / CONTENT / f"{slugify(title)}{ending}" for ending in ENDINGS]
    file = next(filter(os.path.lexists, names), names[0])
    moment = now.isoformat(timespec="seconds")
    lines = [f"title: {_quoted(title)}", f"date: {moment}", f"filed: {moment}"]
    lines += [f"tags: [{', '.join(map(_quoted, tags))}]"] if tags else []
    write_new(root, {file: "\n".join(["---", *lines, "---", "", "Write here.", ""])})
    return file


def _check_lines(title: str, tags: Sequence[str]) -> None:
    """Raises `SiteError` for a title or a tag that is no line of text. An empty title is that of a page."""
    for option, text in (*([("TITLE", title)] if title else []), *(("--tag", tag) for tag in tags)):
        if not text.strip() or not text.isprintable():
            raise SiteError(Problem(Location(option), "bad-argument", f"found {text!a}, expected a line of text"))


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)
