"""Articles that are filed long after their date: new in feeds, in their place in lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import feedparser
from conftest import CONFIG, Site

OLD = {"date": "2019-03-01", "filed": "2025-06-01", "tags": "[x]"}


def order(feed: bytes) -> list[str]:
    """The names of the articles in a feed, in its order."""
    return [entry.link.split("/")[-2] for entry in feedparser.parse(feed).entries]


def few(site: Site, options: str = "") -> Site:
    site.write(f"-- site.toml --\n{CONFIG}[feeds]\nentries = 2\n{options}")
    for year in range(2021, 2025):
        site.article(f"a{year}", date=f"{year}-01-01", tags="[x]")
    return site


def test_feeds_take_an_old_article_for_new_from_the_day_on_which_it_is_filed(site: Site) -> None:
    files = few(site).article("old", **OLD).build()
    for path in ("feed.xml", "atom.xml", "tag/x/feed.xml", "tag/x/atom.xml"):
        assert order(files[path]) == ["old", "a2024"], path
    listed = re.findall(r'<h\d[^>]*><a href="/articles/(\w+)/', files["tag/x/index.html"].decode())
    assert listed == ["a2024", "a2023", "a2022", "a2021", "old"]


def test_its_date_stays_and_readers_see_when_it_was_filed(site: Site) -> None:
    files = few(site).article("old", **OLD).build()
    atom, rss = (feedparser.parse(files[path]).entries[0] for path in ("atom.xml", "feed.xml"))
    assert (atom.published, atom.updated) == ("2019-03-01T00:00:00+00:00", "2025-06-01T00:00:00+00:00")
    assert (rss.published_parsed.tm_year, rss.updated_parsed.tm_year) == (2019, 2025)
    assert atom.id == "tag:desk.example,2019-03-01:old"
    assert b'"date_modified": "2025-06-01T00:00:00+00:00"' in files["feed.json"]
    assert b"<lastBuildDate>Sun, 01 Jun 2025" in files["feed.xml"]
    assert files["feed.xml"].count(b"<atom:updated>") == 1


def test_an_article_that_is_filed_before_its_date_is_new_on_its_date(site: Site) -> None:
    files = few(site).article("early", date="2023-06-01", filed="2020-01-01", tags="[x]").build()
    assert order(files["feed.xml"]) == ["a2024", "early"]


def test_what_is_filed_later_than_now_is_not_filed_yet(site: Site) -> None:
    few(site).article("old", date="2019-03-01", filed="2026-05-01", tags="[x]")
    assert order(site.build()["feed.xml"]) == ["a2024", "a2023"]
    assert order(site.build(now=datetime(2026, 5, 2, tzinfo=UTC))["feed.xml"]) == ["old", "a2024"]


def test_the_archive_of_a_feed_holds_everything_once_in_the_order_of_filing(site: Site) -> None:
    few(site, 'archive = "all"\n').article("old", **OLD)
    files = site.build()
    first, second = (order(files[f"feed/{number}.xml"]) for number in (1, 2))
    assert (second, first) == (["a2024", "a2023"], ["a2022", "a2021"])
    site.article("older", date="2018-01-01", filed="2025-07-01")
    files = site.build()
    assert [order(files[f"feed/{number}.xml"]) for number in (1, 2)] == [first, second]
    assert order(files["feed/3.xml"]) == ["older", "old"]
