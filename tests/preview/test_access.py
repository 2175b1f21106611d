"""A preview that others can reach: by which names, from which pages, and with the token alone."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import Site, told
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from served import Answer, Served, free_port

from tagarchive.commands.main import main
from tagarchive.core.errors import SiteError
from tagarchive.preview.access import LOOPBACK, Access, access, cookie_name, named
from tagarchive.preview.entrances import Entrances
from tagarchive.preview.listener import listening

INBOX = "/.tagarchive/inbox"
EVENTS = "/.tagarchive/events?path=/"
NAMED = ("--host", "127.0.0.1", "--allow-host", "Desk.local", "--allow-host", "desk-8000.example", "--edit")


class Reached(Served):
    """A preview that other machines may reach. What it prints has the token."""

    @property
    def token(self) -> str:
        return str(re.findall(r"\?token=(\S+)", self.log.read_text())[0])

    @property
    def cookie(self) -> str:
        return f"{cookie_name(self.port)}={self.token}"

    def is_up(self) -> bool:
        return super().is_up() and "?token=" in self.log.read_text()

    def asked(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.get(path, method, **{"Cookie": self.cookie, **headers})


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    site = Site(tmp_path_factory.mktemp("reached")).article("a").article("inbox/b", draft="true")
    with Reached(site.root, *NAMED) as served:
        yield served


def test_nothing_is_answered_without_the_token(preview: Reached) -> None:
    for path in ("/", "/articles/a/", "/none/", EVENTS, INBOX, "/.tagarchive/client.js", "/feed.xml"):
        for method in ("GET", "HEAD", "POST"):
            for cookie in ("", "x", cookie_name(preview.port), f"{cookie_name(preview.port)}={preview.token[:-1]}"):
                answer = preview.get(path, method, Cookie=cookie)
                assert (answer.status, answer.headers["cache-control"]) == (403, "no-store"), (path, method, cookie)
                assert preview.token not in answer.text
    assert "Open the whole address that `tagarchive serve` printed" in preview.get("/").text
    wrong = preview.get(f"/?token={preview.token}x")
    assert (wrong.status, "set-cookie" in wrong.headers) == (403, False)
    assert preview.get(f"/?token={preview.token}", "POST").status == 403


def test_the_token_becomes_a_cookie_and_leaves_the_address(preview: Reached) -> None:
    answer = preview.get(f"/tag/a%20b/?x=1&token={preview.token}&y=%C3%A9")
    assert (answer.status, answer.headers["location"]) == (303, "/tag/a%20b/?x=1&y=%C3%A9")
    assert answer.headers["set-cookie"] == f"{preview.cookie}; HttpOnly; Path=/; SameSite=lax"
    assert preview.asked("/").status == preview.asked("/articles/a/").status == 200
    assert preview.get("/", Cookie=f'a={{"b": [1]}}; {preview.cookie}; c').status == 200
    assert len(preview.token) >= 32


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example", "/%2f/evil.example", "/\\evil.example/"])
def test_the_way_to_the_clean_address_leads_to_no_other_host(preview: Reached, path: str) -> None:
    request = f"GET {path}?token={preview.token} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    answer = preview.raw(request.encode()).decode()
    assert answer.startswith("HTTP/1.1 303")
    assert re.search(r"^location: /(?![/\\])", answer, re.MULTILINE)


HOSTILE = [
    "", "evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "desk.local.evil.example", "xdesk.local",
    "desk.local@evil.example", "desk.local.", "0.0.0.0:{port}", "192.0.2.7", "[::2]:{port}", "[::1", "::1",
    "2130706433", "0x7f000001", "127.1", "localhost:{port}:1", "localhost:x", "desk.local/", "desk.local, evil.example",
    "[::ffff:127.0.0.1]", "*",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTILE)
def test_it_answers_to_no_name_that_was_not_given_not_even_with_the_token(preview: Reached, host: str) -> None:
    name = host.format(port=preview.port)
    for path in ("/", EVENTS, INBOX, f"/?token={preview.token}"):
        lines = f"GET {path} HTTP/1.1\r\nHost: {name}\r\nCookie: {preview.cookie}\r\nConnection: close\r\n\r\n"
        answer = preview.raw(lines.encode())
        assert answer.startswith((b"HTTP/1.1 403", b"HTTP/1.1 400")), (path, answer[:200])
        assert b"set-cookie" not in answer


def test_no_header_of_a_proxy_adds_a_name(preview: Reached) -> None:
    for name in ("X-Forwarded-Host", "Forwarded", "X-Original-Host", "X-Host"):
        value = "host=127.0.0.1;proto=https" if name == "Forwarded" else "127.0.0.1"
        assert preview.asked("/", Host="evil.example", **{name: value}).status == 403
    two = f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nCookie: {preview.cookie}\r\n\r\n"
    assert preview.raw(two.encode()).startswith(b"HTTP/1.1 400")
    old = f"GET / HTTP/1.0\r\nCookie: {preview.cookie}\r\n\r\n"
    assert preview.raw(old.encode()).startswith((b"HTTP/1.1 403", b"HTTP/1.0 403"))


def test_it_answers_to_each_name_that_was_given(preview: Reached) -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", "desk.local", "DESK.local", "desk-8000.example"):
        assert preview.asked("/", Host=host).status == preview.asked("/", Host=f"{host}:{preview.port}").status == 200


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104 (nothing listens there)
def test_at_every_address_it_answers_to_the_one_that_was_reached(address: str) -> None:
    everywhere = access(address, ())
    assert everywhere.token
    assert everywhere.answers_to("192.0.2.3:8000", "192.0.2.3")
    assert everywhere.answers_to("192.0.2.3", "::ffff:192.0.2.3")
    assert not everywhere.answers_to("192.0.2.3:8000", "192.0.2.4")
    assert not access("127.0.0.1", ()).answers_to("192.0.2.3:8000", "192.0.2.3")


def test_an_address_that_was_not_reached_is_no_name_of_the_preview(preview: Reached) -> None:
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.3\r\nCookie: {preview.cookie}\r\nConnection: close\r\n\r\n".encode()
    assert preview.raw(request).startswith(b"HTTP/1.1 403")


def test_pages_of_the_preview_may_ask_also_behind_a_proxy_with_https(preview: Reached) -> None:
    own = f"127.0.0.1:{preview.port}"
    for host, origin in (
        (own, f"http://{own}"),
        ("desk.local:1", "http://desk.local:1"),
        ("desk-8000.example", "https://desk-8000.example"),
        (f"localhost:{preview.port}", "https://desk-8000.example"),
    ):
        assert preview.asked("/", Host=host, Origin=origin).status == 200, origin


def test_pages_of_other_sites_may_ask_nothing(preview: Reached) -> None:
    own = f"127.0.0.1:{preview.port}"
    for origin in (
        "null",
        "",
        "http://evil.example",
        f"https://{own}.evil.example",
        "http://127.0.0.1",
        "http://localhost:1",
        "http://desk.local",
        "http://desk.local:1",
        "https://desk.local:8443",
        "https://localhost",
        "ftp://desk.local",
        "https://desk.local.evil.example",
        f"http://{own} https://evil.example",
    ):
        for path in ("/", EVENTS, INBOX):
            assert preview.asked(path, Host=own, Origin=origin).status == 403, (origin, path)
        body = urlencode({"do": "discard", "path": "content/inbox/b.md"})
        headers = {"cookie": preview.cookie, "origin": origin, "content-type": "application/x-www-form-urlencoded"}
        assert preview.post(INBOX, body, headers).status == 403
        assert preview.post(f"{INBOX}?token={preview.token}", body, {**headers, "cookie": ""}).status == 403
    assert (preview.root / "content/inbox/b.md").exists()


def test_the_buttons_of_the_inbox_need_the_token_and_work_with_it(tmp_path: Path) -> None:
    site = Site(tmp_path).article("inbox/b", draft="true")
    with Reached(site.root, *NAMED) as served:
        body = urlencode({"do": "discard", "path": "content/inbox/b.md"})
        kind = {"content-type": "application/x-www-form-urlencoded", "host": "localhost"}
        own = {**kind, "origin": "https://desk.local", "sec-fetch-site": "same-origin"}
        assert served.post(INBOX, body, own).status == 403
        assert served.post(INBOX, body, {**kind, "cookie": served.cookie}).status == 403
        assert served.post(INBOX, body, {**own, "cookie": served.cookie}).status == 303
        assert not (site.root / "content/inbox/b.md").exists()


def test_a_browser_needs_the_address_with_the_token_once(preview: Reached, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    refused = page.goto(f"{preview.url}/")
    assert refused
    assert refused.status == 403
    page.goto(f"{preview.url}/articles/a/?token={preview.token}")
    assert page.url == f"{preview.url}/articles/a/"
    with page.expect_request(lambda request: "/.tagarchive/events" in request.url) as told_of:
        page.goto(f"{preview.url}/tags/")
    response = told_of.value.response()
    assert response
    assert response.status == 200
    assert page.evaluate("document.cookie") == ""
    context.close()


@pytest.mark.parametrize("options", [(), ("--host", "127.0.0.2"), ("--host", "::1"), ("--host", "[::1]")])
def test_a_preview_for_this_machine_asks_for_no_token(site: Site, options: tuple[str, ...]) -> None:
    address = options[-1].strip("[]") if options else "127.0.0.1"
    port = free_port()
    found = Served(site.article("a").root, *options, "--port", str(port))
    found.is_up = lambda: "at http" in found.log.read_text()  # type: ignore[method-assign]
    with found as served:
        name = f"[{address}]" if ":" in address else address
        assert f"at http://{name}:{port}/\n" in served.said()
        with socket.create_connection((address, port), timeout=5) as there:
            there.sendall(f"GET / HTTP/1.1\r\nHost: {name}:{port}\r\nConnection: close\r\n\r\n".encode())
            assert there.recv(100).startswith(b"HTTP/1.1 200")


def test_with_a_further_name_alone_it_stays_on_this_machine_and_asks_for_the_token(site: Site) -> None:
    with Reached(site.article("a").root, "--allow-host", "desk.example") as served:
        assert served.get("/").status == 403
        assert served.asked("/", Host="desk.example").status == 200
        with pytest.raises(OSError, match=r"refused|assign"):
            socket.create_connection(("127.0.0.2", served.port), timeout=2)
        shown = served.log.read_text()
        assert f"at http://127.0.0.1:{served.port}/?token={served.token}\n" in shown
        assert f"    elsewhere: https://desk.example/?token={served.token}\n" in shown


def test_the_addresses_that_are_printed() -> None:
    def of(address: str, *names: str) -> list[str]:
        ways = Entrances(access(address, [named(name) for name in names]), address, 8000)
        return [re.sub(r"=\S+", "=T", url) for url in (ways.here("/x/"), *ways.elsewhere("/x/"))]

    assert of("127.0.0.1") == ["http://127.0.0.1:8000/x/"]
    assert of("0.0.0.0") == ["http://127.0.0.1:8000/x/?token=T"]  # noqa: S104
    assert of("::") == ["http://[::1]:8000/x/?token=T"]
    assert of("192.0.2.1", "desk.local") == [
        "http://192.0.2.1:8000/x/?token=T",
        "http://desk.local:8000/x/?token=T",
    ]
    assert of("fe80::1%eth0") == ["http://[fe80::1]:8000/x/?token=T"]


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(SiteError) as caught:
        listening(free_port(), "192.0.2.1")
    (problem,) = told(caught.value.problems)
    assert problem == "--host: no-such-address"
    assert problem.hint == "name an address of this machine, or 0.0.0.0 for all of them"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--host", "desk.local", "expected an IP address of this machine, such as 0.0.0.0 or ::1, found “desk.local”"),
        ("--host", "0.0.0.0:80", "expected an IP address"),
        ("--allow-host", "https://desk.local", "expected the name of a host without port and path"),
        ("--allow-host", "desk.local:80", "expected the name of a host"),
        ("--allow-host", "*", "expected the name of a host"),
        ("--allow-host", "", "expected the name of a host"),
        ("--allow-host", "a\nb", "expected the name of a host"),
    ],
)
def test_a_wrong_address_or_name_is_told(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", option, value])
    assert ended.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())


@given(st.text() | st.from_regex(r"[a-z0-9.:\[\]@/-]*", fullmatch=True))
def test_no_text_is_taken_for_a_name_but_the_names(host: str) -> None:
    name = host.lower().rpartition(":")[0] if re.fullmatch(r".*:\d+", host, re.DOTALL) else host.lower()
    assert Access().answers_to(host, "127.0.0.1") == (name in LOOPBACK)


@given(st.text(), st.text(min_size=1))
def test_nothing_but_the_token_is_the_token(shown: str, token: str) -> None:
    here: Any = Access(token=token.encode("utf-8", "replace").decode())
    assert here.is_token(shown.encode("utf-8", "replace").decode()) == (
        shown.encode("utf-8", "replace") == token.encode("utf-8", "replace")
    )
    assert not Access().is_token(shown)


def test_each_start_has_another_token() -> None:
    tokens = {access("0.0.0.0", ()).token for _ in range(20)}  # noqa: S104
    assert len(tokens) == 20
    assert all(len(token) >= 32 for token in tokens)
