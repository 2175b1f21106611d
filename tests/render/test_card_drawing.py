"""A card is a small PNG that starts at the side at which its title starts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fonts import box_font
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, features

from tagarchive.core.dates import Moment
from tagarchive.reading.card_fonts import BUILT_IN, CardFonts, Font, FontFile, SetText
from tagarchive.render.cards.drawing import png
from tagarchive.render.cards.faces import Faces
from tagarchive.views.social_cards import SocialCard

PERSIAN = "پهپادها در بغداد"
BOXES = FontFile("boxes.ttf", "0")
LETTERS = "".join(sorted({*PERSIAN, *"伊拉克官员指责，。“”2021年1月1日دسامبر abcdefghi-"}))


def built_in(text: str) -> SetText:
    return SetText(text, FontFile(BUILT_IN, "0"))


def card(title: SetText, **fields: Any) -> SocialCard:
    standard: dict[str, Any] = {
        "kind": "article",
        "lang": "",
        "text": None,
        "site": built_in("The Desk"),
        "date": Moment("2021-01-01T00:00:00Z"),
        "source": built_in("Reuters"),
        "language": "en",
        "digits": "latin",
        "calendar": "gregorian",
        "paper": "#fdfcf9",
        "ink": "#1d1c1a",
        "accent": "#9c2518",
        "faded": "#606060",
    }
    return SocialCard(title=title, **(standard | fields))


def drawn(shown: SocialCard) -> tuple[bytes, Image.Image]:
    data = png(shown, Faces(lambda _: box_font(LETTERS)))
    return data, Image.open(io.BytesIO(data)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """The number of pixels in a part of a picture that are not paper."""
    part = image.crop(box)
    return sum(count for count, colour in part.getcolors(1 << 20) or () if colour != (0xFD, 0xFC, 0xF9))


LEFT, RIGHT = (0, 30, 300, 630), (900, 30, 1200, 630)
TITLES = {
    "a word": "Drones",
    "a headline": "Iraqi officials blame a militia for drones at the prime minister's house",
    "more than fits": "A headline that never ends, " * 30,
    "a long address": "https://example.org/" + "long-address/" * 20,
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_card_has_the_size_that_is_asked_for_and_few_bytes(title: str) -> None:
    data, image = drawn(card(built_in(title)))
    assert image.size == (1200, 630)
    assert len(data) < 60_000
    assert len(image.getcolors(1 << 20) or ()) <= 46
    margins = ((0, 20, 80, 630), (1120, 20, 1200, 630), (0, 575, 1200, 630))
    assert [ink(image, margin) for margin in margins] == [0, 0, 0], "nothing leaves its room"


def test_a_card_is_the_same_each_time_it_is_drawn() -> None:
    assert drawn(card(built_in("Drones")))[0] == drawn(card(built_in("Drones")))[0]


def test_a_title_from_right_to_left_puts_everything_at_the_right() -> None:
    persian = SetText(PERSIAN, BOXES)
    _, left = drawn(card(built_in("Drones")))
    _, right = drawn(card(persian, source=None))
    assert ink(left, LEFT) > ink(left, RIGHT)
    assert ink(right, RIGHT) > ink(right, LEFT)
    _, forced = drawn(card(built_in("NATO"), lang="fa"))
    assert ink(forced, RIGHT) > ink(forced, LEFT), "the language of the article decides"


def test_a_tag_has_a_label_at_the_side_at_which_its_name_starts() -> None:
    plain, tag = (drawn(card(built_in("T"), kind=kind, date=None, source=None))[1] for kind in ("article", "tag"))
    assert ink(tag, (80, 150, 140, 560)) > ink(plain, (80, 150, 140, 560))
    rtl = drawn(card(SetText("در", BOXES), kind="tag", date=None, source=None))[1]
    assert ink(rtl, (1070, 150, 1120, 560)) > 500


def test_a_date_is_written_in_words_if_a_font_of_the_card_has_them_and_else_in_digits() -> None:
    chinese = SetText("伊拉克官员", BOXES)
    words = drawn(card(chinese, language="zh", source=None))[0]
    assert words != drawn(card(chinese, language="en", source=None))[0]
    digits = drawn(card(built_in("a"), language="zh", source=None))[0]
    assert digits == drawn(card(built_in("a"), language="ar", source=None))[0]


def test_a_card_without_source_date_and_site_shows_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    _, image = drawn(card(built_in("Drones"), site=None, date=None, source=None))
    assert ink(image, (0, 130, 1200, 600)) > 0
    assert ink(image, (0, 30, 1200, 120)) == 0
    monkeypatch.setattr(features, "check", lambda _: False)
    _, plain = drawn(card(built_in("Drones"), site=None, date=None, source=None))
    assert ink(plain, LEFT) > 0, "a library that joins no letters draws plain ones"


@given(
    st.text(st.sampled_from([*LETTERS, "\u200c", "\u0301", "\u200f", "\u00ad", "(", ")", "7"]), min_size=1, max_size=60)
)
def test_any_text_is_drawn(text: str) -> None:
    found = CardFonts((Font(BOXES, frozenset(f"{LETTERS}()7\u0301 ")),)).of(text)
    if found:
        _, image = drawn(
            card(found, text=found, kind="tag", site=found, source=found, lang="" if "7" in text else "fa")
        )
        assert image.size == (1200, 630)
