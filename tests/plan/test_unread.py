"""Documents that can't be read: the addresses that may be theirs."""

from __future__ import annotations

import pytest
from conftest import NOW
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.archive.material import Material
from tagarchive.core.urls import Address
from tagarchive.plan.site_plan import site_plan
from tagarchive.plan.unread import unread_of
from tagarchive.reading.config import ArticleOptions, Config
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import AddressPattern

DATED = Config(articles=ArticleOptions(address=AddressPattern("/{year}/{month}/{day}/{slug}/")))
FLAT = Config(articles=ArticleOptions(address=AddressPattern("/{slug}/")))
PIECES = (
    "---\n",
    "slug: ",
    "date: ",
    "2021-13-45",
    "aliases: [",
    "/../",
    "/a b/",
    "/%ff",
    "\x00",
    "é",
    "/tag/",
    "]\n",
    "x",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join), st.sampled_from((Config(), DATED, FLAT)))
def test_any_text_may_be_that_of_a_document_that_can_not_be_read(text: str, config: Config) -> None:
    material = Material((), unread={"content/a.md": text, "content/pages/b.md": text})
    made = site_plan(material, config, Edition(drafts=False, now=NOW), ())
    assert not made.problems
    assert set(made.plan) <= set(made.unread.added_to(made.plan))


@pytest.mark.parametrize(
    ("config", "address", "is_possible"),
    [
        (Config(), "/articles/a/", True),
        (Config(), "/articles/own/", True),
        (Config(), "/articles/other/", False),
        (Config(), "/was/here/", True),
        (Config(), "/about/", False),
        (Config(), "/a/", True),
        (Config(), "/tag/oil/", True),
        (Config(), "/2021/", True),
        (Config(), "/files/a.pdf", True),
        (DATED, "/2021/05/06/own/", True),
        (DATED, "/2020/01/01/a/", True),
        (DATED, "/2020/01/01/other/", False),
        (DATED, "/2021/05/", True),
        (FLAT, "/own/", True),
        (FLAT, "/other/", False),
        (FLAT, "/2021/", True),
    ],
)
def test_addresses_that_an_unread_article_may_have(config: Config, address: str, is_possible: bool) -> None:  # noqa: FBT001
    text = "---\ntitel: x\ndate: 2021-05-06\nslug: own\naliases: [/was/here/]\n---\n/articles/other/ /other/\n"
    assert unread_of({"content/a.md": text}, config).may_have(Address(address)) is is_possible
    assert not unread_of({}, config).may_have(Address(address))
