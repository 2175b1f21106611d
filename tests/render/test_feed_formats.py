"""Atom, JSON Feed, OPML and the archives behind feeds, by the rules that each of them is read by."""

from __future__ import annotations

import json
import re
from typing import Any

import feedparser
import pytest
from conftest import CONFIG, Site, told
from lxml import etree
from pictures import png

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HISTORY = "{http://purl.org/syndication/history/1.0}"
FEEDS = ("feed.xml", "atom.xml", "feed.json")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def config(feeds: str) -> str:
    return f'-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[feeds]\n{feeds}\n'


def atom(site: Site, path: str = "atom.xml") -> Any:
    return etree.fromstring(site.build()[path])


def links(element: Any) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall(f"{ATOM}link")]


CLIPPING = {
    "tags": "[B, C d]",
    "authors": "[Ann]",
    "summary": "'In short: <b> & more.'",
    "source": "{name: Reuters, url: https://reuters.example/a}",
    "rights": "© Reuters <2021>",
    "lang": "fa",
    "updated": "2021-03-03",
    "body": "Text & <b>more</b>.",
}


def test_an_atom_feed_has_all_that_the_rfc_asks_for(site: Site) -> None:
    feed = atom(site.article("a", **CLIPPING))
    assert feed.findtext(f"{ATOM}id") == "https://desk.example/atom.xml"
    assert feed.findtext(f"{ATOM}title") == "Desk"
    assert feed.findtext(f"{ATOM}updated") == "2021-03-03T00:00:00+00:00"
    assert links(feed) == [
        {"href": "https://desk.example/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://desk.example/", "rel": "alternate", "type": "text/html"},
    ]
    entry = feed.find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    assert entry.findtext(f"{ATOM}id") == "tag:desk.example,2021-01-01:a"
    assert entry.findtext(f"{ATOM}published") == "2021-01-01T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2021-03-03T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ann"
    assert entry.findtext(f"{ATOM}rights") == "© Reuters <2021>"
    assert entry.findtext(f"{ATOM}summary") == "In short: <b> & more."
    content = entry.find(f"{ATOM}content")
    assert (content.get("type"), "Text &amp; <b>more</b>." in content.text) == ("html", True)
    assert links(entry) == [
        {"href": "https://desk.example/articles/a/", "rel": "alternate", "type": "text/html"},
        {"href": "https://reuters.example/a", "rel": "via"},
    ]
    assert [(one.get("term"), one.get("scheme")) for one in entry.iter(f"{ATOM}category")] == [
        ("B", "https://desk.example/tag/b/"),
        ("C d", "https://desk.example/tag/c-d/"),
    ]


def test_an_atom_feed_names_an_author_where_an_entry_has_none(site: Site) -> None:
    assert atom(site.article("a")).findtext(f"{ATOM}author/{ATOM}name") == "Desk"


def test_a_json_feed_keeps_the_rules_of_version_1_1(site: Site) -> None:
    feed = json.loads(site.article("a", **CLIPPING).build()["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["language"]) == ("Desk", "en")
    assert feed["feed_url"] == "https://desk.example/feed.json"
    assert feed["home_page_url"] == "https://desk.example/"
    (item,) = feed["items"]
    assert item["id"] == "tag:desk.example,2021-01-01:a"
    assert item["url"] == "https://desk.example/articles/a/"
    assert item["external_url"] == "https://reuters.example/a"
    assert item["authors"] == [{"name": "Ann"}]
    assert (item["tags"], item["language"]) == (["B", "C d"], "fa")
    assert item["summary"] == "In short: <b> & more."
    assert "Text &amp; <b>more</b>." in item["content_html"]
    assert all(RFC3339.fullmatch(item[key]) for key in ("date_published", "date_modified"))


def test_a_json_item_without_text_has_plain_text(site: Site) -> None:
    (item,) = json.loads(site.write(config('content = "summary"')).article("a").build()["feed.json"])["items"]
    assert item["content_text"] == "Text."
    assert "content_html" not in item


def ids(files: dict[str, bytes], place: str) -> list[list[str]]:
    """The ids of a list's feeds, in each format."""
    rss = [guid.text or "" for guid in etree.fromstring(files[f"{place}feed.xml"]).iter("guid")]
    entries = etree.fromstring(files[f"{place}atom.xml"]).iter(f"{ATOM}entry")
    items = json.loads(files[f"{place}feed.json"])["items"]
    return [rss, [entry.findtext(f"{ATOM}id") or "" for entry in entries], [item["id"] for item in items]]


def test_every_list_has_every_format_with_the_same_ids_in_the_same_order(site: Site) -> None:
    for n in range(3):
        site.article(f"a{n}", date=f"2021-01-0{n + 1}", tags="[T]", authors="[Ann]", source="{name: Reuters}")
    files = site.build()
    expected = [f"tag:desk.example,2021-01-0{n + 1}:a{n}" for n in (2, 1, 0)]
    for place in ("", "tag/t/", "author/ann/", "source/reuters/"):
        assert ids(files, place) == [expected] * 3
        for name in ("feed.xml", "atom.xml"):
            assert not feedparser.parse(files[place + name]).bozo
    assert "2021/feed.xml" not in files


def test_a_site_has_the_formats_that_it_asks_for(site: Site) -> None:
    files = site.write(config('formats = ["atom"]')).article("a", tags="[T]").build()
    assert {path for path in files if path.endswith(FEEDS)} == {"atom.xml", "tag/t/atom.xml"}
    assert 'xmlUrl="https://desk.example/atom.xml"' in files["feeds.opml"].decode()
    files = site.write(config("formats = []")).build()
    assert not [path for path in files if path.endswith((*FEEDS, ".opml")) or path.startswith("subscribe")]
    assert 'rel="alternate"' not in files["index.html"].decode()


def test_a_page_advertises_its_own_feeds_first(site: Site) -> None:
    site.put("content/pages/about.md", b"---\ntitle: About\n---\nUs.\n")
    files = site.article("a", tags="[T]", authors="[Ann]").build()
    found = r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)">'
    types = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    for path, places in {
        "index.html": ["/"],
        "tag/t/index.html": ["/tag/t/", "/"],
        "author/ann/index.html": ["/author/ann/", "/"],
        "articles/a/index.html": ["/tag/t/", "/"],
        "about/index.html": ["/"],
    }.items():
        expected = [(kind, place + name) for place in places for kind, name in zip(types, FEEDS, strict=True)]
        assert re.findall(found, files[path].decode()) == expected, path


def test_the_list_of_feeds_is_opml_and_the_page_says_the_same_to_people(site: Site) -> None:
    files = site.article("a", tags="[B & C]", authors="[Ann]", source="{name: Reuters}").build()
    root = etree.fromstring(files["feeds.opml"])
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Desk")
    groups = {group.get("text"): [one.attrib for one in group] for group in root.iter("outline") if len(group)}
    assert list(groups) == ["The whole site", "Tags", "Sources", "Authors"]
    (tag,) = groups["Tags"]
    assert (tag["type"], tag["text"]) == ("rss", "B & C")
    assert tag["xmlUrl"] == "https://desk.example/tag/b-c/feed.xml"
    assert tag["htmlUrl"] == "https://desk.example/tag/b-c/"
    page = files["subscribe/index.html"].decode()
    for outline in root.iter("outline"):
        assert outline.get("xmlUrl") is None or f'href="{outline.get("xmlUrl")}"' in page
    assert "https://desk.example/feeds.opml" in page
    assert 'href="/subscribe/"' in files["index.html"].decode()


def test_the_page_of_feeds_names_the_largest_of_many_tags_and_leads_to_the_others(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[exports]\nenabled = false\n[pairs]\nleast = 0\n")
    for n in range(4):
        site.article(f"a{n}", tags=f"[Busy, {', '.join(f'T{n}x{m}' for m in range(15))}]")
    files = site.build()
    page = files["subscribe/index.html"].decode()
    assert page.count("<dt>") == 1 + 40
    assert "https://desk.example/tag/busy/feed.xml" in page
    assert '<a href="/tags/">Tags</a></p>' in page
    assert files["feeds.opml"].count(b"xmlUrl") == 1 + 61


def fill(site: Site, count: int, start: int = 1) -> Site:
    for n in range(start, start + count):
        site.article(f"a{n:02}", date=f"2021-01-{n:02}", tags="[T]")
    return site


def test_what_is_older_stands_behind_a_feed_in_documents_that_do_not_change(site: Site) -> None:
    files = fill(site.write(config('entries = 3\narchive = "all"')), 7).build()
    documents = {path: data for path, data in files.items() if "feed/" in path}
    assert sorted(documents) == ["feed/1.xml", "feed/2.xml", "tag/t/feed/1.xml", "tag/t/feed/2.xml"]
    after = fill(site, 2, start=8).build()
    assert {path: after[path] for path in documents} == documents
    assert "feed/3.xml" in after


@pytest.mark.parametrize("count", range(1, 10))
def test_following_the_archive_meets_every_article_and_ends(site: Site, count: int) -> None:
    files = fill(site.write(config('entries = 3\narchive = "site"')), count).build()
    seen, path = set(), "atom.xml"
    while path:
        feed = etree.fromstring(files[path])
        seen |= {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
        rels = {link["rel"]: link["href"].removeprefix("https://desk.example/") for link in links(feed)}
        assert rels["self"] == path
        assert (feed.find(f"{HISTORY}archive") is not None) == (path != "atom.xml")
        assert rels.get("current", "atom.xml") == "atom.xml"
        path = rels.get("prev-archive", "")
    assert seen == {f"a{n:02}" for n in range(1, count + 1)}


def test_rss_readers_are_led_to_the_archive_too(site: Site) -> None:
    (channel,) = etree.fromstring(fill(site.write(config('entries = 3\narchive = "site"')), 7).build()["feed.xml"])
    rels = {link["rel"]: link["href"] for link in links(channel)}
    assert rels["prev-archive"] == "https://desk.example/feed/2.xml"


def test_a_hub_stands_in_every_format(site: Site) -> None:
    files = site.write(config('hub = "https://hub.example/"')).article("a").build()
    (channel,) = etree.fromstring(files["feed.xml"])
    assert {"rel": "hub", "href": "https://hub.example/"} in links(channel)
    assert {"rel": "hub", "href": "https://hub.example/"} in links(etree.fromstring(files["atom.xml"]))
    assert json.loads(files["feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_pictures_say_their_size_what_they_show_and_whose_they_are(site: Site) -> None:
    image = "{src: m.png, alt: 'A <map>', caption: Here, credit: Ann}"
    files = (
        site.put("content/m.png", png(30, 20)).article("a", image=image, body="![In it](m.png)", summary="S").build()
    )
    (item,) = etree.fromstring(files["feed.xml"]).iter("item")
    media = item.find(f"{MEDIA}content")
    length = str(len(png(30, 20)))
    assert dict(media.attrib) == {
        "url": "https://desk.example/files/m.png",
        "type": "image/png",
        "medium": "image",
        "fileSize": length,
        "width": "30",
        "height": "20",
    }
    assert media.find(f"{MEDIA}thumbnail").get("url") == "https://desk.example/files/m.png"
    text = item.findtext(CONTENT)
    assert text.count('width="30" height="20"') == 2
    assert "<figcaption>Here – Ann</figcaption>" in text
    assert json.loads(files["feed.json"])["items"][0]["image"] == "https://desk.example/files/m.png"
    assert 'width="30" height="20"' in files["articles/a/index.html"].decode()


def test_sounds_and_films_are_enclosures_with_their_true_length_and_links_in_the_text(site: Site) -> None:
    body = '<audio src="a.mp3"></audio>\n\n<video src="v.mp4" poster="p.png"></video>'
    site.put("content/a.mp3", b"x" * 1234).put("content/v.mp4", b"y" * 99).put("content/p.png", png(4, 3))
    files = site.article("a", body=body, summary="S").build()
    (item,) = etree.fromstring(files["feed.xml"]).iter("item")
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert dict(enclosure.attrib) == {
        "url": "https://desk.example/files/a.mp3",
        "length": "1234",
        "type": "audio/mpeg",
    }
    text = item.findtext(CONTENT) or ""
    assert '<a href="https://desk.example/files/a.mp3">a.mp3</a>' in text
    poster = '<a href="https://desk.example/files/v.mp4"><img src="https://desk.example/files/p.png"'
    assert poster in text
    assert not re.search("<(?:audio|video)", text)
    entry = etree.fromstring(files["atom.xml"]).find(f"{ATOM}entry")
    assert [link["length"] for link in links(entry) if link["rel"] == "enclosure"] == ["1234", "99"]
    attachments = json.loads(files["feed.json"])["items"][0]["attachments"]
    assert [(one["mime_type"], one["size_in_bytes"]) for one in attachments] == [
        ("audio/mpeg", 1234),
        ("video/mp4", 99),
    ]


def test_a_table_can_be_read_without_styles(site: Site) -> None:
    (item,) = etree.fromstring(site.article("a", body="| a |\n|---|\n| 1 |", summary="S").build()["feed.xml"]).iter(
        "item"
    )
    assert '<table border="1"' in (item.findtext(CONTENT) or "")


def test_the_worst_characters_give_valid_feeds_and_one_notice_each(site: Site) -> None:
    data = '---\ntitle: "T ]]> \U0001f680"\ndate: 2021-01-01\n---\nA\x00B \ufffe ]]> \r\U0001f680 \u202eright\u202c '
    site.put("content/a.md", data.encode() + b"\xed\xa0\x80 end\n" + b"word " * 400_000)
    files = site.build()
    for name in ("feed.xml", "atom.xml"):
        assert not feedparser.parse(files[name]).bozo
        etree.fromstring(files[name], etree.XMLParser(huge_tree=True))
    assert len(json.loads(files["feed.json"])["items"][0]["content_html"]) > 2_000_000
    notices = [notice for notice in told(site.report.notices) if notice.startswith("content/a.md:5:")]
    assert notices == ["content/a.md:5:2: illegal-character"]


def test_unchanged_feeds_keep_their_bytes_and_their_time(site: Site) -> None:
    site.article("a", tags="[T]").article("b", tags="[U]").build()
    before = {path: (site.output / path).stat().st_mtime_ns for path in ("tag/t/feed.xml", "tag/t/atom.xml")}
    site.article("b", tags="[U]", body="Edited.").build()
    assert {path: (site.output / path).stat().st_mtime_ns for path in before} == before
