"""Verdicts on originals: what answers make of them, and their file `originals.toml`.

An original is dead after 404 or 410 on two days. Refusals, overload, errors of servers and silence say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from tagarchive.build.top_file import write_top_file
from tagarchive.checking.outside import Answer
from tagarchive.core.errors import Location, Written
from tagarchive.core.originals import original_key
from tagarchive.core.text import decode
from tagarchive.reading.disk import read
from tagarchive.reading.files import VERDICTS_FILE
from tagarchive.reading.text_types import WebUrl
from tagarchive.reading.verdict_file import Day, Verdict, read_verdicts

Verdicts = Mapping[str, Verdict]
"""Verdicts by the address of the original."""

_GONE = (404, 410)

_HEADING = """\
# What became of originals: `tagarchive originals --check` writes this file. Keep it with the site.
# An original is dead after 404 or 410 on two days; its pages then say so. `fixed = true` keeps an entry as it is.
"""


class News(NamedTuple):
    """Changes by a check.

    Attributes:
        url: address of the original
        what: `missing` for the first time, `dead` from now on, `moved`, or `alive` again
        verdict: the verdict from now on; None if it is there

    """

    url: str
    what: Literal["missing", "dead", "moved", "alive"]
    verdict: Verdict | None


def verdicts_at(root: Path) -> Verdicts:
    """The verdicts of the site in a folder. Raises `SiteError` with every fault of the file."""
    if not (root / VERDICTS_FILE).is_file():
        return {}
    text = decode(read(root, VERDICTS_FILE).data, VERDICTS_FILE)[0]
    return {verdict.original: verdict for verdict in read_verdicts(text)}


def write_verdicts(root: Path, verdicts: Iterable[Verdict]) -> None:
    """Writes the verdicts, sorted by address. No file is made for none."""
    found = sorted(verdicts, key=lambda verdict: verdict.original)
    if found or (root / VERDICTS_FILE).is_file():
        write_top_file(root, VERDICTS_FILE, text_of(found))


def text_of(verdicts: Iterable[Verdict]) -> str:
    """Verdicts as the text of an `originals.toml`, in order."""
    tables = ("\n".join(("", "[[original]]", *_lines(verdict), "")) for verdict in verdicts)
    return _HEADING + "".join(tables)


def _lines(verdict: Verdict) -> Iterator[str]:
    values = {
        "url": verdict.original,
        "state": verdict.state,
        "since": verdict.since,
        "status": verdict.status,
        "to": verdict.to,
        "fixed": verdict.fixed,
        "note": verdict.note,
    }
    for key, value in values.items():
        if value:
            # A text of JSON is one of TOML, but for one character (TOML 1.0, Basic strings).
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")


def judged(before: Verdict | None, answer: Answer, day: Day) -> Verdict | None:
    """The verdict on an original after the answer of a day; None if it is there."""
    if before and before.fixed:
        return before
    if answer.state == "moved":
        return _moved(before, answer, day)
    if answer.state == "there":
        return None
    return before if says_nothing(answer) else _missed(before, answer, day)


def says_nothing(answer: Answer) -> bool:
    """True for an answer after which nobody knows whether the original is there."""
    return answer.state not in ("there", "moved") and answer.status not in _GONE


def _moved(before: Verdict | None, answer: Answer, day: Day) -> Verdict | None:
    target = WebUrl(answer.target)
    if original_key(answer.target) == original_key(answer.url):
        return None
    if before and before.state == "moved":
        return replace(before, to=target)
    return _noted(Verdict(url=_written(answer), state="moved", since=day, to=target), before)


def _missed(before: Verdict | None, answer: Answer, day: Day) -> Verdict:
    if before and before.state == "dead":
        return before
    if before and before.state == "missing":
        return replace(before, state="dead", status=answer.status) if day > before.since else before
    return _noted(Verdict(url=_written(answer), state="missing", since=day, status=answer.status), before)


def _written(answer: Answer) -> Written:
    return Written(answer.url, Location(VERDICTS_FILE))


def _noted(after: Verdict, before: Verdict | None) -> Verdict:
    """The new verdict with the remark of the old one."""
    return replace(after, note=before.note) if before else after


def news_of(url: str, before: Verdict | None, after: Verdict | None) -> Iterator[News]:
    """News of an original after an answer."""
    was_gone, is_gone = (one is not None and one.state in ("missing", "dead") for one in (before, after))
    if was_gone and not is_gone:
        yield News(url, "alive", after)
    if after and (before is None or (before.state, before.to) != (after.state, after.to)):
        yield News(url, after.state, after)
