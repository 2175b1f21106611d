"""The pages in a real browser: nothing from elsewhere, nothing sideways, nothing out of reach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from served import until

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.reading.edition import Edition

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).parent.parent
PAGES = [
    "",
    "articles/why-page-one-never-changes/",
    "articles/two-reports-of-one-night/",
    "articles/file-a-clipping/",
    "tag/iranbacked/",
    "tag/العربية/",
    "tags/",
    "about/",
    "404.html",
    "years/",
    "2021/",
    "tags-by-count/",
    "subscribe/",
    "articles/clipping/",
]
NARROW: ViewportSize = {"width": 320, "height": 640}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CLIPPING = """---
title: A clipping
date: 2021-01-01
---
![A map](https://maps.example/a.png)

<iframe src="https://player.vimeo.com/video/1" title="A film"></iframe>

[A link](https://elsewhere.example/)
"""


class Quiet(SimpleHTTPRequestHandler):
    """A static host that keeps silent."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample site and one more article, as a static host on this machine serves them."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(CHECKOUT / "content", folder / "site" / "content")
    shutil.copy(CHECKOUT / "site.toml", folder / "site")
    (folder / "site" / "content" / "clipping.md").write_text(CLIPPING)
    build(BuildRequest(folder / "site", folder / "out", Edition(drafts=False, now=datetime(2026, 6, 1, tzinfo=UTC))))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "out")))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab that other tests have used, with nothing left in it: a new one is a new process of the browser."""
    yield tab
    tab.unroute_all()
    tab.emulate_media(media="null", color_scheme="null")
    tab.evaluate("localStorage.clear()")
    tab.goto("about:blank")


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Page]:
    """For tests that change what a browser offers."""
    context = browser.new_context(viewport=NARROW)
    yield context.new_page()
    context.close()


class Visit(NamedTuple):
    """What a browser finds on a page.

    Attributes:
        asked: the addresses that it asks for
        failed: those that fail, and errors of scripts
        broken: what the policy forbids
        is_wide: true if there is something to scroll sideways
        faint: texts that are hard to read, by the scheme of colours
        alien: what became of scripts of others: how many were forbidden, and if one ran

    """

    asked: list[str]
    failed: list[str]
    broken: list[str]
    is_wide: bool
    faint: dict[str, list[str]]
    alien: tuple[int, bool | None]


@pytest.fixture(scope="module")
def visits(tab: Page, host: str) -> dict[str, Visit]:
    """A visit to a page of each kind."""
    asked: list[str] = []
    failed: list[str] = []
    listeners: dict[Any, Any] = {
        "request": lambda request: asked.append(request.url),
        "response": lambda response: failed.append(response.url) if response.status >= 400 else None,
        "pageerror": lambda error: failed.append(str(error)),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    found: dict[str, Visit] = {}
    for path in PAGES:
        asked.clear()
        failed.clear()
        tab.goto(host + path, wait_until="networkidle")
        is_wide = tab.evaluate("document.documentElement.scrollWidth") > NARROW["width"]
        faint: dict[str, list[str]] = {}
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)
            faint[scheme] = tab.evaluate(FAINT)
        broken = tab.evaluate("[...broken]")
        tab.evaluate(ALIEN)
        until(lambda: tab.evaluate("broken.length >= 2"))
        found[path] = Visit([*asked], [*failed], broken, is_wide, faint, tab.evaluate("[broken.length, window.ran]"))
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    return found


WATCH = """
  window.broken = [];
  document.addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective));
  new MutationObserver((_, watching) => {
    if (!document.body) return;
    window.schemeAtFirst = document.documentElement.dataset.scheme ?? '';
    watching.disconnect();
  }).observe(document, {childList: true, subtree: true});
"""
"""Notes what the policy forbids, and which colours the page had before there was anything to paint."""

FAINT = """() => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const channels = text => text.startsWith('color(srgb')
    ? numbers(text).map((v, n) => n < 3 ? 255 * v : v) : numbers(text);
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = channels(getComputedStyle(element).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter(element =>
    element.checkVisibility({opacityProperty: true}) && !element.classList.contains('skip') &&
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  if (texts.length < 5) return ['too little text to judge'];
  return texts.filter(element => {
    const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    return (a + .05) / (b + .05) < 4.5;
  }).map(element => element.outerHTML.slice(0, 80));
}"""

ALIEN = """() => {
  const script = document.createElement('script');
  script.text = 'window.ran = true';
  document.body.append(script);
  document.body.insertAdjacentHTML('beforeend', '<img src="/favicon.svg" onload="window.ran = true" alt="">');
}"""
"""Puts scripts into a page that are not its own."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_readable_and_nothing_scrolls_sideways(visits: Mapping[str, Visit], scheme: str) -> None:
    found = {path: (visit.is_wide, visit.faint[scheme]) for path, visit in visits.items()}
    assert found == dict.fromkeys(PAGES, (False, []))


def test_a_page_asks_no_other_host_and_nothing_in_vain_and_its_policy_forbids_nothing_but_scripts_of_others(
    visits: Mapping[str, Visit], host: str
) -> None:
    for path, visit in visits.items():
        assert len(visit.asked) >= 2, path
        assert [url for url in visit.asked if not url.startswith(host)] == [], path
        assert (visit.failed, visit.broken) == ([], []), path
        assert visit.alien[0] >= 2, path
        assert visit.alien[1] is None, path


def test_the_first_tab_leads_past_the_menu(page: Page, host: str) -> None:
    page.goto(host + "tag/iranbacked/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_a_reader_gets_from_the_home_page_to_a_tag_and_to_an_article(page: Page, host: str) -> None:
    page.goto(host)
    page.get_by_role("link", name="Iranbacked").first.click()
    assert page.get_by_role("heading", level=1).inner_text().split() == ["Tag", "Archives:", "Iranbacked"]
    page.get_by_role("link", name="Houthis say they fired at Ras Tanura").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Houthis")
    page.get_by_role("navigation", name="Newer and older articles", exact=True).get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Two reports")


@pytest.mark.parametrize("has_scripts", [True, False])
@pytest.mark.parametrize("aim", ["link", "frame"])
def test_a_player_loads_into_its_frame_when_the_reader_asks_for_it(
    browser: Browser, host: str, *, has_scripts: bool, aim: str
) -> None:
    page = browser.new_page(java_script_enabled=has_scripts)
    player = "https://player.vimeo.com/video/1"
    page.route(
        "https://player.vimeo.com/**", lambda route: route.fulfill(body="<p>playing</p>", content_type="text/html")
    )
    page.goto(host + "articles/clipping/")
    link = page.get_by_role("link", name="A film").last
    # The whole of the box can be clicked, not the sign in its middle alone.
    box = page.locator("iframe")
    link.click() if aim == "link" else box.click(position={"x": 9, "y": 9})
    frame = page.frame(name="embed-1")
    assert frame
    frame.wait_for_url(player)
    assert frame.inner_text("p") == "playing"
    assert page.url == f"{host}articles/clipping/"
    page.close()


GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_the_switch_between_light_and_dark_is_remembered_and_does_not_flash(page: Page, host: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(host)
    light = page.evaluate(GROUND)
    switch = page.get_by_role("button", name="Dark colours")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    dark = page.evaluate(GROUND)
    assert dark != light
    assert switch.get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="Tags", exact=True).first.click()
    page.wait_for_url(f"{host}tags/")
    assert page.evaluate("[schemeAtFirst, " + GROUND + "]") == ["dark", dark]
    switch.click()
    assert page.evaluate("[localStorage.length, " + GROUND + "]") == [0, light]


def test_the_switch_follows_the_system_until_it_is_used(page: Page, host: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(host)
    switch = page.get_by_role("button", name="Dark colours")
    assert switch.get_attribute("aria-pressed") == "true"
    page.emulate_media(color_scheme="light")
    until(lambda: page.evaluate("document.querySelector('.scheme').getAttribute('aria-pressed') === 'false'"))


def test_what_another_site_kept_under_the_same_name_changes_nothing(page: Page, host: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(host)
    page.evaluate("localStorage.setItem('tagarchive-scheme', 'auto')")
    page.reload()
    assert page.get_by_role("button", name="Dark colours").get_attribute("aria-pressed") == "true"


def test_without_scripts_all_but_the_switch_works(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host)
    assert page.locator(".scheme").is_hidden()
    page.get_by_text("The same as a table").click()
    assert page.locator(".busiest table").is_visible()
    page.get_by_role("link", name="Iranbacked").first.click()
    page.get_by_role("link", name="Houthis say they fired at Ras Tanura").click()
    page.get_by_role("navigation", name="The way here").get_by_role("link", name="Home").click()
    assert page.url == host
    page.goto(host + "2021/")
    page.get_by_role("link", name="Mar").click()
    assert page.locator(":target").inner_text() == "March"
    page.goto(host + CITED)
    page.get_by_text("Cite", exact=True).click()
    assert page.locator(".cite pre").first.inner_text().startswith("@article{")
    assert page.locator(".cite button:visible").count() == 0
    context.close()


CITED = "articles/strike-near-al-bukamal/"


def test_a_citation_is_copied_by_keyboard_and_said_to_be(page: Page, host: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.emulate_media(color_scheme="dark")
    page.goto(host + CITED)
    panel = page.locator(".cite")
    panel.get_by_text("Cite", exact=True).focus()
    page.keyboard.press("Enter")
    assert not page.evaluate(FAINT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("Plain text", "BibTeX", "RIS"):
        page.keyboard.press("Tab")
        assert panel.get_by_role("button", name=f"Copy {name}").evaluate("e => e === document.activeElement")
        page.keyboard.press("Enter")
        until(lambda: page.evaluate("document.activeElement.nextElementSibling.innerText") == "Copied")
        shown = page.evaluate("document.activeElement.closest('.cited').lastElementChild.textContent")
        assert page.evaluate("navigator.clipboard.readText()") == shown


@pytest.mark.parametrize(
    "clipboard", ["undefined", "{writeText: () => Promise.reject(new DOMException('', 'NotAllowedError'))}"]
)
def test_where_nothing_can_be_copied_a_citation_can_be_selected(new_page: Page, host: str, clipboard: str) -> None:
    page = new_page
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    page.goto(host + CITED)
    page.get_by_text("Cite", exact=True).click()
    button = page.get_by_role("button", name="Copy RIS")
    if clipboard == "undefined":
        assert button.count() == 0
    else:
        button.click()
        until(lambda: page.evaluate("`${getSelection()}`").startswith("TY  - NEWS"))
        assert page.get_by_role("status").all_inner_texts() == ["", "", ""]


def test_paper_is_white_whatever_the_screen_was(page: Page, host: str) -> None:
    page.emulate_media(media="print")
    page.goto(host)
    page.evaluate("localStorage.setItem('tagarchive-scheme', 'dark')")
    page.goto(host + "articles/strike-near-al-bukamal/")
    assert page.get_by_text(
        "The Clippings Desk, https://clippings.example/articles/strike-near-al-bukamal/", exact=True
    ).is_visible()
    assert page.get_by_text("CBS News").first.is_visible()
    assert page.locator(".menu").is_hidden()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        assert max(map(int, ink.strip("rgb()").split(","))) < 64


def test_without_styles_an_article_reads_in_order(page: Page, host: str) -> None:
    page.route("**/*.css", lambda route: route.abort())
    page.goto(host + "articles/rfc-4151/")
    text = page.locator("article").inner_text()
    parts = ["RFC 4151: The", "May 5, 2026", "How to make a name", "Read the original", "Filed under", "Cite"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
