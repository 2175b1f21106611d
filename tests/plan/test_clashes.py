"""Addresses that several files want: who wants them, in words that their author knows, and what to do."""

from __future__ import annotations

import pytest
from conftest import CONFIG, Site


def test_two_articles_that_want_one_address_are_both_named(site: Site) -> None:
    (problem,) = site.article("a", slug="good").article("2021/b", slug="good").problems()
    assert problem == "content/a.md:4:7: path-clash"
    assert problem.message == "two articles want /articles/good/: content/2021/b.md and content/a.md"
    assert problem.hint == "give one of them another slug or name"


def test_three_articles_that_want_one_address_are_one_problem(site: Site) -> None:
    for name in "abc":
        site.article(name, slug="good")
    (problem,) = site.problems()
    assert problem.message == "three articles want /articles/good/: content/a.md, content/b.md and content/c.md"
    assert problem.hint == "give all but one of them another slug or name"


def test_of_many_articles_that_want_one_address_the_first_are_named(site: Site) -> None:
    for n in range(12):
        site.article(f"a{n:02}", slug="good")
    (problem,) = site.problems()
    assert problem.message.startswith("12 articles want /articles/good/: content/a00.md, ")
    assert problem.message.endswith("content/a04.md and 7 more")


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        (
            {"content/tags.md": {}},
            "an article (content/tags.md) and the list of all tags want /tags/",
            "the site makes one of them itself: give yours another slug or name",
        ),
        (
            {"content/about.md": {}, "content/pages/about.md": {}},
            "an article (content/about.md) and a page (content/pages/about.md) want /about/",
            "give one of them another slug or name",
        ),
        (
            {"content/x.md": {}, "static/x/index.html": {}},
            "an article (content/x.md) and a file (static/x/index.html) want /x/",
            "give one of them another slug or name",
        ),
        (
            {"content/x.md": {"aliases": "[/y/]"}, "content/y.md": {}},
            "an article (content/y.md) and a former address (content/x.md:4:11) want /y/",
            "take the former address away; it may differ from the one that it leads to in case alone",
        ),
        (
            {"content/x.md": {"aliases": "[/old/]"}, "content/y.md": {"aliases": "[/old/]"}},
            "two former addresses want /old/: content/x.md:4:11 and content/y.md:4:11",
            "an old address can lead to one place: take it away from all others",
        ),
        (
            {"content/x.md": {"aliases": "[/feed.xml]"}},
            "a former address (content/x.md:4:11) and the feed of / want /feed.xml",
            "take the former address away; it may differ from the one that it leads to in case alone",
        ),
    ],
)
def test_files_of_several_kinds_are_named_by_kind_and_place(
    site: Site, files: dict[str, dict[str, str]], message: str, hint: str
) -> None:
    site.write(f'-- site.toml --\n{CONFIG}articles.address = "/{{slug}}/"\n')
    for path, keys in files.items():
        name = path.removeprefix("content/").removesuffix(".md")
        (site.article(name, **keys) if path.endswith(".md") else site.put(path, b"x"))
        if "/pages/" in path:
            site.put(path, b"---\ntitle: T\n---\n")
    (problem,) = site.problems()
    assert (problem.message, problem.hint) == (message, hint)


def test_a_tag_and_a_page_that_want_one_address_are_named(site: Site) -> None:
    site.article("a", tags="[T]").put("static/tag/t/index.html", b"x")
    (problem,) = site.problems()
    assert problem.message == "the archive of the tag “T” and a file (static/tag/t/index.html) want /tag/t/"


def test_a_file_where_another_needs_a_folder_is_named_with_both_places(site: Site) -> None:
    site.put("static/files", b"x").put("static/files2/x", b"x").article("a", body="[x](x.pdf)").put(
        "content/x.pdf", b"x"
    )
    (problem,) = site.problems()
    assert problem == "static/files: path-clash"
    assert problem.message == "found a file (static/files) at files, which a file (content/x.pdf) needs as a folder"


def test_a_former_address_that_is_still_the_archive_of_a_tag_is_one_problem_and_says_also(site: Site) -> None:
    site.article("a", tags="[Docker]").article("b", tags="[container]")
    site.write("-- content/tags/container.md --\n---\naliases: [/tag/docker/]\n---\n")
    (problem,) = site.problems()
    assert problem == "content/tags/container.md:2:11: path-clash"
    assert problem.hint.startswith("write `also: [Docker]` in its place")
    site.write("-- content/tags/container.md --\n---\nalso: [Docker]\n---\n")
    assert "tag/docker/feed.xml" in site.build()
