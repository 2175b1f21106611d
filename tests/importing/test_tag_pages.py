"""Saved pages of the archive of a tag, as themes of WordPress show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site
from imports import OPTIONS, imported, reasons
from read_inputs import Read, html, read, source

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Item, Reader
from tagarchive.importing.pages import page as page_kind

KIND: Reader = page_kind


def entry(title: str, content: str, url: str = "", more: str = "", classes: str = "") -> str:
    link = f'<p><a href="{url}">Read original article here</a></p>' if url else ""
    return f"""<article class="post hentry tag-quays {classes}"><header><h2 class="entry-title"><a
href="https://mirror.example/{title.lower().replace(" ", "-")}/" rel="bookmark">{title}</a></h2>
<div class="entry-meta">
<time class="entry-date published" datetime="2020-05-06T07:00:00+00:00">x</time>
<span class="byline">by <a class="fn">admin</a>
</span></div></header><div class="entry-content">{content}{link}</div><footer class="entry-footer">{more}
<span class="comments-link"><a href="#respond">Leave a comment</a></span></footer></article>"""


def archive(*entries: str, heading: str = "Tag Archives: <span>Quays</span>", description: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><title>Quays Archives - Mirror</title><link rel=canonical
href="https://mirror.example/tag/quays/"></head><body class="archive tag tag-quays tag-7"><header><nav>
<a href=/>Home</a></nav>
</header><main><h1>{heading}</h1>{description}{"".join(entries)}<nav class="navigation pagination">
<a class="page-numbers"
href="/tag/quays/page/2/">2</a><a class="next page-numbers" href="/tag/quays/page/2/">Older posts</a></nav></main>
<aside class="widget-area"><h2>Recent posts</h2><form><input name=s></form></aside></body></html>"""


def tag_page(folder: Path, content: str) -> Read:
    return read(KIND, folder, {"archive.html": content})


WIRE = entry(
    "Quay opens",
    """<ul><li>First in a year</li><li>Ferry stays</li></ul>
<p>VELM, May 5 (Lodestar) &#8211; The <b>quay</b> opened.</p>
<figure class="wp-caption"><img src="/q-1024x600.jpg" alt=""><figcaption>At the quay. Uma Reif/Lodestar</figcaption>
</figure>
<p><a href="/more">Read More</a></p><h3>FERRY STAYS</h3><p>It stays.</p>
<p>Reporting by Ina Quist in Velm;<br>Editing by Pia
Marsh</p><p>Our Standards: <a href="/s">Ours.</a></p>""",
    "https://lodestar.example/quay/",
    '<a rel="category tag" href="/c/world/">World</a><a rel="tag" href="/tag/quays/">Quays</a>'
    '<a rel="tag" href="/tag/ferries/">Ferries</a>',
)


def test_an_entry_becomes_a_clipping_with_its_original(tmp_path: Path) -> None:
    found = tag_page(tmp_path, archive(WIRE))
    item = found.item
    assert item.matter["date"] == "2020-05-06T07:00:00+00:00"
    assert item.matter["tags"] == ["Quays", "Ferries"]
    assert item.matter["aliases"] == ["/quay-opens/"]
    assert item.matter["key_points"] == ["First in a year", "Ferry stays"]
    assert source(item) == {
        "name": "Lodestar",
        "url": "https://lodestar.example/quay/",
        "authors": ["Ina Quist"],
        "published": "2020-05-05",
    }
    assert item.matter["image"] == {
        "src": "/q-1024x600.jpg",
        "alt": "",
        "caption": "At the quay.",
        "credit": "Uma Reif/Lodestar",
    }
    assert item.matter["credits"] == [{"role": "Editor", "names": ["Pia Marsh"]}]
    assert item.matter["extra"] == {"categories": ["World"]}
    assert html(item) == "<p>The <b>quay</b> opened.</p>\n<h2>FERRY STAYS</h2>\n<p>It stays.</p>"
    assert "the year is that of the post" in found.guess("source.published")


def test_menus_pagers_widgets_and_the_administrator_reach_no_item(tmp_path: Path) -> None:
    found = tag_page(tmp_path, archive(WIRE))
    everything = f"{found.item.matter}{html(found.item)}"
    for word in ("admin", "Older posts", "Recent posts", "Leave a comment", "Home"):
        assert word not in everything
    assert found.notes.count("the archive goes on at https://mirror.example/tag/quays/page/2/: page 2 is not read") == 1


def test_a_caption_that_is_stuck_to_a_paragraph_is_parted_from_it(tmp_path: Path) -> None:
    text = "<p>Two piers <i>stand</i>. One has gone.A diver at the pier in June.Tor Ekdal / Meridian Images file</p>"
    film = '<div class="wp-video"><h4>How a pier is built</h4><span>05:40</span></div>'
    table = "<table><tr><th>Pier</th></tr><tr><td>1</td></tr></table>"
    found = tag_page(
        tmp_path, archive(entry("Piers", f"<p>Divers came.</p>{film}{text}{table}", "https://pier.example/p"))
    )
    assert "<p>Two piers <i>stand</i>. One has gone.</p>" in html(found.item)
    assert "<table>" in html(found.item)
    assert found.item.matter["films"] == [{"title": "How a pier is built", "seconds": 340}]
    assert found.item.matter["extra"] == {
        "captions": [{"caption": "A diver at the pier in June.", "credit": "Tor Ekdal / Meridian Images file"}]
    }
    assert "stuck" in found.guess("extra.captions")
    assert source(found.item) == {"name": "pier.example", "url": "https://pier.example/p"}
    assert found.guess("source.published").startswith("the date of the original is unknown")


def test_the_description_of_the_archive_is_the_text_of_the_tag(tmp_path: Path) -> None:
    description = '<div class="archive-description"><p>All on <a href="/x">quays</a>.</p></div>'
    found = tag_page(tmp_path, archive(WIRE, description=description))
    tag = found.items[0]
    assert (tag.type, tag.matter) == ("tag", {"name": "Quays", "aliases": ["/tag/quays/"]})
    assert html(tag) == '<p>All on <a href="/x">quays</a>.</p>'
    assert all(item.type == "article" for item in tag_page(tmp_path, archive(WIRE)).items)


@pytest.mark.parametrize("heading", ["Tag: Quays", "Schlagwort: Quays", "Posts tagged ‘Quays’", "Quays"])
def test_the_tag_is_named_by_the_heading_of_the_theme(tmp_path: Path, heading: str) -> None:
    content = (
        archive(WIRE, heading=heading).replace("<h1>", '<h1 class="page-title">').replace('tag/quays/">Quays', 'x">X')
    )
    tags = tag_page(tmp_path, content).item.matter["tags"]
    assert isinstance(tags, list)
    assert tags[0] == "Quays"


def test_tags_that_only_classes_name_get_the_name_that_stands_elsewhere_or_their_slug(tmp_path: Path) -> None:
    plain = entry("Two", "<p>Text of two.</p>", "https://b.example/2", classes="tag-ferries tag-old-town")
    found = tag_page(tmp_path, archive(WIRE, plain))
    assert found.items[1].matter["tags"] == ["Quays", "Ferries", "old-town"]
    assert found.guess("tags")


def test_an_entry_without_an_original_is_the_desk_s_own(tmp_path: Path) -> None:
    own = entry("Own", "<p>Our text.</p>").replace(">admin<", ">Cora Dane<")
    found = tag_page(tmp_path, archive(own))
    assert "source" not in found.item.matter
    assert found.item.matter["authors"] == ["Cora Dane"]
    assert found.item.matter["date"] == "2020-05-06T07:00:00+00:00"
    assert any("desk's own" in note for note in found.notes)


def test_an_entry_that_is_cut_off_says_so(tmp_path: Path) -> None:
    cut = entry("Cut", "").replace(
        '<div class="entry-content"></div>', '<div class="entry-summary"><p>It begins …</p></div>'
    )
    found = tag_page(tmp_path, archive(cut))
    assert found.item.text is None
    assert found.item.matter["summary"] == "It begins …"
    assert found.lost("text")


def test_a_source_line_names_the_original(tmp_path: Path) -> None:
    text = '<p>The quay is open.</p><p>Source: <a href="https://lodestar.example/q">Lodestar</a></p>'
    item = tag_page(tmp_path, archive(entry("Quay", text))).item
    assert source(item) == {"name": "Lodestar", "url": "https://lodestar.example/q"}
    assert "Source" not in html(item)


def test_an_article_page_with_links_to_others_is_no_archive(tmp_path: Path) -> None:
    content = """<body class="single single-post">
<article><h1>Quay</h1><p>The quay of Velm is open to all ships again.</p></article>
<section><article><h3><a href=/o>Other</a></h3></article><article><h3><a href=/p>Third</a></h3></article></section>
</body>"""
    assert tag_page(tmp_path, content).item.matter["title"] == "Quay"


def test_an_archive_with_a_copy_is_imported_built_and_known_again(site: Site, tmp_path: Path) -> None:
    copy = WIRE.replace("/quay/", "/quay/?utm_source=mirror").replace("/quay-opens/", "/quay-opens-2/")
    description = '<div class="archive-description"><p>All on quays.</p></div>'
    (tmp_path / "a.html").write_text(archive(WIRE, copy, description=description))
    items = tuple(page_kind.found(files_at(tmp_path / "a.html"), OPTIONS))
    report = imported(site.root, *items)
    assert report.files == ["content/tags/quays.md", "content/2020/quay-opens.md"]
    assert reasons(report)[0].startswith("duplicate of content/2020/quay-opens.md")
    assert not imported(site.root, *items).files
    assert isinstance(items[0], Item)
    files = site.build()
    assert b"All on quays." in files["tag/quays/index.html"]
    assert "quay-opens/index.html" in files
