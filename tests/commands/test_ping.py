"""The hub is told of feeds that changed, once."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from conftest import Site, told_in

from tagarchive.commands.main import main


class Hub(ThreadingHTTPServer):
    """A hub that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.answer = 204
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append(parse_qs(data.decode()))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ping(site: Site) -> int:
    return main(["ping", "--root", str(site.root), "--output", str(site.output)])


def test_the_hub_is_told_of_each_change_once(site: Site, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\nformats = ["rss"]\nhub = "{hub.url}"\n')
    site.article("a", tags="[T]").article("b", tags="[U]").build()
    assert ping(site) == 0
    assert hub.told[0]["hub.mode"] == ["publish"]
    assert hub.told[0]["hub.url"] == [f"https://desk.example/{place}feed.xml" for place in ("", "tag/t/", "tag/u/")]
    assert ping(site) == 0
    assert len(hub.told) == 1
    assert "No feed has changed" in capsys.readouterr().out
    site.article("b", tags="[U]", body="Edited.").build()
    assert ping(site) == 0
    assert hub.told[1]["hub.url"] == ["https://desk.example/feed.xml", "https://desk.example/tag/u/feed.xml"]


def test_a_hub_that_refuses_or_is_away_is_told_of_and_asked_again(
    site: Site, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[feeds]\nhub = "{hub.url}"\n').article(
        "a"
    ).build()
    hub.answer = 500
    assert ping(site) == 1
    assert told_in(capsys.readouterr().err) == ["site.toml: hub-refuses"]
    hub.answer = 202
    assert ping(site) == 0
    assert len(hub.told) == 2


def test_without_a_hub_there_is_nobody_to_tell(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert ping(site.article("a")) == 1
    assert told_in(capsys.readouterr().err) == ["site.toml: no-hub"]
