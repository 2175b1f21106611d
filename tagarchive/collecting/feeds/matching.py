"""Matching of entries of feeds with rules: which words tell that an entry is taken in, or why it is left out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tagarchive.collecting.feeds.collect_file import CollectRule
from tagarchive.collecting.words.words import Words, slow_pattern
from tagarchive.core.errors import Problem
from tagarchive.importing.feeds.entries import Entry
from tagarchive.importing.inputs.texts import line_of, line_of_html

Condition = Literal["any", "all", "none"]


class Match(NamedTuple):
    """A rule that takes an entry in.

    Attributes:
        rule: the rule
        words: words of `any` and `all` that occur, as the rule has them

    """

    rule: CollectRule
    words: tuple[str, ...]


class Miss(NamedTuple):
    """The condition of a rule that leaves an entry out.

    Attributes:
        rule: name of the rule
        condition: its key in `collect.toml`
        word: the word that does not occur for `all`, and that occurs for `none`

    """

    rule: str
    condition: Condition
    word: str = ""


class Outcomes(NamedTuple):
    """Verdict of a rule on entries.

    Attributes:
        found: a match or a miss for each entry, in their order
        problems: expressions that take too long; a rule with one of them takes nothing

    """

    found: tuple[Match | Miss, ...]
    problems: tuple[Problem, ...] = ()


def outcomes(rule: CollectRule, entries: Sequence[Entry]) -> Outcomes:
    """Verdict of a rule on each entry."""
    looked_for = (*rule.any_, *rule.all_, *rule.none)
    words = Words.of([word.text for word in looked_for])
    # Words in a row do not begin in one text and end in another, so each text is looked at alone.
    texts = [texts_of(entry) for entry in entries]
    each = words.found_in_each(text for some in texts for text in some)
    found = [frozenset(word for _ in some for word in next(each)) for some in texts]
    problems = tuple(slow_pattern(word, "this rule takes nothing in") for word in looked_for if word.text in words.slow)
    return Outcomes(() if problems else tuple(_outcome(rule, occurring) for occurring in found), problems)


def texts_of(entry: Entry) -> tuple[str, ...]:
    """The texts of an entry in which words are looked for."""
    return (line_of(entry.title), line_of_html(entry.html), line_of(entry.summary), *map(line_of, entry.tags))


def _outcome(rule: CollectRule, occurring: frozenset[str]) -> Match | Miss:
    if rule.any_ and not any(word.text in occurring for word in rule.any_):
        return Miss(rule.name.text, "any")
    missing = next((word.text for word in rule.all_ if word.text not in occurring), "")
    if missing:
        return Miss(rule.name.text, "all", missing)
    # Last, so that it counts what would be taken in without it.
    unwanted = next((word.text for word in rule.none if word.text in occurring), "")
    if unwanted:
        return Miss(rule.name.text, "none", unwanted)
    wanted = dict.fromkeys(word.text for word in (*rule.any_, *rule.all_))
    return Match(rule, tuple(word for word in wanted if word in occurring))
