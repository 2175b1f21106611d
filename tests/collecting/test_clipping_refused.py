"""What is refused leaves nothing behind, and says why."""

from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest
from conftest import Site
from desks import HTML, LIMITS, articles, shows, tried
from news_pages import PARAGRAPHS, TEXT, json_ld, page
from web_server import Answer, Server

from tagarchive.importing.inputs.fetch_limits import PAGE_LIMITS

GZIP = ("Content-Encoding", "gzip")


def refusal(site: Site, *origins: str, **options: object) -> str:
    before = articles(site)
    reason = tried(site, *origins, **options).reason  # type: ignore[arg-type]
    assert articles(site) == before
    return reason


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(404, b"<html>Not here</html>", HTML), "404"),
        (Answer(410), "gone for good"),
        (Answer(403), "not for programs"),
        (Answer(500), "500"),
        (Answer(200, b"%PDF-1.7", (("Content-Type", "application/pdf"),)), "application/pdf"),
        (Answer(200, b"", HTML), "expected a page of one article"),
        (Answer(200, b"<html><body></body></html>", HTML), "expected a page of one article"),
        (Answer(200, b"\x00\x01\x02"), "expected a page in HTML"),
        (Answer(200, b"<div>" * 5000 + b"x", HTML), "too deep"),
        (Answer(200, TEXT.encode(), (*HTML, GZIP)), "can't be fetched"),
        (Answer(200, TEXT.encode(), (*HTML, ("Content-Encoding", "br"))), "encoding br"),
        (Answer(302, b"", (("Location", "file:///etc/hostname"),)), "begins with https://"),
        (Answer(302, b"", (("Location", "/a"),)), "redirects"),
        (Answer(429, b"", (("Retry-After", "4000"),)), "429"),
    ],
)
def test_an_answer_that_is_no_page_is_refused(site: Site, server: Server, answer: Answer, said: str) -> None:
    server.answers["/a"] = answer
    assert said in refusal(site, f"{server.url}/a", keeps=True)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("file:///etc/passwd", "begins with https://"),
        ("ftp://news.example/a", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("data:text/html,<p>", "begins with https://"),
        ("https://me:secret@news.example/a", "name or password"),
        ("https://", "begins with https://"),
        ("https://[::", "no web address"),
        ("news.example/a", "no file here"),
        (".", "no file here"),
    ],
)
def test_what_is_no_plain_web_address_or_file_is_refused(site: Site, origin: str, said: str) -> None:
    reason = refusal(site, origin)
    assert said in reason
    assert "secret" not in reason


def test_a_password_does_not_make_a_known_address_pass(site: Site) -> None:
    site.article("old", source="{name: Daily, url: 'https://daily.example/a-1'}")
    assert "name or password" in refusal(site, "https://me:pw@daily.example/a-1")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])  # noqa: S104
def test_this_machine_is_refused_under_any_name_unless_it_is_allowed(site: Site, server: Server, host: str) -> None:
    shows(server, "/a", json_ld())
    reason = refusal(site, f"http://{host}:{server.server_port}/a", allow_private=False)
    assert "private network" in reason or "can't be fetched" in reason
    assert server.asked == []
    if host == "localhost":
        assert tried(site, f"http://{host}:{server.server_port}/a").one


def test_a_redirect_into_a_private_network_is_refused(
    site: Site, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first host counts as a public one, as a server of a stranger would be.
    from tagarchive.importing.inputs import hosts  # noqa: PLC0415

    real = hosts.is_public
    monkeypatch.setattr(hosts, "is_public", lambda number: number == "127.0.0.1" or real(number))
    server.answers["/a"] = Answer(302, b"", (("Location", "http://10.0.0.1/admin"),))
    assert "10.0.0.1 lies in a private network" in refusal(site, f"{server.url}/a", allow_private=False)


def test_a_large_page_is_refused_at_the_limit_and_little_memory_is_used(site: Site, server: Server) -> None:
    server.answers["/a"] = Answer(200, b"<p>" + b"x" * 999_997, HTML, has_length=False, times=500)
    tracemalloc.start()
    try:
        reason = refusal(site, f"{server.url}/a", limits=PAGE_LIMITS)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "more than 50,000,000 bytes" in reason
    assert peak < 130_000_000


def test_a_page_that_says_that_it_is_large_is_not_read(site: Site, server: Server) -> None:
    server.answers["/a"] = Answer(200, b"x" * 1_000_000, HTML, times=500)
    start = time.monotonic()
    assert "more than 50,000,000 bytes" in refusal(site, f"{server.url}/a", limits=PAGE_LIMITS)
    assert time.monotonic() - start < 2


def test_a_page_that_is_large_when_it_is_unpacked_is_refused(site: Site, server: Server) -> None:
    bomb = gzip.compress(b" " * 100_000_000, mtime=0)
    assert len(bomb) < 200_000
    server.answers["/a"] = Answer(200, bomb, (*HTML, GZIP))
    assert "more than 50,000,000 bytes" in refusal(site, f"{server.url}/a", limits=PAGE_LIMITS)
    server.answers["/b"] = Answer(200, gzip.compress(bomb, mtime=0), (*HTML, ("Content-Encoding", "gzip, gzip")))
    assert "encoding gzip, gzip" in refusal(site, f"{server.url}/b", limits=PAGE_LIMITS)


def test_a_slow_page_is_given_up(site: Site, server: Server) -> None:
    server.answers["/a"] = Answer(200, b"<p>" * 10_000, HTML, pause=0.02)
    start = time.monotonic()
    assert "no answer within" in refusal(site, f"{server.url}/a", limits=LIMITS._replace(seconds=0.4))
    assert time.monotonic() - start < 3


def test_what_is_refused_does_not_stop_the_others(site: Site, server: Server) -> None:
    done = tried(site, f"{server.url}/gone", shows(server, "/a", json_ld()), "nowhere.html")
    assert [one.origin for one in done.report.refused] == [f"{server.url}/gone", "nowhere.html"]
    assert articles(site) == ["content/2026/strike-at-the-port.md"]


def test_what_was_kept_of_a_page_that_is_not_filed_is_removed(
    site: Site, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tagarchive.collecting import ready_items  # noqa: PLC0415

    monkeypatch.setattr(ready_items, "import_into", lambda *_: None)
    assert refusal(site, shows(server, "/a", json_ld()), keeps=True) == "it would stop the build"


@pytest.mark.parametrize(
    ("charset", "encoding", "meta"),
    [
        ("iso-8859-1", "utf-8", "utf-8"),
        ("utf-8", "windows-1251", "windows-1251"),
        ("windows-1251", "windows-1251", "utf-8"),
        ("windows-1251", "windows-1251", ""),
        ("nonsense", "utf-8", "nonsense"),
        ("utf-16", "utf-8", "utf-16"),
    ],
)
def test_a_charset_that_lies_spoils_no_text(site: Site, server: Server, charset: str, encoding: str, meta: str) -> None:
    body = page("", "<article><h1>Забастовка в порту</h1><p>Докеры прекратили работу во вторник утром.</p></article>")
    written = body.decode().replace("utf-8", meta).encode(encoding)
    done = tried(site, shows(server, "/a", written, ("Content-Type", f"text/html; charset={charset}")))
    assert done.matter["title"] == "Забастовка в порту"
    assert "Докеры прекратили работу" in done.text


def test_a_page_with_a_few_damaged_bytes_is_read_as_what_it_says(site: Site, server: Server) -> None:
    body = json_ld(body=TEXT.replace("Velm", "Vélm") + "<p>An end that is dam\udcffaged.</p>")
    assert b"\\udcff" not in body
    done = tried(site, shows(server, "/a", body, ("Content-Type", "text/html; charset=utf-8")))
    assert PARAGRAPHS[0].replace("Velm", "Vélm") in done.text
    assert "damaged UTF-8" in done.notes


@pytest.mark.parametrize(
    "location",
    ["http://[::", "https://", "//", "http://a..b/", "http://\xff/", "http://" + "a" * 300 + ".example/", "x:y"],
)
def test_no_redirect_does_harm(site: Site, server: Server, location: str) -> None:
    server.answers["/a"] = Answer(302, b"", (("Location", location),))
    assert refusal(site, f"{server.url}/a")


@pytest.mark.parametrize("kind", ["", ";", "text/html; charset=", 'text/html; charset="', "TEXT/HTML;charset=\xff"])
def test_no_type_of_content_does_harm(site: Site, server: Server, kind: str) -> None:
    assert tried(site, shows(server, "/a", json_ld(), ("Content-Type", kind))).matter["title"] == "Strike at the port"
