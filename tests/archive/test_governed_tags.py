"""Governed tags: names that are one, archives above others, hidden tags, orders, and taxonomies."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG, Site, told

OTHER = "-- content/tags/iranbacked.md --\n---\nname: Iranbacked\nalso: [Iran-backed, Iran backed militias]\n---\n"


def listed(page: str) -> list[str]:
    """The names of the articles in a list, in its order."""
    return re.findall(r'<article class="item"[^>]*>\n<h\d[^>]*><a href="/articles/([^/]+)/', page)


def tag_file(site: Site, name: str, matter: str) -> Site:
    return site.put(f"content/tags/{name}.md", f"---\n{matter}\n---\n".encode())


def test_articles_with_any_name_of_a_tag_are_in_one_archive_and_no_notice_is_given(site: Site) -> None:
    site.article("a", tags="[Iran-backed]", date="2020-01-01").article("b", tags="[iran BACKED militias, Iranbacked]")
    site.write(OTHER)
    files = site.build()
    assert listed(files["tag/iranbacked/index.html"].decode()) == ["b", "a"]
    assert "<bdi>Iranbacked</bdi>" in files["tag/iranbacked/index.html"].decode()
    assert not site.report.notices


def test_the_former_archives_lead_on_and_their_feeds_go_on(site: Site) -> None:
    files = site.article("a", tags="[Iranbacked]").write(OTHER).build()
    for name in ("iran-backed", "iran-backed-militias"):
        assert 'href="/tag/iranbacked/"' in files[f"tag/{name}/index.html"].decode()
        for feed in ("feed.xml", "atom.xml", "feed.json"):
            assert files[f"tag/{name}/{feed}"] == files[f"tag/iranbacked/{feed}"]
    assert "/tag/iran-backed/ /tag/iranbacked/ 301" in files["_redirects"].decode()


def test_an_address_that_another_tag_or_alias_has_stays_its_own(site: Site) -> None:
    site.article("a", tags="[Cpp, C]").article("b", tags="[d]")
    tag_file(site, "cpp", "name: Cpp\nalso: [C++, old name, older]")
    tag_file(site, "d", "aliases: [/tag/old-name/]")
    site.write("-- published.txt --\n/tag/older/ gone\n")
    files = site.build()
    assert listed(files["tag/c/index.html"].decode()) == ["a"]
    assert 'href="/tag/d/"' in files["tag/old-name/index.html"].decode()
    assert "This page is gone" in files["tag/older/index.html"].decode()


@pytest.mark.parametrize("other", ["name: Persia", "also: persia"])
def test_a_name_of_two_tags_stops_the_build(site: Site, other: str) -> None:
    site.article("a", tags="[Iran]")
    tag_file(site, "iran", "also: [Persia]")
    tag_file(site, "x", other)
    (problem,) = site.problems()
    assert problem.endswith("tag-named-twice")
    assert problem.message.startswith("found “")


def test_a_parent_holds_the_articles_of_its_children_each_once_and_in_order(site: Site) -> None:
    site.article("a", tags="[Basra, Mosul]", date="2021-01-01").article("b", tags="[Asia]", date="2021-01-02")
    site.article("c", tags="[Mosul]", date="2021-01-03").article("d", tags="[other]", date="2021-01-04")
    for tag, parent in {"basra": "Iraq", "mosul": "Iraq", "iraq": "Asia"}.items():
        tag_file(site, tag, f"parent: {parent}")
    files = site.build()
    assert listed(files["tag/asia/index.html"].decode()) == ["c", "b", "a"]
    assert listed(files["tag/iraq/index.html"].decode()) == ["c", "a"]
    assert listed(files["tag/basra/index.html"].decode()) == ["a"]
    assert "<guid" in files["tag/asia/feed.xml"].decode()
    assert '<li><a href="/tag/iraq/"' not in files["articles/c/index.html"].decode()


def test_a_hidden_tag_has_no_archive_no_feed_and_no_link(site: Site) -> None:
    site.article("a", tags="[Secret, Iraq]").article("b", tags="[Basra]", date="2022-01-01")
    tag_file(site, "secret", "hidden: true\nparent: Desk work")
    tag_file(site, "basra", "parent: Secret")
    site.write("-- templates/article.html --\n{{ article.hidden_tags | join(' ') }}|{{ article.card.title }}\n")
    files = site.build()
    assert not [path for path in files if path.startswith("tag/secret")]
    assert files["articles/a/index.html"] == b"Secret|a\n"
    assert all(b"secret" not in data.lower() for path, data in files.items() if not path.startswith("articles/"))
    assert listed(files["tag/desk-work/index.html"].decode()) == ["b", "a"]


def test_an_archive_may_have_its_oldest_articles_first(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nper_page = 2\n")
    for day in range(1, 6):
        site.article(f"a{day}", tags="[War]", date=f"2021-01-0{day}")
    tag_file(site, "war", "order: oldest-first")
    files = site.build()
    pages = [files[f"tag/war/{page}index.html"].decode() for page in ("", "page/2/", "page/3/")]
    assert [listed(page) for page in pages] == [["a1", "a2"], ["a3", "a4"], ["a5"]]
    pager = pages[1].partition('class="pager"')[2].partition("</nav>")[0]
    assert '<a rel="prev" href="/tag/war/">Older</a>' in pager
    assert '<a rel="next" href="/tag/war/page/3/">Newer</a>' in pager
    assert re.findall(r"<li.*?>(\d)</", pager) == ["1", "2", "3"]
    before = set(files.items())
    site.article("a6", tags="[War]", date="2021-01-06")
    assert {path for path, _ in set(site.build().items()) - before if path.startswith("tag/war/page")} == {
        "tag/war/page/3/index.html"
    }
    assert site.published()["tag/war/feed.xml"].index(b"a6") < site.published()["tag/war/feed.xml"].index(b"a5")


def test_a_related_tag_that_nothing_has_is_told(site: Site) -> None:
    site.article("a", tags="[Iraq, Basra]")
    tag_file(site, "iraq", "related: [Basrah, basra]")
    (notice,) = site.notices()
    assert notice == "content/tags/iraq.md:2:11: unknown-tag"
    assert notice.hint == "did you mean “Basra”?"


def test_the_list_of_tags_may_be_a_tree(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[archive]\ntag_index = "tree"\n')
    site.article("a", tags="[Basra, oil]").article("b", tags="[Iraq]")
    tag_file(site, "basra", "parent: [Iraq, oil]")
    tag_file(site, "iraq", "parent: Asia")
    page = site.build()["tags/index.html"].decode()
    tree = re.sub(r"\s+", "", re.sub(r"<(?!/?[uo]l|/?li)[^>]*>", "", page.partition('class="index tree">')[2]))
    assert tree.startswith(
        "<li>Asia2<ul><li>Iraq2<ul><li>Basra1</li></ul></li></ul></li><li>oil1<ul><li>Basra1</li></ul></li></ul>"
    )


TAXONOMIES = (
    f'-- site.toml --\n{CONFIG}[taxonomy.series]\n[taxonomy.places]\nkey = "where"\ntitle = "Places of the world"\n'
    'address = "/in/the/world/"\n'
)


def test_terms_of_a_taxonomy_have_archives_a_list_feeds_and_links(site: Site) -> None:
    site.write(TAXONOMIES).article("a", series="The long war", where="[Basra, Baghdad]")
    site.article("b", series="[THE long war]", date="2022-01-01")
    files = site.build()
    assert listed(files["series/the-long-war/index.html"].decode()) == ["b", "a"]
    assert 'href="/in/the/world/basra/"' in files["in/the/world/index.html"].decode()
    assert {f"series/the-long-war/{name}" for name in ("feed.xml", "atom.xml", "feed.json", "articles.csv")} <= set(
        files
    )
    page = files["articles/a/index.html"].decode()
    assert '<a href="/in/the/world/" dir="auto">Places of the world</a>' in page
    assert '<a href="/in/the/world/baghdad/" dir="auto">Baghdad</a>' in page
    assert 'text="Places of the world"' in files["feeds.opml"].decode()
    assert told(site.report.notices) == ["content/b.md:4:10: tag-spelling"]


def test_a_key_of_a_taxonomy_is_read_strictly(site: Site) -> None:
    site.write(TAXONOMIES).article("a", series="{x: y}").article("b", places="Basra")
    assert site.problems() == ["content/a.md:4:9: bad-value", "content/b.md:4:1: unknown-key"]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("[taxonomy.tags]", "a key of its own"),
        ('[taxonomy.a]\nkey = "image"', "a key of its own"),
        ('[taxonomy.a]\nkey = "b"\n[taxonomy.b]', "a key of its own"),
        ('[taxonomy.a]\naddress = "b"', "an address from / to /"),
        ("[taxonomy.A-b]", "a key of front matter"),
    ],
)
def test_a_taxonomy_that_can_not_be_stops_the_build(site: Site, table: str, found: str) -> None:
    (problem,) = site.article("a").write(f"-- site.toml --\n{CONFIG}{table}\n").problems()
    assert problem.endswith("bad-value")
    assert found in problem.message


def test_a_taxonomy_at_the_address_of_something_else_stops_the_build(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[taxonomy.series]\naddress = "/tag/"\n').article("a", tags="[x]", series="x")
    assert {problem.split(": ")[-1] for problem in site.problems()} == {"path-clash"}
