"""Which exports a build after an edit renders: those that hold what was edited, and not those of an edited text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Site

from tagarchive.core import urls

NAMES = {*urls.EXPORT_FILES.values()}
RECORDS = {"articles.json", "articles.csv"}

B = "---\ntitle: b\ndate: 2021-01-02\ntags: [x, y]\nsource: Wire\nsummary: Said of b.\n---\nText of b.\n"


def beside(names: set[str], *lists: str) -> set[str]:
    return {f"{listing}/{name}" for listing in lists for name in names}


def b_with(old: str, new: str) -> Callable[[Site], object]:
    return lambda site: site.put("content/b.md", B.replace(old, new).encode())


def wire(facts: str) -> Callable[[Site], object]:
    return lambda site: site.write(f"-- content/sources/wire.md --\n---\nname: Wire\n{facts}\n---\nOf it.\n")


LISTS = ("tag/x", "tag/y", "source/wire")
ALL = beside(NAMES, *LISTS) | {"2021/articles.csv"}

EDITS: dict[str, tuple[Callable[[Site], object], set[str]]] = {
    "a body": (b_with("Text of b.", "Another text, [linked](a.md)."), set()),
    "key points": (b_with("summary", "key_points: [One]\nsummary"), beside(RECORDS, *LISTS) | {"2021/articles.csv"}),
    "a summary": (b_with("Said", "Told"), ALL),
    "a tag more": (b_with("[x, y]", "[x, y, z]"), ALL | beside(NAMES, "tag/z") | {"tags.csv"}),
    "an hour": (b_with("2021-01-02", "2021-01-02T10:00:00Z"), ALL | {"tags.csv"}),
    "an article of another year": (
        lambda site: site.article("c", date="2019-05-05"), {"2019/articles.csv", "datapackage.json"}
    ),
    "the home page of a source": (
        wire("language: en\nhome: https://wire.example/"), beside(RECORDS, *LISTS) | {"2021/articles.csv"}
    ),
    "the feed of a source": (wire("language: en\nfeed: https://wire.example/rss"), set()),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_renders_the_exports_that_hold_it_and_no_others(site: Site, edit: str) -> None:
    site.article("a", date="2020-01-01", tags="[x]").put("content/b.md", B.encode())
    wire("language: en")(site)
    site.build()
    make, rendered = EDITS[edit]
    make(site)
    built = site.build()
    exports = {
        path for path in site.report.rendered if path.rpartition("/")[2] in {*NAMES, "tags.csv", "datapackage.json"}
    }
    assert exports == rendered
    assert site.build(clean=True) == built
