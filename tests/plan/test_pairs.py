"""Pairs of tags: which there are, what their pages have, and what leads to them."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG, Site

from tagarchive.archive.tags import pairs

TWO = f"{CONFIG}[pairs]\nleast = 2\n"


def paired(site: Site, options: str = "") -> Site:
    """Three articles with x and y, one of which has z too; one with x alone."""
    site.write(f"-- site.toml --\n{TWO}{options}")
    site.article("a", date="2020-01-01", tags="[x, y]").article("b", date="2020-01-02", tags="[Y, x, z]")
    return site.article("c", date="2021-01-03", tags="[x, y]").article("d", date="2021-01-04", tags="[x]")


def pages_of_pairs(files: dict[str, bytes]) -> list[str]:
    return [path for path in files if re.fullmatch(r"tag/[^/]*\+[^/]*/index\.html", path)]


def linked(page: bytes) -> list[str]:
    return re.findall(r'href="(/tag/[^/"]*\+[^/"]*/)"', page.decode())


def test_two_tags_with_enough_articles_in_common_have_an_archive_that_leads_back_to_both(site: Site) -> None:
    files = paired(site).build()
    assert pages_of_pairs(files) == ["tag/x+y/index.html"]
    page = files["tag/x+y/index.html"].decode()
    assert re.findall(r'<h3[^>]*><a href="/articles/(\w)/"', page) == ["c", "b", "a"]
    assert "<bdi>x</bdi> + <bdi>y</bdi></h1>" in page
    trail = page.partition('<nav class="trail"')[2].partition("</nav>")[0]
    assert re.findall(r'href="(/tag/\w/)"', trail) == ["/tag/x/", "/tag/y/"]


def test_both_tags_and_the_articles_that_carry_both_lead_to_their_pair(site: Site) -> None:
    files = paired(site).build()
    leading = {path for path, data in files.items() if path.endswith(".html") and linked(data) == ["/tag/x+y/"]}
    assert leading == {"tag/x/index.html", "tag/y/index.html", *(f"articles/{name}/index.html" for name in "abc")}


def test_a_pair_has_one_feed_and_no_exports_and_is_in_the_sitemap_alone(site: Site) -> None:
    files = paired(site, '[feeds]\nformats = ["atom", "rss"]\narchive = "all"\nentries = 1\n').build()
    assert {path for path in files if path.startswith("tag/x+y/")} == {"tag/x+y/index.html", "tag/x+y/atom.xml"} | {
        path for path in files if path.startswith("tag/x+y/feed/")
    }
    assert b"/tag/x+y/<" in files["sitemap.xml"]
    assert b"x+y" not in files["subscribe/index.html"] + files["feeds.opml"] + files["tags/index.html"]


@pytest.mark.parametrize(("least", "there"), [(0, 0), (1, 3), (3, 1), (4, 0)])
def test_a_site_says_how_many_articles_make_a_pair(site: Site, least: int, there: int) -> None:
    files = paired(site).write(f"-- site.toml --\n{CONFIG}[pairs]\nleast = {least}\n").build()
    assert len(pages_of_pairs(files)) == there


def test_a_tag_is_no_pair_with_a_tag_above_it_or_a_hidden_one(site: Site) -> None:
    paired(site).write("-- content/tags/y.md --\n---\nparent: w\n---\n-- content/tags/w.md --\n---\nparent: x\n---\n")
    assert not pages_of_pairs(site.build())
    site.write("-- content/tags/y.md --\n---\nhidden: true\n---\n")
    assert not pages_of_pairs(site.build())


def test_an_article_below_a_tag_counts_in_the_pairs_of_that_tag(site: Site) -> None:
    site.write(f"-- site.toml --\n{TWO}-- content/tags/child.md --\n---\nparent: top\n---\n")
    site.article("a", tags="[child, other]").article("b", tags="[top, other]")
    files = site.build()
    assert pages_of_pairs(files) == ["tag/other+top/index.html"]
    assert (
        '<a href="/tag/other+top/" dir="auto">other</a> <span class="count">2<' in files["tag/top/index.html"].decode()
    )
    assert linked(files["articles/b/index.html"]) == ["/tag/other+top/"]
    assert not linked(files["articles/a/index.html"]), "it does not carry both itself"


def test_the_largest_pairs_are_kept_where_there_are_too_many(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST_PAIRS", 2)
    paired(site).write(f"-- site.toml --\n{CONFIG}[pairs]\nleast = 1\n")
    assert pages_of_pairs(site.build()) == ["tag/x+y/index.html", "tag/x+z/index.html"]


def test_a_pair_whose_name_is_too_long_for_a_file_has_no_archive(site: Site) -> None:
    site.write(f"-- site.toml --\n{TWO}-- content/tags/x.md --\n---\nslug: {'x' * 254}\n---\n")
    files = site.article("a", tags="[x, y]").article("b", tags="[x, y]").build()
    assert not pages_of_pairs(files)


def test_an_alias_at_the_address_of_a_pair_is_told(site: Site) -> None:
    (problem,) = paired(site).article("e", aliases="[/tag/x+y/]").problems()
    assert problem == "content/e.md:4:11: path-clash"
    assert problem.message.startswith("the archive of the pair of tags “x + y” and a former address")
