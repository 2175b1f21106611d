"""Tags: which spellings are one, which may not share an address, and what a tag's own file says."""

from __future__ import annotations

import re

import pytest
from conftest import Site, told

from tagarchive.archive.tags.parents import DEEPEST
from tagarchive.core.slugs import slugify


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mac", "mac"), ("Gérard", "Gerard"), ("cafe\u0301", "caf\u00e9"), ("Iran deal", "iran-deal"), ("ايران", "ایران")],
)
def test_spellings_of_one_tag_are_one_archive_named_by_the_oldest(site: Site, one: str, other: str) -> None:
    site.article("old", date="2020-01-01", tags=f"[{one}]").article("new", date="2021-01-01", tags=f"[{other}]")
    files = site.build()
    assert len({path.split("/")[1] for path in files if re.match("tag/.+/", path)}) == 1
    (page,) = [data.decode() for path, data in files.items() if re.fullmatch("tag/[^/]+/index.html", path)]
    assert f"<bdi>{one}</bdi>" in page
    assert "/articles/old/" in page
    assert "/articles/new/" in page
    (notice,) = told(site.report.notices)
    assert notice == "content/new.md:4:8: tag-spelling"
    assert notice.message == f"found the tag “{one}” written “{other}”; both are one tag"


def test_tags_that_differ_and_share_an_address_stop_the_build_with_every_place(site: Site) -> None:
    site.article("a", tags="[C]").article("b", tags="[C]").article("c", tags="[x, C++]").article("d", tags='["C#"]')
    problems = site.problems()
    assert problems == ["content/c.md:4:11: tag-clash", "content/d.md:4:8: tag-clash"]
    assert problems[0].message == "found the tag “C++”, whose address /tag/c/ is that of “C” (content/b.md:4:8)"
    assert "`name: C++`" in problems[0].hint


def test_a_file_gives_a_tag_an_address_of_its_own(site: Site) -> None:
    site.article("a", tags="[C]").article("b", tags="[C++]")
    site.write(
        "-- content/tags/cpp.md --\n---\nname: C++\ntitle: The language C++\nslug: cpp\n---\nMade in *Murray Hill*.\n"
    )
    page = site.build()["tag/cpp/index.html"].decode()
    assert "<title>Tag Archives: The language C++ – Desk</title>" in page
    assert "<p>Made in <em>Murray Hill</em>.</p>" in page


def test_two_files_for_one_tag_stop_the_build(site: Site) -> None:
    site.article("a", tags="[B]").write(
        "-- content/tags/b.md --\n---\n---\n-- content/tags/x.md --\n---\nname: B\n---\n"
    )
    (problem,) = site.problems()
    assert problem == "content/tags/x.md:2:7: duplicate-tag-text"
    assert problem.message == "found a second text for the tag “B”, the first is content/tags/b.md"


def test_a_file_for_a_tag_that_no_article_has_is_told(site: Site) -> None:
    (notice,) = site.article("a").write("-- content/tags/none.md --\n---\ntitle: None\n---\n").notices()
    assert notice == "content/tags/none.md: unused-tag-text"
    assert "“none”" in notice.message


@pytest.mark.parametrize(
    "tag", ["page", "feed", "index", "2", "..", "con", "🚀", "العراق", "x" * 300, "a/b", "<b>", "tag", "%2e"]
)
def test_any_tag_builds(site: Site, tag: str) -> None:
    files = site.article("a", tags=f'["{tag}"]').build()
    pages = [path for path in files if re.match("tag/.+/", path) and path.endswith("/index.html")]
    assert len(pages) == 1
    assert len(pages[0].split("/")) == 3
    assert b"/articles/a/" in files[pages[0]]
    assert f"tag/{pages[0].split('/')[1]}/feed.xml" in files


def test_a_tag_twice_in_one_article_counts_once(site: Site) -> None:
    files = site.article("a", tags="[B, b, B]").build()
    assert '>B</a> <span class="count">1</span>' in files["tags/index.html"].decode()
    assert files["tag/b/index.html"].count(b'<article class="item"') == 1
    assert (
        files["articles/a/index.html"].decode().partition('<ul class="tags">')[2].partition("</ul>")[0].count("<li>")
        == 1
    )


def test_a_tag_of_drafts_alone_does_not_exist(site: Site) -> None:
    assert not [path for path in site.article("a", tags="[b]", draft="true").build() if re.match("tag/.+/", path)]


def test_the_list_of_all_tags_has_them_in_order_with_counts(site: Site) -> None:
    site.article("a", tags="[zebra, Ant, Éclair]").article("b", tags="[Ant]")
    page = site.page("tags/index.html")
    assert [part.partition("</a>")[0].rpartition(">")[2] for part in page.split("<li>")[-3:]] == [
        "Ant",
        "Éclair",
        "zebra",
    ]
    assert '<a href="/tag/ant/" dir="auto">Ant</a> <span class="count">2</span>' in page


def test_authors_and_sources_have_archives_too(site: Site) -> None:
    site.article("a", authors="[Ann Lee, Bob]", source="{name: Reuters}")
    site.article("b", source="{name: reuters, authors: [ann lee]}", date="2022-02-02")
    files = site.build()
    for path in ("author/ann-lee/index.html", "source/reuters/index.html"):
        assert files[path].count(b'<article class="item"') == 2
    assert "<bdi>Ann Lee</bdi>" in files["author/ann-lee/index.html"].decode()
    assert {"2021/index.html", "2022/index.html", "years/index.html", "authors/index.html"} <= files.keys()


def test_an_article_that_has_expired_is_left_out(site: Site) -> None:
    site.article("a", expires="2026-01-01").article("b", expires="2026-01-02")
    files = site.build()
    assert "articles/a/index.html" not in files
    assert "articles/b/index.html" in files


def archives(site: Site) -> list[str]:
    return sorted({path.split("/")[1] for path in site.build() if re.match("tag/.+/", path)})


def articles_of(site: Site, slug: str) -> list[str]:
    return re.findall(r'<h[23][^>]*><a href="/articles/(\w+)/"', site.published()[f"tag/{slug}/index.html"].decode())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hisbollah", "Hisbol\u00adlah"),
        ("Iraq", "Iraq\u200e"),
        ("Iraq", "\u200bIraq\ufeff"),
        ("🗺", "🗺\ufe0f"),
        ("❤", "❤\ufe0f"),
        ("Iran deal", "Iran\u2060 deal"),
    ],
)
def test_characters_that_nobody_sees_make_no_other_tag(site: Site, one: str, other: str) -> None:
    site.article("a", tags=f'["{one}"]').article("b", date="2022-01-01", tags=f'["{other}"]')
    assert len(archives(site)) == 1
    (notice,) = told(site.report.notices)
    assert notice == "content/b.md:4:8: tag-spelling"
    assert "which differs in what nobody sees (U+" in notice.message


def test_a_non_joiner_ends_a_word_where_it_does_for_readers(site: Site) -> None:
    site.article("a", tags='["می\u200cشود"]').article("b", tags="[می شود]").article("c", tags='["Auf\u200clage"]')
    assert archives(site) == ["auflage", "می-شود"]


def test_flags_that_differ_in_what_nobody_sees_stay_apart(site: Site) -> None:
    england, scotland = (f"🏴{''.join(chr(0xE0000 + ord(c)) for c in code)}\U000e007f" for code in ("gbeng", "gbsct"))
    assert len(archives(site.article("a", tags=f'["{england}", "{scotland}"]'))) == 2


def test_a_name_of_what_nobody_sees_is_none(site: Site) -> None:
    (problem,) = site.article("a", tags='["\u200b\u00ad"]').problems()
    assert problem == "content/a.md:4:8: bad-value"
    assert "“\u200b\u00ad”" in problem.message
    assert "U+200B, U+00AD" in problem.hint


def test_authors_and_sources_are_called_without_what_nobody_sees(site: Site) -> None:
    site.article("a", authors='["Ann\u00ad Lee"]', source='{name: "Reu\u00adters"}')
    files = site.article("b", authors="[Ann Lee]", source="{name: Reuters}").build()
    for path in ("author/ann-lee/index.html", "source/reuters/index.html"):
        assert files[path].count(b'<article class="item"') == 2


def test_tags_that_differ_in_marks_stay_apart_where_files_name_them(site: Site) -> None:
    site.article("a", tags="[haló]").article("b", tags="[halo]").article("c", tags="[HALO]").article("d", tags="[hàlo]")
    assert archives(site) == ["hàlo"]
    notice = told(site.report.notices)[-1]
    assert notice == "content/c.md:4:8: tag-spelling"
    assert "a file for each in content/tags/ keeps them apart" in notice.hint
    site.write("-- content/tags/halo.md --\n---\n---\n-- content/tags/halo\u0301.md --\n---\ntitle: Haló!\n---\n")
    assert archives(site) == ["halo", "haló"]
    assert articles_of(site, "halo") == ["b", "c", "d"]
    assert articles_of(site, "haló") == ["a"]
    assert "Haló!" in site.published()["tag/haló/index.html"].decode()


def test_of_marked_tags_that_are_kept_apart_the_first_file_has_other_spellings(site: Site) -> None:
    site.write("-- content/tags/1.md --\n---\nname: haló\n---\n-- content/tags/2.md --\n---\nname: hàlo\n---\n")
    site.article("a", date="2020-01-01", tags="[haló]").article("b", tags="[halo]").article("c", tags="[hàlo]")
    assert archives(site) == ["haló", "hàlo"]
    assert articles_of(site, "haló") == ["b", "a"]


@pytest.mark.parametrize(
    ("language", "apart", "one"),
    [
        ("en", [], ["Bürger", "Burger"]),
        ("de-AT", ["Bürger", "Burger"], ["Café", "Cafe"]),
        ("sv", ["får", "far"], ["café", "cafe"]),
        ("da", ["får", "far"], ["allé", "alle"]),
        ("nb", ["får", "far"], ["allé", "alle"]),
        ("fi", ["näin", "nain"], ["café", "cafe"]),
        ("es", ["haló", "halo", "año", "ano"], ["façade", "facade"]),
        ("tr", ["ön", "on", "kış", "kis"], ["kâr", "kar"]),
        ("vi-VN", ["má", "mà", "ma", "mạ", "mả", "mã", "mâ"], ["façade", "facade"]),
        ("ro", ["țară", "tara"], ["Brașov", "Braşov"]),
        ("fr", [], ["État", "Etat"]),
    ],
)
def test_marks_count_where_they_make_other_letters(site: Site, language: str, apart: list[str], one: list[str]) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\nlanguage = "{language}"\n')
    for number, tag in enumerate([*apart, *one]):
        site.article(f"a{number}", tags=f"[{tag}]", date=f"2021-01-0{number + 1}")
    assert archives(site) == sorted([*(slugify(tag) for tag in apart), slugify(one[0])])


def parents(site: Site, path: str) -> str:
    """The breadcrumb of an archive."""
    return site.build()[path].decode().partition('<nav class="trail"')[2].partition("</nav>")[0]


def tag_file(site: Site, name: str, matter: str) -> None:
    site.put(f"content/tags/{name}.md", f"---\n{matter}\n---\n".encode())


def test_an_archive_leads_to_those_of_its_parents(site: Site) -> None:
    site.article("a", tags="[Basra]").article("b", tags="[IRAQ, oil]")
    tag_file(site, "basra", "parent: [iraq, Oil towns, Asia]")
    tag_file(site, "iraq", "title: Republic of Iraq")
    tag_file(site, "oil-towns", "title: Towns with oil")
    trail = parents(site, "tag/basra/index.html")
    assert (
        '<li><a href="/tag/iraq/" dir="auto">Republic of Iraq</a>, <a href="/tag/oil-towns/" dir="auto">Towns with oil'
        '</a>, <a href="/tag/asia/" dir="auto">Asia</a></li>'
    ) in trail
    assert '<a href="/tags/"' in trail
    assert "Republic" not in parents(site, "tag/oil/index.html")


def test_a_parent_may_be_one_text_and_counts_once(site: Site) -> None:
    site.article("a", tags="[Basra, Iraq]")
    tag_file(site, "basra", "parent: Iraq")
    assert '<li><a href="/tag/iraq/" dir="auto">Iraq</a></li>' in parents(site, "tag/basra/index.html")
    tag_file(site, "basra", "parent: [Iraq, iraq]")
    assert parents(site, "tag/basra/index.html").count("/tag/iraq/") == 1


def test_every_page_of_an_archive_shows_the_parents(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://d.example/"\n[archive]\nper_page = 1\n')
    site.article("a", tags="[Basra]").article("b", tags="[Basra]").article("c", tags="[Basra]")
    tag_file(site, "basra", "parent: Iraq")
    assert '<a href="/tag/iraq/" dir="auto">Iraq</a>' in parents(site, "tag/basra/page/1/index.html")


def test_programs_read_the_way_down_from_the_top(site: Site) -> None:
    site.article("a", tags="[Basra, Iraq]")
    tag_file(site, "basra", "parent: Iraq")
    tag_file(site, "iraq", "parent: Asia")
    files = site.build()
    steps = (
        '"position":3,"name":"Asia","item":{"@type":"WebPage","@id":"https://desk.example/tag/asia/"}},'
        '{"@type":"ListItem","position":4,"name":"Iraq","item":'
        '{"@type":"WebPage","@id":"https://desk.example/tag/iraq/"}},{"@type":"ListItem","position":5,'
    )
    assert steps in files["tag/basra/index.html"].decode()


def test_a_tag_that_is_its_own_parent_stops_the_build(site: Site) -> None:
    site.article("a", tags="[Iraq]")
    tag_file(site, "iraq", "title: Iraq\nparent: [Asia, IRAQ]")
    (problem,) = site.problems()
    assert problem == "content/tags/iraq.md:3:16: tag-circle"
    assert problem.message.endswith("expected parents without a circle: “iraq” → “iraq”")


def test_a_circle_of_parents_stops_the_build_with_its_path(site: Site) -> None:
    site.article("a", tags="[x]")
    tag_file(site, "a", "parent: [b, other]")
    tag_file(site, "b", "parent:\n  - d\n  - C")
    tag_file(site, "c", "title: The third\nparent: a")
    tag_file(site, "d", "parent: e")
    (problem,) = site.problems()
    assert problem == "content/tags/c.md:3:9: tag-circle"
    assert problem.message.endswith(": “a” → “b” → “c” → “a”")
    assert problem.hint == (
        "take away one of these: content/tags/a.md:2:10, content/tags/b.md:4:5, content/tags/c.md:3:9"
    )


def test_every_circle_is_told_in_one_run(site: Site) -> None:
    site.article("a", tags="[x]")
    tag_file(site, "a", "parent: b")
    tag_file(site, "b", "parent: [a, c]")
    tag_file(site, "c", "parent: b")
    tag_file(site, "d", "parent: [a, d]")
    assert site.problems() == [
        "content/tags/b.md:2:10: tag-circle",
        "content/tags/c.md:2:9: tag-circle",
        "content/tags/d.md:2:13: tag-circle",
    ]


def test_two_ways_to_one_ancestor_are_no_circle(site: Site) -> None:
    site.article("a", tags="[d]")
    for name, above in {"b": "a", "c": "a", "d": "[b, c]"}.items():
        tag_file(site, name, f"parent: {above}")
    trail = parents(site, "tag/d/index.html")
    assert '<a href="/tag/b/" dir="auto">b</a>, <a href="/tag/c/" dir="auto">c</a>' in trail
    assert trail.count("/tag/a/") == 1


def test_a_long_line_of_ancestors_stops_the_build_in_time(site: Site) -> None:
    site.article("a", tags="[t0]")
    for n in range(DEEPEST + 1):
        tag_file(site, f"t{n}", f"parent: t{n + 1}")
    assert site.problems() == ["content/tags/t0.md: tag-too-deep"]
    for n in range(DEEPEST + 1, 200):
        tag_file(site, f"t{n}", f"parent: t{n + 1}")
    assert len(site.problems()) == 200 - DEEPEST
