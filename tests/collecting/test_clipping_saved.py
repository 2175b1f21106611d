"""Clipping of saved pages: SingleFile, a browser's, and pages in WARC and WACZ."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site
from desks import articles, shows, tried
from news_pages import BARE, PARAGRAPHS, json_ld, page
from web_server import Answer, Server

URL = "https://lodestar.example/2026/strike-1"
SAVED = f"""<!DOCTYPE html> <html lang="en"><!--
 Page saved with SingleFile
 url: {URL}?utm_source=mail
 saved date: Wed Feb 04 2026 09:30:00 GMT+0100 (Central European Standard Time)
--><head><meta charset="utf-8">"""


def saved(folder: Path, content: bytes, name: str = "page.html") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def single_file(content: bytes) -> bytes:
    return SAVED.encode() + content.partition(b'<meta charset="utf-8">')[2]


def test_a_page_of_single_file_says_its_address_and_when_it_was_saved(site: Site, tmp_path: Path) -> None:
    content = single_file(json_ld())
    done = tried(site, saved(tmp_path, content), tags=("Ports",))
    source = done.matter["source"]
    assert source["url"] == URL
    assert source["retrieved"] == "2026-02-04T09:30:00+01:00"
    assert source["published"] == "2026-02-03T10:00:00+01:00"
    assert source["sha256"] == hashlib.sha256(content).hexdigest()
    assert "draft" not in done.matter
    again = tried(site, saved(tmp_path, content, "again.html"), f"{URL}/", tags=("Work",))
    assert [(one.to, one.known) for one in again.report.clipped] == [(done.one.to, True)] * 2
    assert tried(site, URL).matter["tags"] == ["Ports", "Work"]


def test_the_date_of_saving_is_never_that_of_the_original(site: Site, tmp_path: Path) -> None:
    done = tried(site, saved(tmp_path, single_file(page())))
    assert "published" not in done.matter["source"]
    assert done.matter["date"] == "2026-02-04T09:30:00+01:00"
    assert "the day it was saved stands in" in done.guesses["date"]
    assert done.matter["draft"] == "true"


def test_pictures_in_a_saved_page_come_along(site: Site, tmp_path: Path) -> None:
    pixels = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 40).decode()
    body = f"<p>{PARAGRAPHS[0]}</p>" * 4 + f'<p><img alt="Ships" src="data:image/png;base64,{pixels}"></p>'
    done = tried(site, saved(tmp_path, single_file(json_ld(body=body))))
    picture = next(path for path in articles(site) if path.endswith(".png"))
    assert f"![Ships](../media/{picture.rpartition('/')[2]})" in done.text


def test_a_moment_can_be_given_for_a_page_that_does_not_say_it(site: Site, tmp_path: Path) -> None:
    done = tried(site, saved(tmp_path, json_ld(URL)), retrieved="2026-02-05")
    assert done.matter["source"]["retrieved"] == "2026-02-05"


def test_a_page_without_an_address_is_a_draft(site: Site, tmp_path: Path) -> None:
    done = tried(site, saved(tmp_path, json_ld()), keeps=True)
    assert "url" not in done.matter["source"]
    assert done.guesses["source"] == "no address of the original is known"
    assert done.matter["draft"] == "true"
    assert "copies" not in done.matter


def test_a_second_page_without_an_address_and_with_the_same_title_is_refused(site: Site, tmp_path: Path) -> None:
    tried(site, saved(tmp_path, json_ld()))
    before = articles(site)
    reason = tried(site, saved(tmp_path, json_ld(body="<p>Another text altogether, of some length.</p>"))).reason
    assert "content/2026/strike-at-the-port.md" in reason
    assert articles(site) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"", "expected a page of one article"),
        ("a.pdf", b"%PDF-1.7", "expected a page in HTML"),
        ("a.txt", b"Just text", "expected a page in HTML"),
        ("a.html", b"<!DOCTYPE NETSCAPE-Bookmark-file-1><HTML><DL>", "expected a page"),
        ("a.warc", b"WARC/1.1\r\nnonsense", "expected a page in HTML"),
        ("a.warc.gz", gzip.compress(b"WARC/1.1\r\nnonsense", mtime=0), "expected a page in HTML"),
        ("a.warc.gz", gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n", mtime=0)[:-9], "a record is damaged"),
    ],
)
def test_a_file_that_is_no_page_is_refused(site: Site, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in tried(site, saved(tmp_path, content, name)).reason
    assert articles(site) == []


def record(kind: str, url: str, block: bytes, *fields: str) -> bytes:
    """A record of WARC 1.0 (ISO 28500:2009)."""
    date = "WARC-Date: 2026-02-04T08:30:00Z"
    head = [f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:0>", date, f"Content-Length: {len(block)}", *fields]
    head += [f"WARC-Target-URI: {url}"] if url else []
    return "\r\n".join(["WARC/1.0", *head, "", ""]).encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields, "", ""]).encode()
    return record("response", url, head + body, "Content-Type: application/http; msgtype=response")


def one_page(body: bytes, *fields: str) -> list[bytes]:
    """The records of a WARC as `wget --page-requisites` writes it."""
    return [
        record("warcinfo", "", b"software: x\r\n", "Content-Type: application/warc-fields"),
        record("request", URL, b"GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http; msgtype=request"),
        response("https://lodestar.example/old", b"<p>Moved", "Location: /2026/strike-1", status="301 Moved"),
        response(URL, body, *fields),
        response("https://lodestar.example/a.css", b"p {}", kind="text/css"),
        response("https://lodestar.example/gone", b"<p>No", status="404 Not Found"),
    ]


def packed(records: list[bytes]) -> bytes:
    """A WARC of which each record is compressed for itself (Annex D)."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


@pytest.mark.parametrize("joined", [b"".join, packed])
def test_the_page_in_a_warc_is_clipped(site: Site, tmp_path: Path, joined: Callable[[list[bytes]], bytes]) -> None:
    body = gzip.compress(json_ld(), mtime=0)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    data = one_page(chunked, "Content-Encoding: gzip", "Transfer-Encoding: chunked")
    done = tried(site, saved(tmp_path, joined(data), "page.warc.gz"))
    assert done.matter["source"]["url"] == URL
    assert done.matter["source"]["retrieved"] == "2026-02-04T08:30:00+00:00"
    assert done.matter["source"]["sha256"] == hashlib.sha256(json_ld()).hexdigest()
    assert PARAGRAPHS[0] in done.text


def test_a_page_of_a_web_archive_names_its_original(site: Site, tmp_path: Path) -> None:
    copy = f"https://web.archive.org/web/20260205000000/{URL}"
    body = f'<p>{PARAGRAPHS[0]} <a href="/web/20260205000000/https://lodestar.example/b">More</a></p>'
    done = tried(site, saved(tmp_path, response(copy, json_ld(body=body)), "page.warc"))
    assert (done.matter["source"]["url"], done.matter["source"]["archive_url"]) == (URL, copy)
    assert "(https://web.archive.org/web/20260205000000/https://lodestar.example/b)" in done.text


def test_what_was_kept_can_be_clipped_again(site: Site, server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = Answer(301, b"Moved", (("Location", "/a"),))
    shows(server, "/a", json_ld())
    first = tried(site, f"{server.url}/old", keeps=True)
    kept = site.root / first.matter["copies"][0]["file"]
    kept.rename(tmp_path / "kept.warc.gz")
    site.delete(first.one.to)
    again = tried(site, tmp_path / "kept.warc.gz")
    assert again.matter["source"].keys() == first.matter["source"].keys()
    assert again.matter["source"]["sha256"] == first.matter["source"]["sha256"]


def test_of_several_pages_each_is_clipped_and_named(site: Site, tmp_path: Path) -> None:
    pages = [response(f"{URL}{n}", json_ld(headline=f"Strike {n}")) for n in (1, 2)]
    frame = response("https://ads.example/", BARE).replace(b"\r\n\r\n", b"\r\nWARC-Resource-Type: iframe\r\n\r\n", 1)
    file = saved(tmp_path, b"".join([*pages, frame]), "two.warc")
    done = tried(site, file)
    assert [(one.origin, one.to) for one in done.report.clipped] == [
        (f"{file}#{URL}1", "content/2026/strike-1.md"),
        (f"{file}#{URL}2", "content/2026/strike-2.md"),
    ]


def test_a_warc_with_very_many_pages_is_refused(site: Site, tmp_path: Path) -> None:
    data = b"".join(response(f"{URL}{n}", b"<p>x") for n in range(101))
    assert "more than 100 pages" in tried(site, saved(tmp_path, data, "many.warc")).reason


def test_a_page_in_a_warc_that_is_large_when_it_is_unpacked_is_refused(site: Site, tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * 100_000_000, mtime=0)
    data = response(URL, bomb, "Content-Encoding: gzip")
    assert "more than 50,000,000 bytes" in tried(site, saved(tmp_path, data, "bomb.warc")).reason


def wacz(folder: Path, records: list[bytes], pages: list[str]) -> Path:
    file = folder / "page.wacz"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        archive.writestr("archive/data.warc.gz", packed(records))
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url, "title": "x"} for url in pages)]
        archive.writestr("pages/pages.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    return file


@pytest.mark.parametrize("listed", [URL, "https://lodestar.example/old"])
def test_the_pages_that_a_wacz_lists_are_clipped(site: Site, tmp_path: Path, listed: str) -> None:
    records = [*one_page(json_ld()), response("https://lodestar.example/other", BARE)]
    done = tried(site, wacz(tmp_path, records, [f"{listed}#top"]))
    assert done.matter["source"]["url"] == URL
    assert articles(site) == ["content/2026/strike-at-the-port.md"]


def test_a_zip_that_is_no_wacz_is_refused(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "page.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", json_ld())
    assert "expected a page in HTML" in tried(site, file).reason
