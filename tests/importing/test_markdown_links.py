"""Targets of links in Markdown are changed where they stand; everything else stays as it is written."""

from __future__ import annotations

import time

import pytest

from tagarchive.importing.markdown.link_targets import Reference, with_targets


def changed(text: str) -> str:
    return with_targets(text, lambda written: Reference("" if written == "gone" else written.replace("old", "new")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](old)", "[a](new)"),
        ('![a *b*](old "T")', '![a *b*](new "T")'),
        ("[![a](old)](old)", "[![a](new)](new)"),
        ("[a [b] c](<old x>)", "[a [b] c](new%20x)"),
        ("[a](old(b)c)", "[a](<new(b)c>)"),
        ("[a][r]\n\n[r]: old 'T'", "[a][r]\n\n[r]: new 'T'"),
        ('<a href="old">x</a> <img src=\'old\' alt="old">', '<a href="new">x</a> <img src=\'new\' alt="old">'),
        ("[the *words*](gone) stay", "the *words* stay"),
        ("[^1]: old [a](old)", "[^1]: old [a](new)"),
        ("[a](\n  old\n)", "[a](new)"),
    ],
)
def test_targets_are_changed(before: str, after: str) -> None:
    assert changed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "`[a](old)`",
        "``[a](old) ` ``",
        "```\n[a](old)\n```",
        "~~~ md\n[a](old)\n~~~\n",
        "<!-- [a](old) -->",
        "old",
        "[old]",
        "a](old)",
    ],
)
def test_code_comments_and_words_stay_as_they_are(text: str) -> None:
    assert changed(text) == text


@pytest.mark.parametrize(
    "text", ["<!-- " * 50_000, "[a" * 50_000, "[a](" * 50_000, "`" * 50_001 + "x", "<a " * 50_000, "![" * 50_000]
)
def test_nothing_that_never_ends_takes_long(text: str) -> None:
    start = time.process_time()
    assert changed(text) == text
    assert time.process_time() - start < 5
