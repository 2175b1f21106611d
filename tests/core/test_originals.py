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
    ],
)
def test_addresses_of_others_have_other_keys(url: str) -> None:
    assert original_key(url) != original_key(ONE)


@pytest.mark.parametrize("url", ["", "mailto:a@x.example", "/2024/wall", "https://", "http://[", "javascript:x()"])
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert original_key(url) == ""


def test_parameters_in_another_order_are_the_same() -> None:
    assert original_key("https://x.example/?a=1&b=2") == original_key("https://x.example/?b=2&a=1")


def test_an_address_that_is_written_keeps_what_may_name_a_page() -> None:
    assert without_tracking("https://x.example/a?utm_source=b&id=3&ref=7#h") == "https://x.example/a?id=3&ref=7#h"
    assert host_of("https://www.X.example/a") == "x.example"
