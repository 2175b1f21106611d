"""Addresses of one original are equal; other addresses are not."""

from __future__ import annotations

import pytest

from tagarchive.core.originals import host_of, original_key, without_tracking

ONE = "https://times.example/2024/wall"


@pytest.mark.parametrize(
    "url",
    [
        "http://times.example/2024/wall",
        "https://www.times.example/2024/wall/",
        "https://TIMES.example:443/2024/wall",
        "http://times.example:80/2024/wall",
        f"{ONE}#gates",
        f"{ONE}?utm_source=feed&utm_medium=rss",
        f"{ONE}?fbclid=x#y",
        f"{ONE}?mod=rss",
        " https://times.example/2024/wall ",
        f"{ONE}/amp",
        f"{ONE}/amp/",
        f"{ONE}/AMP?utm_source=feed",
        "https://amp.times.example/2024/wall",
        "https://www.amp.times.example/2024/wall",
        "https://times.example/amp/2024/wall",
        "https://times.example/2024/amp/wall",
        "https://times.example/amphtml/2024/wall/",
        f"{ONE}.amp",
        f"{ONE}?amp",
        f"{ONE}?amp=1",
        f"{ONE}?outputType=amp",
        f"{ONE}?output=amphtml&amp;utm_medium=feed",
        f"{ONE}?usqp=mq331AQ&amp_js_v=0.1",
        "https://www.google.com/amp/s/times.example/2024/wall",
        "https://google.com/amp/s/amp.times.example/2024/wall",
        "https://times-example.cdn.ampproject.org/c/s/times.example/2024/wall/amp",
        "https://times-example.cdn.ampproject.org/v/www.times.example/2024/wall?amp_gsa=1",
    ],
)
def test_addresses_of_one_original_have_one_key(url: str) -> None:
    assert original_key(url) == original_key(ONE)


@pytest.mark.parametrize(
    "url",
    [
        "https://times.example/2024/walls",
        f"{ONE}?p=2",
        "https://times.example:8443/2024/wall",
        "https://other.example/2024/wall",
        "https://times.example/2024/WALL",
        f"{ONE}-amp",
        f"{ONE}/amplifiers",
        f"{ONE}?amp=16",
        f"{ONE}?format=pdf",
        "https://stamp.times.example/2024/wall",
        "https://google.com/amp",
    ],
)
def test_addresses_of_others_have_other_keys(url: str) -> None:
    assert original_key(url) != original_key(ONE)


@pytest.mark.parametrize(
    ("amp", "page"),
    [
        ("https://times.example/fall-of-the-wall/amp/", "https://times.example/fall-of-the-wall"),
        ("https://times.example/2024/wall.amp.html", "https://times.example/2024/wall.html"),
        ("https://amp.times.example/?p=7", "https://times.example/?p=7"),
    ],
)
def test_the_amp_page_of_an_article_is_its_original(amp: str, page: str) -> None:
    assert original_key(amp) == original_key(page)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://guitars.example/gear/amp", "https://guitars.example/gear"),
        ("https://guitars.example/amp", "https://guitars.example/"),
        ("https://amp.example/2024/wall", "https://example/2024/wall"),
    ],
)
def test_a_page_about_amplifiers_is_no_amp_page(url: str, other: str) -> None:
    assert original_key(url) != original_key(other)


@pytest.mark.parametrize("url", ["", "mailto:a@x.example", "/2024/wall", "https://", "http://[", "javascript:x()"])
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert original_key(url) == ""


def test_parameters_in_another_order_are_the_same() -> None:
    assert original_key("https://x.example/?a=1&b=2") == original_key("https://x.example/?b=2&a=1")


def test_an_address_that_is_written_keeps_what_may_name_a_page() -> None:
    assert without_tracking("https://x.example/a?utm_source=b&id=3&ref=7#h") == "https://x.example/a?id=3&ref=7#h"
    assert host_of("https://www.X.example/a") == "x.example"
