"""Changes of files are made together, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, told

from tagarchive.core.errors import SiteError
from tagarchive.editing.changes import FileChange, make

CHANGES = (
    FileChange("content/a.md", b"a", b"A"),
    FileChange("content/b.md", b"b", None),
    FileChange("content/tags/new.md", None, b"N"),
    FileChange("content/c.md", b"c", b"C"),
)


@pytest.fixture
def three(site: Site) -> Site:
    for name in "abc":
        site.put(f"content/{name}.md", name.encode())
    return site


def held(site: Site) -> dict[str, bytes]:
    files = (file for file in (site.root / "content").rglob("*") if file.is_file())
    return {file.relative_to(site.root / "content").as_posix(): file.read_bytes() for file in files}


def refusal(site: Site, *changes: FileChange) -> list[str]:
    before = held(site)
    with pytest.raises(SiteError) as caught:
        make(site.root, changes)
    assert held(site) == before
    return [*told(caught.value.problems)]


def test_all_changes_are_made_and_nothing_is_left_beside_them(three: Site) -> None:
    (three.root / "content/a.md").chmod(0o640)
    make(three.root, CHANGES)
    assert held(three) == {"a.md": b"A", "c.md": b"C", "tags/new.md": b"N"}
    assert (three.root / "content/a.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("fails_at", [1, 2, 3])
@pytest.mark.parametrize("step", ["replace", "open"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_half_way_leaves_every_file_as_it_was(
    three: Site, monkeypatch: pytest.MonkeyPatch, step: str, fails_at: int, error: BaseException
) -> None:
    before, times = held(three), [file.stat().st_mtime_ns for file in sorted(three.root.rglob("*.md"))]
    real, done = getattr(Path, step), 0

    def failing(self: Path, *arguments: object, **options: object) -> object:
        nonlocal done
        done += step == "replace" or arguments == ("xb",)
        if done == fails_at:
            done += 1
            raise error
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, step, failing)
    with pytest.raises((SiteError, KeyboardInterrupt)):
        make(three.root, CHANGES)
    assert done > fails_at
    assert held(three) == before
    assert [file.stat().st_mtime_ns for file in sorted(three.root.rglob("*.md"))] == times
    assert not (three.root / "content/tags").exists()


def test_a_file_that_changed_since_it_was_read_is_refused(three: Site) -> None:
    three.put("content/c.md", b"changed")
    three.put("content/tags/new.md", b"there")
    assert refusal(three, *CHANGES) == ["content/c.md: changed-meanwhile", "content/tags/new.md: changed-meanwhile"]


def test_files_that_may_only_be_read_are_told_before_the_first_is_written(three: Site) -> None:
    (three.root / "content/c.md").chmod(0o444)
    assert refusal(three, *CHANGES) == ["content/c.md: unwritable"]


def test_links_out_of_the_site_are_refused_and_links_within_are_followed(three: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"x")
    (three.root / "content/out.md").symlink_to(outside)
    (three.root / "content/in.md").symlink_to("a.md")
    (three.root / "content/folder").symlink_to(tmp_path)
    assert refusal(three, FileChange("content/out.md", b"x", b"X")) == ["content/out.md: refused-link"]
    assert refusal(three, FileChange("content/folder/new.md", None, b"X")) == ["content/folder/new.md: refused-link"]
    make(three.root, [FileChange("content/in.md", b"a", b"A"), FileChange("content/a.md", b"a", b"A")])
    assert (three.root / "content/in.md").is_symlink()
    assert (three.root / "content/a.md").read_bytes() == b"A"
    assert outside.read_bytes() == b"x"


def test_two_changes_of_one_file_by_way_of_a_link_are_refused(three: Site) -> None:
    (three.root / "content/in.md").symlink_to("a.md")
    changes = (FileChange("content/in.md", b"a", b"A"), FileChange("content/a.md", b"a", b"B"))
    assert refusal(three, *changes) == ["content/a.md: refused-link"]
