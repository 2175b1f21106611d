"""Builds and the record: what is not on it is counted, and with `automatic` each build for readers writes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, Site, told

from tagarchive.build import update
from tagarchive.build.publishing import put_in_place
from tagarchive.commands.main import main
from tagarchive.core.errors import Problem, PublishedError
from tagarchive.reading import site_files
from tagarchive.reading.file_state import state_of

AUTOMATIC = f"{CONFIG}[record]\nautomatic = true\n"
LATER = datetime(2026, 2, 1, tzinfo=UTC)


def ledger(site: Site) -> list[str]:
    file = site.root / "published.txt"
    lines = file.read_text().splitlines() if file.exists() else []
    return [line.split()[0] for line in lines if not line.startswith("#")]


@pytest.fixture
def automatic(site: Site) -> Site:
    return site.write(f"-- site.toml --\n{AUTOMATIC}").article("a", tags="[T]")


def test_a_build_writes_the_record_where_the_site_has_it_so(automatic: Site) -> None:
    automatic.build()
    assert ledger(automatic) == ["/articles/a/", "/tag/t/"]
    assert (automatic.report.recorded, automatic.report.unrecorded) == (2, 0)
    automatic.article("b").build()
    assert ledger(automatic) == ["/articles/a/", "/articles/b/", "/tag/t/"]
    assert automatic.report.recorded == 1


def test_the_build_after_one_that_wrote_the_record_has_nothing_to_do(
    automatic: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_files, "SETTLED", -(10**18))  # Files of this moment are read once.
    automatic.put("originals.toml", b"").build()
    before = state_of((automatic.root / "published.txt").stat())
    monkeypatch.setattr(update, "remake", None)  # A build that has something to do fails.
    for _ in range(2):
        automatic.build()
        assert (automatic.report.recorded, automatic.report.unrecorded) == (0, 0)
    assert state_of((automatic.root / "published.txt").stat()) == before


def test_a_build_that_adds_nothing_leaves_the_record_as_people_wrote_it(automatic: Site) -> None:
    automatic.put("published.txt", b"# Ours.\n/tag/t/\n/articles/a/  tag:desk.example,2021-01-01:a\n")
    before = (automatic.root / "published.txt").read_bytes()
    automatic.build()
    assert (automatic.root / "published.txt").read_bytes() == before


@pytest.mark.parametrize(
    "options", [{"drafts": True}, {"future": True}, {"dry_run": True}, {"untrusted": True}], ids=str
)
def test_only_builds_for_readers_write_the_record(automatic: Site, options: dict[str, Any]) -> None:
    automatic.build(**options)
    assert ledger(automatic) == []
    assert automatic.report.recorded == 0


def test_a_site_without_an_address_of_its_own_gets_no_record(automatic: Site) -> None:
    automatic.write("-- site.toml --\n[record]\nautomatic = true\n").build()
    assert ledger(automatic) == []


def test_a_build_that_fails_writes_no_record(automatic: Site) -> None:
    automatic.article("b", tags="no list").problems()
    assert ledger(automatic) == []


def test_a_record_that_is_deleted_is_written_again(automatic: Site) -> None:
    automatic.build()
    automatic.delete("published.txt").build()
    assert ledger(automatic) == ["/articles/a/", "/tag/t/"]


def test_a_record_that_can_not_be_written_is_told_after_the_site_is_published(automatic: Site) -> None:
    (automatic.root / ".published.txt.new").mkdir()
    with pytest.raises(PublishedError) as caught:
        automatic.build()
    assert told(caught.value.problems) == ["published.txt: unwritable"]
    assert "articles/a/index.html" in automatic.published()
    (automatic.root / ".published.txt.new").rmdir()
    automatic.build()
    assert ledger(automatic) == ["/articles/a/", "/tag/t/"]


def test_what_somebody_writes_to_the_record_during_a_build_is_kept(
    automatic: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_meanwhile(*arguments: Any, **options: Any) -> tuple[Problem, ...]:
        automatic.put("published.txt", b"/articles/old/ gone\n")
        return put_in_place(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr("tagarchive.build.replacement.put_in_place", and_meanwhile)
        automatic.build()
    assert ledger(automatic) == ["/articles/old/"]
    assert "articles/old/index.html" in automatic.build()
    assert ledger(automatic) == ["/articles/a/", "/articles/old/", "/tag/t/"]


def test_notices_are_at_their_lines_after_a_build_wrote_the_record(automatic: Site) -> None:
    automatic.put("published.txt", b"/articles/Z/ urn:z\n").article("z").article("b")
    automatic.build()
    (line,) = (
        n for n, text in enumerate((automatic.root / "published.txt").read_text().splitlines(), 1) if "/Z/" in text
    )
    assert told(automatic.report.notices) == [f"published.txt:{line}:1: recased-address"]
    assert automatic.notices() == [f"published.txt:{line}:1: recased-address"]
    assert automatic.build(clean=True)
    assert told(automatic.report.notices) == [f"published.txt:{line}:1: recased-address"]


def test_an_article_is_recorded_on_its_day_and_gone_when_it_expires(automatic: Site) -> None:
    automatic.article("b", date="2026-01-20", expires="2026-03-01").build()
    assert "/articles/b/" not in ledger(automatic)
    automatic.build(now=LATER)
    assert "/articles/b/" in ledger(automatic)
    files = automatic.build(now=datetime(2026, 4, 1, tzinfo=UTC))
    assert "This page is gone" in files["articles/b/index.html"].decode()


def summary(site: Site, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["--root", str(site.root), "--output", str(site.output), *options]) == 0
    return capsys.readouterr().out


def test_the_summary_says_how_many_addresses_are_not_on_record(
    site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site.article("a", summary="S.", tags="[T]")
    said = "2 addresses published, none of them on record; `tagarchive record` sees to it that none vanishes."
    assert said in summary(site, capsys)
    assert "record" not in summary(site, capsys)
    assert main(["record", "--root", str(site.root)]) == 0
    assert "on record" not in summary(site, capsys)
    missing = "1 address not yet on record; `tagarchive record` adds what is published."
    site.article("b")
    assert [missing in summary(site, capsys) for _ in range(2)] == [True, True]
    assert "on record" not in summary(site, capsys, "--drafts", "--output", str(tmp_path / "drafts"))


def test_the_summary_says_what_a_build_added_to_the_record(automatic: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert "2 addresses added to published.txt." in summary(automatic, capsys)
    assert "published.txt" not in summary(automatic, capsys)
