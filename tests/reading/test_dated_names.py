"""Dates and slugs from the names of files."""

from __future__ import annotations

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.reading.dated_names import dated_name

UNDATED = b"---\ntitle: First\ntags: [x]\nsummary: S.\n---\nText.\n"


@pytest.mark.parametrize(
    "name", ["2021-11-08-title.md", "2021-11-08_title.md", "2021-11-08 Title.md", "2021-11-08-title/index.md"]
)
def test_a_name_that_starts_with_a_day_gives_date_and_slug(site: Site, name: str) -> None:
    page = site.put(f"content/{name}", UNDATED).page("articles/title/index.html")
    assert 'datetime="2021-11-08T00:00:00+00:00"' in page


def test_the_day_is_one_of_the_zone_of_the_site(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\ntimezone = "Asia/Baghdad"\n')
    page = site.put("content/2021-11-08-title.md", UNDATED).page("articles/title/index.html")
    assert 'datetime="2021-11-08T00:00:00+03:00"' in page


def test_a_name_that_is_a_day_alone_is_the_slug_too(site: Site) -> None:
    assert "articles/2021-11-08/index.html" in site.put("content/2021-11-08.md", UNDATED).build()


def test_an_address_keeps_the_day_if_the_front_matter_has_a_date(site: Site) -> None:
    site.put("content/2021-11-08-title.md", UNDATED.replace(b"title:", b"date: 2020-01-01\ntitle:"))
    page = site.page("articles/2021-11-08-title/index.html")
    assert 'datetime="2020-01-01T00:00:00+00:00"' in page


def test_a_slug_in_the_front_matter_wins(site: Site) -> None:
    site.put("content/2021-11-08-title.md", UNDATED.replace(b"title:", b"slug: other\ntitle:"))
    assert "articles/other/index.html" in site.build()


def test_a_day_that_no_calendar_has_is_told_like_any_date(site: Site) -> None:
    (problem,) = site.put("content/2021-13-45-x.md", UNDATED).problems()
    assert problem == "content/2021-13-45-x.md: bad-value"
    assert problem.message == "found “2021-13-45”, expected a day and time that exist in the calendar"


def test_a_name_without_a_day_needs_a_date(site: Site) -> None:
    for name in ("first", "2021-11-08title", "2021-11-title", "20211108-title"):
        site.put(f"content/{name}.md", UNDATED)
    assert {problem.code for problem in site.problems()} == {"missing-key"}


def test_the_names_of_pages_and_tags_have_no_dates(site: Site) -> None:
    site.put("content/pages/2021-11-08-news.md", b"---\ntitle: News\n---\n").article("a", tags="[2021-11-08 x]")
    site.put("content/tags/2021-11-08 x.md", b"---\ntitle: The X\n---\n")
    files = site.build()
    assert "2021-11-08-news/index.html" in files
    assert "The X" in files["tag/2021-11-08-x/index.html"].decode()


@given(st.dates(), st.text(min_size=1).filter(lambda text: text.strip("-_ ") == text))
def test_the_parts_of_a_name_are_found_again(day: object, rest: str) -> None:
    found = dated_name(f"{day}-{rest}")
    assert found == (f"{day}", rest)
