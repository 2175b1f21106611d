"""What `check` finds on a site, and what it leaves alone."""

from __future__ import annotations

from typing import NamedTuple

from checks import WHOLE, check, found
from conftest import NOW, Site

from tagarchive.archive.tags.keys import Keys
from tagarchive.checking import tags
from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Written
from tagarchive.reading.documents import Article


class Near(NamedTuple):
    a: str
    b: str
    why: str


def whole(site: Site, *names: str) -> Site:
    """The site with articles that lack nothing."""
    for name in names:
        site.article(name, **WHOLE)
    return site


def test_nothing_is_found_on_a_site_that_lacks_nothing(site: Site) -> None:
    assert not check(whole(site, "a", "b")).all


def test_what_an_article_lacks_is_found(site: Site) -> None:
    site.article("a")
    assert found(site) == ["content/a.md:1: no-source", "content/a.md:1: no-summary", "content/a.md:1: no-tags"]


def test_a_headline_alone_needs_no_summary_and_an_excerpt_does(site: Site) -> None:
    site.article("a", source="{name: Wire, republish: link}").article("b", source="{name: Wire, republish: excerpt}")
    (lacking,) = found(site, "no-summary")
    assert lacking == "content/b.md:1: no-summary"
    assert "the headline alone" in lacking.message


def test_drafts_are_checked_if_they_are_asked_for(site: Site) -> None:
    site.article("a", draft="true")
    assert not check(site).all
    assert len(check(site, drafts=True).all) == 3


def test_a_tag_of_one_article_is_found_where_the_article_names_it(site: Site) -> None:
    whole(site, "a", "b").article("c", **{**WHOLE, "tags": "[Iraq, Oil]"})
    assert found(site) == ["content/c.md:6:14: single-tag"]


def test_another_name_and_a_hidden_tag_are_not_alone(site: Site) -> None:
    site.write("-- content/tags/oil.md --\n---\nalso: [Petrol]\n---\n-- content/tags/x.md --\n---\nhidden: true\n---\n")
    site.article("a", tags="[Oil]").article("b", tags="[Petrol, x]")
    assert not found(site, "single-tag")


def test_a_tag_above_a_tag_of_one_article_is_found_in_its_file(site: Site) -> None:
    site.write(
        "-- content/tags/oil.md --\n---\nparent: Energy\n---\n-- content/tags/energy.md --\n---\ntitle: All\n---\n"
    )
    site.article("a", tags="[Oil]")
    assert found(site, "single-tag") == ["content/a.md:4:8: single-tag", "content/tags/energy.md: single-tag"]


def test_near_tags_are_found_at_the_newest_article_with_the_smaller_one() -> None:
    where = Location("content/a.md", 4, 8)
    used, day = (Written("Irak", where),), Moment("2021-01-01")
    article = Article(path="content/a.md", digest="", slug=Written("a", where), title="A", date=day, tags=used)
    (near,) = tags.near([Near("Iraq", "irak", "1 letter differs")], [article], Keys())
    assert (near.where, near.code) == (where, "near-tags")
    assert "“Iraq” (1 letter differs)" in near.message
    assert "tagarchive tags merge irak --into Iraq" in near.hint


def test_an_image_without_words_is_found_unless_its_author_says_that_it_needs_none(site: Site) -> None:
    site.put("content/x.png", b"\x89PNG").put("content/y.png", b"\x89PNG").put("content/z.png", b"\x89PNG")
    body = '![](x.png)\n\n<img src="y.png">\n\n<img src="z.png" alt="">\n\n![Words](x.png)'
    site.article("a", **WHOLE, image="{src: x.png, alt: ''}", body=body)
    assert found(site, "no-alt-text") == ["content/a.md:9:5: no-alt-text", "content/a.md:11:11: no-alt-text"]


def test_a_date_to_come_is_found_at_each_article(site: Site) -> None:
    whole(site, "a", "c").article("b", **WHOLE, date="2026-02-01").article("d", **WHOLE, date="2026-03-01")
    assert found(site) == ["content/b.md:3:7: future-date", "content/d.md:3:7: future-date"]
    assert check(site).all[0].message.endswith("it is held until then")


def test_each_file_that_nothing_shows_is_found(site: Site) -> None:
    whole(site, "a", "b").put("content/x.png", b"1").put("content/sub/y.pdf", b"2")
    assert found(site) == ["content/sub/y.pdf: unused-file", "content/x.png: unused-file"]


def test_each_text_with_the_ending_of_another_program_is_found(site: Site) -> None:
    whole(site, "a", "b").put("content/a.mdx", b"x").put("content/b.mkd", b"x")
    assert found(site) == ["content/a.mdx: foreign-ending", "content/b.mkd: foreign-ending"]


def test_notices_of_a_build_are_found(site: Site) -> None:
    whole(site, "a", "b").write('-- site.toml --\ntitle = "Desk"\n').article("c", **{**WHOLE, "tags": "[IRAQ]"})
    codes = {problem.code for problem in check(site).all}
    assert codes == {"no-base-url", "tag-spelling"}
    assert codes == {notice.code for notice in site.notices()}


def test_a_site_that_can_not_be_built_is_checked_all_the_same(site: Site) -> None:
    site.article("a", date="yesterday").article("b", body="[x](missing.md)").article("c", body="[a](a.md) ![](x.png)")
    result = check(site)
    assert [problem.code for problem in result.stopping] == ["bad-value", "broken-link"]
    assert {problem.code for problem in result.others if problem.where.path == "content/b.md"} == {
        *("no-source", "no-summary", "no-tags")
    }
    assert {"no-alt-text", "missing-file"} < {problem.code for problem in result.others}
    assert result.postponed


def test_rules_that_need_all_articles_wait_until_all_can_be_read(site: Site) -> None:
    site.article("a", date="yesterday", tags="[Iraq]").article("b", tags="[Iraq]")
    assert found(site, "single-tag") == []
    site.article("a", date="2021-01-01")
    assert found(site, "single-tag") == ["content/b.md:4:8: single-tag"]


def test_every_fault_is_found_that_another_one_hides_from_a_build(site: Site) -> None:
    site.article("a", guid="x", body="[x](missing.md)").article("b", guid="x").article("c", guid="x", slug="b")
    assert {problem.code for problem in check(site).stopping} >= {"broken-link", "duplicate-guid"}


def test_an_address_that_would_vanish_is_found_and_not_that_of_an_article_with_a_fault(site: Site) -> None:
    whole(site, "b", "c").article("a", date="yesterday")
    site.write("-- published.txt --\n/articles/a/\n/articles/gone/\n/articles/b/\n")
    stopping = [f"{problem.where}: {problem.code}" for problem in check(site).stopping]
    assert stopping == ["content/a.md:3:7: bad-value", "published.txt:2:1: broken-promise"]


def test_an_article_with_a_fault_is_not_missed_at_its_address(site: Site) -> None:
    whole(site, "b", "c").article("a", **WHOLE, body="[x](missing.md)", slug="own", aliases="[/older/]")
    site.article("d", date="yesterday").article("e", body="[x](/articles/own/) [x](/articles/own/#x) [x](/articles/d/)")
    site.write("-- published.txt --\n/articles/own/\n/older/\n/old/ -> /articles/own/\n/articles/d/\n")
    codes = [f"{problem.where.path}: {problem.code}" for problem in check(site).all if "no-" not in problem.code]
    assert codes == ["content/a.md: broken-link", "content/d.md: bad-value", "content/e.md: broken-fragment"]


def test_faults_of_the_config_leave_what_single_articles_lack(site: Site) -> None:
    site.article("a").write("-- site.toml --\n# Desk\nnonsense = 1\n")
    assert found(site) == [
        *("site.toml:2:1: unknown-key", "content/a.md:1: no-source", "content/a.md:1: no-summary"),
        "content/a.md:1: no-tags",
    ]


def test_faults_of_articles_that_are_held_are_found(site: Site) -> None:
    whole(site, "a", "b").article("c", **WHOLE, date="2026-02-01", body="[x](missing.md)")
    assert [problem.code for problem in check(site).stopping] == ["broken-link"]
    assert NOW.year == 2026


def test_a_template_that_fails_is_found(site: Site) -> None:
    whole(site, "a", "b").write("-- templates/404.html --\n{{ 1 // (site.pages | length) }}")
    assert found(site) == ["templates/404.html:1:1: template-fails"]
