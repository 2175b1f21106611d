"""Verdicts on originals: what answers make of them, and their file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tagarchive.checking.outside import Answer
from tagarchive.collecting.originals.verdicts import judged, news_of, says_nothing, text_of, verdicts_at, write_verdicts
from tagarchive.core.errors import Location, Written
from tagarchive.reading.text_types import Line, WebUrl
from tagarchive.reading.verdict_file import Day, Verdict, read_verdicts

URL = "https://wire.example/a"
DAYS = [Day(f"2026-11-{day}") for day in range(10, 30)]

GONE = Answer(URL, "dead", "404", status=404)
THERE = Answer(URL, "there")
MOVED = Answer(URL, "moved", "", "https://wire.example/new")
SILENT = [
    Answer(URL, "dead", "its host does not exist"),
    Answer(URL, "unreached", "the answer 403, which may be for programs alone"),
    Answer(URL, "unreached", "no answer within 20 seconds"),
]


def verdict(state: Any, since: str = "2026-11-01", **others: Any) -> Verdict:
    return Verdict(url=Written(URL, Location("originals.toml")), state=state, since=Day(since), **others)


def after(*answers: Answer | None) -> Verdict | None:
    """The verdict after an answer a day; None is a day on which nobody asked."""
    found = None
    for day, answer in zip(DAYS, answers, strict=False):
        found = judged(found, answer, day) if answer else found
    return found


def test_an_original_is_dead_after_404_or_410_on_two_days() -> None:
    assert after(GONE) == verdict("missing", "2026-11-10", status=404)
    assert after(GONE, GONE) == verdict("dead", "2026-11-10", status=404)
    assert after(GONE, None, None, Answer(URL, "dead", "410", status=410)) == verdict("dead", "2026-11-10", status=410)


def test_two_answers_of_one_day_are_one() -> None:
    missing = judged(None, GONE, DAYS[0])
    assert judged(missing, GONE, DAYS[0]) == missing


@pytest.mark.parametrize("silent", SILENT)
def test_refusals_and_silence_never_count(silent: Answer) -> None:
    assert says_nothing(silent)
    assert after(silent, silent, silent) is None
    assert after(GONE, silent) == after(GONE)
    assert after(GONE, silent, GONE) == verdict("dead", "2026-11-10", status=404)
    assert after(GONE, GONE, silent) == after(GONE, GONE)


def test_what_is_there_once_begins_anew() -> None:
    assert after(GONE, THERE) is None
    assert after(GONE, THERE, GONE) == verdict("missing", "2026-11-12", status=404)
    assert after(GONE, GONE, THERE) is None


def test_what_has_moved_for_good_has_a_new_address() -> None:
    assert after(MOVED, MOVED) == verdict("moved", "2026-11-10", to=WebUrl(MOVED.target))
    assert after(GONE, GONE, MOVED) == verdict("moved", "2026-11-12", to=WebUrl(MOVED.target))
    assert after(MOVED, GONE) == verdict("missing", "2026-11-11", status=404)


@pytest.mark.parametrize("target", ["http://www.wire.example/a", "https://wire.example/a/", f"{URL}?utm_source=x"])
def test_another_spelling_of_the_address_is_no_other_place(target: str) -> None:
    assert after(Answer(URL, "moved", "", target)) is None


@pytest.mark.parametrize("answer", [GONE, THERE, MOVED, *SILENT])
def test_what_a_person_decided_stays(answer: Answer) -> None:
    decided = verdict("dead", fixed=True)
    assert judged(decided, answer, DAYS[0]) == decided


def test_a_remark_stays_with_the_entry() -> None:
    noted = judged(verdict("moved", note=Line("Said so."), to=WebUrl("https://b.example/")), GONE, DAYS[0])
    assert noted == verdict("missing", "2026-11-10", status=404, note=Line("Said so."))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, "missing", ["missing"]),
        ("missing", "dead", ["dead"]),
        ("dead", None, ["alive"]),
        ("missing", None, ["alive"]),
        ("dead", "moved", ["alive", "moved"]),
        ("moved", None, []),
        ("dead", "dead", []),
        (None, None, []),
    ],
)
def test_each_change_is_told_once(before: str | None, now: str | None, told: list[str]) -> None:
    states = [verdict(state) if state else None for state in (before, now)]
    assert [news.what for news in news_of(URL, *states)] == told


def test_the_file_is_sorted_and_is_not_made_for_nothing(tmp_path: Path) -> None:
    write_verdicts(tmp_path, [])
    assert not list(tmp_path.iterdir())
    b, a = verdict("dead", status=404), verdict("moved", to=WebUrl("https://b.example/"))
    a = Verdict(url=Written("https://a.example/", Location("")), state=a.state, since=a.since, to=a.to)
    write_verdicts(tmp_path, [b, a])
    text = (tmp_path / "originals.toml").read_text()
    assert text.index("https://a.example/") < text.index(URL)
    assert list(verdicts_at(tmp_path)) == ["https://a.example/", URL]
    before = (tmp_path / "originals.toml").stat().st_mtime_ns
    write_verdicts(tmp_path, [a, b])
    assert (tmp_path / "originals.toml").stat().st_mtime_ns == before
    write_verdicts(tmp_path, [])
    assert verdicts_at(tmp_path) == {}


@given(st.text().filter(str.isprintable), st.sampled_from(["missing", "dead", "moved"]), st.booleans())
def test_what_is_written_is_read_again(note: str, state: Any, fixed: bool) -> None:  # noqa: FBT001 (Hypothesis gives it)
    remark = Line(" ".join(f"a {note}".split()))
    to = WebUrl("https://b.example/?a=%22&b='")
    written = verdict(state, status=410, to=to, fixed=fixed, note=remark)
    (found,) = read_verdicts(text_of([written]))
    assert replace(found, url=written.url) == written
    assert found.original == URL
