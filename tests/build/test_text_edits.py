"""Edits of texts alone: the build makes what shows them from what is kept, without the plan of the site."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, NOW, Site

from tagarchive.build import text_edit, update
from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest, Report
from tagarchive.build.search import index_files
from tagarchive.build.store import FILE, FOLDER
from tagarchive.build.strictness import StrictError
from tagarchive.core.errors import SiteError
from tagarchive.reading.edition import Edition

OTHER = "Other words."
SEARCH = '[search]\nengine = "pagefind"\n'


@pytest.fixture
def desk(site: Site) -> Site:
    return put(site)


@pytest.fixture
def searched(site: Site) -> Site:
    """The same site, in which readers search."""
    return put(site.write(f"-- site.toml --\n{CONFIG}{SEARCH}"))


def put(site: Site) -> Site:
    site.article("a", tags="[X, Y]", summary="Short.", body="## Part\n\nWords of a, [b](b.md) and ![m](m.svg).")
    site.article("b", tags="[X]", summary="Short.", body="Words of b, see [a part](a.md#part).")
    site.article("c", tags="[Y]", summary="Short.", body="Words of c.").put("content/m.svg", b"<svg/>")
    site.build()
    return site


def edited(site: Site, name: str, body: str, **keys: str) -> Site:
    return site.article(name, **{"tags": "[X, Y]", "summary": "Short.", "body": body} | keys)


def built(site: Site, **options: Any) -> Report:
    return build(BuildRequest(site.root, site.output, Edition(drafts=False, now=NOW), **options))


@pytest.fixture
def whole_builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sites that were built as a whole."""
    built, right = list[Path](), update.remake

    def counted(*given: Any) -> Any:
        built.append(given[0].root)
        return right(*given)

    monkeypatch.setattr(update, "remake", counted)
    return built


def is_clean(site: Site) -> bool:
    """True if what is published is what a clean build publishes."""
    published = site.published()
    return published == site.build(clean=True)


TEXT = "## Part\n\nWords of a, [b](b.md) and ![m](m.svg)."


@pytest.mark.parametrize(
    "body", [f"{TEXT}\n\nMore.", f"{TEXT}\n\n## New part", "## Part\n\n![m](m.svg)", f"{TEXT} [x](https://x.example/)"]
)
def test_an_edit_of_a_text_makes_its_page_and_its_feeds_alone(desk: Site, body: str, whole_builds: list[Path]) -> None:
    made = built(edited(desk, "a", body))
    assert not whole_builds
    pages = {path for path in made.written if path.endswith("index.html")}
    assert pages == {"articles/a/index.html"}
    feeds = {"feed.xml", "atom.xml", "feed.json", "tag/x/feed.xml", "tag/y/feed.xml"}
    assert feeds <= {*made.written}
    assert "tag/x/index.html" not in made.rendered
    assert (made.articles, made.kept, made.removed) == (3, built(desk).kept - len(made.written), ())
    assert is_clean(desk)


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        (TEXT, {"title": "Other"}),
        (TEXT, {"summary": "Longer."}),
        (TEXT, {"aliases": "[/was/a/]"}),
        (TEXT, {"tags": "[X]"}),
        ("## Part\n\nNo picture, [b](b.md).", {}),
        (f"{TEXT} [c](c.md)", {}),
        ("## Other part\n\n![m](m.svg) [b](b.md)", {}),
        (f"{TEXT} [gone](gone.svg)", {}),
    ],
)
def test_an_edit_that_may_show_elsewhere_makes_a_whole_build(
    desk: Site, body: str, keys: dict[str, str], whole_builds: list[Path]
) -> None:
    built(edited(desk, "a", body, **keys))
    assert whole_builds == [desk.root]
    assert is_clean(desk)


def test_a_lost_heading_that_another_text_links_to_is_told(desk: Site) -> None:
    notices = built(edited(desk, "a", "## Other part\n\n![m](m.svg) [b](b.md)")).notices
    assert [notice.code for notice in notices] == ["broken-fragment"]
    assert not built(edited(desk, "a", TEXT)).notices


def test_other_changes_beside_that_of_a_text_make_a_whole_build(desk: Site, whole_builds: list[Path]) -> None:
    edited(desk, "a", f"{TEXT} One.").article("d", tags="[X]", summary="Short.")
    built(desk)
    edited(desk, "a", f"{TEXT} Two.").write(f"-- site.toml --\n{CONFIG}description = 'D'\n")
    built(desk)
    edited(desk, "a", f"{TEXT} Three.").put("static/a.txt", b"a")
    built(desk)
    (desk.output / "tag/x/index.html").write_text("Overwritten.")
    built(edited(desk, "a", f"{TEXT} Four."))
    assert len(whole_builds) == 4
    assert is_clean(desk)


def test_texts_are_edited_one_after_the_other(desk: Site, whole_builds: list[Path]) -> None:
    for number in range(3):
        built(edited(desk, "a", f"{TEXT} No {number}."))
        built(desk.article("b", tags="[X]", summary="Short.", body=f"See [a part](a.md#part), No {number}."))
    built(
        edited(desk, "a", TEXT).article("b", tags="[X]", summary="Short.", body="Words of b, see [a part](a.md#part).")
    )
    assert not whole_builds
    assert is_clean(desk)


def test_a_file_that_was_touched_makes_no_file(desk: Site, whole_builds: list[Path]) -> None:
    (desk.root / "content/a.md").touch()
    assert not built(desk).rendered
    assert not whole_builds


def test_a_file_with_faults_is_told_as_ever(desk: Site) -> None:
    before = desk.published()
    assert desk.write("-- content/a.md --\n---\ntitle: A\ndaet: 2021\n---\n").problems()
    assert desk.published() == before


def test_a_clipping_shows_what_its_source_allows(site: Site, whole_builds: list[Path]) -> None:
    site.write("-- content/sources/paper.md --\n---\nname: The Paper\nrepublish: excerpt\nrights: © Paper\n---\n")
    site.write("-- content/sources/post.md --\n---\nname: The Post\nrights: © Post\nlanguage: fr\n---\n")
    for name, source in (("a", "The Paper"), ("b", "The Post")):
        site.article(name, source=source, tags="[X]", summary="Short.", body=f"Words of {name}.")
    site.build()
    site.article("a", source="The Paper", tags="[X]", summary="Short.", body="Secret.")
    site.article("b", source="The Post", tags="[X]", summary="Short.", body="Other words.")
    whole_builds.clear()
    files = dict(site.build().items())
    assert not whole_builds
    assert not [path for path, data in files.items() if b"Secret." in data]
    assert b"Other words." in files["articles/b/index.html"]
    assert "© Post" in files["articles/b/index.html"].decode()
    assert is_clean(site)


def test_the_feed_of_a_podcast_is_left_to_a_whole_build(site: Site, whole_builds: list[Path]) -> None:
    site.write("-- content/tags/x.md --\n---\nname: X\npodcast: {category: Politics, image: ../m.svg}\n---\n")
    site.put("content/m.svg", b"<svg/>").article("a", tags="[X]", summary="Short.").article("b", summary="Short.")
    site.build()
    whole_builds.clear()
    site.article("b", summary="Short.", body=OTHER).build()
    assert not whole_builds
    site.article("a", tags="[X]", summary="Short.", body=OTHER).build()
    assert len(whole_builds) == 1
    assert is_clean(site)


@pytest.mark.parametrize("options", ["[archive]\nshow = 'full'\n", "[build]\nswap = true\n"])
def test_sites_that_show_texts_elsewhere_or_change_folders_are_built_as_a_whole(
    desk: Site, options: str, whole_builds: list[Path]
) -> None:
    desk.write(f"-- site.toml --\n{CONFIG}{options}").build()
    whole_builds.clear()
    edited(desk, "a", f"{TEXT} More.").build()
    assert len(whole_builds) == 1
    assert is_clean(desk)


def test_a_file_that_is_not_published_as_it_is_kept_is_left_to_a_whole_build(
    desk: Site, whole_builds: list[Path]
) -> None:
    with closing(sqlite3.connect(desk.root / FOLDER / FILE)) as store, store:
        store.execute("UPDATE kept SET key = 'another' WHERE path = 'articles/a/index.html'")
    built(edited(desk, "a", f"{TEXT} More."))
    assert whole_builds == [desk.root]
    built(edited(desk, "a", f"{TEXT} Again."))
    assert whole_builds == [desk.root]
    assert is_clean(desk)


def test_pages_in_several_languages_keep_their_other_languages(site: Site, whole_builds: list[Path]) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[languages.fa]\n")
    site.article("a", tags="[X]", summary="Short.", translations="{fa: b.md}")
    site.article("b", tags="[X]", summary="Short.", lang="fa", body="Words.").build()
    whole_builds.clear()
    site.article("b", tags="[X]", summary="Short.", lang="fa", body=OTHER).build()
    assert not whole_builds
    assert is_clean(site)


def test_notices_that_stop_a_build_stop_it_after_an_edit_too(desk: Site, whole_builds: list[Path]) -> None:
    desk.put("content/unused.svg", b"<svg/>").build()
    whole_builds.clear()
    before = desk.published()
    edited(desk, "a", f"{TEXT} More.")
    with pytest.raises(StrictError, match="unused"):
        built(desk, strict={"unused-file"})
    assert desk.published() == before
    assert not whole_builds


def test_an_edit_that_a_failed_build_has_read_is_not_forgotten(desk: Site) -> None:
    edited(desk, "a", f"{TEXT} More.").write("-- content/d.md --\n---\ntitle: D\ndaet: 1\n---\n")
    assert desk.problems()
    desk.delete("content/d.md").article("b", tags="[X]", summary="Short.", body="See [a part](a.md#part).")
    assert {"articles/a/index.html", "articles/b/index.html"} <= {*built(desk).written}
    assert is_clean(desk)


def test_a_change_that_is_still_to_come_shows_in_no_feed(site: Site, whole_builds: list[Path]) -> None:
    site.article("a", tags="[X]", summary="Short.", updated="2030-01-01", filed="2030-02-01")
    site.article("b", tags="[X]", summary="Short.").build()
    whole_builds.clear()
    site.article("b", tags="[X]", summary="Short.", body=OTHER).build()
    assert not whole_builds
    assert is_clean(site)


def index_is_made(report: Report) -> bool:
    assert report.search
    return report.search.is_made


def in_order(report: Report) -> Report:
    """A report without its times, with its files in the order of their paths."""
    rendered, written, removed = (tuple(sorted(paths)) for paths in (report.rendered, report.written, report.removed))
    return report._replace(search=None, rendered=rendered, written=written, removed=removed)


def found(site: Site) -> list[bytes]:
    """The texts in the search index."""
    return [gzip.decompress(data) for path, data in site.published().items() if path.endswith(".pf_fragment")]


def test_an_edit_of_a_text_that_readers_search_makes_the_index_again_and_nothing_else_of_the_site(
    searched: Site, whole_builds: list[Path]
) -> None:
    made = built(edited(searched, "a", f"{TEXT}\n\nDrones over the river."))
    assert index_is_made(made)
    assert [text for text in found(searched) if b"Drones" in text]
    assert {path for path in made.written if path.endswith("index.html")} == {"articles/a/index.html"}
    assert {path for path in made.written if path.startswith("search/")} > {"search/pagefind/pagefind-entry.json"}
    assert len([path for path in made.removed if path.endswith(".pf_fragment")]) == 1
    assert not index_is_made(built(searched))
    assert not whole_builds
    assert not index_is_made(built(searched.put("static/a.txt", b"a")))
    assert len(whole_builds) == 1
    assert is_clean(searched)


def test_texts_that_readers_search_are_edited_one_after_the_other(searched: Site, whole_builds: list[Path]) -> None:
    first = searched.published()
    for number in range(2):
        assert index_is_made(built(edited(searched, "a", f"{TEXT} No {number}.")))
        assert index_is_made(built(searched.article("c", tags="[Y]", summary="Short.", body=f"No {number} of c.")))
    built(edited(searched, "a", TEXT).article("c", tags="[Y]", summary="Short.", body="Words of c."))
    assert not whole_builds
    assert searched.published() == first
    assert is_clean(searched)


def test_the_report_of_an_edit_is_that_of_a_whole_build(
    searched: Site, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, whole_builds: list[Path]
) -> None:
    other = put(Site(tmp_path_factory.mktemp("other")).write(f"-- site.toml --\n{CONFIG}{SEARCH}"))
    whole_builds.clear()
    for asked in ("/articles/b/", "search/pagefind/pagefind-entry.json"):
        reports = [built(edited(searched, "a", f"{TEXT} Of {asked}."), explain=asked)]
        assert not whole_builds
        with monkeypatch.context() as patched:
            patched.setattr(text_edit, "remade_texts", lambda *_: None)
            reports.append(built(edited(other, "a", f"{TEXT} Of {asked}."), explain=asked))
        assert whole_builds.pop() == other.root
        one, same = map(in_order, reports)
        assert one == same
        assert all(map(index_is_made, reports))


def test_a_file_that_the_site_has_not_is_told_before_anything_is_made(desk: Site) -> None:
    before = desk.published()
    edited(desk, "a", f"{TEXT} More.")
    with pytest.raises(SiteError, match="nowhere"):
        built(desk, explain="/nowhere/")
    assert desk.published() == before


def test_a_text_that_is_not_shown_is_not_searched(site: Site, whole_builds: list[Path]) -> None:
    site.write(f"-- site.toml --\n{CONFIG}{SEARCH}")
    site.write("-- content/sources/paper.md --\n---\nname: The Paper\nrepublish: excerpt\nrights: © Paper\n---\n")
    site.article("a", source="The Paper", summary="Short.").article("b", summary="Short.").build()
    whole_builds.clear()
    assert not index_is_made(built(site.article("a", source="The Paper", summary="Short.", body="Secret.")))
    assert index_is_made(built(site.article("b", summary="Short.", body="Told.")))
    assert not whole_builds
    assert not [text for text in found(site) if b"Secret" in text]
    assert is_clean(site)


def test_an_index_of_unknown_texts_is_left_to_a_whole_build(searched: Site, whole_builds: list[Path]) -> None:
    with closing(sqlite3.connect(searched.root / FOLDER / FILE)) as store, store:
        store.execute("DELETE FROM facts WHERE name LIKE 'records %'")
    assert index_is_made(built(edited(searched, "a", f"{TEXT} More.")))
    assert whole_builds == [searched.root]
    assert index_is_made(built(edited(searched, "a", f"{TEXT} Again.")))
    assert whole_builds == [searched.root]
    assert is_clean(searched)


def test_an_edit_whose_index_could_not_be_made_is_not_forgotten(
    searched: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole_builds: list[Path]
) -> None:
    before = searched.published()
    edited(searched, "a", f"{TEXT} More.")
    with monkeypatch.context() as patched:
        patched.setattr(index_files, "program", lambda: tmp_path / "no-program")
        with pytest.raises(SiteError, match="search-failed"):
            built(searched)
    assert not whole_builds
    assert searched.published() == before
    assert index_is_made(built(searched))
    assert is_clean(searched)


def test_files_that_no_build_wrote_are_not_overwritten_by_an_index(searched: Site) -> None:
    first = searched.published()
    built(edited(searched, "a", f"{TEXT} More."))
    (name,) = {path for path in searched.published() if path.endswith(".pf_fragment")} - first.keys()
    built(edited(searched, "a", TEXT))
    (searched.output / name).write_bytes(b"Mine.")
    edited(searched, "a", f"{TEXT} More.")
    with pytest.raises(SiteError, match="foreign-file"):
        built(searched)
    assert (searched.output / name).read_bytes() == b"Mine."
    built(searched, overwrite=True)
    assert is_clean(searched)
