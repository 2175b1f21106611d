"""An address is known if an article of the site has its original, however the address is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import Site, told

from tagarchive.collecting.known import KnownOriginals, known_originals, with_tags
from tagarchive.core.errors import SiteError
from tagarchive.importing.writing.target import target_at

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STRIKE = """---
title: Strike
date: 2026-02-03
tags: [Port] # of the harbour
source:
  name: Daily
  url: https://www.daily.example/2026/strike-1
  archive_url: https://copies.example/abc
---
Text.
"""


@pytest.fixture
def desk(site: Site) -> Site:
    site.put("content/strike.md", STRIKE.encode())
    return site


def known(site: Site) -> KnownOriginals:
    return known_originals(target_at(site.root, "", lambda: None).documents)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.daily.example/2026/strike-1",
        "http://daily.example/2026/strike-1/",
        "https://amp.daily.example/2026/strike-1/?utm_source=feed#top",
        "https://www.daily.example/2026/strike-1/amp",
        "https://copies.example/abc",
    ],
)
def test_an_address_is_known_however_it_is_written(desk: Site, url: str) -> None:
    assert known(desk).path_of(url) == "content/strike.md"


def test_an_address_that_a_redirect_led_to_is_known(desk: Site) -> None:
    assert known(desk).path_of("https://short.example/1", "https://daily.example/2026/strike-1") == "content/strike.md"
    assert known(desk).path_of("https://daily.example/2026/strike-2", "no address") == ""


def test_of_two_articles_with_one_original_the_first_is_meant(desk: Site) -> None:
    desk.put("content/strike-2.md", STRIKE.encode())
    assert known(desk).path_of("https://daily.example/2026/strike-1") == "content/strike.md"


def test_an_article_that_was_just_filed_is_known(desk: Site) -> None:
    more = known(desk).with_article("content/new.md", "https://new.example/a", "https://daily.example/2026/strike-1")
    assert more.path_of("https://new.example/a/") == "content/new.md"
    assert more.path_of("https://daily.example/2026/strike-1") == "content/strike.md"


def test_an_article_gains_tags_and_nothing_else_changes_in_its_file(desk: Site) -> None:
    changed = with_tags(desk.root, {"content/strike.md": ["port", "Ships", "ships"]}, NOW, lambda: None)
    assert changed == ("content/strike.md",)
    after = (desk.root / "content/strike.md").read_text()
    assert after == STRIKE.replace("tags: [Port]", "tags: [Port, Ships]")
    assert with_tags(desk.root, {"content/strike.md": ["SHIPS"]}, NOW, lambda: None) == ()
    assert (desk.root / "content/strike.md").read_text() == after


def test_a_tag_that_nobody_would_see_is_refused(desk: Site) -> None:
    with pytest.raises(SiteError) as caught:
        with_tags(desk.root, {"content/strike.md": ["Ships", "\u200b"]}, NOW, lambda: None)
    assert "bad-argument" in "\n".join(told(caught.value.problems))
    assert (desk.root / "content/strike.md").read_text() == STRIKE
