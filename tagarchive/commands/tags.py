"""`tagarchive tags`: lists tags and those that may be one, and renames, merges, splits, deletes and adds tags."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tagarchive.archive.tags.census import ORDERS, TagRow, census
from tagarchive.archive.tags.near import LEAST, MOST, NearPair, near_tags, worth_reading
from tagarchive.build.context import BuildContext, with_context
from tagarchive.commands import tag_changes, tag_suggestions
from tagarchive.commands.console import print_line, print_lines, print_waiting
from tagarchive.commands.options import future_option, now, root_option
from tagarchive.core.text import counted
from tagarchive.editing.tagged_site import TaggedSite, tagged_site
from tagarchive.reading.edition import Edition

R = TypeVar("R")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Lists the tags of the site: how many articles each has, from when to when, its other spellings and the tags "
        "above it. Other commands find tags that may be one, and change tags in all files at once."
    )
    root_option(parser)
    parser.add_argument("--sort", choices=list(ORDERS), default="name", metavar="ORDER", help=f"{', '.join(ORDERS)}")
    parser.add_argument("--drafts", action="store_true", help="count drafts too")
    future_option(parser)
    parser.add_argument("--json", action="store_true", help="print the tags as JSON")
    parser.set_defaults(action=_list)
    actions = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND")
    near = actions.add_parser("near", help="list pairs of tags that are probably one")
    near.description = (
        "Lists the pairs of tags that are probably one, likeliest first, by their spelling and by the articles and "
        "other tags that they share. `tags distinct` says that two of them are two."
    )
    root_option(near, argparse.SUPPRESS)
    near.add_argument("--all", action="store_true", help=f"pairs of any score, not only the first {MOST} from {LEAST}")
    near.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the pairs as JSON")
    near.set_defaults(action=_near)
    tag_suggestions.add_command(actions)
    tag_changes.add_commands(actions)


def run(options: argparse.Namespace) -> None:
    options.action(options)


def _list(options: argparse.Namespace) -> None:
    rows = sorted(_read(options, _rows), key=ORDERS[options.sort])
    if options.json:
        print_line(json.dumps({"tags": [_as_object(row) for row in rows]}, ensure_ascii=False))
    else:
        print_lines(_table(rows))


def _near(options: argparse.Namespace) -> None:
    pairs = _read(options, _pairs)
    if not options.all:
        pairs = worth_reading(pairs)
    if options.json:
        print_line(json.dumps({"pairs": [pair._asdict() for pair in pairs]}, ensure_ascii=False))
    else:
        print_lines(_report(pairs))


def _read(options: argparse.Namespace, found: Callable[[TaggedSite], list[R]]) -> list[R]:
    """Result of a function for the site."""
    edition = Edition(options.drafts, now(), options.future)

    def used(context: BuildContext) -> list[R]:
        return found(tagged_site(context, edition))

    return with_context(options.root, used, print_waiting)


def _rows(site: TaggedSite) -> list[TagRow]:
    return census(site.tags, site.chosen.articles, site.keys)


def _as_object(row: TagRow) -> dict[str, object]:
    return {
        "name": row.name,
        "articles": row.articles,
        "first": row.first,
        "last": row.last,
        "also": row.also,
        "parents": row.parents,
    }


_HEAD = ("tag", "articles", "first", "last", "also", "under")


def _table(rows: Sequence[TagRow]) -> Iterator[str]:
    """The lines of a table with a row for each tag."""
    if not rows:
        yield "No article has a tag."
        return
    lines = [_HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    for line in lines:
        name, articles, first, last, also, under = line
        fixed = f"{name:<{widths[0]}}  {articles:>{widths[1]}}  {first:<{widths[2]}}  {last:<{widths[3]}}"
        yield f"{fixed}  {also:<20}  {under}".rstrip()
    yield ""
    yield f"{counted(len(rows), 'tag')}."


def _cells(row: TagRow) -> tuple[str, str, str, str, str, str]:
    name = f"{row.name} (hidden)" if row.is_hidden else row.name
    return (name, f"{row.articles:,}", row.first, row.last, ", ".join(row.also), ", ".join(row.parents))


def _pairs(site: TaggedSite) -> list[NearPair]:
    return near_tags(site.chosen.articles, site.read.documents, site.config)


def _report(pairs: Sequence[NearPair]) -> Iterator[str]:
    if not pairs:
        yield "No two tags are probably one."
        return
    for pair in pairs:
        yield f"{pair.score:.2f}  “{pair.b}” and “{pair.a}”: {pair.why}"
        yield f"      tagarchive tags merge {_word(pair.b)} --into {_word(pair.a)}"
    yield ""
    yield f"{counted(len(pairs), 'pair')}. `tagarchive tags distinct A B` says that two tags are two."


def _word(name: str) -> str:
    """A name as a word of the command line. One that starts with a hyphen would be an option."""
    return shlex.quote(f" {name}" if name.startswith("-") else name)
