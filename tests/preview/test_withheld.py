"""The preview shows nothing that may not be shown, whatever was open before."""

from __future__ import annotations

from conftest import Site
from test_edits import Preview, built
from withheld import FULL, MINUTES, WORDS, everything, found, with_files

from tagarchive.core.urls import OutPath
from tagarchive.plan.recipes import CopyRecipe

SOURCE = "-- content/sources/wire.md --\n---\nname: Wire\nrepublish: {}\n---\n"


def served(preview: Preview) -> dict[str, str]:
    """Every page and feed that the preview serves; of files that are copied, their paths."""
    return {path: _text(preview, path) for path in preview.snapshot.plan}


def _text(preview: Preview, path: OutPath) -> str:
    if isinstance(preview.snapshot.plan[path], CopyRecipe):
        return ""
    return preview.page_cache.printed(preview.snapshot, path).data.decode()


def test_what_may_not_be_shown_any_more_is_served_nowhere(site: Site) -> None:
    with_files(site).write(f"-- site.toml --{FULL}{SOURCE.format('full')}")
    preview = Preview(everything(site, "one", source="Wire", summary="Ours.").article("near", tags="[Border]"))
    words = (WORDS | {MINUTES}) - {"hushedfile"}
    assert found(served(preview), words).keys() == words
    site.write(SOURCE.format("excerpt"))
    preview.look("content/sources/wire.md")
    assert found(served(preview), words) == {}
    assert "Ours." in preview.page("articles/one/index.html")
    everything(site, "one", source="{name: Other, republish: link}", summary="Ours.", lang="en")
    preview.look("content/one.md")
    assert found(served(preview), words | {"Ours."}) == {}
    everything(site, "one", title="Gone headline", withdrawn="{date: 2021-05-04}")
    preview.look("content/one.md")
    assert found(served(preview), words | {"Gone headline"}) == {}
    assert "This article was withdrawn" in preview.page("articles/one/index.html")
    assert preview.bar("articles/one/index.html").source == "content/one.md"
    assert preview.digests() == built(site)
