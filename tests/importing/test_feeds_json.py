"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from typing import Any

import pytest
from feed_items import article, guesses, html, notes, said, source

from tagarchive.core.errors import SiteError
from tagarchive.importing.feeds import reader
from tagarchive.importing.inputs.files import InMemory


def feed(*items: Any, **head: Any) -> str:
    values = {"version": "https://jsonfeed.org/version/1.1", "title": "Quarry Post", **head, "items": list(items)}
    return json.dumps(values)


def test_an_item_with_everything_becomes_an_article_with_everything() -> None:
    item = article(
        feed(
            {
                "id": "https://quarry.example/snow",
                "url": "https://quarry.example/snow",
                "title": "Snow & <ice>",
                "content_html": '<p>See <a href="/map">the map</a>.</p>',
                "content_text": "See the map.",
                "summary": "White.",
                "image": "https://quarry.example/snow.jpg",
                "date_published": "2023-01-06T07:08:09-07:00",
                "date_modified": "2023-01-07T00:00:00Z",
                "authors": [{"name": "Tove Lind"}, {"name": "Sam Okoro", "url": "https://sam.example"}],
                "tags": ["Snow", "Valley", "snow"],
                "attachments": [{"url": "https://quarry.example/s.mp3", "mime_type": "audio/mpeg", "title": "A & B"}],
            },
            home_page_url="https://quarry.example/",
            feed_url="https://quarry.example/feed.json",
            language="en-us",
        ),
        "feed.json",
    )
    assert item.matter == {
        "title": "Snow & <ice>",
        "date": "2023-01-06T07:08:09-07:00",
        "updated": "2023-01-07T00:00:00+00:00",
        "summary": "White.",
        "lang": "en-US",
        "guid": "https://quarry.example/snow",
        "tags": ["Snow", "Valley"],
        "image": {"src": "https://quarry.example/snow.jpg"},
        "source": {
            "name": "Quarry Post",
            "url": "https://quarry.example/snow",
            "feed": "https://quarry.example/feed.json",
            "authors": ["Tove Lind", "Sam Okoro"],
            "published": "2023-01-06T07:08:09-07:00",
            "retrieved": "2026-01-01",
        },
    }
    assert html(item).endswith("<figcaption>A &amp; B</figcaption></figure>")


def test_a_plain_text_is_text() -> None:
    item = article(feed({"id": 7, "content_text": "Two lines,\nand <angles>.\n\nMore.", "author": {"name": "Bo Ek"}}))
    assert html(item) == "<p>Two lines,<br/>and &lt;angles&gt;.</p><p>More.</p>"
    assert item.matter["guid"] == "7"
    assert source(item)["authors"] == ["Bo Ek"]
    assert "title" in guesses(item)


def test_an_item_about_another_page_has_that_page_as_its_original() -> None:
    item = article(feed({"id": "1", "url": "https://quarry.example/1", "external_url": "https://dale.example/x"}))
    assert source(item)["url"] == "https://dale.example/x"
    assert item.base == "https://quarry.example/1"


def test_an_item_without_authors_has_those_of_the_feed() -> None:
    item = article(feed({"id": "1"}, authors=[{"name": "Desk"}]))
    assert source(item)["authors"] == ["Desk"]


def test_a_banner_stands_in_for_a_picture_and_is_said_beside_one() -> None:
    banner = {"id": "1", "banner_image": "https://quarry.example/wide.jpg"}
    assert article(feed(banner)).matter["image"] == {"src": "https://quarry.example/wide.jpg"}
    assert "wide.jpg" in said(article(feed({**banner, "image": "https://quarry.example/a.jpg"})))


def test_a_change_stands_in_for_an_unknown_date_of_publication() -> None:
    item = article(feed({"id": "1", "date_modified": "2023-01-07T00:00:00Z"}))
    assert item.matter["date"] == "2023-01-07T00:00:00+00:00"
    assert "source.published" in guesses(item)


def test_a_further_document_is_said_and_not_read() -> None:
    (note,) = notes(feed(next_url="https://quarry.example/2.json"))
    assert "https://quarry.example/2.json" in str(note)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(encoding: str) -> None:
    assert article(feed({"id": "1", "title": "Café"}).encode(encoding)).matter["title"] == "Café"


@pytest.mark.parametrize(
    "values",
    [
        {"id": None, "title": 5, "tags": "one", "authors": "Bo", "attachments": {"url": 1}, "date_published": []},
        {"id": [], "url": {}, "content_html": 7, "image": ["x"], "author": None, "tags": [None, {}, 3]},
        {"id": "1", "url": "http://[::", "content_html": '<a href="http://[::">x</a>', "image": "http://[::"},
    ],
)
def test_values_of_other_types_harm_nothing(values: dict[str, Any]) -> None:
    assert article(feed(values, home_page_url=[], language={}))


@pytest.mark.parametrize(
    "text",
    ['{"version": "https://jsonfeed.org/version/1", "items": [', '{"version": "1", "items": []}', '{"a": ' * 100_000],
)
def test_what_is_no_json_feed_is_refused(text: str) -> None:
    with pytest.raises(SiteError) as caught:
        list(reader.found(InMemory("feed.json", text.encode()), None))  # type: ignore[arg-type]
    assert caught.value.problems[0].code == "damaged-input"
