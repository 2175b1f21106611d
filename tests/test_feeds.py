"""Feeds, read by a feed parser and by an XML parser that forgives nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from conftest import Site
from lxml import etree

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def channel(site: Site, path: str = "feed.xml") -> etree._Element:
    (found,) = etree.fromstring(site.build()[path])
    return found


def read(site: Site, path: str = "feed.xml") -> Any:
    feed = feedparser.parse(site.build()[path])
    assert not feed.bozo
    return feed


def test_entries_stand_newest_first_and_no_more_than_asked_for(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\nentries = 3\n')
    for day in range(1, 6):
        site.article(f"a{day}", date=f"2021-01-0{day}")
    assert [entry.title for entry in read(site).entries] == ["a5", "a4", "a3"]


def test_a_channel_says_where_it_belongs_and_where_it_is(site: Site) -> None:
    found = channel(site.article("a", tags="[العراق]"), "tag/العراق/feed.xml")
    address = "https://desk.example/tag/%D8%A7%D9%84%D8%B9%D8%B1%D8%A7%D9%82/"
    assert found.findtext("link") == address
    assert found.findtext("title") == "العراق – Desk"
    link = found.find(ATOM_LINK)
    assert link is not None
    assert dict(link.attrib) == {"href": f"{address}feed.xml", "rel": "self", "type": "application/rss+xml"}
    assert found.findtext("generator") == "tagarchive"
    assert found.findtext("language") == "en"


def test_an_id_is_no_link_and_the_same_in_every_feed(site: Site) -> None:
    files = site.article("a", tags="[b, c]").build()
    guids = {
        (guid.text, guid.get("isPermaLink"))
        for path in ("feed.xml", "tag/b/feed.xml", "tag/c/feed.xml")
        for guid in etree.fromstring(files[path]).iter("guid")
    }
    assert guids == {("tag:desk.example,2021-01-01:a", "false")}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another headline"},
        {"slug": "another", "aliases": "[/articles/a/]"},
        {"updated": "2022-02-02"},
        {"summary": "New."},
        {"tags": "[z]"},
    ],
)
def test_an_id_survives_every_edit(site: Site, change: dict[str, str]) -> None:
    before = read(site.article("a")).entries[0]
    after = read(site.article("a", **change)).entries[0]
    assert after.id == before.id
    assert after.published == before.published


def test_an_id_survives_a_move_to_https_and_to_another_domain(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "http://desk.example/"\n')
    before = read(site.article("a")).entries[0].id
    site.write('-- site.toml --\nbase_url = "https://desk.example/new/"\n')
    assert read(site).entries[0].id == before
    site.write('-- site.toml --\nbase_url = "https://other.example/"\n[feeds]\nauthority = "desk.example"\n')
    assert read(site).entries[0].id == before


def test_an_id_may_be_given_but_not_twice(site: Site) -> None:
    assert read(site.article("a", guid="https://old.example/?p=7")).entries[0].id == "https://old.example/?p=7"
    (problem,) = site.article("b", guid="https://old.example/?p=7").problems()
    assert problem.startswith("content/b.md:4:7: found the guid of content/a.md, expected one of its own")


def test_the_summary_comes_before_the_text(site: Site) -> None:
    site.article("a", summary="'\"In short\" & <b>plain</b>'", body="**Text** & more.")
    (item,) = channel(site).iter("item")
    names = [child.tag for child in item]
    assert names.index("description") < names.index(CONTENT)
    assert item.findtext("description") == '"In short" &amp; &lt;b&gt;plain&lt;/b&gt;'
    assert item.findtext(CONTENT) == "<p><strong>Text</strong> &amp; more.</p>"


def test_a_feed_of_summaries_has_no_text(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\ncontent = "summary"\n')
    (item,) = channel(site.article("a", summary="Short.", body="Long.")).iter("item")
    assert item.find(CONTENT) is None
    assert item.findtext("description") == "Short."


def test_every_url_in_the_text_is_absolute(site: Site) -> None:
    site.put("content/map.svg", b"<svg/>").article("b")
    site.article(
        "a", date="2022-01-01", body="[1](b.md) [2](/tags/) [3](#part) ![4](map.svg)\n\n## Part\n\nA[^1].\n\n[^1]: N."
    )
    text = next(channel(site).iter("item")).findtext(CONTENT) or ""
    urls = re.findall(r'(?:href|src)="([^"]*)"', text)
    assert len(urls) == 6
    assert all(url.startswith("https://desk.example/") for url in urls)
    assert "https://desk.example/articles/a/#part" in urls


def test_the_text_has_nothing_that_readers_distrust(site: Site) -> None:
    site.article(
        "a", body='## Head\n\n```python\nx\n```\n\n| a |\n|--:|\n| 1 |\n\n<video src="https://v.example/a.mp4"></video>'
    )
    text = next(channel(site).iter("item")).findtext(CONTENT) or ""
    assert not re.search(r"<(?:script|iframe|form|style)|(?: class| id| style)=", text)


def test_dates_are_those_of_the_articles_and_never_the_clock(site: Site) -> None:
    site.article("a", date="2021-01-01 10:00 -0400", updated="2021-05-05").article("b", date="2021-02-02")
    found = channel(site)
    assert found.findtext("lastBuildDate") == "Wed, 05 May 2021 00:00:00 +0000"
    assert [item.findtext("pubDate") for item in found.iter("item")] == [
        "Tue, 02 Feb 2021 00:00:00 +0000",
        "Fri, 01 Jan 2021 10:00:00 -0400",
    ]
    now = str(datetime.now(UTC).year)
    assert all(now not in (element.text or "") for element in found.iter("lastBuildDate", "pubDate"))


def test_a_feed_of_nothing_has_no_date_of_today(site: Site) -> None:
    assert channel(site).findtext("lastBuildDate") == "Thu, 01 Jan 1970 00:00:00 +0000"


def test_authors_tags_and_sources_are_named(site: Site) -> None:
    site.article(
        "a",
        tags="[B]",
        authors="[Ann, Bob]",
        source="{name: Reuters, feed: https://reuters.example/rss, url: https://reuters.example/a}",
    )
    (item,) = channel(site).iter("item")
    assert [element.text for element in item.iter(CREATOR)] == ["Ann", "Bob"]
    assert [(element.text, element.get("domain")) for element in item.iter("category")] == [
        ("B", "https://desk.example/tag/b/")
    ]
    assert [(element.text, element.get("url")) for element in item.iter("source")] == [
        ("Reuters", "https://reuters.example/rss")
    ]
    assert '<a href="https://reuters.example/a">Reuters</a>' in (item.findtext(CONTENT) or "")


def test_a_source_without_a_feed_is_not_named_as_one(site: Site) -> None:
    (item,) = channel(site.article("a", source="{name: Reuters}")).iter("item")
    assert item.find("source") is None


def test_an_article_keeps_its_id_through_a_new_slug_that_names_the_old_one(site: Site) -> None:
    def guids() -> list[str]:
        return re.findall(r"<guid[^>]*>(.*?)</guid>", site.build()["feed.xml"].decode())

    before = site.article("old") and guids()
    site.delete("content/old.md").article("newest", aliases="[/articles/old/, /articles/new/]")
    assert guids() == before


@pytest.mark.parametrize(
    "keys", [{"guid": '"tag:desk.example,2021-01-01:b"'}, {"aliases": "[/articles/b/]", "slug": "c"}]
)
def test_two_articles_of_one_id_stop_the_build(site: Site, keys: dict[str, str]) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/articles/{slug}/"\n')
    site.article("a", **keys).article("sub/b", slug="b", date="2021-01-01")
    problems = site.problems()
    assert any("content/a.md" in problem and "content/sub/b.md" in problem for problem in problems), problems


def test_ids_keep_the_first_domain_of_a_site_that_moved(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://new.example/"\n[feeds]\nauthority = "desk.example"\n')
    feed = site.article("a").build()["feed.xml"].decode()
    assert '<guid isPermaLink="false">tag:desk.example,2021-01-01:a</guid>' in feed


def test_characters_that_break_feeds_do_not(site: Site) -> None:
    site.article("a", title='"]]> 🚀 \u202e"', body="]]> &#7; \u2028 🚀 &amp;nbsp;")
    assert read(site).entries[0].title == "]]> 🚀 \u202e"
