"""The preview's edges: too many pages, requests that never end, and what other sites may make a browser do."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from conftest import Site
from playwright.sync_api import Browser
from served import Served, until

from tagarchive.preview.connections import most_connections, most_streams
from tagarchive.preview.guard import GUARDS

PATIENCE = 1.0
"""Seconds that a preview waits for the end of a request, where a test has to wait for it too."""

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
EVENTS = b"GET /.tagarchive/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def desk(site: Site) -> Site:
    return site.article("a")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview that is only asked."""
    desk = Site(tmp_path_factory.mktemp("served")).article("a", body="![m](m.svg) [p](p.html) [t](t.pdf)")
    desk.put("content/m.svg", SCRIPT).put("content/p.html", b"<p>").put("content/t.pdf", b"%PDF-")
    with Served(desk.put("static/m.svg", SCRIPT).put("static/s.html", b"<p>\n").root, "--no-drafts") as running:
        yield running


SCRIPT = b"""<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><style>rect { fill: red }</style>
<rect width="9" height="9"/><script>fetch("/articles/a/").then(() => document.documentElement.id = "ran")</script></svg>
"""


def opened(served: Served, request: bytes, stack: ExitStack) -> socket.socket:
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=30))
    connection.sendall(request)
    return connection


def test_of_too_many_open_pages_some_are_refused_and_the_preview_answers(desk: Site) -> None:
    with Served(desk.root, files=192) as served, ExitStack() as stack:
        streams = [opened(served, EVENTS, stack) for _ in range(60)]
        answers = [one.recv(100) for one in streams]
        refused = [answer for answer in answers if answer.startswith(b"HTTP/1.1 503")]
        assert len(refused) == 60 - most_streams(192 - 128)
        assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers if answer not in refused)
        assert served.get("/articles/a/").status == 200
        assert "Traceback" not in served.said()


def test_a_stream_that_ends_makes_room_for_another(desk: Site) -> None:
    with Served(desk.root, files=160) as served, ExitStack() as stack:
        streams = [opened(served, EVENTS, stack) for _ in range(most_streams(160 - 128))]
        assert all(one.recv(100).startswith(b"HTTP/1.1 200") for one in streams)
        assert opened(served, EVENTS, stack).recv(100).startswith(b"HTTP/1.1 503")
        for one in streams:
            one.close()
        until(lambda: opened(served, EVENTS, stack).recv(100).startswith(b"HTTP/1.1 200"))


def test_more_connections_than_files_are_told_once_and_pages_are_still_answered(desk: Site) -> None:
    with Served(desk.root, files=160) as served, ExitStack() as stack:
        for _ in range(200):
            opened(served, HEAD, stack)
        assert served.get("/articles/a/").status == 200
        assert served.said().count("More connections than the preview keeps open") == 1
        assert "Traceback" not in served.said()
        assert "accept" not in served.said()


def test_a_request_that_does_not_end_is_dropped_and_an_open_page_is_not(desk: Site) -> None:
    shorter = f"connections.PATIENCE = live_reload.PING = {PATIENCE}"
    prepared = f"from tagarchive.preview import connections, live_reload; {shorter}"
    with Served(desk.root, prepared=prepared) as served, ExitStack() as stack:
        started = time.monotonic()
        page, silent, slow = (opened(served, start, stack) for start in (EVENTS, b"", HEAD))
        body = opened(served, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n", stack)
        assert body.recv(100).startswith(b"HTTP/1.1 405")
        while time.monotonic() < started + PATIENCE / 2:
            slow.sendall(b"X: 1\r\n")
            time.sleep(PATIENCE / 4)
        for one in (silent, slow, body):
            wait_for_the_end(one)
        assert time.monotonic() - started > PATIENCE / 2
        while time.monotonic() < started + 2 * PATIENCE:
            assert page.recv(10_000)


def wait_for_the_end(connection: socket.socket) -> None:
    with suppress(ConnectionError):
        while connection.recv(10_000):
            pass


def test_the_most_connections_leave_files_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, most in ((64, 16), (256, 128), (1024, 896), (100_000, 1000), (-1, 1000)):
        monkeypatch.setattr("resource.getrlimit", lambda _, soft=limit: (soft, soft))
        assert most_connections() == most


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://]", "http://a]b", "http://\xe9[", "", "null"])
def test_a_malformed_origin_is_a_foreign_one(served: Served, origin: str) -> None:
    for path in ("/", "/articles/a/", "/.tagarchive/client.js", "/none"):
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n"
        assert served.raw(request.encode("latin-1")).startswith(b"HTTP/1.1 403")
    assert "Traceback" not in served.said()


@pytest.mark.parametrize("host", ["[", "[::1", "a]b:80", "\xe9", "http://[", "localhost:x"])
def test_a_malformed_host_is_a_foreign_one(served: Served, host: str) -> None:
    found = served.raw(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1"))
    assert found.startswith(b"HTTP/1.1 403")
    assert "Traceback" not in served.said()


def test_every_answer_is_kept_from_other_sites(served: Served) -> None:
    etag = served.get("/articles/a/").headers["etag"]
    answers = {
        200: served.get("/"), 302: served.get("/articles/a"), 304: served.get("/articles/a/", If_None_Match=etag),
        403: served.get("/", Host="evil.example"), 404: served.get("/none/"), 405: served.get("/", "POST"),
    }  # fmt: skip
    for status, answer in answers.items():
        assert answer.status == status
        assert answer.headers.items() >= GUARDS.items(), status
    for path in ("/.tagarchive/client.js", "/.tagarchive/none", "/s.html", "/feed.xml"):
        assert served.get(path).headers.items() >= GUARDS.items(), path
    invalid = served.raw(b"\0\r\n\r\n")
    assert invalid.startswith(b"HTTP/1.1 400")
    assert all(f"{name}: {value}".encode() in invalid for name, value in GUARDS.items())


def test_files_beside_articles_are_served_in_a_sandbox(served: Served) -> None:
    for path in ("/files/m.svg", "/files/p.html"):
        policy = served.get(path).headers["content-security-policy"]
        assert policy.startswith("sandbox; default-src 'none';")
        assert policy.endswith(GUARDS["content-security-policy"])
    for path in ("/files/t.pdf", "/s.html", "/articles/a/"):
        assert served.get(path).headers["content-security-policy"] == GUARDS["content-security-policy"]


@pytest.mark.browser
def test_a_script_in_a_drawing_beside_an_article_does_not_run_in_the_preview(served: Served, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/m.svg")
    until(lambda: page.evaluate("document.documentElement.id") == "ran")
    answer = page.goto(f"{served.url}/files/m.svg")
    assert answer is not None
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text()
    assert page.evaluate("getComputedStyle(document.querySelector('rect')).fill") == "rgb(255, 0, 0)"
    assert page.evaluate("document.documentElement.id") == ""
    page.goto(f"{served.url}/articles/a/")
    assert page.evaluate("document.querySelector('main img').naturalWidth") == 10
    context.close()
