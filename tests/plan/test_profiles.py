"""What the landing page of a term says about its articles, and how its list is parted."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG, Site

LANDING = "tag/x/index.html"


def facts(page: str) -> dict[str, list[str]]:
    """The rows of facts of a page: what each names, with counts."""
    rows = page.partition('<dl class="facts">')[2].partition("</dl>")[0].split("<div>")[1:]

    def plain(html: str) -> str:
        return " ".join(re.sub("<[^>]*>", "", html).split())

    return {plain(row.partition("</dt>")[0]): list(map(plain, re.findall("<dd.*?</dd>", row))) for row in rows}


def year_by_year(site: Site, options: str = "") -> Site:
    """Twelve articles of x, of which four are of each of the years 2019 to 2021."""
    site.write(f"-- site.toml --\n{CONFIG}{options}")
    for n in range(12):
        site.article(f"a{n:02}", date=f"{2019 + n // 4}-{1 + n % 4:02}-05", tags="[x]")
    return site


def test_a_landing_page_says_where_its_articles_come_from_and_what_else_they_are_filed_under(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[pairs]\nleast = 2\n")
    site.write("-- content/tags/x.md --\n---\nrelated: [far]\n---\n-- content/tags/k.md --\n---\nparent: x\n---\n")
    site.article("a", tags="[x, y, z]", source="Wire", authors="[Ann, Bo]").article("far", tags="[far]")
    site.article("b", tags="[x, y]", source="Wire", authors="[Ann]").article("c", tags="[k]", source="Post")
    page = site.page(LANDING)
    assert facts(page) == {
        "Narrower": ["k 1"],
        "Often filed with": ["y 2", "z 1"],
        "Sources": ["Wire 2", "Post 1"],
        "Authors": ["Ann 2", "Bo 1"],
        "See also": ["far"],
    }
    assert '<a href="/tag/x+y/" dir="auto">y</a>' in page
    assert '<a href="/tag/z/?with=x" dir="auto">z</a>' in page, "where there is no pair, the other tag, narrowed"
    assert "<svg viewBox" not in page, "three articles need no chart"


def test_the_archives_of_sources_and_authors_say_the_same_without_themselves(site: Site) -> None:
    site.article("a", tags="[x]", source="Wire", authors="[Ann, Bo]")
    files = site.build()
    assert facts(files["source/wire/index.html"].decode()) == {
        "Often filed with": ["x 1"],
        "Authors": ["Ann 1", "Bo 1"],
    }
    assert facts(files["author/ann/index.html"].decode()) == {
        "Often filed with": ["x 1"],
        "Sources": ["Wire 1"],
        "Authors": ["Bo 1"],
    }
    assert b'<a href="/tag/x/" dir="auto">x</a>' in files["author/ann/index.html"]


def test_names_without_an_archive_are_no_links_and_many_are_cut_short(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nauthors = false\n")
    names = ", ".join(f"Author {n}" for n in range(11))
    page = site.article("a", tags="[x]", authors=f"[{names}]").page(LANDING)
    assert facts(page)["Authors"][-2:] == ["Author 7 1", "and 3 more"]
    assert "<dd><bdi>Author 0</bdi>" in page


def test_an_archive_without_anything_to_say_has_no_empty_rows(site: Site) -> None:
    page = site.article("a", tags="[x]").page(LANDING)
    assert not facts(page)
    assert 'class="facts"' not in page


def test_a_tag_shows_its_picture_as_an_article_does(site: Site) -> None:
    site.put("content/m.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>')
    site.write("-- content/tags/x.md --\n---\nimage: {src: ../m.svg, alt: A map}\n---\n").article("a", tags="[x]")
    assert '<img src="/files/m.svg" alt="A map" width="30" height="10">' in site.page(LANDING)
    site.write("-- content/tags/x.md --\n---\nimage: {src: https://maps.example/m.png, alt: A map}\n---\n")
    assert '<a class="remote" href="https://maps.example/m.png">A map</a>' in site.page(LANDING)


@pytest.mark.parametrize("order", ["newest-first", "oldest-first"])
def test_every_bar_and_every_row_of_the_chart_lead_to_the_first_article_of_their_month(site: Site, order: str) -> None:
    site.write(f"-- content/tags/x.md --\n---\norder: {order}\n---\n")
    files = year_by_year(site, "[archive]\nper_page = 2\n").build()
    page = files[LANDING].decode().partition('<figure class="activity"')[2].partition("</figure>")[0]
    bars = re.findall(r'<a href="([^"#]+)#([^"]+)" tabindex="-1">', page)
    assert len(bars) == 12
    assert re.findall(r'<th scope="row"><a href="([^"#]+)#([^"]+)">', page) == bars[::-1]
    for address, anchor in bars:
        assert f'id="{anchor}"' in files[f"{address[1:]}index.html"].decode()
    assert page.count("v-40h8") == 12, "all bars of one height are of the full height"


def test_a_list_of_several_years_is_parted_by_year_and_one_of_a_single_year_is_not(site: Site) -> None:
    files = year_by_year(site, "[archive]\nper_page = 3\n").build()
    pages = [files[f"tag/x/{place}index.html"].decode() for place in ("", "page/2/", "page/1/")]
    assert [re.findall(r'<h2 class="label" id="year-(\d+)">', page) for page in pages] == [
        [],
        ["2020", "2019"],
        [],
    ]
    assert [page.count('<h3 dir="auto"><a') for page in pages] == [0, 3, 0]
    assert [page.count('<h2 dir="auto"><a') for page in pages] == [3, 0, 3]
    assert "January 5, 2019</time> to" in pages[2], "an older page says from when to when its articles are"
    assert all("Often filed" not in page and "<svg viewBox" not in page for page in pages[1:])


def test_an_archive_with_its_oldest_articles_first_reads_forward(site: Site) -> None:
    site.write("-- content/tags/x.md --\n---\norder: oldest-first\n---\n")
    files = year_by_year(site, "[archive]\nper_page = 5\n").build()
    assert re.findall(r'rel="(\w+)" href="([^"]+)">(\w+)<', files["tag/x/page/2/index.html"].decode()) == [
        ("prev", "/tag/x/", "Older"),
        ("next", "/tag/x/page/3/", "Newer"),
    ]
    assert ">Oldest articles</a>" in files["tag/x/page/2/index.html"].decode()


def test_an_unknown_field_of_an_article_in_a_section_is_told(site: Site) -> None:
    site.article("a", tags="[x]").write("-- templates/_headline.html --\n{{ card.titel }}{{ anchor }}{{ level }}\n")
    (problem,) = site.problems()
    assert (problem, problem.hint) == ("templates/_headline.html:1:9: unknown-field", "did you mean “title”?")
