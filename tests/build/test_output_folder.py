"""The folder that is published to: only what changed is written, only what was ours is removed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Site, told

from tagarchive.build.published_manifest import NAME
from tagarchive.build.stage import STAGE


def test_a_file_whose_bytes_are_the_same_is_not_touched(site: Site) -> None:
    site.article("a", tags="[b]").build()
    for file in site.output.rglob("*"):
        os.utime(file, (1, 1))
    site.article("a", tags="[b]", summary="New.").build()
    touched = {
        file.relative_to(site.output).as_posix() for file in site.output.rglob("*.*") if file.stat().st_mtime > 1
    }
    assert "tags/index.html" not in touched
    assert "articles/a/index.html" in touched
    assert {*site.report.written, NAME} == touched


def test_what_is_planned_no_longer_is_removed_with_its_folder(site: Site) -> None:
    site.article("a", tags="[b]").article("c").build()
    files = site.delete("content/a.md").build()
    assert not [path for path in files if path.startswith(("articles/a", "tag/"))]
    assert not (site.output / "tag").exists()
    assert "tag/b/index.html" in site.report.removed


def test_files_that_no_build_wrote_are_left_alone_and_named(site: Site) -> None:
    site.article("a", tags="[b]").build()
    (site.output / "tag" / "b" / "mine.txt").write_text("x")
    (site.output / "CNAME").write_text("desk.example")
    files = site.article("a").build(verify=True)
    assert files["tag/b/mine.txt"] == b"x"
    assert files["CNAME"] == b"desk.example"
    (notice,) = told(site.report.notices)
    assert notice == f"{site.output}: foreign-file"
    assert notice.message == "found 2 files that no build wrote, and left alone: CNAME, tag/b/mine.txt"


def test_a_file_becomes_a_folder_and_a_folder_a_file(site: Site) -> None:
    site.put("static/thing", b"1").build()
    files = site.delete("static/thing").put("static/thing/inside", b"2").build()
    assert files["thing/inside"] == b"2"
    site.delete("static/thing/inside")
    (site.root / "static" / "thing").rmdir()
    assert site.put("static/thing", b"3").build()["thing"] == b"3"


def test_two_output_folders_know_nothing_of_each_other(site: Site) -> None:
    first = site.article("a").article("b").build()
    other, site.output = site.output, site.output.with_name("other")
    site.delete("content/a.md").build()
    site.output = other
    assert site.published() == first
    assert "articles/a/index.html" not in site.build()


def test_nothing_of_the_stage_is_left(site: Site) -> None:
    site.article("a").build()
    assert not list(site.output.glob(f"{STAGE}*"))


def test_what_a_killed_build_left_is_cleared_away(site: Site) -> None:
    site.article("a").build()
    left = site.output / f"{STAGE}-of-another"
    left.mkdir()
    (left / "7").write_text("x")
    site.article("b").build()
    assert not left.exists()


@pytest.mark.parametrize("where", ["content", "content/deep/er", "templates", "static", ".tagarchive", ".", ".."])
def test_publishing_into_what_the_site_is_made_of_is_refused(site: Site, where: str) -> None:
    site.article("a")
    site.output = site.root / where
    before = sorted(site.root.rglob("*"))
    (problem,) = site.problems()
    assert problem == f"{site.output}: bad-output-folder"
    assert "--output" in problem.hint
    assert sorted(site.root.rglob("*")) == before


def test_publishing_to_a_file_is_refused(site: Site) -> None:
    site.output.write_text("mine")
    (problem,) = site.article("a").problems()
    assert problem == f"{site.output}: bad-output-folder"
    assert problem.message == "found a file, expected a folder to publish to"
    assert site.output.read_text() == "mine"


def test_a_link_in_the_output_folder_leads_nothing_out_of_it(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site.output.mkdir()
    (site.output / "articles").symlink_to(tmp_path / "elsewhere")
    assert site.article("a").problems() == [f"{site.output}/articles: linked-output"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_where_a_file_is_to_stand_is_told(site: Site) -> None:
    (site.output / "feed.xml" / "deep").mkdir(parents=True)
    assert site.article("a").problems() == [f"{site.output}/feed.xml: foreign-folder"]
    assert site.published() == {}


def test_a_link_in_the_output_folder_leads_no_removal_out_of_it(site: Site, tmp_path: Path) -> None:
    site.article("a", tags="[b]").build()
    (site.output / "tag").rename(tmp_path / "elsewhere")
    (site.output / "tag").symlink_to(tmp_path / "elsewhere")
    (problem,) = site.article("a").problems()
    assert problem == f"{site.output}/tag: linked-output"
    assert problem.message.startswith("found a link, expected a folder: ")
    assert (tmp_path / "elsewhere" / "b" / "index.html").exists()


def test_a_place_that_is_taken_stops_a_build_before_anything_is_removed(site: Site) -> None:
    site.put("static/foo", b"1").build()
    (site.output / "q.txt").mkdir()
    (site.output / "q.txt" / "mine").write_text("x")
    site.delete("static/foo").put("static/foo/bar", b"2").put("static/q.txt", b"3")
    (problem,) = site.problems()
    assert problem == f"{site.output}/q.txt: foreign-folder"
    assert problem.message == "found a folder that no build made, expected room for a file"
    assert (site.output / "foo").read_bytes() == b"1"


def test_a_stale_file_that_became_a_folder_stays(site: Site) -> None:
    site.put("static/foo", b"1").build()
    (site.output / "foo").unlink()
    (site.output / "foo").mkdir()
    (site.output / "foo" / "mine").write_text("x")
    assert site.delete("static/foo").build()["foo/mine"] == b"x"
    site.build()
    assert not site.report.removed


def test_an_output_folder_that_is_a_link_out_of_the_site_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    site.output = site.root / "public"
    site.output.symlink_to(tmp_path / "elsewhere")
    (problem,) = site.article("a").problems()
    assert problem == f"{site.output}: bad-output-folder"
    assert f"found a link out of the site, to {tmp_path / 'elsewhere'}" in problem.message
    assert problem.hint.endswith(f"--output {tmp_path / 'elsewhere'}")
    assert not list((tmp_path / "elsewhere").iterdir())
    site.output = tmp_path / "elsewhere"
    assert "articles/a/index.html" in site.build()
