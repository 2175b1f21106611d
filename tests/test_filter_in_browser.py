"""The filter of a tag archive in a real browser: it narrows the list, shows texts as texts, and says when it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsed import browsing
from conftest import CONFIG, Site
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARCHIVE = "https://desk.example/tag/x/"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def files(site: Site) -> dict[str, bytes]:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nper_page = 1\n")
    site.article("a", date="2020-01-01", title=f'"{HOSTILE}"', tags="[x, y]", source="Wire")
    return site.article("b", tags="[x, y, z]", source="Post").article("c", tags="[x]").build()


@pytest.fixture
def page(browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    with browsing(browser, files) as page:
        yield page


def test_a_reader_narrows_an_archive_and_can_share_what_is_shown(page: Page) -> None:
    page.goto(ARCHIVE)
    page.get_by_text("Narrow down").click()
    page.get_by_label("y 2").check()
    assert page.locator(".found a").all_inner_texts() == ["b", HOSTILE]
    assert page.get_by_role("status").inner_text() == "2 articles"
    assert not page.locator(".item").first.is_visible()
    page.get_by_label("Wire 1").check()
    assert page.url == f"{ARCHIVE}?with=y&source=Wire"
    page.goto(f"{ARCHIVE}?with=y&year=2021")
    page.get_by_text("1 article").wait_for()
    assert page.locator(".found a").all_inner_texts() == ["b"]
    page.get_by_role("button", name="Clear").click()
    page.locator(".item").first.wait_for()
    assert page.url == ARCHIVE


def test_an_index_that_can_not_be_loaded_is_told(page: Page, files: dict[str, bytes]) -> None:
    del files["tag/x/filter-1.json"]
    page.goto(f"{ARCHIVE}?with=y")
    page.get_by_text("could not be loaded").wait_for()
    assert page.locator(".item").first.is_visible()


def test_a_filter_counts_and_dates_as_the_pages_do(browser: Browser, site: Site) -> None:
    manner = 'language = "fa"\ndigits = "native"\ncalendar = "persian"\n'
    site.write(f"-- site.toml --\n{CONFIG}{manner}[archive]\nper_page = 1\n")
    site.article("a", tags="[x, y]", date="2021-11-08").article("b", tags="[x, y]").article("c", tags="[x]")
    with browsing(browser, site.build()) as page:
        page.goto(f"{ARCHIVE}?with=y")
        page.get_by_text("۲ مطلب", exact=True).wait_for()
        assert page.locator(".found time").first.inner_text() == "۱۷ آبان ۱۴۰۰"
        assert page.locator(".found time").first.get_attribute("datetime", timeout=1_000) is not None
        assert page.locator('[name="with"] ~ .count').first.inner_text() == "۲"
