"""Tags that are podcasts: their RSS feeds as directories of podcasts read them."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from conftest import CONFIG, Site
from lxml import etree
from picture_set import saved
from pictures import jpeg, png
from PIL import Image

from tagarchive.reading.podcast_categories import ABOVE

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
COVER = jpeg(1400, 1400)
GIF = saved(Image.new("L", (1400, 1400)), "GIF")


def show(site: Site, podcast: str, more: str = "") -> Site:
    """A site with a tag that is a podcast, of one episode and one article without a sound."""
    site.write(f"-- content/tags/talk.md --\n---\nname: Talk\n{more}\npodcast: {podcast}\n---\n")
    site.put("content/tags/cover.jpg", COVER).put("content/one.mp3", b"ID3")
    site.article("one", tags="[Talk]", body="[Listen](one.mp3)", authors="[Ann, Bob]", date="2021-01-02")
    return site.article("note", tags="[Talk, Other]")


def channel(site: Site) -> Any:
    return etree.fromstring(site.build()["tag/talk/feed.xml"])[0]


def test_the_feed_of_a_podcast_has_what_directories_ask_for(site: Site) -> None:
    podcast = (
        "{category: [daily news, History], image: cover.jpg, author: Ann Lee, email: ann@desk.example, type: serial}"
    )
    show(site, podcast, "summary: A talk a day.\nlang: fr")
    feed = channel(site)
    assert feed.findtext("title") == "Talk – Desk"
    assert feed.findtext("description") == "A talk a day."
    assert feed.findtext("language") == "fr"
    assert feed.findtext(f"{ITUNES}author") == "Ann Lee"
    assert feed.findtext(f"{ITUNES}explicit") == "false"
    assert feed.findtext(f"{ITUNES}type") == "serial"
    assert feed.find(f"{ITUNES}image").get("href") == "https://desk.example/files/tags/cover.jpg"
    assert [(one.get("text"), *(sub.get("text") for sub in one)) for one in feed.findall(f"{ITUNES}category")] == [
        ("News", "Daily News"),
        ("History",),
    ]
    owner = feed.find(f"{ITUNES}owner")
    assert (owner.findtext(f"{ITUNES}name"), owner.findtext(f"{ITUNES}email")) == ("Ann Lee", "ann@desk.example")
    assert "files/tags/cover.jpg" in site.published()
    read = feedparser.parse(site.published()["tag/talk/feed.xml"])
    assert not read.bozo
    assert read.feed.image.href == "https://desk.example/files/tags/cover.jpg"
    assert [tag.term for tag in read.feed.tags] == ["News", "Daily News", "History"]
    assert read.feed.itunes_explicit is not True
    assert read.entries[0].enclosures[0].href == "https://desk.example/files/one.mp3"


def test_an_article_with_a_sound_is_an_episode(site: Site) -> None:
    show(site, "{category: News, image: cover.jpg, explicit: true}")
    episode, note = channel(site).iter("item")
    assert episode.findtext(f"{ITUNES}author") == "Ann, Bob"
    assert episode.findtext(f"{ITUNES}explicit") == "true"
    assert episode.find(f"{ITUNES}duration") is None, "it is not known"
    assert not [element for element in note if element.tag.startswith(ITUNES)]


def test_an_episode_says_how_long_it_is_if_the_article_does(site: Site) -> None:
    films = "[{title: One, seconds: 75, url: 'https://desk.example/files/one.mp3'}]"
    show(site, "{category: News, image: cover.jpg}").article(
        "one", tags="[Talk]", body="[Listen](one.mp3)", films=films, date="2021-01-02"
    )
    assert next(channel(site).iter(f"{ITUNES}duration")).text == "75"
    (item, _) = json.loads(site.published()["tag/talk/feed.json"])["items"]
    assert item["attachments"][0]["duration_in_seconds"] == 75


def test_only_the_rss_feed_of_a_podcast_speaks_of_podcasts(site: Site) -> None:
    before = show(site, "{category: News, image: cover.jpg}").delete("content/tags/talk.md").build()
    after = show(site, "{category: News, image: cover.jpg}").build()
    named = {path for path, data in after.items() if b"itunes" in data}
    assert named == {"tag/talk/feed.xml"}
    assert {
        path for path in after if path.endswith(("feed.xml", "atom.xml", "feed.json")) and after[path] != before[path]
    } == (named)
    assert after["tag/talk/feed.xml"].count(b"xmlns:itunes") == 1
    old, new = (feedparser.parse(files["tag/talk/feed.xml"]).entries for files in (before, after))
    assert [(one.id, one.published) for one in old] == [(one.id, one.published) for one in new]


@pytest.mark.parametrize(
    ("podcast", "place", "code", "hint"),
    [
        ("{category: Daily Nws, image: a.jpg}", "4:21", "bad-value", "did you mean “Daily News”?"),
        ("{category: [], image: a.jpg}", "4:10", "bad-value", "write category: News"),
        ("{image: a.jpg}", "4:10", "missing-key", ""),
        ("{category: News}", "4:10", "missing-key", ""),
        ("{category: News, image: a.jpg, type: daily}", "4:47", "bad-value", ""),
        ("{category: News, image: a.jpg, email: ann}", "4:48", "bad-value", ""),
        ("{category: News, image: ../one.md}", "4:34", "bad-value", ""),
        ("{categry: News, image: a.jpg, category: News}", "4:11", "unknown-key", "did you mean “category”? Known"),
    ],
)
def test_a_podcast_is_read_strictly(site: Site, podcast: str, place: str, code: str, hint: str) -> None:
    (problem,) = show(site, podcast).problems()
    assert problem == f"content/tags/talk.md:{place}: {code}"
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("name", "data"), [("cover.jpg", jpeg(1000, 1000)), ("cover.jpg", jpeg(1400, 1500)), ("c.gif", GIF)]
)
def test_a_cover_that_directories_refuse_is_noticed(site: Site, name: str, data: bytes) -> None:
    show(site, f"{{category: News, image: {name}}}").put(f"content/tags/{name}", data)
    (notice,) = (one for one in site.notices() if one.code != "unused-file")
    assert notice.code == "odd-cover"
    assert notice.startswith("content/tags/talk.md:2:7")


def test_a_cover_that_fits_or_is_elsewhere_is_not_noticed(site: Site) -> None:
    assert not show(site, "{category: News, image: cover.jpg}").notices()
    site.delete("content/tags/cover.jpg")
    site.write("-- content/tags/talk.md --\n---\npodcast: {category: News, image: 'https://a.example/c.jpg'}\n---\n")
    assert not site.notices()
    assert channel(site).find(f"{ITUNES}image").get("href") == "https://a.example/c.jpg"


def test_a_cover_that_does_not_exist_is_told_as_any_picture_is(site: Site) -> None:
    (notice,) = (one for one in show(site, "{category: News, image: no.jpg}").notices() if one.code != "unused-file")
    assert notice == "content/tags/talk.md:4:34: missing-file"
    assert channel(site).find(f"{ITUNES}image") is None


def test_a_podcast_may_stand_in_a_site_with_an_icon(site: Site) -> None:
    site.write(f'-- site.toml --\nicon = "icon.png"\n{CONFIG}').put("static/icon.png", png(512, 512))
    feed = channel(show(site, "{category: News, image: cover.jpg}"))
    assert feed.findtext("image/url") == "https://desk.example/icon.png"
    assert feed.findtext(f"{ITUNES}author") == "Desk"


def test_every_category_stands_below_one_at_the_top() -> None:
    tops = {name for name, top in ABOVE.items() if name == top}
    assert set(ABOVE.values()) == tops
    assert (len(tops), len(ABOVE)) == (19, 110)
    assert ABOVE["Stories for Kids"] == "Kids & Family"
    assert ABOVE["Social Sciences"] == "Science"
