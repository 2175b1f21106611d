"""Characters of a font are read from its table, whatever the rest of the file holds."""

from __future__ import annotations

import pytest
from fonts import box_font, collection
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.reading.font_tables import letters_of
from tagarchive.render.cards.faces import built_in

LETTERS = "a b伊ی\u200c"


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_tells_its_characters_in_both_forms(form: int) -> None:
    assert set(letters_of(box_font(LETTERS, form=form))) == set(LETTERS)


def test_characters_beyond_the_first_plane_are_told() -> None:
    assert letters_of(box_font("a🚀𠀀", form=12)) == "a🚀𠀀"


def test_of_a_collection_the_first_font_counts() -> None:
    assert letters_of(collection(box_font("ab"), box_font("c"))) == "ab"


def test_the_font_of_pillow_has_plain_letters_and_no_others() -> None:
    letters = letters_of(built_in())
    assert set(letters) >= {chr(code) for code in range(0x20, 0x7F)}
    assert not set(letters) & set("éیя伊")


@pytest.mark.parametrize("data", [b"", b"wOFF" + bytes(60), b"\0\1\0\0\0\0" + bytes(60), b"ttcf" + bytes(20)])
def test_what_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="a font"):
        letters_of(data)


@given(st.data())
def test_a_damaged_font_is_refused_or_read(data: st.DataObject) -> None:
    font = bytearray(box_font(LETTERS, form=data.draw(st.sampled_from([4, 12]))))
    for _ in range(data.draw(st.integers(1, 4))):
        font[data.draw(st.integers(0, len(font) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(font[: data.draw(st.integers(0, len(font)))])
    try:
        letters = letters_of(cut)
    except ValueError as error:
        assert str(error).startswith("a font")  # noqa: PT017 (it may be read, too)
    else:
        assert letters == "".join(sorted(letters))
