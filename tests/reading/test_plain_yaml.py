"""Plain front matter is read without the YAML reader, to the same nodes."""

from __future__ import annotations

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.core.errors import Location
from tagarchive.reading.plain_yaml import plain_mapping
from tagarchive.reading.yaml_reader import yaml_node

START = Location("a.md", 1, 4)

PLAIN = """
title: "A headline: one of # several"
date: 2021-11-08T10:00:00-04:00
slug: 'a-b'
summary: Words, with a colon at 10:30 and https://a.example/b?c=d
tags: ["a b", c d, 'e', 2021]
none: []
authors:
  - "One: two"
  - Three
aliases:
- /a/
draft: true
"""

ATOMS = (
    *"ab9/.,[]\"'-:\n#{}\\&*!|>?%@`~=<é’“—漢\xa0\u2009\xad\ue000\U0001f600\u0663ª\u200d\t()+ \x7f\x85\ufeff",
    *"--- ... null true 2020-01-02T10:00:00+00:00 http://a.b/c?d=e 1_0 0x1f 1:20 :: :] []".split(),
    *("  ", ", ", "- ", ": ", " #x", "k: ", "k: [a, b]", 'k: "x y"', "k:\n- a\n- b", "k:\n  - a b\n  - 'c'"),
)
VALUES = st.lists(st.sampled_from(ATOMS), max_size=4).map("".join)
LINES = st.tuples(
    st.sampled_from(["title: ", "a_b: ", "tags: [", "t:\n  - ", "u:\n- ", "  - ", 'k: "', "k"]),
    VALUES,
    st.sampled_from(["", "", "]", '"', " ", "\n"]),
).map("".join)
TEXTS = st.lists(LINES, max_size=5).map(lambda lines: "\n" + "".join(f"{line}\n" for line in lines))


@settings(max_examples=examples(1500))
@given(TEXTS)
def test_a_text_has_the_nodes_that_the_yaml_reader_gives_or_is_left_to_it(text: str) -> None:
    mapping = plain_mapping(text, START)
    if mapping is not None:
        assert mapping == yaml_node(text, START).value


def test_plain_front_matter_is_read() -> None:
    mapping = plain_mapping(PLAIN, START)
    assert mapping is not None
    assert mapping == yaml_node(PLAIN, START).value
    assert list(mapping)[-1] == "draft"


@pytest.mark.parametrize(
    "line",
    [
        "a: b: c",
        "a: b # c",
        "a: &b c",
        "a: 'it''s'",
        'a: "b\\n"',
        "a: [b, [c]]",
        "a: {b: c}",
        "a: |\n  b",
        "a:",
        "a: b\n  c",
        "a: b\na: c",
        "a: b\t",
        "a:\n  b: c",
        "a:\n  - b\n   - c",
        "# a",
        "? a",
    ],
)
def test_other_yaml_is_left_to_the_yaml_reader(line: str) -> None:
    assert plain_mapping(f"\n{line}\n", START) is None
