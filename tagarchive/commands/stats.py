"""`tagarchive stats`: shows the archive in figures, with small charts."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator

import msgspec

from tagarchive.archive.assemble import assemble
from tagarchive.archive.material import Material
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.ledger_file import ledger_at
from tagarchive.build.site_loader import read_documents
from tagarchive.checking.figures import Counts, Figures, figures_of
from tagarchive.commands.console import can_show, print_line, print_lines, print_waiting, progress
from tagarchive.commands.options import future_option, jobs_option, now, root_option
from tagarchive.core.errors import Problems
from tagarchive.core.text import counted
from tagarchive.plan.plan import plan
from tagarchive.reading.edition import Edition
from tagarchive.reading.site_files import load

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_PLAIN = " #"
"""The parts of a bar, from none to a whole character, for a terminal that can show them and for others."""

_ONE = {f"{noun}s": noun for noun in "article author draft feed file page source tag word".split()} | {"copies": "copy"}
"""The names of numbers, for the number 1."""

_WIDEST = 40
"""Number of characters of the longest bar at most."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = "Shows the archive in figures: how much there is, since when, and what articles lack."
    root_option(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--drafts", action="store_true", help="count drafts as if they were published")
    future_option(parser)
    jobs_option(parser)


def run(options: argparse.Namespace) -> None:
    edition = Edition(options.drafts, now(), options.future)
    title, figures = with_context(
        options.root, lambda context: _figures(context, edition), print_waiting, options.jobs, progress
    )
    if options.json:
        print_line(json.dumps(as_object(figures), ensure_ascii=False))
    else:
        parts = _EIGHTHS if can_show(_EIGHTHS) else _PLAIN
        print_lines(lines(title, figures, shutil.get_terminal_size().columns, parts))


def _figures(context: BuildContext, edition: Edition) -> tuple[str, Figures]:
    """The title of a site and its figures. Raises `SiteError` with every fault of its articles."""
    problems = Problems()
    inputs, config = load(context.root, context.store.seen()), config_at(context.root)
    read = read_documents(inputs, config, context, problems)
    problems.raise_any()
    material = Material(read.documents, inputs.files, inputs.statics, ledger_at(context.root), read.unread, read.pairs)
    archive = assemble(material, config, edition)
    return config.title, figures_of(archive, plan(archive, config, inputs.templates), read.documents)


def as_object(figures: Figures) -> dict[str, object]:
    """The figures for programs. Tags may share a name, so they are a list."""
    busiest = [{"name": name, "articles": number} for name, number in figures.busiest]
    counts = {"by_year": dict(figures.by_year), "by_month": dict(figures.by_month), "busiest": busiest}
    return msgspec.structs.asdict(figures) | counts


def lines(title: str, figures: Figures, columns: int, parts: str) -> Iterator[str]:
    """The figures as text for a terminal with a number of columns. `parts` are the parts of a bar."""
    yield title
    yield ""
    yield from _table(figures)
    charts = (
        ("Articles by year", figures.by_year),
        ("Articles by month, lately", figures.by_month),
        ("Busiest tags", figures.busiest),
    )
    for name, counts in charts:
        if counts:
            yield ""
            yield f"{name}:"
            yield from chart(counts, columns, parts)


def _table(figures: Figures) -> Iterator[str]:
    count = figures.articles
    dates = f"{figures.first} to {figures.last}" if count else ""
    average = f"{figures.words / count:,.0f} for each article" if count else ""
    alone = f"{counted(figures.tags_of_one, 'tag')} of one article" if figures.tags_of_one else ""
    yield from _rows(("articles", count, dates), ("words", figures.words, average), ("tags", figures.tags, alone))
    unlisted = ((name, getattr(figures, name), "") for name in ("drafts", "held", "expired", "copies", "withdrawn"))
    yield from _rows(*(row for row in unlisted if row[1]))
    yield from _rows(("sources", figures.sources, ""), ("authors", figures.authors, ""))
    yield from _rows(*((title, number, "") for title, number in figures.terms.items()))
    yield ""
    shares = ("with_source", "with_summary", "with_picture", "without_tags")
    yield from _rows(*(_share(name.replace("_", " "), getattr(figures, name), count) for name in shares))
    yield ""
    yield from _rows(*((name, getattr(figures, name), "") for name in ("pages", "feeds", "files")))


def _share(name: str, number: int, count: int) -> tuple[str, int, str]:
    return name, number, f"{number / count:.0%} of all articles" if count else ""


def _rows(*rows: tuple[str, int, str]) -> Iterator[str]:
    """Rows of a number, its name and a remark. Numbers come first, so names of any script stay in line."""
    for name, number, remark in rows:
        yield f"{number:>12,}  {_ONE.get(name, name) if number == 1 else name}{f'  ({remark})' if remark else ''}"


def chart(counts: Counts, columns: int, parts: str) -> Iterator[str]:
    """A bar for each number, between the number and its name."""
    longest = max((len(name) for name, _ in counts), default=0)
    room = max(1, min(_WIDEST, columns - 16 - longest))
    most = max((number for _, number in counts), default=0) or 1
    for name, number in counts:
        yield f"{number:>12,}  {bar(number / most, room, parts):<{room}}  {name}"


def bar(share: float, room: int, parts: str) -> str:
    """A bar for a share of the longest one. No share but 0 is without a mark."""
    steps = len(parts) - 1
    length = max(round(share * room * steps), 1 if share else 0)
    whole, rest = divmod(length, steps)
    return parts[-1] * whole + (parts[rest] if rest else "")
