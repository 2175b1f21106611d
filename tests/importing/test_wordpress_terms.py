"""Categories and tags of WordPress: names, slugs, former addresses and parents."""

from __future__ import annotations

from pathlib import Path

from conftest import Site
from exports import BLOG, HEAD, Import, category, export, found_in, html, imported, in_term, post, tag
from imports import imported as into
from imports import reasons

PARTS = (
    category("news", "News"),
    category("roads", "Roads &amp; rails", "news", "What <em>moves</em>.\n\nDaily."),
    category("ferry", "Ferry", "roads"),
    tag("ferry-2", "ferry", "The boat."),
    tag("route-9", "Route 9"),
    tag("route-9-2", "Route 9+"),
    tag("%d1%80%d0%b5%d0%ba%d0%b0", "Река"),
)


def test_terms_become_tags_with_names_slugs_and_former_addresses(tmp_path: Path) -> None:
    found = imported(tmp_path, *PARTS, post())
    assert [item.matter["name"] for item in found.of("tag")] == [
        "News",
        "Roads & rails",
        "Ferry",
        "Route 9",
        "Route 9+",
        "Река",
    ]
    roads = found.tag("Roads & rails")
    assert roads.matter["aliases"] == [
        "/category/roads/",
        "/category/news/roads/",
        "/category/roads/feed/",
        "/category/news/roads/feed/",
    ]
    assert roads.matter["slug"] == "roads"
    assert roads.matter["summary"] == "What moves. Daily."
    assert html(roads) == "<p>What <em>moves</em>.</p>\n<p>Daily.</p>\n"
    assert "slug" not in found.tag("Route 9").matter
    assert found.tag("Route 9+").matter["slug"] == "route-9-2"
    assert found.tag("Река").matter == {"name": "Река", "aliases": ["/tag/река/feed/"]}


def test_terms_that_differ_in_case_are_one_tag(tmp_path: Path) -> None:
    terms = in_term("category", "ferry", "Ferry") + in_term("post_tag", "ferry-2", "ferry")
    found = imported(tmp_path, *PARTS, post(more=terms))
    assert found.one.matter["tags"] == ["Ferry"]
    ferry = found.tag("Ferry")
    assert "slug" not in ferry.matter
    assert ferry.matter["aliases"] == [
        "/category/ferry/",
        "/category/news/roads/ferry/",
        "/tag/ferry-2/",
        "/category/ferry/feed/",
        "/category/news/roads/ferry/feed/",
        "/tag/ferry-2/feed/",
    ]
    assert ferry.matter["summary"] == "The boat."
    assert any("are one tag" in note.text for note in found.notes)


def test_a_tag_keeps_its_slug_before_a_category(tmp_path: Path) -> None:
    found = imported(tmp_path, category("x", "Alpha"), tag("x", "Beta"), post())
    assert found.tag("Beta").matter["slug"] == "x"
    assert found.tag("Alpha").matter["slug"] == "x-2"
    assert "/category/x/" in str(found.tag("Alpha").matter["aliases"])


def test_the_tags_of_a_post_stand_in_the_order_of_the_export(tmp_path: Path) -> None:
    terms = (
        in_term("category", "roads", "Roads &amp; rails")
        + in_term("post_tag", "route-9", "Route 9")
        + in_term("post_format", "post-format-aside", "Aside")
        + in_term("post_tag", "new", "Undeclared")
    )
    found = imported(tmp_path, *PARTS, post(more=terms))
    assert found.one.matter["tags"] == ["Roads & rails", "Route 9", "Undeclared"]
    assert found.tag("Undeclared").matter["slug"] == "new"


def test_categories_can_be_left_out(tmp_path: Path) -> None:
    terms = in_term("category", "news", "News") + in_term("post_tag", "route-9", "Route 9")
    found = imported(tmp_path, *PARTS, post(more=terms), categories="ignore")
    assert found.one.matter["tags"] == ["Route 9"]
    assert [item.matter["name"] for item in found.of("tag")] == ["ferry", "Route 9", "Route 9+", "Река"]
    assert found.lost("category")


def parents(found: Import) -> dict[object, object]:
    return {item.matter["name"]: item.matter["parent"] for item in found.of("tag") if "parent" in item.matter}


def test_categories_can_be_parents(tmp_path: Path) -> None:
    news, roads = in_term("category", "news", "News"), in_term("category", "roads", "Roads &amp; rails")
    nine, plus = in_term("post_tag", "route-9", "Route 9"), in_term("post_tag", "route-9-2", "Route 9+")
    found = imported(
        tmp_path,
        *PARTS,
        post(1, more=news + roads + nine + plus),
        post(2, more=news + roads + nine),
        categories="parents",
    )
    assert parents(found) == {"Roads & rails": "News", "Ferry": "Roads & rails", "Route 9": "Roads & rails"}
    assert [guess.value for guess in found.guessed("parent")] == ["Roads & rails"]
    assert found.of("article")[0].matter["tags"] == ["News", "Roads & rails", "Route 9", "Route 9+"]


def test_a_tag_in_several_categories_has_no_parent(tmp_path: Path) -> None:
    nine = in_term("post_tag", "route-9", "Route 9")
    first = post(1, more=nine + in_term("category", "news", "News"))
    second = post(2, more=nine + in_term("category", "ferry", "Ferry"))
    assert "Route 9" not in parents(imported(tmp_path, *PARTS, first, second, categories="parents"))


def test_parents_never_form_a_circle(tmp_path: Path) -> None:
    parts = (category("a", "A", "b"), category("b", "B", "c"), category("c", "C", "a"), category("a2", "a", "c"))
    found = imported(tmp_path, *parts, post(), categories="parents")
    assert len(parents(found)) == 2
    assert found.tag("A").matter["aliases"]


def test_the_bases_of_addresses_are_taken_from_links(tmp_path: Path) -> None:
    links = (f"{BLOG}/topics/news/roads/", "/about/x/route-9/", f"{BLOG}/2024/route-9/")
    text = "".join(f'<a href="{link}">x</a>' for link in links)
    found = imported(tmp_path, *PARTS, post(1, text), post(2, link=f"{BLOG}/about/x/route-9/"))
    assert found.tag("News").matter["aliases"] == ["/topics/news/", "/topics/news/feed/"]
    assert found.tag("Route 9").matter["aliases"] == ["/tag/route-9/feed/"]
    assert [guess.value for guess in found.guessed("aliases")] == ["/tag/…/"]


def test_a_blog_in_a_folder_has_its_terms_there(tmp_path: Path) -> None:
    head = HEAD.replace(BLOG, f"{BLOG}/blog")
    found = imported(tmp_path, tag("route-9", "Route 9"), post(), head=head)
    item = found.tag("Route 9")
    assert item.matter["aliases"] == ["/blog/tag/route-9/", "/blog/tag/route-9/feed/"]
    assert item.base == f"{BLOG}/blog/tag/route-9/"
    assert f"{BLOG}/blog/?tag=route-9" in item.addresses


def test_exports_of_version_1_0_are_read(tmp_path: Path) -> None:
    head = HEAD.replace("export/1.2/", "export/1.0/").replace(">1.2<", ">1.0<")
    parts = (
        category("news", "News"),
        category("roads", "Roads", "News"),
        post(
            1,
            more="<category><![CDATA[Roads]]></category>"
            + in_term("category", "roads", "Roads")
            + "<category><![CDATA[Bus]]></category>"
            + in_term("tag", "bus", "Bus"),
            dc__creator="Kay Stone",
        ),
    )
    found = imported(tmp_path, *parts, head=head, categories="parents")
    assert found.one.matter["authors"] == ["Kay Stone"]
    assert found.guessed("authors")
    assert found.one.matter["tags"] == ["Roads", "Bus"]
    assert parents(found) == {"Roads": "News"}
    assert "/tag/bus/feed/" in str(found.tag("Bus").matter["aliases"])


def test_a_site_with_all_of_it_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    terms = in_term("category", "roads", "Roads &amp; rails") + in_term("post_tag", "route-9", "Route 9")
    parts = (*PARTS, post(1, f'<a href="{BLOG}/category/news/">news</a>', terms), post(2, post_type="page"))
    path = tmp_path / "export.xml"
    path.write_text(export(*parts), "utf-8")
    for mode in ("tags", "parents"):
        found = found_in(path, categories=mode).found
        report = into(site.root, *found)
        assert len(report.imported) == (8 if mode == "tags" else 0), reasons(report)
    before = {file: file.read_bytes() for file in site.root.rglob("*.md")}
    again = into(site.root, *found_in(path).found)
    assert {file: file.read_bytes() for file in site.root.rglob("*.md")} == before
    assert not again.imported
    files = site.build()
    assert {"category/roads/index.html", "category/news/roads/feed/index.html", "tag/route-9/feed/index.html"} <= set(
        files
    )
