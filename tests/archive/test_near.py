"""Tags that are probably one are found by spelling and company; tags that look alike and are two are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tagarchive.archive.tags.near import LEAST, NearPair, near_pairs

ONE = [
    ("Iranbacked", "Iran-backed"),
    ("Iranbacked", "Iran backed militias"),
    ("élections", "election"),
    ("policy", "policies"),
    ("crisis", "crises"),
    ("drone strike", "drone strikes"),
    ("air strikes", "airstrike"),
    ("blog", "blogging"),
    ("vote", "voting"),
    ("organisation", "organization"),
    ("Labour", "Labor"),
    ("government", "goverment"),
    ("accommodation", "accomodation"),
    ("Israel", "Isreal"),
    ("Hezbollah", "Hizbollah"),
    ("Hezbollah", "Hizballah"),
    ("The Guardian", "Guardian"),
    ("R&D", "R and D"),
    ("food & drink", "food and drink"),
    ("renewable energy", "energy renewable"),
    ("Ministry of Defence", "Defence Ministry"),
    ("U.S. Army", "US Army"),
    ("Dept of State", "Department of State"),
    ("Islamic State (IS)", "Islamic State"),
    ("Popular Mobilization Forces", "PMF"),
    ("US geological survey", "USGS"),
    ("العراق", "عراق"),
    ("Wahl", "Wahlen"),
    ("выбор", "выборы"),
]

TWO = [
    ("C", "C++"),
    ("2020", "2021"),
    ("web1", "web2"),
    ("web 1.0", "web 10"),
    ("9/11", "911"),
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Gambia", "Zambia"),
    ("North Korea", "South Korea"),
    ("Sudan", "South Sudan"),
    ("World War I", "World War II"),
    ("Department of Justice", "Department of Labor"),
    ("Java", "JavaScript"),
    ("design", "content design"),
    ("male", "female"),
    ("United States", "US"),
]


def found(filed: Mapping[str, Sequence[str]], apart: Sequence[frozenset[str]] = ()) -> list[NearPair]:
    names = {tag: tag for tags in filed.values() for tag in tags}
    return [pair for pair in near_pairs(filed, names, apart) if pair.score >= LEAST]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_tag_are_near(one: str, other: str) -> None:
    (pair,) = found({"1": [one], "2": [one], "3": [other]})
    assert pair[:2] == (one, other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_tags_that_only_look_alike_are_not_near(one: str, other: str) -> None:
    filed = {f"{tag} {number}": [tag] for tag in (one, other) for number in range(4)}
    assert not found(filed)


def test_company_decides_where_spelling_says_little() -> None:
    filed = {"1": ["United States", "Iraq", "army"], "2": ["United States", "army"], "3": ["US", "army", "Iraq"]}
    (pair,) = found(filed)
    assert pair[:2] == ("United States", "US")
    assert pair.why == "one abbreviates the other; both often with “Iraq” and “army”"
    assert not found({**filed, "3": ["US", "grammar"]})


def test_tags_that_are_always_used_together_are_told_with_their_number() -> None:
    filed = {str(number): ["executives", "management", f"other {number}"] for number in range(14)}
    (pair,) = found(filed)
    assert pair[2:] == (0.64, "always used together: 14 articles in common")


def test_a_rare_spelling_is_nearer_than_one_that_many_articles_have() -> None:
    def score(count: int) -> float:
        filed = {str(number): ["government"] for number in range(40)}
        filed |= {f"r {number}": ["goverment"] for number in range(count)}
        return near_pairs(filed, {"government": "government", "goverment": "goverment"}, ())[0].score

    assert score(1) > score(4) > score(20)


def test_pairs_that_are_told_apart_are_left_out() -> None:
    assert not found({"1": ["drone"], "2": ["drones"]}, [frozenset(("drone", "drones"))])


def test_the_number_of_comparisons_grows_with_the_number_of_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def likeness(*_: object) -> None:
        nonlocal compared
        compared += 1

    def comparisons(count: int) -> int:
        nonlocal compared
        compared = 0
        found({str(number): [f"tag {number}", f"report-{number:04}"] for number in range(count)})
        return compared

    monkeypatch.setattr("tagarchive.archive.tags.near.likeness", likeness)
    assert comparisons(800) < 3 * comparisons(400)
