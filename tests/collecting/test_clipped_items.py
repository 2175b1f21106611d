"""Any page becomes an item or is refused, and what is guessed stands beside its value."""

from __future__ import annotations

import time
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from desks import NOW
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.archive.sources import Sources
from tagarchive.collecting.clips.captures import Capture
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.collecting.clips.clipped_items import filed_item, item_of, marked
from tagarchive.collecting.source_naming import KnownSources
from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.files import InMemory
from tagarchive.importing.inputs.items import Item, Options
from tagarchive.importing.writing.front_matter_text import front_matter_text
from tagarchive.importing.writing.tag_lines import matter_of

URL = "https://news.example/2026/strike-1"
OPTIONS = Options(NOW, ZoneInfo("UTC"))
PARTS = [
    b"<html lang=",
    b"<head>",
    b'<script type="application/ld+json">',
    b'{"@type":"NewsArticle","headline":',
    b'"datePublished":',
    b'"isAccessibleForFree":',
    b'"publisher":{"name":',
    b'"Strike"',
    b'"2026-13-45"',
    b"false",
    b"null",
    b"[{",
    b"}]}",
    b",",
    b"</script>",
    b'<meta property="og:title" content="',
    b'<meta property="og:url" content="http://[::',
    b'<link rel="canonical" href="//',
    b'<base href="',
    b'">',
    b"<article>",
    b"<p>Dockers in Velm stopped work on Tuesday morning after talks about pay broke down.</p>",
    b'<div itemscope itemtype="https://schema.org/NewsArticle"><b itemprop="author">',
    b'<time datetime="',
    b'<img src="data:image/png;base64,AAAA">',
    b"<!--\n Page saved with SingleFile\n url: x\n saved date: y\n-->",
    b"# guess: --- ...",
    b"\x00\xff\x1b\xe2\x80\xa8",
]


def capture(content: bytes, url: str = URL) -> Capture:
    return Capture("a", content, InMemory(url or "a.html", content), url, (url,), "utf-8", NOW if url else None)


def filed(content: bytes, url: str = URL) -> Item:
    given_page = capture(content, url)
    wishes = ClipWishes()
    item = filed_item(item_of(given_page, OPTIONS), given_page, wishes, KnownSources(Sources(), {}), OPTIONS)
    return marked(item, wishes)


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=8)), max_size=25), st.sampled_from([URL, ""]))
def test_any_page_becomes_an_item_or_is_refused(parts: list[bytes], url: str) -> None:
    with suppress(SiteError):
        item = filed(b"".join(parts), url)
        text = front_matter_text("article", item.matter, dict(item.comments))
        assert matter_of(text, "a.md") == matter_of(front_matter_text("article", item.matter), "a.md") != {}
        assert item.matter["title"]
        assert item.matter["date"]


def test_a_page_that_would_take_minutes_to_read_is_refused() -> None:
    start = time.process_time()
    with pytest.raises(SiteError) as caught:
        item_of(capture(b"<article>" + b"<br>" * 1_000_000), OPTIONS)
    assert "1,000,001 elements" in caught.value.problems[0].message
    assert time.process_time() - start < 10


@pytest.mark.parametrize("charset", ["", "utf-8", "base64", "nonsense", "\x00", "utf-7", "x" * 40])
def test_no_name_of_an_encoding_does_harm(charset: str) -> None:
    page = "<article><h1>Забастовка</h1><p>Докеры прекратили работу во вторник утром.</p></article>".encode()
    assert item_of(capture(page)._replace(charset=charset), OPTIONS).matter["title"] == "Забастовка"
