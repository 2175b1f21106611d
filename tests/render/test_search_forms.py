"""Texts and files of the search index: words in scripts without spaces, and one form for files whose order changes."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.render.search.canonical import ENTRY, canonical, content_of
from tagarchive.render.search.cbor import cbor, cbor_value
from tagarchive.render.search.parts import parted
from tagarchive.render.search.postings import divided
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


NUMBERS = st.lists(st.integers(-(2**32), 2**32 - 1), max_size=4)
PAGES = st.lists(st.tuples(st.integers(0, 400), NUMBERS, NUMBERS), unique_by=lambda page: page[0], max_size=30)
WORDS = st.lists(st.tuples(st.text(), PAGES, st.lists(st.tuples(st.text(), PAGES), max_size=2)), max_size=5)


def distances(pages: list[tuple[int, list[int], list[int]]]) -> list[object]:
    """Pages as an index has them: each number is the distance to the one before."""
    ordered = sorted(pages)
    before = [0, *(number for number, *_ in ordered)]
    return [[number - last, *rest] for last, (number, *rest) in zip(before, ordered, strict=False)]


@given(WORDS, st.integers(1, 5))
def test_each_part_has_all_words_with_its_own_pages(words: list[Any], number: int) -> None:
    places = [(page % number, page // number) for page in range(401)]

    def own(pages: list[Any], part: int) -> list[object]:
        return distances([(page // number, *rest) for page, *rest in pages if page % number == part])

    whole = [
        [word, distances(pages), [[form, distances(own_)] for form, own_ in forms]] for word, pages, forms in words
    ]
    found = divided(cbor([whole]), places, number)  # type: ignore[list-item]
    assert [cbor_value(part) for part in found] == [
        [[[word, own(pages, part), [[form, own(one, part)] for form, one in forms]] for word, pages, forms in words]]
        for part in range(number)
    ]


@pytest.mark.parametrize("other", [[["a", 1, []]], [[1, [], []]], [["a", [[0, ["b"], []]], []]], 5])
def test_words_of_another_form_are_refused(other: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        divided(cbor([other]), [(0, 0)], 1)  # type: ignore[list-item]


def whole_index() -> dict[str, bytes]:
    """An index of five articles with the word “ant” in all and “bee” in one."""
    pages = [[f"en_000000{n}", n + 10] for n in range(5)]
    words = [["ant", [[0, [1], []], *([1, [1], []] for _ in range(4))], []]]
    more = [["bee", [[3, [2], []]], []]]
    main = [
        "1",
        pages,
        [["ant", "ant", "en_1"], ["bee", "bee", "en_2"]],
        [["tag", "en_3"]],
        [["date", [4, 0, 1, 2, 3]]],
        ["title"],
    ]
    language = {"hash": "en_0", "page_count": 5, "wasm": "en"}
    return {
        ENTRY: json.dumps({"version": "1", "languages": {"en": language}}).encode(),
        "pagefind.en_0.pf_meta": packed(main),
        "index/en_1.pf_index": packed([words]),
        "index/en_2.pf_index": packed([more]),
        "filter/en_3.pf_filter": packed(["tag", [["Iran", [0, 2, 3]], ["Iraq", [1]]]]),
        "fragment/en_0000000.pf_fragment": b"fragment",
    }


def test_a_large_index_has_parts_whose_files_replace_those_of_the_whole() -> None:
    files = whole_index()
    made = parted(files, 2)
    assert made == parted(dict(reversed(files.items())), 2)
    languages = json.loads(made.pop(ENTRY))["languages"]
    assert {name: one["page_count"] for name, one in languages.items()} == {"en": 3, "en-x-1": 2}
    assert languages["en"]["parts"] == ["en-x-1"]
    assert made.pop(f"{languages['en']['order']}.pf_order") == b"".join(n.to_bytes(4, "big") for n in (4, 0, 1, 2, 3))
    mains = [content_of(made.pop(f"pagefind.{languages[name]['hash']}.pf_meta")) for name in ("en", "en-x-1")]
    assert [main[1] for main in mains] == [
        [["en_0000000", 10], ["en_0000002", 12], ["en_0000004", 14]],
        [["en_0000001", 11], ["en_0000003", 13]],
    ]
    found = []
    for _, _, chunks, filters, orders, fields in mains:
        assert (orders, fields) == ([], ["title"])
        # The range of a file has what begins with its last word.
        assert [chunk[:2] for chunk in chunks] == [["ant", "ant\U0010ffff"], ["bee", "bee\U0010ffff"]]
        words = [content_of(made.pop(f"index/{name}.pf_index"))[0][0] for *_, name in chunks]
        found.append((words, *(content_of(made.pop(f"filter/{name}.pf_filter")) for _, name in filters)))
    assert found[0][0] == [["ant", [[0, [1], []], [1, [1], []], [1, [1], []]], []], ["bee", [], []]]
    assert found[1][0] == [["ant", [[0, [1], []], [1, [1], []]], []], ["bee", [[1, [2], []]], []]]
    assert [one[1] for one in found] == [
        ["tag", [["Iran", [0, 1]], ["Iraq", []]]],
        ["tag", [["Iran", [1]], ["Iraq", [0]]]],
    ]
    assert list(made) == ["fragment/en_0000000.pf_fragment"]


def test_the_range_of_a_file_ends_before_words_of_the_next_one_that_begin_alike() -> None:
    files = whole_index()
    main = content_of(files["pagefind.en_0.pf_meta"])
    main[2][1][:2] = ["anthem", "bee"]
    made = parted(files | {"pagefind.en_0.pf_meta": packed(main)}, 2)
    name = json.loads(made[ENTRY])["languages"]["en"]["hash"]
    chunks = content_of(made[f"pagefind.{name}.pf_meta"])[2]
    assert [chunk[:2] for chunk in chunks] == [["ant", "ant"], ["anthem", "bee\U0010ffff"]]


def test_an_index_that_is_not_large_stays_as_it_is() -> None:
    files = whole_index()
    assert {name: data for name, data in parted(files, 3).items() if name != ENTRY} == {
        name: data for name, data in files.items() if name != ENTRY
    }
