"""Pages at addresses that are the beginnings of others."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG, Site


def with_options(site: Site, options: str) -> Site:
    return site.write(f"-- site.toml --\n{CONFIG}{options}\n")


def filled(site: Site) -> Site:
    site.article("in/a", date="2024-01-02", tags="[X y]", authors="[Ann]", source="Reuters")
    return site.article("b", date="2023-11-08", tags="[z]", authors="[Bob]")


def leads(site: Site) -> dict[str, str]:
    """The address that each page of a site leads to."""
    pages = {path: data.decode() for path, data in site.build().items() if path.endswith("/index.html")}
    found = {path: re.search('http-equiv="refresh" content="0; url=([^"]*)"', html) for path, html in pages.items()}
    return {f"/{path.removesuffix('index.html')}": match[1] for path, match in found.items() if match}


def test_the_beginnings_of_addresses_lead_to_lists(site: Site) -> None:
    assert leads(filled(site)) == {
        "/articles/": "/",
        "/author/": "/authors/",
        "/source/": "/sources/",
        "/tag/": "/tags/",
    }


def test_a_page_that_leads_on_says_where(site: Site) -> None:
    page = filled(site).page("articles/index.html")
    assert '<a href="/" dir="auto">Desk</a>' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("/{year}/{month}/{day}/{slug}/", {}),
        ("/blog/{year}/{month}/{slug}/", {"/blog/": "/", "/blog/2024/": "/2024/", "/blog/2024/01/": "/2024/01/"}),
        ("/{tag}/{slug}", {"/x-y/": "/tag/x-y/"}),
        (
            "/by/{author}/{year}{month}/{slug}/",
            {"/by/": "/", "/by/ann/": "/author/ann/", "/by/ann/202401/": "/2024/01/"},
        ),
        ("/x/{folder}/{year}/{slug}.html", {"/x/": "/", "/x/in/": "/", "/x/in/2024/": "/2024/", "/x/2023/": "/2023/"}),
        ("/{slug}/", {}),
    ],
)
def test_each_beginning_leads_to_the_list_that_fits(site: Site, pattern: str, found: dict[str, str]) -> None:
    shown = leads(filled(with_options(site, f'[articles]\naddress = "{pattern}"')))
    assert found.items() <= shown.items()
    assert bool(found) == bool(shown.keys() - {"/author/", "/source/", "/tag/"})


def test_years_that_have_no_archive_lead_home(site: Site) -> None:
    with_options(site, '[articles]\naddress = "/{year}/{slug}/"\n[archive]\nyears = false')
    assert {"/2024/": "/", "/2023/": "/"}.items() <= leads(filled(site)).items()


def test_a_taxonomy_is_where_its_beginnings_lead(site: Site) -> None:
    with_options(site, '[taxonomy.series]\naddress = "/in/parts/"')
    site.article("a", series="One")
    assert leads(site)["/in/"] == "/in/parts/"


def test_a_folder_of_pages_without_one_of_its_own_leads_home(site: Site) -> None:
    site.put("content/pages/help/one.md", b"---\ntitle: One\n---\n")
    assert leads(site) == {"/help/": "/"}


def test_what_a_person_puts_there_stays(site: Site) -> None:
    filled(site).put("content/pages/articles.md", b"---\ntitle: All articles\n---\n")
    site.put("static/tag/index.html", b"Mine.").article("c", aliases="[/author/]")
    assert leads(site) == {"/author/": "/articles/c/", "/source/": "/sources/"}
    files = site.published()
    assert "All articles" in files["articles/index.html"].decode()
    assert files["tag/index.html"] == b"Mine."


def test_an_article_without_an_ending_stays_alone(site: Site) -> None:
    with_options(site, '[articles]\naddress = "/{slug}"')
    filled(site).article("tag")
    assert "/tag/" not in leads(site)


def test_a_published_page_is_missed_all_the_same(site: Site) -> None:
    filled(site).put("published.txt", b"/articles/\n")
    assert site.problems() == ["published.txt:1:1: broken-promise"]


def test_they_are_in_no_sitemap(site: Site) -> None:
    assert "desk.example/tag/<" not in filled(site).page("sitemap.xml")


def test_a_site_without_articles_has_none(site: Site) -> None:
    assert leads(site) == {}


def test_a_link_to_the_beginning_of_an_address_is_none_to_nowhere(site: Site) -> None:
    site.article("a", tags="[x]", summary="S.", body="[tags](/tag/)")
    assert not site.notices()
