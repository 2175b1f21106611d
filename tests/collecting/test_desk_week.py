"""A week of a desk: five feeds, forty entries, three rules; what is in the archive and in its feeds at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import feedparser
import pytest
from conftest import Site
from feed_server import FeedServer, collected, feed_server, inbox
from served import Served

from tagarchive.build.context import unwatched
from tagarchive.checking.external import agent_of
from tagarchive.checking.visits import Limits
from tagarchive.collecting.feeds.collect_report import CollectReport
from tagarchive.collecting.feeds.inbox import accept, desk_at, discard
from tagarchive.collecting.originals.dead_originals import Question, checked
from tagarchive.collecting.originals.originals import Original, by_address
from tagarchive.core.dates import Moment

MONDAY = datetime(2026, 6, 1, 6, tzinfo=UTC)

RULES = """
[[collect]]
name = "Iranbacked"
feed = ["{url}/times.xml", "{url}/mina.xml"]
any = ["Iran-backed", "militia", "ميليشيا"]
none = ["football"]
tags = ["Iranbacked"]
republish = "excerpt"

[[collect]]
name = "Ports"
sources = true
all = ["port", "strike"]
tags = ["Ports"]
map = {{ "Gulf" = "Gulf of Oman" }}

[[collect]]
name = "Sanctions"
feed = "{url}/bulletin.xml"
any = ["/\\\\bsanction(s|ed)?\\\\b/i"]
tags = ["Sanctions"]
draft = false
"""


class Story(NamedTuple):
    """An entry of a feed on a day of the week, from 0 for Monday. Without an address it has that of its title."""

    feed: str
    day: int
    title: str
    url: str = ""
    text: str = "Words of the day."
    category: str = "World"
    published: str = ""


MATCHING = (
    Story("times", 0, "Iran-backed group claims attack"),
    Story("times", 0, "Tanker hit", text="The MILITIA’s speaker said so."),
    Story("mina", 1, "ميليشيا تتبنى الهجوم", "https://mina.example/1"),
    Story("harbour", 1, "Strike halts port", category="Gulf"),
    Story("bulletin", 1, "Bank sanctioned"),
    Story("times", 2, "Militia leader speaks", "https://www.times.example/leader?utm_source=rss"),
    Story("wire", 2, "Dockers strike", text="The port is closed."),
    Story("bulletin", 3, "New SANCTIONS list"),
    Story("mina", 4, "From the archive: a militia is born", published="2019-03-04"),
    Story("harbour", 4, "Port strike ends", "https://harbour.example/port-strike-ends"),
    Story("times", 5, "Who pays the militia?"),
)
AGAIN = (
    Story("mina", 3, "Militia leader speaks (Times)", "http://times.example/leader/?utm_medium=social#top"),
    Story("wire", 5, "Port strike ends", "https://www.harbour.example/port-strike-ends/amp/", category="Gulf"),
)
NEAR_MISSES = (
    Story("times", 0, "Football: militia eleven wins", text="A football match."),
    Story("times", 1, "Paramilitary and militias"),
    Story("mina", 2, "Backed by Iran"),
    Story("harbour", 2, "Airport strike"),
    Story("harbour", 3, "Port opens", text="Striking views."),
    Story("wire", 4, "Sanctions and a militia"),
    Story("bulletin", 2, "Unsanctioned walk"),
)
FEEDS = ("times", "mina", "harbour", "wire", "bulletin")
OTHERS = tuple(Story(FEEDS[number % 5], number % 7, f"Notice {number}") for number in range(20))
WEEK = (*MATCHING, *AGAIN, *NEAR_MISSES, *OTHERS)


def url_of(story: Story) -> str:
    return story.url or f"https://{story.feed}.example/{story.title.lower().replace(' ', '-')}"


def date_of(story: Story) -> str:
    day = story.published or f"{MONDAY + timedelta(days=story.day):%Y-%m-%d}"
    return f"{day}T05:00:00Z"


def rss(name: str, stories: list[Story]) -> str:
    items = "".join(
        f"<item><title>{one.title}</title><link>{url_of(one).replace('&', '&amp;')}</link>"
        f"<pubDate>{datetime.fromisoformat(date_of(one)):%d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<category>{one.category}</category><description>{one.text}</description></item>"
        for one in stories
    )
    return f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


def atom(name: str, stories: list[Story]) -> str:
    entries = "".join(
        f'<entry><title>{one.title}</title><id>tag:{one.title}</id><link href="{url_of(one)}"/>'
        f"<published>{date_of(one)}</published><updated>{date_of(one)}</updated>"
        f'<category term="{one.category}"/><content type="text">{one.text}</content></entry>'
        for one in stories
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>{entries}</feed>'


def json_feed(name: str, stories: list[Story]) -> str:
    items = [
        {
            "id": f"wire-{one.title}",
            "url": url_of(one),
            "title": one.title,
            "content_text": one.text,
            "date_published": date_of(one),
            "tags": [one.category],
        }
        for one in stories
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": name, "items": items})


FORMATS = {"times": rss, "mina": rss, "harbour": atom, "wire": json_feed, "bulletin": rss}


class Week:
    """The days of a desk. Feeds hold their entries of the last four days."""

    def __init__(self, site: Site, server: FeedServer) -> None:
        self.site = site
        self.server = server
        self.day = -1

    @property
    def now(self) -> datetime:
        return MONDAY + timedelta(days=self.day)

    def morning(self, failing: str = "") -> CollectReport:
        """The collection of the next day."""
        self.day += 1
        for name in FEEDS:
            some = [one for one in WEEK if one.feed == name and self.day - 4 < one.day <= self.day]
            self.server[f"/{name}.xml"] = 503 if name == failing else FORMATS[name](name.title(), some).encode()
        return collected(self.site, now=self.now)

    def accept(self, *names: str) -> None:
        accept(desk_at(self.site.root, lambda: None), [f"content/inbox/{name}.md" for name in names], self.now)


def titles(data: bytes) -> list[str]:
    found = feedparser.parse(data)
    assert not found.bozo
    ids = [one.id for one in found.entries]
    assert len(set(ids)) == len(ids)
    return [one.title for one in found.entries]


@pytest.fixture
def week(site: Site) -> Iterator[Week]:
    with feed_server() as server:
        site.put("collect.toml", RULES.format(url=server.url).encode())
        for name in ("harbour", "wire"):
            record = f"---\nname: The {name.title()}\nfeed: {server.url}/{name}.xml\n---\n"
            site.put(f"content/sources/{name}.md", record.encode())
        site.article(
            "known", title="Who pays whom", source="{name: Times, url: 'https://times.example/who-pays-the-militia?'}"
        )
        yield Week(site, server)


def taken(report: CollectReport) -> list[str]:
    return [one.path.removeprefix("content/").removesuffix(".md") for one in report.taken_in]


def test_forty_entries_of_which_eleven_match_are_forty() -> None:
    assert (len(WEEK), len(MATCHING), len(AGAIN)) == (40, 11, 2)


def test_at_the_end_of_the_week_the_archive_and_its_feeds_are_right(week: Week) -> None:
    site = week.site
    monday = week.morning()
    assert taken(monday) == ["inbox/iran-backed-group-claims-attack", "inbox/tanker-hit"]
    week.accept("iran-backed-group-claims-attack")
    discard(site.root, ["content/inbox/tanker-hit.md"])

    tuesday = week.morning()
    assert taken(tuesday) == ["inbox/ميليشيا-تتبنى-الهجوم", "inbox/strike-halts-port", "2026/bank-sanctioned"]
    assert b"Bank sanctioned" in site.build(now=week.now)["feed.xml"]
    week.accept("strike-halts-port")

    wednesday = week.morning(failing="wire")
    assert [visit.failure.partition(",")[0] for visit in wednesday.failed] == [
        "found the answer 503 Service Unavailable"
    ]
    assert taken(wednesday) == ["inbox/militia-leader-speaks"]
    site.delete("content/inbox/militia-leader-speaks.md")

    thursday = week.morning()
    assert taken(thursday) == ["inbox/dockers-strike", "2026/new-sanctions-list"]
    assert inbox(site) == ["dockers-strike", "ميليشيا-تتبنى-الهجوم"]  # Not what was deleted, under its other address.

    friday = week.morning()
    assert taken(friday) == ["inbox/from-the-archive-a-militia-is-born", "inbox/port-strike-ends"]
    week.accept("from-the-archive-a-militia-is-born")

    saturday = week.morning()
    assert taken(saturday) == []
    assert [path for _, path in saturday.known] == ["content/known.md"]

    sunday = week.morning()
    assert (taken(sunday), sunday.known) == ([], ())
    assert [left for left in sunday.as_object()["left_out"] if left["rule"] == "Ports"] == [
        {"rule": "Ports", "by": "all", "word": "port", "entries": 6},
        {"rule": "Ports", "by": "all", "word": "strike", "entries": 1},
        {"rule": "Ports", "by": "before", "word": "", "entries": 2},
    ]
    assert inbox(site) == ["dockers-strike", "port-strike-ends", "ميليشيا-تتبنى-الهجوم"]
    with Served(site.root, "--edit") as preview:
        page = preview.get("/.tagarchive/inbox").text
        assert all(title in page for title in ("Dockers strike", "Port strike ends", "ميليشيا تتبنى الهجوم"))
        button = urlencode({"do": "accept", "path": "content/inbox/dockers-strike.md"})
        assert preview.post("/.tagarchive/inbox", button, {"origin": preview.url}).status == 303

    files = site.build(now=week.now + timedelta(hours=1))
    assert titles(files["tag/iranbacked/feed.xml"]) == [
        "From the archive: a militia is born",
        "Iran-backed group claims attack",
    ]
    assert titles(files["tag/ports/feed.xml"]) == ["Dockers strike", "Strike halts port"]
    assert titles(files["tag/gulf-of-oman/feed.xml"]) == ["Strike halts port"]
    assert titles(files["tag/sanctions/feed.xml"]) == ["New SANCTIONS list", "Bank sanctioned"]
    assert set(titles(files["feed.xml"])) == {
        "Dockers strike",
        "From the archive: a militia is born",
        "New SANCTIONS list",
        "Strike halts port",
        "Bank sanctioned",
        "Iran-backed group claims attack",
        "Who pays whom",
    }
    assert "world" not in {path.split("/")[1] for path in files if path.startswith("tag/")}
    record = (site.root / "collected.txt").read_text().splitlines()[2:]
    assert len({line.partition(" ")[0] for line in record}) == 11
    assert record == sorted(record)


def test_an_original_dies_in_the_week_and_lives_again(week: Week) -> None:
    url = f"{week.server.url}/leader.html"
    source = f"{{name: Times, url: '{url}', archive_url: 'https://copies.example/leader'}}"
    week.site.article("leader", title="Leader", source=source)
    original = Original("content/leader.md", "", url, "", (), Moment("2026-06-01T00:00:00+00:00"))

    def evening(status: bytes | int) -> tuple[list[str], bool, str]:
        """What is new of the original, whether its page says that it is gone, and its guid in the feed."""
        week.day += 1
        week.server["/leader.html"] = status
        question = Question(by_address([original]), agent_of(""), week.now, again=False, allow_private=True)
        found = checked(week.site.root, question, Limits(pause=0.0), unwatched)
        files = week.site.build(now=week.now)
        (guid,) = (one.id for one in feedparser.parse(files["feed.xml"]).entries if one.title == "Leader")
        page = files["articles/leader/index.html"].decode()
        return [news.what for news in found.news], "no longer there" in page, guid

    evenings = [evening(status) for status in (b"<p>Text</p>", 503, 404, 404, 404, b"<p>Text</p>")]
    assert [news for news, _, _ in evenings] == [[], [], ["missing"], ["dead"], [], ["alive"]]
    assert [is_gone for _, is_gone, _ in evenings] == [False, False, False, True, True, False]
    assert len({guid for _, _, guid in evenings}) == 1
