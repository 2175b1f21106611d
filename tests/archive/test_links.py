"""Links between articles and files: written as paths, resolved where they are shown."""

from __future__ import annotations

import base64
import os
import re
import time
from pathlib import Path

import pytest
from conftest import Site, told

from tagarchive.archive.suggestions import Known
from tagarchive.core.errors import Location, Written
from tagarchive.reading.body import ToHere, ToSite, ToSource
from tagarchive.reading.link_targets import link_target

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/{a}|b?c=[d]#e", "https://x.example/%7Ba%7D%7Cb?c=%5Bd%5D#e"),
        ("//x.example/a", "https://x.example/a"),
        ("mailto:desk@x.example", "mailto:desk@x.example"),
        ("http:///nowhere", None),
        ("http://[broken/", None),
        ("", None),
        ("#", None),
        ("#part", ToHere("part", Written("#part", Location("content/a.md")))),
    ],
)
def test_links_to_the_web_are_made_well_formed(text: str, target: object) -> None:
    assert link_target(Written(text, Location("content/a.md")), "content/a.md") == target


@pytest.mark.parametrize(
    ("text", "path", "suffix"),
    [
        ("b.md", "content/sub/b.md", ""),
        ("../b.md#part", "content/b.md", "#part"),
        ("my%20map.svg", "content/sub/my map.svg", ""),
        ("../../../etc/passwd", "../etc/passwd", ""),
    ],
)
def test_paths_start_at_the_folder_of_the_article(text: str, path: str, suffix: str) -> None:
    target = link_target(Written(text, Location("")), "content/sub/a.md")
    assert isinstance(target, ToSource)
    assert (target.path, target.suffix) == (path, suffix)


def test_addresses_of_the_site_stay_in_the_site() -> None:
    target = link_target(Written("/a/../../b/?c=d#e", Location("")), "content/a.md")
    assert isinstance(target, ToSite)
    assert (target.address, target.suffix) == ("/b/", "?c=d#e")


def test_a_link_to_another_file_leads_to_its_page(site: Site) -> None:
    site.write(
        """-- content/a.md --
---
title: a
date: 2021-01-01
tags: [B]
---
[Next](sub/b.md#part), [tag](tags/b.md), [about](pages/about.md), <a href="sub/b.md">raw</a>
-- content/sub/b.md --
---
title: b
date: 2021-01-02
slug: second
---
[Back](../a.md)
-- content/tags/b.md --
---
title: B
---
-- content/pages/about.md --
---
title: About
---
"""
    )
    page = site.page("articles/a/index.html")
    for link in (
        '<a href="/articles/second/#part">Next</a>',
        '<a href="/tag/b/">tag</a>',
        '<a href="/about/">about</a>',
        '<a href="/articles/second/">raw</a>',
    ):
        assert link in page
    feed = site.published()["feed.xml"].decode()
    assert '<a href="https://desk.example/articles/second/#part">Next</a>' in feed


def test_a_link_to_an_article_that_does_not_exist_stops_the_build(site: Site) -> None:
    site.article("border", body="x").article("a", body="One\n\n[Next](boarder.md)")
    (problem,) = site.problems()
    assert problem == "content/a.md:7:8: broken-link"
    assert problem.message == "found a link to content/boarder.md, expected an article or page of this site"
    assert problem.hint == "did you mean “content/border.md”?"


def test_a_link_to_a_draft_says_that_it_is_one(site: Site) -> None:
    site.article("b", draft="true").article("a", body="[b](b.md)")
    (problem,) = site.problems()
    assert problem == "content/a.md:5:5: broken-link"
    assert problem.hint.startswith("it is not published: a draft")
    assert "articles/b/index.html" in site.build(drafts=True)


def test_a_link_to_an_article_with_faults_is_no_fault_of_its_own(site: Site) -> None:
    site.article("b", tags="c").article("a", body="[b](b.md)")
    assert site.problems() == ["content/b.md:4:7: bad-value"]


def test_a_file_beside_an_article_is_published_with_it(site: Site) -> None:
    site.put("content/sub/map.svg", b"<svg/>").put("content/sub/data.csv", b"1,2")
    site.article("sub/a", body="![Map](map.svg){: width=200 } [data](data.csv)")
    files = site.build()
    assert files["files/sub/map.svg"] == b"<svg/>"
    assert files["files/sub/data.csv"] == b"1,2"
    page = files["articles/a/index.html"].decode()
    assert '<img src="/files/sub/map.svg" alt="Map" width="200">' in page
    assert '<a href="/files/sub/data.csv">data</a>' in page
    assert 'src="https://desk.example/files/sub/map.svg"' in files["feed.xml"].decode()


def test_a_file_of_a_draft_or_of_nothing_is_not_published(site: Site) -> None:
    site.put("content/secret.pdf", b"1").put("content/stray.txt", b"2")
    site.article("a", draft="true", body="[x](secret.pdf)").article("b")
    assert not [path for path in site.build() if path.startswith("files/")]
    (notice,) = told(site.report.notices)
    assert notice == "content/: unused-file"
    assert notice.message.endswith("did not publish it: content/secret.pdf, content/stray.txt")


def test_a_missing_file_is_told_and_leaves_text_without_a_link(site: Site) -> None:
    site.article("a", body="See [the map](map.svg) ![A map](map.png).")
    assert site.notices() == ["content/a.md:5:15: missing-file", "content/a.md:5:33: missing-file"]
    assert "<p>See <a>the map</a> A map.</p>" in site.published()["articles/a/index.html"].decode()


def test_a_link_to_an_address_that_the_site_does_not_have_is_told(site: Site) -> None:
    site.article("a", body="[x](/tag/none/) [y](/tags/) [z](/feed.xml)")
    (notice,) = site.notices()
    assert notice == "content/a.md:5:5: broken-link"
    assert notice.message == "found a link to /tag/none/, which this site does not have"


def test_a_link_to_an_address_of_an_article_that_does_not_exist_stops_the_build(site: Site) -> None:
    site.article("border", body="x").article("a", body="[x](/articles/nowhere/) [y](/articles/boarder)")
    nowhere, near = site.problems()
    assert nowhere == "content/a.md:5:5: broken-link"
    assert nowhere.message == (
        "found a link to /articles/nowhere/, expected the address of an article or page of this site"
    )
    assert near == "content/a.md:5:29: broken-link"
    assert near.hint == "did you mean “/articles/border/”?"


def test_a_link_to_an_address_of_an_article_without_a_slash_is_told(site: Site) -> None:
    (notice,) = site.article("b").article("a", body="[x](/articles/b)").notices()
    assert notice == "content/a.md:5:5: broken-link"
    assert notice.hint == "the page's address is /articles/b/"


def test_an_address_that_a_pattern_with_dates_does_not_match_is_told_and_no_more(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/{year}/{slug}/"\n')
    body = "[a](/tag/none/) [b](/page/9/) [c](/author/none/) [d](/news/x/) [e](/2021/b/x/)"
    assert [notice.code for notice in site.article("a", body=body).notices()] == ["broken-link"] * 5
    assert site.article("a", body="[a](/2021/x/)").problems() == ["content/a.md:5:5: broken-link"]


def test_an_address_of_an_article_that_is_held_or_has_expired_is_told_and_no_more(site: Site) -> None:
    site.article("b", expires="2025-01-01").article("c", date="2027-01-01")
    notices = site.article("a", body="[b](/articles/b/) [c](/articles/c/)").notices()
    assert [notice for notice in notices if notice.code == "broken-link"] == [
        "content/a.md:5:5: broken-link",
        "content/a.md:5:23: broken-link",
    ]


def test_an_address_of_a_draft_is_told_and_no_more(site: Site) -> None:
    site.article("b", draft="true").article("a", body="[b](/articles/b/)")
    assert site.notices() == ["content/a.md:5:5: broken-link"]
    assert "articles/b/index.html" in site.build(drafts=True)


def test_an_address_of_an_article_with_faults_is_no_fault_of_its_own(site: Site) -> None:
    site.article("b", tags="c").article("a", body="[b](/articles/b/)")
    assert site.problems() == ["content/b.md:4:7: bad-value"]


def test_a_link_from_an_article_that_is_held_is_told_now(site: Site) -> None:
    site.article("a", date="2027-01-01", body="[b](/articles/nowhere/)")
    assert site.problems() == ["content/a.md:5:5: broken-link"]


def test_a_former_address_of_an_article_is_one_to_link_to(site: Site) -> None:
    site.article("b", aliases="[/articles/old/]").article("a", body="[b](/articles/old/)")
    assert not site.notices()


def test_a_link_to_a_text_without_its_ending_leads_there(site: Site) -> None:
    site.article("sub/good").write("-- content/sub/folder/index.md --\n---\ntitle: F\ndate: 2021-01-01\n---\n## Part\n")
    site.put("content/data", b"1")
    page = site.article("a", body="[b](sub/good) [c](sub/folder#part) [d](./sub/good/) [e](data)").page(
        "articles/a/index.html"
    )
    for link in (
        '<a href="/articles/good/">b</a>',
        '<a href="/articles/folder/#part">c</a>',
        '<a href="/articles/good/">d</a>',
        '<a href="/files/data">e</a>',
    ):
        assert link in page
    assert not told(site.report.notices)


def test_a_link_to_a_draft_without_its_ending_says_that_it_is_one(site: Site) -> None:
    site.article("b", draft="true").article("a", body="[b](b)")
    (problem,) = site.problems()
    assert problem == "content/a.md:5:5: broken-link"
    assert problem.hint.startswith("it is not published: a draft")


@pytest.mark.parametrize("written", ["goood", "good.html", "good.htm"])
def test_a_link_that_is_meant_for_a_text_names_its_file(site: Site, written: str) -> None:
    (notice,) = site.article("good").article("a", body=f"[b]({written})").notices()
    assert notice == "content/a.md:5:5: missing-file"
    assert notice.hint == "did you mean “content/good.md”?"


def test_a_link_to_a_text_with_the_other_ending_names_its_file(site: Site) -> None:
    (problem,) = site.article("good").article("a", body="[b](good.markdown)").problems()
    assert problem == "content/a.md:5:5: broken-link"
    assert problem.hint == "did you mean “content/good.md”?"


def test_a_text_that_comes_later_is_led_to(site: Site) -> None:
    site.article("a", body="[b](b)")
    assert "<a>b</a>" in site.page("articles/a/index.html")
    assert '<a href="/articles/b/">b</a>' in site.article("b").page("articles/a/index.html")
    assert "<a>b</a>" in site.delete("content/b.md").page("articles/a/index.html")


def test_a_link_to_a_part_that_a_text_does_not_have_is_told(site: Site) -> None:
    site.article("b", body="## Here").article("a", body="[x](b.md#here) [y](b.md#there) [z](#gone)")
    notices = site.notices()
    assert notices == ["content/a.md:5:20: broken-fragment", "content/a.md:5:36: broken-fragment"]
    assert notices[0].message == "found a link to #there, which content/b.md does not have"


def test_a_link_to_an_article_that_has_expired_does_not_stop_the_build(site: Site) -> None:
    site.article("b", expires="2025-01-01").article("a", body="See [b](b.md).")
    (notice,) = site.notices()
    assert notice == "content/a.md:5:9: broken-link"
    assert "content/b.md" in notice.message
    assert "<p>See <a>b</a>.</p>" in site.published()["articles/a/index.html"].decode()


def test_a_link_without_an_address_is_told_and_left_as_text(site: Site) -> None:
    (notice,) = site.article("a", body="See [b]().").notices()
    assert notice == "content/a.md:5:7: bad-link"
    assert notice.message == "found a link without an address"
    assert "<p>See <a>b</a>.</p>" in site.published()["articles/a/index.html"].decode()


def test_a_menu_that_leads_nowhere_is_told(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[[menu]]\ntitle = "A"\naddress = "/about"\n')
    (notice,) = site.article("a").write("-- content/pages/about.md --\n---\ntitle: About\n---\n").notices()
    assert notice == "site.toml: broken-link"
    assert "/about" in notice.message
    assert notice.hint == "the page's address is /about/"


def test_a_picture_at_the_head_that_is_missing_is_told_and_left_out(site: Site) -> None:
    (notice,) = site.article("a", image="{src: map.svg, alt: A map}").notices()
    assert notice == "content/a.md:4:14: missing-file"
    assert notice.message == "found a link to content/map.svg, which does not exist; it stands as plain text"
    assert "<figure" not in site.published()["articles/a/index.html"].decode()


def test_the_picture_at_the_head_is_published_captioned_and_credited(site: Site) -> None:
    site.put("content/map.svg", b"<svg/>")
    site.article("a", image='{src: map.svg, alt: "A map", caption: Borders, credit: Ann}')
    files = site.build()
    page = files["articles/a/index.html"].decode()
    assert '<img src="/files/map.svg" alt="A map" fetchpriority="high">' in page
    assert '<figcaption><span>Borders</span> <span class="credit">Ann</span></figcaption>' in page
    assert '<img src="https://desk.example/files/map.svg" alt="A map">' in files["feed.xml"].decode()


def test_a_picture_needs_words_for_those_who_can_not_see_it(site: Site) -> None:
    (problem,) = site.article("a", image="{src: map.svg}").problems()
    assert problem == "content/a.md:4:8: missing-key"
    assert "no alt" in problem.message


def test_an_alias_may_be_written_as_browsers_show_it(site: Site) -> None:
    assert "سلام/index.html" in site.article("a", aliases="[/%D8%B3%D9%84%D8%A7%D9%85/]").build()


def test_a_menu_leads_to_parts_and_queries_too(site: Site) -> None:
    site.write('-- site.toml --\n[[menu]]\ntitle = "A"\naddress = "/tags/?q=a#b"\n')
    assert '<a href="/tags/?q=a#b">A</a>' in site.article("a").page("index.html")


def test_an_alias_leads_on_to_the_article(site: Site) -> None:
    files = site.article("a", aliases="[/2021/old/, /older]").build()
    for path in ("2021/old/index.html", "older/index.html"):
        assert '<meta http-equiv="refresh" content="0; url=/articles/a/">' in files[path].decode()
    assert b"/2021/old/" not in files["sitemap.xml"]


@pytest.mark.parametrize(
    ("files", "place", "what"),
    [
        (
            {"a": {"slug": "x"}, "b": {"slug": "x"}},
            "content/b.md:4:7",
            "two articles want /articles/x/: content/a.md and content/b.md",
        ),
        (
            {"A": {}, "a": {}},
            "content/a.md",
            "two articles want /articles/a/: content/A.md and content/a.md",
        ),
        (
            {"a": {"aliases": "[/tags/]"}},
            "content/a.md:4:11",
            "the list of all tags and a former address (content/a.md:4:11) want /tags/",
        ),
        (
            {"a": {"aliases": "[/feed.xml]"}},
            "content/a.md:4:11",
            "a former address (content/a.md:4:11) and the feed of / want /feed.xml",
        ),
        ({"a": {"aliases": "[/feed.xml/x/]"}}, "content/a.md:4:11", "needs as a folder"),
    ],
)
def test_two_files_of_one_path_stop_the_build(
    site: Site, files: dict[str, dict[str, str]], place: str, what: str
) -> None:
    for name, keys in files.items():
        site.article(name, **keys)
    (problem,) = site.problems()
    assert problem == f"{place}: path-clash"
    assert what in problem.message


def test_an_article_at_the_address_of_a_generated_page_stops_the_build(site: Site) -> None:
    site.write('-- site.toml --\n[articles]\naddress = "/{slug}/"\n').article("a", slug="tags")
    (problem,) = site.problems()
    assert problem == "content/a.md:4:7: path-clash"
    assert problem.message == "an article (content/a.md) and the list of all tags want /tags/"


def test_a_static_file_in_place_of_a_generated_one_stops_the_build(site: Site) -> None:
    site.article("a").put("static/robots.txt", b"x")
    (problem,) = site.problems()
    assert problem == "static/robots.txt: path-clash"
    assert "the generated robots.txt" in problem.message


def test_a_link_out_of_the_content_folder_is_left_out(site: Site) -> None:
    (site.root / "content" / "passwd.md").symlink_to("/etc/passwd")
    (site.root / "content" / "etc").symlink_to("/etc")
    assert site.notices() == ["content/etc: refused-link", "content/passwd.md: refused-link"]


def test_a_file_whose_name_no_address_can_carry_is_left_out(site: Site) -> None:
    site.article("a")
    (site.root / "static").mkdir()
    for name in (b"caf\xe9.png", b"line\nbreak.png"):
        Path(os.fsdecode(os.fsencode(site.root / "static") + b"/" + name)).write_bytes(b"x")
    site.put("static/می\u200cشود.txt", b"kept")
    notices = site.notices()
    assert site.published()["می\u200cشود.txt"] == b"kept"
    assert [notice.code for notice in notices] == ["bad-name", "bad-name"]
    assert not [path for path in site.published() if path.endswith(".png")]


def test_a_missing_picture_is_told_what_was_probably_meant(site: Site) -> None:
    for path, data in (("img/Map.PNG", PIXEL), ("img/chart.svg", b"<svg/>"), ("other/photo.jpg", b"")):
        site.put(f"content/{path}", data)
    links = "![m](img/map.png) ![c](img/chrat.svg) ![p](photo.jpg) ![n](nothing-like-it.webp)"
    notices = site.article("a", body=links).article("b", body="![](img/Map.PNG) ![](img/chart.svg)").notices()
    hints = [notice.hint for notice in notices if notice.code == "missing-file"]
    assert hints == [
        "did you mean “content/img/Map.PNG”?",
        "did you mean “content/img/chart.svg”?",
        "did you mean “content/other/photo.jpg”?",
        "paths start at the article's folder",
    ]


def test_a_missing_picture_at_the_head_is_told_what_was_probably_meant(site: Site) -> None:
    site.put("content/Map.svg", b"<svg/>").article("a", image="{src: map.svg, alt: A map}")
    (notice,) = [notice for notice in site.notices() if notice == "content/a.md:4:14: missing-file"]
    assert notice.hint == "did you mean “content/Map.svg”?"


def test_a_link_to_an_article_of_another_folder_is_told_what_was_probably_meant(site: Site) -> None:
    (problem,) = site.article("2021/border").article("a", body="[b](Border.md)").problems()
    assert problem == "content/a.md:5:5: broken-link"
    assert problem.hint == "did you mean “content/2021/border.md”?"


def test_a_link_to_an_address_is_told_what_was_probably_meant(site: Site) -> None:
    site.put("static/img/logo.png", b"x").article("a", tags="[Iraq]", body="[x](/tag/irak/) ![y](/img/Logo.png)")
    hints = [notice.hint for notice in site.notices() if notice.code == "broken-link"]
    assert hints == ["did you mean “/tag/iraq/”?", "did you mean “/img/logo.png”?"]


@pytest.mark.parametrize("files", [200, 8_000])
def test_many_missing_pictures_do_not_take_for_ever(files: int) -> None:
    known = Known([f"content/img/{number:05}.jpg" for number in range(files)])
    started = time.process_time()
    hints = [known.hint(f"content/img/{number:05}.png") for number in range(8_000)]
    assert time.process_time() - started < 8
    assert hints[7] == ("did you mean “content/img/00007.jpg”?" if files == 200 else "")


def test_a_picture_at_the_head_from_elsewhere_has_neither_size_nor_length(site: Site) -> None:
    site.put("content/small.png", PIXEL)
    head = '{src: "https://pics.example/p.png", alt: "A picture"}'
    for body in ("Hello.", "![Small](small.png)", "[b](b.md)"):
        files = site.article("b").article("a", date="2022-01-01", image=head, body=body).build()
        page = files["articles/a/index.html"].decode()
        assert '<a class="remote" href="https://pics.example/p.png">A picture</a>' in page
        assert "og:image:width" not in page
        media = re.findall(r"<media:content[^>]*>", files["feed.xml"].decode())
        assert media == ['<media:content url="https://pics.example/p.png" type="image/png" medium="image">']


def test_a_picture_of_a_text_says_its_own_size_beside_one_at_the_head(site: Site) -> None:
    site.put("content/small.png", PIXEL).put("content/map.svg", b'<svg width="30" height="20"/>')
    site.article("a", image="{src: map.svg, alt: A map}", body="[x](/tags/) ![Small](small.png)")
    files = site.build()
    page = files["articles/a/index.html"].decode()
    assert '<img src="/files/map.svg" alt="A map" width="30" height="20" fetchpriority="high">' in page
    assert '<img src="/files/small.png" alt="Small" width="1" height="1" loading="lazy" decoding="async">' in page
    assert 'fileSize="29" width="30" height="20"' in files["feed.xml"].decode()


@pytest.mark.parametrize("name", ["x" * 155, "x" * 252, "سلام-" * 27 + "x"])
def test_a_long_name_of_a_file_is_kept_in_the_address(site: Site, name: str) -> None:
    assert f"articles/{name}/index.html" in site.article(name, title="a").build()


def test_an_address_may_be_as_long_as_file_systems_take(site: Site) -> None:
    assert f"articles/{'x' * 255}/index.html" in site.article("a", slug="x" * 255, aliases=f"[/{'y' * 255}/]").build()
    (problem,) = site.article("a", slug="x" * 256).problems()
    assert problem == "content/a.md:4:7: bad-value"
    assert problem.message.startswith("found “xxx")
    assert problem.message.endswith("at most 255 bytes; this one has 256")


def test_a_slug_that_is_too_long_with_what_the_pattern_adds_is_told(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/{year}-{slug}/"\n')
    assert f"2021-{'x' * 250}/index.html" in site.article("a", slug="x" * 250).build()
    (problem,) = site.article("a", slug="x" * 251).problems()
    assert problem == "content/a.md:4:7: address-too-long"
    assert problem.message == "found an address with a part of 256 bytes, expected at most 255"
