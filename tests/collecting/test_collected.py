"""The record of entries that were taken in: what tells that two entries are one, and its file."""

from __future__ import annotations

import pytest
from conftest import told
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.collecting.feeds.collected import Collected, EntryId, entry_id, read_collected, text_of
from tagarchive.core.errors import SiteError

FEED = "https://news.example/feed.xml"
ANY = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"https?://(www\.)?[a-c]\.example/[a-z ]{0,3}(\?utm_source=[a-z])?(#[a-z])?", fullmatch=True),
)


@given(st.lists(st.tuples(ANY, ANY)))
def test_every_entry_that_was_taken_in_is_known_from_the_file(entries: list[tuple[str, str]]) -> None:
    ids = [entry_id(url, guid, FEED) for url, guid in entries]
    text = text_of(Collected().with_entries(one for one in ids if one.keys))
    again = read_collected(text)
    assert all(again.has(one) for one in ids if one.keys)
    assert text_of(again) == text


@given(st.lists(st.tuples(ANY, ANY)))
def test_lines_have_one_order_whatever_comes_first(entries: list[tuple[str, str]]) -> None:
    ids = [one for url, guid in entries if (one := entry_id(url, guid, FEED)).keys]
    lines = text_of(Collected().with_entries(ids)).splitlines()[2:]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("https://www.n.example/a?utm_source=x", ""), ("http://n.example/a/", "")),
        (("https://n.example/a", "tag:n.example:1"), ("https://n.example/b", "tag:n.example:1")),
        (("https://n.example/a", "https://n.example/?p=1"), ("https://n.example/b", "https://n.example/?p=1")),
        (("", "7"), ("", "7")),
    ],
)
def test_two_entries_are_one_by_address_or_by_id(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert Collected().with_entries([entry_id(*one, FEED)]).has(entry_id(*other, FEED))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("https://n.example/a", ""), ("https://n.example/b", "")),
        (("https://n.example/a", "7"), ("https://n.example/b", "8")),
        (("", "https://n.example/#1"), ("", "https://n.example/#2")),
    ],
)
def test_other_entries_are_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not Collected().with_entries([entry_id(*one, FEED)]).has(entry_id(*other, FEED))


def test_an_id_that_is_no_uri_is_that_of_its_feed_alone() -> None:
    known = Collected().with_entries([entry_id("", "7", FEED)])
    assert not known.has(entry_id("", "7", "https://other.example/feed.xml"))
    assert "\n- https://news.example/feed.xml#7\n" in text_of(known)


def test_an_id_that_is_the_address_is_written_once() -> None:
    known = Collected().with_entries([entry_id("https://n.example/a?utm_source=x", "http://www.n.example/a", FEED)])
    assert text_of(known).splitlines()[2:] == ["https://n.example/a"]


def test_an_entry_that_adds_nothing_gets_no_line() -> None:
    known = Collected().with_entries([EntryId("https://n.example/a", "x:1")])
    assert known.with_entries([EntryId("https://www.n.example/a")]) == known


def test_faults_of_the_file_have_their_lines() -> None:
    with pytest.raises(SiteError) as caught:
        read_collected("# heading\n\nhttps://n.example/a\nn.example/b\n-\n- x:1\n")
    assert told(caught.value.problems) == ["collected.txt:4:1: bad-record", "collected.txt:5:1: bad-record"]
