"""`tagarchive tags suggest`: what the rules of a site would add to its articles, and which tags they may lack."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tagarchive.build.context import BuildContext, with_context
from tagarchive.collecting.rules.rule_matching import RuleResult
from tagarchive.collecting.rules.rules import RULES_FILE, rules_at
from tagarchive.collecting.rules.suggestion import Suggestion
from tagarchive.collecting.rules.suggestions import Suggestions, suggestions, tagged
from tagarchive.collecting.rules.tag_terms import WORTH_READING
from tagarchive.commands.console import print_line, print_lines, print_waiting, progress
from tagarchive.commands.options import jobs_option, now, root_option
from tagarchive.commands.tag_changes import files_of
from tagarchive.core.errors import SiteError
from tagarchive.core.text import counted
from tagarchive.editing.changes import make
from tagarchive.editing.checking import check
from tagarchive.editing.operations import listed
from tagarchive.editing.tagged_site import tagged_site
from tagarchive.reading.edition import Edition


def add_command(actions: Any) -> None:
    """Adds the command to the subcommands of `tagarchive tags`."""
    command: argparse.ArgumentParser = actions.add_parser("suggest", help="list the tags that articles may lack")
    command.description = (
        f"Lists what each rule of {RULES_FILE} would add to which article, with the words that it found. Lists which "
        "tags other articles may lack: their names occur in articles with at most one tag. No build applies rules."
    )
    root_option(command, argparse.SUPPRESS)
    command.add_argument(
        "--write", action="store_true", help="write what the rules add into the articles, and only that"
    )
    everything = f"tags of no rule for all articles, not only for the {WORTH_READING} that are worth reading"
    command.add_argument("--all", action="store_true", help=everything)
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the suggestions as JSON")
    jobs_option(command)
    command.set_defaults(action=_suggest)


class _Outcome(NamedTuple):
    """Result of a command.

    Attributes:
        found: the suggestions
        has_rules: True if the site has rules
        written: sentences about the files that changed

    """

    found: Suggestions
    has_rules: bool
    written: tuple[str, ...]


def _suggest(options: argparse.Namespace) -> None:
    outcome = with_context(
        options.root, lambda context: _outcome(context, options), print_waiting, options.jobs, progress
    )
    found = outcome.found
    others = () if options.write else found.others if options.all else found.others[:WORTH_READING]
    if options.json:
        shown = [one._asdict() for one in (*found.of_rules, *others)]
        print_line(json.dumps({"suggestions": shown}, ensure_ascii=False))
    else:
        print_lines(_report(outcome, others, is_written=options.write))
    if found.problems:
        raise SiteError(*found.problems)


def _outcome(context: BuildContext, options: argparse.Namespace) -> _Outcome:
    rules = rules_at(options.root)
    site = tagged_site(context, Edition(drafts=False, now=now()))
    found = suggestions(site, rules, context)
    if not options.write:
        return _Outcome(found, bool(rules), ())
    operation = tagged(site, found.of_rules)
    check(site, operation.changes)
    make(options.root, operation.changes)
    told = (*operation.told, *files_of(operation, options.root)) if operation.changes else ("Nothing changes.",)
    return _Outcome(found, bool(rules), told)


def _report(outcome: _Outcome, others: Sequence[Suggestion], *, is_written: bool) -> Iterator[str]:
    if not outcome.has_rules:
        yield f"There are no rules in {RULES_FILE}; docs/rules.md says how to write some."
    for result in outcome.found.results:
        yield from _of_rule(result)
    if is_written:
        yield from outcome.written
        return
    if outcome.found.of_rules:
        articles = counted(len({one.path for one in outcome.found.of_rules}), "article")
        yield f"{articles} would get tags by rule: `tagarchive tags suggest --write` writes them."
    if others:
        yield "\nNames of tags that occur in articles with at most one tag:"
        yield from (f"  {one.path}: {_tags_with_names(one)}" for one in others)
        left = len(outcome.found.others) - len(others)
        if left:
            yield f"  … and {counted(left, 'article')} more, which --all lists"
    elif not outcome.found.of_rules:
        yield "No article lacks a tag."


def _of_rule(result: RuleResult) -> Iterator[str]:
    tags, matched = listed(tag.text for tag in result.rule.fields.tags), counted(result.matched, "article")
    if not result.suggestions:
        which = (
            f"{matched} meet its conditions and have its tags" if result.matched else "no article meets its conditions"
        )
        yield f"{result.rule.name} adds nothing: {which}."
        return
    yield f"{result.rule.name} adds {tags} to {len(result.suggestions):,} of {matched} that meet its conditions:"
    for one in result.suggestions:
        words = f": {', '.join(one.words)}" if one.words else ""
        yield f"  {one.path}{words}"
    yield ""


def _tags_with_names(one: Suggestion) -> str:
    pairs = zip(one.tags, one.words, strict=True)
    return ", ".join(f"“{tag}”" if tag == word else f"“{tag}” ({word})" for tag, word in pairs)
