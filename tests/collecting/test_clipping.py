"""Clipping of pages: what is found where, what is guessed, and what of that the file says."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from conftest import Site
from desks import articles, published, shows, tried
from news_pages import BARE, DUBLIN_CORE, MICRODATA, MICROFORMATS, OPEN_GRAPH, PARAGRAPHS, TEXT, json_ld, metas, page
from web_server import Answer, Server


def test_a_page_with_json_ld_becomes_an_article(site: Site, server: Server) -> None:
    body = json_ld("/2026/strike?utm_medium=x")
    done = tried(site, shows(server, "/a", body), tags=("Ports of call",))
    assert done.one.to == "content/2026/strike-at-the-port.md"
    assert not done.one.known
    matter = done.matter
    assert matter["title"] == "Strike at the port"
    assert matter["date"] == "2026-02-03T10:00:00+01:00"
    assert matter["filed"] == "2026-03-01T12:00:00+00:00"
    assert matter["tags"] == ["Ports of call"]
    assert "draft" not in matter
    source = matter["source"]
    assert source["name"] == "Lodestar Daily"
    assert source["url"] == f"{server.url}/2026/strike"
    assert source["authors"] == ["Ina Quist"]
    assert source["published"] == "2026-02-03T10:00:00+01:00"
    assert source["retrieved"].startswith("20")
    assert source["sha256"] == hashlib.sha256(body).hexdigest()
    assert matter["lang"] == "en"
    assert done.text.endswith("\n\n".join(PARAGRAPHS) + "\n")
    assert done.places == {
        "title": "JSON-LD headline",
        "lang": "html lang",
        "source.name": "JSON-LD publisher",
        "source.url": "link rel=canonical",
        "source.authors": "JSON-LD author",
        "source.published": "JSON-LD datePublished",
    }
    assert published(site)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (OPEN_GRAPH, {"title": "meta og:title", "source.name": "meta og:site_name"}),
        (OPEN_GRAPH, {"source.published": "meta article:published_time", "summary": "meta og:description"}),
        (DUBLIN_CORE, {"title": "meta dc.title", "source.published": "meta dc.date"}),
        (DUBLIN_CORE, {"source.name": "meta dc.publisher", "source.authors": "meta citation_author"}),
        (MICRODATA, {"title": "microdata headline", "source.published": "microdata datePublished"}),
        (MICRODATA, {"source.name": "microdata publisher"}),
        (MICROFORMATS, {"title": "microformat p-name", "source.published": "microformat dt-published"}),
    ],
)
def test_each_value_says_where_it_was_found(site: Site, server: Server, body: bytes, places: dict[str, str]) -> None:
    done = tried(site, shows(server, "/a", body))
    assert places.items() <= done.places.items()
    assert not done.guesses.keys() & {"title", "source.name", "source.published", "date", "text"}
    assert done.matter["title"] == "Strike at the port"
    assert done.matter["source"]["name"] == "Lodestar Daily"
    assert "draft" not in done.matter


def test_of_a_page_that_states_nothing_all_is_guessed_and_the_article_is_a_draft(site: Site, server: Server) -> None:
    done = tried(site, shows(server, "/pier", BARE))
    assert {"title", "date", "source.name", "lang", "text"} <= done.guesses.keys()
    assert done.matter["draft"] == "true"
    text = done.text
    assert "title: A night on the pier  # guess: it stands in the title element alone\n" in text
    assert "  name: 127.0.0.1  # guess: the name of the source is unknown; its host stands in\n" in text
    assert "draft: true  # guessed: date, text, title, source.name\n" in text
    assert "There was a long night on the pier" in text
    assert done.places == {}


def test_a_desk_decides_whether_an_article_is_a_draft(site: Site, server: Server) -> None:
    assert "draft" not in tried(site, shows(server, "/pier", BARE), is_draft=False).matter
    assert tried(site, shows(server, "/a", json_ld()), is_draft=True).matter["draft"] == "true"


def test_a_headline_that_differs_from_that_of_meta_elements_is_no_guess(site: Site, server: Server) -> None:
    head = metas(("og:title", "Strike: what we know"), ("og:site_name", "Lodestar Daily"))
    done = tried(site, shows(server, "/a", page(head)))
    assert done.matter["title"] == "Strike at the port"
    assert done.places["title"] == "h1 (meta og:title: “Strike: what we know”)"
    assert "title" not in done.guesses


def test_the_picture_at_the_head_is_named_and_only_downloaded_if_that_is_asked_for(site: Site, server: Server) -> None:
    image = {"@type": "ImageObject", "url": "/q/quay one.jpg", "caption": "The quay", "creditText": "U. Reif"}
    url = shows(server, "/a", json_ld(image=image))
    server.answers["/q/quay%20one.jpg"] = Answer(200, b"\xff\xd8picture", (("Content-Type", "image/jpeg"),))
    first = tried(site, url).matter["image"]
    assert (first["caption"], first["credit"]) == ("The quay", "U. Reif")
    assert first["src"].startswith(server.url)
    assert [asked["path"] for asked in server.asked] == ["/a"]
    site.delete("content/2026/strike-at-the-port.md")
    assert tried(site, url, takes_media=True).matter["image"]["src"] == "../media/quay-one.jpg"
    assert (site.root / "content/media/quay-one.jpg").read_bytes() == b"\xff\xd8picture"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(404), "404"),
        (Answer(200, b"<svg onload='x'/>", (("Content-Type", "image/svg+xml"),)), "expected a picture"),
        (Answer(200, b"<html>", (("Content-Type", "text/html"),)), "expected a picture"),
    ],
)
def test_a_picture_that_can_not_be_had_stays_where_it_is(site: Site, server: Server, answer: Answer, said: str) -> None:
    server.answers["/quay.jpg"] = answer
    done = tried(site, shows(server, "/a", json_ld(image="/quay.jpg")), takes_media=True)
    assert done.matter["image"]["src"] == f"{server.url}/quay.jpg"
    assert said in done.notes
    assert articles(site) == ["content/2026/strike-at-the-port.md"]


LOCKED = metas(("article:content_tier", "locked"))
STUB = "<p>Dockers in Velm stopped work on Tuesday morning.</p>"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (json_ld(body=STUB, isAccessibleForFree=False), "JSON-LD isAccessibleForFree"),
        (json_ld(body=STUB, isAccessibleForFree="http://schema.org/False"), "JSON-LD isAccessibleForFree"),
        (OPEN_GRAPH.replace(b"<head>", b"<head>" + LOCKED.encode()), "meta article:content_tier"),
    ],
)
def test_a_stub_before_a_paywall_is_a_clipping_of_its_headline(
    site: Site, server: Server, body: bytes, place: str
) -> None:
    done = tried(site, shows(server, "/a", body), is_draft=False)
    source = done.matter["source"]
    assert (source["access"], source["republish"]) == ("subscription", "link")
    assert done.places["source.access"] == place
    assert "source.access" not in done.guesses
    slug = done.one.to.rpartition("/")[2].removesuffix(".md")
    html = published(site)[f"articles/{slug}/index.html"]
    assert "lets only subscribers read the original" in html
    assert '"isAccessibleForFree":false' in html
    assert "Dockers in Velm" not in html


def test_a_stub_that_does_not_say_so_is_guessed(site: Site, server: Server) -> None:
    done = tried(site, shows(server, "/a", json_ld(body=f'{STUB}<div class="c-paywall">Subscribe</div>')))
    assert done.matter["source"]["access"] == "subscription"
    assert "paywall" in done.guesses["source.access"]
    assert done.matter["draft"] == "true"


@pytest.mark.parametrize("keys", [{"isAccessibleForFree": True}, {"isAccessibleForFree": "True"}, {}])
def test_a_page_for_everyone_has_no_such_mark(site: Site, server: Server, keys: dict[str, Any]) -> None:
    wall = '<div class="paywall-teaser">More</div>' if keys else ""
    source = tried(site, shows(server, "/a", json_ld(body=TEXT + wall, **keys))).matter["source"]
    assert not {"access", "republish"} & source.keys()


def record(site: Site, text: str) -> None:
    site.put("content/sources/lodestar.md", f"---\n{text}\n---\n".encode())


def test_what_may_be_shown_is_decided_by_the_record_of_the_source(site: Site, server: Server) -> None:
    record(site, "name: Lodestar Daily\nrepublish: link")
    done = tried(site, shows(server, "/a", json_ld()))
    assert "`republish: link` in content/sources/lodestar.md" in done.notes
    # A stricter or looser record counts later too, so the article repeats nothing of it.
    assert "republish" not in done.matter["source"]
    assert PARAGRAPHS[0] not in published(site)["articles/strike-at-the-port/index.html"]


def test_a_source_is_known_by_the_host_of_its_home_page(site: Site, server: Server) -> None:
    record(site, f"name: The Lodestar\nhome: {server.url}/\nrepublish: excerpt")
    done = tried(site, shows(server, "/a", json_ld(publisher=None)))
    assert done.matter["source"]["name"] == "The Lodestar"
    assert done.places["source.name"] == "content/sources/lodestar.md"
    assert "draft" not in done.matter
    other = tried(site, shows(server, "/b", json_ld(headline="Another strike", publisher={"name": "Lode"})))
    assert other.matter["source"]["name"] == "The Lodestar"
    assert "the page names “Lode”" in other.guesses["source.name"]
    assert other.matter["draft"] == "true"


def test_a_tag_is_written_as_the_site_writes_it_and_those_of_the_page_are_left(site: Site, server: Server) -> None:
    site.article("old", tags="[Ports]")
    assert tried(site, shows(server, "/a", json_ld()), tags=("ports", "New")).matter["tags"] == ["Ports", "New"]


def test_the_same_text_under_another_address_is_filed_and_marked(site: Site, server: Server) -> None:
    long = "".join(
        f"<p>Paragraph {n} says what the harbour of Velm did on day {n} of the strike.</p>" for n in range(30)
    )
    first = tried(site, shows(server, "/a", json_ld(body=long)))
    again = tried(site, shows(server, "/b", json_ld(body=long, headline="Port strike")))
    assert again.one.to == "content/2026/port-strike.md"
    assert again.matter["same_as"] == ["strike-at-the-port.md"]
    assert again.guesses["same_as"] == "likely a copy: the same text"
    assert "# guess: likely a copy: the same text" in again.text
    cut = tried(site, shows(server, "/c", json_ld(body=long[:1500], headline="Short", datePublished="2025-01-01")))
    assert cut.matter["same_as"][0] in ("../2026/strike-at-the-port.md", "../2026/port-strike.md")
    assert "of the shorter text" in cut.guesses["same_as"]
    assert "draft" not in cut.matter
    assert "same_as" not in first.matter
    assert published(site)


def test_two_pages_of_one_run_with_one_text_are_both_filed_and_the_second_is_marked(site: Site, server: Server) -> None:
    urls = [shows(server, f"/{name}", json_ld(headline=f"Strike {name}")) for name in "abc"]
    done = tried(site, *urls)
    assert [one.to for one in done.report.clipped] == [f"content/2026/strike-{name}.md" for name in "abc"]
    for name in "bc":
        assert "same_as: [strike-" in (site.root / f"content/2026/strike-{name}.md").read_text()
    assert published(site)


def test_a_copy_of_a_draft_does_not_stop_the_build(site: Site, server: Server) -> None:
    tried(site, shows(server, "/a", json_ld()), is_draft=True)
    again = tried(site, shows(server, "/b", json_ld(headline="Port strike")))
    assert again.matter["same_as"] == ["strike-at-the-port.md"]
    assert published(site)


def test_what_was_fetched_is_kept_and_named(site: Site, server: Server) -> None:
    server.answers["/old"] = Answer(301, b"Moved", (("Location", "/a"),))
    shows(server, "/a", json_ld())
    done = tried(site, f"{server.url}/old", keeps=True)
    (kept,) = done.matter["copies"]
    assert kept["kind"] == "warc"
    assert hashlib.sha256((site.root / kept["file"]).read_bytes()).hexdigest() == kept["sha256"]
    assert articles(site) == ["content/2026/strike-at-the-port.md", kept["file"]]
    assert published(site)


def test_a_moment_that_is_given_counts_more_than_that_of_fetching(site: Site, server: Server) -> None:
    done = tried(site, shows(server, "/a", json_ld()), retrieved="2026-02-04T08:00:00+01:00")
    assert done.matter["source"]["retrieved"] == "2026-02-04T08:00:00+01:00"


def test_an_article_can_be_about_a_page_without_its_text(site: Site, server: Server) -> None:
    done = tried(site, shows(server, "/a", json_ld(isAccessibleForFree=False)), is_bodiless=True, title="My words")
    assert done.one.to == "content/2026/my-words.md"
    assert done.matter["source"]["access"] == "subscription"
    assert "republish" not in done.matter["source"]
    assert done.text.endswith("---\n")
    assert "title" not in done.places
