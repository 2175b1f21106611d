"""A site in several languages: each has addresses, lists, names and feeds of its own, and leads to the others."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from conftest import CONFIG, Site
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tagarchive.core.urls import Address, Addresses, in_language

HOST = "https://desk.example"
LANGUAGES = '[languages.fa]\ntitle = "میز مرز"\ndescription = "بریده‌ها."\n'


@pytest.fixture
def desk(site: Site) -> Site:
    """An English article and its Persian translation, one more in each language, and files of a tag and a source."""
    site.write(f"-- site.toml --\n{CONFIG}{LANGUAGES}")
    site.article("talks", "Talks", tags="[Iran, Water]", source="Reuters", summary="S.")
    site.article("talks.fa", "گفت‌وگوها", tags="[ایران]", source="رویترز", summary="S.", date="2021-01-02")
    site.article("rain", "Rain", tags="[Water]", summary="S.", date="2021-01-03")
    site.article("road", "جاده", lang="fa", tags="[Iran, جاده]", summary="S.", date="2022-01-04")
    site.write(
        "-- content/tags/iran.md --\n---\nname: Iran\nnames: {fa: ایران}\n---\nThe country.\n"
        "-- content/tags/iran.fa.md --\n---\n---\nکشور.\n"
        "-- content/sources/reuters.md --\n---\nname: Reuters\nnames: {fa: رویترز}\n---\nAn agency.\n"
        "-- content/pages/about.md --\n---\ntitle: About\n---\nUs.\n"
        "-- content/pages/about.fa.md --\n---\ntitle: درباره ما\n---\nما.\n"
    )
    return site


def alternates(page: bytes) -> dict[str, str]:
    """The URL of each alternate of a page, by its language."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page.decode()))


def switch(page: bytes) -> list[str]:
    """Links of the language switch of a page; the language of the page itself has none."""
    (nav,) = re.findall(r'<nav class="languages".*?</nav>', page.decode(), re.DOTALL)
    return [unquote(href) for href in re.findall(r'href="([^"]+)"', nav)]


def headlines(page: bytes) -> list[str]:
    """The links of a page to articles."""
    return list(dict.fromkeys(re.findall(r'href="(/[^"]*articles/[^"]+/)"', page.decode())))


def test_articles_of_a_language_have_its_addresses_and_are_in_its_lists(desk: Site) -> None:
    files = desk.build()
    assert {"articles/talks/index.html", "fa/articles/talks/index.html", "fa/articles/road/index.html"} <= files.keys()
    assert set(headlines(files["index.html"])) == {"/articles/talks/", "/articles/rain/"}
    assert set(headlines(files["fa/index.html"])) == {"/fa/articles/talks/", "/fa/articles/road/"}
    assert "fa/2022/index.html" in files
    assert "2022/index.html" not in files
    assert '<html lang="fa" dir="rtl"' in files["fa/index.html"].decode()
    assert "میز مرز" in files["fa/tags/index.html"].decode()


def test_a_tag_is_one_in_all_languages_and_has_a_name_in_each(desk: Site) -> None:
    files = desk.build()
    english, persian = files["tag/iran/index.html"].decode(), files["fa/tag/iran/index.html"].decode()
    assert ("The country." in english, "کشور." in english) == (True, False)
    assert ("The country." in persian, "کشور." in persian) == (False, True)
    assert set(headlines(persian.encode())) == {"/fa/articles/talks/", "/fa/articles/road/"}
    assert ">ایران</a>" in files["fa/articles/road/index.html"].decode()
    assert ">Iran</a>" in files["articles/talks/index.html"].decode()
    assert "fa/tag/water/index.html" not in files


def test_a_source_has_a_name_in_each_language(desk: Site) -> None:
    files = desk.build()
    persian = files["fa/source/reuters/index.html"].decode()
    assert "رویترز" in persian
    assert "An agency." not in persian
    assert "An agency." in files["source/reuters/index.html"].decode()
    assert 'href="/fa/source/reuters/"' in files["fa/articles/talks/index.html"].decode()


def test_each_language_has_feeds_with_its_title_and_language(desk: Site) -> None:
    files = desk.build()
    channel = etree.fromstring(files["fa/feed.xml"])[0]
    assert (channel.findtext("title"), channel.findtext("language")) == ("میز مرز", "fa")
    assert {item.findtext("link") for item in channel.iter("item")} == {
        f"{HOST}/fa/articles/talks/",
        f"{HOST}/fa/articles/road/",
    }
    assert len(list(etree.fromstring(files["feed.xml"])[0].iter("item"))) == 2
    assert "fa/tag/iran/atom.xml" in files
    assert f"{HOST}/fa/feeds.opml" in files["fa/subscribe/index.html"].decode()


def test_what_belongs_to_the_whole_site_is_published_once(desk: Site) -> None:
    files = desk.put("content/m.svg", b"<svg/>").article("talks.fa", body="![m](m.svg)").build()
    assert {"sitemap.xml", "robots.txt", "style.css", "files/m.svg"} <= files.keys()
    assert not {"fa/sitemap.xml", "fa/robots.txt", "fa/style.css", "fa/files/m.svg"} & files.keys()
    assert 'src="/files/m.svg"' in files["fa/articles/talks/index.html"].decode()


def test_every_page_leads_to_itself_in_the_other_language_or_else_home(desk: Site) -> None:
    files = desk.build()
    assert switch(files["articles/talks/index.html"]) == ["/fa/articles/talks/"]
    assert switch(files["fa/tag/iran/index.html"]) == ["/tag/iran/"]
    assert switch(files["about/index.html"]) == ["/fa/about/"]
    assert switch(files["fa/articles/road/index.html"]) == ["/"]
    assert switch(files["tag/water/index.html"]) == ["/fa/"]
    assert switch(files["fa/404.html"]) == ["/"]
    assert 'aria-current="true" lang="fa" dir="rtl">فارسی' in files["fa/index.html"].decode()


def test_alternates_are_absolute_name_the_page_itself_and_are_the_same_on_each_of_the_pages(desk: Site) -> None:
    files = desk.build()
    pages = {path: data for path, data in files.items() if path.endswith("index.html")}
    urls = {f"{HOST}/{path.removesuffix('index.html')}": data for path, data in pages.items()}
    in_languages = {url: found for url, data in urls.items() if (found := alternates(data))}
    assert len(in_languages) > 10
    for url, found in in_languages.items():
        assert unquote(url) in map(unquote, found.values())
        for lang, other in found.items():
            assert alternates(urls[unquote(other)]) == found
            if lang != "x-default":
                assert f'<html lang="{lang}"' in urls[unquote(other)].decode()
        assert found["x-default"] == found["en"]


def test_links_lead_to_files_whatever_their_language(desk: Site) -> None:
    desk.article("talks.fa", body="[a](rain.md) [b](tags/iran.md) [c](road.md)").article(
        "rain", body="[d](talks.fa.md)"
    )
    files = desk.build()
    persian = files["fa/articles/talks/index.html"].decode()
    assert all(f'href="{href}">' in persian for href in ("/articles/rain/", "/fa/articles/road/"))
    assert 'href="/fa/articles/talks/">d</a>' in files["articles/rain/index.html"].decode()


def test_a_link_to_the_file_of_a_tag_leads_to_the_archive_in_the_language_of_the_text(desk: Site) -> None:
    desk.article("talks.fa", tags="[Water]", body="[b](tags/water.md)").article(
        "rain", tags="[Water]", body="[b](tags/water.md)"
    )
    files = desk.write("-- content/tags/water.md --\n---\nname: Water\n---\nOf it.\n").build()
    assert 'href="/fa/tag/water/">b</a>' in files["fa/articles/talks/index.html"].decode()
    assert 'href="/tag/water/">b</a>' in files["articles/rain/index.html"].decode()


def test_folders_of_a_language_are_no_part_of_an_address(desk: Site) -> None:
    desk.article("fa/notes/late", "دیر").article("en/early", "Early").write(
        "-- content/pages/fa/team.md --\n---\ntitle: گروه\n---\nT.\n"
    )
    files = desk.build()
    assert {"fa/articles/late/index.html", "articles/early/index.html", "fa/team/index.html"} <= files.keys()
    desk.write(f'-- site.toml --\n{CONFIG}[articles]\naddress = "/{{folder}}/{{slug}}/"\n{LANGUAGES}')
    assert {"fa/notes/late/index.html", "early/index.html"} <= desk.build().keys()


def test_a_language_that_the_site_does_not_have_stays_with_the_default_one(desk: Site) -> None:
    files = desk.article("arabic", "عنوان", lang="ar").article("iranian", "ایرانی", lang="fa-IR").build()
    assert '<h1 lang="ar" dir="rtl">' in files["articles/arabic/index.html"].decode()
    assert "fa/articles/iranian/index.html" in files


def test_names_of_files_do_not_matter_in_a_site_in_one_language(site: Site) -> None:
    files = site.article("talks.fa").article("fa/road").build()
    assert {"articles/talks-fa/index.html", "articles/road/index.html"} <= files.keys()
    assert b"languages" not in files["index.html"]
    assert b"hreflang" not in files["index.html"]


def test_the_default_language_may_have_a_table_and_no_prefix(site: Site) -> None:
    plain = site.article("a").build()
    assert site.write(f'-- site.toml --\n{CONFIG}[languages.en]\ntitle = "Desk"\n').build() == plain
    site.write(f'-- site.toml --\n{CONFIG}[languages.en]\ntitle = "The desk"\n{LANGUAGES}')
    assert "<title>The desk</title>" in site.page("index.html")


def test_a_menu_and_a_title_of_a_list_may_be_said_in_a_language(desk: Site) -> None:
    menu = '[[languages.fa.menu]]\ntitle = "برچسب‌ها"\naddress = "/fa/tags/"\n'
    titles = '[languages.fa.taxonomy]\nseries = "مجموعه"\n'
    desk.write(f"-- site.toml --\n{CONFIG}[taxonomy.series]\n{LANGUAGES}{menu}{titles}")
    files = desk.article("talks.fa", series="[A]").build()
    assert '<a href="/fa/tags/">برچسب‌ها</a>' in files["fa/index.html"].decode()
    assert "مجموعه" in files["fa/series/index.html"].decode()
    assert "fa/series/a/index.html" in files
    desk.write(f"-- site.toml --\n{CONFIG}[taxonomy.series]\n{LANGUAGES}{menu.replace('/fa/tags/', '/fa/nowhere/')}")
    assert desk.notices() == ["site.toml: broken-link"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("[languages.tag]\n", "whose addresses are those of tags"),
        ("[languages.fa]\n[languages.FA]\n", "of which there is one already"),
    ],
)
def test_a_language_whose_addresses_are_taken_is_refused(site: Site, options: str, message: str) -> None:
    (problem,) = site.write(f"-- site.toml --\n{CONFIG}{options}").problems()
    assert (problem.code, message in problem.message) == ("bad-value", True)


def test_a_page_at_the_address_of_a_language_is_told(desk: Site) -> None:
    (problem,) = desk.write("-- content/pages/x.md --\n---\ntitle: X\nslug: fa\n---\n").problems()
    assert problem == "content/pages/x.md:3:7: path-clash"


def test_a_code_is_in_small_letters_in_addresses_alone(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[languages.pt-BR]\ntitle = "Mesa"\n')
    files = site.article("a.pt-br", "Conversas").article("b", "Talks", lang="en").build()
    assert '<html lang="pt-BR" dir="ltr"' in files["pt-br/index.html"].decode()
    assert "pt-br/articles/a/index.html" in files


def test_copies_of_one_original_in_two_languages_are_no_copies(desk: Site) -> None:
    options = f'[duplicates]\nmode = "fold"\n{LANGUAGES}'
    source = "{name: Reuters, url: 'https://r.example/1'}"
    desk.write(f"-- site.toml --\n{CONFIG}{options}")
    files = desk.article("talks", source=source).article("talks.fa", source=source).build()
    assert "/fa/articles/talks/" in headlines(files["fa/index.html"])
    assert "/articles/talks/" in headlines(files["index.html"])


def guids(feed: bytes) -> dict[str, str]:
    """The guid of each entry of a feed, by the link of the entry."""
    return {item.findtext("link"): item.findtext("guid") for item in etree.fromstring(feed).iter("item")}


def test_translations_of_one_day_and_slug_have_guids_of_their_own(desk: Site) -> None:
    files = desk.article("talks.fa", "گفت‌وگوها").build()
    assert guids(files["feed.xml"])[f"{HOST}/articles/talks/"] == "tag:desk.example,2021-01-01:talks"
    assert guids(files["fa/feed.xml"])[f"{HOST}/fa/articles/talks/"] == "tag:desk.example,2021-01-01:fa/talks"


def test_articles_on_record_keep_their_guids_and_lead_on_when_a_site_gets_languages(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[record]\nautomatic = true\n")
    before = site.article("talks").article("road", lang="fa", tags="[A]").build()
    site.write(f"-- site.toml --\n{CONFIG}[record]\nautomatic = true\n{LANGUAGES}")
    files = site.build()
    kept = guids(before["feed.xml"])[f"{HOST}/articles/road/"]
    assert guids(files["fa/feed.xml"])[f"{HOST}/fa/articles/road/"] == kept
    assert "url=/fa/articles/road/" in files["articles/road/index.html"].decode()


def test_lists_and_pages_on_record_lead_on_when_all_of_them_is_in_another_language(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[record]\nautomatic = true\n")
    site.article("road", lang="fa", tags="[جاده, ایران]").write(
        "-- content/pages/us.md --\n---\ntitle: ما\nlang: fa\n---\n"
    )
    site.build()
    site.write(
        f"-- site.toml --\n{CONFIG}[record]\nautomatic = true\n{LANGUAGES}"
        "-- content/tags/iran.md --\n---\nname: Iran\nnames: {fa: ایران}\n---\n"
    )
    files = site.article("a", tags="[Rain]").build()
    for place, target in {"tag/جاده": "/fa/tag/جاده/", "tag/ایران": "/fa/tag/iran/", "us": "/fa/us/"}.items():
        assert f'url={target}"' in unquote(files[f"{place}/index.html"].decode())
    assert "fa/tag/ایران/index.html" not in files


def test_an_alias_of_a_text_in_another_language_leads_to_it(desk: Site) -> None:
    desk.article("road", lang="fa", aliases="[/old/road/]").write(
        "-- content/tags/iran.md --\n---\nname: Iran\nnames: {fa: ایران}\naliases: [/was/iran/]\n---\n"
    )
    files = desk.build()
    assert "url=/fa/articles/road/" in files["old/road/index.html"].decode()
    assert "url=/tag/iran/" in files["was/iran/index.html"].decode()


def test_a_tag_without_a_text_in_a_language_has_none_there(desk: Site) -> None:
    assert "The country." not in desk.delete("content/tags/iran.fa.md").page("fa/tag/iran/index.html")


def test_a_tag_file_that_one_language_uses_is_not_unused(desk: Site) -> None:
    desk.write("-- content/tags/road.md --\n---\nname: جاده\n---\nOf roads.\n")
    assert desk.notices() == []
    desk.write(
        "-- content/tags/x.md --\n---\nname: Nothing\n---\n-- content/tags/x.fa.md --\n---\nname: Nothing\n---\n"
    )
    assert [notice.code for notice in desk.notices()] == ["unused-tag-text"]


def test_two_files_of_a_tag_in_one_language_are_a_fault(desk: Site) -> None:
    desk.write("-- content/tags/fa/iran.md --\n---\n---\nکشور.\n")
    assert {problem.code for problem in desk.problems()} == {"duplicate-tag-text"}


def test_an_edit_of_a_text_renders_nothing_of_another_language(desk: Site) -> None:
    desk.build()
    said = {"tags": "[ایران]", "source": "رویترز", "summary": "S.", "date": "2021-01-02"}
    desk.article("talks.fa", "گفت‌وگوها", body="New.", **said).build()
    assert {path for path in desk.report.rendered if path.endswith(("index.html", "feed.xml"))} == {
        "fa/articles/talks/index.html",
        "fa/feed.xml",
        "fa/tag/iran/feed.xml",
        "fa/source/reuters/feed.xml",
    }


def test_an_edit_of_the_text_of_a_tag_renders_its_archive_in_that_language_alone(desk: Site) -> None:
    desk.build()
    desk.write("-- content/tags/iran.fa.md --\n---\n---\nکشوری.\n").build()
    assert desk.report.rendered == ("fa/tag/iran/index.html",)


def test_a_new_translation_renders_the_page_of_its_original_alone_of_the_other_language(desk: Site) -> None:
    desk.build()
    desk.article("rain.fa", "باران", tags="[Water]", summary="S.").build()
    others = {path for path in desk.report.rendered if not path.startswith("fa/")}
    pages = {path for path in others if path.endswith("index.html")}
    assert pages == {"articles/rain/index.html", "tag/water/index.html"}


CODES = st.lists(st.from_regex(r"[a-z]{2,3}(-[a-z]{2})?", fullmatch=True), min_size=2, max_size=5, unique=True)


@given(codes=CODES, path=st.lists(st.from_regex(r"[a-z0-9]+", fullmatch=True), max_size=3), data=st.data())
def test_an_address_in_a_language_is_plain_again_without_it(
    codes: list[str], path: list[str], data: st.DataObject
) -> None:
    addresses = Addresses("https://desk.example/", codes=tuple(codes))
    edition = data.draw(st.sampled_from(codes[1:]))
    address = Address(f"/{'/'.join(path)}")
    assert addresses.plain(in_language(edition, address)) == address


def test_a_text_that_cannot_be_read_brings_no_further_faults_in_its_language(desk: Site) -> None:
    desk.write(f"-- site.toml --\n{CONFIG}[record]\nautomatic = true\n{LANGUAGES}").article(
        "road", body="[a](talks.fa.md)"
    )
    desk.article("rain.fa", "باران", tags="[باران]", body="[a](talks.fa.md)").article(
        "rain", body="[b](rain.fa.md)"
    ).build()
    assert desk.article("rain.fa", "باران", naem="x").problems() == ["content/rain.fa.md:4:1: unknown-key"]


def test_authors_have_a_name_in_each_language_also_in_feeds(desk: Site) -> None:
    desk.write("-- content/authors/lee.md --\n---\nname: Ann Lee\nnames: {fa: آن لی}\n---\nShe writes.\n")
    files = desk.article("talks", authors="[Ann Lee]").article("talks.fa", authors="[Ann Lee]").build()
    assert "Ann Lee" in files["feed.xml"].decode()
    assert "آن لی" in files["fa/feed.xml"].decode()
    assert 'href="/fa/author/ann-lee/"' in files["fa/articles/talks/index.html"].decode()
    assert b"She writes." not in files["fa/author/ann-lee/index.html"]


def test_a_tag_is_above_another_in_each_language(desk: Site) -> None:
    files = (
        desk.write("-- content/tags/water.md --\n---\nname: Water\nparent: Iran\n---\n")
        .article("rain.fa", "باران", tags="[Water]")
        .build()
    )
    persian = files["fa/tag/iran/index.html"]
    assert "/fa/articles/rain/" in headlines(persian)
    assert 'href="/fa/tag/iran/"' in files["fa/tag/water/index.html"].decode()


def test_the_switch_leads_to_the_text_in_the_language_itself_where_several_are_published_in_it(desk: Site) -> None:
    files = desk.article("talks", key="k").article("talks-ar", lang="ar", key="k").article("talks.fa", key="k").build()
    assert switch(files["fa/articles/talks/index.html"]) == ["/articles/talks/"]
    assert set(alternates(files["fa/articles/talks/index.html"])) == {"ar", "en", "fa", "x-default"}


def test_whatever_stands_at_the_address_of_a_language_is_told(desk: Site) -> None:
    desk.write(f'-- site.toml --\n{CONFIG}[articles]\naddress = "/{{slug}}/"\n{LANGUAGES}').article("fa")
    (problem,) = desk.problems()
    assert (problem, "the home page" in problem.message) == ("content/fa.md: path-clash", True)
    desk.delete("content/fa.md").write(f"-- site.toml --\n{CONFIG}[taxonomy.fa]\n{LANGUAGES}")
    assert [problem.code for problem in desk.article("talks", fa="[X]").problems()] == ["path-clash"]


def test_a_withdrawn_text_keeps_its_address_in_its_language(desk: Site) -> None:
    files = desk.article("talks.fa", "گفت‌وگوها", withdrawn="{date: 2022-01-01}").build()
    assert '<html lang="fa"' in files["fa/articles/talks/index.html"].decode()
    assert "گفت‌وگوها" not in files["fa/articles/talks/index.html"].decode()
    assert switch(files["articles/talks/index.html"]) == ["/fa/"]
