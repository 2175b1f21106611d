"""The command line of imports: kinds, exit codes, and what is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import Site

from tagarchive.commands.main import main

CSV = "title,url,time_added,tags,status\nWall holds,https://times.example/wall,1709716320,harbour|storm,unread\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_text(CSV)
    return file


def run(site: Site, *arguments: str | Path) -> int:
    return main(["import", *map(str, arguments), "--root", str(site.root)])


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_the_report_is_one_object_and_nothing_else_is_printed(
    site: Site, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "csv", table, "--json", "--tag", "Desk") == 0
    report = as_json(capsys)
    assert list(report) == ["kind", "imported", "skipped", "guessed", "lost", "notes", "files"]
    assert report["imported"] == [{"from": "export.csv", "to": "content/2024/wall-holds.md", "type": "article"}]
    assert report["files"] == ["content/2024/wall-holds.md"]
    assert {guess["key"] for guess in report["guessed"]} >= {"date", "source.name"}
    text = (site.root / "content/2024/wall-holds.md").read_text()
    assert "tags: [harbour, storm, Desk]" in text
    assert run(site, "csv", table, "--json", "--tag", "Desk") == 0
    again = as_json(capsys)
    assert (again["imported"], again["files"]) == ([], [])


def test_a_kind_that_is_left_out_is_recognised_and_said(
    site: Site, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, table) == 0
    assert "Imported 1 article, recognised as csv.\n1 file written.\n" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(site: Site, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(site.root.rglob("*"))
    assert run(site, table, "--dry-run") == 0
    assert sorted(site.root.rglob("*")) == before
    assert "Would import 1 article" in capsys.readouterr().out


def test_articles_go_into_a_folder_that_is_named(site: Site, table: Path) -> None:
    assert run(site, table, "--into", "content/clippings") == 0
    assert (site.root / "content/clippings/2024/wall-holds.md").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense", "x.csv"],
        ["csv", "a", "b"],
        ["x.csv", "--yes"],
        ["x.csv", "--into", "../out"],
        ["x.csv", "--into", "pages"],
        ["x.csv", "--map", "title"],
        ["x.csv", "--categories", "some"],
    ],
)
def test_a_command_line_that_is_not_understood_ends_with_2(
    site: Site, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run(site, *arguments)
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown-input"),
        (b"\x00\x01\x02", "unknown-input"),
        (b"title,url,time_added,tags,status\n", "nothing-to-import"),
    ],
)
def test_an_input_with_nothing_in_it_ends_with_1_and_writes_nothing(
    site: Site, tmp_path: Path, data: bytes, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_bytes(data)
    assert run(site, tmp_path / "in.csv") == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert list((site.root / "content").iterdir()) == []


def test_a_path_without_a_file_is_a_problem(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "csv", "nowhere.csv") == 1
    assert "[no-input]" in capsys.readouterr().err


def test_an_update_shows_the_difference_and_replaces_only_with_consent(
    site: Site, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, table) == 0
    file = site.root / "content/2024/wall-holds.md"
    file.write_text(file.read_text().replace("title: Wall holds", "title: My title"))
    mine = file.read_bytes()
    assert run(site, table, "--update") == 0
    printed = capsys.readouterr()
    assert "-title: My title\n+title: Wall holds\n" in printed.err
    assert file.read_bytes() == mine
    assert run(site, table, "--update", "--yes") == 0
    assert "title: Wall holds" in file.read_text()


FEED = """<rss version="2.0"><channel><title>Courier</title><link>https://courier.example/</link>
<item><title>Ferry runs</title><link>https://courier.example/ferry</link><guid>{guid}</guid>
<pubDate>Mon, 04 Mar 2024 13:15:00 GMT</pubDate><description>It runs.</description></item></channel></rss>"""


class FeedServer(ThreadingHTTPServer):
    """A server of one feed, and the conditions that it was asked with."""

    feed = ""
    asked: list[str | None]


class Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        self.server.asked.append(self.headers["If-None-Match"])
        known = self.headers["If-None-Match"] == f'"{len(self.server.feed)}"'
        self.send_response(304 if known else 200)
        self.send_header("ETag", f'"{len(self.server.feed)}"')
        self.end_headers()
        self.wfile.write(b"" if known else self.server.feed.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def feed_server() -> Iterator[FeedServer]:
    server = FeedServer(("127.0.0.1", 0), Handler)
    server.feed, server.asked = FEED.format(guid="a"), []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_feed_that_is_fetched_again_is_asked_for_only_if_it_is_new(
    site: Site, feed_server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:{feed_server.server_port}/feed.xml"

    def fetch() -> dict[str, Any]:
        assert run(site, "feed", url, "--fetch", "--tag", "Desk", "--json") == 0
        return as_json(capsys)

    assert [one["to"] for one in fetch()["imported"]] == ["content/2024/ferry-runs.md"]
    again = fetch()
    assert (again["imported"], again["files"]) == ([], [])
    assert again["notes"][0]["text"] == "nothing is new since the last import"
    first = '"' + str(len(feed_server.feed)) + '"'
    feed_server.feed = feed_server.feed.replace("</channel>", FEED.format(guid="bb").partition("</link>\n")[2])
    feed_server.feed = feed_server.feed.replace(
        "courier.example/ferry</link><guid>bb", "courier.example/b</link><guid>bb"
    )
    assert [one["to"] for one in fetch()["imported"]] == ["content/2024/ferry-runs-2.md"]
    assert feed_server.asked == [None, first, first]


def test_an_update_fetches_a_feed_that_is_known(site: Site, feed_server: FeedServer) -> None:
    arguments = ("feed", f"http://127.0.0.1:{feed_server.server_port}/feed.xml", "--fetch")
    assert run(site, *arguments) == 0
    feed_server.feed = feed_server.feed.replace("It runs.", "It runs no more.")
    assert run(site, *arguments) == 0
    file = site.root / "content/2024/ferry-runs.md"
    assert "It runs." in file.read_text("utf-8")
    assert run(site, *arguments, "--update", "--yes") == 0
    assert "It runs no more." in file.read_text("utf-8")


def test_an_address_is_fetched_wherever_the_options_stand(site: Site, feed_server: FeedServer) -> None:
    url = f"http://127.0.0.1:{feed_server.server_port}/feed.xml"
    assert run(site, "feed", "--fetch", url) == 0
    assert run(site, "feed", "--tag", "Desk", url) == 0
    assert "tags: [Desk]" in (site.root / "content/2024/ferry-runs.md").read_text()


def test_a_dry_run_of_a_fetched_feed_writes_nothing(site: Site, feed_server: FeedServer) -> None:
    before = sorted(site.root.rglob("*"))
    url = f"http://127.0.0.1:{feed_server.server_port}/feed.xml"
    assert run(site, "feed", url, "--fetch", "--dry-run") == 0
    assert sorted(site.root.rglob("*")) == before


def test_a_folder_without_a_site_is_a_problem(tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["import", str(table), "--root", str(tmp_path / "empty")]) == 1
    assert "[no-site]" in capsys.readouterr().err
