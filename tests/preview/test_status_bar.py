"""The bar of a previewed page: the notices of a build that are about its file, and the drafts that it lists."""

from __future__ import annotations

import pytest
from conftest import CONFIG, Site
from test_edits import Preview

from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.urls import OutPath
from tagarchive.preview.status_bar import bar_of

SCRIPT = b"<svg><script/></svg>"


def noticed(site: Site) -> list[Problem]:
    """What a build of the site says needs attention."""
    site.build(drafts=True)
    return sorted(site.report.notices)


def told(problem: Problem, place: str) -> str:
    return f"{place}{problem.message} [{problem.code}]" + (f"\n{problem.hint}" if problem.hint else "")


def full(site: Site) -> Site:
    """A site with notices of most kinds."""
    config = (
        'title = "Desk"\nmarkdown.wikilinks = true\ntheme.ink = "#aaaaaa"\nmenu = [{title = "No", address = "/no/"}]\n'
    )
    site.write(f"-- site.toml --\n{config}").put("static/a.bak", b"x").put("content/m.svg", SCRIPT)
    site.write("-- templates/tags/none.html --\n-- content/pages/about.md --\n---\ntitle: About\n---\n[x](/none/)\n")
    site.write("-- content/tags/oil.md --\n---\nname: Oil\nrelated: [Gas]\n---\n[x](gone.pdf)\n")
    site.write("-- content/tags/unused.md --\n---\n---\n").put("content/unused.pdf", b"x")
    site.article("a", tags="[Oil, Water]", body="# One\n\n![x](m.svg) [y](#no) [z](/none/) [[b#none]] ![p](p.png)")
    site.article("b", tags="[oil]", body="<iframe src='https://film.example/'></iframe> <b onclick='x'>y</b>")
    site.article("c", "b", tags="[oil]").article("d", date="2030-01-01").article("e", source="The Wire")
    return site.article("f", source="Wire", updates="[{date: 2030-01-01, note: Later}]")


def test_the_bars_show_the_notices_of_a_build(site: Site) -> None:
    preview = Preview(full(site), drafts=True)
    notices = noticed(site)
    assert preview.notices() == notices
    assert len({notice.code for notice in notices}) > 15


def test_each_bar_shows_the_notices_whose_file_is_the_source_of_its_page(site: Site) -> None:
    site.put("content/m.svg", SCRIPT).write('-- site.toml --\ntitle = "Desk"\n')
    site.article("a", summary="S.", tags="[oil]", body="![x](m.svg) ![p](p.png)")
    site.article("b", summary="S.", tags="[Oil]", date="2020-01-01", body="![q](q.png)")
    preview, by_code = Preview(site, drafts=True), {(one.where.path, one.code): one for one in noticed(site)}
    assert preview.bar("articles/a/index.html").notices == (
        told(by_code["content/m.svg", "active-file"], "content/m.svg: "),
        told(by_code["content/a.md", "missing-file"], "Line 7: "),
        told(by_code["content/a.md", "tag-spelling"], "Line 5: "),
    )
    assert preview.bar("articles/b/index.html").notices == (told(by_code["content/b.md", "missing-file"], "Line 7: "),)
    assert preview.bar("index.html").notices == (
        told(by_code["site.toml", "no-base-url"], "site.toml: "),
        told(by_code["content/m.svg", "active-file"], "content/m.svg: "),
    )
    assert preview.bar("tags/index.html").notices == ()


EDITS = {
    "a link": {"body": "![p](other.png)\n\n# New\n"},
    "no fault": {"body": "Text."},
    "a heading that others link to": {"body": "# Head\n"},
    "a key above others": {"summary": "S.", "tags": "[oil]"},
    "a title that another has": {"title": "b"},
    "an update to come": {"updates": "[{date: 2030-01-01, note: Later}]"},
    "a source": {"source": "The Wire"},
    "another spelling": {"tags": "[OIL]"},
    "an excerpt without a summary": {"source": "{name: Wire, republish: excerpt}"},
}


@pytest.mark.parametrize("first", EDITS)
def test_the_bars_follow_edits(site: Site, first: str) -> None:
    keys = {"title": "x", "summary": "", "source": "Wire", "body": "Text"}
    site.article("b", tags="[Oil]", body="[x](x.md#head)").article("x", **keys, tags="[Oil]").article(
        "f", source="Wire"
    )
    preview = Preview(site, drafts=True)
    for edit in (first, *EDITS, first):
        site.article("x", **({"source": "Wire", "tags": "[Oil]"} | EDITS[edit]))
        preview.look("content/x.md")
        assert preview.notices() == noticed(site), edit


def test_an_edit_of_the_text_of_an_article_with_notices_is_still_quick(site: Site) -> None:
    preview = Preview(
        site.article("a", tags="[Oil]").article("b", tags="[oil]").article("c", tags="[oil]"), drafts=True
    )
    assert [one.code for some in preview.snapshot.notices.values() for one in some] == ["tag-spelling"]
    before = preview.snapshot
    for name in "abc":
        site.article(name, tags="[Oil]" if name == "a" else "[oil]", body="New text.")
        preview.look(f"content/{name}.md")
    assert preview.snapshot.notices is before.notices


def test_a_notice_about_a_template_goes_when_it_is_mended(site: Site) -> None:
    site.article("a").write("-- templates/spare.html --\nx\n")
    preview = Preview(site)
    assert "unused-template" in preview.bar("index.html").notices[0]
    site.write("-- templates/article.html --\n{% include 'spare.html' %}{{ article.body }}\n")
    preview.catch_up()
    assert preview.bar("index.html").notices == ()


def test_the_bar_names_the_drafts_that_a_page_lists(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG.replace('example/', 'example/base/')}")
    site.article("a", tags="[Oil]").article("ü b", draft="true", tags="[Oil]").article("c", draft="true")
    preview = Preview(site, drafts=True)

    def drafts(path: str) -> tuple[str, ...]:
        return bar_of(preview.snapshot, OutPath(path), preview.page(path).encode()).drafts

    link = preview.snapshot.plan.site.href(urls.address_of(OutPath("articles/ü-b/index.html")))
    assert drafts("index.html") == (link, "/base/articles/c/")
    assert drafts("tag/oil/index.html") == (link,)
    assert link not in drafts("articles/ü-b/index.html")
    assert link in drafts("articles/a/index.html")
    assert not Preview(site).snapshot.drafts
    site.article("c").article("ü b", tags="[Oil]")
    preview.catch_up()
    assert drafts("index.html") == ()


def test_drafts_are_not_marked_in_what_is_published(site: Site) -> None:
    site.article("a", draft="true")
    drafts = site.build(drafts=True)
    assert site.article("a", draft="false").build() == drafts
