"""Articles and pages that look like copies of others."""

from __future__ import annotations

import pytest
from conftest import Site


@pytest.mark.parametrize(
    "name",
    [
        "a.sync-conflict-20240101-120000-ABCDEFG",
        "a (Ann's conflicted copy 2024-01-02)",
        "a (conflicted copy 2024-01-02 120000)",
        "a_conflict-20240102-120000",
        "a 2",
        "a (1)",
        "a copy",
        "a - Copy",
    ],
)
def test_a_copy_that_a_synchroniser_left_is_told(site: Site, name: str) -> None:
    site.article("a", title="Clash", summary="s").article(name, title="Clash", summary="s").article("other")
    (notice,) = site.notices()
    first, second = sorted(["content/a.md", f"content/{name}.md"])
    assert notice == f"content/{name}.md: possible-copy"
    assert notice.message == f"found 2 articles of 2021-01-01 called “Clash”: {first}, {second}"
    assert notice.hint == f"delete what is a copy: content/{name}.md"


def test_articles_of_one_title_and_date_are_told_once(site: Site) -> None:
    for name in "abc":
        site.article(name, title="Open thread")
    site.article("d", title="Open thread", date="2021-01-02").article("e 2", title="Alone")
    (notice,) = site.notices()
    assert notice == "content/c.md: possible-copy"
    assert "3 articles" in notice.message
    assert notice.message.endswith("“Open thread”: content/a.md, content/b.md, content/c.md")
    assert notice.hint == "if one is a copy of another, delete it"


def test_drafts_are_no_copies(site: Site) -> None:
    assert not site.article("a", title="Clash").article("b", title="Clash", draft="true").notices()


def test_pages_of_one_title_are_told(site: Site) -> None:
    for name in ("about", "about 2"):
        site.put(f"content/pages/{name}.md", b"---\ntitle: About\n---\n")
    (notice,) = site.article("a").notices()
    assert notice == "content/pages/about 2.md: possible-copy"
    assert "2 pages called “About”" in notice.message


@pytest.mark.parametrize("name", ["a.sync-conflict-20240101-120000-ABCDEFG", "a (Ann's conflicted copy 2024-01-02)"])
def test_a_copy_with_a_slug_is_told_as_one(site: Site, name: str) -> None:
    site.article("a", slug="clash").article(name, title="a", slug="clash")
    (problem,) = site.problems()
    assert problem == f"{max('content/a.md', f'content/{name}.md')}:4:7: path-clash"
    assert problem.message.startswith("two articles want /articles/clash/: content/a")
    assert problem.hint == f"a synchroniser left content/{name}.md as a copy: delete it"
