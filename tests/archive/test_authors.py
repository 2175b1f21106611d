"""Authors: which names are one author, and what the file of an author says."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from conftest import CONFIG, Site
from pictures import png

BASE = "https://desk.example"


def record(site: Site, name: str, front: str, text: str = "") -> Site:
    """Writes the file of an author."""
    return site.put(f"content/authors/{name}.md", f"---\n{front}\n---\n{text}\n".encode())


def pages(files: dict[str, bytes]) -> list[str]:
    return [path.split("/")[1] for path in files if re.fullmatch(r"author/[^/]+/index\.html", path)]


def person(page: bytes) -> dict[str, object]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode())
    found: dict[str, object] = json.loads(data)["@graph"][0]["about"]
    return found


def test_all_names_of_a_record_are_one_author_in_pages_feeds_and_exports(site: Site) -> None:
    record(site, "ann-lee", "name: Ann Lee\nalso: [A. Lee, Ann Lee-Fox]\nslug: ann", "She reports *news*.")
    site.article("a", authors="[Ann Lee]").article("b", authors="[A. Lee, Bob]", date="2021-01-02")
    site.article("c", source="{name: Wire, authors: [ann lee-fox]}", date="2021-01-03")
    files = site.put("published.txt", b"/author/a-lee/\n").build()
    assert not site.report.notices
    assert pages(files) == ["a-lee", "ann", "bob"]
    page = files["author/ann/index.html"].decode()
    assert "<bdi>Ann Lee</bdi>" in page
    assert page.count('<article class="item"') == 3
    assert "<p>She reports <em>news</em>.</p>" in page
    for name in "abc":
        assert '<a href="/author/ann/" dir="auto">Ann Lee</a>' in files[f"articles/{name}/index.html"].decode()
    assert b"/author/ann/" in files["author/a-lee/index.html"], "an archive that was published leads on"
    assert files["author/a-lee/feed.xml"] == files["author/ann/feed.xml"], "its feeds go on"
    feed = feedparser.parse(files["feed.xml"])
    assert {entry.authors[0].name for entry in feed.entries} == {"Ann Lee"}
    exported = json.loads(files["author/ann/articles.json"])["articles"]
    assert [one["authors"] for one in exported] == [["Ann Lee"], ["Ann Lee", "Bob"], ["Ann Lee"]]
    assert b"Lee-Fox" not in files["index.html"]


def test_an_author_is_named_once_in_an_article_that_writes_two_names(site: Site) -> None:
    record(site, "ann", "also: A. Lee")
    article = site.article("a", authors="[A. Lee, Ann]").page("articles/a/index.html")
    assert article.count('<a href="/author/ann/" dir="auto">ann</a>') == 1


def test_the_page_of_an_author_shows_the_facts_of_the_file(site: Site) -> None:
    site.put("content/authors/ann.png", png(30, 40))
    record(
        site,
        "ann",
        "name: Ann Lee\nalso: A. Lee\nhome: https://ann.example/\nsummary: Reporter & more.\nlang: ar\n"
        "links: [https://www.social.example/@ann, {title: Her book, url: https://books.example/1}]\n"
        "image: {src: ann.png, alt: Ann Lee at a desk, credit: B}\naliases: [/staff/ann/]\nextra: {beat: Roads}",
        "[A report](../a.md) of hers.",
    )
    site.write(
        '-- templates/term.html --\n{% extends "theme/term.html" %}{% block head %}{{ extra.beat }}{% endblock %}'
    )
    files = site.article("a", authors="[Ann Lee]").build()
    head, _, main = files["author/ann-lee/index.html"].decode().partition("<main")
    assert '<meta name="description" content="Reporter &amp; more.">' in head
    assert "Roads" in head
    assert '<img src="/files/authors/ann.png" alt="Ann Lee at a desk" width="30" height="40" style=' in main
    assert '<a href="https://ann.example/">Home page<svg' in main
    assert '<a href="https://www.social.example/@ann" dir="auto">social.example<svg' in main
    assert '<a href="https://books.example/1" dir="auto">Her book<svg' in main
    assert "<bdi>A. Lee</bdi>" in main
    assert '<div class="prose" lang="ar" dir="rtl">\n<p><a href="/articles/a/">A report</a> of hers.</p>' in main
    assert person(files["author/ann-lee/index.html"]) == {
        "@type": "Person",
        "name": "Ann Lee",
        "alternateName": ["A. Lee"],
        "description": "Reporter & more.",
        "url": "https://ann.example/",
        "sameAs": ["https://www.social.example/@ann", "https://books.example/1"],
        "image": f"{BASE}/files/authors/ann.png",
    }
    assert "Reporter &amp; more." in files["authors/index.html"].decode()
    assert json.loads(files["author/ann-lee/feed.json"])["description"] == "Reporter & more."
    assert "/author/ann-lee/" in files["staff/ann/index.html"].decode()
    assert files["staff/ann/atom.xml"] == files["author/ann-lee/atom.xml"]


def test_an_article_links_to_the_file_of_an_author_as_to_any_other(site: Site) -> None:
    record(site, "ann", "name: Ann Lee")
    page = site.article("a", authors="[Ann Lee]", body="See [her](authors/ann.md).").page("articles/a/index.html")
    assert '<a href="/author/ann-lee/">her</a>' in page


def test_a_source_has_links_too(site: Site) -> None:
    site.put("content/sources/wire.md", b"---\nlinks: https://wiki.example/Wire\n---\n")
    assert site.article("a", source="wire").problems() == ["content/sources/wire.md:2:8: bad-value"]
    site.put("content/sources/wire.md", b"---\nlinks: [https://wiki.example/Wire]\n---\n")
    page = site.page("source/wire/index.html")
    assert '<a href="https://wiki.example/Wire" dir="auto">wiki.example<svg' in page
    assert person(page.encode())["sameAs"] == ["https://wiki.example/Wire"]


@pytest.mark.parametrize(
    ("front", "place"), [("name: A. Lee", "2:7"), ("also: [Other, ANN]", "2:15"), ("slug: a-lee", "2:7")]
)
def test_a_name_in_two_files_stops_the_build(site: Site, front: str, place: str) -> None:
    record(site, "ann", "also: A. Lee")
    (problem,) = record(site, "other", front).article("a", authors="[Ann]").problems()
    assert problem == f"content/authors/other.md:{place}: duplicate-author"
    assert problem.message.endswith("of an author, which is also that of content/authors/ann.md")


def test_a_file_that_no_article_names_is_told(site: Site) -> None:
    record(site, "ann", "also: A. Lee").article("a", authors="[Bob]").article("b", authors="[Ann]", draft="true")
    (notice,) = site.notices()
    assert notice == "content/authors/ann.md: unused-author"
    assert "author/ann/index.html" not in site.published()


def test_a_key_that_the_file_of_an_author_does_not_have_is_a_problem(site: Site) -> None:
    (problem,) = record(site, "ann", "hme: https://ann.example/").article("a", authors="[Ann]").problems()
    assert (problem, problem.hint) == ("content/authors/ann.md:2:1: unknown-key", "did you mean “home”?")


def test_a_site_without_archives_of_authors_still_knows_their_names(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nauthors = false\n")
    record(site, "ann", "name: Ann Lee\nalso: A. Lee", "Of her.")
    files = site.article("a", authors="[A. Lee]").build()
    assert not site.report.notices
    assert not [path for path in files if path.startswith("author")]
    assert "<bdi>Ann Lee</bdi>" in files["articles/a/index.html"].decode()


def test_only_what_shows_an_author_is_made_again_after_an_edit_of_the_file(site: Site) -> None:
    record(site, "ann", "name: Ann Lee", "One.").article("a", authors="[Ann Lee]").article("b", authors="[Bob]")
    before = site.build()
    record(site, "ann", "name: Ann Lee", "Two.").build()
    assert site.report.rendered == ("author/ann-lee/index.html",)
    after = record(site, "ann", "name: Ann Fox\nalso: Ann Lee").build()
    assert b"Ann Fox" in after["articles/a/index.html"]
    assert after["articles/b/index.html"] == before["articles/b/index.html"]
