"""The sample site is a demonstration: it builds without a single remark, and shows what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest, Report
from tagarchive.reading.edition import Edition

CHECKOUT = Path(__file__).parent.parent
BASE = "https://clippings.example/"


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
    assert not report.notices
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
