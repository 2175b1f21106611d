"""Kept originals: files in `originals/` that others can read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio
from warcs import records

from tagarchive.collecting.originals.kept import keep, matter_of
from tagarchive.collecting.originals.warc_file import warc_of
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.exchanges import Exchange
from tagarchive.reading.provenance import CopyOf

NOON = datetime(2026, 11, 30, 12, 0, 0, 250_000, UTC)
PAGE = Exchange(
    "https://wire.example/a?b=1",
    "GET",
    (("Host", "wire.example"), ("User-Agent", "tagarchive")),
    200,
    "OK",
    (("Content-Type", "text/html"), ("X-Town", "Malmö")),
    b"<h1>A\r\n\r\nB</h1>\0\xff",
    NOON,
)
MOVED = PAGE._replace(url="https://wire.example/old", status=301, headers=(("Location", "/a?b=1"),), body=b"")
EXCHANGES = (MOVED, PAGE)


def kept(root: Path, *exchanges: Exchange) -> tuple[CopyOf, Path]:
    copy = keep(root, exchanges or EXCHANGES, NOON)
    assert copy.file
    return copy, root / copy.file


def test_a_kept_file_has_the_exchange_as_it_was(tmp_path: Path) -> None:
    _, file = kept(tmp_path)
    about, moved, _, answer, request = records(file.read_bytes())
    assert {record.version for record in records(file.read_bytes())} == {"WARC/1.1"}
    assert (about.fields["warc-type"], about.fields["warc-filename"]) == ("warcinfo", file.name)
    assert moved.fields["warc-target-uri"] == MOVED.url
    assert answer.fields["warc-target-uri"] == PAGE.url
    assert answer.fields["warc-date"] == "2026-11-30T12:00:00.250000Z"
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Town: Malmö\r\n\r\n".encode("latin-1")
    assert answer.block == head + PAGE.body
    assert request.fields["warc-concurrent-to"] == answer.fields["warc-record-id"]
    assert request.block == b"GET /a?b=1 HTTP/1.1\r\nHost: wire.example\r\nUser-Agent: tagarchive\r\n\r\n"
    assert all(record.holds() for record in records(file.read_bytes()))


def test_a_kept_file_is_read_by_warcio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, file = kept(tmp_path)
    with pytest.raises(SystemExit) as ended:
        warcio(["check", "-v", str(file)])
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("digest pass") == 5
    with file.open("rb") as opened:
        bodies = [record.content_stream().read() for record in ArchiveIterator(opened) if record.rec_type == "response"]
    assert bodies == [b"", PAGE.body]


def test_content_that_came_compressed_is_kept_compressed(tmp_path: Path) -> None:
    body = gzip.compress(b"<p>A</p>", mtime=0)
    zipped = PAGE._replace(headers=(("Content-Encoding", "gzip"),), body=body)
    _, file = kept(tmp_path, zipped)
    assert records(file.read_bytes())[1].block.endswith(body)
    record = next(one for one in ArchiveIterator(BytesIO(file.read_bytes())) if one.rec_type == "response")
    assert record.content_stream().read() == b"<p>A</p>"


def test_a_copy_names_the_file_its_digest_and_its_moment(tmp_path: Path) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=3)))
    copy = keep(tmp_path, EXCHANGES, there)
    assert copy.file
    assert copy.file.startswith("originals/2026/20261130T120000Z-wire.example-")
    digest = digest_of_bytes((tmp_path / copy.file).read_bytes())
    made = "2026-11-30T12:00:00+00:00"
    assert matter_of(copy) == {"file": copy.file, "kind": "warc", "made": made, "sha256": digest}


def test_what_is_kept_twice_is_one_file(tmp_path: Path) -> None:
    copy, file = kept(tmp_path)
    before = file.stat().st_mtime_ns
    assert kept(tmp_path) == (copy, file)
    assert kept(tmp_path, PAGE)[1] != file
    assert file.stat().st_mtime_ns == before
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 2


def test_a_kept_file_that_changed_is_not_written_over(tmp_path: Path) -> None:
    _, file = kept(tmp_path)
    file.write_bytes(b"other")
    with pytest.raises(SiteError, match=r"other content.*\[unwritable\]"):
        keep(tmp_path, EXCHANGES, NOON)
    assert file.read_bytes() == b"other"


def test_a_hostile_host_stays_in_the_folder(tmp_path: Path) -> None:
    _, file = kept(tmp_path, PAGE._replace(url="https://..%2f..%2fetc/x"))
    assert file.parent == tmp_path / "originals/2026"


@pytest.mark.parametrize("folder", ["content", "static", "templates", "static/inner"])
def test_nothing_is_kept_where_a_build_publishes(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "originals").symlink_to(tmp_path / folder)
    with pytest.raises(SiteError, match="a folder that is not published"):
        keep(tmp_path, EXCHANGES, NOON)


def test_a_folder_of_originals_may_lie_on_another_disk(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "originals").symlink_to(tmp_path / "disk")
    _, file = kept(tmp_path)
    assert file.resolve().parent == tmp_path / "disk/2026"


def test_a_link_in_the_folder_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "originals/2026").symlink_to(tmp_path / "out")
    with pytest.raises(SiteError, match="unwritable"):
        keep(tmp_path, EXCHANGES, NOON)
    assert not list((tmp_path / "out").iterdir())


@given(st.binary(), st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([200, 304, 404]))
def test_any_answer_is_read_again_as_it_was(body: bytes, value: str, status: int) -> None:
    exchange = PAGE._replace(status=status, headers=(("A", value),), body=body)
    about, answer, request = records(warc_of("a.warc.gz", (exchange,), NOON))
    assert all(record.holds() for record in (about, answer, request))
    head, _, rest = answer.block.partition(b"\r\n\r\n")
    assert rest == body
    assert head.count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("{file: content/a.md}", "content/a.md:4:17: bad-value"),
        ("{file: originals/../site.toml}", "content/a.md:4:17: bad-value"),
        ("{kind: warc}", "content/a.md:4:10: bad-value"),
        ("{file: originals/a, url: 'https://a.example/'}", "content/a.md:4:10: bad-value"),
        ("{url: 'javascript:1'}", "content/a.md:4:16: bad-value"),
        ("{url: 'https://a.example/', name: a}", "content/a.md:4:38: unknown-key"),
    ],
)
def test_a_copy_is_a_web_address_or_a_file_in_originals(site: Site, item: str, problem: str) -> None:
    assert site.article("a", copies=f"[{item}]", summary="S.").problems() == [problem]
