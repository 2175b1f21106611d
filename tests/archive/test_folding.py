"""Copies of articles: how they are found, which one is shown, and what becomes of the others."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import Site, told
from editing_machine import CARRIED, WIRE, plain_copy

FOLD = '-- site.toml --\nbase_url = "https://desk.example/"\n[duplicates]\nmode = "fold"\n'
LISTS = ("index.html", "feed.xml", "atom.xml", "feed.json", "tag/iraq/index.html", "2021/index.html", "sitemap.xml")
OTHER = (
    "A ship with grain left the port for the first time since the spring, its owner said, after a long wait in line."
)


def carried(site: Site, mode: str = "fold", **of_b: str) -> Site:
    """A site with one report in two newspapers, and another report."""
    site.write(FOLD.replace("fold", mode))
    site.article("a", "First", date="2021-01-02", tags="[Iraq]", source="Reuters", body=WIRE)
    keys = {"date": "2021-01-03", "tags": "[Iraq]", "source": "CBS News", "body": CARRIED} | of_b
    site.article("b", "Second", **keys)
    return site.article("c", "Third", date="2021-01-04", tags="[Iraq]", source="NBC News", body=OTHER)


def test_a_copy_leaves_lists_counts_and_feeds_and_keeps_its_page(site: Site) -> None:
    files = carried(site).build()
    assert all(b"articles/a/" in files[path] and b"articles/b/" not in files[path] for path in LISTS)
    assert site.report.articles == 2
    page = files["articles/b/index.html"].decode()
    assert '<link rel="canonical" href="https://desk.example/articles/a/">' in page
    assert "Second" in page
    assert 'href="/articles/b/"' in files["articles/a/index.html"].decode()
    assert not site.report.notices


def test_nothing_that_a_copy_is_filed_under_is_lost(site: Site) -> None:
    files = carried(site, tags="[Iraq, Drones]").build()
    assert b"articles/a/" in files["tag/drones/index.html"]
    assert b"articles/b/" not in files["tag/drones/index.html"]


@pytest.mark.parametrize(("mode", "expected"), [("warn", ["content/b.md: duplicate-article"]), ("off", [])])
def test_without_folding_all_stay_in_lists(site: Site, mode: str, expected: list[str]) -> None:
    files = carried(site, mode).build()
    assert all(b"articles/a/" in files[path] and b"articles/b/" in files[path] for path in LISTS)
    assert told(site.report.notices) == expected


def shown(site: Site) -> list[str]:
    """The articles in the feed, by headline."""
    return [item["title"] for item in json.loads(site.build()["feed.json"])["items"]]


def test_the_earliest_is_shown_and_stays_shown_when_later_copies_come(site: Site) -> None:
    carried(site)
    assert shown(site) == ["Third", "First"]
    site.article("0", "Fourth", date="2021-01-05", source="AP", body=CARRIED)
    assert shown(site) == ["Third", "First"]
    site.article("d", "Fifth", date="2021-01-01", source="AFP", body=WIRE)
    assert shown(site) == ["Third", "Fifth"]


def test_a_preferred_source_is_shown_by_any_of_its_names(site: Site) -> None:
    carried(site, source="cbsnews.com").write(
        "-- content/sources/cbs.md --\n---\nname: CBS News\nalso: cbsnews.com\n---\n"
    )
    site.write(f'{FOLD}prefer = ["AP", "CBS News"]\n')
    assert shown(site) == ["Third", "Second"]


def test_authors_overrule_what_texts_say(site: Site) -> None:
    assert shown(carried(site, distinct_from="a.md")) == ["Third", "Second", "First"]
    assert shown(carried(site, distinct_from="/articles/a/")) == ["Third", "Second", "First"]
    assert shown(carried(site, same_as="content/c.md", distinct_from="a.md")) == ["Second", "First"]


def test_a_named_article_that_does_not_exist_is_told(site: Site) -> None:
    assert carried(site, same_as="nowhere.md").problems() == ["content/b.md:6:10: broken-link"]


def test_one_original_is_one_article_whatever_its_text_is(site: Site) -> None:
    url = "url: 'https://www.paper.example/2021/story?utm_source=x'"
    carried(site, body="Short.", source=f"{{name: B, {url}}}")
    site.article(
        "a", "First", date="2021-01-02", tags="[Iraq]", source="{name: A, url: 'http://paper.example/2021/story/'}"
    )
    assert shown(site) == ["Third", "First"]


def test_likeness_is_compared_with_the_shown_article_and_does_not_chain(site: Site) -> None:
    site.write(FOLD)
    words = [f"word{number}" for number in range(300)]
    for name, day, start in (("a", 1, 0), ("b", 2, 90), ("c", 3, 180)):
        site.article(name, name, date=f"2021-01-0{day}", body=" ".join(words[start : start + 120]))
    site.article("ab", "ab", date="2021-01-04", body=" ".join(words[:150]))
    assert shown(site) == ["c", "b", "a"]


def test_a_warm_build_folds_and_unfolds_as_a_clean_one_does(site: Site) -> None:
    carried(site).build()
    edits: list[Callable[[], Site]] = [
        lambda: site.article("b", "Second", date="2021-01-01", source="CBS News", body=CARRIED),
        lambda: site.article("b", "Second", date="2021-01-01", source="CBS News", body=OTHER[::-1]),
        lambda: site.article("c", "Third", date="2021-01-04", body=WIRE),
        lambda: site.delete("content/a.md"),
        lambda: site.write(FOLD.replace("fold", "off")),
    ]
    for step, edit in enumerate(edits):
        edit()
        assert site.build() == plain_copy(site, site.root.parent / f"clean{step}").build()
