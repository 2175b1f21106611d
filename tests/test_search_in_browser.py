"""Search in a real browser: results as the reader types, and nothing that the policy forbids."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from browsed import browsing
from conftest import CONFIG, Site
from playwright.sync_api import Browser, Page, expect
from served import Served

from tagarchive.build.search import index_files
from tagarchive.render.search.parts import SIZE, parted

pytestmark = pytest.mark.browser

HOME = "https://desk.example/"
SEARCH = f"{HOME}search/"
OPTIONS = '[search]\nengine = "pagefind"\n'
HOSTILE = "<img src=x onerror=window.ran=1>"
ZWNJ = "\u200c"


def put(site: Site, language: str = "en", base: str = HOME) -> Site:
    config = CONFIG.replace(HOME, base)
    return site.write(f'-- site.toml --\nlanguage = "{language}"\n{config}[duplicates]\nmode = "off"\n{OPTIONS}')


def wire(site: Site) -> Site:
    """A dozen articles and two more, about drones and bridges."""
    for n in range(12):
        site.article(f"n{n}", f"Report {n}", date=f"2020-01-{n + 1:02}", tags="[River, Iran]", body="A bridge. " * 40)
    site.article("a", "Drones over the river", tags="[Iran]", source="Wire", authors="[Ann]", body="They were running.")
    hostile = f"`{HOSTILE}` and drones &amp; bridges"
    return site.article("b", f'"{HOSTILE}"', date="2019-05-01", tags="[Iraq]", source="Post", body=hostile)


def in_parts(site: Site, size: int) -> dict[str, bytes]:
    """The files of a site whose search index has parts of about so many articles."""
    with patch.object(index_files, "parted", partial(parted, size=size)):
        return site.build(clean=True)


@pytest.fixture(scope="module", params=[SIZE, 4], ids=["whole", "parts"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return in_parts(wire(put(Site(tmp_path_factory.mktemp("search")))), request.param)


class Told:
    """What a page does that it should not: errors of scripts, requests elsewhere, and what its policy forbids."""

    def __init__(self, page: Page) -> None:
        self.wrong: list[str] = []
        listeners: dict[Any, Any] = {
            "pageerror": lambda error: self.wrong.append(str(error)),
            "console": lambda message: self.wrong.append(message.text) if message.type == "error" else None,
            "request": lambda one: None if one.url.startswith(HOME) else self.wrong.append(one.url),
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        page.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective));"
        )


@pytest.fixture
def page(browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    with browsing(browser, files) as page:
        told = Told(page)
        yield page
        assert told.wrong == []
        assert page.evaluate("window.broken") == []
        assert page.evaluate("window.ran") is None


def status(page: Page, text: str) -> None:
    page.locator(".search [role=status]").get_by_text(text, exact=True).wait_for()


def titles(page: Page) -> list[str]:
    return page.locator(".found > li > a").all_inner_texts()


def box(page: Page) -> Any:
    return page.locator("main").get_by_role("searchbox")


def test_results_come_as_the_reader_types_with_date_source_and_marked_words(page: Page) -> None:
    page.goto(SEARCH)
    assert box(page).evaluate("e => e === document.activeElement")
    page.keyboard.type("drone")
    page.wait_for_url(f"{SEARCH}?q=drone")
    status(page, "2 articles")
    assert titles(page) == ["Drones over the river", HOSTILE]
    first = page.locator(".found > li").first
    assert first.locator("time").inner_text() == "January 1, 2021"
    assert "Wire" in first.inner_text()
    assert page.locator(".found > li").last.locator("mark").all_inner_texts() == ["drones"]
    assert page.locator(".passage").last.inner_text() == f"{HOSTILE} and drones & bridges"
    page.keyboard.type("s run")
    status(page, "1 article")
    assert page.locator("mark").all_inner_texts() == ["running."]
    box(page).fill("running bridges")
    status(page, "No article has all of these words. These lack one:")
    assert "Drones over the river" in titles(page)
    box(page).fill("zzzz")
    status(page, "Nothing was found.")
    assert titles(page) == []


def test_the_index_is_searched_by_stems_and_by_phrases_and_small_words_are_left_out(page: Page) -> None:
    for words, count in [("run", 1), ("the drone", 2), ('"over the river"', 1), ("bridges", 13), ("what is it", 0)]:
        page.goto(f"{SEARCH}?q={quote(words)}")
        status(page, {0: "Nothing was found.", 1: "1 article"}.get(count, f"{count} articles"))


def test_a_reader_narrows_what_is_found_sorts_it_and_goes_back(page: Page) -> None:
    page.goto(f"{SEARCH}?q=bridge")
    status(page, "13 articles")
    page.get_by_text("Narrow down").click()
    page.get_by_label("Iraq 1").wait_for()
    assert page.locator("[data-facet=tag] label").all_inner_texts() == [" Iran 12", " River 12", " Iraq 1"]
    assert page.locator("[data-facet=year] label").all_inner_texts() == [" 2020 12", " 2019 1"]
    page.get_by_label("2019 1").check()
    status(page, "1 article")
    assert page.url == f"{SEARCH}?q=bridge&year=2019"
    page.get_by_label("2020 12").check()
    status(page, "13 articles")
    page.get_by_label("River 12").check()
    status(page, "12 articles")
    page.get_by_label("Sort by").select_option("newest")
    page.locator(".found > li > a").get_by_text("Report 11").first.wait_for()
    assert titles(page)[0] == "Report 11"
    page.get_by_label("Sort by").select_option("oldest")
    expect(page.locator(".found > li > a").first).to_have_text("Report 0")
    assert page.url == f"{SEARCH}?q=bridge&sort=oldest&tag=River&year=2019&year=2020"
    for _ in range(3):
        page.go_back()
    status(page, "13 articles")
    assert page.url == f"{SEARCH}?q=bridge&year=2019&year=2020"
    page.get_by_role("button", name="Search without 2020").click()
    status(page, "1 article")
    assert titles(page) == [HOSTILE]


def test_parts_of_an_index_find_the_same_in_the_same_order_as_one_index(browser: Browser, site: Site) -> None:
    for n in range(40):
        words = "harbour " * (n % 7 + 1) + "lamp " * (n % 3 == 0) + "quay " * (n == 21)
        site.article(f"a{n}", f"Report {n}", date=f"2020-01-{n // 2 + 1:02} {n % 2 + 10}:00", body=f"{words} text {n}.")
    put(site)
    queries = ["q=harbour", "q=quay+harbour", "q=quay", "q=lamp+quay", "q=quayside", "q=harbour&sort=oldest"]
    queries += ["q=lamp&sort=newest", "year=2020", "q=%22lamp+lamp%22", "q=%22lamp+text%22&sort=newest"]
    found: list[list[tuple[str, list[str]]]] = []
    for files in (in_parts(site, SIZE), in_parts(site, 6)):
        with browsing(browser, files) as page:
            told = Told(page)
            found.append([])
            for query in queries:
                page.goto(f"{SEARCH}?{query}")
                page.locator(".found[aria-busy=false]").wait_for(state="attached")
                found[-1].append((page.locator(".search [role=status]").inner_text(), titles(page)))
            assert told.wrong == []
    whole, parts = found
    for query, before, after in zip(queries, whole, parts, strict=True):
        # Of equal articles, either may come first.
        same = before == after if "sort" in query or "year" in query else before[0] == after[0]
        assert same, (query, before, after)
    assert whole[1] == parts[1] == ("1 article", ["Report 21"])
    assert parts[5][1][:3] == ["Report 0", "Report 1", "Report 2"]


def test_a_single_letter_is_looked_for_when_the_reader_asks(page: Page) -> None:
    page.goto(SEARCH)
    page.keyboard.type("d")
    page.wait_for_timeout(300)
    assert page.url == SEARCH
    page.keyboard.press("Enter")
    status(page, "2 articles")


def test_more_results_come_when_they_are_asked_for(page: Page) -> None:
    page.goto(f"{SEARCH}?q=bridge")
    status(page, "13 articles")
    assert len(titles(page)) == 10
    page.get_by_role("button", name="Show more").click()
    page.locator(".found > li").nth(12).wait_for()
    assert page.locator(".found > li").nth(10).locator("a").evaluate("e => e === document.activeElement")
    assert page.get_by_role("button", name="Show more").count() == 0


def test_the_box_of_every_page_leads_to_the_search_page_and_a_key_to_the_box(page: Page) -> None:
    page.goto(HOME)
    page.keyboard.press("/")
    page.keyboard.type("and/or drones")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{SEARCH}?q=and%2For+drones")
    assert box(page).input_value() == "and/or drones"
    assert page.get_by_role("searchbox").count() == 1
    page.goto(f"{SEARCH}?q=drones")
    status(page, "2 articles")
    page.locator("body").press("/")
    page.keyboard.type("bridge")
    assert box(page).input_value() == "bridge"


def test_a_tag_is_searched_from_its_own_page(page: Page) -> None:
    page.goto(f"{HOME}tag/iran/")
    page.locator("main").get_by_role("searchbox", name="Search in this tag").fill("drones")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{SEARCH}?tag=Iran&q=drones")
    status(page, "1 article")
    page.goto(f"{HOME}tag/iran/")
    page.locator("main").get_by_role("button", name="Search in this tag").click()
    status(page, "13 articles")
    assert titles(page)[:2] == ["Drones over the river", "Report 11"]
    assert page.locator(".chosen").inner_text() == "Iran ×"


def test_the_whole_of_it_works_by_keyboard(page: Page) -> None:
    page.goto(SEARCH)
    page.keyboard.type("drones")
    status(page, "2 articles")
    focused = "document.activeElement.textContent || document.activeElement.name"
    steps = [("ArrowDown", "Drones over the river"), ("ArrowDown", HOSTILE), ("ArrowDown", HOSTILE)]
    steps += [("ArrowUp", "Drones over the river"), ("ArrowUp", "q"), ("ArrowDown", "Drones over the river")]
    for key, found in [*steps, ("Escape", "q")]:
        page.keyboard.press(key)
        assert page.evaluate(focused) == found
    page.keyboard.press("Escape")
    status(page, "Words in quotation marks are found next to each other.")
    assert (box(page).input_value(), titles(page)) == ("", [])
    page.keyboard.type("drones")
    page.keyboard.press("Enter")
    status(page, "2 articles")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOME}articles/a/")
    page.go_back()
    status(page, "2 articles")


def test_an_index_that_can_not_be_loaded_is_told(browser: Browser, files: dict[str, bytes]) -> None:
    without = {path: data for path, data in files.items() if not path.endswith("pagefind.js")}
    with browsing(browser, without) as page:
        page.goto(f"{SEARCH}?q=drones")
        status(page, "The search could not be loaded. Try again later.")
    with browsing(browser, {path: data for path, data in files.items() if "pagefind-entry" not in path}) as page:
        page.goto(f"{SEARCH}?q=drones")
        status(page, "The search could not be loaded. Try again later.")


def test_without_scripts_the_search_page_says_so_and_leads_to_the_lists(
    browser: Browser, files: dict[str, bytes]
) -> None:
    with browsing(browser, files, java_script_enabled=False) as page:
        page.goto(f"{SEARCH}?q=drones")
        assert page.locator("main").inner_text().split("\n")[2].startswith("Searching needs JavaScript")
        assert page.locator(".search").is_hidden()
        page.locator("main .lists a").nth(1).click()
        assert page.url == f"{HOME}tags/"


def test_a_page_that_is_opened_as_a_file_says_that_it_can_not_search(site: Site, browser: Browser) -> None:
    wire(put(site)).build()
    page = browser.new_page()
    page.goto(f"{site.output.as_uri()}/tag/iran/index.html")
    page.locator("main").get_by_role("searchbox").fill("drones")
    page.keyboard.press("Enter")
    page.get_by_text("This page was opened as a file").wait_for()
    assert page.url.startswith(f"{site.output.as_uri()}/search/index.html?")
    page.close()


def test_only_the_search_page_may_run_webassembly(files: dict[str, bytes]) -> None:
    allowing = [path for path, data in files.items() if path.endswith(".html") and b"wasm-unsafe-eval" in data]
    assert allowing == ["search/index.html"]
    page = files["search/index.html"].decode()
    assert "'unsafe-inline'" not in page
    assert "'unsafe-eval'" not in page


TEXTS = {
    "ar": [
        ("المكتبة الوطنية", "افتتحت المكتبة الوطنية في بغداد معرضاً للكتاب وشاركت فيه مكتبات كثيرة."),
        ("حقوق الإنسان", "قال المسؤولون إن المدارس ستفتح غداً."),
    ],
    "fa": [
        ("کتاب\u200cهای تازه", "این کتاب\u200cها تازه منتشر می\u200cشوند."),
        ("خبر روز", "كتاب علي هم بود."),
    ],
    "zh": [
        ("中国人民银行发布新规", "中国人民银行昨日发布新规定，使用Python编写的系统将上线。"),
        ("北京大学图书馆", "图书馆收藏了许多人的银色行李。"),
    ],
    "ja": [("東京都の図書館", "図書館はとても静かです。"), ("タワー", "東京のタワー。")],
    "th": [("ห้องสมุดแห่งชาติ", "ห้องสมุดเปิดวันนี้"), ("ข่าว", "วันนี้ฝนตก")],
}
QUERIES = [
    # A stem without its article, and other forms of it.
    ("ar", "مكتبة", 1),
    ("ar", "المكتبات", 1),
    ("ar", "الانسان", 1),
    # A word with and without the joiner, by its beginning, and from an Arabic keyboard.
    ("fa", f"می{ZWNJ}شوند", 1),
    ("fa", "میشوند", 1),
    ("fa", "کتاب", 2),
    ("fa", "كتاب", 2),
    # Parts of a text without spaces, in order and next to each other.
    ("zh", "银行", 1),
    ("zh", "人民银行", 1),
    ("zh", "图书馆", 1),
    ("zh", "银行 系统", 1),
    ("zh", "python", 1),
    ("ja", "図書館", 1),
    ("ja", "タワー", 1),
    ("th", "ห้องสมุด", 1),
    ("th", "วันนี้", 2),
]


@pytest.mark.parametrize("language", TEXTS)
def test_texts_of_other_languages_are_found_whole(site: Site, browser: Browser, language: str) -> None:
    for n, (title, body) in enumerate(TEXTS[language]):
        put(site, language).article(f"a{n}", title, body=body)
    with browsing(browser, site.build()) as page:
        told = Told(page)
        for query in (query for known, query, _ in QUERIES if known == language):
            page.goto(f"{SEARCH}?q={quote(query)}")
            page.locator(".found > li").first.wait_for()
            expected = next(count for known, words, count in QUERIES if (known, words) == (language, query))
            assert len(titles(page)) == expected, query
            assert set(titles(page)) <= {title for title, _ in TEXTS[language]}
        assert told.wrong == []


def test_marks_and_passages_have_no_spaces_that_the_text_has_not(site: Site, browser: Browser) -> None:
    (title, body), *_ = TEXTS["zh"]
    put(site, "zh").article("a", title, body=body)
    with browsing(browser, site.build()) as page:
        page.goto(f"{SEARCH}?q={quote('银行')}")
        page.locator(".found > li").first.wait_for()
        assert page.locator("mark").all_inner_texts() == ["银行"]
        assert page.locator(".passage").inner_text() == body.replace("Python", " Python ")


def test_articles_in_several_languages_are_searched_together(site: Site, browser: Browser) -> None:
    put(site).article("a", "English", body="A bridge.").article("b", "فارسی", lang="fa", body="پل قدیمی")
    site.article("c", "Français", lang="fr", body="Les ponts de Paris").article("d", "中文", lang="zh", body="大桥很长")
    with browsing(browser, site.build()) as page:
        for query, title in [("bridges", "English"), ("قدیمی", "فارسی"), ("ponts", "Français"), ("很长", "中文")]:
            page.goto(f"{SEARCH}?q={quote(query)}")
            page.locator(".found > li").first.wait_for()
            assert titles(page) == [title]


def test_a_site_below_a_path_is_searched_there(site: Site, browser: Browser) -> None:
    base = f"{HOME}an/archive/"
    files = wire(put(site, base=base)).build()
    with browsing(browser, {f"an/archive/{path}": data for path, data in files.items()}) as page:
        page.goto(base)
        page.keyboard.press("/")
        page.keyboard.type("over river")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Drones over the river").click()
        page.wait_for_url(f"{base}articles/a/")


def test_the_preview_searches_what_is_there(site: Site, browser: Browser) -> None:
    wire(put(site))
    with Served(site.root) as served:
        page = browser.new_page()
        page.goto(f"{served.url}/search/?q=drones")
        status(page, "2 articles")
        page.close()


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_page_fits_a_narrow_screen_in_both_directions(
    site: Site, browser: Browser, language: str, scheme: str
) -> None:
    put(site, language).article("a", "Drones over the river", tags="[Iran]", source="Wire", body="A bridge. " * 40)
    options: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "color_scheme": scheme}
    with browsing(browser, site.build(), **options) as page:
        page.goto(f"{SEARCH}?q=bridge&tag=Iran")
        page.locator(".found > li").first.wait_for()
        page.locator(".search summary").click()
        page.locator("[data-facet=tag] label").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(SMALL) == []


SMALL = """[...document.querySelectorAll('.search :is(a, button, input, select, summary)')].filter(element =>
  element.checkVisibility() && !element.closest('label') && element.getBoundingClientRect().height < 24
).map(element => element.outerHTML)"""
"""What a finger can hardly hit (WCAG 2.2, 2.5.8)."""
