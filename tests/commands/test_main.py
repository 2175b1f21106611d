"""The command line, as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import told_in
from program import Program, Start, completed

from tagarchive import __version__
from tagarchive.build.stage import STAGE
from tagarchive.commands.main import main

CHECKOUT = Path(__file__).parent.parent.parent


@pytest.fixture
def started(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new site, as `init` makes it."""
    assert main(["init", str(tmp_path / "site")]) == 0
    capsys.readouterr()
    return tmp_path / "site"


def test_a_new_site_builds_at_once(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(started)]) == 0
    out, err = capsys.readouterr()
    assert re.search(r"^Built 1 article under 1 tag: \d+ pages and 6 feeds in \d+\.\d s\.$", out, re.MULTILINE)
    assert re.search(r"public: \d+ files rendered, \d+ written, 0 kept, 0 removed\.", out)
    assert "Needs attention (1):\n  site.toml: found no base_url" in out
    assert told_in(out) == ["site.toml: no-base-url"]
    assert not err
    assert (started / "public" / "tag" / "getting-started" / "index.html").exists()


def test_build_is_what_is_done_where_no_command_is_given(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(started), "--quiet"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert told_in(err) == ["site.toml: no-base-url"]


def test_build_py_is_the_same_program(started: Path) -> None:
    output = started / "elsewhere"
    command: list[str | Path] = [sys.executable, CHECKOUT / "build.py", "--root", started, "--output", output]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.startswith("Built 1 article")
    assert (output / "index.html").exists()


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"tagarchive {__version__}\n"


def test_init_writes_over_nothing(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (started / "site.toml").write_text('title = "Mine"\n')
    assert main(["init", str(started)]) == 1
    assert "site.toml: file-exists" in told_in(capsys.readouterr().err)
    assert (started / "site.toml").read_text() == 'title = "Mine"\n'


def test_new_writes_an_article_that_builds(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, tag = 'Say "no": a story', "C++: notes"
    assert main(["new", title, "--tag", "Iranbacked", "--tag", tag, "--root", str(started)]) == 0
    file = Path(capsys.readouterr().out.strip())
    assert file == started / "content" / "say-no-a-story.md"
    assert re.search(r"^date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$", file.read_text(), re.MULTILINE)
    assert main(["--root", str(started), "--quiet"]) == 0
    page = (started / "public" / "articles" / "say-no-a-story" / "index.html").read_text()
    assert ">Say &#34;no&#34;: a story</h1>" in page
    assert '<li><a href="/tag/iranbacked/" dir="auto">Iranbacked</a></li>' in page
    assert ">C++: notes</a>" in page


def test_new_writes_over_nothing(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "Welcome", "--root", str(started)]) == 1
    err = capsys.readouterr().err
    assert told_in(err) == ["content/welcome.md: file-exists"]
    assert "found a file, expected none" in err


A_DATE = "a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00"


def test_problems_are_printed_without_a_traceback(started: Path) -> None:
    (started / "content" / "a.md").write_text("---\ntitle: a\ntag: b\n---\n")
    done = completed(started.parent, ["--root", started])
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"content/a.md:1:1: found no date, expected {A_DATE} [missing-key]",
        "    hint: add a line `date: …`; a page without a date belongs into content/pages/",
        "content/a.md:3:1: found the unknown key “tag” [unknown-key]",
        "    hint: write `tags: [b]`",
        "",
        "2 problems.",
        "Nothing was published; what was there is as it was.",
    ]


def test_a_reader_of_the_summary_may_leave_early(started: Path) -> None:
    command: list[str | Path] = [sys.executable, CHECKOUT / "build.py", "--root", started]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert (started / "public" / "index.html").exists()


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--jobs", "x"], ["biuld"], ["--colour"], ["new"], ["init"]])
def test_a_command_that_is_not_understood_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_help_tells_commands_options_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(word in out for word in ("build", "new", "init", "exit codes", "130"))


def test_drafts_are_published_on_demand(started: Path) -> None:
    (started / "content" / "a.md").write_text("---\ntitle: a\ndate: 2021-01-01\ndraft: true\n---\n")
    public, apart = started / "public", started / "drafts"
    assert main(["--root", str(started), "--quiet", "--drafts", "--output", str(apart)]) == 0
    assert (apart / "articles" / "a").exists()
    assert main(["--root", str(started), "--quiet", "--drafts", "--output", str(public)]) == 0
    assert (public / "articles" / "a").exists()
    assert main(["--root", str(started), "--quiet"]) == 0
    assert not (public / "articles" / "a").exists()


@pytest.mark.parametrize("option", ["--drafts", "--future"])
def test_what_is_not_for_readers_yet_goes_to_their_folder_only_if_it_is_named(
    started: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(started), option]) == 1
    printed = capsys.readouterr().err
    assert told_in(printed) == [f"{option}: bad-argument"]
    assert f"{started / 'public'} is the folder for readers" in printed
    assert f"--output {started / 'public'} there all the same" in printed
    assert not (started / "public").exists()
    assert main(["--root", str(started), option, "--dry-run"]) == 0


def test_what_has_expired_is_told_by_source_date_epoch(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (started / "content" / "a.md").write_text("---\ntitle: a\ndate: 2021-01-01\nexpires: 2021-06-01\n---\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1610000000")
    assert main(["--root", str(started), "--quiet"]) == 0
    assert (started / "public" / "articles" / "a").exists()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert main(["--root", str(started), "--quiet"]) == 0
    assert not (started / "public" / "articles" / "a").exists()


def test_a_bug_shows_its_traceback(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tagarchive.commands.build.build", broken)
    with pytest.raises(ZeroDivisionError):
        main(["--root", str(started)])


def test_ctrl_c_ends_with_130_and_leaves_the_site_whole(started: Path) -> None:
    assert main(["--root", str(started), "--quiet"]) == 0
    before = {file: file.read_bytes() for file in (started / "public").rglob("*.html")}
    for n in range(1200):
        text = f"---\ntitle: a{n}\ndate: 2021-01-01\ntags: [b{n % 50}]\n---\n" + "Some *text* here. " * 9
        (started / "content" / f"a{n}.md").write_text(text)
    said = started.parent / "said.txt"
    start = Start(["--root", str(started), "--jobs", "2"], started.parent / "output.txt", dict(os.environ), errors=said)
    with Program(start) as program:
        while program.poll() is None and not list((started / ".tagarchive").glob(f"{STAGE}*")):
            time.sleep(0.001)
        program.interrupt()
        assert program.wait() == 130
    assert said.read_text() == "Stopped. The published site is as it was.\n"
    assert {file: file.read_bytes() for file in (started / "public").rglob("*.html")} == before


def test_new_follows_no_link(started: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (started / "content" / "a-story.md").symlink_to(tmp_path / "elsewhere.md")
    assert main(["new", "A story", "--root", str(started)]) == 1
    assert told_in(capsys.readouterr().err) == ["content/a-story.md: file-exists"]
    assert not (tmp_path / "elsewhere.md").exists()


@pytest.mark.parametrize(
    ("zone", "date"), [("UTC", "2021-01-09T08:53:20+00:00"), ("Pacific/Kiritimati", "2021-01-09T22:53:20+14:00")]
)
def test_new_dates_an_article_by_the_clock_of_the_site(started: Path, zone: str, date: str) -> None:
    (started / "site.toml").write_text(f'timezone = "{zone}"\n')
    (started / "content" / "welcome.md").unlink()
    environment = {"TZ": "America/New_York", "SOURCE_DATE_EPOCH": "1610182400"}
    done = completed(started.parent, ["new", "Filed now", "--root", started], **environment)
    assert f"date: {date}\n" in Path(done.stdout.strip()).read_text()
    checked = completed(started.parent, ["--root", started, "--dry-run"], SOURCE_DATE_EPOCH="1610182400")
    assert "future-date" not in checked.stdout
    assert "Read 1 article" in checked.stdout


def test_new_tells_what_is_wrong_with_the_site(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (started / "site.toml").write_text('timezone = "Nowhere"\n')
    assert main(["new", "Filed now", "--root", str(started)]) == 1
    err = capsys.readouterr().err
    assert told_in(err) == ["site.toml:1:1: bad-value"]
    assert "“Nowhere”" in err


def test_articles_whose_date_is_still_to_come_are_shown_on_demand(started: Path) -> None:
    (started / "content" / "a.md").write_text("---\ntitle: a\ndate: 2031-01-01\n---\n")
    assert main(["--root", str(started), "--quiet"]) == 0
    assert not (started / "public" / "articles" / "a").exists()
    assert main(["--root", str(started), "--quiet", "--future", "--output", str(started / "public")]) == 0
    assert (started / "public" / "articles" / "a").exists()
