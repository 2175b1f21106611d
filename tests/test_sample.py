"""The sample site is a demonstration: it builds without a single remark, and shows what there is."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import imagesize
import pytest
from PIL import Image, ImageChops

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest, Report
from tagarchive.reading.edition import Edition

CHECKOUT = Path(__file__).parent.parent
BASE = "https://clippings.example/"
PICTURES = ("jpg", "png", "webp")
FURTHEST, LARGEST = 24, 150_000
"""Most difference of a colour to the drawn one, from 0 to 255; size of a picture in bytes."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    output = tmp_path_factory.mktemp("sample")
    return build(BuildRequest(CHECKOUT, output, Edition(drafts=False, now=datetime(2026, 6, 1, tzinfo=UTC)))), output


class Links(HTMLParser):
    """Ids of a page, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []  # type: ignore[list-item]
        self.links += [found[name] or "" for name in ("href", "src", "action") if name in found]


def pages(output: Path) -> Iterator[tuple[str, Links]]:
    for file in sorted(output.rglob("*.html")):
        links = Links()
        links.feed(file.read_text("utf-8"))
        path = file.relative_to(output).as_posix()
        yield urljoin(BASE, path.removesuffix("index.html")), links


def file_of(url: str, output: Path) -> Path:
    path = unquote(urlsplit(url).path).lstrip("/")
    return output / (f"{path}index.html" if path.endswith("/") or not path else path)


def test_it_builds_without_a_remark(sample: tuple[Report, Path]) -> None:
    report, _ = sample
    # A machine without a font for Arabic draws no card of the tag in it.
    assert not [notice for notice in report.notices if notice.code != "no-card"]
    assert report.articles >= 10


def test_every_link_within_it_leads_somewhere(sample: tuple[Report, Path]) -> None:
    _, output = sample
    found = dict(pages(output))
    count = 0
    for url, page in found.items():
        assert len(page.ids) == len(set(page.ids)), url
        for link in page.links:
            target = urljoin(url, link)
            if target.startswith(BASE):
                count += 1
                plain, _, fragment = target.partition("#")
                assert file_of(plain, output).is_file(), f"{url} -> {link}"
                assert not fragment or unquote(fragment) in found[unquote(plain)].ids, f"{url} -> {link}"
    assert count > 500


def test_every_page_is_reached_from_the_home_page(sample: tuple[Report, Path]) -> None:
    _, output = sample
    found = dict(pages(output))
    seen, waiting = set[str](), [BASE]
    while waiting:
        url = waiting.pop()
        if url in found and url not in seen:
            seen.add(url)
            waiting += [unquote(urljoin(url, link).partition("#")[0]) for link in found[url].links]
    beginnings = {f"{BASE}{name}/" for name in ("articles", "author", "source", "tag")}
    assert found.keys() - seen == {f"{BASE}404.html", *beginnings}


def test_every_feed_is_sound(sample: tuple[Report, Path]) -> None:
    _, output = sample
    feeds = [file for name in ("feed.xml", "atom.xml", "feed/*.xml") for file in output.rglob(name)]
    assert len(feeds) + len(list(output.rglob("feed.json"))) == sample[0].feeds
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo
        assert feed.entries
        assert [entry.published_parsed for entry in feed.entries] == sorted(
            (entry.published_parsed for entry in feed.entries), reverse=True
        )
    first = feedparser.parse((output / "feed.xml").read_bytes()).entries[-1].id
    article = (CHECKOUT / "content" / "guide" / "an-id-that-outlives-its-address.md").read_text("utf-8")
    assert first in article, "the article quotes the id of the first article"


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The script that draws the pictures."""
    spec = importlib.util.spec_from_file_location("sample_pictures", CHECKOUT / "docs" / "sample_pictures.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_its_pictures_are_those_that_its_script_draws(pictures: ModuleType) -> None:
    content = CHECKOUT / "content"
    kept = {file.relative_to(content).as_posix() for ending in PICTURES for file in content.rglob(f"*.{ending}")}
    assert kept == set(pictures.PICTURES)
    for path, draw in pictures.PICTURES.items():
        drawn = Image.open(io.BytesIO(pictures.encoded(path, draw().finished()))).convert("RGB")
        there = Image.open(content / path).convert("RGB")
        assert drawn.size == there.size
        # Another version of a codec may round otherwise.
        furthest = max(ImageChops.difference(drawn, there).tobytes())
        assert furthest <= FURTHEST, f"run `make pictures` ({path})"
        assert (content / path).stat().st_size < LARGEST


def test_it_has_pictures_of_several_forms_each_with_words(sample: tuple[Report, Path]) -> None:
    _, output = sample
    sizes = {imagesize.get(file) for ending in PICTURES for file in (output / "files").rglob(f"*.{ending}")}
    shapes = [width / height for width, height in sizes]
    assert min(shapes) < 0.8, "a portrait"
    assert max(shapes) > 2.5, "a wide one"
    for page in ("", "tag/iranbacked/", "articles/strike-near-al-bukamal/", "articles/follow-a-tag/"):
        html = (output / page / "index.html").read_text("utf-8")
        figure = html.partition('<figure class="picture"')[2].partition("</figure>")[0]
        assert re.search(r'<img [^>]*alt="[^"]{20,}"', figure), page
        assert "<figcaption><span>" in figure
        assert '<span class="credit">Drawing: tagarchive</span>' in figure


def test_each_article_and_tag_and_the_home_page_have_a_card(sample: tuple[Report, Path]) -> None:
    _, output = sample
    pages = ["", *(f"{file.parent.relative_to(output)}/" for file in output.glob("articles/*/index.html"))]
    pages += [f"tag/{name}/" for name in ("iranbacked", "iraq", "drones")]
    for page in pages:
        html = (output / page / "index.html").read_text("utf-8")
        assert f'<meta property="og:image" content="{BASE}{page}card.png">' in html
        card = output / page / "card.png"
        assert imagesize.get(card) == (1200, 630)
        assert card.stat().st_size < 60_000


def test_it_shows_what_there_is(sample: tuple[Report, Path]) -> None:
    _, output = sample
    html = "".join(file.read_text("utf-8") for file in (output / "articles").rglob("*.html"))
    for part in (
        '<div class="footnote">', "<table>", '<nav class="contents"', "<figcaption>", "Corrections and updates",
        "Read the original article", "<dl>", "<abbr", '<div class="highlight">', '<div class="provenance">',
    ):  # fmt: skip
        assert part in html, part
    assert (output / "tag" / "العربية" / "index.html").exists()
    assert len(list((output / "source").iterdir())) >= 5
    assert len(list((output / "author").iterdir())) >= 2
    assert len([folder for folder in output.iterdir() if re.fullmatch(r"\d{4}", folder.name)]) >= 3
    archive = (output / "tag" / "iranbacked" / "index.html").read_text("utf-8")
    assert "<title>Tag Archives: Iranbacked – The Clippings Desk</title>" in archive
    assert archive.count('<article class="item"') == 4
    drafts = [file for file in (CHECKOUT / "content").rglob("*.md") if "\ndraft: true\n" in file.read_text("utf-8")]
    assert drafts
    assert not (output / "articles" / drafts[0].stem).exists()
