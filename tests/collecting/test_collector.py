"""Collections: what feeds hold becomes drafts, once, by the rules of `collect.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, Site, told
from feed_server import FeedServer, collected, entry, feed, feed_server, inbox
from web_server import Answer

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.fetch_limits import FEED_LIMITS


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as made:
        yield made


def rule(site: Site, server: FeedServer, *lines: str, feeds: str = "") -> Site:
    """Adds a rule to a site; it reads `/a.xml` unless other feeds are named."""
    file = site.root / "collect.toml"
    before = file.read_text() if file.is_file() else ""
    named = "" if any(line.startswith("name") for line in lines) else 'name = "Iran"\n'
    read = feeds or f'feed = "{server.url}/a.xml"'
    return site.put("collect.toml", f"{before}[[collect]]\n{named}{read}\n{chr(10).join(lines)}\n".encode())


def draft(site: Site, name: str) -> str:
    return (site.root / f"content/inbox/{name}.md").read_text()


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_entries_that_match_become_drafts_from_what_the_feed_carries(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(
        entry(
            "Iran-backed group speaks", "https://www.news.example/g?utm_source=rss", "It <b>said</b> so.", guid="n-1"
        ),
        entry("Weather"),
    )
    rule(site, server, 'any = ["iran-backed"]', 'tags = ["Iranbacked"]')
    report = collected(site)
    assert draft(site, "iran-backed-group-speaks") == (
        "---\ntitle: Iran-backed group speaks\ndate: 2025-12-21T08:00:00+00:00\nfiled: 2026-01-01T00:00:00+00:00\n"
        "tags: [Iranbacked]\ndraft: true\nsource:\n  name: Evening News\n  url: https://www.news.example/g\n"
        f"  feed: {server.url}/a.xml\n  published: 2025-12-21T08:00:00+00:00\n  retrieved: 2026-01-01\n---\n\n"
        "It **said** so.\n"
    )
    assert report.as_object() == {
        "collected": [
            {
                "from": "https://www.news.example/g",
                "to": "content/inbox/iran-backed-group-speaks.md",
                "feed": f"{server.url}/a.xml",
                "rules": ["Iran"],
                "words": ["iran-backed"],
                "draft": True,
                "guessed": [
                    {
                        "key": "source.url",
                        "value": "https://www.news.example/g",
                        "why": "parameters for tracking are dropped",
                    }
                ],
            }
        ],
        "known": [],
        "left_out": [{"rule": "Iran", "by": "any", "word": "", "entries": 1}],
        "refused": [],
        "failed": [],
        "unchanged": [],
        "lost": [],
        "notes": [],
    }
    assert [path for path, _ in server.asked] == ["/a.xml"]


def test_a_draft_is_not_published_until_it_is_accepted(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server, 'any = "Iran"')
    collected(site)
    assert not [path for path in site.build() if "iran" in path]
    assert "articles/iran-speaks/index.html" in site.build(drafts=True)


def test_each_condition_counts_what_it_leaves_out(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(
        entry("Iran and Iraq talk", text="On trade."),
        entry("Iran and Iraq play", text="A football match."),
        entry("Iran alone"),
        entry("Iran and no other"),
        entry("Rain in the football season"),
    )
    rule(site, server, 'any = ["Iran", "Tehran"]', 'all = ["Iraq"]', 'none = ["football"]')
    report = collected(site)
    assert inbox(site) == ["iran-and-iraq-talk"]
    assert report.as_object()["left_out"] == [
        {"rule": "Iran", "by": "all", "word": "Iraq", "entries": 2},
        {"rule": "Iran", "by": "any", "word": "", "entries": 1},
        {"rule": "Iran", "by": "none", "word": "football", "entries": 1},
    ]
    assert dict(report.sections())["Left out"] == [
        "Iran: 2 entries without “Iraq”",
        "Iran: 1 entry with none of its words",
        "Iran: 1 entry with “football”",
    ]


@pytest.mark.parametrize(
    "matching",
    [
        entry("The Militia"),
        entry("X", text="… said the MILITIA’s leader."),
        entry("X", category="Militia"),
        entry("X", text="ميليشيا"),
        entry("X", text="Ополчение"),
        entry("X", text="the sons  of the\nnight"),
        entry("X", text="Volk-42"),
    ],
)
def test_whole_words_are_looked_for_in_title_text_and_categories(site: Site, server: FeedServer, matching: str) -> None:
    server["/a.xml"] = feed(matching, entry("Militiamen and paramilitia", text="Volk-4", category="Militias"))
    rule(site, server, r'any = ["militia", "ميليشيا", "ополчение", "Sons of the Night", "/Volk-\\d\\d/"]')
    assert len(collected(site).taken_in) == 1


def test_words_in_a_row_do_not_reach_from_one_text_into_the_next(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Talks in North", text="Korea is not named."))
    rule(site, server, 'any = "North Korea"')
    assert not collected(site).taken_in


def test_a_rule_without_words_takes_everything(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("One"), entry("Two"))
    rule(site, server)
    report = collected(site)
    assert inbox(site) == ["one", "two"]
    assert "(Iran: every entry)" in dict(report.sections())["Taken in"][0]


def test_categories_become_tags_only_by_a_map(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("One", category="Middle East"), entry("Two", category="Sport"))
    rule(site, server, 'tags = "Desk"', 'map = { "middle east" = ["Iraq", "Region"], "World" = "World" }')
    collected(site)
    assert "\ntags: [Desk, Iraq, Region]\n" in draft(site, "one")
    assert "\ntags: [Desk]\n" in draft(site, "two")


def test_an_entry_is_taken_once_even_if_its_draft_is_deleted_by_hand(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server, 'any = "Iran"')
    collected(site)
    site.delete("content/inbox/iran-speaks.md")
    server["/a.xml"] = feed(entry("Iran speaks", "https://news.example/iran-speaks/?utm_medium=feed"), entry("Iran"))
    report = collected(site)
    assert inbox(site) == ["iran"]
    assert {"rule": "Iran", "by": "before", "word": "", "entries": 1} in report.as_object()["left_out"]


def test_an_entry_whose_address_changes_is_known_by_its_id(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks", guid="n-1"))
    rule(site, server)
    collected(site)
    server["/a.xml"] = feed(entry("Iran spoke", "https://news.example/new-address", guid="n-1"))
    assert not collected(site).taken_in


def test_ids_that_several_entries_share_tell_nothing(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("One", guid="x"), entry("Two", guid="x"))
    rule(site, server)
    assert len(collected(site).taken_in) == 2
    server["/a.xml"] = feed(entry("Three", guid="x"), entry("Four", guid="x"))
    assert len(collected(site).taken_in) == 2


def test_equal_ids_of_two_feeds_are_two_entries(site: Site, server: FeedServer) -> None:
    server.update({"/a.xml": feed(entry("One", guid="1")), "/b.xml": feed(entry("Two", guid="1"))})
    rule(site, server, feeds=f'feed = ["{server.url}/a.xml", "{server.url}/b.xml"]')
    assert len(collected(site).taken_in) == 2


def test_entries_without_address_and_id_are_known_by_title_and_date(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Bulletin", "-"), entry("Bulletin", "-", day="22"))
    rule(site, server)
    assert len(collected(site).taken_in) == 1  # Nothing tells the second from the first once they are files.
    server["/a.xml"] = feed(entry("Bulletin", "-"), entry("Other", "-"))
    assert [one.path for one in collected(site).taken_in] == ["content/inbox/other.md"]


def test_an_entry_twice_under_other_addresses_is_one_with_the_tags_of_both_rules(
    site: Site, server: FeedServer
) -> None:
    server.update(
        {
            "/a.xml": feed(entry("Iran speaks", "https://www.news.example/s")),
            "/b.xml": feed(entry("Iran speaks", "http://news.example/s/?utm_source=b", "Iraq too.")),
        }
    )
    rule(site, server, 'any = "Iran"', 'tags = "Iran"')
    rule(site, server, 'name = "Iraq"', 'any = "Iraq"', 'tags = "Iraq"', feeds=f'feed = "{server.url}/b.xml"')
    report = collected(site).as_object()
    assert [one["rules"] for one in report["collected"]] == [["Iran", "Iraq"]]
    assert report["known"] == [{"from": "http://news.example/s/", "to": "content/inbox/iran-speaks.md"}]
    assert "\ntags: [Iran, Iraq]\n" in draft(site, "iran-speaks")


def test_an_original_that_is_in_the_archive_gains_nothing_and_is_said_once(site: Site, server: FeedServer) -> None:
    site.article("known", source="{name: N, url: 'http://news.example/iran-speaks?utm_source=x'}")
    before = (site.root / "content/known.md").read_bytes()
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server, 'tags = "Iran"')
    assert collected(site).as_object()["known"] == [
        {"from": "https://news.example/iran-speaks", "to": "content/known.md"}
    ]
    assert (site.root / "content/known.md").read_bytes() == before
    assert not inbox(site)
    report = collected(site, again=True).as_object()
    assert (report["known"], report["left_out"][0]["by"]) == ([], "before")


def test_feeds_are_asked_only_for_what_is_new(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server, 'any = "Iran"')
    collected(site)
    report = collected(site)
    assert server.asked == [("/a.xml", False), ("/a.xml", True)]
    assert report.as_object()["unchanged"] == [f"{server.url}/a.xml"]
    assert report.summary == "Took in nothing new, from 1 feed, 1 unchanged."


def test_an_unchanged_feed_is_read_for_a_rule_that_changed(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"), entry("Iraq speaks"))
    rule(site, server, 'any = "Iran"')
    collected(site)
    site.delete("collect.toml")
    rule(site, server, 'any = ["Iran", "Iraq"]')
    collected(site)
    assert inbox(site) == ["iran-speaks", "iraq-speaks"]


def test_an_entry_is_taken_again_without_its_line_in_the_record(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server)
    collected(site)
    site.delete("content/inbox/iran-speaks.md").delete("collected.txt")
    assert not collected(site).taken_in
    assert len(collected(site, again=True).taken_in) == 1


def test_a_dry_run_writes_nothing_and_forgets_what_it_read(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server)
    before = snapshot(site.root)
    report = collected(site, dry_run=True)
    assert report.summary == "Would take in 1 draft in content/inbox/, from 1 feed."
    assert snapshot(site.root) == before
    assert len(collected(site).taken_in) == 1


def test_a_feed_that_moved_is_read_at_its_new_address_and_that_is_said(site: Site, server: FeedServer) -> None:
    server["/b.xml"] = feed(entry("Iran speaks"))
    server.server.answers["/a.xml"] = Answer(301, b"", (("Location", "/b.xml"),))
    rule(site, server)
    report = collected(site)
    assert inbox(site) == ["iran-speaks"]
    assert [note["text"] for note in report.as_object()["notes"]] == [
        f"{server.url}/a.xml has moved to {server.url}/b.xml"
    ]


@pytest.mark.parametrize("fault", [404, 500, b"<html>no feed</html>", b"<rss", b""])
def test_a_feed_that_fails_is_said_and_the_others_go_on(site: Site, server: FeedServer, fault: bytes | int) -> None:
    server.update({"/a.xml": fault, "/b.xml": feed(entry("Iran speaks"))})
    rule(site, server, feeds=f'feed = ["{server.url}/a.xml", "{server.url}/b.xml"]')
    report = collected(site)
    assert [visit.wanted.url for visit in report.failed] == [f"{server.url}/a.xml"]
    assert report.failed[0].failure.startswith("found ")
    assert inbox(site) == ["iran-speaks"]
    server["/a.xml"] = feed(entry("Iran again"))
    assert not collected(site).failed
    assert inbox(site) == ["iran-again", "iran-speaks"]


def test_feeds_of_private_networks_are_refused_unless_they_are_allowed(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server)
    (visit,) = collected(site, allow_private=False).failed
    assert "private network" in visit.failure
    assert not server.asked


def test_sources_are_read_under_their_own_names(site: Site, server: FeedServer) -> None:
    server.update({"/a.xml": feed(entry("Iran speaks"), title="Evening – World RSS"), "/b.xml": 404})
    record = f"---\nname: The Evening\nlanguage: en\nfeed: {server.url}/a.xml\n---\n"
    site.put("content/sources/evening.md", record.encode())
    site.put("content/sources/other.md", b"---\nname: No feed\n---\n")
    rule(site, server, feeds="sources = true")
    report = collected(site)
    assert [visit.wanted.url for visit in report.visits] == [f"{server.url}/a.xml"]
    assert "\n  name: The Evening\n" in draft(site, "iran-speaks")


@pytest.mark.parametrize(
    ("record", "rules", "written"),
    [
        ("full", ["excerpt"], "excerpt"),
        ("excerpt", ["full"], ""),
        ("link", ["excerpt"], ""),
        ("excerpt", ["excerpt"], "excerpt"),
        ("", ["link"], "link"),
        ("", ["full", "link"], "link"),
        ("excerpt", [], ""),
    ],
)
def test_what_may_be_shown_is_the_least_that_rules_and_the_source_allow(
    site: Site, server: FeedServer, record: str, rules: list[str], written: str
) -> None:
    if record:
        site.put("content/sources/n.md", f"---\nname: Evening News\nrepublish: {record}\n---\n".encode())
    server["/a.xml"] = feed(entry("Iran speaks"))
    for place, one in enumerate(rules or [""]):
        rule(site, server, f'name = "{place}"', f'republish = "{one}"' if one else "")
    collected(site)
    lines = [line for line in draft(site, "iran-speaks").splitlines() if "republish" in line]
    assert lines == ([f"  republish: {written}"] if written else [])


def test_an_entry_without_a_text_shows_its_headline_alone(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks", description="-"))
    rule(site, server, 'republish = "full"')
    collected(site)
    assert "\n  republish: link\n" in draft(site, "iran-speaks")


def test_a_rule_may_publish_at_once_unless_another_one_wants_a_draft(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"), entry("Iraq speaks"))
    rule(site, server, "draft = false", 'any = ["Iran", "Iraq"]')
    rule(site, server, 'name = "Iraq"', 'any = "Iraq"')
    report = collected(site)
    assert inbox(site) == ["iraq-speaks"]
    assert report.summary == "Took in 1 draft in content/inbox/ and 1 article, from 1 feed."
    assert "articles/iran-speaks/index.html" in site.build()
    assert "draft" not in (site.root / "content/2025/iran-speaks.md").read_text()


def test_one_rule_can_be_run_alone_by_its_name(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"), entry("Iraq speaks"))
    rule(site, server, 'any = "Iran"')
    rule(site, server, 'name = "Iraq"', 'any = "Iraq"')
    collected(site, "iraq", "Iraq")
    assert inbox(site) == ["iraq-speaks"]
    with pytest.raises(SiteError) as caught:
        collected(site, "Irak")
    (problem,) = told(caught.value.problems)
    assert (problem.code, problem.hint) == ("bad-argument", "did you mean “Iraq”?")


def test_an_expression_that_takes_too_long_stops_its_rule_alone(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks", text="a" * 40 + "!"))
    rule(site, server, r'none = ["/(a+)+$/"]')
    rule(site, server, 'name = "Other"', 'any = "Iran"', 'tags = "Other"')
    report = collected(site)
    assert told(report.result.problems) == ["collect.toml:4:1: slow-pattern"]
    assert [one.rules for one in report.taken_in] == [["Other"]]


def test_a_site_without_rules_says_what_to_write(site: Site) -> None:
    for text in (None, b"", b"collect = []\n"):
        if text is not None:
            site.put("collect.toml", text)
        with pytest.raises(SiteError) as caught:
            collected(site)
        assert told(caught.value.problems) == ["collect.toml: no-collect-file"]


def test_a_record_that_cannot_be_read_stops_the_collection(site: Site, server: FeedServer) -> None:
    rule(site, server)
    site.put("collected.txt", b"# x\nhttps://news.example/a\nwhat is this\n")
    with pytest.raises(SiteError) as caught:
        collected(site)
    assert told(caught.value.problems) == ["collected.txt:3:1: bad-record"]
    assert not server.asked


def test_a_link_in_place_of_the_record_is_not_followed(site: Site, server: FeedServer, tmp_path: Path) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server)
    (tmp_path / "elsewhere.txt").write_text("")
    (site.root / "collected.txt").symlink_to(tmp_path / "elsewhere.txt")
    with pytest.raises(SiteError) as caught:
        collected(site)
    assert told(caught.value.problems) == ["collected.txt: refused-link"]
    assert (tmp_path / "elsewhere.txt").read_text() == ""


@pytest.mark.parametrize(
    "title", ["../../../site", "/etc/passwd", "con", "a/b", ".hidden", "x" * 500, "\u202etxt.\u2066", "…"]
)
def test_no_title_leads_out_of_the_inbox(site: Site, server: FeedServer, title: str) -> None:
    server["/a.xml"] = feed(
        entry(title, "https://news.example/1", "<script>a</script><form action='/'>b</form>", guid=title)
    )
    rule(site, server)
    before = set(snapshot(site.root))
    collected(site)
    made = {path for path in set(snapshot(site.root)) - before if not path.startswith(".tagarchive/")}
    (path,) = made - {"collected.txt"}
    assert re.fullmatch(r"content/inbox/[^/]+\.md", path)
    assert not re.search("<script|<form", (site.root / path).read_text())
    site.build(drafts=True)


def test_drafts_have_free_names_and_addresses(site: Site, server: FeedServer) -> None:
    site.article("iran-speaks")
    server["/a.xml"] = feed(entry("Iran speaks"), entry("Iran speaks", "https://news.example/2"))
    rule(site, server)
    collected(site)
    assert inbox(site) == ["iran-speaks-2", "iran-speaks-3"]
    site.build(drafts=True)


def test_the_feed_of_another_desk_gives_the_originals_that_it_names(
    site: Site, new_site: Callable[[str], Site], server: FeedServer
) -> None:
    other = new_site("other")
    other.article("clip", "Iran speaks", tags="[Their tag]", source="{name: Times, url: 'https://times.example/1'}")
    other.article("own", "Iran is silent", aliases="[/old/]", key_points="[One]")
    server["/a.xml"] = other.build()["feed.json"]
    rule(site, server, 'any = "Iran"')
    collected(site)
    text = draft(site, "iran-speaks")
    assert "  name: Times\n  url: https://times.example/1\n" in text
    assert not re.search("^(tags|guid|aliases|slug):", text + draft(site, "iran-is-silent"), re.MULTILINE)
    assert "\nkey_points: [One]\n" in draft(site, "iran-is-silent")
    site.build(drafts=True)


def test_feeds_of_one_host_are_asked_a_second_apart() -> None:
    assert FEED_LIMITS.pause == 1


def test_a_source_is_known_by_its_home_page_too(site: Site, server: FeedServer) -> None:
    site.put("content/sources/e.md", b"---\nname: The Evening\nhome: https://news.example/\nrepublish: link\n---\n")
    server["/a.xml"] = feed(entry("Iran speaks"), title="Evening – World RSS")
    rule(site, server, 'republish = "excerpt"')
    (guess,) = collected(site).as_object()["collected"][0]["guessed"]
    assert guess["why"].startswith("the feed names “Evening – World RSS”, but news.example is the home of")
    assert "  name: The Evening  # guess: the feed names" in draft(site, "iran-speaks")
    assert "republish" not in draft(site, "iran-speaks")


def test_what_was_fetched_is_kept_once_for_all_entries_of_a_feed(site: Site, server: FeedServer) -> None:
    server.update({"/a.xml": feed(entry("Iran speaks"), entry("Iraq speaks")), "/b.xml": feed(entry("Rain"))})
    rule(site, server, 'any = ["Iran", "Iraq"]', feeds=f'feed = ["{server.url}/a.xml", "{server.url}/b.xml"]')
    assert not collected(site, dry_run=True, keeps=True).failed
    assert not (site.root / "originals").exists()
    collected(site, keeps=True)
    (kept,) = (file for file in (site.root / "originals").rglob("*") if file.is_file())
    for name in ("iran-speaks", "iraq-speaks"):
        assert f"file: {kept.relative_to(site.root)}\n" in draft(site, name)
    site.build(drafts=True)


def test_nothing_is_kept_of_a_feed_whose_entries_are_refused(site: Site, server: FeedServer) -> None:
    site.article("known", title="Iran speaks")
    server["/a.xml"] = feed(entry("Iran speaks", "-"))
    rule(site, server)
    assert len(collected(site, keeps=True).refused) == 1
    assert not [file for file in (site.root / "originals").rglob("*") if file.is_file()]


def test_what_is_collected_later_is_filed_later(site: Site, server: FeedServer) -> None:
    server["/a.xml"] = feed(entry("Iran speaks"))
    rule(site, server)
    site.put("site.toml", (site.root / "site.toml").read_bytes() + b'timezone = "Asia/Baghdad"\n')
    collected(site, now=NOW + timedelta(days=1))
    assert "\nfiled: 2026-01-02T03:00:00+03:00\n" in draft(site, "iran-speaks")
