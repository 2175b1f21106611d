"""Words are found whole, in any language, spelling and case; regular expressions take bounded time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.collecting.words.patterns import BATCH
from tagarchive.collecting.words.words import Words
from tagarchive.core.errors import ExpectedError

ENDLESS = "/(a+)+b/"
SLOW_TEXT = "a" * 60


def is_found(word: str, text: str) -> bool:
    return Words.of([word]).found_in(text) == (word,)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("iran", "IRAN"),
        ("Iran", "the Iran-backed groups"),
        ("Iran-backed", "Iran backed, Iran‑backed"),
        ("Houthi movement", "the Houthi\n  movement"),
        ("drone", "“drone”"),
        ("drone", "#drone"),
        ("STRASSE", "straße"),
        ("office", "ofﬁce"),
        ("Erdogan", "Erdoğan"),
        ("Erdoğan", "Erdogan"),
        ("Malmo", "Malmø"),
        ("Lodz", "Łódź"),
        ("cafe", "cafe\u0301"),
        ("soft", "so\u00adft"),
        ("U.S.", "the U.S. Navy"),
        ("10,000", "10,000 men"),
        ("12", "۱۲"),
        ("CO2", "CO₂"),
        ("C++", "in C++ or Rust"),
        ("C#", "C#, Java"),
        ("ΙΡΑΝ", "στο Ιράν"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
        ("Путин", "Пу\u0301тин"),
        ("елка", "ёлка"),
        ("Київ", "КИЇВ"),
        ("हिन्दी", "यह हिन्दी है"),
    ],
)
def test_a_word_is_found_in_another_spelling(word: str, text: str) -> None:
    assert is_found(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Iran", "Iranian"),
        ("Iran", "Tehiran"),
        ("Houthi movement", "the movement of a Houthi"),
        ("us", "the U.S. Navy"),
        ("US", "the USA"),
        ("C", "C++ and C#"),
        ("1", "10"),
        ("й", "и"),
        ("їжа", "іжа"),
        ("मैं", "में"),
    ],
)
def test_another_word_is_none(word: str, text: str) -> None:
    assert not is_found(word, text)


@pytest.mark.parametrize("text", ["İRAN", "İran", "iran", "IRAN", "ıran", "İran'ın", "İran’da"])
@pytest.mark.parametrize("word", ["İran", "iran", "IRAN"])
def test_all_letters_i_of_turkish_are_one(word: str, text: str) -> None:
    assert is_found(word, text)


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´")
def test_an_apostrophe_parts_a_word_from_its_ending_and_its_article(apostrophe: str) -> None:
    assert is_found("Iran", f"Iran{apostrophe}s allies")
    assert is_found("Iran", f"avec l{apostrophe}Iran")
    assert is_found("Iran", f"the leaders of Iran{apostrophe}")
    assert not is_found("Irans", f"Iran{apostrophe}s allies")
    assert not is_found("dart", f"un objet d{apostrophe}art")


@pytest.mark.parametrize("apostrophe", ["", *"'’‘ʼʿ"])
@pytest.mark.parametrize("word", ["Sana'a airport", "Sanaa airport", "Sana’a airport"])
def test_an_apostrophe_inside_a_name_may_be_left_out(word: str, apostrophe: str) -> None:
    assert is_found(word, f"Near Sana{apostrophe}a airport, Yemen’s largest")


def test_words_of_the_end_and_of_the_start_are_no_neighbours() -> None:
    assert not is_found("airport Sana'a", "Sana'a airport")
    assert not is_found("airport Sanaa", "Sana'a airport")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ایران", "إيران"),
        ("إيران", "ايران"),
        ("كربلاء", "کربلاء"),
        ("محمد", "مُحَمَّد"),
        ("محمد", "محمـــد"),
        ("هسته‌ای", "برنامه هسته‌ای"),
        ("هسته‌ای", "برنامه هسته ای"),
        ("غزة", "نوار غزه"),
        ("شלום".replace("ش", "ש"), "שָׁלוֹם"),
    ],
)
def test_keyboards_and_vowel_signs_of_arabic_persian_and_hebrew_make_no_difference(word: str, text: str) -> None:
    assert is_found(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("技術", "最新AI技術の発表"),
        ("AI", "最新AI技術の発表"),
        ("伊朗", "美国与伊朗的谈判"),
        ("イラン", "ｲﾗﾝの核開発"),
        ("อิหร่าน", "ประธานาธิบดีอิหร่านกล่าว"),
        ("이란", "이란은 오늘"),
    ],
)
def test_words_of_scripts_without_spaces_are_found_wherever_their_letters_stand(word: str, text: str) -> None:
    assert is_found(word, text)


def test_a_letter_of_thai_with_another_mark_is_another_letter() -> None:
    assert not is_found("กา", "กิา")
    assert not is_found("การ", "การ์ด")


def test_words_are_found_in_the_order_written() -> None:
    words = Words.of(["b", "/A/i", "c", "a"])
    assert words.found_in("a b d") == ("b", "/A/i", "a")
    assert list(words.found_in_each(["c", "", "b"])) == [("c",), (), ("b",)]


def test_expressions_mind_case_unless_an_i_follows() -> None:
    words = Words.of([r"/\bUS\b/", r"/\bus\b/i"])
    assert words.found_in("the US Navy") == (r"/\bUS\b/", r"/\bus\b/i")
    assert words.found_in("join us") == (r"/\bus\b/i",)


def test_expressions_see_letters_with_marks_as_one() -> None:
    assert is_found("/caf.$/", "cafe\u0301")
    assert is_found("/cafe\u0301/", "café")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("!?", "a word with a letter"),
        ("", "a word with a letter"),
        ("/(/", "missing )"),
        ("/a*/", "found in every text"),
        ("/a{99999999999}/", "too large"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(word: str, reason: str) -> None:
    with pytest.raises(ExpectedError, match=reason.replace(")", r"\)")):
        Words.of(["Iran", word])


def test_an_expression_that_takes_too_long_is_given_up_and_the_others_go_on() -> None:
    words = Words.of(["Iran", ENDLESS, "/Ira./"])
    began = time.monotonic()
    assert words.found_in(f"Iran {SLOW_TEXT}") == ("Iran", "/Ira./")
    assert words.slow == (ENDLESS,)
    assert words.found_in("aab Iran") == ("Iran", "/Ira./")
    assert time.monotonic() - began < 20


def test_many_texts_are_searched_as_one_by_one() -> None:
    texts = [f"{'x ' * (BATCH // 10)}{number} end" for number in range(12)]
    words = Words.of(["7", r"/\b1.? end$/"])
    assert list(words.found_in_each(texts)) == [words.found_in(text) for text in texts]
    assert [number for number, found in enumerate(words.found_in_each(texts)) if found] == [1, 7, 10, 11]


WORD = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd"]), min_size=1, max_size=8)


@given(WORD, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_a_word_is_found_between_others_in_every_form(word: str, form: str) -> None:
    assert is_found(word, unicodedata.normalize(form, f"before ({word}), after"))  # type: ignore[arg-type]
    assert is_found(word, f"before {word.upper()} after")


@given(st.lists(WORD, min_size=1, max_size=4), st.text(max_size=60))
def test_no_text_is_too_odd(words: list[str], text: str) -> None:
    found = Words.of(words).found_in(text)
    assert set(found) <= set(words)


@given(
    st.lists(
        st.sampled_from(["Sana'a", "sanaa airport", "l'iran", "C++", "port authority", "don", "10,000"]), min_size=1
    ),
    st.lists(
        st.sampled_from(
            [*"'’‘ʼ`-–“”+#.,", " ", "Sana", "a", "IRAN", "l", "C", "port", "authority", "don", "é", "10", "000"]
        )
    ),
)
def test_few_words_and_many_are_found_alike(words: list[str], parts: list[str]) -> None:
    text = "".join(parts)
    many = Words.of([*words, *(f"word{number}" for number in range(100))])
    assert Words.of(words).found_in(text) == many.found_in(text)
