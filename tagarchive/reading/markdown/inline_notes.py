"""Footnotes written in place, `^[note]`, changed to footnotes with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tagarchive.reading.markdown.emphasis import Ticks

_SIGN = re.compile(r"\\.|`+|\^\[|\[|\]", re.DOTALL)

MOST = 1_000
"""Maximum number of notes in place in one text; others stay as they are written."""

_NAME = "inline-note"


class InlineNotes:
    """The notes in place of one text."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def definitions(self) -> Iterator[str]:
        """Lines that define all notes so far."""
        for number, note in enumerate(self._notes, 1):
            yield from ("", f"[^{_NAME}-{number}]: {note}")

    def named(self, text: str) -> str:
        """A paragraph with a citation in place of each note that closes."""
        parts: list[str] = []
        done = 0
        for start, end in islice(_spans(text), MOST - len(self._notes)):
            self._notes.append(" ".join(text[start + 2 : end].split()))
            parts += (text[done:start], f"[^{_NAME}-{len(self._notes)}]")
            done = end + 1
        return "".join([*parts, text[done:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of the start and the closing bracket of each note that is not within another."""
    ticks = Ticks(text)
    opened: list[int] = []
    note: int | None = None
    at = 0
    while sign := _SIGN.search(text, at):
        at = sign.end()
        if sign[0][0] == "`":
            run = ticks.run_at(sign.start())
            closing = ticks.next_of(ticks.length(run), run)
            at = at if closing is None else ticks.ends[closing]
        elif sign[0] == "]" and opened:
            if opened.pop() == note and note is not None:
                yield note, sign.start()
                note = None
        elif sign[0].endswith("["):
            note = sign.start() if note is None and sign[0] == "^[" else note
            opened.append(sign.start())
