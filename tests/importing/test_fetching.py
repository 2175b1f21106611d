"""Fetching a feed: limits, what is refused, and what is asked if nothing is new. The server is a local one."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from typing import Any

import pytest
from web_server import Answer, Server, serving

from tagarchive import __version__
from tagarchive.core.errors import Problem, SiteError
from tagarchive.importing.inputs import fetching
from tagarchive.importing.inputs.fetch_limits import FetchLimits
from tagarchive.importing.inputs.fetching import Fetched, Fetcher, Validators, fetched
from tagarchive.importing.inputs.hosts import is_public

FEED = b'<rss version="2.0"><channel><title>Mill</title></channel></rss>'


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.answers["/feed.xml"] = feed()
        yield made


def feed(**differences: Any) -> Answer:
    """The answer with the feed."""
    return Answer(body=FEED)._replace(**differences)


def got(url: str, validators: Validators | None = None) -> Fetched:
    return fetched(url, validators, allow_private=True)


def refusal(url: str, *, allow_private: bool = True) -> Problem:
    with pytest.raises(SiteError) as caught:
        fetched(url, allow_private=allow_private)
    (problem,) = caught.value.problems
    assert problem.code == "not-fetched"
    return problem


def test_a_feed_is_fetched_with_its_address_as_its_name(server: Server) -> None:
    result = got(f"{server.url}/feed.xml#top")
    assert result.url == result.files.name == f"{server.url}/feed.xml"
    assert result.files.data(result.url) == result.files.opened(result.url).read() == FEED
    assert result.files.head(result.url, 4) == b"<rss"
    assert list(result.files.names()) == [result.url]
    assert result.files.has(result.url)
    assert not result.files.refused()
    assert not result.not_modified


def test_a_request_says_who_asks_and_for_which_host(server: Server) -> None:
    got(f"{server.url}/feed.xml")
    (asked,) = server.asked
    assert asked["user-agent"] == f"tagarchive/{__version__}"
    assert asked["host"] == f"127.0.0.1:{server.server_port}"
    assert "cookie" not in asked
    assert "authorization" not in asked


def test_a_known_feed_is_asked_for_only_if_it_is_new(server: Server) -> None:
    headers = (("ETag", '"abc"'), ("Last-Modified", "Mon, 04 Mar 2024 08:15:00 GMT"))
    server.answers["/feed.xml"] = lambda asked: (
        Answer(304, b"") if asked.get("if-none-match") == '"abc"' else feed(headers=headers)
    )
    first = got(f"{server.url}/feed.xml")
    assert first.validators == Validators(f"{server.url}/feed.xml", '"abc"', "Mon, 04 Mar 2024 08:15:00 GMT")
    second = got(f"{server.url}/feed.xml", first.validators)
    assert second.not_modified
    assert second.validators == first.validators
    assert server.asked[1]["if-modified-since"] == "Mon, 04 Mar 2024 08:15:00 GMT"


def test_validators_are_for_the_address_that_gave_them(server: Server) -> None:
    got(f"{server.url}/feed.xml", Validators(f"{server.url}/other.xml", '"abc"'))
    assert "if-none-match" not in server.asked[0]


def test_redirects_are_followed_and_a_lasting_one_is_said(server: Server) -> None:
    server.answers |= {
        "/old": Answer(301, b"", (("Location", "/now"),)),
        "/now": Answer(302, b"", (("Location", f"{server.url}/feed.xml"),)),
    }
    result = got(f"{server.url}/old")
    assert result.url == f"{server.url}/feed.xml"
    assert [remark.text for remark in result.remarks] == [f"{server.url}/old has moved to {server.url}/now"]


def test_redirects_without_end_are_refused(server: Server) -> None:
    server.answers["/loop"] = Answer(302, b"", (("Location", "/loop"),))
    assert "more than 5 redirects" in refusal(f"{server.url}/loop").message
    assert len(server.asked) == 6


@pytest.mark.parametrize("target", ["ftp://mill.example/feed", "file:///etc/hostname", "http://me:pw@mill.example/"])
def test_a_redirect_is_checked_like_an_address(server: Server, target: str) -> None:
    server.answers["/away"] = Answer(302, b"", (("Location", target),))
    problem = refusal(f"{server.url}/away")
    assert "found" in problem.message
    assert "pw" not in str(problem)


@pytest.mark.parametrize(
    "url", ["", "feed.xml", "file:///etc/hostname", "ftp://mill.example/", "javascript:1", "https://", "http://[::"]
)
def test_other_addresses_than_those_of_the_web_are_refused(url: str) -> None:
    assert refusal(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    problem = refusal("https://me:secret@mill.example/feed")
    assert "password" in problem.message
    assert "secret" not in str(problem)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "192.168.0.1", "10.1.2.3", "169.254.169.254", "[::1]"])
def test_private_networks_are_refused(host: str) -> None:
    assert "private network" in refusal(f"http://{host}:9/", allow_private=False).message


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *(("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True)),
        *(("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("fe80::1%eth0", False)),
        *(("224.0.0.1", False), ("100.64.0.1", False), ("192.168.1.1", False), ("fd00::1", False), ("ff02::1", False)),
    ],
)
def test_a_public_address_is_one_that_everybody_can_reach(number: str, expected: bool) -> None:  # noqa: FBT001
    assert is_public(number) is expected


def test_a_compressed_feed_is_read(server: Server) -> None:
    server.answers["/feed.xml"] = Answer(200, gzip.compress(FEED, mtime=0), (("Content-Encoding", "gzip"),))
    assert got(f"{server.url}/feed.xml").files.content == FEED
    assert server.asked[0]["accept-encoding"] == "gzip"


def test_a_compressed_feed_that_grows_beyond_the_limit_is_refused(server: Server) -> None:
    bomb = gzip.compress(b" " * 3 * fetching.LARGEST, mtime=0)
    server.answers["/feed.xml"] = Answer(200, bomb, (("Content-Encoding", "gzip"),))
    assert "more than 20,000,000 bytes" in refusal(f"{server.url}/feed.xml").message


@pytest.mark.parametrize(
    ("body", "encoding"), [(gzip.compress(FEED, mtime=0)[:-9], "gzip"), (FEED, "gzip"), (FEED, "br"), (FEED, "zstd")]
)
def test_content_that_can_not_be_decompressed_is_refused(server: Server, body: bytes, encoding: str) -> None:
    server.answers["/feed.xml"] = Answer(200, body, (("Content-Encoding", encoding),))
    assert refusal(f"{server.url}/feed.xml")


@pytest.mark.parametrize("has_length", [True, False])
def test_a_large_document_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch, *, has_length: bool) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10)
    server.answers["/feed.xml"] = feed(has_length=has_length)
    assert "more than 10 bytes" in refusal(f"{server.url}/feed.xml").message


def test_bytes_that_decompress_to_nothing_count_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    empty = gzip.compress(b"", mtime=0) * 100
    server.answers["/feed.xml"] = Answer(200, empty, (("Content-Encoding", "gzip"),), has_length=False)
    assert "more than 1,000 bytes" in refusal(f"{server.url}/feed.xml").message


def test_all_members_of_compressed_content_are_read_and_what_fills_it_up_is_not(server: Server) -> None:
    body = gzip.compress(FEED[:20], mtime=0) + gzip.compress(FEED[20:], mtime=0) + bytes(512)
    server.answers["/feed.xml"] = Answer(200, body, (("Content-Encoding", "gzip"),))
    assert got(f"{server.url}/feed.xml").files.content == FEED


def test_a_document_comes_with_what_was_sent_and_received(server: Server) -> None:
    sent = gzip.compress("Café".encode("latin-1"), mtime=0)
    headers = (("Content-Encoding", "gzip"), ("Content-Type", "text/plain; charset=ISO-8859-1"))
    server.answers |= {"/old": Answer(301, b"Moved", (("Location", "/new"),)), "/new": Answer(200, sent, headers)}
    result = got(f"{server.url}/old#top")
    first, last = result.exchanges
    assert (first.url, first.method, first.status, first.body) == (f"{server.url}/old", "GET", 301, b"Moved")
    assert dict(first.request_headers)["Host"] == f"127.0.0.1:{server.server_port}"
    assert (last.url, last.status, last.reason, last.body) == (f"{server.url}/new", 200, "OK", sent)
    assert dict(last.headers)["Content-Encoding"] == "gzip"
    assert first.made <= last.made
    assert (result.content, result.charset) == ("Café".encode("latin-1"), "ISO-8859-1")


def test_redirects_count_towards_the_size(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", len(FEED) + 5)
    server.answers["/old"] = Answer(301, b"123456", (("Location", "/feed.xml"),))
    assert "more than" in refusal(f"{server.url}/old").message


def fetcher(pause: float = 0.0, longest_wait: float = 5.0) -> Fetcher:
    return Fetcher(FetchLimits(10_000, 10.0, pause, longest_wait), allow_private=True)


def test_requests_to_one_host_are_a_pause_apart(server: Server) -> None:
    server.answers["/old"] = Answer(302, b"", (("Location", "/feed.xml"),))
    polite, start = fetcher(pause=0.2), time.monotonic()
    polite.fetched(f"{server.url}/old")
    polite.fetched(f"{server.url}/feed.xml")
    assert 0.4 <= time.monotonic() - start < 2


def test_a_short_wait_that_a_server_asks_for_is_waited_for(server: Server) -> None:
    server.answers["/feed.xml"] = lambda _: (
        Answer(503, b"", (("Retry-After", "1"),)) if len(server.asked) == 1 else feed()
    )
    start = time.monotonic()
    result = fetcher().fetched(f"{server.url}/feed.xml")
    assert time.monotonic() - start >= 1
    assert result.content == FEED
    assert len(result.exchanges) == 1


def test_a_server_that_asks_for_a_long_wait_is_not_asked_again(server: Server) -> None:
    server.answers["/busy"] = Answer(429, b"", (("Retry-After", "3600"),))
    polite = fetcher()
    for path, said in (("/busy", "429"), ("/feed.xml", "left alone for 3600 seconds")):
        with pytest.raises(SiteError) as caught:
            polite.fetched(f"{server.url}{path}")
        assert said in caught.value.problems[0].message
    assert len(server.asked) == 1


def test_a_slow_server_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    server.answers["/feed.xml"] = feed(pause=0.02)
    assert "no answer within" in refusal(f"{server.url}/feed.xml").message


@pytest.mark.parametrize("later", ["120", "Mon, 04 Mar 2024 08:15:00 GMT"])
def test_the_time_after_which_to_try_again_is_said(server: Server, later: str) -> None:
    server.answers["/feed.xml"] = Answer(503, b"", (("Retry-After", later),))
    assert f"try again after {later}" in refusal(f"{server.url}/feed.xml").hint


@pytest.mark.parametrize(("status", "hint"), [(404, "new address"), (410, "gone"), (401, "not public"), (500, "later")])
def test_an_answer_without_a_feed_says_what_it_is(server: Server, status: int, hint: str) -> None:
    server.answers["/feed.xml"] = Answer(status, b"")
    problem = refusal(f"{server.url}/feed.xml")
    assert str(status) in problem.message
    assert hint in problem.hint


def test_a_server_that_is_not_there_is_said(server: Server) -> None:
    url = server.url
    server.server_close()
    assert "can't be fetched" in refusal(f"{url}/feed.xml").message


def test_an_encoding_that_only_the_header_names_is_kept(server: Server) -> None:
    body = "<rss><channel><title>Café</title></channel></rss>".encode("latin-1")
    server.answers["/feed.xml"] = Answer(200, body, (("Content-Type", "text/xml; charset=ISO-8859-1"),))
    assert "Café" in got(f"{server.url}/feed.xml").files.content.decode()
