"""Slugs of plain texts, which are made in another way than those of other scripts."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from tagarchive.core.slugs import slugify


@given(st.text(st.characters(max_codepoint=127)))
def test_the_slug_of_an_ascii_text_is_its_words(text: str) -> None:
    words = re.findall("[a-z0-9]+", text.lower().replace("'", ""))
    assume(words)
    assert slugify(text, 10_000).rstrip("-") == "-".join(words)
