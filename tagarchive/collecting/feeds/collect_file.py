"""`collect.toml` as a value: which entries of which feeds are taken in. The docstrings below are its reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from tagarchive.collecting.words.words import WrittenWord, word_type
from tagarchive.core.errors import ExpectedError, Location, Problem, SiteError, did_you_mean
from tagarchive.core.text import decode
from tagarchive.reading import schema
from tagarchive.reading.disk import read
from tagarchive.reading.field_types import FieldType, Kinds, line, site_kinds
from tagarchive.reading.provenance import Republish
from tagarchive.reading.text_types import ONE_OR_MORE, Line, WebUrl, WrittenExactly
from tagarchive.reading.toml_reader import toml_node

COLLECT_FILE = "collect.toml"

OneOrMoreFeeds = Annotated[tuple[WebUrl, ...], ONE_OR_MORE]
OneOrMoreWords = Annotated[tuple[WrittenWord, ...], ONE_OR_MORE]
OneOrMoreNames = Annotated[tuple[Line, ...], ONE_OR_MORE]


class CollectRule(msgspec.Struct, frozen=True, kw_only=True):
    """Each `[[collect]]`: feeds, and which entries of them are taken in: those that meet `any`, `all` and `none`."""

    name: WrittenExactly
    """Name of the rule, for reports and for `tagarchive collect NAME`. No two rules have the same."""
    feed: OneOrMoreFeeds = ()
    """URL of a feed, or a list of several."""
    sources: bool = False
    """Reads the feeds of all files in `content/sources/` that name one under `feed`."""
    any_: OneOrMoreWords = msgspec.field(default=(), name="any")
    """Words of which one must occur in the title, the text, the summary or the categories of the entry: whole words, in
    any language and case, or several in a row. A `/regular expression/` minds case unless an `i` follows it."""
    all_: OneOrMoreWords = msgspec.field(default=(), name="all")
    """Words that must all occur."""
    none: OneOrMoreWords = ()
    """Words of which none may occur."""
    tags: OneOrMoreNames = ()
    """Tags of the articles that are made of the entries."""
    map: tuple[tuple[Line, OneOrMoreNames], ...] = ()
    """Categories of the feed that become tags: `map = { "Middle East" = "Iraq" }`. Categories that are not here never
    become tags."""
    republish: Republish | None = None
    """Part of the articles that may be shown: `full`, `excerpt` or `link`. If the file of the source in
    `content/sources/` allows less, that holds. Default: what the file of the source says."""
    draft: bool = True
    """Puts the articles into `content/inbox/` as drafts. With `false` they are published by the next build."""

    def __post_init__(self) -> None:
        if not self.feed and not self.sources:
            raise ExpectedError("a `feed`, or `sources = true`")


class CollectFile(msgspec.Struct, frozen=True, kw_only=True):
    """`collect.toml`, beside `site.toml`."""

    collect: tuple[CollectRule, ...] = ()
    """The rules, as `[[collect]]` tables."""


def collect_kinds() -> Kinds:
    """The types of text fields in `collect.toml`."""
    return {
        **site_kinds(),
        WrittenExactly: FieldType("a line of text", line, placed=True),
        WrittenWord: word_type(),
    }


def read_collect(text: str) -> tuple[CollectRule, ...]:
    """The rules in the text of a `collect.toml`. Raises `SiteError` with every fault of it."""
    rules = schema.read(CollectFile, toml_node(text, COLLECT_FILE), collect_kinds(), strict=True).collect
    problems = tuple(_twice(rules))
    if problems:
        raise SiteError(*problems)
    return rules


def _twice(rules: Sequence[CollectRule]) -> Iterator[Problem]:
    first: dict[str, CollectRule] = {}
    for rule in rules:
        other = first.setdefault(rule.name.text.casefold(), rule)
        if other is not rule:
            message = f"found the name “{rule.name.text}” again, which line {other.name.where.line} has too"
            yield Problem(rule.name.where, "bad-value", message, "give each rule a name of its own")


def rules_at(root: Path, names: Sequence[str] = ()) -> tuple[CollectRule, ...]:
    """The rules of the site in a folder, or those with these names. Raises `SiteError` with every fault."""
    if not (root / COLLECT_FILE).is_file():
        message = f"found no {COLLECT_FILE}, expected one with [[collect]] tables beside site.toml"
        hint = 'write [[collect]], and below it name = "…", feed = "https://…" and any = ["…"]'
        raise SiteError(Problem(Location(COLLECT_FILE), "no-collect-file", message, hint))
    rules = read_collect(decode(read(root, COLLECT_FILE).data, COLLECT_FILE)[0])
    if not rules:
        message = "found no [[collect]], expected one or more"
        raise SiteError(Problem(Location(COLLECT_FILE), "no-collect-file", message))
    by_name = {rule.name.text.casefold(): rule for rule in rules}
    unknown = [name for name in names if name.casefold() not in by_name]
    if unknown:
        message = f"found “{unknown[0]}”, expected the name of a rule in {COLLECT_FILE}"
        hint = did_you_mean(unknown[0], (rule.name.text for rule in rules))
        raise SiteError(Problem(Location("tagarchive collect"), "bad-argument", message, hint))
    return tuple(dict.fromkeys(by_name[name.casefold()] for name in names)) if names else rules
