"""Filter indexes: which tags have one, what is in it, and what of it a new article changes."""

from __future__ import annotations

import json

import pytest
from conftest import CONFIG, Site

from tagarchive.plan.parts import filters


@pytest.fixture
def long(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Five articles of x in parts of two, on pages of one."""
    monkeypatch.setattr(filters, "PART", 2)
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nper_page = 1\n-- content/tags/y.md --\n---\nparent: top\n---\n")
    site.article("a0", title='"<b>&"', tags="[x, y]", source="Wire", authors="[Ann, Bo]")
    for n in range(1, 5):
        site.article(f"a{n}", date=f"2021-01-0{n + 1}", tags="[x]", source="Wire")
    return site


def index(files: dict[str, bytes]) -> dict[str, list[str]]:
    parts = {path: json.loads(data) for path, data in files.items() if path.startswith("tag/x/filter-")}
    return {path: [article[0] for article in part["articles"]] for path, part in parts.items()}


def test_an_index_is_in_parts_from_the_oldest_which_new_articles_leave_alone(long: Site) -> None:
    files = long.build()
    assert index(files) == {
        "tag/x/filter-1.json": ["a1", "<b>&"],
        "tag/x/filter-2.json": ["a3", "a2"],
        "tag/x/filter-3.json": ["a4"],
    }
    assert (
        'data-parts="/tag/x/filter-3.json /tag/x/filter-2.json /tag/x/filter-1.json"'
        in files["tag/x/index.html"].decode()
    )
    after = long.article("a5", date="2021-01-06", tags="[x]").build()
    changed = {path for path in after if path.startswith("tag/x") and after[path] != files.get(path)}
    assert {path for path in changed if "page/" in path or "filter" in path} == {
        "tag/x/filter-3.json", *(f"tag/x/page/{number}/index.html" for number in (5, 4, 3, 2)),
    }  # fmt: skip


def test_an_article_is_in_the_index_with_all_tags_whose_archives_hold_it(long: Site) -> None:
    part = json.loads(long.build()["tag/x/filter-1.json"])
    assert part["tags"] == [["y", "y"], ["top", "top"]]
    assert (part["sources"], part["authors"]) == (["Wire"], ["Ann", "Bo"])
    assert part["articles"][1] == ["<b>&", "/articles/a0/", "2021-01-01", [0, 1], [0], [0, 1]]


def test_an_archive_of_one_page_has_no_index_and_no_script_for_it(long: Site) -> None:
    files = long.build()
    assert "tag/y/filter-1.json" not in files
    assert b"filter" not in files["tag/y/index.html"]
    assert b"filter" not in files["tag/x/page/1/index.html"]
    script = next(path for path in files if path.startswith("filter.") and path != "filter.js")
    assert f'src="/{script}"' in files["tag/x/index.html"].decode()


def test_articles_that_are_all_alike_have_no_filter(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[archive]\nper_page = 1\n")
    page = site.article("a", tags="[x, y]", source="Wire").article("b", tags="[x, y]", source="Wire").build()
    assert b'class="filter"' not in page["tag/x/index.html"]
    page = site.article("c", tags="[x]").build()
    assert b'class="filter"' in page["tag/x/index.html"]
