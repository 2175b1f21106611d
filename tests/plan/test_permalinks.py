"""Addresses of articles by patterns that people bring along."""

from __future__ import annotations

import re

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.address_patterns import FIELDS, filled, is_valid, slug_in
from tagarchive.core.dates import Moment
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address, Addresses

NOON = Moment("2021-11-08T12:34:56+03:00")


def with_pattern(site: Site, pattern: str) -> Site:
    return site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "{pattern}"\n')


def test_addresses_may_end_in_html(site: Site) -> None:
    with_pattern(site, "/{year}/{month}/{slug}.html").article("a", body="[b](b.md)").article("b", tags="[x]")
    files = site.build()
    assert '<a href="/2021/01/b.html">b</a>' in files["2021/01/a.html"].decode()
    assert 'href="/2021/01/b.html"' in files["tag/x/index.html"].decode()
    assert '<link rel="canonical" href="https://desk.example/2021/01/b.html">' in files["2021/01/b.html"].decode()
    assert "https://desk.example/2021/01/b.html" in files["sitemap.xml"].decode()
    assert "https://desk.example/2021/01/b.html" in files["feed.xml"].decode()


def test_addresses_without_an_ending_are_served_from_html_files(site: Site) -> None:
    with_pattern(site, "/{year}/{slug}").article("a", body="[b](b.md)").article("b", tags="[x]")
    files = site.build()
    assert '<a href="/2021/b">b</a>' in files["2021/a.html"].decode()
    assert '<link rel="canonical" href="https://desk.example/2021/b">' in files["2021/b.html"].decode()
    assert "<loc>https://desk.example/2021/b</loc>" in files["sitemap.xml"].decode()
    assert "<link>https://desk.example/2021/b</link>" in files["feed.xml"].decode()


def test_files_without_an_ending_keep_their_names(site: Site) -> None:
    with_pattern(site, "/{slug}").put("static/CNAME", b"desk.example").put("content/LICENSE", b"Free.")
    site.article("a", tags="[x]", summary="S.", body="[licence](LICENSE) [name](/CNAME) [b](/b)").article("b")
    files = site.build()
    assert files["CNAME"] == b"desk.example"
    assert files["files/LICENSE"] == b"Free."
    assert '<a href="/files/LICENSE">' in files["a.html"].decode()
    assert "broken-link" not in {notice.code for notice in site.report.notices}


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/{tag}/{slug}/", "/border-clash/a/"),
        ("/{author}/{slug}.html", "/ann-lee/a.html"),
        ("/{folder}/{slug}/", "/in-the-world/iraq/a/"),
        ("/x/{folder}/{year}/{slug}", "/x/in-the-world/iraq/2021/a"),
        ("/{year}{month}{day}-{hour}{minute}{second}/{slug}/", "/20211108-123456/a/"),
        ("/{slug}/index.html", "/a/"),
    ],
)
def test_a_pattern_may_name_what_the_article_says_of_itself(site: Site, pattern: str, address: str) -> None:
    keys = {"tags": "[Border clash, x]", "authors": "[Ann Lee]", "date": '"2021-11-08T12:34:56+03:00"'}
    with_pattern(site, pattern).article("In the World/Iraq/a", **keys).article("b", **keys)
    feed = site.page("feed.xml")
    assert f"<link>https://desk.example{address}</link>" in feed


def test_an_article_in_no_folder_has_no_part_for_it(site: Site) -> None:
    assert "b/index.html" in with_pattern(site, "/{folder}/{slug}/").article("b").build()


def test_a_folder_of_an_articles_own_is_no_part_of_its_address(site: Site) -> None:
    assert "in/b.html" in with_pattern(site, "/{folder}/{slug}").article("in/b/index").build()


def test_an_article_without_a_tag_has_no_address_where_the_pattern_names_one(site: Site) -> None:
    with_pattern(site, "/{tag}/{author}/{slug}/").article("a", tags="[x]", authors="[Ann]").article("b")
    author, tag = site.problems()
    assert [author, tag] == ["content/b.md: no-address", "content/b.md: no-address"]
    assert tag.message == "found no tag, expected one for {tag} in the address of the article"
    assert tag.hint == "write `tags: …`, or take {tag} out of `address` under [articles]"


def test_a_slug_with_a_dot_needs_an_ending(site: Site) -> None:
    (problem,) = with_pattern(site, "/{slug}").article("a", slug="v1.2").problems()
    assert problem == "content/a.md:4:7: no-address"
    assert "v1.2/index.html" in with_pattern(site, "/{slug}/").build()


@pytest.mark.parametrize(
    "pattern",
    [
        "/{slug}.php",
        "/{slug}.htm",
        "{slug}/",
        "/{folder}-x/{slug}/",
        "/{slug:>5}/",
        "/{slug",
        "/{slug}//",
        "/x.y{slug}",
    ],
)
def test_other_patterns_are_refused(site: Site, pattern: str) -> None:
    (problem,) = with_pattern(site, pattern).problems()
    assert problem == "site.toml:3:1: bad-value"
    assert "/{year}/{month}/{slug}.html or /{slug}, with {slug} in it" in problem.message
    assert "{hour}" in problem.hint


def test_a_file_without_an_ending_may_be_on_record(site: Site) -> None:
    site.put("content/LICENSE", b"Free.").put("published.txt", b"/files/LICENSE\n").article("a", body="[x](LICENSE)")
    assert "files/LICENSE" in site.build()


def test_two_articles_at_one_file_clash(site: Site) -> None:
    with_pattern(site, "/{slug}").article("a").article("in/a")
    assert site.problems() == ["content/in/a.md: path-clash"]


def test_a_page_and_an_article_that_differ_in_the_slash_alone_clash(site: Site) -> None:
    with_pattern(site, "/{slug}").article("about").put("content/pages/about.md", b"---\ntitle: About\n---\n")
    (problem,) = site.problems()
    assert problem == "content/about.md: path-clash"
    assert problem.message == (
        "an article (content/about.md) and a page (content/pages/about.md) want /about, where a host has one page"
    )


def test_a_former_address_may_differ_in_the_slash_alone(site: Site) -> None:
    files = with_pattern(site, "/{slug}").article("a", aliases="[/a/, /b]").build()
    assert 'href="/a"' in files["a/index.html"].decode()
    assert 'href="/a"' in files["b.html"].decode()


def test_an_article_keeps_its_guid_at_a_former_address_without_an_ending(site: Site) -> None:
    with_pattern(site, "/{slug}").article("a").put("published.txt", b"/old some-guid\n")
    site.article("a", aliases="[/old]")
    assert "some-guid" in site.page("feed.xml")


def test_a_link_with_another_ending_is_told(site: Site) -> None:
    with_pattern(site, "/{slug}.html").article("a", tags="[x]", summary="S.", body="[a](/b) [b](/b/) [c](/tags)")
    site.article("b", tags="[x]", summary="S.")
    hints = [notice.hint for notice in site.notices() if notice.code == "broken-link"]
    assert hints == ["the page's address is /b.html", "the page's address is /b.html", "the page's address is /tags/"]


def test_explain_takes_the_address_of_a_page(site: Site) -> None:
    with_pattern(site, "/{year}/{slug}").article("a")
    site.build(explain="/2021/a")
    assert site.report.explained.startswith("2021/a.html: made")


PATTERNS = st.lists(st.sampled_from([f"{{{name}}}" for name in FIELDS if name != "folder"]), max_size=4).map(
    lambda names: "/" + "".join(f"{name}/" for name in names) + "{slug}"
)


@given(PATTERNS, st.sampled_from(["/", ".html", ""]), st.text(), st.sampled_from(["", "a", "a/b"]), st.booleans())
def test_the_slug_is_found_again_in_every_address(start: str, end: str, text: str, folder: str, within: bool) -> None:  # noqa: FBT001
    pattern, slug = f"{'/{folder}' if within else ''}{start}{end}", slugify(text)
    address = filled(pattern, slug, NOON, {"tag": "t", "author": "u", "folder": folder})
    assert is_valid(pattern)
    assert not re.search("//|[{}]", address)
    assert folder or slug_in(pattern, address) == slug
    assert not folder or slug_in(pattern, address)


def test_hosts_serve_addresses_without_ending_only_where_the_pattern_says_so() -> None:
    bare, other = (Addresses("https://desk.example/", pattern) for pattern in ("/{slug}", "/{slug}.html"))
    assert bare.paths_at(Address("/a")) == ("a", "a.html")
    assert other.paths_at(Address("/a")) == ("a",)
    assert bare.paths_at(Address("/a/")) == ("a/index.html",)
