"""Texts that were saved: wallabag, Omnivore and Readeck."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from imports import imported
from inputs import Read, read, recognises, written, zipped
from pictures import png

from tagarchive.core.errors import SiteError
from tagarchive.importing.inputs.items import Markdown, Media, Missing

ENTRY = {
    "is_archived": 1,
    "is_starred": 1,
    "tags": ["oil", {"label": "sea", "slug": "sea"}],
    "id": 1,
    "title": "Oil &#8211; rises",
    "url": "https://gazette.example/oil",
    "content": "<p>It <a href='/x'>rose</a>.</p>",
    "created_at": "2024-05-07T08:30:00+0200",
    "published_at": "2024-05-06T21:05:00+0000",
    "published_by": ["Ann Lee", ""],
    "language": "de_DE",
    "preview_picture": "https://gazette.example/p.jpg",
    "annotations": [{"user": "ann", "text": "secret", "quote": "rose"}],
    "origin_url": "https://letter.example/1",
}


def wallabag(folder: Path, **fields: Any) -> Read:
    return read("wallabag", written(folder, {"all.json": json.dumps([{**ENTRY, **fields}])}))


def test_an_entry_of_wallabag_has_both_dates_and_its_text(tmp_path: Path) -> None:
    found = wallabag(tmp_path)
    assert found.matter == {
        "title": "Oil – rises",
        "date": "2024-05-06T21:05:00+00:00",
        "lang": "de-DE",
        "tags": ["oil", "sea"],
        "image": {"src": "https://gazette.example/p.jpg", "alt": "Oil – rises"},
        "source": {
            "name": "gazette.example",
            "url": "https://gazette.example/oil",
            "authors": ["Ann Lee"],
            "published": "2024-05-06T21:05:00+00:00",
            "retrieved": "2024-05-07T08:30:00+02:00",
        },
    }
    assert found.text == ENTRY["content"]
    assert found.items[0].base == "https://gazette.example/oil"
    assert "image.alt" in found.guesses()
    assert "secret" not in str(found)
    assert ("annotation", "1 marked passage, 1 note") in found.lost()
    assert ("origin_url", "https://letter.example/1") in found.lost()
    assert ("reading state", "1 with a star") in found.lost()


def test_a_text_that_says_that_nothing_was_fetched_is_none(tmp_path: Path) -> None:
    content = "<p>wallabag can't retrieve contents for this article. Please troubleshoot.</p>"
    found = wallabag(tmp_path, content=content, title="No title found", published_at=None, published_by=None)
    assert (found.text, found.source["republish"]) == ("", "link")
    assert found.matter["title"] == found.source["url"]
    assert {"title", "date"} <= found.guesses().keys()


def test_a_picture_alone_is_a_text(tmp_path: Path) -> None:
    assert "republish" not in wallabag(tmp_path, content='<img src="https://gazette.example/a.png">').source


def test_entries_of_version_1_are_read(tmp_path: Path) -> None:
    entry = {
        "id": "1",
        "title": "Oil",
        "url": "https://x.example/",
        "is_read": "1",
        "is_fav": "0",
        "content": "<p>A.</p>",
    }
    path = written(tmp_path, {"w.json": json.dumps([{**entry, "tags": "oil,sea"}])})
    assert recognises("wallabag", path)
    found = read("wallabag", path)
    assert found.matter["tags"] == ["oil", "sea"]
    assert found.lost() == [("reading state", "1 marked as read")]


@pytest.mark.parametrize("text", ["{}", "[1, 2", "[" * 200_000, '"x"', ""])
def test_a_file_that_is_no_list_of_entries_is_damaged(tmp_path: Path, text: str) -> None:
    with pytest.raises(SiteError, match="damaged-input"):
        read("wallabag", written(tmp_path, {"w.json": text}))


def test_odd_values_make_no_entry_fail(tmp_path: Path) -> None:
    odd: dict[str, Any] = {
        "tags": None,
        "title": 7,
        "published_by": "x",
        "created_at": [],
        "language": {},
        "annotations": 3,
    }
    found = wallabag(tmp_path, **odd)
    assert found.matter["title"] == "7"


RECORD = {
    "id": "1",
    "slug": "oil-1",
    "title": "Oil",
    "description": "It rose.",
    "author": "Ann Lee, Bo Kim",
    "url": "https://gazette.example/oil",
    "state": "Archived",
    "thumbnail": "https://gazette.example/p.jpg",
    "labels": ["oil"],
    "savedAt": "2024-05-07T07:30:00.000Z",
    "publishedAt": "2024-05-06T21:05:00.000Z",
}
PICTURE = '<p><img src="https://gazette.example/p.jpg" alt="A rig"></p>'


def omnivore(folder: Path, text: str = "", **fields: Any) -> Read:
    files: dict[str, str | bytes] = {"metadata_0_to_1.json": json.dumps([{**RECORD, **fields}])}
    if text:
        files["content/oil-1.html"] = text
        files["highlights/oil-1.md"] = "> It rose.\n\nWhy?\n"
    path = zipped(folder, files)
    assert recognises("omnivore", path)
    return read("omnivore", path)


def test_an_item_of_omnivore_has_its_text_and_its_picture_once(tmp_path: Path) -> None:
    found = omnivore(tmp_path, f"<div><p>It rose.</p>{PICTURE}</div>")
    assert found.text == "<div><p>It rose.</p></div>"
    assert found.matter["image"] == {"src": "https://gazette.example/p.jpg", "alt": "A rig"}
    assert found.source["authors"] == ["Ann Lee", "Bo Kim"]
    assert "split" in found.guesses()["source.authors"]
    assert ("highlight", "1 marked passage, 1 note") in found.lost()


def test_an_item_without_a_text_is_a_link(tmp_path: Path) -> None:
    found = omnivore(tmp_path, publishedAt=None, labels=None)
    assert found.source["republish"] == "link"
    assert found.matter["date"] == "2024-05-07T07:30:00+00:00"


def test_an_address_of_omnivore_itself_is_none(tmp_path: Path) -> None:
    found = omnivore(tmp_path, "<p>A letter.</p>", url="https://omnivore.app/no_url?q=1", author="Sea Letter")
    assert "source" not in found.matter
    assert found.matter["authors"] == ["Sea Letter"]
    assert found.matter["extra"] == {"retrieved": "2024-05-07T07:30:00+00:00"}


def test_what_was_deleted_is_skipped(tmp_path: Path) -> None:
    assert omnivore(tmp_path, state="DELETED").skipped[0].reason.startswith("trashed")


def test_a_slug_leads_to_no_file_outside_of_its_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "metadata_0_to_1.json": json.dumps([{**RECORD, "slug": "../secret"}]),
        "secret.html": "<p>Secret.</p>",
        "metadata_1_to_2.json": json.dumps([{**RECORD, "slug": "b", "url": "https://gazette.example/b"}]),
    }
    found = read("omnivore", written(tmp_path, files))
    assert [item.text for item in found.items] == [None, None]
    assert [one.origin for one in found.skipped] == ["secret.html"]


BOOKMARK = """---
title: Oil rises
saved: "2025-05-02"
published: "2024-05-06"
website: gazette.example
source: https://gazette.example/oil
authors:
  - Ann Lee
labels:
  - oil
---

# Oil rises

![](Abc-image.png)

It ==rose== `a == b == c` and ![A rig](rig.png).
"""


def test_a_bookmark_of_readeck_has_its_text_and_pictures(tmp_path: Path, site: Site) -> None:
    files: dict[str, str | bytes] = {"out/a/index.md": BOOKMARK, "out/a/Abc-image.png": png(3, 2), "out/b.txt": "x"}
    path = zipped(tmp_path, files)
    assert recognises("readeck", path)
    found = read("readeck", path)
    assert found.items[0].text == Markdown("It <mark>rose</mark> `a == b == c` and ![A rig](rig.png).", "gfm")
    assert found.matter["image"] == {"src": "Abc-image.png", "alt": "Oil rises"}
    find = found.items[0].find
    assert isinstance(find("Abc-image.png"), Media)
    assert find("rig.png") == Missing("rig.png")
    assert find("https://gazette.example/a.png") is None
    assert found.source["published"] == "2024-05-06"
    assert "named by its host" in found.guesses()["source.name"]
    assert [one.origin for one in found.skipped] == ["out/b.txt"]
    imported(site.root, *found.items)
    assert site.build()


def test_a_text_that_is_only_a_link_to_the_original_is_none(tmp_path: Path) -> None:
    text = BOOKMARK.partition("![]")[0] + "[Video on Gazette](https://gazette.example/oil)\n"
    found = read("readeck", written(tmp_path, {"a/index.md": text}))
    assert (found.text, found.source["republish"]) == ("", "link")


def test_front_matter_that_is_no_yaml_is_skipped_and_the_others_go_on(tmp_path: Path) -> None:
    broken = BOOKMARK.replace("labels:", "labels: [")
    found = read("readeck", written(tmp_path, {"a/index.md": broken, "b/index.md": BOOKMARK}))
    assert [item.origin for item in found.items] == ["b/index.md"]
    assert found.skipped[0].reason.startswith("damaged")


def test_other_texts_with_front_matter_are_not_of_readeck(tmp_path: Path) -> None:
    assert not recognises("readeck", written(tmp_path, {"a.md": "---\ntitle: A\nsaved: x\n---\n", "b.md": "B"}))


@pytest.mark.parametrize("part", ["`", "==a ", "![", "[a](", "```\n", "~~~~ "])
def test_endless_marks_are_read_in_time(tmp_path: Path, part: str) -> None:
    start = time.process_time()
    found = read("readeck", written(tmp_path, {"a/index.md": BOOKMARK + part * 15_000}))
    assert len(found.items) == 1
    assert time.process_time() - start < 20
