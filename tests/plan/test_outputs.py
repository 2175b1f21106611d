"""The protocol for outputs: one module with `planned(site, archive)`, and one line that names it."""

from __future__ import annotations

import pytest
from conftest import Site as SiteFolder

from tagarchive.plan import plan
from tagarchive.plan.outputs import (
    articles,
    exports,
    feeds,
    filters,
    free_pages,
    gone_feeds,
    home,
    host_redirects,
    pairs,
    periods,
    pictures,
    redirects,
    search,
    social_cards,
    static_files,
    subscribe,
    tags,
    terms,
)

COUNT = """
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.views.files import Robots


def planned(site, archive):
    for tag in archive.tags:
        path = urls.out_path(Address(f"{tag.address}count.txt"))
        yield PlannedFile(path, recipe, (str(len(tag.articles)),), "the count of a tag", kind=FileKind.FILE)


def recipe(site, count):
    return TemplateRecipe(Robots(sitemap=count))
"""
"""What the file of a new output holds; it borrows the view that has one text."""


def test_a_new_output_is_one_file_and_one_line(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    module: dict[str, object] = {"__name__": "tagarchive.plan.outputs.counts"}
    exec(COUNT, module)  # noqa: S102 (the file that somebody adds)
    monkeypatch.setattr(plan, "OUTPUTS", (*plan.OUTPUTS, module["planned"]))  # The line.
    site.article("a", tags="[Iran, Iraq]").article("b", tags="[Iran]")
    files = site.build()
    assert b"2" in files["tag/iran/count.txt"]
    assert b"1" in files["tag/iraq/count.txt"]
    pages = site.report.pages
    monkeypatch.setattr(plan, "OUTPUTS", plan.OUTPUTS[:-1])
    assert "tag/iran/count.txt" not in site.build(clean=True)
    assert site.report.pages == pages


def test_every_module_of_outputs_is_named_once() -> None:
    modules = (
        articles, exports, feeds, filters, free_pages, gone_feeds, home, host_redirects, pairs, periods, pictures,
        redirects, search, social_cards, static_files, subscribe, tags, terms,
    )  # fmt: skip
    assert sorted(map(str, plan.OUTPUTS)) == sorted(str(module.planned) for module in modules)
