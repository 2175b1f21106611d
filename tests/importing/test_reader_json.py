"""Articles starred in feed readers, in the JSON of Google Reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from feed_items import guesses, html, said, source
from imports import OPTIONS

from tagarchive.core.errors import SiteError
from tagarchive.importing.feeds import google_reader as reader_json
from tagarchive.importing.inputs.files import InMemory, files_at
from tagarchive.importing.inputs.items import Item, Skipped


def starred(**values: Any) -> Item:
    return items({"id": "user/-/state/x/starred", "author": "keeper", "items": [values]})[0]


def items(document: Any) -> list[Item]:
    files = InMemory("starred.json", json.dumps(document).encode())
    found = list(reader_json.found(files, OPTIONS))
    assert str(found) == str(list(reader_json.found(files, OPTIONS)))
    return [one for one in found if isinstance(one, Item)]


def test_a_starred_article_keeps_its_date_and_the_day_on_which_the_reader_had_it() -> None:
    item = starred(
        id="tag:google.com,2005:reader/item/0005",
        guid="https://dale.example/?p=7",
        crawlTimeMsec="1709716320000",
        timestampUsec="1709802720000000",
        published=1709629920,
        updated=1709629920,
        title="Snow &#8211; at last",
        canonical=[{"href": "https://dale.example/snow"}],
        alternate=[{"href": "https://dale.example/snow?utm_source=rss"}],
        categories=[
            "user/-/state/com.google/read",
            "user/-/label/Ice/2024",
            "user/7/label/ice/2024",
            "Hills &amp; dale",
        ],
        origin={"streamId": "feed/3", "title": "Dale &amp; Co", "feedUrl": "https://dale.example/feed"},
        content={"content": "<p>It snows.</p>"},
        summary={"content": "Short."},
        enclosure=[{"href": "https://dale.example/a.mp3", "type": "audio/mpeg"}, {"url": "https://dale.example/a.png"}],
        author="Tove Lind; Sam Okoro",
    )
    assert item.matter == {
        "title": "Snow – at last",
        "date": "2024-03-05T09:12:00+00:00",
        "guid": "https://dale.example/?p=7",
        "tags": ["Ice/2024", "Hills & dale"],
        "image": {"src": "https://dale.example/a.png"},
        "source": {
            "name": "Dale & Co",
            "url": "https://dale.example/snow",
            "feed": "https://dale.example/feed",
            "authors": ["Tove Lind", "Sam Okoro"],
            "published": "2024-03-05T09:12:00+00:00",
            "retrieved": "2024-03-06T09:12:00+00:00",
        },
    }
    assert html(item) == '<p>It snows.</p>\n<audio src="https://dale.example/a.mp3"></audio>'
    assert not item.stand_ins


def test_the_day_of_saving_stands_in_for_an_unknown_date() -> None:
    item = starred(id="https://dale.example/a", title="A", published=0, updated=0, timestampUsec="1709802720000000")
    assert item.matter["date"] == "2024-03-07T09:12:00+00:00"
    assert "day it was saved" in guesses(item)["date"]
    assert item.matter["guid"] == "https://dale.example/a"


def test_an_article_without_a_text_is_a_link() -> None:
    item = starred(title="A", alternate=[{"href": "https://dale.example/a"}], content={"content": ""})
    assert source(item)["republish"] == "link"
    assert item.text is None


@pytest.mark.parametrize("guid", ["tag:google.com,2005:reader/item/00ff", 4711, "4711"])
def test_an_id_of_the_reader_is_no_guid(guid: object) -> None:
    assert "guid" not in starred(id=guid, title="A").matter


def test_the_id_of_a_stream_may_be_the_address_of_the_feed() -> None:
    item = starred(title="A", origin={"streamId": "feed/https://dale.example/feed", "title": "Dale"})
    assert source(item)["feed"] == "https://dale.example/feed"


def test_notes_of_readers_are_left_out_and_counted() -> None:
    item = starred(title="A", annotations=[{"content": "Look!", "author": "keeper"}], comments=[{"content": "Yes"}])
    assert "2" in said(item)
    assert "keeper" not in str(item)
    assert "Look!" not in str(item)


@pytest.mark.parametrize(
    "values",
    [
        {"title": None, "categories": "x", "origin": [], "content": "text", "enclosure": {}, "published": "x"},
        {"canonical": [None, {}], "alternate": {"href": 3}, "author": [], "crawlTimeMsec": -1, "published": 1e300},
    ],
)
def test_values_of_other_types_harm_nothing(values: dict[str, Any]) -> None:
    assert starred(**values)


@pytest.mark.parametrize("text", ["{", "[[", '{"items": {}}', "{}", "7"])
def test_a_damaged_file_is_refused(text: str) -> None:
    with pytest.raises(SiteError) as caught:
        list(reader_json.found(InMemory("starred.json", text.encode()), OPTIONS))
    assert caught.value.problems[0].code == "damaged-input"


def test_files_of_a_reader_are_recognised_and_other_json_is_not(tmp_path: Path) -> None:
    texts = {
        '{"id": "user/-/state/org.freshrss/starred", "items": []}': True,
        '{"id":"user\\/1\\/state\\/com.google\\/starred"}': True,
        '{"items": [{"id": "tag:google.com,2005:reader/item/1"}]}': True,
        '{"version": "https://jsonfeed.org/version/1", "items": []}': False,
        "<rss/>": False,
    }
    for text, expected in texts.items():
        (tmp_path / "a.json").write_text(text, "utf-8")
        assert reader_json.recognises(files_at(tmp_path / "a.json")) is expected, text


def test_other_files_in_a_folder_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "user/-/state/x/starred", "items": [{"title": "A"}]}', "utf-8")
    (tmp_path / "b.json").write_text("{}", "utf-8")
    found = list(reader_json.found(files_at(tmp_path), OPTIONS))
    assert [one.origin for one in found if isinstance(one, Skipped)] == ["b.json"]
