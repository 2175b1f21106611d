"""Imports: places, copies, links, media, what is there already, and that nothing stops the build."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from imports import NOW, OPTIONS, imported, reasons
from pictures import png

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Guessed, Html, Item, Lost, Markdown, Media, Missing, Noted, Skipped, Value
from tagarchive.importing.writing import importer


def article(title: str = "One", text: str | None = "<p>Text.</p>", **more: Any) -> Item:
    matter: dict[str, Value] = {"title": title, "date": "2024-05-06", **more.pop("matter", {})}
    return Item("in.xml", "article", matter, Html(text) if text is not None else None, **more)


def text(site: Site, path: str) -> str:
    return (site.root / path).read_text("utf-8")


def test_an_item_becomes_a_file_in_the_form_of_the_schema(site: Site) -> None:
    item = article(
        matter={"tags": ["no", "2024", "time, lost"], "source": {"url": "https://x.example/a", "name": "X: Y"}}
    )
    report = imported(site.root, item)
    assert report.files == ["content/2024/one.md"]
    assert text(site, "content/2024/one.md") == (
        "---\ntitle: One\ndate: 2024-05-06\ntags: [no, 2024, 'time, lost']\nsource:\n  name: 'X: Y'\n"
        "  url: https://x.example/a\n---\n\nText.\n"
    )
    assert site.build()


def test_the_same_import_once_more_changes_nothing_and_says_so(site: Site) -> None:
    items = (article(), article("Two", matter={"guid": "g"}), Item("in.xml", "tag", {"name": "Oil", "summary": "S"}))
    imported(site.root, *items)
    before = {path: path.read_bytes() for path in site.root.rglob("*.md")}
    report = imported(site.root, *items)
    assert reasons(report) == [
        "unchanged: content/2024/one.md",
        "unchanged: content/2024/two.md",
        "unchanged: content/tags/oil.md",
    ]
    assert not report.files
    assert not report.imported
    assert before == {path: path.read_bytes() for path in site.root.rglob("*.md")}


def test_a_day_of_the_import_that_stands_in_stays_that_of_the_first_import(site: Site) -> None:
    stand_ins = frozenset({"date", "source.retrieved"})
    first = article(
        matter={"date": "2026-01-01", "source": {"name": "X", "retrieved": "2026-01-01"}}, stand_ins=stand_ins
    )
    later = article(
        matter={"date": "2026-01-02", "source": {"name": "X", "retrieved": "2026-01-02"}}, stand_ins=stand_ins
    )
    imported(site.root, first)
    assert reasons(imported(site.root, later)) == ["unchanged: content/2026/one.md"]


def test_a_dry_run_says_the_same_and_writes_nothing(site: Site) -> None:
    before = sorted(site.root.rglob("*"))
    dry = imported(site.root, article(), article("Two"), dry=True)
    assert sorted(site.root.rglob("*")) == before
    assert dry.as_object() == imported(site.root, article(), article("Two")).as_object()


def test_a_file_that_differs_is_overwritten_only_with_consent_and_keeps_what_is_its_own(
    site: Site,
) -> None:
    imported(site.root, article(matter={"guid": "g", "tags": ["a"]}))
    path = "content/2024/one.md"
    site.write(f"-- {path} --\n" + text(site, path).replace("tags: [a]", "tags: [a, mine]\nslug: kept\nsummary: Mine."))
    changed = article("One, later", "<p>New text.</p>", matter={"guid": "g", "tags": ["a", "b"]})
    before = text(site, path)
    report = imported(site.root, changed)
    assert reasons(report)[0].startswith(f"differs from {path}")
    assert text(site, path) == before.replace("[a, mine]", "[a, mine, b]")
    assert [change.path for change in report.changes] == [path]
    imported(site.root, changed, agrees=True)
    assert text(site, path) == (
        "---\ntitle: One, later\ndate: 2024-05-06\nslug: kept\nsummary: Mine.\ntags: [a, mine, b]\nguid: g\n---\n"
        "\nNew text.\n"
    )


def test_a_known_original_gains_the_tags_and_is_not_doubled(site: Site) -> None:
    site.write(
        "-- content/x.md --\n---\ntitle: Other # mine\ndate: 2024-01-01\ntags:\n  - Oil  # first\nsource:\n  name: X\n"
        "  url: https://www.x.example/a/?utm_source=b#c\n---\n\nA\n"
    )
    clip = article(matter={"tags": ["oil", "Gas"], "source": {"name": "X", "url": "http://x.example/a"}})
    report = imported(site.root, clip)
    assert reasons(report) == ["duplicate of content/x.md: “One”; it gains the tags Gas"]
    assert "  - Oil  # first\n  - Gas\nsource:" in text(site, "content/x.md")
    assert reasons(imported(site.root, clip)) == ["duplicate of content/x.md: “One”"]


def test_copies_in_one_input_are_one_and_the_first_gains_the_tags(site: Site) -> None:
    source: Value = {"name": "X", "url": "https://x.example/a"}
    tracked: Value = {"name": "X", "url": "https://x.example/a?fbclid=1"}
    items = (
        article(matter={"source": source, "tags": ["a"]}),
        article("Two", matter={"source": tracked, "tags": ["A", "b"]}, line=7),
        article("Three", same=("s",)),
        article("Four", same=("s",)),
    )
    report = imported(site.root, *items)
    assert reasons(report) == [
        "duplicate of content/2024/one.md: “Two”, line 7; its tags come to it: A, b",
        "duplicate of content/2024/three.md: “Four”",
    ]
    assert "tags: [a, b]" in text(site, "content/2024/one.md")


def test_items_that_only_the_input_tells_apart_are_known_by_their_titles_when_they_come_again(site: Site) -> None:
    items = (article(same=("s",)), article(text="<p>Other.</p>", same=("t",)), article("Two", same=("s",)))
    assert len(imported(site.root, *items).files) == 2
    report = imported(site.root, *items)
    assert not report.files
    assert reasons(report) == [
        "unchanged: content/2024/one.md",
        "unchanged: content/2024/one-2.md",
        "duplicate of content/2024/one.md: “Two”",
    ]


def test_the_address_of_an_archive_of_a_tag_is_no_alias_of_it(site: Site) -> None:
    tag = Item("in.xml", "tag", {"name": "Oil", "aliases": ["/tag/oil/", "/topic/oil/"]}, Html("<p>On oil.</p>"))
    imported(site.root, tag, article(matter={"tags": ["Oil"]}))
    assert "aliases: [/topic/oil/]" in text(site, "content/tags/oil.md")
    assert site.build()


def test_two_items_with_one_guid_and_other_titles_are_both_kept(site: Site) -> None:
    report = imported(site.root, article(matter={"guid": "g"}), article("Two", matter={"guid": "g"}))
    assert [one.to for one in report.imported] == ["content/2024/one.md", "content/2024/two.md"]
    assert "guid" not in text(site, "content/2024/two.md")
    assert site.build()


def test_equal_slugs_are_told_apart_and_said(site: Site) -> None:
    report = imported(
        site.root,
        article(matter={"guid": "a"}),
        article(matter={"guid": "b"}),
        article(matter={"date": "2023-01-01", "guid": "c"}),
    )
    assert report.files == ["content/2024/one.md", "content/2024/one-2.md", "content/2023/one-3.md"]
    assert [said.remark for said in report.of(Noted)] == [
        Noted("the slug “one” is taken; “one-2” stands instead"),
        Noted("the slug “one” is taken; “one-3” stands instead"),
    ]
    assert site.build()


def test_tags_in_other_case_are_one_and_tags_that_clash_get_slugs(site: Site) -> None:
    site.write("-- content/x.md --\n---\ntitle: X\ndate: 2024-01-01\ntags: [Oil]\n---\n")
    report = imported(site.root, article(matter={"tags": ["oil", "OIL", "C", "c++", "C#"]}))
    assert "tags: [Oil, C, c++, C#]" in text(site, "content/2024/one.md")
    assert text(site, "content/tags/c-2.md") == "---\nname: c++\nslug: c-2\n---\n"
    assert text(site, "content/tags/c-3.md") == "---\nname: C#\nslug: c-3\n---\n"
    assert [said.remark.value for said in report.of(Guessed) if isinstance(said.remark, Guessed)] == ["c-2", "c-3"]
    assert site.build()


def test_links_lead_to_the_files_and_to_the_addresses_of_what_is_not_shown(site: Site) -> None:
    links = "".join(
        f'<p><a href="{href}">w</a></p>'
        for href in (
            "/two/",
            "https://old.example/two/index.html#h",
            "two?x=1",
            "/draft/#d",
            "origin:k#e",
            "origin:none",
        )
    )
    items = (
        article(text=links, base="https://old.example/one/"),
        article("Two", "[one](/one/) ![p](<a b.png>) `[x](/one/)`", matter={"aliases": ["/two/"]}),
        article("Draft", matter={"aliases": ["/draft/"], "draft": True}),
        article("Key", key="k"),
    )
    items = (items[0], items[1]._replace(text=Markdown(items[1].text.html, "gfm"), base="/two/"), *items[2:])  # type: ignore[union-attr]
    report = imported(site.root, *items)
    assert text(site, "content/2024/one.md").split("---\n\n")[1].split() == [
        "[w](two.md)",
        "[w](two.md#h)",
        "[w](https://old.example/one/two?x=1)",
        "[w](/articles/draft/#d)",
        "[w](key.md#e)",
        "w",
    ]
    assert "dialect: gfm\naliases: [/two/]\n---\n\n[one](one.md) ![p](/two/a%20b.png) `[x](/one/)`" in text(
        site, "content/2024/two.md"
    )
    assert Lost("link", "none is not in the input") in [said.remark for said in report.said]
    assert site.build()


def test_files_come_along_once_and_missing_ones_are_listed(site: Site, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(png(3, 2))
    files = files_at(tmp_path / "in")

    def find(reference: str) -> Media | Missing | None:
        known = {"a.png": Media("../up/a.png", files, "a.png"), "b.png": Media("up/a.png", data=b"other")}
        return known.get(reference) or (Missing(reference) if reference.endswith(".png") else None)

    picture = '<p><img src="a.png" alt="A"><img src="b.png" alt="B"><img src="c.png" alt="C"></p>'
    items = [article(name, picture, find=find, matter={"image": {"src": "a.png"}}) for name in ("One", "Two")]
    report = imported(site.root, *items)
    media = sorted(
        path.relative_to(site.root).as_posix() for path in (site.root / "content/media").rglob("*") if path.is_file()
    )
    assert len(media) == 2
    assert media[1] == "content/media/up/a.png"
    assert report.files.count("content/media/up/a.png") == 1
    assert "image:\n  src: ../media/up/a.png\n  alt: One\n" in text(site, "content/2024/one.md")
    assert Lost("file not found", "c.png") in [said.remark for said in report.said]
    assert imported(site.root, *items).files == []


@pytest.mark.parametrize(
    "name", ["../../../etc/x.png", "..\\..\\x.png", "/abs.png", "a/./../../b.png", ".hidden/.x", "C:\\x.png"]
)
def test_nothing_is_written_outside_of_the_media_folder(site: Site, name: str) -> None:
    imported(site.root, article(text='<img src="p" alt="">', find=lambda _: Media(name, data=png(3, 2))))
    written = [path for path in site.root.rglob("*") if path.is_file() and path.name not in ("site.toml", "one.md")]
    assert len(written) == 1
    assert written[0].is_relative_to(site.root / "content/media")
    assert site.build()


MOVED = OPTIONS._replace(is_moved=True)
LINKS = {
    "https://old.example/gone/": "w",
    "https://www.old.example/gone.html#h": "w",
    "http://old.example/?p=9": "w",
    "gone/": "w",
    "/gone": "w",
    "gone.md": "w",
    "https://old.example/two/#h": "[w](two.md#h)",
    "https://old.example/": "[w](/)",
    "/": "[w](/)",
    "/about/": "[w](/about/)",
    "https://old.example/about/#h": "[w](/about/#h)",
    "https://old.example/tag/oil/": "[w](/tag/oil/)",
    "https://old.example/map.svg": "[w](https://old.example/map.svg)",
    "/feed/": "[w](https://old.example/feed/)",
    "https://other.example/gone/": "[w](https://other.example/gone/)",
    "mailto:ann@desk.example": "[w](mailto:ann@desk.example)",
}


@pytest.mark.parametrize("href", LINKS)
def test_a_link_to_a_page_of_the_old_site_that_does_not_come_along_becomes_text(site: Site, href: str) -> None:
    site.write("-- content/pages/about.md --\n---\ntitle: About\n---\n")
    items = (
        article(text=f'<p><a href="{href}">w</a></p>', base="https://old.example/2024/one/"),
        article("Two", base="https://old.example/two/"),
    )
    report = imported(site.root, *items, options=MOVED)
    assert text(site, "content/2024/one.md").partition("---\n\n")[2] == f"{LINKS[href]}\n"
    lost = [said.remark.what for said in report.of(Lost) if isinstance(said.remark, Lost)]
    assert lost == (["link"] if LINKS[href] == "w" else [])


def test_the_report_names_a_link_that_became_text(site: Site) -> None:
    item = article(text='<p><a href="/gone/">w</a></p>', base="https://old.example/one/")
    report = imported(site.root, item, options=MOVED)
    assert dict(report.sections())["Lost"] == ["in.xml: link: https://old.example/gone/ is not in the input"]


def test_links_to_other_places_of_a_host_below_which_a_blog_stood_stay(site: Site) -> None:
    links = "".join(f'<p><a href="https://old.example/{path}/">w</a></p>' for path in ("shop", "blog/gone"))
    items = (article(text=links, base="https://old.example/blog/one/"), article("Two", base="/blog/two/"))
    imported(site.root, *items, options=MOVED)
    assert text(site, "content/2024/one.md").endswith("---\n\n[w](https://old.example/shop/)\n\nw\n")


def test_links_of_a_clipping_to_other_pages_of_its_source_stay(site: Site) -> None:
    links = '<p><a href="https://times.example/b/">w</a> <a href="/c/">w</a></p>'
    imported(site.root, article(text=links, base="https://times.example/a/"))
    assert text(site, "content/2024/one.md").endswith("[w](https://times.example/b/) [w](https://times.example/c/)\n")


def test_an_import_with_links_to_drafts_and_to_nothing_builds_at_once(site: Site) -> None:
    links = '<p><a href="/articles/gone/">w</a> <a href="/draft/">d</a></p>'
    imported(site.root, article(text=links), article("Draft", matter={"aliases": ["/draft/"], "draft": True}))
    assert text(site, "content/2024/one.md").endswith("---\n\nw [d](/articles/draft/)\n")
    assert [notice.code for notice in site.notices()] == ["broken-link"]


def test_a_link_on_disk_that_leads_out_of_content_is_not_written_through(site: Site, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (site.root / "content/2024").symlink_to(tmp_path / "out")
    with pytest.raises(SiteError) as error:
        imported(site.root, article())
    assert [problem.code for problem in error.value.problems] == ["refused-link"]
    assert not list((tmp_path / "out").iterdir())


def test_keys_that_the_site_refuses_are_lost_and_named(site: Site) -> None:
    report = imported(site.root, article(matter={"expires": "soon", "mood": "calm", "lang": "zz zz", "tags": ["a"]}))
    assert text(site, "content/2024/one.md") == "---\ntitle: One\ndate: 2024-05-06\ntags: [a]\n---\n\nText.\n"
    assert [said.remark.what for said in report.of(Lost) if isinstance(said.remark, Lost)] == [
        "lang",
        "expires",
        "mood",
    ]


def test_the_day_of_the_import_stands_in_for_a_date_that_no_one_can_read(site: Site) -> None:
    report = imported(site.root, article(matter={"date": "2024-13-45"}))
    assert [said.remark.key for said in report.of(Guessed) if isinstance(said.remark, Guessed)] == ["date"]
    assert "date: 2026-01-01" in text(site, "content/2026/one.md")


def test_what_would_stop_the_build_becomes_a_draft_and_is_said(site: Site) -> None:
    report = imported(site.root, article(matter={"aliases": ["/tag/oil/"]}), article("Two", matter={"tags": ["Oil"]}))
    assert "draft: true" in text(site, "content/2024/one.md")
    assert "draft" not in text(site, "content/2024/two.md")
    assert any("left as a draft" in str(said.remark) for said in report.of(Noted))
    assert site.build()


def test_what_is_skipped_and_remarked_is_in_the_report(site: Site) -> None:
    report = imported(site.root, Skipped("in.xml", "trashed", 9), article(remarks=(Lost("comment", "3 comments", 4),)))
    assert report.as_object()["skipped"] == [{"from": "in.xml", "reason": "trashed (line 9)"}]
    assert report.as_object()["lost"] == [{"from": "in.xml", "line": 4, "what": "comment", "text": "3 comments"}]


def test_an_input_without_items_is_a_problem_and_writes_nothing(site: Site) -> None:
    with pytest.raises(SiteError) as error:
        imported(site.root, Skipped("in.xml", "a draft of nothing"))
    assert error.value.problems[0].code == "nothing-to-import"
    assert "a draft of nothing" in error.value.problems[0].message


def test_a_long_input_is_written_as_it_is_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "MOST_HELD", 1)
    report = imported(site.root, article(), article("Two"))
    assert len(report.files) == 2
    assert site.build()


def test_an_import_that_was_stopped_goes_on_where_it_was(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "MOST_HELD", 0)
    items = [article(f"Title {number}") for number in range(5)]

    def stops(count: int, things: Any) -> Any:
        for number, thing in enumerate(things):
            if number == count:
                raise KeyboardInterrupt
            yield thing

    with monkeypatch.context() as patched:
        patched.setattr("imports.unwatched", lambda things, *_: stops(3, things))
        with pytest.raises(KeyboardInterrupt):
            imported(site.root, *items)
    report = imported(site.root, *items)
    assert [one.to for one in report.imported] == ["content/2024/title-3.md", "content/2024/title-4.md"]
    assert len(list(site.root.rglob("*.md"))) == 5


def test_links_to_articles_that_are_held_do_not_stop_the_build(site: Site) -> None:
    later = (NOW + timedelta(days=400)).date().isoformat()
    imported(
        site.root,
        article(text='<p><a href="/two/">two</a></p>', base="/one/"),
        article("Two", matter={"aliases": ["/two/"], "date": later}),
    )
    assert "[two](/articles/two/)" in text(site, "content/2024/one.md")
    assert site.build()


def test_tags_of_the_command_line_are_on_every_article_alone(site: Site) -> None:
    options = OPTIONS._replace(tags=("Desk",))
    imported(site.root, article(), Item("in.xml", "page", {"title": "About"}, Html("<p>x</p>")), options=options)
    assert "tags: [Desk]" in text(site, "content/2024/one.md")
    assert text(site, "content/pages/about.md") == "---\ntitle: About\n---\n\nx\n"


def test_the_file_of_a_tag_leaves_out_its_own_address_each_time(site: Site) -> None:
    tag = Item("in.xml", "tag", {"name": "Oil", "aliases": ["/tag/oil/", "/category/oil/"]}, Html("<p>About.</p>"))
    imported(site.root, tag, article(matter={"tags": ["Oil"]}))
    assert "aliases: [/category/oil/]" in text(site, "content/tags/oil.md")
    assert reasons(imported(site.root, tag, article(matter={"tags": ["Oil"]})))[0] == "unchanged: content/tags/oil.md"


def test_aliases_that_differ_in_case_alone_are_one(site: Site) -> None:
    item = article(matter={"aliases": ["/Old/", "/old/", "/old/index.html"]})
    imported(site.root, item)
    assert "aliases: [/Old/]" in text(site, "content/2024/one.md")
    assert reasons(imported(site.root, item)) == ["unchanged: content/2024/one.md"]
    assert site.build()


def test_a_link_to_what_became_a_draft_leaves_its_words(site: Site) -> None:
    imported(
        site.root,
        article(matter={"aliases": ["/tag/oil/"]}, key="one"),
        article("Two", '<p><a href="origin:one">the first</a></p>', matter={"tags": ["Oil"]}),
    )
    assert "draft: true" in text(site, "content/2024/one.md")
    assert text(site, "content/2024/two.md").endswith("---\n\nthe first\n")
    assert site.build()


def test_a_picture_that_is_missing_is_looked_for_where_it_can_be_put_later(site: Site) -> None:
    item = article(text='<p><img src="/up/a.png" alt="A map"></p>', find=Missing, base="/old/")
    report = imported(site.root, item)
    assert "![A map](../media/up/a.png)" in text(site, "content/2024/one.md")
    assert [said.remark for said in report.of(Lost)] == [Lost("file not found", "/up/a.png")]
    assert b"<img" not in site.build()["articles/one/index.html"]
    site.put("content/media/up/a.png", png(3, 2))
    assert b"<img" in site.build()["articles/one/index.html"]
