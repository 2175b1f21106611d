"""Free pages in folders."""

from __future__ import annotations

import re

from conftest import Site


def page(site: Site, path: str, title: str, more: str = "") -> Site:
    return site.put(f"content/pages/{path}", f"---\ntitle: {title}\n{more}---\nText of {title}.\n".encode())


def menu(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', html.partition('class="menu"')[2].partition("</nav>")[0])


def crumbs(html: str) -> list[str]:
    return re.findall(r'"name":"([^"]*)"', html.partition('"BreadcrumbList"')[2])


def test_a_page_in_a_folder_is_below_the_page_of_its_name(site: Site) -> None:
    page(page(site, "about.md", "About"), "about/team.md", "Team")
    page(site, "About Us/index.md", "Us").article("a", body="[Team](pages/about/team.md)")
    files = site.build()
    assert {"about/index.html", "about/team/index.html", "about-us/index.html"} <= files.keys()
    assert '<a href="/about/team/">Team</a>' in files["articles/a/index.html"].decode()
    assert "https://desk.example/about/team/" in files["sitemap.xml"].decode()


def test_breadcrumbs_name_the_pages_above(site: Site) -> None:
    page(page(page(site, "about/index.md", "About"), "about/team.md", "Team"), "about/team/ann.md", "Ann")
    page(site, "other/one.md", "One")
    files = site.build()
    assert crumbs(files["about/team/ann/index.html"].decode())[1:] == ["About", "Team", "Ann"]
    assert crumbs(files["other/one/index.html"].decode())[1:] == ["One"]


def test_a_new_title_of_a_page_is_in_the_breadcrumbs_below_it(site: Site) -> None:
    page(page(site, "about.md", "About"), "about/team.md", "Team").build()
    assert crumbs(page(site, "about.md", "Us").page("about/team/index.html"))[1:] == ["Us", "Team"]


def test_a_page_lists_those_next_below_it(site: Site) -> None:
    page(page(page(site, "about.md", "About"), "about/team.md", "Team"), "about/team/ann.md", "Ann")
    below = site.page("about/index.html").partition('class="related"')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]*)"', below) == ["/about/team/"]
    assert 'class="related"' not in site.published()["about/team/ann/index.html"].decode()


def test_the_menu_has_pages_below_others_only_if_they_ask_for_it(site: Site) -> None:
    page(page(site, "about.md", "About"), "about/team.md", "Team")
    page(page(site, "about/jobs.md", "Jobs", "menu: true\n"), "help/index.md", "Help")
    page(page(site, "hidden.md", "Hidden", "menu: false\n"), "other/alone.md", "Alone")
    links = menu(site.page("index.html"))
    assert [link for link in links if link != "/subscribe/" and not link.startswith(("/tag", "/year"))] == [
        "/about/",
        "/about/jobs/",
        "/help/",
        "/other/alone/",
    ]


def test_a_page_may_not_stand_where_a_tag_does(site: Site) -> None:
    page(site, "tag/x.md", "X").article("a", tags="[x]")
    assert site.problems() == ["content/pages/tag/x.md: path-clash"]
