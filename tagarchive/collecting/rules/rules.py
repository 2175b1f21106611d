"""Rules of `rules.toml`: which tags articles get that meet conditions. No build reads them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple, NewType

import msgspec

from tagarchive.collecting.words.words import WrittenWord, slow_pattern, word_type
from tagarchive.core.errors import ExpectedError, Location, Problem
from tagarchive.core.text import decode
from tagarchive.reading import schema
from tagarchive.reading.disk import read
from tagarchive.reading.field_forms import fields_of
from tagarchive.reading.field_types import FieldType, Kinds, OneOrMoreLines, WrittenLine, domain, line, site_kinds
from tagarchive.reading.text_types import ONE_OR_MORE, Language
from tagarchive.reading.toml_reader import toml_node

RULES_FILE = "rules.toml"

RuleDomain = NewType("RuleDomain", str)
RuleYear = NewType("RuleYear", str)


class RuleFields(msgspec.Struct, frozen=True, kw_only=True):
    """`[[rule]]`: tags for the articles that meet all conditions of a rule, which has one or more."""

    tags: OneOrMoreLines
    """Tags that the articles get, under any of their names."""
    words: Annotated[tuple[WrittenWord, ...], ONE_OR_MORE] = ()
    """Words of which one or more occur in the headline, the summary or the text: whole words in any case, such as
    `"Houthi"` or `"Ansar Allah"`, and regular expressions between slashes, which mind case unless an `i` follows
    them, such as `'/\\bUS\\b/'`."""
    source: OneOrMoreLines = ()
    """Sources of which one is that of the article, under any of its names."""
    domain: Annotated[tuple[RuleDomain, ...], ONE_OR_MORE] = ()
    """Domains of which the address of the original has one: `example.org` stands for `news.example.org` too."""
    language: Annotated[tuple[Language, ...], ONE_OR_MORE] = ()
    """Languages of which the article is in one: `en` stands for `en-GB` too."""
    author: OneOrMoreLines = ()
    """Authors of whom one or more wrote the article."""
    year: Annotated[tuple[RuleYear, ...], ONE_OR_MORE] = ()
    """Years of which the date of the article is in one."""
    with_: OneOrMoreLines = msgspec.field(default=(), name="with")
    """Tags that the article has, all of them; it has a tag if it has one below it, too."""
    without: OneOrMoreLines = ()
    """Tags of which the article has none."""

    def __post_init__(self) -> None:
        if not self.tags:
            raise ExpectedError("one tag or more for its articles", 'write `tags = ["…"]`')
        if not any(getattr(self, name) for name in self.__struct_fields__ if name != "tags"):
            conditions = [name for name in fields_of(RuleFields) if name != "tags"]
            raise ExpectedError(f"a rule with a condition: {', '.join(conditions)}", 'write `words = ["…"]`')


class RulesFile(msgspec.Struct, frozen=True):
    """The file `rules.toml`."""

    rule: tuple[RuleFields, ...] = ()


class Rule(NamedTuple):
    """A rule.

    Attributes:
        where: position of its head in the file
        fields: its conditions and tags

    """

    where: Location
    fields: RuleFields

    @property
    def name(self) -> str:
        """Its file and line, by which reports name it."""
        return f"{self.where.path}:{self.where.line}"

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.fields.words)


def rules_at(root: Path) -> tuple[Rule, ...]:
    """The rules of the site in a folder; none without a file. Raises `SiteError` with every fault of it."""
    if not (root / RULES_FILE).is_file():
        return ()
    return read_rules(decode(read(root, RULES_FILE).data, RULES_FILE)[0])


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules in the text of a `rules.toml`. Raises `SiteError` with every fault of it."""
    node = toml_node(text, RULES_FILE)
    fields = schema.read(RulesFile, node, rule_kinds(), strict=True).rule
    heads = node.value["rule"].value if isinstance(node.value, dict) and fields else ()
    return tuple(Rule(head.where, one) for head, one in zip(heads, fields, strict=True))


def rule_kinds() -> Kinds:
    """The types of text fields in `rules.toml`."""
    return {
        **site_kinds(),
        WrittenLine: FieldType("a line of text", line, placed=True),
        WrittenWord: word_type(),
        RuleDomain: FieldType("a domain such as example.org", rule_domain),
        RuleYear: FieldType(_YEAR, rule_year, numeric=True),
    }


_YEAR = "a year such as 2021, or several such as 2019..2021"


def rule_year(text: str) -> RuleYear:
    if not re.fullmatch(r"\d{4}(?:\.\.\d{4})?", text, re.ASCII):
        raise ValueError(_YEAR)
    return RuleYear(text)


def rule_domain(text: str) -> RuleDomain:
    """A domain in the form that hosts of addresses have after `ascii_host`."""
    return RuleDomain(domain(ascii_host(text)))


def ascii_host(host: str) -> str:
    """A host in lower case, and in Punycode if it has other letters; "" if it is none."""
    try:
        return host.strip().lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        return ""


def slow_words(rules: Iterable[Rule], slow: Collection[str]) -> Iterator[Problem]:
    """A problem for each expression of the rules that took too long."""
    for rule in rules:
        for word in rule.fields.words:
            if word.text in slow:
                yield slow_pattern(word, "this rule adds nothing")
