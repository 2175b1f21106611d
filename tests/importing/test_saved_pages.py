"""Saved pages of one article: what they state, their text, and what is no text."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from conftest import Site
from imports import OPTIONS, imported
from pictures import png
from read_inputs import Read, html, read, source

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Media, Missing, Reader
from tagarchive.importing.pages import page as page_kind
from tagarchive.importing.pages.html_page import HtmlPage
from tagarchive.importing.pages.metadata.page_metadata import page_metadata

KIND: Reader = page_kind
PIXELS = base64.b64encode(png(8, 1)).decode()


def page(folder: Path, content: str | bytes, name: str = "page.html") -> Read:
    return read(KIND, folder, {name: content})


def with_json_ld(
    data: object, body: str = "<article><p>The quay of Velm is open to all ships again.</p></article>"
) -> str:
    return f'<html lang="en"><head><script type="application/ld+json">{json.dumps(data)}</script></head>{body}</html>'


NEWS = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Lodestar Daily", "@id": "https://lodestar.example/#site"},
        {"@type": "NewsMediaOrganization", "@id": "https://lodestar.example/#org", "name": "Lodestar &amp; Sons"},
        {
            "@type": "Person",
            "@id": "https://lodestar.example/#ina",
            "name": "Ina Quist",
            "email": "ina@lodestar.example",
        },
        {
            "@type": ["NewsArticle", "BackgroundNewsArticle"],
            "headline": "Quay &#8220;open&#8221;",
            "author": [{"@id": "https://lodestar.example/#ina"}, {"@type": "Organization", "name": "Lodestar"}],
            "publisher": {"@id": "https://lodestar.example/#org"},
            "datePublished": "2020-05-06T07:08:09+02:00",
            "image": {
                "@type": "ImageObject",
                "url": "/pic/quay-800x600.jpg",
                "caption": "The quay",
                "creditText": "U. Reif",
            },
            "keywords": ["Quays", "Velm, Upper"],
            "video": {
                "@type": "VideoObject",
                "name": "The quay in film",
                "duration": "PT1M5S",
                "url": "https://lodestar.example/v",
            },
            "mainEntityOfPage": {"@id": "https://lodestar.example/quay"},
        },
    ],
}


def test_json_ld_in_a_graph_with_ids_is_read(tmp_path: Path) -> None:
    picture = '<img src="/pic/quay.jpg" alt="Ships">'
    body = f"<article><h1>Quay</h1><p>The quay of Velm is open to all ships.</p>{picture}</article>"
    item = page(tmp_path, with_json_ld(NEWS, body)).item
    assert item.matter["title"] == "Quay “open”"
    assert source(item) == {
        "name": "Lodestar & Sons",
        "url": "https://lodestar.example/quay",
        "authors": ["Ina Quist"],
        "published": "2020-05-06T07:08:09+02:00",
    }
    assert item.matter["tags"] == ["Quays", "Velm, Upper"]
    assert item.matter["image"] == {
        "src": "https://lodestar.example/pic/quay-800x600.jpg",
        "alt": "Ships",
        "caption": "The quay",
        "credit": "U. Reif",
    }
    assert item.matter["films"] == [{"title": "The quay in film", "seconds": 65, "url": "https://lodestar.example/v"}]
    assert "<img" not in html(item)


def test_values_say_where_they_were_found() -> None:
    stated = page_metadata(HtmlPage("p.html", with_json_ld(NEWS)))
    assert stated.titles[0].where == "JSON-LD headline"
    assert stated.authors[0].where == "JSON-LD author"
    assert stated.langs[0] == ("en", "html lang")


def test_json_ld_of_the_canonical_address_is_that_of_the_article(tmp_path: Path) -> None:
    data = [
        {"@type": "Article", "headline": "Other", "url": "https://lodestar.example/other"},
        {"@type": "Article", "headline": "This", "url": "https://lodestar.example/this?utm_source=x"},
    ]
    content = with_json_ld(data).replace("<head>", '<head><link rel="canonical" href="https://lodestar.example/this">')
    assert page(tmp_path, content).item.matter["title"] == "This"


@pytest.mark.parametrize(
    "written", ["{", "[" * 100_000, '{"@type": "Article", "headline": 7, "author": [[[]]]}', "null"]
)
def test_json_ld_that_is_damaged_or_odd_stops_nothing(tmp_path: Path, written: str) -> None:
    content = with_json_ld({}).replace("{}", written)
    assert page(tmp_path, content).item.text is not None


def test_json_ld_with_a_comma_too_much_is_read(tmp_path: Path) -> None:
    content = with_json_ld({}).replace("{}", '{"@type": "Article", "headline": "Quay",}')
    assert page(tmp_path, content).item.matter["title"] == "Quay"


def test_open_graph_and_dublin_core_are_read(tmp_path: Path) -> None:
    content = """<html lang="da"><head><base href="https://bladet.example/nyt/"><title>Bladet: Kajen er åben</title>
<meta property="og:site_name" content="Bladet"><meta property="og:title" content="Kajen er åben">
<meta property="og:url" content="https://bladet.example/nyt/kaj?ref=a">
<meta property="og:image" content="../b/kaj.jpg">
<meta property="og:image:alt" content="Kajen"><meta name="DC.creator" content="Quist, Ina">
<meta property="article:author" content="https://bladet.example/ina"><meta name="DC.date" content="2020-05-06">
<meta property="article:tag" content="Kaj"><meta property="article:tag" content="Velm"></head>
<body><div class="menu"><a href="/">Start</a></div><div><h1>Kajen er åben</h1>
<p>Kajen i Velm er åben igen, og alle skibe i bassinet kan sejle ud, siger havnen.</p>
<p>Det tog et år, og <a href="pris.html">prisen</a> var høj, men nu er det overstået, siger borgmesteren.</p></div>
</body></html>"""
    item = page(tmp_path, content).item
    assert item.matter["title"] == "Kajen er åben"
    assert item.matter["lang"] == "da"
    assert item.matter["tags"] == ["Kaj", "Velm"]
    assert source(item)["authors"] == ["Ina Quist"]
    assert source(item)["name"] == "Bladet"
    assert item.matter["image"] == {"src": "https://bladet.example/b/kaj.jpg", "alt": "Kajen"}
    assert item.base == "https://bladet.example/nyt/"
    assert html(item).count("<p>") == 2
    assert "Start" not in html(item)


def test_microdata_is_read(tmp_path: Path) -> None:
    content = """<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Quay open</h1>
<div itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/u">
<span itemprop="name">Uma
Reif</span></a></div><time itemprop="datePublished" datetime="2020-05-06">6 May</time>
<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
<meta itemprop="name" content="Lodestar"></div>
<div itemprop="articleBody"><p>The quay of Velm is open to all ships again, says the office.</p></div><p>Footer</p>
</div>"""
    item = page(tmp_path, content).item
    assert (item.matter["title"], item.matter["date"]) == ("Quay open", "2020-05-06")
    assert source(item) == {"name": "Lodestar", "authors": ["Uma Reif"], "published": "2020-05-06"}
    assert html(item) == "<p>The quay of Velm is open to all ships again, says the office.</p>"


def test_microformats_are_read(tmp_path: Path) -> None:
    content = """<article class="h-entry"><h1 class="p-name">Quay open</h1><a class="u-url" href="https://uma.example/q">#</a>
<span class="p-author h-card"><b class="p-name">Uma Reif</b></span>
<time class="dt-published" datetime="2020-05-06T10:00">x</time>
<a class="p-category" href="/t">Quays</a><div class="e-content">
<p>The quay of Velm is open to all ships again, I saw.</p></div>
<div class="h-cite"><span class="p-author">Not Me</span></div></article>"""
    found = page(tmp_path, content)
    assert source(found.item)["url"] == "https://uma.example/q"
    assert source(found.item)["authors"] == ["Uma Reif"]
    assert found.item.matter["tags"] == ["Quays"]
    assert "zone" in found.guess("source.published")


def test_a_page_that_states_nothing_is_guessed_and_said(tmp_path: Path) -> None:
    content = """<html><head><meta charset=windows-1252><title>osby - quay</title></head><body bgcolor=white>
<table><tr><td><a href=i.htm>Home</a> | <a href=l.htm>Links</a></td></tr></table>
<font size=5><b>The quay of Osby</b></font><br><i>By Uma Reif, 3 June 2001</i>
<p>The quay of Osby is open to all ships again, and the caf\xe9 beside it has sold everything that it had that day.
<p>\x93It was time,\x94 said the harbour master \x96 and she ought to know, for she has been there for thirty years now.
<p>The third crane is missing. There is a card in its place that asks
readers to <tt>call the office</tt> if they see it.
<hr><small>You are visitor 77. Best viewed with a wide window.</small></body></html>""".encode("latin-1")
    found = page(tmp_path, content)
    assert (found.item.matter["title"], found.item.matter["date"]) == ("The quay of Osby", "2001-06-03")
    assert found.item.matter["authors"] == ["Uma Reif"]
    assert html(found.item).count("<p>") == 3
    assert "café" in html(found.item)
    assert "“It was time,” said the harbour master – and" in html(found.item)
    assert "visitor" not in html(found.item)
    assert "large letters" in found.guess("title")
    assert found.guess("authors")
    assert found.guess("lang")
    assert found.guess("source")


def test_a_byline_with_more_names_than_the_metadata_is_taken_and_said(tmp_path: Path) -> None:
    content = """<meta name=author content="Uma Reif"><article><h1>Quay</h1><p class=byline>By Uma Reif and Ina Quist
<figure><img src="/a.png" alt=""></figure><p>The quay of Velm is open to all ships again, they say.</article>"""
    found = page(tmp_path, content)
    assert found.item.matter["authors"] == ["Uma Reif", "Ina Quist"]
    assert "names Uma Reif alone" in found.guess("authors")
    assert found.item.matter["image"] == {"src": "/a.png", "alt": ""}
    assert html(found.item) == "<p>The quay of Velm is open to all ships again, they say.\n</p>".replace("\n", "")


def test_what_is_no_text_is_left_out(tmp_path: Path) -> None:
    content = """<body><header><nav><a href=/>Home</a></nav></header><div class="cookie-banner"><p>Cookies!</p></div>
<main><article>
<h1>Quay</h1><p class="standfirst">In short.</p><p>The quay of Velm is open to all ships <em>again</em>.</p>
<aside class="related"><h3>Read next</h3><a href=/x>X</a></aside><div class="elementor-widget">
<p>A part that stays.</p></div>
<div class="newsletter-box"><form><input name=email><button>Go</button></form></div><div hidden>Hidden</div>
<div id="ad-slot-1">Buy</div><div class="share-buttons">Share it</div><p style="display:none">Secret</p><svg>
<text>S</text></svg>
<script>alert(1)</script><template><p>T</p></template><p>Last <a href="/more">words</a>.</p></article></main>
<footer>© Lodestar 2020</footer></body>"""
    item = page(tmp_path, content).item
    assert html(item) == (
        "<p>The quay of Velm is open to all ships <em>again</em>.</p>\n<p>A part that stays.</p>\n"
        '<p>Last <a href="/more">words</a>.</p>'
    )
    assert item.matter["summary"] == "In short."


def test_lists_tables_code_films_and_figures_stay_as_they_are(tmp_path: Path) -> None:
    content = """<article><h1>Quay</h1><p>The quay of Velm is open to all ships again, they say.</p><h3>Steps</h3>
<ol start=3><li>One</li></ol><table><tr><th>A</th></tr><tr><td>1</td></tr></table><pre><code>a\n  b</code></pre>
<p>More text.</p><figure><img src=b.png alt=B><figcaption>Below</figcaption></figure>
<iframe src="//www.youtube.com/embed/abcdefghijk" title=F></iframe><iframe src="https://maps.example/m"></iframe>
<p><img src="data:," data-src="https://x.example/lazy.jpg" alt=L><img src="https://x.example/t.gif" width=1 height=1>
</p></article>"""
    found = page(tmp_path, content)
    text = html(found.item)
    assert '<ol start="3"><li>One</li></ol>' in text
    assert "<h2>Steps</h2>" in text
    assert "<pre><code>a\n  b</code></pre>" in text
    assert "<figcaption>Below</figcaption>" in text
    assert "youtube-nocookie.com/embed/abcdefghijk" in text
    assert '<a href="https://maps.example/m">' in text
    assert 'src="https://x.example/lazy.jpg"' in text
    assert "t.gif" not in text
    assert found.lost("embedded page")


SINGLE = f"""<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://lodestar.example/quay?utm_source=mail
 saved date: Tue May 05 2020 23:30:00 GMT-0130 (heure d’été)
--><meta charset=utf-8><title>Quay | Lodestar</title><meta property=og:site_name content=Lodestar>
<style>:root{{--sf-img-1: url("data:image/png;base64,{PIXELS}")}}</style><body><article><h1>Quay</h1>
<figure><img src="data:image/png;base64,{PIXELS}" alt="The quay"><figcaption>In May (Photo: Uma Reif)</figcaption>
</figure>
<p>VELM, May 4 (Lodestar) – The quay is open, <b>they</b> said.<p>Again and again they said so, to all who asked.
<img alt=Small src="data:image/svg+xml,<svg xmlns=http://www.w3.org/2000/svg>" style="background:var(--sf-img-1)">
<template shadowrootmode=open><p>Share</p></template><iframe srcdoc="<p>Ad</p>"></iframe></article>"""


def test_a_page_saved_by_singlefile_brings_its_pictures(tmp_path: Path) -> None:
    found = page(tmp_path, SINGLE)
    item = found.item
    assert source(item)["url"] == "https://lodestar.example/quay"
    assert source(item)["retrieved"] == "2020-05-05T23:30:00-01:30"
    assert item.matter["date"] == "2020-05-05T23:30:00-01:30"
    assert "day it was saved" in found.guess("date")
    image = item.matter["image"]
    assert isinstance(image, dict)
    assert (image["alt"], image["caption"], image["credit"]) == ("The quay", "In May", "Uma Reif")
    picture = item.find(str(image["src"]))
    assert isinstance(picture, Media)
    assert picture.data.startswith(b"\x89PNG")
    assert html(item).startswith("<p>The quay is open, <b>they</b> said.</p>")
    assert html(item).count(str(image["src"])) == 1
    assert "data:" not in html(item)
    assert "the page was saved by SingleFile" in found.notes


@pytest.mark.parametrize(
    ("mark", "url"),
    [
        ("<!-- saved from url=(0023)https://lodestar.example/q -->", "https://lodestar.example/q"),
        ('<meta name="savepage-url" content="https://lodestar.example/q">', "https://lodestar.example/q"),
        (
            """<!-- Mirrored from lodestar.example/q.html by HTTrack Website Copier/3.x
[XR&CO'2014], Tue, 05 May 2020 10:00:00 GMT -->""".replace("\n", " "),
            "http://lodestar.example/q.html",
        ),
    ],
)
def test_the_address_that_a_program_writes_into_a_page_is_that_of_the_original(
    tmp_path: Path, mark: str, url: str
) -> None:
    content = f"{mark}<article><h1>Quay</h1><p>The quay of Velm is open to all ships again, they say.</p></article>"
    assert source(page(tmp_path, content).item)["url"] == url


def test_pictures_of_a_saved_page_come_from_its_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    body = '<p>The quay is open.</p><img src="quay_files/a.png"><img src="../b.png"><img src="c.png"><img src="file:///d.png">'
    files: dict[str, str | bytes] = {
        "quay.html": f"<article><h1>Quay</h1>{'<p>The quay of Velm is open.</p>' * 3}{body}</article>",
        "quay_files/a.png": b"png",
        "quay_files/frame.html": "<p>An advertisement.</p>",
    }
    for path in ("b.png", "sub/c.png"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    found = read(KIND, tmp_path / "sub", files)
    find = found.item.find
    assert isinstance(find("quay_files/a.png"), Media)
    assert isinstance(find("../b.png"), Missing)
    assert isinstance(find("file:///d.png"), Missing)
    assert find("https://x.example/a.png") is None
    assert ("quay_files/frame.html", "part of a saved page") in found.skipped
    alone = next(iter(page_kind.found(files_at(tmp_path / "sub" / "quay.html"), OPTIONS)))
    assert isinstance(alone.find("quay_files/a.png"), Media)  # type: ignore[union-attr]
    assert isinstance(alone.find("c.png"), Missing)  # type: ignore[union-attr]


def test_every_page_and_text_of_a_folder_is_read_or_skipped_with_the_reason(tmp_path: Path) -> None:
    files = {
        "a.html": "<article><h1>One</h1><p>The quay of Velm is open to all ships again.</p></article>",
        "b.HTM": "<div>" * 900,
        "c.txt": "Tag: Q\n\nTwo\n\nThe quay is shut.\n\nSource link\n",
        "d.doc": "x",
        "e.html": "",
    }
    found = read(KIND, tmp_path, files)
    assert [item.matter["title"] for item in found.items] == ["One", "Two"]
    assert [name for name, _ in found.skipped] == ["b.HTM", "d.doc", "e.html"]


def test_private_addresses_reach_no_item(tmp_path: Path) -> None:
    content = """<meta name=author content="uma@lodestar.example (Uma Reif)"><article><h1>Quay uma@lodestar.example</h1>
<p>Write to <a href="mailto:uma@lodestar.example">Uma</a> or uma@lodestar.example about the quay of Velm.</p>
<p><a title="uma@lodestar.example" href="https://x.example/?to=uma%40lodestar.example">Link</a></p></article>"""
    found = page(tmp_path, content)
    assert "uma@" not in f"{found.item.matter}{found.item.text}{found.remarks}"
    assert "uma%40" not in html(found.item)
    assert found.lost("e-mail address")


@pytest.mark.parametrize("content", ["<div>" * 3000 + "x", "<p>" + "x" * 20_000_001])
def test_a_page_that_is_too_deep_or_too_large_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "p.html").write_text(content)
    with pytest.raises(SiteError):
        list(page_kind.found(files_at(tmp_path / "p.html"), OPTIONS))


def test_nested_wrappers_below_the_limit_are_read(tmp_path: Path) -> None:
    content = f"<article>{'<div>' * 400}<p>Deep down the quay of Velm is open to all ships again, they say.</p>"
    assert "Deep down the quay" in html(page(tmp_path, content).item)


@pytest.mark.parametrize(
    ("content", "is_page"),
    [
        ("<!doctype html><html><body><p>x</p>", True),
        ("<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE>", False),
        ("<p>x</p>", True),
    ],
)
def test_pages_are_recognised_and_bookmarks_are_not(tmp_path: Path, content: str, *, is_page: bool) -> None:
    (tmp_path / "p.html").write_text(content)
    assert page_kind.recognises(files_at(tmp_path / "p.html")) is is_page


def test_a_page_is_imported_with_its_picture_built_and_known_again(site: Site, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(SINGLE)
    items = tuple(page_kind.found(files_at(tmp_path / "p.html"), OPTIONS))
    report = imported(site.root, *items)
    assert [path for path in report.files if path.startswith("content/media/picture-")]
    assert not imported(site.root, *items).files
    assert b"data:image" not in site.build()["articles/quay/index.html"]
