"""Copies are found by an index, alike from nothing and after each change, and grouped around the one that is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from random import Random
from unittest.mock import patch

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.archive.duplicates import pairs as module
from tagarchive.archive.duplicates.groups import Candidate, Copy, Group, groups
from tagarchive.archive.duplicates.index import COMMON, MemoryIndex
from tagarchive.archive.duplicates.pairs import Pair, pairs_of, updated_pairs
from tagarchive.reading.sketches import Sketch, sketch


@cache
def prose(name: str, words: int = 60) -> str:
    """A text of words that a text of another name has not in the same order."""
    chance = Random(name)  # noqa: S311 (it makes words)
    return " ".join(f"w{chance.randrange(5000)}" for _ in range(words))


def found(texts: Mapping[str, str], originals: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """The pairs among texts, by path and reason."""
    sketches = {path: sketch(text, (originals or {}).get(path, "")) for path, text in texts.items()}
    return [(first, second, why) for first, second, _, why in updated_pairs((), MemoryIndex(), sketches)]


def test_the_same_original_is_one_article_whatever_the_text() -> None:
    urls = {"a": "https://times.example/2024/wall", "b": "http://www.times.example/2024/wall/?utm_source=x"}
    assert found({"a": prose("one"), "b": prose("other")}, urls) == [("a", "b", "original")]
    assert found({"a": "", "b": ""}, urls) == [("a", "b", "original")]


def test_the_same_text_is_one_article_however_it_is_spelled() -> None:
    assert found({"a": "The Shi’ite group left the town.", "b": "the SHIITE group left the town"}) == [
        ("a", "b", "text")
    ]


@pytest.mark.parametrize("text", ["", "Watch the video.", "Read the original article here"])
def test_texts_of_a_few_words_are_no_copies(text: str) -> None:
    assert found({"a": text, "b": text}) == []


def test_a_copy_with_another_lead_and_boilerplate_that_is_cut_is_near() -> None:
    story = prose("story", 400).split()
    copy = [prose("lead", 30), *story[40:200], "Photo: V. Lind", *story[200:270], prose("footer", 50)]
    assert found({"a": " ".join(story), "b": " ".join(copy), "c": prose("another", 400)}) == [("a", "b", "near")]


def test_two_reports_with_the_same_quotes_are_not() -> None:
    quotes = prose("quotes", 60)
    assert found({"a": f"{prose('one', 150)} {quotes}", "b": f"{quotes} {prose('other', 150)}"}) == []


def test_a_round_up_that_holds_a_short_story_is_no_copy_of_it() -> None:
    story = prose("story", 120)
    assert found({"a": story, "b": f"{prose('before', 150)} {story} {prose('after', 150)}"}) == []


def test_short_notes_that_share_a_paragraph_are_no_copies() -> None:
    form = prose("form", 60)
    assert found({"a": f"{form} {prose('one', 40)}", "b": f"{form} {prose('other', 40)}"}) == []


def test_weekly_posts_with_one_template_are_no_copies() -> None:
    form = prose("form", 110)
    posts = {f"{week:02}": f"{form} {prose(f'week {week}', 120)}" for week in range(12)}
    assert found(posts) == []


def test_what_many_articles_share_finds_nothing() -> None:
    footer = prose("footer", 300)
    posts = {f"{number:03}": f"{prose(str(number), 80)} {footer}" for number in range(COMMON + 10)}
    assert found(posts) == []
    assert found(posts | {"copy": posts["007"]}) == [("007", "copy", "text")]
    assert found(dict.fromkeys(posts, footer)) == []
    assert found(dict.fromkeys(posts, ""), dict.fromkeys(posts, "https://times.example/liveblog")) == []


def test_a_story_in_eight_newspapers_is_found_in_all() -> None:
    story = prose("story", 300)
    papers = {
        str(number): f"{prose(f'lead {number}', 60)} {story} {prose(f'footer {number}', 60)}" for number in range(8)
    }
    assert len(found(papers)) == 8 * 7 // 2


def test_the_score_is_the_share_of_the_shorter_text() -> None:
    story = prose("story", 600).split()
    changes = {"a": sketch(" ".join(story)), "b": sketch(" ".join([*story[:300], prose("rest", 200)]))}
    (pair,) = updated_pairs((), MemoryIndex(), changes)
    assert pair.score == pytest.approx(0.6, abs=0.08)
    assert pair.score == round(pair.score, 2)


# Changes.


class ShortIndex(MemoryIndex):
    """An index that names as few holders of a common mark as it may, and none twice."""

    def holders(self, marks: Collection[int]) -> Mapping[int, Collection[str]]:
        found = super().holders(marks)
        return {mark: sorted(held, key=hash)[: LOW + 1] for mark, held in found.items()}


LOW = 4


@contextmanager
def low_limits() -> Iterator[None]:
    """Limits that few articles reach."""
    with patch.multiple(module, COMMON=LOW, BATCH=3, ALIKE=((2, 0.4), (3, 0.6), (LOW, 0.8))):
        yield


@cache
def article(parts: str, original: int) -> Sketch:
    """An article of parts, each of which other articles may have too."""
    text = " ".join(prose(part) for part in parts)
    return sketch(text, f"https://times.example/story-{original}" if original else "")


CHANGE = st.dictionaries(
    st.sampled_from("abcdefghij"),
    st.none() | st.builds(article, st.text("stuvwxyz", max_size=4), st.integers(0, 3)),
    max_size=8,
)


@settings(max_examples=examples(15))
@given(st.lists(CHANGE, min_size=2, max_size=6))
def test_pairs_after_changes_are_those_found_from_nothing(steps: list[dict[str, Sketch | None]]) -> None:
    with low_limits():
        index, state, pairs = ShortIndex(), dict[str, Sketch](), tuple[Pair, ...]()
        for changes in steps:
            pairs = updated_pairs(pairs, index, changes)
            state |= {path: new for path, new in changes.items() if new}
            state = {path: kept for path, kept in state.items() if changes.get(path, kept)}
            assert pairs == updated_pairs((), MemoryIndex(), state)
            assert set(pairs) == pairs_of(state.keys(), index)


def test_pairs_come_and_go_as_what_they_share_becomes_common() -> None:
    story = prose("story", 200)
    papers = {str(number): sketch(f"{story} {prose(f'own {number}', 30)}") for number in range(COMMON + 20)}
    few = dict(list(papers.items())[:COMMON])
    index = MemoryIndex()
    pairs = updated_pairs((), index, few)
    assert len(pairs) == COMMON * (COMMON - 1) // 2
    assert updated_pairs(pairs, index, papers) == ()
    assert updated_pairs((), index, dict.fromkeys(papers.keys() - few.keys())) == pairs


def test_a_new_article_is_compared_with_few() -> None:
    class Counting(MemoryIndex):
        seen = 0

        def sketches(self, paths: Collection[str]) -> Mapping[str, Sketch]:
            self.seen += len(paths)
            return super().sketches(paths)

    index = Counting()
    pairs = updated_pairs((), index, {str(number): sketch(prose(str(number))) for number in range(300)})
    index.seen = 0
    assert updated_pairs(pairs, index, {"new": sketch(prose("17"))}) == (Pair("17", "new", 1.0, "text"),)
    assert index.seen < 5


# Groups.


def candidate(path: str, day: int, source: str = "", **said: tuple[str, ...]) -> Candidate:
    return Candidate(path, datetime(2024, 1, day, tzinfo=UTC), source, **said)


def pair(first: str, second: str, score: float = 0.9) -> Pair:
    return Pair(first, second, score, "near")


def shown(found: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.shown: [copy.path for copy in group.copies] for group in found}


def test_the_earliest_is_shown_and_stays_when_later_ones_come() -> None:
    two = [candidate("b", 2), candidate("c", 3)]
    assert groups(two, [pair("b", "c")]) == (Group("b", (Copy("c", 0.9, "near"),)),)
    assert shown(groups([candidate("a", 4), *two], [pair("a", "b"), pair("a", "c"), pair("b", "c")])) == {
        "b": ["c", "a"]
    }


def test_of_one_day_the_first_path_is_shown() -> None:
    assert shown(groups([candidate("b", 1), candidate("a", 1)], [pair("a", "b")])) == {"a": ["b"]}


def test_preferred_sources_are_shown_in_their_order() -> None:
    some = [candidate("a", 1), candidate("b", 2, "Wire"), candidate("c", 3, "Post"), candidate("d", 4, "Post")]
    pairs = [pair(one, other) for one in "abcd" for other in "abcd" if one < other]
    assert shown(groups(some, pairs, ("Post", "Wire"))) == {"c": ["d", "b", "a"]}


def test_likeness_does_not_chain() -> None:
    some = [candidate("a", 1), candidate("b", 2), candidate("c", 3), candidate("d", 4)]
    assert shown(groups(some, [pair("a", "b"), pair("b", "c")])) == {"a": ["b"]}
    assert shown(groups(some, [pair("a", "b"), pair("b", "c"), pair("c", "d")])) == {"a": ["b"], "c": ["d"]}


def test_authors_say_what_is_a_copy_and_what_is_not() -> None:
    one = candidate("a", 1)
    assert groups([one, candidate("b", 2, same_as=("a",))], []) == (Group("a", (Copy("b", 1.0, "same_as"),)),)
    assert groups([one, candidate("b", 2, same_as=("a",))], [pair("a", "b")])[0].copies[0].score == 0.9
    assert groups([one, candidate("b", 2, distinct_from=("a",))], [pair("a", "b")]) == ()
    assert groups([candidate("a", 1, distinct_from=("b",)), candidate("b", 2)], [pair("a", "b")]) == ()
    assert groups([candidate("a", 1, distinct_from=("b",)), candidate("b", 2, same_as=("a",))], []) == ()


def test_articles_that_are_not_published_are_in_no_group() -> None:
    assert groups([candidate("a", 1), candidate("b", 2)], [pair("a", "c"), pair("b", "c")]) == ()
    assert groups([candidate("a", 1, same_as=("a", "gone"))], []) == ()


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20),
    st.permutations("abcdefgh"),
)
def test_groups_do_not_depend_on_the_order_of_what_is_given(edges: list[tuple[str, str]], order: list[str]) -> None:
    pairs = {pair(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]}
    some = [candidate(path, 1 + (ord(path) * 7) % 5) for path in order]
    expected = groups(sorted(some), sorted(pairs))
    assert groups(some, sorted(pairs, reverse=True)) == expected
    members = [path for group in expected for path in (group.shown, *(copy.path for copy in group.copies))]
    assert len(members) == len(set(members))
