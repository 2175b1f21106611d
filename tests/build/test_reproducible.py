"""The same site gives the same bytes: in any zone, locale, order of files, hash seed, and number of workers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import told_in

CHECKOUT = Path(__file__).parent.parent.parent

WORLDS = {
    "another hash seed": {"PYTHONHASHSEED": "7"},
    "another zone": {"TZ": "Pacific/Kiritimati"},
    "another locale": {"LC_ALL": "C", "LANG": "C"},
    "another home": {"HOME": "/nonexistent"},
}


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


@pytest.mark.parametrize("world", WORLDS)
def test_the_world_around_a_build_makes_no_difference(
    sample: tuple[Path, dict[str, bytes]], tmp_path: Path, world: str
) -> None:
    root, expected = sample
    assert built(root, tmp_path / "out", **WORLDS[world]) == expected


def test_where_a_site_lies_and_when_its_files_were_written_makes_no_difference(
    sample: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root, expected = sample
    files = sorted(file for file in root.rglob("*") if file.is_file() and ".tagarchive" not in file.parts)
    random.Random(5).shuffle(files)  # noqa: S311
    for file in files:
        copy = tmp_path / "another place" / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    assert built(tmp_path / "another place", tmp_path / "out") == expected


def test_the_number_of_workers_makes_no_difference(tmp_path: Path) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "site.toml").write_text("")
    for n in range(300):
        head = f"---\ntitle: a{n}\ndate: 2021-01-{n % 28 + 1:02}\ntags: [b{n % 7}, c{n % 11}]\n---\n"
        text = f"{head}## Part\n\n*Text* {n}[^1].\n\n[^1]: N."
        (tmp_path / "site" / "content" / f"a{n}.md").write_text(text)
    one = built(tmp_path / "site", tmp_path / "one", "--jobs", "1")
    assert len(one) > 400
    assert built(tmp_path / "site", tmp_path / "three", "--jobs", "3") == one


def test_an_error_in_a_worker_arrives_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "site.toml").write_text("")
    for n in range(300):
        date = "never" if n == 250 else "2021-01-01"
        (tmp_path / "site" / "content" / f"a{n}.md").write_text(f"---\ntitle: a{n}\ndate: {date}\n---\n")
    command: list[str | Path] = [sys.executable, CHECKOUT / "build.py", "--jobs", "2", "--root", tmp_path / "site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert told_in(done.stderr) == ["content/a250.md:3:7: bad-value"]
    assert "“never”" in done.stderr
