"""An address that is an article already gains tags, and is not filed twice."""

from __future__ import annotations

import pytest
from conftest import Site
from desks import articles, shows, tried
from news_pages import json_ld
from web_server import Answer, Server


@pytest.fixture
def url(site: Site, server: Server) -> str:
    """The address of a page that is an article of the site, without a canonical address."""
    made = shows(server, "/2026/strike-1", json_ld())
    tried(site, made, tags=("Ports",))
    server.asked.clear()
    return made


@pytest.mark.parametrize(
    "written", ["{}?utm_source=feed&fbclid=1", "{}/", "{}#comments", "{}/amp", "{}?amp=1", "{}?utm_source=x#y"]
)
def test_an_address_that_is_here_is_not_even_asked_for(site: Site, server: Server, url: str, written: str) -> None:
    before = articles(site)
    done = tried(site, written.format(url), tags=("ports", "Work"))
    assert (done.one.to, done.one.known, done.one.gained) == ("content/2026/strike-at-the-port.md", True, ("Work",))
    assert done.matter["tags"] == ["Ports", "Work"]
    assert articles(site) == before
    assert server.asked == []


def test_www_makes_no_difference(site: Site) -> None:
    site.article("old", source="{name: Daily, url: 'https://www.daily.example/a-1'}", tags="[A]")
    done = tried(site, "http://daily.example/a-1", tags=("B",))
    assert (done.one.to, done.one.known) == ("content/old.md", True)
    assert done.matter["tags"] == ["A", "B"]


def test_a_copy_in_a_web_archive_is_known_by_its_original(site: Site) -> None:
    site.article("old", source="{name: Daily, url: 'https://daily.example/a-1'}", tags="[A]")
    done = tried(site, "https://web.archive.org/web/20260101000000/https://daily.example/a-1", tags=("B",))
    assert (done.one.to, done.one.known) == ("content/old.md", True)


def test_a_redirect_to_what_is_here_is_known(site: Site, server: Server, url: str) -> None:
    shows(server, "/2026/strike-1?utm_source=short", json_ld())
    server.answers["/short"] = Answer(302, b"", (("Location", "/2026/strike-1?utm_source=short"),))
    done = tried(site, f"{server.url}/short", tags=("Work",))
    assert (done.one.to, done.one.known) == ("content/2026/strike-at-the-port.md", True)
    assert articles(site) == ["content/2026/strike-at-the-port.md"]
    assert url


def test_a_page_whose_canonical_address_is_here_is_known(site: Site, server: Server, url: str) -> None:
    done = tried(site, shows(server, "/print/1", json_ld(url)))
    assert (done.one.known, done.one.gained) == (True, ())


def test_a_page_does_not_pass_for_one_of_another_site(site: Site, server: Server) -> None:
    site.article("old", source="{name: Daily, url: 'https://daily.example/a-1'}", tags="[A]")
    done = tried(site, shows(server, "/copy", json_ld("https://daily.example/a-1")), tags=("B",))
    assert not done.one.known
    assert done.matter["source"]["url"] == f"{server.url}/copy"
    assert "the page names https://daily.example/a-1 as its address" in done.notes
    assert "tags: [A]\n" in (site.root / "content/old.md").read_text()


def test_the_home_page_is_the_address_of_no_article(site: Site, server: Server) -> None:
    done = tried(site, shows(server, "/2026/strike-9", json_ld(f"{server.url}/")))
    assert done.matter["source"]["url"] == f"{server.url}/2026/strike-9"


def test_an_address_that_is_named_twice_is_filed_once(site: Site, server: Server) -> None:
    url = shows(server, "/2026/strike-1", json_ld())
    done = tried(site, url, f"{url}?utm_source=x", url, shows(server, "/print", json_ld(url)), tags=("A",))
    path = "content/2026/strike-at-the-port.md"
    assert [(one.to, one.known) for one in done.report.clipped] == [(path, False), (path, True), (path, True)]
    assert articles(site) == [path]


def test_an_article_without_list_of_tags_gets_one_and_nothing_else_changes(site: Site) -> None:
    text = (
        "---\ntitle: A # one\ndate: 2021-01-01\nsource:\n  name: Daily\n  url: https://daily.example/a-1\n---\nText.\n"
    )
    site.put("content/a.md", text.encode())
    tried(site, "https://daily.example/a-1", tags=("New",))
    assert (site.root / "content/a.md").read_text() == text.replace("a-1\n---", "a-1\ntags: [New]\n---")


def test_tags_that_can_not_be_added_are_refused_with_the_reason(site: Site, server: Server) -> None:
    site.article("old", source="{name: Daily, url: 'https://daily.example/a-1'}", tags="&names [A]")
    done = tried(site, "https://daily.example/a-1", shows(server, "/new-1", json_ld()), tags=("B",))
    (refused,) = done.report.refused
    assert refused.origin == "https://daily.example/a-1"
    assert [one.to for one in done.report.clipped] == ["content/2026/strike-at-the-port.md"]
    assert "tags: &names [A]" in (site.root / "content/old.md").read_text()
