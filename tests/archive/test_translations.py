"""Translations of articles: which articles are one text in several languages, and what is wrong with what they say."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from conftest import Site
from lxml import etree

ENGLISH, PERSIAN = "articles/talks/index.html", "articles/talks-fa/index.html"
HOST = "https://desk.example"
ALTERNATES = [
    ("en", f"{HOST}/articles/talks/"),
    ("fa", f"{HOST}/articles/talks-fa/"),
    ("x-default", f"{HOST}/articles/talks/"),
]


def alternates(page: bytes | str) -> list[tuple[str, str]]:
    """The alternates of a page: each its language and its URL."""
    text = page if isinstance(page, str) else page.decode()
    return re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text)


def also_in(page: bytes) -> list[tuple[str, str]]:
    """The names of other languages on the page of an article, and where they lead."""
    (line,) = re.findall(r'<p class="meta translations">(.*?)</p>', page.decode())
    return [(name, href) for href, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', line)]


def data(page: bytes) -> dict[str, object]:
    """What machines read of an article."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode())
    graph: list[dict[str, object]] = json.loads(text)["@graph"]
    return graph[0]


def translated(site: Site) -> Site:
    """Talks in English, and their translation into Persian."""
    return site.article("talks", "Talks", translations="{fa: talks-fa.md}").article(
        "talks-fa", "گفت‌وگوها", lang="fa", date="2021-01-02"
    )


def test_one_naming_links_both_ways_in_the_names_of_the_languages_themselves(site: Site) -> None:
    files = translated(site).build()
    assert also_in(files[ENGLISH]) == [("فارسی", "/articles/talks-fa/")]
    assert also_in(files[PERSIAN]) == [("English", "/articles/talks/")]
    assert 'hreflang="fa" lang="fa" dir="rtl">فارسی' in files[ENGLISH].decode()


def test_search_engines_read_the_same_languages_on_each_of_the_pages(site: Site) -> None:
    files = translated(site).build()
    assert alternates(files[ENGLISH]) == alternates(files[PERSIAN]) == ALTERNATES
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = etree.fromstring(files["sitemap.xml"]).findall("s:url", spaces)
    links = {entry.findtext("s:loc", "", spaces): entry.findall("x:link", spaces) for entry in entries}
    for page in (f"{HOST}/articles/talks/", f"{HOST}/articles/talks-fa/"):
        assert [(link.get("hreflang"), link.get("href")) for link in links[page]] == ALTERNATES
    assert not links[f"{HOST}/"]


def test_a_key_in_several_articles_says_the_same(site: Site) -> None:
    site.article("talks", key="border-talks").article("talks-fa", key="border-talks", lang="fa")
    site.article("other", key="other", lang="de")
    files = site.build()
    assert alternates(files[ENGLISH]) == alternates(files[PERSIAN]) == ALTERNATES
    assert not alternates(files["articles/other/index.html"])


def test_translations_of_translations_are_translations_of_each_other(site: Site) -> None:
    site.article("talks", translations="{fa: talks-fa.md}").article("talks-fa", lang="fa", key="k")
    site.article("talks-de", lang="de", key="k")
    assert also_in(site.build()[ENGLISH]) == [("Deutsch", "/articles/talks-de/"), ("فارسی", "/articles/talks-fa/")]


def test_an_address_or_a_page_elsewhere_may_be_the_translation(site: Site) -> None:
    site.article("talks", translations='{fa: /articles/talks-fa/, de: "https://de.example/x"}')
    files = site.article("talks-fa", lang="fa").build()
    assert also_in(files[PERSIAN]) == [("Deutsch", "https://de.example/x"), ("English", "/articles/talks/")]
    assert ("de", "https://de.example/x") in alternates(files[ENGLISH])


def test_the_older_one_is_the_original_for_machines(site: Site) -> None:
    files = translated(site).build()
    assert data(files[ENGLISH])["workTranslation"] == [
        {"@type": "Article", "url": f"{HOST}/articles/talks-fa/", "inLanguage": "fa"}
    ]
    assert data(files[PERSIAN])["translationOfWork"] == {
        "@type": "Article",
        "url": f"{HOST}/articles/talks/",
        "inLanguage": "en",
    }
    assert "translationOfWork" not in data(files[ENGLISH])
    assert "workTranslation" not in data(files[PERSIAN])


def test_an_entry_of_a_feed_names_them_and_still_leads_to_itself(site: Site) -> None:
    atom = etree.fromstring(translated(site).build()["atom.xml"])
    space = "{http://www.w3.org/2005/Atom}"
    (entry,) = (one for one in atom.findall(f"{space}entry") if one.findtext(f"{space}title") == "Talks")
    links = [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in entry.findall(f"{space}link")]
    assert links == [
        ("alternate", None, f"{HOST}/articles/talks/"),
        ("related", "fa", f"{HOST}/articles/talks-fa/"),
    ]


def test_what_is_not_to_be_read_is_not_linked(site: Site) -> None:
    later = datetime(2020, 6, 1, tzinfo=UTC)
    for keys in ({"draft": "true"}, {"withdrawn": "{date: 2021-03-01}"}, {"source": "{name: A, republish: link}"}):
        files = translated(site).article("talks-fa", lang="fa", **keys).build()
        assert b"translations" not in files[ENGLISH]
    site.article("talks", date="2020-01-01", translations="{fa: talks-fa.md}").article("talks-fa", lang="fa")
    assert b"translations" not in site.build(now=later)[ENGLISH]


def test_what_search_engines_should_not_list_is_no_alternate(site: Site) -> None:
    source = "{name: A, url: 'https://a.example/x', canonical: original}"
    files = translated(site).article("talks-fa", lang="fa", source=source).build()
    assert also_in(files[ENGLISH]) == [("فارسی", "/articles/talks-fa/")]
    assert not alternates(files[ENGLISH])
    assert not alternates(files[PERSIAN])


def test_two_articles_of_one_key_in_one_language_stop_the_build(site: Site) -> None:
    (problem,) = site.article("a", key="k").article("b", key="k").problems()
    assert problem == "content/b.md:4:6: duplicate-translation"
    assert problem.message == "found content/b.md and content/a.md as one text, and both are in en"


def test_files_that_disagree_stop_the_build(site: Site) -> None:
    site.article("a", translations="{fa: b.md}").article("b", lang="fa", translations="{en: c.md}").article("c")
    (problem,) = site.problems()
    assert problem == "content/b.md:5:20: duplicate-translation"
    assert "content/c.md and content/a.md" in problem.message


def test_a_translation_that_is_no_article_is_told_with_the_one_that_is_meant(site: Site) -> None:
    site.article("a", translations="{fa: tlaks.md, de: pages/about.md, fr: /articles/nowhere/}").article(
        "talks", lang="fa"
    )
    site.write("-- content/pages/about.md --\n---\ntitle: About\n---\n")
    problems = site.problems()
    assert problems == [f"content/a.md:4:{column}: broken-translation" for column in (20, 34, 54)]
    assert problems[0].hint == "did you mean “content/talks.md”?"


def test_an_article_that_is_not_in_the_language_it_is_named_for_is_told(site: Site) -> None:
    site.article("a", translations="{fa: b.md}").article("b")
    (problem,) = site.problems()
    assert problem == "content/a.md:4:20: bad-translation"
    assert (problem.message, problem.hint) == (
        "found content/b.md as the translation into fa, which is in en",
        "write `lang: fa` there, or name its language here",
    )


def test_a_translation_into_the_language_of_the_article_itself_is_told(site: Site) -> None:
    assert site.article("a", lang="fa", translations="{fa: b.md}").article("b", lang="fa").problems() == [
        "content/a.md:5:20: bad-translation"
    ]


def test_a_draft_or_a_broken_file_is_no_second_fault(site: Site) -> None:
    assert site.article("a", translations="{fa: b.md}").article("b", draft="true").build()
    assert site.article("b", naem="x").problems() == ["content/b.md:4:1: unknown-key"]


def test_the_name_of_a_language_in_itself(site: Site) -> None:
    templates = (
        '{% for lang in ["fr", "pt-BR", "zh-Hant", "tlh", "not a tag"] %}{{ lang | language_name }}|{% endfor %}'
    )
    page = site.article("a").write(f"-- templates/404.html --\n{templates}").page("404.html")
    assert page == "Français|Português (Brasil)|中文 (繁體)|tlh|not a tag|"
