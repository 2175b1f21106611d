"""What builds remember: never needed, never trusted when it is damaged, and of one build at a time."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site, told, told_in

from tagarchive.build import engine
from tagarchive.build.lock import locked
from tagarchive.build.store import FILE, FOLDER, Store
from tagarchive.core.errors import PublishedError
from tagarchive.reading import site_files
from tagarchive.reading.file_state import state_of

PACKAGE = Path(__file__).parent.parent.parent / "tagarchive"

DAMAGED = ".tagarchive/store.sqlite3: damaged-store"
UNUSABLE = ".tagarchive/store.sqlite3: store-unusable"


def store_of(site: Site) -> Path:
    return site.root / FOLDER / FILE


def edited(site: Site, statement: str) -> None:
    database = sqlite3.connect(store_of(site))
    with database:
        database.execute(statement)
    database.close()


def test_a_damaged_store_is_set_aside_and_the_build_goes_on(site: Site) -> None:
    site.article("a").build()
    store_of(site).write_bytes(b"not a database at all, but long enough to look like one" * 50)
    assert "articles/a/index.html" in site.article("b").build()
    assert told(site.report.notices) == [DAMAGED]
    assert store_of(site).with_suffix(".damaged").exists()
    site.delete("content/b.md").build()
    assert not site.report.notices


@pytest.mark.parametrize("version", [1, 99])
def test_a_store_of_another_version_of_the_program_is_replaced_in_silence(site: Site, version: int) -> None:
    clean = site.article("a").build()
    edited(site, f"PRAGMA user_version = {version}")
    assert site.notices() == []
    assert site.build() == clean
    assert {file.name for file in store_of(site).parent.iterdir()} == {".gitignore", "lock", FILE}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET document = x'00' || document",
        "UPDATE documents SET document = replace(document, x'61', x'62')",
        "UPDATE bodies SET body = replace(body, x'54', x'55')",
        "DELETE FROM bodies",
        "DROP TABLE written",
        "UPDATE facts SET value = x'ff' || value",
    ],
)
def test_damage_within_the_store_never_reaches_a_page(site: Site, damage: str) -> None:
    clean = site.article("a", tags="[x]").article("b").build()
    edited(site, damage)
    shutil.rmtree(site.output)
    assert site.build() == clean


def test_a_store_that_can_not_be_written_is_told_and_done_without(site: Site) -> None:
    (site.root / FOLDER).write_text("in the way")
    (notice,) = site.article("a").notices()
    assert notice == UNUSABLE
    assert notice.message.startswith("found that it can't be used (")
    assert "articles/a/index.html" in site.published()


def test_a_store_that_is_no_file_is_told_and_done_without(site: Site) -> None:
    store_of(site).mkdir(parents=True)
    assert site.article("a").notices() == [UNUSABLE]


def test_a_damaged_store_that_can_not_be_set_aside_is_told_and_done_without(site: Site) -> None:
    site.article("a").build()
    store_of(site).write_bytes(b"not a database at all" * 50)
    store_of(site).with_suffix(".damaged").mkdir()
    assert site.notices() == [UNUSABLE]


def test_a_build_with_nothing_to_do_leaves_the_store_as_it_is(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_files, "SETTLED", -(10**18))
    site.article("a").build()
    before = state_of(store_of(site).stat())
    site.build()
    assert not site.report.rendered
    assert state_of(store_of(site).stat()) == before


def test_the_store_is_ignored_by_git(site: Site) -> None:
    site.article("a").build()
    assert (site.root / FOLDER / ".gitignore").read_text() == "*\n"


def test_a_site_that_moves_with_its_output_is_built_already(site: Site, tmp_path: Path) -> None:
    site.output = site.root / "public"
    site.article("a").build()
    site.root = site.root.rename(tmp_path / "moved")
    site.output = site.root / "public"
    site.build()
    assert not site.report.written
    site.delete("content/a.md").build()
    assert "articles/a/index.html" in site.report.removed


@pytest.fixture
def other_build(site: Site) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of the site for a second."""
    (site.root / FOLDER).mkdir()
    code = (
        "import sys, time; from pathlib import Path; from tagarchive.build.lock import locked\n"
        "with locked(Path(sys.argv[1]), print): print('held', flush=True); time.sleep(1)"
    )
    command: list[str | Path] = [sys.executable, "-c", code, site.root / FOLDER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PACKAGE.parent) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_a_second_build_says_that_it_waits_and_waits(site: Site, other_build: subprocess.Popen[str]) -> None:
    told: list[float] = []
    with locked(site.root / FOLDER, lambda: told.append(time.monotonic())):
        assert time.monotonic() - told[0] > 0.1
    assert other_build.wait() == 0


def test_the_engine_parses_with_what_core_and_reading_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A change in these folders reads all texts anew; one elsewhere reads none, and one of a command renders none."""
    shutil.copytree(PACKAGE, tmp_path / "tagarchive", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(engine, "__file__", str(tmp_path / "tagarchive" / "build" / "engine.py"))
    before = engine.engine.__wrapped__()
    for folder in ("core", "reading", "archive", "views", "plan", "render", "build", "preview", "commands"):
        (tmp_path / "tagarchive" / folder / "new.py").write_text("")
        after = engine.engine.__wrapped__()
        assert (after.parsing != before.parsing) == (folder in {"core", "reading"})
        assert (after.whole != before.whole) == (folder not in engine.OTHERS)
        before = after


def test_another_version_of_a_library_is_another_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = engine.engine.__wrapped__()
    (tmp_path / "jinja2-99.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    after = engine.engine.__wrapped__()
    assert after.whole != before.whole
    assert after.parsing == before.parsing


def test_every_library_that_makes_bytes_is_installed_under_the_name_it_is_looked_up_by() -> None:
    names = {*engine._PARSERS, *engine._RENDERERS} - {"pyicu"}  # noqa: SLF001 (used where somebody installed it)
    assert not names - engine._versions().keys()  # noqa: SLF001


# Folders that somebody else made.


@pytest.mark.parametrize(
    "path", ["../victim.txt", "../../victim.txt", "{folder}/victim.txt", "a/../../victim.txt", "."]
)
def test_a_store_that_names_files_elsewhere_is_damaged(site: Site, tmp_path: Path, path: str) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    site.article("a").build()
    named = path.format(folder=tmp_path)
    edited(site, f"INSERT INTO written SELECT output, '{named}', {', '.join(COLUMNS)} FROM written LIMIT 1")  # noqa: S608
    (notice,) = site.article("b").notices()
    assert notice == DAMAGED
    assert "(it names files outside the published folder)" in notice.message
    assert victim.read_text() == "precious"


COLUMNS = "digest key fingerprint template engine closure parts reason".split()


def test_a_lock_that_is_a_link_empties_no_file(site: Site, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    (site.root / FOLDER).mkdir()
    (site.root / FOLDER / "lock").symlink_to(victim)
    assert site.article("a").notices() == [UNUSABLE]
    assert victim.read_text() == "precious"


def test_a_folder_of_the_program_that_is_a_link_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site.root / FOLDER).symlink_to(tmp_path / "elsewhere")
    assert site.article("a").problems() == [".tagarchive/: linked-store"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_store_that_is_a_link_is_set_aside_and_not_followed(site: Site, tmp_path: Path) -> None:
    site.article("a").build()
    store_of(site).rename(tmp_path / "elsewhere.sqlite3")
    before = (tmp_path / "elsewhere.sqlite3").read_bytes()
    store_of(site).symlink_to(tmp_path / "elsewhere.sqlite3")
    (notice,) = site.notices()
    assert notice == DAMAGED
    assert "(a link)" in notice.message
    assert (tmp_path / "elsewhere.sqlite3").read_bytes() == before
    assert not store_of(site).is_symlink()


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (a)", "PRAGMA user_version = 4", "PRAGMA application_id = 7"])
def test_the_database_of_another_program_is_set_aside_as_it_is(site: Site, statement: str) -> None:
    store_of(site).parent.mkdir()
    edited(site, statement)
    before = store_of(site).read_bytes()
    assert before
    (notice,) = site.article("a").notices()
    assert notice == DAMAGED
    assert "(not a store of this program)" in notice.message
    assert store_of(site).with_suffix(".damaged").read_bytes() == before


def test_a_limit_on_the_size_of_files_is_told(site: Site) -> None:
    site.article("a").build()
    before = site.published()
    site.article("a", title="B")
    code = (
        "import resource, sys\n"
        "sys.dont_write_bytecode = True\n"  # Python would leave half of it in the package.
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from tagarchive.commands.main import main; sys.exit(main(sys.argv[1:]))"
    )
    command: list[str | Path] = [sys.executable, "-c", code, "--root", site.root, "--output", site.output]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PACKAGE.parent)  # noqa: S603
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert told_in(done.stderr) == [UNUSABLE]
    assert "nor one in a temporary folder" in done.stderr
    assert "ulimit -f" in done.stderr
    assert done.stderr.endswith("Nothing was published; what was there is as it was.\n")
    assert site.published() == before


def test_a_store_that_can_not_be_kept_after_publishing_is_told_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("a")

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "forget_written", full)
    with pytest.raises(PublishedError) as caught:
        site.build()
    (problem,) = told(caught.value.problems)
    assert problem == "store.sqlite3: store-unusable"
    assert problem.message.endswith("the site is published all the same")
    assert "articles/a/index.html" in site.published()
    monkeypatch.undo()
    site.build()
    assert not site.report.written
