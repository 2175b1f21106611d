"""Edits of single values: the line of a key changes or goes, and all other bytes stay."""

from __future__ import annotations

import pytest
from conftest import told
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.errors import SiteError
from tagarchive.editing.value_edits import with_values


def after(text: str, **values: str | None) -> str:
    return with_values(text.encode(), "content/a.md", values).decode()


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("---\ntitle: A\ndraft: true\n---\nText.\n", "---\ntitle: A\n---\nText.\n"),
        ("---\ndraft: true # not yet\ntitle: A # x\n---\n", "---\ntitle: A # x\n---\n"),
        ("---\r\ntitle: A\r\ndraft: 'true'\r\n---\r\nText.\r\n", "---\r\ntitle: A\r\n---\r\nText.\r\n"),
        ("---\ndraft:\ntitle: A\n---\n", "---\ntitle: A\n---\n"),
        ("---\ndraft:\n  true\ntitle: A\n---\n", "---\ntitle: A\n---\n"),
        ("---\ntitle: draft\n---\ndraft: true\n", "---\ntitle: draft\n---\ndraft: true\n"),
    ],
)
def test_a_key_goes_with_its_line(before: str, expected: str) -> None:
    assert after(before, draft=None) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("---\ntitle: A\n---\nText.\n", "---\ntitle: A\nfiled: 2026-01-01\n---\nText.\n"),
        ("---\nfiled: 2025-01-01 # x\ntitle: A\n---\n", "---\nfiled: 2026-01-01 # x\ntitle: A\n---\n"),
        ('---\nfiled: "2025-01-01"\ntitle: A\n---\n', '---\nfiled: "2026-01-01"\ntitle: A\n---\n'),
        ("---\nfiled:\ntitle: A\n---\n", "---\nfiled: 2026-01-01\ntitle: A\n---\n"),
        ("---\nfiled: 2026-01-01\ntitle: A\n---\n", "---\nfiled: 2026-01-01\ntitle: A\n---\n"),
    ],
)
def test_a_key_gets_a_value(before: str, expected: str) -> None:
    assert after(before, filed="2026-01-01") == expected


def test_front_matter_in_braces_is_refused() -> None:
    with pytest.raises(SiteError) as caught:
        after("---\n{title: A, draft: true}\n---\n", draft=None)
    assert told(caught.value.problems) == ["content/a.md:1: uneditable"]


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_any_text_is_read_back(text: str) -> None:
    line = " ".join(text.split())
    if line:
        made = after("---\ntitle: A\n---\nText.\n", summary=line)
        assert after(made, summary=None) == "---\ntitle: A\n---\nText.\n"
