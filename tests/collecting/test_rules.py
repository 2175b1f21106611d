"""Rules are read from `rules.toml`, and each fault of it is named with its line."""

from __future__ import annotations

import pytest
from conftest import Site, told

from tagarchive.collecting.rules.rules import RULES_FILE, read_rules, rules_at
from tagarchive.core.errors import SiteError

WHOLE = """
[[rule]]
words = [
  "Houthi",
  '/\\bUS\\b/',
]
source = ["Reuters", "AP"]
domain = "News.Example.ORG"
language = "ar"
author = "Ann Lee"
year = [2019, "2021..2022"]
with = "Yemen"
without = ["wire"]
tags = ["Houthis", "war"]

[[rule]]
year = 2020
tags = "twenties"
"""


def test_a_rule_has_conditions_and_tags() -> None:
    first, second = read_rules(WHOLE)
    fields = first.fields
    assert first.words == ("Houthi", r"/\bUS\b/")
    assert [name.text for name in (*fields.source, *fields.with_, *fields.without, *fields.tags)] == [
        *("Reuters", "AP"),
        "Yemen",
        "wire",
        *("Houthis", "war"),
    ]
    assert (fields.domain, fields.language) == (("news.example.org",), ("ar",))
    assert (fields.year, second.fields.year) == (("2019", "2021..2022"), ("2020",))
    assert (first.name, second.name) == ("rules.toml:2", "rules.toml:16")


def test_a_word_keeps_its_line() -> None:
    (first, _) = read_rules(WHOLE)
    assert [str(word.where) for word in first.fields.words] == ["rules.toml:4:3", "rules.toml:5:3"]


FAULTS = {
    "TOML that can't be read": ("[[rule]\n", ["rules.toml:1:7: bad-toml"]),
    "a table of another name": ("[[rules]]\ntags = ['a']\n", ["rules.toml:1:1: unknown-key"]),
    "an unknown key": ("[[rule]]\ntags = ['a']\nword = ['b']\n", ["rules.toml:3:1: unknown-key"]),
    "no tags": ("[[rule]]\nwords = ['a']\n", ["rules.toml:1:1: missing-key"]),
    "an empty list of tags": ("[[rule]]\nwords = ['a']\ntags = []\n", ["rules.toml:1:1: bad-value"]),
    "no condition": ("[[rule]]\ntags = ['a']\n", ["rules.toml:1:1: bad-value"]),
    "an empty condition": ("[[rule]]\ntags = ['a']\nwords = []\n", ["rules.toml:1:1: bad-value"]),
    "a broken expression": ("[[rule]]\ntags = ['a']\nwords = [\n 'b',\n '/(/']\n", ["rules.toml:5:2: bad-value"]),
    "a word of no letters": ("[[rule]]\ntags = ['a']\nwords = '?'\n", ["rules.toml:3:1: bad-value"]),
    "no year": ("[[rule]]\ntags = ['a']\nyear = '20'\n", ["rules.toml:3:1: bad-value"]),
    "a truth for a year": ("[[rule]]\ntags = ['a']\nyear = true\n", ["rules.toml:3:1: bad-value"]),
    "no domain": ("[[rule]]\ntags = ['a']\ndomain = 'https://a.example'\n", ["rules.toml:3:1: bad-value"]),
    "no language": ("[[rule]]\ntags = ['a']\nlanguage = 'Farsi!'\n", ["rules.toml:3:1: bad-value"]),
    "a number for a tag": ("[[rule]]\ntags = [1]\nyear = 2020\n", ["rules.toml:2:1: bad-value"]),
    "several": ("[[rule]]\ntags = 1\nyear = 1\n", ["rules.toml:2:1: bad-value", "rules.toml:3:1: bad-value"]),
}


@pytest.mark.parametrize(("text", "problems"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named_with_their_line(text: str, problems: list[str]) -> None:
    with pytest.raises(SiteError) as caught:
        read_rules(text)
    assert told(caught.value.problems) == problems


def test_a_site_without_the_file_has_no_rules(site: Site) -> None:
    assert rules_at(site.root) == ()
    site.put(RULES_FILE, b"")
    assert rules_at(site.root) == ()


def test_a_domain_may_have_letters_of_any_script() -> None:
    (rule,) = read_rules("[[rule]]\ntags = ['a']\ndomain = 'Пример.example'\n")
    assert rule.fields.domain == ("xn--e1afmkfd.example",)


RULES = "[[rule]]\nwords = ['Text']\ntags = ['by rule']\n"


@pytest.mark.parametrize("rules", [RULES, "[[rule]\n", "[[rule]]\nwords = ['/(a+)+b/']\ntags = ['x']\n"])
def test_no_build_reads_rules(site: Site, rules: str) -> None:
    site.article("a", tags="[one]")
    without = site.build()
    site.put(RULES_FILE, rules.encode())
    assert site.build() == without
    assert not [notice for notice in site.report.notices if RULES_FILE in str(notice)]
    site.delete(".tagarchive/store.sqlite3")
    assert site.build() == without
