"""Illegal characters are found wherever an expression finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.text import ILLEGAL, first_illegal

CHARACTERS = st.sampled_from("a é漢\t\n\x00\x0b\x1f\x7f\ufdef\ufffd\ufffe\uffff\ud800\U0001f600")


@given(st.text(CHARACTERS | st.characters()))
def test_an_illegal_character_is_found_wherever_one_is(text: str) -> None:
    found, expected = first_illegal(text), ILLEGAL.search(text)
    assert (found and found.span()) == (expected and expected.span())
