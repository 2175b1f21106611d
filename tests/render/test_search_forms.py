"""Texts and files of the search index: words in scripts without spaces, and one form for files whose order changes."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.render.search.canonical import ENTRY, canonical
from tagarchive.render.search.cbor import cbor, cbor_value
from tagarchive.render.search.spacing import searchable

LEAVES = st.integers(-(2**64), 2**64 - 1) | st.text() | st.binary()


@given(st.recursive(LEAVES, st.lists, max_leaves=40))
def test_a_value_is_read_as_it_was_written(value: int | str | bytes | list[object]) -> None:
    assert cbor_value(cbor(value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "encoding"),
    # RFC 8949, Appendix A.
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (1000, "1903e8"),
        (1000000000000, "1b000000e8d4a51000"),
        (-1, "20"),
        (-1000, "3903e7"),
        (b"\1\2\3\4", "4401020304"),
        ("水", "63e6b0b4"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)
def test_the_examples_of_the_standard_hold(value: int, encoding: str) -> None:
    assert cbor(value).hex() == encoding
    assert cbor_value(bytes.fromhex(encoding)) == value


@pytest.mark.parametrize("encoding", ["", "18", "82 01", "9f", "a0", "f6", "1c", "0000"])
def test_what_has_another_form_is_refused(encoding: str) -> None:
    with pytest.raises(ValueError, match=r"found|ends|more"):
        cbor_value(bytes.fromhex(encoding))


def packed(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor(value))  # type: ignore[arg-type]


def files(tags: list[object], filters: list[object]) -> dict[str, bytes]:
    return {
        ENTRY: json.dumps({"version": "1", "languages": {"en": {"hash": "en_0", "wasm": "en"}}}).encode(),
        "pagefind.en_0.pf_meta": packed(["1", [], [], filters, [], ["title"]]),
        "filter/en_1.pf_filter": packed(["tag", tags]),
        "filter/en_2.pf_filter": packed(["year", [["2021", [0]]]]),
    }


@given(
    st.permutations([["Iran", [0, 2]], ["Iraq", [1]], ["ش", [3]]]),
    st.permutations([["tag", "en_1"], ["year", "en_2"]]),
)
def test_files_that_differ_in_order_have_one_form(tags: list[object], filters: list[object]) -> None:
    in_order = canonical(files(sorted(tags, key=str), sorted(filters, key=str)))
    assert canonical(files(tags, filters)) == in_order
    assert len(in_order) == 4
    name = json.loads(in_order[ENTRY])["languages"]["en"]["hash"]
    main = cbor_value(gzip.decompress(in_order[f"pagefind.{name}.pf_meta"]), 12)
    assert isinstance(main, list)
    named = [path.removeprefix("filter/").removesuffix(".pf_filter") for path in in_order if path.startswith("filter/")]
    assert main[3] == [["tag", named[0]], ["year", named[1]]]


@pytest.mark.parametrize(
    ("text", "language", "spaced"),
    [
        ("中国人民银行", "zh", "中 国 人 民 银 行"),
        ("使用Python编写。", "zh", "使 用 Python 编 写 。"),
        ("東京タワー", "ja", "東 京 タ ワ ー"),
        ("ไทยนี้", "th", "ไ ท ย นี้"),
        ("A\n plain  text", "en", "A plain text"),
        ("한국어 텍스트", "ko", "한국어 텍스트"),
        ("كتاب علي", "fa", "کتاب علی"),
        ("كتاب علي", "ar", "كتاب علي"),
    ],
)
def test_each_sign_of_a_script_without_spaces_is_a_word(text: str, language: str, spaced: str) -> None:
    assert searchable(text, language) == spaced


@given(st.text(), st.sampled_from(["en", "zh", "fa"]))
def test_spaces_are_all_that_is_added(text: str, language: str) -> None:
    plain = "".join(searchable(text, "en").split())
    assert plain == "".join(text.split())
    assert searchable(searchable(text, language), language) == searchable(text, language)
