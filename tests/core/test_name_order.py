"""Numbers in names sort as numbers."""

from __future__ import annotations

from itertools import pairwise

from conftest import Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.core.name_order import name_order


def test_numbers_in_names_sort_as_numbers() -> None:
    names = ["a", "brigade 2", "brigade 9", "brigade 10", "brigade 010b", "brigade 100", "brigades", "c"]
    backward = names[::-1]
    assert sorted(backward, key=name_order) == names
    assert sorted(["10", "9", "a", ""], key=name_order) == ["", "9", "10", "a"]


@given(st.lists(st.text(st.sampled_from("ab 019۰٣"), max_size=6)))
def test_any_names_can_be_compared(names: list[str]) -> None:
    keys = sorted(map(name_order, names))
    assert all(not later < earlier for earlier, later in pairwise(keys))


def test_a_number_of_any_length_has_its_place() -> None:
    assert name_order("9" * 9000) > name_order("9" * 8999)


def test_lists_of_tags_authors_and_sources_have_numbers_in_order(site: Site) -> None:
    names = ["Unit 2", "Unit 10", "Unit 1"]
    for n, name in enumerate(names):
        site.article(f"a{n}", tags=f"[{name}]", authors=f"[{name}]", source=f"{{name: {name}}}")
    files = site.build()
    for page in ("tags", "authors", "sources"):
        text = files[f"{page}/index.html"].decode().partition('class="index"')[2]
        assert sorted(names, key=lambda name: text.index(f">{name}<")) == ["Unit 1", "Unit 2", "Unit 10"]
