"""The icon of a site in its pages and in feeds of each format."""

from __future__ import annotations

import io
import json
import re
import struct
from pathlib import Path

import feedparser
import imagesize
import pytest
from conftest import CONFIG, Site
from lxml import etree
from pictures import png

ATOM = "{http://www.w3.org/2005/Atom}"
STATIC = Path(__file__).parents[2] / "static"
ICON = re.compile(r'<link rel="((?:apple-touch-)?icon)"[^>]*>')


def with_icon(site: Site, name: str = "icon.png", data: bytes = b"", key: str = "") -> Site:
    site.write(f'-- site.toml --\nicon = "{key or name}"\n{CONFIG}').put(f"static/{name}", data or png(512, 512))
    return site.article("a", tags="[B]")


def links(page: bytes) -> list[str]:
    return [found[0] for found in ICON.finditer(page.decode())]


def test_a_site_without_an_icon_has_that_of_the_theme_in_pages_and_feeds(site: Site) -> None:
    files = site.article("a").build()
    assert links(files["index.html"]) == [
        '<link rel="icon" sizes="48x48" href="/favicon.ico">',
        '<link rel="icon" sizes="any" type="image/svg+xml" href="/favicon.svg">',
    ]
    assert etree.fromstring(files["atom.xml"]).findtext(f"{ATOM}icon") == "https://desk.example/favicon.ico"
    assert json.loads(files["feed.json"])["favicon"] == "https://desk.example/favicon.ico"
    assert b"<logo" not in files["atom.xml"]
    assert b"<image" not in files["feed.xml"]
    assert '"icon"' not in files["feed.json"].decode()
    assert files["favicon.ico"] == (STATIC / "favicon.ico").read_bytes()


def test_the_icon_of_the_theme_holds_pictures_of_three_sizes() -> None:
    data = (STATIC / "favicon.ico").read_bytes()
    kind, count = struct.unpack("<HH", data[2:6])
    parts = [struct.unpack("<BBBBHHII", data[6 + 16 * n : 22 + 16 * n]) for n in range(count)]
    assert (kind, [part[0] for part in parts]) == (1, [16, 32, 48])
    for width, height, *_, length, start in parts:
        assert imagesize.get(io.BytesIO(data[start : start + length])) == (width, height)
    assert len(data) < 4_000


def test_one_key_gives_the_icon_to_pages_and_to_feeds_of_each_format(site: Site) -> None:
    files = with_icon(site).build()
    url = "https://desk.example/icon.png"
    assert links(files["tag/b/index.html"]) == [
        '<link rel="icon" type="image/png" sizes="512x512" href="/icon.png">',
        '<link rel="apple-touch-icon" href="/icon.png">',
    ]
    root = etree.fromstring(files["tag/b/atom.xml"])
    assert (root.findtext(f"{ATOM}icon"), root.findtext(f"{ATOM}logo")) == (url, url)
    feed = json.loads(files["tag/b/feed.json"])
    assert (feed["icon"], feed["favicon"]) == (url, url)
    image = etree.fromstring(files["tag/b/feed.xml"]).find("channel/image")
    assert {part.tag: part.text for part in image} == {
        "url": url,
        "title": "B – Desk",
        "link": "https://desk.example/tag/b/",
    }
    assert feedparser.parse(files["feed.xml"]).feed.image.href == url


def test_rss_states_the_size_of_an_icon_only_within_its_limits(site: Site) -> None:
    channel = etree.fromstring(with_icon(site, data=png(144, 144)).build()["feed.xml"])[0]
    assert [channel.findtext(f"image/{side}") for side in ("width", "height")] == ["144", "144"]
    channel = etree.fromstring(with_icon(site, data=png(145, 145)).build()["feed.xml"])[0]
    assert channel.find("image/width") is None


def test_a_drawing_is_an_icon_of_any_size_and_rss_has_no_place_for_it(site: Site) -> None:
    files = with_icon(site, "mark.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"/>').build()
    assert links(files["index.html"]) == ['<link rel="icon" type="image/svg+xml" sizes="any" href="/mark.svg">']
    assert b"<image" not in files["feed.xml"]
    assert json.loads(files["feed.json"])["icon"] == "https://desk.example/mark.svg"
    assert site.notices() == []


@pytest.mark.parametrize("key", ["i/icon.png", "/i/icon.png", "static/i/icon.png"])
def test_an_icon_is_named_by_its_path_in_static_or_by_its_address(site: Site, key: str) -> None:
    page = with_icon(site, "i/icon.png", key=key).page("index.html")
    assert 'href="/i/icon.png"' in page


def test_an_icon_that_does_not_exist_is_a_problem_with_the_name_of_one_that_does(site: Site) -> None:
    (problem,) = with_icon(site, key="icno.png").problems()
    assert problem == "site.toml:1:1: missing-file"
    assert problem.hint == "did you mean “icon.png”?"


@pytest.mark.parametrize("key", ["../icon.png", "icon.txt", "https://a.example/icon.png", "a//icon.png", "", "/"])
def test_an_icon_is_a_picture_of_the_site_itself(site: Site, key: str) -> None:
    site.write(f'-- site.toml --\nicon = "{key}"\n{CONFIG}').article("a")
    assert site.problems() == ["site.toml:1:1: bad-value"]


@pytest.mark.parametrize(
    ("data", "found"), [(png(64, 64), "64 × 64"), (png(512, 300), "512 × 300"), (b"-", "no picture")]
)
def test_an_icon_that_is_small_or_not_square_is_noticed(site: Site, data: bytes, found: str) -> None:
    (notice,) = with_icon(site, data=data).notices()
    assert notice == "site.toml:1:1: odd-icon"
    assert found in notice.message


def test_another_icon_changes_feeds_and_neither_guids_nor_dates(site: Site) -> None:
    before = feedparser.parse(site.article("a", tags="[B]").build()["feed.xml"])
    after = feedparser.parse(with_icon(site).build()["feed.xml"])
    assert before.entries == after.entries
    assert before.feed.updated == after.feed.updated
