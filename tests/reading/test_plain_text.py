"""Words are counted alike whether a text is plain ASCII or not."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tagarchive.reading.plain_text import count_of_words, spaced_text


@given(st.text(st.characters(max_codepoint=0x2100)))
def test_words_are_runs_of_letters_digits_and_underscores(text: str) -> None:
    assert count_of_words(text) == len(re.findall(r"\w+", text))


def test_two_signs_count_as_a_word_more() -> None:
    assert count_of_words("第三座桥 opens") == 2 + 2


def test_tags_part_words_and_superscripts_are_left_out() -> None:
    assert spaced_text("<p>walls<sup>1</sup></p><p>&amp; gates</p>").split() == ["walls", "&amp;", "gates"]
