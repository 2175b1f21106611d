"""Search in the preview: the index is made when the search page asks for it, and again after an edit."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CONFIG, Site
from served import Served, until
from test_edits import Preview

from tagarchive.build.search import index_files
from tagarchive.core.errors import SiteError
from tagarchive.preview.search_index import SearchIndex
from tagarchive.render.search.canonical import ENTRY

SEARCH = '[search]\nengine = "pagefind"\n'
FOLDER = "/search/pagefind/"


@pytest.fixture
def desk(site: Site) -> Site:
    site.write(f"-- site.toml --\n{CONFIG}{SEARCH}").article("a", tags="[x]", body="Drones.")
    return site.article("b", draft="true", body="Not yet.")


@pytest.fixture
def served(desk: Site) -> Iterator[Served]:
    with Served(desk.root) as running:
        yield running


def entry(index: SearchIndex, preview: Preview) -> str:
    found = index.file(preview.snapshot, ENTRY)
    assert found
    return str(json.loads(found)["languages"]["en"]["hash"])


def test_an_index_is_made_when_it_is_asked_for_and_only_again_when_a_text_changed(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(desk)
    index, runs, right = preview.search_index, list[int](), index_files.program

    def counted() -> Path:
        runs.append(1)
        return right()

    monkeypatch.setattr(index_files, "program", counted)
    first = entry(index, preview)
    assert entry(index, preview) == first
    desk.write("-- content/tags/x.md --\n---\n---\nAbout x.\n")
    preview.look("content/tags/x.md")
    assert entry(index, preview) == first
    assert len(runs) == 1
    desk.article("a", tags="[x]", body="Bridges.")
    preview.look("content/a.md")
    assert entry(index, preview) != first
    assert len(runs) == 2
    desk.article("c", body="A new one.")
    preview.look("content/c.md")
    assert json.loads(index.file(preview.snapshot, ENTRY) or b"")["languages"]["en"]["page_count"] == 2


def test_the_index_is_that_of_a_build(desk: Site) -> None:
    preview = Preview(desk)
    index = preview.search_index
    built = {path: data for path, data in desk.build().items() if path.startswith(FOLDER[1:])}
    assert preview.search_files() == built
    assert index.file(preview.snapshot, "pagefind-ui.js") is None


def test_an_index_that_can_not_be_made_is_told_and_tried_again(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = Preview(desk)
    index = preview.search_index
    with monkeypatch.context() as patch:
        patch.setattr(index_files, "program", lambda: desk.root / "nothing")
        with pytest.raises(SiteError, match="can't be started"):
            entry(index, preview)
    assert entry(index, preview)


def test_the_preview_serves_the_index_and_follows_edits(served: Served, desk: Site) -> None:
    assert 'data-index="/search/pagefind/"' in served.get("/search/").text
    assert served.get(f"{FOLDER}{ENTRY}?ts=1").headers["content-type"].startswith("application/json")
    assert served.get(f"{FOLDER}pagefind.js").headers["content-type"].startswith("text/javascript")
    assert served.get(f"{FOLDER}pagefind-ui.js").status == 404

    def main() -> bytes:
        name = json.loads(served.get(f"{FOLDER}{ENTRY}").body)["languages"]["en"]["hash"]
        return gzip.decompress(served.get(f"{FOLDER}pagefind.{name}.pf_meta").body)

    first = main()
    desk.article("a", tags="[x]", body="Bridges and more.")
    until(lambda: main() != first)
    desk.write(f"-- site.toml --\n{CONFIG}")
    until(lambda: served.get(f"{FOLDER}{ENTRY}").status == 404)
    assert served.get("/search/").status == 404
