"""Pictures in a real browser: nothing moves while they load, and each screen loads the file that it needs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from browsed import browsing
from conftest import CONFIG, Site
from picture_set import SOUND, photo, saved
from PIL import Image
from playwright.sync_api import Browser, Page
from served import until

pytestmark = pytest.mark.browser

HOST = "https://desk.example/"

SHIFTS = """
window.shifts = [];
const told = entry => entry.sources.map(source => [entry.value, source.node && source.node.outerHTML]);
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(...told(entry))))
  .observe({type: "layout-shift", buffered: true});
"""

LOADED = """() => {
  document.querySelectorAll("img").forEach(image => image.loading = "eager");
  return [...document.images].every(image => image.complete && image.naturalWidth);
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site, tall = Site(tmp_path_factory.mktemp("pictured")), saved(photo(700, 940), "JPEG", quality=90)
    site.put("content/p.jpg", saved(photo(1300, 860), "JPEG", quality=90)).put("content/tall.jpg", tall)
    site.put("content/turned.jpg", SOUND["turned-6.jpg"]()).put("content/d.svg", SOUND["drawing.svg"]())
    site.write(f"-- site.toml --\n{CONFIG}")
    body = "Text.\n\n![A tower](tall.jpg)\n\nMore.\n\n![turned](turned.jpg) ![d](d.svg)\n\nLast."
    image = "[{src: p.jpg, alt: A quay, caption: Noon}, {src: tall.jpg, alt: T}, {src: d.svg, alt: D}]"
    for number in range(4):
        site.article(f"a{number}", image=image, body=body, tags="[x]", date=f"2021-01-0{number + 1}")
    site.write("-- content/tags/x.md --\n---\nname: x\nimage: {src: ../tall.jpg, alt: A tower}\n---\nOf x.\n")
    return site.build()


@pytest.fixture(params=[(1280, 1), (375, 2)])
def page(browser: Browser, files: dict[str, bytes], request: pytest.FixtureRequest) -> Iterator[Page]:
    width, ratio = request.param
    size = {"width": width, "height": 800}
    with browsing(browser, files, viewport=size, device_scale_factor=ratio) as page:
        page.add_init_script(SHIFTS)
        yield page


@pytest.mark.parametrize("address", ["", "articles/a1/", "tag/x/"])
def test_nothing_moves_while_pictures_load(page: Page, address: str) -> None:
    page.goto(f"{HOST}{address}")
    until(lambda: page.evaluate(LOADED))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifts") == []
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)


def test_a_screen_loads_the_smallest_file_that_is_sharp_on_it(page: Page, files: dict[str, bytes]) -> None:
    page.goto(f"{HOST}articles/a1/")
    until(lambda: page.evaluate(LOADED))
    for image in page.locator("main picture img").all():
        source, width, ratio = image.evaluate("i => [i.currentSrc, i.getBoundingClientRect().width, devicePixelRatio]")
        assert source.endswith(".avif")
        with Image.open(io.BytesIO(files[source.removeprefix(HOST)])) as shown:
            assert 0.9 <= shown.width / (width * ratio) <= 2.6


def test_pictures_in_lists_lead_to_their_articles_and_are_no_stop_of_the_keyboard(page: Page) -> None:
    page.goto(f"{HOST}tag/x/")
    thumbnail = page.locator(".thumbnail").first
    assert thumbnail.get_attribute("href") == "/articles/a3/"
    box = thumbnail.bounding_box()
    assert box
    assert abs(box["width"] / box["height"] - 1.5) < 0.02
    page.keyboard.press("Tab")
    for _ in range(60):
        assert not page.evaluate("document.activeElement.matches('.thumbnail')")
        page.keyboard.press("Tab")
