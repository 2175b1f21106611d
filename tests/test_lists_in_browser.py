"""Long lists in a real browser: the box over them, and what is there without scripts."""

from __future__ import annotations

import pytest
from browsed import browsing
from conftest import CONFIG, Site
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TAGS = "https://desk.example/tags/"


def many_tags(site: Site) -> dict[str, bytes]:
    names = ["Élodie", "Air force", "Air defence", *(f"Brigade {n}" for n in range(1, 25))]
    return site.article("a", tags=f"[{', '.join(names)}]").build()


def shown(page: Page) -> list[str]:
    return [link.inner_text() for link in page.locator(".index a").all() if link.is_visible()]


def test_a_box_over_a_long_list_shows_what_holds_all_its_words(site: Site, browser: Browser) -> None:
    with browsing(browser, many_tags(site)) as page:
        page.goto(TAGS)
        box = page.get_by_label("Find")
        box.fill("force AIR")
        assert shown(page) == ["Air force"]
        assert page.get_by_role("status").inner_text() == "1 / 27"
        assert [letter.inner_text() for letter in page.locator(".letter h2:visible").all()] == ["A"]
        box.fill("elodie")
        assert shown(page) == ["Élodie"]
        box.fill("e 2")
        assert shown(page) == [f"Brigade {n}" for n in (2, 12, 20, 21, 22, 23, 24)]
        box.fill("nothing")
        assert (shown(page), page.get_by_role("status").inner_text()) == ([], "0 / 27")
        box.fill("")
        assert (len(shown(page)), page.get_by_role("status").inner_text()) == (27, "")


def test_without_scripts_the_list_is_whole_and_has_no_box(site: Site, browser: Browser) -> None:
    with browsing(browser, many_tags(site), java_script_enabled=False) as page:
        page.goto(TAGS)
        assert len(shown(page)) == 27
        assert not page.locator(".find").is_visible()


def test_in_a_tree_a_name_is_found_with_what_it_is_under(site: Site, browser: Browser) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[archive]\ntag_index = "tree"\n')
    site.write("-- content/tags/air-force.md --\n---\nparent: Military\n---\n")
    with browsing(browser, many_tags(site)) as page:
        page.goto(TAGS)
        page.get_by_label("Find").fill("air force")
        assert shown(page) == ["Military", "Air force"]


def test_a_short_list_has_no_box_and_loads_no_script_for_it(site: Site) -> None:
    page = site.article("a", tags="[War]").build()["tags/index.html"].decode()
    assert "find" not in page
