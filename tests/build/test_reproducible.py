"""The same site gives the same bytes: in any zone, locale, order of files, hash seed, and number of workers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Site, told_in
from program import completed

from tagarchive.build.store import FOLDER

CHECKOUT = Path(__file__).parent.parent.parent

WORLD = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "HOME": "/nonexistent"}
"""Another hash seed, zone, locale and home than those of other builds here."""


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def built(root: Path, output: Path, *options: str, **environment: str) -> dict[str, bytes]:
    command: list[str | Path] = [
        sys.executable,
        CHECKOUT / "build.py",
        "--quiet",
        "--root",
        root,
        "--output",
        output,
        *options,
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "1", **environment})  # noqa: S603
    return tree(output)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A copy of the sample site, and what a build makes of it."""
    root = tmp_path_factory.mktemp("sample") / "site"
    shutil.copytree(CHECKOUT / "content", root / "content")
    shutil.copy(CHECKOUT / "site.toml", root)
    return root, built(root, root.parent / "out", "--jobs", "1")


def test_the_world_around_a_build_where_a_site_lies_and_when_its_files_were_written_make_no_difference(
    sample: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root, expected = sample
    files = sorted(file for file in root.rglob("*") if file.is_file() and ".tagarchive" not in file.parts)
    random.Random(5).shuffle(files)  # noqa: S311
    for file in files:
        copy = tmp_path / "another place" / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    assert built(tmp_path / "another place", tmp_path / "out", **WORLD) == expected


SOON = "from tagarchive.build import process_pool; process_pool.ALONE, process_pool.CHUNK = 40, 4"
"""A preparation that lets workers have a part in the build of a small site."""


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_the_number_of_workers_and_how_they_start_make_no_difference(site: Site, start: str) -> None:
    for n in range(60):
        body = f"## Part\n\n*Text* {n}[^1].\n\n[^1]: N."
        site.article(f"a{n}", tags=f"[b{n % 7}]", date=f"2021-01-{n % 28 + 1:02}", body=body)
    arguments = ["--root", str(site.root), "--output", str(site.output), "--jobs"]
    workers = f"{SOON}; process_pool.START = '{start}'"
    assert completed(site.root.parent, [*arguments, "3"], prepared=workers).returncode == 0
    three = tree(site.output)
    assert len(three) > 100
    shutil.rmtree(site.output)
    shutil.rmtree(site.root / FOLDER)
    assert completed(site.root.parent, [*arguments, "1"]).returncode == 0
    assert tree(site.output) == three


def test_an_error_in_a_worker_arrives_with_its_place(site: Site) -> None:
    for n in range(60):
        site.article(f"a{n}", date="never" if n == 50 else "2021-01-01")
    done = completed(site.root.parent, ["--jobs", "2", "--root", site.root], prepared=SOON)
    assert done.returncode == 1
    assert told_in(done.stderr) == ["content/a50.md:3:7: bad-value"]
    assert "“never”" in done.stderr
