"""The package as others install it: into an empty environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent

pytestmark = pytest.mark.wheel


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, CHECKOUT, folder=folder)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_engine_the_theme_and_the_starter(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("tagarchive", "templates", "static", "words"):
        for file in (CHECKOUT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                name = file.relative_to(CHECKOUT).as_posix()
                assert (name if folder == "tagarchive" else f"tagarchive/theme/{name}") in names
    assert not [name for name in names if name.startswith(("tests", "content", "docs"))]


def test_the_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, folder=CHECKOUT)
    (source,) = tmp_path.glob("*.tar.gz")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", tmp_path, source, folder=tmp_path)
    (made,) = tmp_path.glob("*.whl")
    first, second = zipfile.ZipFile(wheel), zipfile.ZipFile(made)
    assert {name: first.read(name) for name in first.namelist()} == {n: second.read(n) for n in second.namelist()}


def test_installed_into_an_empty_environment_it_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    # The installer is that of this environment: to give the empty one its own would take longer than all the rest.
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "install", "--quiet")
    # What `make test` fetched by its pinned hashes, so that this test needs no network.
    wheels = Path(sys.prefix) / "wheels"
    run(*pip, "--no-compile", "--no-index", "--find-links", wheels, wheel, folder=tmp_path)
    tagarchive = tmp_path / "env" / "bin" / "tagarchive"
    assert run(tagarchive, "--version", folder=tmp_path).startswith("tagarchive ")
    run(tagarchive, "init", "desk", folder=tmp_path)
    out = run(tagarchive, "--root", "desk", folder=tmp_path)
    assert out.startswith("Built 1 article under 1 tag")
    assert (tmp_path / "desk" / "public" / "style.css").read_bytes() == (CHECKOUT / "static" / "style.css").read_bytes()
    article = run(tagarchive, "new", "Second", "--tag", "B", "--root", "desk", folder=tmp_path)
    assert article == "desk/content/second.md\n"
    assert run(tagarchive, folder=tmp_path / "desk").startswith("Built 2 articles under 2 tags")
    assert "Ctrl-C ends it" in run(tagarchive, "serve", "--help", folder=tmp_path).replace("\n", " ")
    assert run(python, "-c", "import tagarchive.preview.session", folder=tmp_path) == ""
