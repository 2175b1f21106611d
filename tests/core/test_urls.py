"""Slugs, addresses and output paths."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core import urls
from tagarchive.core.dates import Moment
from tagarchive.core.slugs import SLUG_BYTES, slug_as_written, slugify, tag_key
from tagarchive.core.urls import Address, Addresses

TEXTS = st.text()
ADDRESSES = Addresses("https://desk.example/archive/", "/articles/{slug}/")


@given(TEXTS)
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(TEXTS)
def test_a_slug_is_a_safe_name_on_every_file_system(text: str) -> None:
    slug = slugify(text)
    assert slug
    assert len(slug.encode()) <= SLUG_BYTES + 1
    assert not set(slug) & set('/\\:*?"<>| .\0')
    assert not slug.startswith("-")
    assert unicodedata.is_normalized("NFC", slug)
    assert slug.casefold() == slug or slugify(slug.casefold()) == slug


@given(TEXTS)
def test_case_and_unicode_form_make_no_difference_to_a_slug(text: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(text)
    assert slugify(text.casefold()) == slugify(text)


@given(TEXTS)
def test_every_slug_may_be_written_as_one(text: str) -> None:
    assert slug_as_written(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Iranbacked", "iranbacked"),
        ("Saudi Arabia", "saudi-arabia"),
        ("Shi’ite militias", "shiite-militias"),
        ("Gérard Depardieu", "gérard-depardieu"),
        ("العراق", "العراق"),
        ("हिन्दी", "हिन्दी"),
        ("日本 語", "日本-語"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("page", "page"),
        ("2", "2"),
        ("..", "u2e-u2e"),
        ("🚀", "u1f680"),
        ("CON", "con-"),
        ("lpt1", "lpt1-"),
        ("  a  --  b  ", "a-b"),
    ],
)
def test_slugs_keep_letters_of_every_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_long_names_keep_their_start_and_stay_apart() -> None:
    one, other = slugify("word " * 100 + "one"), slugify("word " * 100 + "other")
    assert one != other
    assert one.startswith("word-word-")
    assert len(one.encode()) <= SLUG_BYTES


@pytest.mark.parametrize("bad", ["../../etc/passwd", "a/b", "", ".hidden", "a b", "nul", "a\0b", "-\n", "~"])
def test_a_slug_that_is_no_name_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        slug_as_written(bad)


def test_a_slug_longer_than_file_systems_take_is_told_its_length() -> None:
    assert slug_as_written("é" * 127) == "é" * 127
    with pytest.raises(ValueError, match="a name of at most 255 bytes; this one has 256"):
        slug_as_written("é" * 128)


def test_a_shortened_slug_is_as_long_as_it_may_be() -> None:
    assert len(slugify("x" * 300, 255).encode()) == 255
    assert slugify("x" * 255, 255) == "x" * 255


@pytest.mark.parametrize("good", ["border-clash", "v1.2", "a_b", "Über", "2021-11-08-attack", "العراق"])
def test_a_slug_is_kept_as_its_author_wrote_it(good: str) -> None:
    assert slug_as_written(good) == good


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mac", "Mac"),
        ("Gérard", "Gerard"),
        ("caf\u00e9", "cafe\u0301"),
        ("iran deal", "Iran-Deal"),
        ("a_b", "a b"),
        ("a\u00adb", "ab"),
    ],
)
def test_spellings_of_one_tag_have_one_key(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C++", "C#"), ("мой", "мои"), ("が", "か"), ("कि", "का")])
def test_tags_that_differ_in_a_letter_or_sign_have_different_keys(one: str, other: str) -> None:
    assert tag_key(one) != tag_key(other)


@given(TEXTS)
def test_what_nobody_sees_makes_no_difference_to_slugs_and_keys(text: str) -> None:
    pasted = "\u200e".join(f"\ufeff{text}\u00ad")
    assert slugify(pasted) == slugify(text)
    assert tag_key(pasted) == tag_key(text)


@given(st.lists(TEXTS.map(slugify), min_size=1, max_size=3))
def test_an_address_never_leaves_the_output_folder(slugs: list[str]) -> None:
    for make in (urls.tag, urls.author, urls.source, urls.page):
        path = PurePosixPath(urls.out_path(urls.numbered(make(slugs[0]), 3)))
        assert not path.is_absolute()
        assert ".." not in path.parts


@given(TEXTS.map(slugify), TEXTS.map(slugify))
def test_different_addresses_have_different_files(one: str, other: str) -> None:
    assert (urls.out_path(urls.tag(one)) == urls.out_path(urls.tag(other))) == (one == other)


@given(TEXTS.map(slugify))
def test_a_href_is_ascii_and_decodes_to_the_address(slug: str) -> None:
    address = urls.tag(slug)
    href = ADDRESSES.href(address)
    assert href.isascii()
    assert unquote(href) == f"/archive{address}"
    assert urlsplit(ADDRESSES.absolute(address)).path == href


def test_the_pattern_of_article_addresses_may_hold_the_date() -> None:
    addresses = Addresses("https://desk.example/", "/{year}/{month}/{slug}/")
    assert addresses.article("attack", Moment("2021-11-08T10:00:00-04:00")) == "/2021/11/attack/"


def test_the_pattern_of_article_addresses_may_hold_a_part_twice() -> None:
    addresses = Addresses("https://desk.example/", "/{year}/{year}-{month}/{slug}/")
    assert addresses.slug_at("/2021/2021-03/border/") == "border"
    assert addresses.slug_at("/2021/2022-03/border/") is None


def test_output_paths_are_what_a_static_host_serves() -> None:
    assert urls.out_path(Address("/")) == "index.html"
    assert urls.out_path(Address("/tag/العراق/")) == "tag/العراق/index.html"
    assert urls.out_path(Address("/feed.xml")) == "feed.xml"


def test_the_id_of_an_article_is_a_tag_uri() -> None:
    moment = Moment("2021-11-08T10:00:00-04:00")
    assert urls.guid("desk.example", moment, "gérard") == "tag:desk.example,2021-11-08:g%C3%A9rard"


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("a", True), ("a/b.c", True), (".x/..y", True), ("a..", True), ("a:b", True), ("العراق/a", True),
        ("", False), ("/a", False), ("..", False), (".", False), ("../a", False), ("a/..", False), ("a/../b", False),
        ("a/./b", False), ("./a", False), ("a/.", False), ("a//b", False), ("a/", False), ("a\\b", False),
        ("a\0b", False), ("a\nb", False),
    ],
)  # fmt: skip
def test_a_path_leads_nowhere_but_into_its_folder(path: str, inside: bool) -> None:  # noqa: FBT001
    assert urls.are_inside([path]) == urls.are_inside(["x", path, "y/z"]) == inside
