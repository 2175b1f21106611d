"""Lists and their pages: nothing lost, nothing twice, newest first, and old pages that never change."""

from __future__ import annotations

import re

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.relations import Relations
from tagarchive.core import urls
from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Written
from tagarchive.core.urls import TAGS, Address
from tagarchive.plan.parts.pagination import GAP, PageSlice, page_slices
from tagarchive.reading.config import ArchiveOptions
from tagarchive.reading.documents import Article

OPTIONS = [ArchiveOptions(pagination="from-oldest"), ArchiveOptions(pagination="newest-first")]


def articles(count: int) -> tuple[PlacedDocument[Article], ...]:
    """Newest first, named by their age."""
    return tuple(
        PlacedDocument(_article(f"{n}"), Address(f"/{n}/"), Relations(), (), (), (), (), "", f"{n}")
        for n in range(count, 0, -1)
    )


def _article(name: str) -> Article:
    written = Written(name, Location(""))
    return Article(path=name, digest="", slug=written, title=name, date=Moment("2021-01-01T00:00:00Z"))


@given(st.integers(0, 95), st.sampled_from(OPTIONS))
def test_the_pages_of_a_list_hold_each_article_once_in_order(count: int, options: ArchiveOptions) -> None:
    found = page_slices(TAGS, articles(count), options)
    assert tuple(article for sheet in found for article in sheet.articles) == articles(count)
    assert all(sheet.articles for sheet in found[1:])
    assert found[0].address == TAGS
    assert [sheet.newer for sheet in found[1:]] == [sheet.address for sheet in found[:-1]]
    assert [sheet.older for sheet in found[:-1]] == [sheet.address for sheet in found[1:]]


@given(st.integers(0, 95))
def test_numbered_from_the_oldest_the_landing_page_is_never_thin(count: int) -> None:
    first, *rest = page_slices(TAGS, articles(count), OPTIONS[0])
    assert len(first.articles) in range(min(count, 10), 20)
    assert all(len(sheet.articles) == 10 for sheet in rest)
    assert [sheet.number for sheet in rest] == list(range(len(rest), 0, -1))


@given(st.integers(0, 95))
def test_a_new_article_leaves_the_articles_of_every_numbered_page_alone(count: int) -> None:
    before = {sheet.address: sheet.articles for sheet in page_slices(TAGS, articles(count), OPTIONS[0])[1:]}
    after = {sheet.address: sheet.articles for sheet in page_slices(TAGS, articles(count + 1), OPTIONS[0])[1:]}
    assert before.items() <= after.items()


def numbers(sheet: PageSlice) -> list[int | None]:
    return [None if step == GAP else step for step in sheet.steps]


def test_a_page_links_by_number_to_the_first_the_last_and_those_near_it() -> None:
    found = page_slices(TAGS, articles(125), OPTIONS[0])
    by_number = {sheet.number: numbers(sheet) for sheet in found}
    assert by_number[0] == [0, 11, 10, None, 1]
    assert by_number[11] == [0, 11, 10, 9, None, 1]
    assert by_number[6] == [0, None, 8, 7, 6, 5, 4, None, 1]
    assert by_number[1] == [0, None, 3, 2, 1]
    assert [numbers(sheet)[:4] for sheet in page_slices(TAGS, articles(30), OPTIONS[1])] == [[1, 2, 3]] * 3
    assert numbers(page_slices(TAGS, articles(9), OPTIONS[0])[0]) == []


@given(st.integers(0, 200), st.sampled_from(OPTIONS))
def test_every_page_can_be_reached_by_number_and_no_step_stands_twice(count: int, options: ArchiveOptions) -> None:
    found = page_slices(TAGS, articles(count), options)
    shown = [found[0].steps[0] if sheet.landing else sheet.number for sheet in found] if len(found) > 1 else []
    for number, sheet in zip(shown, found, strict=False):
        steps = [step for step in sheet.steps if step != GAP]
        assert {shown[0], number, shown[-1]} <= set(steps) <= {*shown}
        assert len(set(steps)) == len(steps)


@given(st.integers(0, 200))
def test_a_new_page_changes_the_pagers_of_few(count: int) -> None:
    before = {sheet.key for sheet in page_slices(TAGS, articles(count), OPTIONS[0])}
    after = {sheet.key for sheet in page_slices(TAGS, articles(count + 1), OPTIONS[0])}
    assert len(after - before) <= 5


def test_newest_first_counts_as_others_do() -> None:
    found = page_slices(TAGS, articles(25), OPTIONS[1])
    assert [sheet.address for sheet in found] == ["/tags/", "/tags/page/2/", "/tags/page/3/"]
    assert [len(sheet.articles) for sheet in found] == [10, 10, 5]


def fill(site: Site, count: int) -> Site:
    for n in range(1, count + 1):
        site.article(f"a{n:02}", date=f"2021-01-{n:02}", tags="[b]")
    return site


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_one_more_article_changes_its_neighbours_and_the_newest_pages_alone(site: Site) -> None:
    before = fill(site, 24).build()
    after = site.article("a25", date="2021-01-25", tags="[b]").build()
    feeds = {f"{place}{name}" for place in ("", "tag/b/") for name in ("feed.xml", "atom.xml", "feed.json")}
    exports = {f"tag/b/{name}" for name in urls.EXPORT_FILES.values()} | {"2021/articles.csv", "tags.csv"}
    assert changed(before, after) == feeds | exports | {
        "articles/a23/index.html",  # To which the new one is related.
        "articles/a24/index.html",
        "articles/a25/index.html",
        "index.html",
        "feed.xml",
        "tag/b/index.html",
        "tag/b/feed.xml",
        "tag/b/filter-1.json",
        "tags/index.html",
        "tags-by-count/index.html",
        "2021/index.html",
        "years/index.html",
        "sitemap.xml",
    }


def test_every_tenth_article_makes_a_page_and_a_link_to_it(site: Site) -> None:
    before = fill(site, 29).build()
    after = site.article("a30", date="2021-01-30", tags="[b]").build()
    assert {path for path in changed(before, after) if path.startswith("tag/b/page")} == {
        "tag/b/page/1/index.html",
        "tag/b/page/2/index.html",
    }
    assert b'href="/tag/b/page/2/"' in after["tag/b/page/1/index.html"]


def test_articles_of_one_moment_stand_in_one_order(site: Site) -> None:
    page = site.article("b").article("c").article("a").page("index.html")
    assert re.findall(r'<h[23][^>]*><a href="/articles/(\w)/"', page) == ["a", "b", "c"]


def test_lists_are_ordered_by_the_instant_not_by_the_text(site: Site) -> None:
    site.article("early", date="2021-01-01 23:00 +0500").article("late", date="2021-01-01 20:00 +0000")
    assert re.findall(r'<h[23][^>]*><a href="/articles/(\w+)/"', site.page("index.html")) == ["late", "early"]


@pytest.mark.parametrize("show", ["summary", "full"])
def test_a_list_shows_summaries_or_full_texts(site: Site, show: str) -> None:
    site.write(f'-- site.toml --\n[archive]\nshow = "{show}"\n')
    page = site.article("a", summary="In short.", body="First.\n\nSecond.", tags="[b]").page("tag/b/index.html")
    assert ("In short." in page) == (show == "summary")
    assert ("<p>Second.</p>" in page) == (show == "full")


def test_an_empty_site_has_a_home_page(site: Site) -> None:
    files = site.build()
    assert b"Nothing has been published here yet." in files["index.html"]
    assert b"Nothing here yet." in files["tags/index.html"]
