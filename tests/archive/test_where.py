"""Queries name articles by what their front matter says."""

from __future__ import annotations

import pytest
from conftest import told

from tagarchive.archive.sources import sources_of
from tagarchive.archive.tags.keys import Keys
from tagarchive.archive.where import Facts, matching
from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, SiteError, Written
from tagarchive.reading.documents import Article, SourceText
from tagarchive.reading.provenance import Attribution
from tagarchive.reading.text_types import Language, Line

PLACE = Location("x.md")
KEYS = Keys("en", also={"uav": "drones"})
PARENTS = {"drones": {"weapons": Written("Weapons", PLACE)}}
RECORD = SourceText(
    path="content/sources/r.md", digest="", name=Written("Reuters", PLACE), also=(Written("Rtr", PLACE),)
)
FACTS = Facts(KEYS, PARENTS, sources_of([RECORD]).known, "en", lambda article: f"The text of {article.title}.")

STRIKE = Article(
    path="content/strike.md",
    digest="",
    slug=Written("strike", PLACE),
    title="Strike: a dröne over Erbil",
    date=Moment("2021-11-08T00:00:00+00:00"),
    standfirst="S.",
    tags=(Written("UAV", PLACE), Written("Iran-backed", PLACE)),
    authors=(Line("Ann Lee"),),
    source=Attribution(name=Line("rtr")),
    lang=Language("pt-BR"),
)


@pytest.mark.parametrize(
    "query",
    [
        "tag:drones",
        "tag:UAV",
        "TAG:weapons",
        'tag:"iran backed"',
        'tag:"Iran\\-backed"',
        "source:Reuters",
        "source:RTR",
        'author:"ann lee"',
        "year:2021",
        "year:2019..2021",
        "month:2021-11",
        "month:11",
        'title:"DRONE over"',
        'text:"text of Strike"',
        "lang:pt",
        "lang:pt-br",
        "has:summary has:tags has:author",
        "no:image no:updated",
        "-tag:oil -year:2020 -has:image",
        "  source:Reuters\tyear:2021 ",
    ],
)
def test_an_article_matches_what_it_says(query: str) -> None:
    assert matching(query, FACTS)(STRIKE)


@pytest.mark.parametrize(
    "query",
    [
        "tag:drone",
        "source:AFP",
        "author:Ann",
        "year:2020",
        "year:2022..2023",
        "month:2021-01",
        "title:strikes",
        "lang:p",
        "lang:en",
        "has:image",
        "no:summary",
        "-tag:drones",
        "year:2021 -source:Reuters",
    ],
)
def test_an_article_matches_nothing_else(query: str) -> None:
    assert not matching(query, FACTS)(STRIKE)


@pytest.mark.parametrize(
    ("query", "column", "part", "hint"),
    [
        ("sorce:AFP", 1, "unknown key “sorce”", "did you mean “source”?"),
        ("year:2021 autor:x", 11, "unknown key “autor”", "did you mean “author”?"),
        ("year:2021 strike", 11, "found “strike”, expected a key", '`title:"strike"` looks'),
        ("tag:", 1, "without a value", "double quotes"),
        ('tag:"Iran', 1, "quote that never ends", ""),
        ('tag:a"b"', 1, "quote that never ends", ""),
        ("year:21", 1, "found the year “21”", ""),
        ("month:13", 1, "found the month “13”", ""),
        ("tag:x has:sumary", 7, "found “sumary”", "did you mean “summary”?"),
        ("  ", 1, "empty query", ""),
    ],
)
def test_a_faulty_query_is_told_with_its_column(query: str, column: int, part: str, hint: str) -> None:
    with pytest.raises(SiteError) as caught:
        matching(query, FACTS)
    (problem,) = told(caught.value.problems)
    assert problem == f"--where:1:{column}: bad-query"
    assert part in problem.message
    assert hint in problem.hint


def test_every_fault_of_a_query_is_told() -> None:
    with pytest.raises(SiteError) as caught:
        matching("a:b year:x tag:y has:z", FACTS)
    assert [problem.where.column for problem in caught.value.problems] == [1, 5, 18]
