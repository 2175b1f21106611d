"""Web addresses that are valid as they are written."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.reading.link_targets import plain_url, web_url

PARTS = ("http://", "https://", *"aB9.-/?#%&=:@;,+~_[](!$é '\"<", "//", "%2f", "%C3", "www.a.example")
URLS = st.tuples(st.sampled_from(PARTS[:2]), st.lists(st.sampled_from(PARTS), max_size=8).map("".join)).map("".join)


@settings(max_examples=examples(1000))
@given(URLS)
def test_a_plain_address_is_one_that_nothing_changes(text: str) -> None:
    if plain_url(text):
        parts = urlsplit(text)
        assert parts.hostname
        assert parts.geturl() == text
        assert quote(text, safe="%/:?#@+,;=~") == text
        assert escape(text) == text


def test_plain_addresses() -> None:
    for text in ("https://a.example", "http://a.example/b-c/d.html?e=f;g%20h#i", "https://1.example/"):
        assert plain_url(text) == web_url(text) == text
    for text in (
        "https://",
        "/a",
        "https://a.example/%",
        "https://a.example/?",
        "ftp://a.example",
        "https://a b.example",
    ):
        assert not plain_url(text)
