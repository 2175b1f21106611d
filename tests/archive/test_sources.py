"""Sources: which names are one publisher, and what its file says for all its articles."""

from __future__ import annotations

import json
import re

import pytest
from conftest import Site, told
from lxml import etree

BASE = "https://desk.example"


def record(site: Site, name: str, front: str, text: str = "") -> Site:
    """Writes the file of a source."""
    return site.put(f"content/sources/{name}.md", f"---\n{front}\n---\n{text}\n".encode())


def robots(page: bytes) -> str:
    found: list[str] = re.findall(r'<meta name="robots" content="(\w+)">', page.decode())
    return " ".join(found)


def addresses(page: bytes) -> set[str]:
    """The canonical URL of a page, and the one under which others share it."""
    return set(re.findall(r'<(?:link rel="canonical" href|meta property="og:url" content)="([^"]+)"', page.decode()))


def test_all_names_of_a_record_are_one_source(site: Site) -> None:
    record(site, "cnn", "name: CNN\nalso: [CNN.com, Cable News Network]\nslug: cable", "It reports *news*.")
    site.article("a", source="{name: CNN}").article("b", source="{name: CNN.com}", date="2021-01-02")
    site.article("c", source="cable news network", date="2021-01-03")
    files = site.put("published.txt", b"/source/cnn-com/\n").build()
    assert not site.report.notices
    archives = [path.split("/")[1] for path in files if re.fullmatch(r"source/[^/]+/index\.html", path)]
    assert archives == ["cable", "cnn-com"]
    assert b"/source/cable/" in files["source/cnn-com/index.html"], "what was published leads on"
    assert files["source/cnn-com/feed.xml"] == files["source/cable/feed.xml"], "and its feeds go on"
    page = files["source/cable/index.html"].decode()
    assert "<bdi>CNN</bdi>" in page
    assert page.count('<article class="item"') == 3
    assert "<p>It reports <em>news</em>.</p>" in page
    for name in "abc":
        assert '<a href="/source/cable/" dir="auto">CNN</a>' in files[f"articles/{name}/index.html"].decode()
    assert b"Cable News Network" not in files["index.html"]


def test_a_name_alone_is_a_source(site: Site) -> None:
    files = site.article("a", source="Reuters").build()
    assert '<a href="/source/reuters/" dir="auto">Reuters</a>.' in files["articles/a/index.html"].decode()
    assert "source/reuters/atom.xml" in files


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CNN", "CNN.com"),
        ("The Guardian", "Guardian"),
        ("www.courier.example", "Courier.example"),
        ("Evening Courier", "Evening Couriers"),
        ("Evening Courier", "Evening Curier"),
        ("Al-Jazeera", "Jazeera"),
    ],
)
def test_names_that_may_be_one_source_are_told_until_a_file_says_what_they_are(
    site: Site, one: str, other: str
) -> None:
    site.article("a", source=f"{{name: {one}}}", date="2021-01-02").article("b", source=f"{{name: {other}}}")
    (notice,) = site.notices()
    assert notice == "content/b.md: similar-source"
    assert notice.message == f"found the sources “{one}” and “{other}”, which may be one"
    record(site, "x", f"name: {other}")
    (notice,) = site.notices()
    assert notice.hint.startswith(f"`also: [{one}]` in content/sources/x.md makes them one")
    record(site, "y", f"name: {one}")
    assert not site.notices()
    site.delete("content/sources/y.md")
    record(site, "x", f"name: {other}\nalso: {one}")
    assert not site.notices()


@pytest.mark.parametrize(("one", "other"), [("CNN", "CBS"), ("NBC News", "CBS News"), ("Channel 14", "Channel 15")])
def test_names_of_two_sources_are_not_told(site: Site, one: str, other: str) -> None:
    assert not site.article("a", source=f"{{name: {one}}}").article("b", source=f"{{name: {other}}}").notices()


def test_of_three_near_names_each_is_told(site: Site) -> None:
    for n, name in enumerate(["The Evening Courier", "Evening Courier", "Evening-Courier.com"]):
        site.article(f"a{n}", source=f"{{name: {name}}}", date=f"2021-01-0{3 - n}")
    assert site.notices() == ["content/a1.md: similar-source", "content/a2.md: similar-source"]
    record(site, "courier", "name: The Evening Courier\nalso: Evening Courier")
    assert site.notices() == ["content/a2.md: similar-source"]


@pytest.mark.parametrize(
    ("front", "place"), [("name: CNN.com", "2:7"), ("also: [Other, cnn]", "2:15"), ("slug: cnn-com", "2:7")]
)
def test_a_name_in_two_files_stops_the_build(site: Site, front: str, place: str) -> None:
    record(site, "cnn", "also: CNN.com")
    (problem,) = record(site, "other", front).article("a", source="CNN").problems()
    assert problem == f"content/sources/other.md:{place}: duplicate-source"
    assert problem.message.endswith("of a source, which is also that of content/sources/cnn.md")


def test_a_file_that_no_article_uses_is_told(site: Site) -> None:
    record(site, "cnn", "also: CNN.com").article("a", source="CNBC").article("b", source="CNN", draft="true")
    assert site.notices() == ["content/sources/cnn.md: unused-source"]
    assert "source/cnn/index.html" not in site.published()


def test_a_file_says_what_may_be_shown_of_all_articles_unless_one_says_otherwise(site: Site) -> None:
    record(site, "wire", "republish: excerpt")
    for name, source in {
        "a": "Wire",
        "b": "{name: wire, republish: full}",
        "c": "{name: Wire, republish: link}",
    }.items():
        site.article(name, source=source, summary=f"Summary {name}.", body=f"Text {name}.")

    def said() -> list[str]:
        everything = b"".join(site.build().values()).decode(errors="replace")
        return [words for name in "abc" for words in (f"Summary {name}", f"Text {name}") if words in everything]

    assert said() == ["Summary a", "Summary b", "Text b"]
    record(site, "wire", "republish: link")
    assert said() == ["Summary b", "Text b"]
    site.write(f'-- site.toml --\nbase_url = "{BASE}/"\n[articles]\nrepublish = "excerpt"\n')
    assert said() == ["Summary b"]


def test_a_page_says_that_only_a_part_may_be_shown_and_leads_to_the_rest(site: Site) -> None:
    record(site, "wire", "name: Wire\nrepublish: excerpt\nhome: https://wire.example/")
    site.article("a", source="{name: Wire, url: https://wire.example/1}", summary="All of it.")
    site.article("b", source="{name: Wire, republish: link}")
    files = {path: data.decode() for path, data in site.build().items() if path.endswith(".html")}
    excerpt, link = (files[f"articles/{name}/index.html"].partition("<main")[2] for name in "ab")
    assert "Only a summary of this article may be shown here.\nAll of it is where it was published:" in excerpt
    assert excerpt.count('href="https://wire.example/1"') == 1
    assert 'href="https://wire.example/"' not in excerpt
    assert "Only the headline of this article may be shown here." in link
    assert '<a href="https://wire.example/" dir="auto">Wire<svg' in link
    site.write(f'-- site.toml --\nbase_url = "{BASE}/"\n[articles]\nrepublish = "link"\n').article("c")
    own = site.page("articles/c/index.html")
    assert "Only the headline" in own
    assert "where it was published" not in own


def test_a_file_gives_its_articles_their_language_rights_and_feed_unless_they_have_their_own(site: Site) -> None:
    record(site, "wire", 'language: fa\nrights: "© Wire & Co"\nfeed: https://wire.example/feed.xml')
    site.article("a", source="Wire", date="2021-01-02")
    site.article("b", source="{name: Wire, feed: https://wire.example/b.xml}", lang="ar", rights="CC BY 4.0")
    files = site.build()
    for name, lang in {"a": "fa", "b": "ar"}.items():
        assert f'<h1 lang="{lang}" dir="rtl">' in files[f"articles/{name}/index.html"].decode()
    rss = etree.fromstring(files["feed.xml"])
    dc = "{http://purl.org/dc/elements/1.1/}rights"
    assert [item.findtext(dc) for item in rss.iter("item")] == ["© Wire & Co", "CC BY 4.0"]
    assert [source.get("url") for source in rss.iter("source")] == [
        "https://wire.example/feed.xml",
        "https://wire.example/b.xml",
    ]
    atom = etree.fromstring(files["atom.xml"])
    entries = atom.findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}rights") for entry in entries] == ["© Wire & Co", "CC BY 4.0"]


def test_search_engines_are_led_where_the_file_of_a_source_says(site: Site) -> None:
    record(site, "wire", "canonical: original\nnoindex: true")
    sources = {
        "both": "{name: Wire, url: https://wire.example/1}",
        "unknown": "Wire",
        "self": "{name: Wire, url: https://wire.example/2, canonical: self}",
        "found": "{name: Wire, url: https://wire.example/3, noindex: false}",
        "neither": "{name: Wire, url: https://wire.example/4, canonical: self, noindex: false}",
        "asked": "{name: Other, url: https://other.example/5, canonical: original}",
        "hidden": "{name: Other, noindex: true}",
        "plain": "{name: Other, url: https://other.example/6}",
    }
    for name, source in sources.items():
        site.article(name, source=source, aliases=f"[/old/{name}/]")
    site.article("gone", withdrawn="{date: 2021-02-01}")
    files = site.build()
    pages = {name: files[f"articles/{name}/index.html"] for name in (*sources, "gone")}
    own = {name: {f"{BASE}/articles/{name}/"} for name in pages}
    assert {name: addresses(page) for name, page in pages.items()} == own | {
        "both": {"https://wire.example/1"},
        "found": {"https://wire.example/3"},
        "asked": {"https://other.example/5"},
    }
    hidden = {name for name, page in pages.items() if robots(page) == "noindex"}
    assert hidden == {"both", "unknown", "self", "hidden", "gone"}
    listed = set(re.findall(r"<loc>.*?/articles/(\w+)/</loc>", files["sitemap.xml"].decode()))
    assert listed == {"neither", "plain"}
    for name in sources:
        assert addresses(files[f"old/{name}/index.html"]) == {f"{BASE}/articles/{name}/"}


def test_a_copy_leads_search_engines_to_the_article_that_lists_show(site: Site) -> None:
    site.write(f'-- site.toml --\nbase_url = "{BASE}/"\n[duplicates]\nmode = "fold"\n')
    site.article("a", title="Shown", source="{name: Wire, url: https://wire.example/1, authors: [Ann]}")
    keys = {"date": "2021-01-02", "same_as": "a.md"}
    site.article(
        "b", title="Copied", source="{name: The Post, url: https://post.example/1, authors: [Cy, Ann]}", **keys
    )
    files = site.article("c", title="Copied too", source="The <b>", **keys | {"date": "2021-01-03"}).build()
    shown, copy = (files[f"articles/{name}/index.html"].decode() for name in "ab")
    carried = re.sub(r"\s+", " ", shown.partition("Also carried by")[2].partition("</p>")[0])
    assert carried == (
        ' <a href="/articles/b/" dir="auto">The Post</a> (<a href="https://post.example/1">original</a>) and'
        ' <a href="/articles/c/" dir="auto">The &lt;b&gt;</a>.'
    )
    assert 'This is a copy of <a href="/articles/a/" dir="auto">Shown</a>, <bdi>Wire</bdi>.' in copy
    assert addresses(files["articles/b/index.html"]) == {f"{BASE}/articles/a/"}
    assert "Read the original article" in copy
    assert '<bdi>Cy</bdi> and <a href="/author/ann/" dir="auto">Ann</a>.' in copy, "Cy wrote nothing else"
    assert "/author/cy/" not in copy
    assert "/source/the-post/" not in copy
    assert '<a href="/source/wire/"' in shown
    for path in ("sitemap.xml", "index.html", "feed.xml", "atom.xml", "feed.json", "sources/index.html"):
        assert b"Copied" not in files[path]
        assert b"articles/b/" not in files[path]


def test_the_page_of_a_source_shows_its_facts(site: Site) -> None:
    site.put("content/sources/sign.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>')
    record(
        site,
        "wire",
        "name: Wire\nalso: [wire.example, WIRE <1>]\nhome: https://wire.example/\nlogo: sign.svg\nrights: © Wire\n"
        "slug: the-wire\naliases: [/source/wire/]\nsummary: An agency & more.\nlang: ar\nextra: {founded: '1911'}",
        "[A report](../a.md) of its own.",
    )
    site.write(
        '-- templates/term.html --\n{% extends "theme/term.html" %}{% block head %}{{ extra.founded }}{% endblock %}'
    )
    files = site.article("a", source="Wire").build()
    page = files["source/the-wire/index.html"].decode()
    head, _, main = page.partition("<main")
    assert '<meta name="description" content="An agency &amp; more.">' in head
    assert "1911" in head
    assert '<img src="/files/sources/sign.svg" alt="" width="30" height="10">' in main
    assert "<bdi>wire.example</bdi> and <bdi>WIRE &lt;1&gt;</bdi>." in re.sub(r",\s+", ", ", main)
    assert '<a href="https://wire.example/">Home page<svg' in main
    assert ">© Wire</p>" in main
    assert '<div class="prose" lang="ar" dir="rtl">\n<p><a href="/articles/a/">A report</a> of its own.</p>' in main
    assert "An agency &amp; more." in files["sources/index.html"].decode()
    assert json.loads(files["source/the-wire/feed.json"])["description"] == "An agency & more."
    assert "/source/the-wire/" in files["source/wire/index.html"].decode()
    assert files["source/wire/feed.xml"] == files["source/the-wire/feed.xml"]


def test_a_site_without_archives_of_sources_still_knows_their_facts(site: Site) -> None:
    site.write(f'-- site.toml --\nbase_url = "{BASE}/"\n[archive]\nsources = false\n')
    record(
        site,
        "wire",
        "name: Wire\nalso: Wire Inc\nhome: https://wire.example/\nrights: © Wire\nrepublish: excerpt",
        "Of it.",
    )
    files = site.article("a", source="Wire Inc", summary="Short.", body="Long text.").build()
    assert not told(site.report.notices)
    assert not [path for path in files if path.startswith("source")]
    page = files["articles/a/index.html"].decode()
    assert "<bdi>Wire</bdi>." in page
    assert "© Wire" in page
    assert b"Long text" not in b"".join(files.values())
