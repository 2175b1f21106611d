"""Names of people in parts, and names that have none."""

from __future__ import annotations

import pytest

from tagarchive.core.names import PersonName, ascii_letters, person

PEOPLE = [
    ("Dan De Luce", PersonName("De Luce", "Dan")),
    ("Qassim Abdul-Zahra", PersonName("Abdul-Zahra", "Qassim")),
    ("Ludwig van der Berg", PersonName("van der Berg", "Ludwig")),
    ("Juan Carlos de la Cruz", PersonName("de la Cruz", "Juan Carlos")),
    ("J.R. O’Neill", PersonName("O’Neill", "J.R.")),
    ("Mary J. Smith", PersonName("Smith", "Mary J.")),
    ("Robert Brown, Jr.", PersonName("Brown", "Robert", "Jr.")),
    ("John Paul Brown III", PersonName("Brown", "John Paul", "III")),
    ("Ali al-Rashid", PersonName("al-Rashid", "Ali")),
    ("Łukasz Żółć", PersonName("Żółć", "Łukasz")),
    ("  Ann \u200f Lee ", PersonName("Lee", "Ann")),
    ("Ben Smith", PersonName("Smith", "Ben")),
]

OTHERS = [
    "Baghdad newsroom",
    "The Associated Press",
    "Associated Press",
    "Reuters staff",
    "Reuters",
    "Agence France-Presse",
    "El País",
    "BBC Arabic",
    "CBS News",
    "Rédaction Bagdad",
    "Dan De Luce, NBC News",
    "Ann and Bob",
    "Desk 4",
    "www.desk.example",
    "علي الراشد",
    "Иван Петров",
    "山田 太郎",
    "A very long name that no person would ever have",
    "De la Cruz de",
    "</a> <b>",
    "",
]


@pytest.mark.parametrize(("name", "parts"), PEOPLE)
def test_a_person_has_a_family_name_and_given_names(name: str, parts: PersonName) -> None:
    assert person(name) == parts


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_have_no_parts(name: str) -> None:
    assert person(name) is None


def test_the_name_of_the_publisher_is_no_person() -> None:
    assert person("Harbour Echo") == PersonName("Echo", "Harbour")
    assert person("Harbour Echo", "harbour echo") is None
    assert person("Harbour Echo Basra", "Harbour Echo") is None
    assert person("Ann Harbour", "Harbour") == PersonName("Harbour", "Ann")


def test_letters_lose_their_marks_and_other_scripts_are_left_out() -> None:
    assert ascii_letters("Øresund, Çelik, Weiß, Łódź – العراق") == "oresund, celik, weiss, lodz  "
