"""Compiled templates outside the site: used again by the next process, never trusted from anybody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tagarchive.build.compiled_templates import compiled_templates, folder_of
from tagarchive.build.engine import Engine, engine
from tagarchive.reading.template_source import TemplateSource
from tagarchive.render import templates as module
from tagarchive.render.templates import Templates
from tagarchive.views.pages import RedirectPage

_new = module._environment_of.__wrapped__  # noqa: SLF001
VIEW = RedirectPage(language="en", title="New", url="/new/", canonical="https://desk.example/new/")


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    # A new environment each time, as a new process has.
    monkeypatch.setattr(module, "environment_of", lambda sources: _new(tuple(sources.items())))
    return tmp_path / "tagarchive"


def rendered(text: str, folder: str) -> bytes:
    """The page of a template."""
    source = TemplateSource("templates/redirect.html", text)
    return Templates({"redirect.html": source}, compiled_templates(folder)).render(VIEW, "redirect.html")


def test_a_template_is_compiled_once_and_again_when_it_changes(caches: Path) -> None:
    folder = folder_of(engine())
    assert rendered("{{ title }}", folder) == b"New"
    (file,) = Path(folder).iterdir()
    before = file.read_bytes()
    assert rendered("{{ title }}", folder) == b"New"
    assert file.read_bytes() == before
    assert rendered("{{ url }}", folder) == b"/new/"
    assert file.read_bytes() != before
    assert file.is_relative_to(caches)


@pytest.mark.parametrize("damage", [b"", b"j2", b"\x00" * 100], ids=["empty", "short", "zeros"])
def test_a_damaged_file_is_compiled_again(caches: Path, damage: bytes) -> None:
    assert not caches.exists()
    folder = folder_of(engine())
    rendered("{{ title }}", folder)
    (file,) = Path(folder).iterdir()
    for data in (damage, file.read_bytes()[:-20] + damage):
        file.write_bytes(data)
        assert rendered("{{ title }}", folder) == b"New"


def test_a_folder_that_others_may_write_to_is_not_used(caches: Path) -> None:
    folder = Path(folder_of(engine()))
    for place in (folder, caches):
        place.chmod(0o770)
        assert not folder_of(engine())
        place.chmod(0o700)
    assert folder_of(engine())
    folder.rename(caches / "other")
    folder.symlink_to(caches / "other")
    assert not folder_of(engine())


def test_without_a_folder_templates_are_compiled_each_time(caches: Path) -> None:
    caches.write_text("in the way")
    assert not folder_of(engine())
    assert rendered("{{ title }}", "") == b"New"


def test_folders_of_old_engines_are_removed(caches: Path) -> None:
    for age in range(5):
        folder = Path(folder_of(Engine("", f"{age:016}")))
        os.utime(folder, (age, age))
    assert len(list(caches.iterdir())) == 3
    assert f"{4:016}" in folder_of(Engine("", f"{4:016}"))
