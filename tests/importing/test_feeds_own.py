"""Feeds of this program come back whole, and feeds that are imported again add what is new alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Site
from feed_items import rss
from imports import OPTIONS, reasons

from tagarchive.build.context import unwatched
from tagarchive.importing.feeds import reader
from tagarchive.importing.inputs.files import InMemory
from tagarchive.importing.writing.file_writer import FileWriter
from tagarchive.importing.writing.importer import Asks, Input, import_into
from tagarchive.importing.writing.report import ImportReport
from tagarchive.importing.writing.tag_lines import matter_of
from tagarchive.importing.writing.target import target_at

FULL = """-- site.toml --
title = "Desk"
base_url = "https://desk.example/"
[feeds]
archive = "all"
-- content/2024/wall.md --
---
title: The wall holds & <stands>
date: 2024-05-06T10:00:00+02:00
updated: 2024-05-08T09:00:00+02:00
summary: Nine of thirteen.
tags: [Harbour, Old & new]
authors: [Mira Solen]
key_points: [One point., Another <point>.]
dateline: {place: KELMOUTH, agency: Lantern, date: May 6}
credits:
  - {role: Editing, names: [Ann Lee, Bo Dale]}
films:
  - {title: The wall, seconds: 95, url: "https://films.example/wall"}
  - {title: The sea}
image: {src: "https://pics.example/a.png", alt: A wall, caption: The wall – at noon, credit: Ida Kest}
updates:
  - {date: 2024-05-07, note: The name is corrected.}
source:
  name: Norhaven Times
  url: https://times.example/wall
  authors: [Mira Solen, Oren Vale]
  published: 2024-05-05
guid: tag:norhaven.example,2024:wall
---
A note.[^1] And a [link](other.md), `code`.

## Heading two

![A pic](https://pics.example/b.png)

- one
- two

1. first

| a | b |
| --- | --- |
| 1 | 2 |

<video src="https://films.example/f.mp4"></video>

<audio src="https://films.example/a.mp3"></audio>

> quote

[^1]: The note text.
-- content/2024/other.md --
---
title: Other
date: 2024-04-01
lang: fa
authors: [Ada]
---
- متن
-- content/2024/bare.md --
---
title: Bare
date: 2024-03-01
source: {name: X Post, url: "https://x.example/bare", republish: link}
---
"""


def imported(root: Path, feed: bytes, name: str = "feed.xml", *, agrees: bool = False) -> ImportReport:
    report = ImportReport("feed")
    asks = Asks(lambda _: agrees, unwatched)
    source = Input(InMemory(name, feed), reader, OPTIONS)
    import_into(target_at(root, "", lambda: None), source, FileWriter(root), report, asks)
    return report


def matter(site: Site, path: str) -> dict[str, Any]:
    return dict(matter_of((site.root / path).read_text("utf-8"), path))


def body(site: Site, path: str) -> str:
    return (site.root / path).read_text("utf-8").partition("\n---\n")[2].strip()


class Full(NamedTuple):
    """A site with everything in it, and its published files."""

    site: Site
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Full:
    site = Site(tmp_path_factory.mktemp("full")).write(FULL)
    return Full(site, site.build())


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_an_article_comes_back_whole_from_each_own_feed(full: Full, site: Site, name: str) -> None:
    imported(site.root, full.files[name], name)
    old, new = matter(full.site, "content/2024/wall.md"), matter(site, "content/2024/the-wall-holds-stands.md")
    new["source"].pop("retrieved")
    assert new.pop("lang") == "en"
    if name == "feed.xml":
        # RSS has no place for the date of a change.
        old.pop("updated")
    assert new == old
    assert body(site, "content/2024/the-wall-holds-stands.md") == body(full.site, "content/2024/wall.md")


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_articles_without_a_source_or_a_text_come_back(full: Full, site: Site, name: str) -> None:
    imported(site.root, full.files[name], name)
    bare, own = matter(site, "content/2024/bare.md"), matter(site, "content/2024/other.md")
    retrieved = bare["source"].pop("retrieved")
    assert retrieved == "2026-01-01"
    assert bare["source"] == {"name": "X Post", "url": "https://x.example/bare", "republish": "link"}
    assert bare["guid"] == "tag:desk.example,2024-03-01:bare"
    assert own["source"]["name"] == "Desk"
    assert own["source"]["url"] == "https://desk.example/articles/other/"
    assert own["source"]["authors"] == ["Ada"]
    assert own["lang"] == "fa"
    assert "summary" not in own
    assert body(site, "content/2024/other.md") == "- متن"


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_a_feed_of_the_imported_site_says_the_same(full: Full, new_site: Callable[[str], Site], name: str) -> None:
    other, third = new_site("other"), new_site("third")
    imported(other.root, full.files[name], name)
    imported(third.root, other.build()[name], name)
    for path in ("content/2024/the-wall-holds-stands.md", "content/2024/bare.md"):
        assert body(third, path) == body(other, path)
        assert matter(third, path) == matter(other, path)


def item(number: int, title: str = "Title", more: str = "") -> str:
    return (
        f"<item><title>{title} {number}</title><guid isPermaLink='false'>q-{number}</guid>"
        f"<link>https://quarry.example/{number}</link><pubDate>0{number} May 2023 10:00:00 GMT</pubDate>{more}</item>"
    )


def test_a_later_feed_adds_what_is_new_and_nothing_else(site: Site) -> None:
    undated = "<item><title>Undated</title><link>https://quarry.example/u</link></item>"
    imported(site.root, rss(item(1) + item(2) + undated).encode())
    before = {path: path.read_bytes() for path in site.root.rglob("*.md")}
    report = imported(site.root, rss(item(3) + item(2, "Changed") + undated).encode())
    assert report.files == ["content/2023/title-3.md"]
    assert [reason.split(":")[0].split(" from")[0] for reason in reasons(report)] == ["differs", "unchanged"]
    assert all(path.read_bytes() == data for path, data in before.items())
    again = imported(site.root, rss(item(3) + item(2, "Changed") + undated).encode())
    assert not again.files
    changed = imported(site.root, rss(item(2, "Changed")).encode(), agrees=True)
    assert changed.files == ["content/2023/title-2.md"]
    assert matter(site, "content/2023/title-2.md")["title"] == "Changed 2"
    assert matter(site, "content/2023/title-2.md")["guid"] == "q-2"


def test_scripts_reach_no_file_and_are_said(site: Site) -> None:
    text = '<![CDATA[<p onclick="x()">T.</p><script>alert(1)</script><form><input></form><style>p{}</style>]]>'
    report = imported(site.root, rss(item(1, more=f"<description>{text}</description>")).encode())
    assert body(site, "content/2023/title-1.md") == "T."
    assert any("script" in str(said.remark) for said in report.said)


def test_links_between_the_articles_of_a_feed_lead_to_their_files(site: Site) -> None:
    link = "<description>&lt;a href='/2?utm_source=x'&gt;two&lt;/a&gt; &lt;a href='/'&gt;home&lt;/a&gt;</description>"
    imported(site.root, rss(item(1, more=link) + item(2)).encode())
    assert body(site, "content/2023/title-1.md") == "[two](title-2.md) [home](https://quarry.example/)"


def test_a_hostile_feed_that_claims_to_be_an_own_one_harms_nothing(site: Site) -> None:
    text = "<ul><li>a</li></ul><p>x –</p>T.<p>— <a href='javascript:x'>Y</a></p><ul><li>b (99999999999)</li></ul>"
    inner = f"<title>A</title><guid>1</guid><description><![CDATA[{text}]]></description>"
    imported(site.root, rss(f"<item>{inner}</item>", "<generator>tagarchive</generator>").encode())
    assert site.build()
