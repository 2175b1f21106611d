"""A sketch says how much of one text is in another, whatever the spelling."""

from __future__ import annotations

from random import Random

import pytest

from tagarchive.reading.sketches import FEWEST_ALIKE, FEWEST_EQUAL, KEPT, MARKS, likeness, sketch, words_of


def prose(words: int, seed: int) -> str:
    """A text of words that no other seed has in the same order."""
    chance = Random(seed)  # noqa: S311 (it makes words)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shi’ite", "shiite"),
        ("Shi'ite", "SHIITE"),
        ("e-mail", "email"),
        ("the U.S. army", "The US Army"),
        ("“Stop,” she said", '"Stop", she said'),
        ("10,000 men", "10000 men"),
        ("café", "cafe\N{COMBINING ACUTE ACCENT}"),
        ("Café Zoë", "cafe zoe"),
        ("Straße", "STRASSE"),
        ("walls—and gates", "walls -- and gates"),
        ("a&nbsp;wall &amp; a gate", "a wall a gate"),
        ("co\N{SOFT HYPHEN}operate", "co-operate"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_spellings_of_one_text_are_the_same_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != []


def test_scripts_without_spaces_have_a_word_at_each_letter() -> None:
    assert [word.decode() for word in words_of("第三座桥 opens")] == ["第三座", "三座桥", "座桥", "桥", "opens"]
    assert len(words_of("สะพานแห่งที่สาม")) > FEWEST_EQUAL


def test_a_text_that_is_cut_is_wholly_in_the_other() -> None:
    text = prose(300, 1)
    assert likeness(sketch(text), sketch(" ".join(text.split()[:200]))) == 1


@pytest.mark.parametrize("shared", [0, 25, 50, 75, 100])
def test_likeness_is_the_share_of_the_shorter_text(shared: int) -> None:
    text, other = prose(2000, 1), prose(2000, 2)
    mixed = f"{' '.join(text.split()[: shared * 20])} {' '.join(other.split()[shared * 20 :])}"
    assert likeness(sketch(text), sketch(mixed)) == pytest.approx(shared / 100, abs=0.1)
    assert likeness(sketch(mixed), sketch(text)) == likeness(sketch(text), sketch(mixed))


def test_one_other_word_in_a_hundred_changes_little_in_any_script() -> None:
    words = prose(200, 3).split()
    assert likeness(sketch(" ".join(words)), sketch(" ".join([*words[:100], "other", *words[101:]]))) > 0.9
    signs = "".join(chr(0x4E00 + place * place * 7919 % 20000) for place in range(200))
    assert likeness(sketch(signs), sketch(signs[:100] + "中" + signs[101:])) > 0.9


def test_short_texts_are_like_none() -> None:
    text = prose(FEWEST_ALIKE + 1, 5)
    assert likeness(sketch(text), sketch(text)) == 0
    assert likeness(sketch(f"{text} end"), sketch(f"{text} end")) == 1


def test_a_text_of_few_words_is_equal_to_none() -> None:
    assert sketch("Read the original article here").text == 0
    assert (
        sketch("Read the original article here now").text == sketch("Read the Original article — here, now.").text != 0
    )
    assert sketch("").marks == ()


def test_a_sketch_is_bounded_and_the_same_on_every_machine() -> None:
    made = sketch(prose(5000, 6), "https://times.example/2024/wall")
    assert len(made.hashes) == KEPT
    assert len(made.marks) == MARKS + 2
    assert max(made.marks) < 2**63
    assert list(made.hashes) == sorted(set(made.hashes))
    fixed = sketch(" ".join(f"word{number}" for number in range(40)))
    assert (fixed.hashes[:2], fixed.text) == ((103663554, 195316510), 43563209958304871)


def test_addresses_of_one_original_have_one_mark() -> None:
    one, other = sketch("", "https://times.example/2024/wall"), sketch("", "http://www.times.example/2024/wall/amp/")
    assert one.original == other.original != 0
    assert one.marks == (one.original,)


@pytest.mark.parametrize("url", ["https://times.example/", "https://times.example", "mailto:desk@times.example", ""])
def test_a_home_page_is_no_original(url: str) -> None:
    assert sketch("", url).original == 0
