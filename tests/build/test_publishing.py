"""What a build may do to the folder that it publishes to, and what it must not lose there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, Site, told
from test_incremental import named

from tagarchive.build import published_manifest
from tagarchive.build.published_manifest import DIGEST_LENGTH, NAME, ManifestFile, between, read_manifest_file
from tagarchive.build.stage import STAGE, Stage
from tagarchive.core.content_names import is_named_by_content
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.urls import OutPath


def with_articles(site: Site, count: int) -> Site:
    for n in range(count):
        site.article(f"a{n}", date=f"2021-01-{n + 1:02}", tags="[x]")
    return site


def without(site: Site, count: int) -> Site:
    for n in range(count):
        site.delete(f"content/a{n}.md")
    return site


# Articles that vanish.


def test_a_site_without_its_content_folder_is_no_site_without_articles(site: Site) -> None:
    before = with_articles(site, 3).build()
    shutil.rmtree(site.root / "content")
    (problem,) = site.problems()
    assert problem == "content/: no-content"
    assert problem.message.startswith(f"found no folder content/ in {site.root}, expected ")
    assert site.published() == before
    (site.root / "content").mkdir()
    assert "articles/a0/index.html" not in site.build()


def test_a_build_that_would_remove_most_articles_stops_and_names_them(site: Site) -> None:
    before = with_articles(site, 10).build()
    without(site, 6)
    (problem,) = site.problems()
    assert problem == "content/: many-removals"
    assert "6 of 10 published articles (articles/a0/index.html, articles/a1/index.html" in problem.message
    assert problem.message.endswith("would be removed")
    assert "--allow-removals" in problem.hint
    assert site.published() == before
    assert "articles/a0/index.html" not in site.build(allow_removals=True)


def test_half_of_the_articles_may_go(site: Site) -> None:
    with_articles(site, 10).build()
    assert "articles/a4/index.html" not in without(site, 5).build()


def test_all_articles_of_a_small_site_may_go(site: Site) -> None:
    with_articles(site, 9).build()
    assert "articles/a8/index.html" not in without(site, 9).build()


def test_a_fresh_machine_knows_how_many_articles_were_published(site: Site) -> None:
    with_articles(site, 10).build()
    shutil.rmtree(site.root / ".tagarchive")
    (problem,) = without(site, 6).problems()
    assert problem == "content/: many-removals"
    assert "6 of 10" in problem.message


def test_articles_at_new_addresses_have_not_vanished(site: Site) -> None:
    with_articles(site, 10).build()
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/{year}/{slug}/"\n')
    assert "2021/a0/index.html" in site.build()


def test_articles_that_expire_have_not_vanished(site: Site) -> None:
    for n in range(10):
        site.article(f"a{n}", expires="2026-02-01")
    site.article("b").build()
    assert "articles/a0/index.html" not in site.build(now=NOW.replace(month=3))


# Files that no build wrote.


def test_a_first_publication_stops_at_files_in_the_way(site: Site) -> None:
    site.output.mkdir()
    (site.output / "index.html").write_text("MINE")
    (site.output / "feed.xml").symlink_to(site.root / "site.toml")
    (problem,) = site.article("a").problems()
    assert problem == f"{site.output}: foreign-file"
    assert problem.message == "found 2 files that no build wrote where the site needs the place: feed.xml, index.html"
    assert "--overwrite" in problem.hint
    assert sorted(os.listdir(site.output)) == ["feed.xml", "index.html"]
    (again,) = site.problems(dry_run=True)
    assert (again, again.message) == (problem, problem.message)
    assert site.build(overwrite=True)["index.html"] != b"MINE"
    assert (site.root / "site.toml").read_text().startswith("title")


def test_a_file_in_the_way_that_is_the_same_is_taken_over(site: Site) -> None:
    before = site.article("a").build()
    shutil.rmtree(site.root / ".tagarchive")
    (site.output / NAME).unlink()
    assert site.build() == before
    assert not site.report.written


def test_a_later_build_stops_at_files_in_the_way_too(site: Site) -> None:
    site.article("a").build()
    (site.output / "tag" / "x").mkdir(parents=True)
    (site.output / "tag" / "x" / "index.html").write_text("MINE")
    (problem,) = site.article("a", tags="[x]").problems()
    assert problem == f"{site.output}: foreign-file"
    assert problem.message.endswith(": tag/x/index.html")


def test_a_stale_file_that_was_edited_stays_and_is_named_once(site: Site) -> None:
    site.article("a", tags="[x]").build()
    (site.output / "tag" / "x" / "index.html").write_text("MINE")
    files = site.article("a").build()
    assert files["tag/x/index.html"] == b"MINE"
    assert "tag/x/feed.xml" not in files
    (notice,) = told(site.report.notices)
    assert notice == f"{site.output}: stale-file"
    assert notice.message == "found 1 file of an earlier build, edited since, and left alone: tag/x/index.html"
    assert site.article("a", title="B").build()["tag/x/index.html"] == b"MINE"
    assert not site.report.notices


def test_a_stale_file_that_was_touched_is_removed(site: Site) -> None:
    site.article("a", tags="[x]").build()
    os.utime(site.output / "tag" / "x" / "index.html", (1, 1))
    assert "tag/x/index.html" not in site.article("a").build()


# Machines that have the published folder and nothing else.


def test_a_fresh_machine_removes_what_an_earlier_build_wrote(site: Site) -> None:
    site.article("a", tags="[lone]", body="![a map](m.svg)").article("b").put("content/m.svg", b"<svg/>").build()
    shutil.rmtree(site.root / ".tagarchive")
    files = site.delete("content/a.md").delete("content/m.svg").build()
    assert not [path for path in files if "lone" in path or "m.svg" in path or path.startswith("articles/a/")]


def test_a_fresh_machine_touches_no_file_that_is_as_it_should_be(site: Site) -> None:
    site.article("a").build()
    shutil.rmtree(site.root / ".tagarchive")
    for file in site.output.rglob("*"):
        os.utime(file, (1, 1))
    site.build()
    assert not site.report.written
    assert (site.output / "index.html").stat().st_mtime == 1


def test_a_fresh_machine_leaves_alone_what_was_edited(site: Site) -> None:
    site.article("a", tags="[x]").build()
    shutil.rmtree(site.root / ".tagarchive")
    (site.output / "tag" / "x" / "index.html").write_text("MINE")
    assert site.article("a").build()["tag/x/index.html"] == b"MINE"


def test_the_manifest_names_every_file_and_article_that_was_published(site: Site) -> None:
    files = site.article("a", guid="urn:a").build()
    found = read_manifest_file(site.output)
    assert found.files.keys() == files.keys()
    assert found.articles == {"articles/a/index.html": "urn:a"}


def test_a_manifest_that_was_deleted_or_edited_is_written_again(site: Site) -> None:
    site.article("a").build()
    before = (site.output / NAME).read_bytes()
    (site.output / NAME).unlink()
    site.build()
    assert (site.output / NAME).read_bytes() == before
    (site.output / NAME).write_text("{}")
    site.build()
    assert (site.output / NAME).read_bytes() == before


@pytest.mark.parametrize(
    "path", ["../victim.txt", "/{folder}/victim.txt", "a/../../victim.txt", "a\\..\\victim.txt", ""]
)
def test_a_manifest_that_names_files_elsewhere_is_no_manifest(site: Site, tmp_path: Path, path: str) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    digest = digest_of_bytes(b"precious")[:DIGEST_LENGTH]
    site.article("a").build()
    hostile = ManifestFile(files={OutPath(path.format(folder=tmp_path)): digest})
    (site.output / NAME).write_bytes(msgspec.json.encode(hostile))
    site.article("a", title="B").build()
    assert victim.read_text() == "precious"
    assert path not in read_manifest_file(site.output).files


@pytest.mark.parametrize("text", [b"", b"[]", b'{"files": 1}', b"\xff", b'{"files": {"a": {}}}'])
def test_a_manifest_that_can_not_be_read_is_done_without(site: Site, text: bytes) -> None:
    site.article("a").build()
    (site.output / NAME).write_bytes(text)
    site.build()
    assert "index.html" in read_manifest_file(site.output).files


def test_a_manifest_that_is_a_link_is_not_followed(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(published_manifest.manifest_bytes(ManifestFile(files={OutPath("mine.txt"): "0" * 16})))
    site.output.mkdir()
    (site.output / NAME).symlink_to(elsewhere)
    site.article("a").build()
    assert "mine.txt" in elsewhere.read_text()
    assert not (site.output / NAME).is_symlink()


def test_while_files_are_put_in_place_the_manifest_knows_both_versions() -> None:
    before = ManifestFile(files={OutPath("a"): "1", OutPath("b"): "2", OutPath("d"): "5"})
    after = ManifestFile(files={OutPath("a"): "3", OutPath("c"): "4", OutPath("d"): "5"})
    assert between(before, after).files == {"a": "1 3", "b": "2 -", "c": "- 4", "d": "5"}
    assert between(before, after).wrote(OutPath("a"), "1")
    assert not after.wrote(OutPath("a"), "1")


def test_a_build_that_is_stopped_midway_leaves_a_manifest_that_knows_all_files(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a", tags="[x]").build()
    with monkeypatch.context() as patch:
        patch.setattr(Stage, "publish", _stops)
        with pytest.raises(KeyboardInterrupt):
            site.article("a", tags="[y]").build()
    shutil.rmtree(site.root / ".tagarchive")
    files = site.article("a").build()
    assert not [path for path in files if path.startswith("tag/")]
    assert not site.report.notices


def _stops(stage: Stage, staged: dict[OutPath, str], _: object) -> None:
    """Puts half of the files in place."""
    for path, name in list(staged.items())[::2]:
        stage._move(name, path)  # noqa: SLF001 (what `publish` does)
    raise KeyboardInterrupt


# Folders that hold more than the site.


def test_prune_leaves_what_the_site_consists_of_and_what_is_to_be_kept(site: Site) -> None:
    made = site.article("a").build()
    foreign = ["old/page.html", "stats/1/a.html", "kept.html", "CNAME", ".git/HEAD", ".domains", "deep/.well-known/x"]
    for path in foreign:
        (site.output / path).parent.mkdir(parents=True, exist_ok=True)
        (site.output / path).write_text("x")
    (site.output / "link").symlink_to(site.root)
    site.write(
        '-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[build]\nkeep = ["stats/", "kept.html"]\n'
    )
    assert {*site.build(prune=True)} == {*made, *foreign} - {"old/page.html"}
    assert site.report.removed == ("link", "old/page.html")
    assert (site.root / "site.toml").exists()
    assert not (site.output / "old").exists()


def test_prune_removes_what_was_edited(site: Site) -> None:
    site.article("a", tags="[x]").build()
    (site.output / "tag" / "x" / "index.html").write_text("MINE")
    assert "tag/x/index.html" not in site.article("a").build(prune=True)


# Names that a file system can't take.


def test_a_name_that_is_too_long_is_told_before_anything_is_published(site: Site) -> None:
    name = "c" * 250 + ".css"
    site.article("a").put(f"static/{name}", b"p {}")
    (problem,) = site.problems()
    assert problem == f"static/{name}: unwritable-name"
    assert problem.message.startswith("found the path ccc")
    assert problem.message.endswith(", which can't be written: File name too long")
    assert site.published() == {}
    assert "index.html" in site.delete(f"static/{name}").build()


def test_a_path_that_is_too_long_is_told_before_anything_is_published(site: Site) -> None:
    alias = "/" + "/".join(["d" * 200] * 21) + "/"
    site.article("a", aliases=f"[{alias}]")
    (problem,) = site.problems()
    assert problem == "content/a.md:4:11: unwritable-name"
    assert problem.message.startswith("found the path ddd")
    assert site.published() == {}


def test_a_file_that_the_system_can_not_look_at_is_not_there(site: Site) -> None:
    from tagarchive.build.output_folder import states  # noqa: PLC0415

    assert states(site.output, [OutPath("x" * 5000), OutPath("y" * 300)]) == {}


@pytest.mark.parametrize("address", ["/.tagarchive-stage/x/", "/.tagarchive/", "/.tagarchive.json"])
def test_an_address_of_the_program_itself_is_refused(site: Site, address: str) -> None:
    (problem,) = site.article("a", aliases=f"[{address}]").problems()
    assert problem == "content/a.md:4:11: bad-value"
    assert f"“{address}”" in problem.message


# Style sheets and scripts of earlier builds.


def test_a_style_sheet_that_cached_pages_ask_for_stays_for_five_builds_that_change_one(site: Site) -> None:
    site.article("a").put("static/style.css", b"p {}").build()
    for n in range(1, 6):
        files = site.put("static/style.css", f"p {{ width: {n}px }}".encode()).build()
        assert files[named(b"p {}")] == b"p {}"
        assert named(b"p {}") in read_manifest_file(site.output).kept
    assert named(b"p {}") in site.article("a", title="No style sheet changes").build()
    files = site.put("static/style.css", b"p { width: 6px }").build()
    assert named(b"p {}") not in files
    assert named(b"p { width: 1px }") in files


def test_a_style_sheet_that_comes_back_is_no_old_one(site: Site) -> None:
    site.article("a").put("static/style.css", b"p {}").build()
    site.put("static/style.css", b"a {}").build()
    site.put("static/style.css", b"p {}").build()
    assert read_manifest_file(site.output).kept == {named(b"a {}"): 1}


def test_old_style_sheets_go_where_everything_is_made_anew(site: Site) -> None:
    site.article("a").put("static/style.css", b"p {}").build()
    site.put("static/style.css", b"a {}").build()
    assert named(b"p {}") not in site.build(clean=True)


def test_an_old_style_sheet_survives_the_loss_of_the_store(site: Site) -> None:
    site.article("a").put("static/style.css", b"p {}").build()
    shutil.rmtree(site.root / ".tagarchive")
    assert named(b"p {}") in site.put("static/style.css", b"a {}").build()
    assert read_manifest_file(site.output).kept == {named(b"p {}"): 1}


@pytest.mark.parametrize(
    ("path", "is_named"),
    [
        ("style.0123456789.css", True),
        ("a/theme.abcdefabcd.mjs", True),
        ("style.css", False),
        ("a.0123456789.svg", False),
    ],
)
def test_a_name_tells_a_content_if_it_holds_a_digest(path: str, is_named: bool) -> None:  # noqa: FBT001
    assert is_named_by_content(path) == is_named


# The moment of publishing.


def test_nothing_that_is_being_made_lies_in_the_published_folder(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    right = Stage.check_places

    def look(stage: Stage, *places: Any) -> None:
        seen.append(sorted(os.listdir(stage.output)))
        right(stage, *places)

    monkeypatch.setattr(Stage, "check_places", look)
    site.article("a").build()
    assert seen == [[]]


def test_files_are_made_in_the_published_folder_where_no_other_is_near(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stage, "_reaches_output", lambda *_: False)
    files = site.article("a").build()
    assert "articles/a/index.html" in files
    assert not list(site.output.glob(f"{STAGE}*"))


def test_what_pages_show_is_published_before_them_and_lists_after_articles(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    right = Stage._move  # noqa: SLF001 (the step that puts a file in place)

    def move(stage: Stage, name: str, path: OutPath) -> None:
        order.append(path)
        right(stage, name, path)

    monkeypatch.setattr(Stage, "_move", move)
    site.article("a", tags="[x]", body="![a map](m.svg)").put("content/m.svg", b"<svg/>").build()
    moments = [order.index(path) for path in ("files/m.svg", "articles/a/index.html", "tag/x/index.html", "feed.xml")]
    assert moments == sorted(moments)
    assert order[0] == order[-1] == NAME


# The whole folder in one step.

SWAP = '-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[build]\nswap = true\n'


def test_the_whole_folder_is_put_in_place_in_one_step(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(SWAP).article("a", tags="[x]").article("b").build()
    before = site.output.stat().st_ino
    monkeypatch.setattr(Stage, "publish", _stops)
    files = site.article("a", title="New").build()
    assert site.output.stat().st_ino != before
    assert "tag/x/index.html" not in files
    assert b"New" in files["articles/a/index.html"]
    assert files == site.build(clean=True)


def test_after_a_folder_was_put_in_place_in_one_step_nothing_is_left_to_do(site: Site) -> None:
    site.write(SWAP).article("a", tags="[x]").article("b").build()
    site.article("a", title="New").build()
    site.build()
    assert not site.report.rendered
    site.article("b", body="Text.\n\nMore.").build()
    assert set(site.report.rendered) == {"articles/b/index.html", "feed.xml", "atom.xml", "feed.json"}


def test_a_style_sheet_for_cached_pages_stays_in_a_folder_that_is_put_in_place_in_one_step(site: Site) -> None:
    site.write(SWAP).article("a").put("static/style.css", b"p {}").build()
    assert site.put("static/style.css", b"a {}").build()[named(b"p {}")] == b"p {}"


@pytest.mark.parametrize("foreign", ["mine.txt", ".git/HEAD", "tag/mine"])
def test_a_folder_with_files_of_others_is_published_one_by_one_and_keeps_them(site: Site, foreign: str) -> None:
    site.write(SWAP).article("a").build()
    (site.output / foreign).parent.mkdir(exist_ok=True)
    (site.output / foreign).write_text("MINE")
    assert site.article("a", title="New").build()[foreign] == b"MINE"
    notice = told(site.report.notices)[0]
    assert notice == f"{site.output}: no-swap"
    assert notice.message.endswith(f": {foreign}")


def test_a_folder_that_can_not_be_exchanged_is_published_one_by_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr("tagarchive.build.stage.exchange", refused)
    assert "articles/a/index.html" in site.write(SWAP).article("a").build()
    notice = told(site.report.notices)[0]
    assert notice == f"{site.output}: no-swap"
    assert notice.message.startswith("found a folder that the system can't exchange")


def test_a_folder_that_is_a_link_is_published_one_by_one(site: Site, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    site.output.symlink_to(tmp_path / "real")
    assert "articles/a/index.html" in site.write(SWAP).article("a").build()
    assert site.output.is_symlink()


# File systems that tell no case.


def test_a_path_that_changes_its_case_takes_the_place_of_its_former_self(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    right_move, right_remove = Stage._move, Stage._remove  # noqa: SLF001 (the steps that touch the folder)

    def move(stage: Stage, name: str, path: OutPath) -> None:
        order.append(path)
        right_move(stage, name, path)

    def remove(stage: Stage, path: OutPath) -> None:
        order.append(f"- {path}")
        right_remove(stage, path)

    site.article("a", slug="Border").build()
    monkeypatch.setattr(Stage, "_move", move)
    monkeypatch.setattr(Stage, "_remove", remove)
    monkeypatch.setattr("tagarchive.build.publishing.occupied", lambda _, paths: [p for p in paths if "border" in p])
    files = site.article("a", slug="border").build()
    assert "articles/border/index.html" in files
    assert order.index("- articles/Border/index.html") < order.index("articles/border/index.html")
