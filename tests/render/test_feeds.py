"""Feeds, read by a feed parser and by an XML parser that forgives nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from conftest import Site, told
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
    assert problem == "content/b.md:4:7: duplicate-guid"
    assert problem.message == "found the guid of content/a.md, expected one of its own"


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


def test_the_text_has_its_particulars_around_it(site: Site) -> None:
    site.article(
        "a",
        key_points='["One & two"]',
        dateline="{place: BAGHDAD, date: Nov 8, agency: Reuters}",
        credits="[{role: Editor, names: [Ann, Bo]}]",
        films="[{title: March, seconds: 62, url: https://f.example/1}, {title: Bare}]",
    )
    (item,) = channel(site).iter("item")
    assert item.findtext(CONTENT) == (
        "<ul><li>One &amp; two</li></ul><p>BAGHDAD, Nov 8 (Reuters) –</p><p>Text.</p>"
        "<dl><dt>Editor</dt><dd>Ann</dd><dd>Bo</dd></dl>"
        '<ul><li><a href="https://f.example/1">March</a> (01:02)</li><li>Bare</li></ul>'
    )


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


def test_two_articles_of_one_id_stop_the_build(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/articles/{slug}/"\n')
    site.article("a", guid='"tag:desk.example,2021-01-01:b"').article("sub/b", slug="b", date="2021-01-01")
    (problem,) = site.problems()
    assert (problem.partition(":")[0], problem.code) == ("content/a.md", "duplicate-guid")
    assert "content/sub/b.md" in problem.message


def test_ids_keep_the_first_domain_of_a_site_that_moved(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://new.example/"\n[feeds]\nauthority = "desk.example"\n')
    feed = site.article("a").build()["feed.xml"].decode()
    assert '<guid isPermaLink="false">tag:desk.example,2021-01-01:a</guid>' in feed


def test_characters_that_break_feeds_do_not(site: Site) -> None:
    site.article("a", title='"]]> 🚀 \u202e"', body="]]> &#7; \u2028 🚀 &amp;nbsp;")
    assert read(site).entries[0].title == "]]> 🚀 \u202e"


# Old addresses of feeds.

FORMATS = {"feed.xml": b"<rss", "atom.xml": b"<feed", "feed.json": b'{\n  "version"'}


@pytest.mark.parametrize(
    ("alias", "path", "name"),
    [
        ("/category/x/feed/", "category/x/feed/index.html", "feed.xml"),
        ("/category/x/feed", "category/x/feed/index.html", "feed.xml"),
        ("/category/x/feed/rss2/", "category/x/feed/rss2/index.html", "feed.xml"),
        ("/category/x/feed/atom/", "category/x/feed/atom/index.html", "atom.xml"),
        ("/feeds/x.atom.xml", "feeds/x.atom.xml", "atom.xml"),
        ("/feeds/x.rss.xml", "feeds/x.rss.xml", "feed.xml"),
        ("/feeds/x.atom", "feeds/x.atom", "atom.xml"),
        ("/tags/x/index.xml", "tags/x/index.xml", "feed.xml"),
        ("/x/rss.xml", "x/rss.xml", "feed.xml"),
        ("/x/rss", "x/rss/index.html", "feed.xml"),
        ("/x/atom.xml", "x/atom.xml", "atom.xml"),
        ("/x/feed.json", "x/feed.json", "feed.json"),
    ],
)
def test_an_old_address_of_a_feed_serves_the_feed_and_nothing_else(
    site: Site, alias: str, path: str, name: str
) -> None:
    plain = set(site.article("a", tags="[X]").build())
    files = site.write(f"-- content/tags/x.md --\n---\naliases: [{alias}]\n---\n").build()
    assert files[path] == files[f"tag/x/{name}"]
    assert files[path][:200].count(FORMATS[name]) == 1
    forced = {"_redirects"} if path.endswith("index.html") else set()
    assert set(files) - plain == {path} | forced
    if forced:
        rule = f"/{path.removesuffix('index.html')} /tag/x/{name} 301"
        assert files["_redirects"].decode() == f"{rule}!\n{rule}\n"
    assert path.removesuffix("index.html") not in files["sitemap.xml"].decode()


def test_an_old_address_of_a_list_goes_on_as_a_page_with_its_feeds(site: Site) -> None:
    aliases = "[/category/x/, /tag/feed/, /tag/rss, /tag/atom/]"
    site.article("a", tags="[X]").write(f"-- content/tags/x.md --\n---\naliases: {aliases}\n---\n")
    files = site.build()
    for folder in ("category/x", "tag/feed", "tag/rss", "tag/atom"):
        assert b'http-equiv="refresh"' in files[f"{folder}/index.html"]
        assert files[f"{folder}/feed.xml"] == files["tag/x/feed.xml"]


def test_old_feeds_of_the_site_and_of_any_list_go_on_where_the_config_says(site: Site) -> None:
    lines = '[feeds]\naliases = ["/feed/", "/rss.xml", "/who/ann/feed/atom/ -> /author/ann/", "/by-tag -> /tag/x/"]\n'
    site.article("a", tags="[X]", authors="[Ann]").write(
        f'-- site.toml --\nbase_url = "https://desk.example/"\n{lines}'
    )
    files = site.build()
    assert files["feed/index.html"] == files["rss.xml"] == files["feed.xml"]
    assert files["who/ann/feed/atom/index.html"] == files["author/ann/atom.xml"]
    assert files["by-tag/index.html"] == files["tag/x/feed.xml"]
    assert b"/feed/ /feed.xml 301!\n" in files["_redirects"]


def test_an_old_feed_that_was_given_up_for_a_list_goes_on(site: Site) -> None:
    site.article("a", authors="[Ann]").put("published.txt", b"/who/ann/feed/ -> /author/ann/\n")
    files = site.build()
    assert files["who/ann/feed/index.html"] == files["author/ann/feed.xml"]


def test_an_old_feed_goes_on_in_a_format_that_the_site_has(site: Site) -> None:
    site.article("a").write(
        '-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\nformats = ["atom"]\naliases = ["/rss.xml"]\n'
    )
    files = site.build()
    assert files["rss.xml"] == files["atom.xml"]


@pytest.mark.parametrize(
    ("alias", "code", "what"),
    [
        ("feed/", "bad-value", "found “feed/”, expected an address"),
        ("/feed/ -> tag", "bad-value", "expected an address"),
        ("/feed/ -> /articles/a/", "broken-redirect", "/feed/ is to be the feed of /articles/a/, which has none"),
        ("/index.html", "path-clash", "the home page and the feed of / (site.toml:2:1) want /"),
    ],
)
def test_an_old_feed_that_can_not_go_on_is_told(site: Site, alias: str, code: str, what: str) -> None:
    (problem,) = site.article("a").write(f'-- site.toml --\n[feeds]\naliases = ["{alias}"]\n').problems()
    assert problem == f"site.toml:2:1: {code}"
    assert what in problem.message


# Days.


def of_one_day(site: Site, count: int, **keys: str) -> Site:
    for n in range(count):
        site.article(f"a{n:03}", date="2021-01-05", tags="[x]", **keys)
    return site.article("old", date="2021-01-01", tags="[x]")


def test_a_feed_holds_all_articles_of_a_day(site: Site) -> None:
    of_one_day(site, 23)
    titles = [entry.title for entry in read(site).entries]
    assert titles == [f"a{n:03}" for n in range(23)]
    assert len(read(site, "tag/x/atom.xml").entries) == 23
    assert not site.report.notices


def test_a_feed_holds_no_more_of_a_day_than_readers_can_take_and_says_so(site: Site) -> None:
    of_one_day(site, 203)
    assert len(read(site).entries) == 200
    notices = told(site.report.notices)
    assert notices == ["content/a200.md: cut-day", "content/a200.md: cut-day"]
    assert min(notice.message for notice in notices).startswith(
        "found 203 articles of 2021-01-05; the feed of / holds 200"
    )


def test_every_article_is_in_the_feed_or_in_the_archive_behind_it(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\narchive = "site"\nentries = 5\n')
    files = of_one_day(site, 13).build()
    held = b"".join(data for path, data in files.items() if re.fullmatch(r"atom.xml|feed/\d+.xml", path))
    assert not [name for name in [f"a{n:03}" for n in range(13)] + ["old"] if f":{name}</id>".encode() not in held]


# Languages that run from right to left.


@pytest.mark.parametrize(
    ("site_language", "language", "around"),
    [
        ("en", "fa", '<div lang="fa" dir="rtl">'),
        ("fa", "", '<div lang="fa" dir="rtl">'),
        ("fa", "en", '<div lang="en" dir="ltr">'),
        ("ar", "az-Arab", '<div lang="az-Arab" dir="rtl">'),
        ("en", "de", '<div lang="de" dir="ltr">'),
        ("en", "", "<p>Reuters"),
    ],
)
def test_a_text_runs_as_its_language_does_whatever_the_site_and_its_first_word(
    site: Site, site_language: str, language: str, around: str
) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\nlanguage = "{site_language}"\n')
    site.article("a", body="Reuters گزارش داد.", **({"lang": language} if language else {}))
    files = site.build()
    for path in ("atom.xml", "feed.xml", "feed.json"):
        data = files[path].decode().replace("&lt;", "<").replace("&gt;", ">").replace('\\"', '"')
        assert around in data, path


# Sounds elsewhere.


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<audio src="https://cdn.example/e.mp3"></audio>', "audio/mpeg"),
        ('<audio src="https://cdn.example/e.mp3?x=1#t"></audio>', "audio/mpeg"),
        ('<video src="//cdn.example/e.mp4"></video>', "video/mp4"),
        ('<audio><source src="https://cdn.example/e" type="audio/ogg"></audio>', "audio/ogg"),
        (
            '<audio src="https://cdn.example/e.mp3"></audio>\n\n<audio src="https://cdn.example/e.mp3"></audio>',
            "audio/mpeg",
        ),
    ],
)
def test_a_sound_on_another_host_is_an_enclosure(site: Site, text: str, kind: str) -> None:
    files = site.article("a", body=text).build()
    (enclosure,) = etree.fromstring(files["feed.xml"]).iter("enclosure")
    assert enclosure.get("type") == kind
    assert enclosure.get("length") == "0"
    assert enclosure.get("url", "").startswith(("https://cdn.example/e", "//cdn.example/e"))
    (link,) = [one for one in etree.fromstring(files["atom.xml"]).iter("{*}link") if one.get("rel") == "enclosure"]
    assert link.get("length") is None
    assert b"size_in_bytes" not in files["feed.json"]


@pytest.mark.parametrize(
    "text",
    [
        '<audio src="https://cdn.example/e"></audio>',
        '<img src="https://cdn.example/e.mp3">',
        "[e](https://c.example/e.mp3)",
    ],
)
def test_what_nobody_says_is_a_sound_is_no_enclosure(site: Site, text: str) -> None:
    assert b"<enclosure" not in site.article("a", body=text).build()["feed.xml"]


def test_a_withheld_text_gives_no_enclosure(site: Site) -> None:
    site.article("a", body='<audio src="https://c.example/e.mp3"></audio>', source="{name: R, republish: link}")
    assert not [path for path, data in site.build().items() if b"e.mp3" in data]


# Lists of feeds.


def test_the_list_of_feeds_holds_what_validators_know(site: Site) -> None:
    root = etree.fromstring(site.article("a", tags="[x]", authors="[Ann]").build()["feeds.opml"])
    assert [one.tag for one in root.find("head")] == ["title"]
    for outline in root.iter("outline"):
        assert list(outline.attrib) == ["text"] or outline.get("type") == "rss"


def test_an_alias_of_a_list_and_one_of_its_feed_stand_in_nobodys_way(site: Site) -> None:
    aliases = "[/category/x/, /category/x/feed.xml]"
    site.article("a", tags="[X]").write(f"-- content/tags/x.md --\n---\naliases: {aliases}\n---\n")
    files = site.build()
    assert files["category/x/feed.xml"] == files["tag/x/feed.xml"]


def test_two_feeds_at_one_old_address_stop_the_build(site: Site) -> None:
    site.article("a", tags="[X, Y]")
    for name in "xy":
        site.write(f"-- content/tags/{name}.md --\n---\naliases: [/old/feed/]\n---\n")
    (problem,) = site.problems()
    assert problem == "content/tags/y.md:2:11: path-clash"
    assert problem.message == (
        "the feed of /tag/x/ (content/tags/x.md:2:11) and the feed of /tag/y/ (content/tags/y.md:2:11) want /old/feed/"
    )


def test_a_rule_that_is_longer_than_hosts_read_is_left_out(site: Site) -> None:
    long = "/" + "/".join("x" * 250 for _ in range(4)) + "/"
    files = site.article("a", aliases=f"[{long}, /short/]").build()
    assert files["_redirects"] == b"/short/ /articles/a/ 301\n"
    assert f"{long[1:]}index.html" in files


def test_a_day_is_the_one_that_its_author_wrote(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\nentries = 2\n')
    for name, date in {"a": "2021-01-05T12:00:00Z", "b": "2021-01-05T11:00:00Z", "c": "2021-01-04T23:00:00-12:00",
                       "d": "2021-01-05T09:00:00Z", "e": "2021-01-04T22:00:00Z"}.items():  # fmt: skip
        site.article(name, date=date)
    assert [entry.title for entry in read(site).entries] == ["a", "b", "c", "d"]
