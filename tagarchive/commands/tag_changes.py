"""The commands of `tagarchive tags` that change files."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tagarchive.archive.tags.parents import parents_of
from tagarchive.archive.where import Facts, Matches, matching
from tagarchive.build.context import BuildContext, with_context
from tagarchive.commands.console import answer, print_line, print_lines, print_waiting
from tagarchive.commands.options import now, root_option
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.text import decode
from tagarchive.editing.additions import added, told_apart
from tagarchive.editing.changes import FileChange, make
from tagarchive.editing.checking import check
from tagarchive.editing.deletions import deleted
from tagarchive.editing.merges import merged, renamed
from tagarchive.editing.operations import TagOperation, data_of
from tagarchive.editing.splits import Choice, split_tag
from tagarchive.editing.tagged_site import COMMAND, TaggedSite, tagged_site
from tagarchive.reading.documents import Article
from tagarchive.reading.edition import Edition
from tagarchive.reading.front_matter import split

Operation = Callable[[TaggedSite, argparse.Namespace], TagOperation]


def add_commands(actions: Any) -> None:
    """Adds the commands to the subcommands of `tagarchive tags`."""
    rename = _command(actions, "rename", "give a tag another name", _rename)
    rename.add_argument("old", metavar="A", help="the tag, under any of its names")
    rename.add_argument("new", metavar="B", help="its new name; the old one stays under `also` in its file")
    merge = _command(actions, "merge", "make one tag of several", _merge)
    merge.add_argument("names", nargs="+", metavar="A", help="the tags that are given up")
    merge.add_argument("--into", required=True, metavar="C", help="the tag that they become")
    apart = _command(actions, "split", "make two tags of one", _split)
    apart.add_argument("name", metavar="A", help="the tag")
    apart.add_argument("--into", required=True, nargs=2, metavar=("B", "C"), help="the tags that its articles get")
    apart.add_argument("--where", metavar="QUERY", help="articles that get B; the others get C, and nothing is asked")
    delete = _command(actions, "delete", "take a tag out of all articles", _delete)
    delete.add_argument("name", metavar="A", help="the tag; its published addresses will say that it is gone")
    add = _command(actions, "add", "add a tag to articles", _add)
    add.add_argument("name", metavar="A", help="the tag, which may be new")
    add.add_argument("--where", required=True, metavar="QUERY", help="articles, as in 'source:Reuters year:2021'")
    two = _command(actions, "distinct", "say that two tags are two", _tell_apart)
    two.add_argument("one", metavar="A", help="a tag")
    two.add_argument("two", metavar="B", help="a tag that looks like it; `tags near` does not name the two again")


def _command(actions: Any, name: str, text: str, operation: Operation) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = actions.add_parser(name, help=text)
    command.description = f"{text[0].upper()}{text[1:]}. Nothing but the tag changes in the files of articles."
    root_option(command, argparse.SUPPRESS)
    command.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    command.set_defaults(action=_change, operation=operation, ending="Every file is as it was.")
    return command


def _change(options: argparse.Namespace) -> None:
    """Makes the changes of an operation, or shows them."""
    edition = Edition(drafts=False, now=now())

    def used(context: BuildContext) -> TagOperation:
        site = tagged_site(context, edition)
        operation: TagOperation = options.operation(site, options)
        check(site, operation.changes)
        if not options.dry_run:
            make(options.root, operation.changes)
        return operation

    operation = with_context(options.root, used, print_waiting)
    if options.dry_run:
        for change in operation.changes:
            print_lines(_difference(change))
    print_lines(operation.told)
    if not operation.changes:
        print_line("Nothing changes.")
    elif options.dry_run:
        print_line("Nothing is changed yet: that is what a run without --dry-run does.")
    else:
        print_lines(files_of(operation, options.root))


def _difference(change: FileChange) -> Iterator[str]:
    """The lines of a unified diff of a file."""
    before, after = (_lines(data) for data in (change.before, change.after))
    names = (
        (f"a/{change.path}" if change.before is not None else "/dev/null"),
        (f"b/{change.path}" if change.after is not None else "/dev/null"),
    )
    return (line.rstrip("\r\n") for line in difflib.unified_diff(before, after, *names, lineterm=""))


def _lines(data: bytes | None) -> list[str]:
    return data.decode("utf-8", "replace").split("\n") if data else []


def files_of(operation: TagOperation, root: Path) -> Iterator[str]:
    """Sentences about files that are new or deleted, and about how to undo a change."""
    for change in operation.changes:
        if change.before is None:
            yield f"{change.path} is new."
    folders = (root.resolve(), *root.resolve().parents)
    if any((folder / ".git").exists() for folder in folders):
        yield "`git diff` shows the changes; undo them with git."
    else:
        yield "The site is not under version control, so nothing but these commands can undo this."


def _matches(site: TaggedSite, query: str) -> Matches:
    def text_of(article: Article) -> str:
        return split(decode(data_of(site, article), article.path)[0], article.path).text

    parents = parents_of(site.texts, site.keys.of)
    chosen = site.chosen
    return matching(query, Facts(site.keys, parents, chosen.sources, site.config.language, text_of, chosen.authors))


def _rename(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    return renamed(site, options.old, options.new)


def _merge(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    return merged(site, options.names, options.into)


def _delete(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    return deleted(site, options.name)


def _tell_apart(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    return told_apart(site, options.one, options.two)


def _add(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    return added(site, options.name, _matches(site, options.where))


def _split(site: TaggedSite, options: argparse.Namespace) -> TagOperation:
    if options.where is not None:
        matches = _matches(site, options.where)
        return split_tag(site, options.name, options.into, lambda one: "first" if matches(one) else "second")
    return split_tag(site, options.name, options.into, lambda one: _asked(one, options.into))


def _asked(article: Article, into: Sequence[str]) -> Choice:
    """The choice for an article, as it is typed. Raises `SiteError` without a terminal."""
    first, second = into
    choices: Mapping[str, Choice] = {
        "b": "first",
        "c": "second",
        "both": "both",
        "keep": "keep",
        first.casefold(): "first",
        second.casefold(): "second",
    }
    about = f"\n{article.title} ({article.date.day})\n{article.summary}\n"
    while True:
        typed = answer(f"{about}b = {first}, c = {second}, both, keep? ")
        if typed is None:
            message = "found no answer, expected b, c, both or keep for each article"
            hint = "--where 'QUERY' splits without questions; nothing is changed"
            raise SiteError(Problem(COMMAND, "bad-argument", message, hint))
        if typed.casefold() in choices:
            return choices[typed.casefold()]
        about = ""
