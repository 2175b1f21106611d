"""`tagarchive duplicates`: lists the articles that are copies of one another, and the passages in which they differ."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import NamedTuple

from tagarchive.archive.duplicates.groups import Copy, Group
from tagarchive.archive.duplicates.pairs import Why
from tagarchive.archive.duplicates.passages import Passage, passages
from tagarchive.archive.selection import copy_groups, selection
from tagarchive.build.bodies import Bodies
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, with_context
from tagarchive.build.site_loader import read_documents
from tagarchive.commands.console import print_line, print_lines, print_waiting
from tagarchive.commands.options import future_option, now, root_option
from tagarchive.core.digests import decoded
from tagarchive.core.errors import Problems
from tagarchive.core.text import counted
from tagarchive.reading.body import Body, Place, html_in
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.plain_text import paragraphs
from tagarchive.reading.site_files import load

MOST_PASSAGES = 8
"""Number of passages that are shown of a copy."""

_MODES: Mapping[str, str] = {
    "off": "Builds take no notice of them",
    "warn": "Builds report them, and show all of them",
    "fold": "Builds show the first of each group, which names the others",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Lists the articles that have one original, or one text, or most of one text in the other: of each group the "
        "one that is shown first, then its copies, and in which passages they differ. Nothing is changed. "
        "`same_as` and `distinct_from` in an article overrule what is found."
    )
    root_option(parser)
    parser.add_argument("--drafts", action="store_true", help="compare drafts too")
    future_option(parser)
    parser.add_argument("--json", action="store_true", help="print the groups as JSON, without passages")


def run(options: argparse.Namespace) -> None:
    edition = Edition(options.drafts, now(), options.future)
    if options.json:
        found = with_context(options.root, lambda context: found_copies(context, edition), print_waiting)
        print_line(json.dumps({"groups": [_as_object(group) for group in found.groups]}, ensure_ascii=False))
    else:
        print_lines(with_context(options.root, lambda context: list(_report(context, edition)), print_waiting))


class FoundCopies(NamedTuple):
    """The copies in a site.

    Attributes:
        groups: groups of copies
        documents: all documents by path
        config: config of the site

    """

    groups: tuple[Group, ...]
    documents: Mapping[str, Document]
    config: Config


def found_copies(context: BuildContext, edition: Edition) -> FoundCopies:
    """The copies in a site. Raises `SiteError` with every fault of its articles."""
    problems = Problems()
    inputs, config = load(context.root, context.store.seen()), config_at(context.root)
    read = read_documents(inputs, config, context, problems)
    chosen = selection(read.documents, read.pairs, config, edition)
    problems.found.update(chosen.problems)
    problems.raise_any()
    standing = (*chosen.fold.articles, *chosen.fold.copies)
    groups = copy_groups(standing, read.pairs, chosen.sources, config)
    return FoundCopies(groups, {document.path: document for document in read.documents}, config)


def _as_object(group: Group) -> dict[str, object]:
    return {"shown": group.shown, "copies": [copy._asdict() for copy in group.copies]}


def _report(context: BuildContext, edition: Edition) -> Iterator[str]:
    found = found_copies(context, edition)
    if not found.groups:
        yield "No article is a copy of another one."
        return
    with closing(Bodies(str(context.store.file))) as bodies:
        for group in found.groups:
            yield group.shown
            shown = _text(group.shown, found.documents, bodies)
            for copy in group.copies:
                yield f"  {copy.path}: {_reason(copy)}"
                yield from _differences(passages(shown, _text(copy.path, found.documents, bodies)))
            yield ""
    mode = found.config.duplicates.mode
    yield f'{counted(len(found.groups), "group")} of copies. {_MODES[mode]} (mode = "{mode}" under [duplicates]).'


def _text(path: str, documents: Mapping[str, Document], bodies: Bodies) -> tuple[str, ...]:
    body = decoded(bodies.body(path, documents[path].outline.digest), Body)
    return paragraphs(html_in(body, Place()))


def _reason(copy: Copy) -> str:
    reasons: Mapping[Why, str] = {
        "original": "the same original",
        "text": "the same text",
        "near": f"{copy.score:.0%} of the shorter text",
        "same_as": "as `same_as` says",
    }
    return reasons[copy.why]


def _differences(found: tuple[Passage, ...]) -> Iterator[str]:
    for passage in found[:MOST_PASSAGES]:
        yield from (f"    {sign} {text}" for sign, text in (("-", passage.shown), ("+", passage.copy)) if text)
    if len(found) > MOST_PASSAGES:
        yield f"    … and {counted(len(found) - MOST_PASSAGES, 'passage')} more"
