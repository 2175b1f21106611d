"""A text of a card is set in the first font that has all its letters, or in none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagarchive.reading.card_fonts import LONGEST, CardFonts, Font, FontFile, SetText

LATIN, ARABIC, ALL = (FontFile(name, "0") for name in ("latin.ttf", "arabic.ttf", "all.ttf"))


def fonts(*letters: str, shapes: bool = True) -> CardFonts:
    files = (LATIN, ARABIC, ALL)
    return CardFonts(
        tuple(Font(file, frozenset(some)) for file, some in zip(files, letters, strict=False)), shapes=shapes
    )


TWO = fonts("abc -", "abcیه -")


def test_the_first_font_with_all_letters_is_taken() -> None:
    assert TWO.of("a b") == SetText("a b", LATIN)
    assert TWO.of("a ی") == SetText("a ی", ARABIC)
    assert TWO.of("伊") is None
    assert TWO.of("") is None


def test_a_font_needs_no_sign_that_nobody_sees() -> None:
    assert TWO.of("ه\u200cی") == SetText("ه\u200cی", ARABIC)
    assert TWO.of("a\u00adb\u200e") == SetText("a\u00adb\u200e", LATIN)


def test_plain_spaces_and_hyphens_stand_in_for_finer_ones() -> None:
    assert TWO.of("a\u202fb \u2013 c\u2011a") == SetText("a b - c-a", LATIN)
    assert fonts("ab\u2013 ").of("a \u2013 b") == SetText("a \u2013 b", LATIN)


def test_emoji_are_left_out_only_if_no_font_has_them() -> None:
    assert TWO.of("a 🚀 b \u2615\ufe0f") == SetText("a b", LATIN)
    assert TWO.of("a ≥ b") is None, "a sign that says something is not left out"
    assert fonts("ab ", "ab 🚀").of("a 🚀 b") == SetText("a 🚀 b", ARABIC)
    assert TWO.of("🚀") is None
    assert TWO.of("\u200c🚀\u200c") is None


def test_scripts_whose_letters_are_joined_need_a_library_that_joins_them() -> None:
    without = fonts("abc -", "abcیه -", shapes=False)
    assert without.of("a b") == SetText("a b", LATIN)
    assert without.of("a ی") is None


def test_a_text_longer_than_any_card_is_cut() -> None:
    found = TWO.of("ab" * LONGEST)
    assert found
    assert len(found.text) == LONGEST


@given(st.text("abc é🚀–ی\u200c\u00a0", min_size=1), st.text("abcé–ی "), st.text("abcé🚀ی "))
def test_a_worse_font_never_takes_a_text_from_a_better_one(text: str, one: str, other: str) -> None:
    first = fonts(one).whole(text)
    both = fonts(one, other)
    assert both.whole(text) == (first or fonts("", other).whole(text))
    assert both.shows(text) == (both.of(text) is not None)
