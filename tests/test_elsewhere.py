"""Other hosts, in a real browser: no page asks them for anything before a reader clicks."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

DESK = "https://desk.example"
PLAYER = "https://player.vimeo.com/video/1"
FILM = "https://film.example/1"
SITE = """
-- site.toml --
title = "Desk"
base_url = "https://desk.example/"
[archive]
show = "full"
[html]
embed_hosts = ["player.vimeo.com"]
-- content/sources/wire.md --
---
name: Wire
logo: https://logos.example/wire.png
home: https://wire.example/
feed: https://wire.example/feed.xml
---
![Their building](https://wire.example/building.jpg)
-- content/sources/post.md --
---
name: Post
logo: logo.svg
---
-- content/tags/border.md --
---
name: Border
---
![A map](https://maps.example/border.png)
-- content/pages/about.md --
---
title: About
---
<iframe src="https://player.vimeo.com/video/2" title="Us"></iframe>
-- content/all.md --
---
title: All of it
date: 2021-03-04
tags: [Border]
source: {name: Wire, url: "https://wire.example/1", archive_url: "https://archive.example/1"}
image:
  - {src: "https://pictures.example/head.jpg", alt: A head}
  - {src: "https://pictures.example/more.jpg", alt: More}
films:
  - {title: A march, url: "https://film.example/1", poster: still.svg}
  - {title: Far, url: "https://film.example/2", poster: "https://pictures.example/still.jpg"}
---
![A river](https://pictures.example/river.jpg)

<iframe src="https://player.vimeo.com/video/1" title="A player" data-poster="still.svg"></iframe>

<iframe src="https://player.vimeo.com/video/3" title="Bare" data-poster="https://pictures.example/a.jpg"></iframe>

<iframe src="https://other.example/embed" title="Not allowed" data-poster="still.svg"></iframe>

<video src="https://films.example/a.mp4" poster="https://films.example/a.jpg"></video>
<audio src="https://sounds.example/a.mp3"></audio>

[![A talk](still.svg)](https://talks.example/1)

<script src="https://gist.github.com/ann/1.js"></script>
-- content/own.md --
---
title: Of this site
date: 2021-03-05
tags: [Border]
source: Post
image: {src: still.svg, alt: A still}
---
Text.
"""


class Visit:
    """A visit of the site: each request of the site is answered from its files, and each other one is noted."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []

    def answer(self, route: Route) -> None:
        url = route.request.url
        path = unquote(urlsplit(url).path)[1:]
        path += "index.html" if not path or path.endswith("/") else ""
        if not url.startswith(f"{DESK}/"):
            self.asked.append(url)
            route.fulfill(body="<p>playing</p>", content_type="text/html")
        elif path in self.files:
            route.fulfill(body=self.files[path], content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=404)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    site = Site(tmp_path_factory.mktemp("elsewhere")).write(SITE)
    for path in ("content/still.svg", "content/sources/logo.svg"):
        site.put(path, b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>')
    return site.build()


@pytest.fixture
def visit(files: Mapping[str, bytes]) -> Visit:
    return Visit(files)


@pytest.fixture
def page(browser: Browser, visit: Visit) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 2400})
    context.route(re.compile(""), visit.answer)
    yield context.new_page()
    context.close()


def test_no_page_asks_another_host_for_anything_before_a_click(page: Page, visit: Visit) -> None:
    html = (path for path in visit.files if path.endswith(".html"))
    pages = [path for path in html if b'http-equiv="refresh"' not in visit.files[path]]
    shown = ""
    for path in pages:
        page.goto(f"{DESK}/{path.removesuffix('index.html')}", wait_until="load")
        shown += page.content()
    assert visit.asked == []
    assert len(pages) > 12
    assert shown.count("https://pictures.example/river.jpg") > 3
    assert not re.search(r'<link[^>]*rel="[^"]*(?:preconnect|prefetch|preload|prerender)', shown)


def test_a_poster_leads_to_its_player_in_its_frame(page: Page, visit: Visit) -> None:
    page.goto(f"{DESK}/articles/all/", wait_until="load")
    page.frame_locator("iframe[name=embed-1]").get_by_role("link", name="A player").click()
    frame = page.frame(name="embed-1")
    assert frame
    frame.wait_for_url(PLAYER)
    assert frame.inner_text("p") == "playing"
    assert visit.asked == [PLAYER]
    assert page.url == f"{DESK}/articles/all/"


def test_a_poster_leads_to_its_film(page: Page, visit: Visit) -> None:
    page.goto(f"{DESK}/articles/all/", wait_until="load")
    page.locator(".films img").click()
    page.wait_for_url(FILM)
    assert visit.asked == [FILM]
