"""Articles whose date is still to come are held until then, and no feed says a date that is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from conftest import NOW, Site, told
from test_ledger import record

LATER = datetime(2026, 3, 1, tzinfo=UTC)
PUBLISH = '-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[articles]\nfuture = "publish"\n'
FEEDS = ("feed.xml", "atom.xml", "feed.json")


def test_an_article_is_held_until_its_date(site: Site) -> None:
    site.article("old").article("new", date="2026-02-01", tags="[x]", body="Kept back.")
    files = site.build()
    assert not [path for path, data in files.items() if b"Kept back." in data or b">new<" in data]
    (notice,) = told(site.report.notices)
    assert notice == "content/new.md: future-date"
    assert notice.message == (
        "found 1 article whose date is still to come, held until then: content/new.md on 2026-02-01"
    )
    assert notice.hint == "--future shows it"
    assert "tag/x/index.html" in site.build(now=LATER)
    assert site.report.rendered


def test_a_held_article_is_shown_on_demand_and_its_feeds_wait_for_it(site: Site) -> None:
    site.article("old").article("new", date="2026-02-01", tags="[x]")
    files = site.build(future=True)
    assert ">new</a>" in files["index.html"].decode()
    assert "articles/new/index.html" in files
    for path in (*FEEDS, *(f"tag/x/{name}" for name in FEEDS)):
        assert b"2026" not in files[path], path
    assert b"new" in site.build(future=True, now=LATER)["feed.xml"]


def test_a_site_may_publish_before_the_date(site: Site) -> None:
    site.article("new", date="2026-02-01").write(PUBLISH)
    assert site.build() == site.build(future=True)
    (notice,) = told(site.report.notices)
    assert notice == "content/new.md: future-date"
    assert "published all the same, and in feeds from then on" in notice.message


def test_an_archive_whose_articles_are_all_still_to_come_has_an_empty_feed(site: Site) -> None:
    site.article("new", date="2026-02-01").write(PUBLISH)
    files = site.build()
    assert b"<item>" not in files["feed.xml"]
    assert b"<updated>1970" in files["atom.xml"]


def test_a_change_that_is_still_to_come_is_not_shown_until_then(site: Site) -> None:
    site.article(
        "a", updated="2025-01-01", updates="[{date: 2026-02-01, note: Later.}, {date: 2024-01-01, note: Then.}]"
    )
    files = site.build()
    assert not [path for path, data in files.items() if b"Later." in data or b"2026-02" in data]
    assert b"Then." in files["articles/a/index.html"]
    (notice,) = told(site.report.notices)
    assert notice == "content/a.md: future-update"
    assert "a change on 2026-02-01" in notice.message
    files = site.build(now=LATER)
    assert b"Later." in files["articles/a/index.html"]
    assert b"01 Feb 2026" in files["feed.xml"]
    assert not site.report.notices


def test_no_feed_says_a_date_after_the_build(site: Site) -> None:
    site.write(PUBLISH)
    for n, day in enumerate(["2025-12-31", "2026-01-02", "2026-01-01"]):
        site.article(f"a{n}", date=day, updated="2027-01-01", tags="[x]")
    files = site.build()
    for path in FEEDS:
        days = re.findall(rb"\b(20\d\d)-(\d\d)-(\d\d)T", files[path])
        assert all(tuple(map(int, day)) <= (2026, 1, 1) for day in days)
    assert b"2027" not in files["feed.xml"]


def test_a_link_to_a_held_article_is_plain_text_until_then(site: Site) -> None:
    site.article("new", date="2026-02-01").article("a", body="[Next](new.md)")
    assert "<p><a>Next</a></p>" in site.build()["articles/a/index.html"].decode()
    (notice,) = [notice for notice in told(site.report.notices) if notice == "content/a.md:5:8: broken-link"]
    assert "held until its date" in notice.hint
    assert '<a href="/articles/new/">Next</a>' in site.build(now=LATER)["articles/a/index.html"].decode()


def test_an_address_on_record_whose_article_is_held_now_is_told(site: Site) -> None:
    record(site.article("a"))
    (problem,) = site.article("a", date="2026-02-01").problems()
    assert problem == "published.txt:3:1: broken-promise"
    assert "/articles/a/" in problem.message
    assert "its article is held until 2026-02-01" in problem.hint


def test_a_draft_whose_date_is_still_to_come_is_told_of_only_with_drafts(site: Site) -> None:
    site.article("a", date="2026-02-01", draft="true")
    assert not site.notices()


def test_many_held_articles_are_one_notice(site: Site) -> None:
    for day in range(1, 6):
        site.article(f"a{day}", date=f"2026-02-0{day}")
    (notice,) = site.notices()
    assert notice == "content/a1.md: future-date"
    assert "found 5 articles" in notice.message
    assert ": content/a1.md on 2026-02-01, content/a2.md" in notice.message
    assert notice.message.endswith(", …")


@pytest.mark.parametrize("moment", ["2026-01-01T00:00:00Z", "2026-01-01 00:00", "2025-12-31T19:00:00-05:00"])
def test_an_article_of_this_very_moment_is_shown(site: Site, moment: str) -> None:
    site.article("a", date=moment)
    assert "articles/a/index.html" in site.build(now=NOW)


def test_an_article_that_expires_before_its_date_is_never_shown(site: Site) -> None:
    site.article("a", date="2026-02-01", expires="2026-01-15")
    assert not site.notices()
    assert "articles/a/index.html" not in site.build(now=LATER)


def test_a_held_article_that_would_stop_a_later_build_stops_this_one(site: Site) -> None:
    site.article("a").article("b", date="2026-02-01", slug="a", body="[no](none.md)")
    assert site.problems() == ["content/b.md:4:7: path-clash", "content/b.md:6:6: broken-link"]


def test_a_change_of_a_free_page_that_is_still_to_come_is_not_shown_until_then(site: Site) -> None:
    site.write("-- content/pages/p.md --\n---\ntitle: P\nupdated: 2026-02-01\n---\nText.\n")
    files = site.build()
    assert not [path for path, data in files.items() if b"2026-02-01" in data]
    files = site.build(now=LATER)
    assert b"2026-02-01" in files["sitemap.xml"]
    assert files == site.build(now=LATER, clean=True)
