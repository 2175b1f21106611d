"""Verification of kept originals: what changed, what is missing, and what nobody names."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_kept import PAGE, kept

from tagarchive.collecting.originals.kept import keep
from tagarchive.collecting.originals.originals import Original
from tagarchive.collecting.originals.verification import Verified, verified
from tagarchive.core.dates import Moment
from tagarchive.reading.provenance import CopyOf, KeptFile, Sha256

NOTHING = Verified((), (), (), (), ())


def original(*copies: CopyOf, path: str = "content/a.md") -> Original:
    return Original(path, "", "https://wire.example/a", "", copies, Moment("2026-11-30T00:00:00+00:00"))


def flipped(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def test_what_is_as_it_was_kept_is_unchanged(tmp_path: Path) -> None:
    copy, _ = kept(tmp_path)
    assert verified(tmp_path, [original(copy)]) == NOTHING._replace(unchanged=(str(copy.file),))


@pytest.mark.parametrize("place", [0, 4, 700, -1])
def test_a_flipped_bit_is_found_wherever_it_is(tmp_path: Path, place: int) -> None:
    copy, file = kept(tmp_path)
    flipped(file, place)
    found = verified(tmp_path, [original(copy), original(copy, path="content/b.md")])
    (fault,) = found.changed
    assert (fault.file, fault.articles) == (copy.file, ("content/a.md", "content/b.md"))
    assert fault.reason.endswith(f"expected {copy.sha256}")
    assert not found.is_sound


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    copy, file = kept(tmp_path)
    file.unlink()
    found = verified(tmp_path, [original(copy)])
    assert [(fault.file, fault.reason) for fault in found.missing] == [(copy.file, "it is not there")]
    assert not found.is_sound


def test_what_nobody_names_is_named_and_is_no_fault(tmp_path: Path) -> None:
    copy, file = kept(tmp_path)
    other, _ = kept(tmp_path, PAGE)
    file.with_name(".DS_Store").write_bytes(b"x")
    found = verified(tmp_path, [original(copy), original(path="content/b.md")])
    assert (found.unnamed, found.is_sound) == ((other.file,), True)
    assert verified(tmp_path / "empty", []) == NOTHING


def test_a_digest_that_two_articles_give_in_two_ways_is_wrong_in_one(tmp_path: Path) -> None:
    copy, _ = kept(tmp_path)
    wrong = CopyOf(file=copy.file, sha256=Sha256("0" * 64))
    assert not verified(tmp_path, [original(copy), original(wrong)]).is_sound


@pytest.mark.parametrize("place", [200, 700, 1500])
def test_without_a_digest_those_in_the_file_are_recomputed(tmp_path: Path, place: int) -> None:
    copy, file = kept(tmp_path)
    bare = CopyOf(file=copy.file, kind=copy.kind)
    assert verified(tmp_path, [original(bare)]) == NOTHING._replace(unknown=(str(copy.file),))
    flipped(file, place)
    (fault,) = verified(tmp_path, [original(bare)]).changed
    assert fault.file == copy.file


def test_a_file_of_another_kind_without_a_digest_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals/ü.pdf").write_bytes(b"%PDF")
    bare = CopyOf(file=KeptFile("originals/ü.pdf"))
    assert verified(tmp_path, [original(bare)]) == NOTHING._replace(unknown=("originals/ü.pdf",))


def test_a_file_is_there_whatever_its_name_is(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals/.page.bak").write_bytes(b"<p>")
    bare = CopyOf(file=KeptFile("originals/.page.bak"))
    assert verified(tmp_path, [original(bare)]) == NOTHING._replace(unknown=("originals/.page.bak",))


def test_a_link_out_of_the_folder_is_no_kept_file(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "originals/x").symlink_to(tmp_path / "secret")
    found = verified(tmp_path, [original(CopyOf(file=KeptFile("originals/x")))])
    assert [fault.file for fault in found.missing] == ["originals/x"]


def test_a_folder_on_another_disk_is_verified(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "originals").symlink_to(tmp_path / "disk")
    copy = keep(tmp_path, [PAGE], PAGE.made)
    assert verified(tmp_path, [original(copy)]) == NOTHING._replace(unchanged=(str(copy.file),))
