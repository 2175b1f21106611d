"""The canonical encoding: one value, one encoding; two values, two encodings; no order, no encoding."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tagarchive.core.dates import Moment
from tagarchive.core.digests import check_ordered, digest, encoded
from tagarchive.plan.recipes import CopyRecipe, ExportRecipe, FeedRecipe, SocialCardRecipe, TemplateRecipe
from tagarchive.reading.documents import Extra
from tagarchive.views.common import Html, Link, View
from tagarchive.views.feeds import FeedView
from tagarchive.views.pages import ArticlePage, Page, TextPage

st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(Moment, st.datetimes().map(lambda when: Moment(f"{when.isoformat(timespec='seconds')}Z")))
st.register_type_strategy(Extra, st.dictionaries(st.text(), st.text()).map(lambda free: Extra(tuple(free.items()))))

LINKS = st.builds(Link, title=st.text(), url=st.text())
FEEDS = st.from_type(FeedView)


@given(st.one_of(LINKS, FEEDS), st.one_of(LINKS, FEEDS))
def test_two_values_share_an_encoding_only_if_they_are_equal(one: View, other: View) -> None:
    assert (encoded(one) == encoded(other)) == (one == other)


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.too_slow])  # Such a page has many parts.
@given(st.from_type(ArticlePage))
def test_an_encoding_holds_the_whole_value(page: ArticlePage) -> None:
    name, value = msgspec.msgpack.decode(encoded(page), type=tuple[str, ArticlePage])
    assert (name, value) == ("ArticlePage", page)


@given(st.from_type(TextPage), st.data())
def test_a_change_of_any_field_changes_the_digest(page: TextPage, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([field.name for field in msgspec.structs.fields(TextPage)]))
    (kind,) = [field.type for field in msgspec.structs.fields(TextPage) if field.name == name]
    changed = msgspec.structs.replace(page, **{name: data.draw(st.from_type(kind))})
    assert (digest(changed) == digest(page)) == (changed == page)


def test_texts_that_run_together_stay_apart() -> None:
    assert encoded(Link(title="ab", url="c")) != encoded(Link(title="a", url="bc"))


def test_two_types_with_the_same_fields_stay_apart() -> None:
    assert encoded(Html("x")) != encoded(Moment("x"))


@pytest.mark.parametrize(
    "kind", [*get_args(Page), FeedView, CopyRecipe, ExportRecipe, FeedRecipe, SocialCardRecipe, TemplateRecipe]
)
def test_every_view_and_recipe_has_an_encoding(kind: type[msgspec.Struct]) -> None:
    check_ordered(kind)


class Unordered(msgspec.Struct, frozen=True):
    names: frozenset[str] = frozenset()


class Mapped(msgspec.Struct, frozen=True):
    names: dict[str, str] = {}


class Inexact(msgspec.Struct, frozen=True):
    number: float = 0.0


class Anything(msgspec.Struct, frozen=True):
    thing: Any = None


class Changeable(msgspec.Struct):
    name: str = ""


class Nested(msgspec.Struct, frozen=True):
    inner: tuple[Unordered | None, ...] = ()


@pytest.mark.parametrize("kind", [Unordered, Mapped, Inexact, Anything, Changeable, Nested])
def test_what_has_no_order_or_no_exact_form_is_refused(kind: type[msgspec.Struct]) -> None:
    with pytest.raises(TypeError, match="no canonical encoding"):
        digest(kind())
