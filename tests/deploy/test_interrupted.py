"""Deploys that are stopped: readers meet whole pages, and the next deploy ends right."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from conftest import Site, told_in
from deploy_places import Place
from deploying import Deploys
from program import Program, Start

from tagarchive.commands.main import main
from tagarchive.deploy import claims
from tagarchive.deploy.folder import FolderTarget
from tagarchive.deploy.target import WORK_FOLDER

STYLE = re.compile(r'<link rel="stylesheet" href="/([^"]+)"')


def broken(files: dict[str, bytes]) -> list[str]:
    """The pages whose style sheets are not there."""
    pages = ((path, data.decode()) for path, data in files.items() if path.endswith(".html"))
    return [path for path, text in pages if not all(name in files for name in STYLE.findall(text))]


@pytest.fixture
def folder(new_place: Callable[[str], Place]) -> Place:
    return new_place("folder")


def first_version(site: Site, place: Place) -> None:
    site.write(place.config()).article("a", tags="[x]").article("gone").put("static/style.css", b"p {}").build()


def second_version(site: Site) -> None:
    site.article("a", tags="[x]", body="Edited.").article("new").put("static/style.css", b"a {}")
    site.delete("content/gone.md").build(clean=True)


def test_stopped_at_any_moment_pages_are_whole_and_the_next_deploy_ends_right(
    site: Site, folder: Place, deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(site, folder)
    deploys.done()
    second_version(site)
    right, left = FolderTarget._telling, 0  # noqa: SLF001 (the step that each operation takes)

    @contextmanager
    def stopping(target: FolderTarget) -> Iterator[None]:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        with right(target):
            yield

    monkeypatch.setattr(FolderTarget, "_telling", stopping)
    tried = 0
    for moment in range(3, 40):
        left = moment
        if main(["deploy", "--root", str(site.root), "--output", str(site.output), "--all"]) != 130:
            break
        tried += 1
        assert not broken(folder.site())
    assert tried >= 12
    monkeypatch.undo()
    deploys.done()
    assert folder.site() == site.published()
    # A claim of a deploy that ended is removed by the next one that has something to do.
    deploys.done("--all")
    assert folder.holds(site)


def test_what_was_sent_in_vain_is_removed_by_the_next_deploy(
    site: Site, folder: Place, deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(site, folder)
    deploys.done()
    site.article("vain").build()
    monkeypatch.setattr(FolderTarget, "put", _stopping_once("articles/vain/index.html", folder))
    assert deploys.run()[0] == 130
    monkeypatch.undo()
    assert "articles/vain/index.html" in folder.site()
    site.delete("content/vain.md").build()
    deploys.done()
    assert folder.holds(site)


def _stopping_once(path: str, folder: Place) -> Callable[[FolderTarget, Any], None]:
    """A way to put files in place that is stopped once a file is there."""
    right = FolderTarget.put

    def put(target: FolderTarget, uploads: Any) -> None:
        if path in folder.files():
            raise KeyboardInterrupt
        right(target, uploads)

    return put


def test_what_was_removed_in_vain_is_sent_again(site: Site, folder: Place, deploys: Deploys) -> None:
    first_version(site, folder)
    deploys.done()
    site.delete("content/gone.md").build()
    right = FolderTarget.put

    def stopping(target: FolderTarget, uploads: Any) -> None:
        if [upload.path for upload in uploads] == [".tagarchive.json"] and "gone" not in str(folder.site().keys()):
            raise KeyboardInterrupt
        right(target, uploads)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderTarget, "put", stopping)
        assert deploys.run()[0] == 130
    site.article("gone").build()
    deploys.done()
    assert folder.holds(site)


def test_killed_while_it_runs_it_ends_right_when_it_is_run_again(
    site: Site, folder: Place, deploys: Deploys, tmp_path: Path
) -> None:
    first_version(site, folder)
    arguments = ["deploy", "--root", str(site.root), "--output", str(site.output)]
    slow = "import shutil, time; right = shutil.copyfile\n"
    slow += "shutil.copyfile = lambda *of: (time.sleep(0.01), right(*of))"
    with Program(Start(arguments, tmp_path / "log", {}, slow)) as program:
        end = time.monotonic() + 20
        while len(folder.files()) < 6 and time.monotonic() < end:
            time.sleep(0.001)
        program.kill()
    assert not broken(folder.site())
    assert not folder.holds(site)
    deploys.done()
    assert folder.holds(site)


def test_readers_meet_no_page_without_its_style_sheet_while_deploys_run(
    site: Site, folder: Place, deploys: Deploys
) -> None:
    first_version(site, folder)
    deploys.done()
    found: list[str] = []
    ended, seen, there = Event(), 0, folder.folder
    pages = list(there.rglob("*.html"))

    def crawl() -> None:
        nonlocal seen
        while not ended.is_set():
            for page in pages:
                missing = [name for name in STYLE.findall(page.read_text()) if not (there / name).exists()]
                # A page may be replaced, and its old style sheet removed, after it was read.
                found.extend(name for name in missing if name in page.read_text())
                seen += 1

    reader = Thread(target=crawl)
    reader.start()
    for number in range(8):
        site.put("static/style.css", f"p {{ margin: {number}px }}".encode()).build(clean=True)
        deploys.done()
    ended.set()
    reader.join()
    assert seen > 50
    assert not found


# Two at a time.


def test_two_deploys_at_a_time_are_refused(site: Site, place: Place, deploys: Deploys) -> None:
    first_version(site, place)
    name = claims.Claim("20260102T030405Z", "elsewhere", "7", "00")
    place.write(f"{WORK_FOLDER}/{name.name}", b"")
    if place.kind == "git":
        return  # A push is refused if another one came first.
    printed = deploys.refused()
    assert [told.rpartition(": ")[2] for told in told_in(printed)] == ["target-busy"]
    assert "since 2026-01-02 03:04 UTC from another machine" in printed
    assert "--break-lock" in printed
    assert place.site() == {}
    deploys.done("--break-lock")
    assert place.holds(site)


def test_a_claim_of_a_process_of_this_machine_that_ended_holds_nobody_up(
    site: Site, folder: Place, deploys: Deploys
) -> None:
    first_version(site, folder)
    dead = claims.Claim("20260102T030405Z", claims._machine(), "4194999", "00")  # noqa: SLF001 (its own name)
    folder.write(f"{WORK_FOLDER}/{dead.name}", b"")
    folder.write(f"{WORK_FOLDER}/part-1", b"half")
    deploys.done()
    assert folder.holds(site)


def test_a_deploy_stops_before_removals_if_another_one_took_over(
    site: Site, folder: Place, deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(site, folder)
    deploys.done()
    site.delete("content/gone.md").build()
    right = FolderTarget.put

    def taking_over(target: FolderTarget, uploads: Any) -> None:
        right(target, uploads)
        if any(upload.path == "index.html" for upload in uploads):
            for name in target.names(WORK_FOLDER):
                (target.folder / WORK_FOLDER / name).unlink()

    monkeypatch.setattr(FolderTarget, "put", taking_over)
    printed = deploys.refused()
    assert "another deploy took this target over" in printed
    assert "Some files were sent and some were not" in printed
    assert "articles/gone/index.html" in folder.site()


def test_a_push_after_another_one_is_refused(
    site: Site, new_place: Callable[[str], Place], deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tagarchive.deploy.git_branch import BranchTarget  # noqa: PLC0415

    place = new_place("git")
    first_version(site, place)
    deploys.done()
    second_version(site)
    right = BranchTarget.finish

    def late(target: BranchTarget) -> None:
        place.write("other.txt", b"of another deploy")
        right(target)

    monkeypatch.setattr(BranchTarget, "finish", late)
    printed = deploys.refused()
    assert [told.rpartition(": ")[2] for told in told_in(printed)] == ["target-busy"]
    monkeypatch.undo()
    deploys.done()
    assert place.site() == {**site.published(), "other.txt": b"of another deploy"}
