"""What stands on the pages, and in the files for machines."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from conftest import Site
from lxml import etree
from msgspec import structs

from tagarchive.archive.assemble import assemble
from tagarchive.archive.material import Material
from tagarchive.core.dates import Moment
from tagarchive.core.urls import Address
from tagarchive.plan import sitemap
from tagarchive.plan.planned_files import SitemapItem
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import site_of
from tagarchive.reading.config import Config
from tagarchive.reading.edition import Edition
from tagarchive.reading.site_languages import site_languages
from tagarchive.views.files import Sitemap, SitemapIndex


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def three(site: Site) -> Site:
    site.article("a", date="2021-01-01", tags="[x, y]").article("b", date="2021-01-02", tags="[x]")
    return site.article("c", date="2021-01-03", tags="[x, y]")


def test_an_article_leads_to_its_neighbours_in_time_and_in_each_tag(site: Site) -> None:
    page = three(site).page("articles/a/index.html")
    near = page.partition('class="neighbours"')[2].partition("</nav>")[0]
    assert re.findall(r'rel="(\w+)" href="/articles/(\w)/"', near) == [("next", "b")]
    assert plain(near.partition("<ul>")[2]) == "b c in y"


def test_an_article_links_to_each_of_its_neighbours_once(site: Site) -> None:
    page = three(site).page("articles/c/index.html")
    near = page.partition('class="neighbours"')[2].partition("</nav>")[0]
    assert re.findall(r'href="/articles/(\w)/"', near) == ["b", "a"]


def test_each_page_names_its_own_feeds_first_and_then_that_of_the_site(site: Site) -> None:
    files = three(site).build()

    def feeds(path: str) -> list[str]:
        return re.findall(
            r'<link rel="alternate" type="application/rss\+xml" title="[^"]+" href="([^"]+)">', files[path].decode()
        )

    assert feeds("index.html") == ["/feed.xml"]
    assert feeds("tag/x/index.html") == ["/tag/x/feed.xml", "/feed.xml"]
    assert feeds("articles/a/index.html") == ["/tag/x/feed.xml", "/tag/y/feed.xml", "/feed.xml"]
    assert feeds("tags/index.html") == ["/feed.xml"]


def test_corrections_are_told_under_the_article(site: Site) -> None:
    page = site.article("a", updates="[{date: 2021-02-03, note: Wrong & <b>mended</b>}]").page("articles/a/index.html")
    assert "Corrections and updates" in page
    assert ">Wrong &amp; &lt;b&gt;mended&lt;/b&gt;</dd>" in page


PARTICULARS = {
    "dateline": "{place: BAGHDAD, date: Nov 8, agency: Reuters}",
    "key_points": '["Nobody was <hurt>", "Nobody has claimed it"]',
    "credits": "[{role: editor, names: [Ann, Bo]}, {role: Contributor, names: [Cy]},"
    " {role: Contributing organisation, names: [The Desk]}, {role: Driver, names: [Di]}]",
    "films": "[{title: A & B, seconds: 125, url: https://film.example/1}, {title: Long, seconds: 3725}, {title: Bare}]",
}


def test_key_points_stand_above_the_text_and_the_dateline_opens_it(site: Site) -> None:
    page = site.article("a", **PARTICULARS).page("articles/a/index.html")
    order = ["<h1", ">Key points</h2>", '<p class="dateline">BAGHDAD, Nov 8 (Reuters) –</p>', '<div class="prose">']
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)
    assert "<li>Nobody was &lt;hurt&gt;</li>\n<li>Nobody has claimed it</li>" in page


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("{place: BAGHDAD}", "BAGHDAD"),
        ("{place: BAGHDAD, agency: AP}", "BAGHDAD (AP)"),
        ("{agency: AP}", "(AP)"),
        ("{date: Nov 8}", "Nov 8"),
    ],
)
def test_a_dateline_has_the_parts_that_are_known(site: Site, given: str, line: str) -> None:
    assert f'<p class="dateline">{line} –</p>' in site.article("a", dateline=given).page("articles/a/index.html")


def test_credits_and_films_stand_below_the_text(site: Site) -> None:
    page = site.article("a", **PARTICULARS).page("articles/a/index.html").partition('<div class="prose">')[2]
    credits_ = page.partition('<dl class="credits"')[2].partition("</dl>")[0]
    assert re.findall(r"<d[td][^>]*>(.*?)</d[td]>", credits_)[:4] == ["editor", "Ann", "Bo", "Contributor"]
    films = page.partition('<section class="films"')[2].partition("</section>")[0]
    assert '<a href="https://film.example/1">A &amp; B</a> <time datetime="PT125S">02:05</time>' in films
    assert 'Long <time datetime="PT3725S">1:02:05</time>' in films
    assert "<li>Bare</li>" in films


@pytest.mark.parametrize("path", ["index.html", "tag/t/index.html"])
def test_lists_of_full_texts_have_the_particulars_around_each_text(site: Site, path: str) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\n[archive]\nshow = "full"\n')
    item = site.article("a", tags="[T]", **PARTICULARS).page(path).partition('<div class="prose">')[2]
    parts = ("<li>Nobody was &lt;hurt&gt;</li>", "<p>BAGHDAD, Nov 8 (Reuters) –</p>", "<p>Text.</p>", "<dt>editor</dt>")
    assert [item.index(part) for part in parts] == sorted(item.index(part) for part in parts)


def test_an_article_without_particulars_has_no_empty_parts(site: Site) -> None:
    page = site.article("a").page("articles/a/index.html")
    for part in ("key-points", "dateline", "credits", "films", "video", "locationCreated", "editor"):
        assert part not in page


def test_programs_read_dateline_credits_and_films(site: Site) -> None:
    page = site.article("a", **PARTICULARS).page("articles/a/index.html")
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    thing = data["@graph"][0]
    assert thing["dateline"] == "BAGHDAD, Nov 8 (Reuters)"
    assert thing["locationCreated"] == {"@type": "Place", "name": "BAGHDAD"}
    assert [person["name"] for person in thing["editor"]] == ["Ann", "Bo"]
    assert thing["contributor"] == [
        {"@type": "Person", "name": "Cy"},
        {"@type": "Organization", "name": "The Desk"},
    ]
    assert thing["video"][0] == {
        "@type": "VideoObject",
        "name": "A & B",
        "duration": "PT125S",
        "url": "https://film.example/1",
    }


@pytest.mark.parametrize(("headings", "has"), [(3, False), (4, True)])
def test_a_long_article_has_a_table_of_contents(site: Site, headings: int, has: bool) -> None:  # noqa: FBT001
    body = "\n\n".join(f"## Part *{n}* & more" for n in range(headings))
    page = site.article("a", body=body).page("articles/a/index.html")
    assert ('<a href="#part-1-more">Part 1 &amp; more</a>' in page) == has


def test_an_article_in_another_language_says_so(site: Site) -> None:
    page = site.article("a", lang="ar", title="مقال").page("articles/a/index.html")
    assert '<html lang="en" dir="ltr"' in page
    assert '<h1 lang="ar" dir="rtl">مقال</h1>' in page
    assert '<div class="prose" lang="ar" dir="rtl">' in page
    assert '<p class="meta">' in page


def test_the_site_speaks_its_own_language_in_dates(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "de"\n')
    assert ">1. Januar 2021</time>" in site.article("a").page("index.html")


def test_a_language_that_nobody_knows_still_builds(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "xx"\n')
    assert ">2021-01-01</time>" in site.article("a").page("index.html")


def test_free_pages_stand_at_their_slug_and_in_the_menu(site: Site) -> None:
    site.write("-- content/pages/about us.md --\n---\ntitle: About us\n---\nHello.\n")
    site.write("-- content/pages/x.md --\n---\ntitle: X\nmenu: false\n---\n")
    files = site.build()
    assert "<p>Hello.</p>" in files["about-us/index.html"].decode()
    menu = files["index.html"].decode().partition("<nav")[2].partition("</nav>")[0]
    assert '<a href="/about-us/" dir="auto">About us</a>' in menu
    assert '"/x/"' not in menu


def test_a_folder_with_an_index_names_the_article(site: Site) -> None:
    assert "articles/border-clash/index.html" in site.article("border-clash/index").build()


def test_static_files_that_hosts_look_for_are_published_hidden_or_not(site: Site) -> None:
    site.article("a").put("static/.nojekyll", b"").put("static/.well-known/security.txt", b"x")
    site.put("static/.DS_Store", b"x").put("content/.hidden.md", b"x").put("content/#a.md#", b"x").put(
        "content/a~", b""
    )
    files = site.build()
    assert {path for path in files if path.startswith(".")} == {".nojekyll", ".well-known/security.txt"}
    assert not site.report.notices


def test_drafts_are_shown_on_demand_alone(site: Site) -> None:
    site.article("a", draft="true")
    assert "articles/a/index.html" not in site.build()
    assert "articles/a/index.html" in site.build(drafts=True)


def test_the_sitemap_has_every_page_once_with_the_day_it_changed(site: Site) -> None:
    site.article("a", date="2021-01-01", updated="2021-03-03", tags="[x]").article("b", date="2021-01-02")
    site.write("-- content/pages/about.md --\n---\ntitle: About\n---\n")
    files = site.build()
    entries = {
        url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod")
        for url in etree.fromstring(files["sitemap.xml"]).iter(f"{SITEMAP}url")
    }
    changed, later = "2021-01-02T00:00:00+00:00", "2021-03-03T00:00:00+00:00"
    assert entries == {
        "https://desk.example/": later,
        "https://desk.example/subscribe/": None,
        "https://desk.example/articles/a/": later,
        "https://desk.example/articles/b/": changed,
        "https://desk.example/tag/x/": later,
        "https://desk.example/tags/": later,
        "https://desk.example/2021/": later,
        "https://desk.example/years/": later,
        "https://desk.example/about/": None,
    }
    assert b"Sitemap: https://desk.example/sitemap.xml" in files["robots.txt"]


def test_a_large_sitemap_is_split_and_has_an_index() -> None:
    config = structs.replace(Config(), base_url="https://desk.example/")
    site = site_of(
        assemble(Material(()), config, Edition(drafts=False, now=datetime.now(UTC))), site_languages(config)[0], ()
    )
    listed = [SitemapItem(Address(f"/{n}/"), Moment(f"2021-01-{n + 1:02}T00:00:00Z")) for n in range(5)]
    planned = {one.path: one.make(site, *one.parts) for one in sitemap.planned(listed, most=2)}
    views = {str(path): recipe.view for path, recipe in planned.items() if isinstance(recipe, TemplateRecipe)}
    index = views["sitemap.xml"]
    assert isinstance(index, SitemapIndex)
    assert [part.url for part in index.parts] == [f"https://desk.example/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert [part.modified for part in index.parts] == [f"2021-01-0{n}T00:00:00Z" for n in (2, 4, 5)]
    parts = [views[f"sitemap-{n}.xml"] for n in (1, 2, 3)]
    urls = [entry.url for part in parts if isinstance(part, Sitemap) for entry in part.entries]
    assert urls == [f"https://desk.example/{n}/" for n in range(5)]


def test_the_page_for_missing_addresses_is_not_to_be_found(site: Site) -> None:
    files = site.article("a").build()
    assert b'<meta name="robots" content="noindex">' in files["404.html"]
    assert b"404" not in files["sitemap.xml"]


def test_no_page_of_the_theme_loads_from_elsewhere(site: Site) -> None:
    for path, data in three(site).build().items():
        if path.endswith(".html"):
            html = data.decode()
            assert not re.search(r'(?:src|<link rel="(?:stylesheet|icon)"[^>]* href)="(?:https?:)?//', html), path
