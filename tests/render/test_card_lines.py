"""Lines of a card break where a reader expects it, and fit into their room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.render.cards.breaks import clusters, pieces
from tagarchive.render.cards.fitting import Box, Fitted, fitted

SIZES = (40, 20, 10)


def width(text: str) -> float:
    """A measure with letters of one width; Han are twice as wide, and marks and joiners take none."""
    return float(sum(0 if part in "\u0301\u200c" else 2 if part > "\u3000" else 1 for part in text))


def set_in(text: str, columns: int, lines: int, sizes: tuple[int, ...] = SIZES) -> Fitted:
    """A text in a box of some columns and lines of the smallest size."""
    return fitted(text, Box(columns * sizes[-1], lines * sizes[-1], sizes, 1), width)


def parts(text: str) -> str:
    return "|".join(piece.text + ("_" if piece.spaced else "") for piece in pieces(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two words", "two_|words_"),
        ("an Iran-backed group", "an_|Iran-|backed_|group_"),
        ("e-mail, 2-1, -x, and/or", "e-mail,_|2-1,_|-x,_|and/|or_"),
        ("伊拉克官员", "伊|拉|克|官|员_"),
        ("他说：“好。”（完）", "他|说：|“好。”|（完）_"),
        ("第3次G20峰会", "第|3|次|G20|峰|会_"),
        ("ラッシュ", "ラッ|シュ_"),
        ("서울 회담", "서울_|회담_"),
        ("پهپادها به بغداد", "پهپادها_|به_|بغداد_"),
        ("", ""),
    ],
)
def test_a_line_breaks_at_spaces_after_hyphens_and_between_han(text: str, expected: str) -> None:
    assert parts(text) == expected


def test_marks_and_joiners_stay_with_their_letter() -> None:
    assert clusters("e\u0301a\u200cb👩\u200d🚀") == ("e\u0301", "a\u200c", "b", "👩\u200d🚀")
    assert clusters("กำ") == ("กำ",)


def test_a_short_text_is_large_and_a_long_one_small() -> None:
    assert set_in("one two", 30, 4) == Fitted(40, ("one two",))
    assert set_in("one two three", 30, 4) == Fitted(20, ("one two three",))
    assert set_in("one two three four five six", 16, 2) == Fitted(10, ("one two three", "four five six"))


def test_lines_are_of_about_one_length() -> None:
    assert set_in("aaa bbb ccc ddd", 12, 4, (10,)).lines == ("aaa bbb", "ccc ddd")


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    assert set_in("one two three, four five", 10, 2, (10,)).lines == ("one two", "three…")
    assert set_in("伊拉克官员指责民兵", 8, 2, (10,)).lines == ("伊拉克官", "员指责…")


def test_a_word_wider_than_a_line_makes_letters_small_and_is_then_divided() -> None:
    assert set_in("abcdefgh", 10, 4, (20, 10)).size == 10
    assert set_in("abcdefghijklmno", 10, 4, (20, 10)).lines == ("abcdefghij", "klmno")


TEXTS = st.text("ab, -–/伊拉。（）ی\u200c\u0301ก", max_size=80).map(lambda text: " ".join(text.split())).filter(bool)


@given(TEXTS, st.integers(4, 40), st.integers(1, 6))
def test_no_text_leaves_its_room_and_none_is_lost_unless_it_says_so(text: str, columns: int, lines: int) -> None:
    found = set_in(text, columns, lines)
    assert all(width(line) * found.size <= columns * SIZES[-1] or len(clusters(line)) == 2 for line in found.lines)
    assert len(found.lines) * found.size <= max(lines * SIZES[-1], found.size)
    shown, whole = ("".join(some).replace(" ", "") for some in (found.lines, text))
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
