"""The problem of a text that takes too long to parse, with its most likely cause and the place of the cause."""

from __future__ import annotations

import re
from collections import Counter

from tagarchive.core.errors import Location, Problem
from tagarchive.reading.files import Source

_CONSTRUCT = re.compile(
    r"!\[|\[\^|\]\(|\]\[|\[|<!--|<\?|</?[a-zA-Z]{0,10}|`{1,3}|~{3}|[*_]{1,3}|\\|&|\||\{"
    r"|^[ ]*(?:#{1,6}|>|[-+*](?=[ ])|\d{1,4}[.](?=[ ])|:(?=[ ])|[-=]{3})",
    re.MULTILINE,
)
"""The start of a construct of Markdown or HTML."""


LOOKED_AT = 200_000
"""Number of characters that are searched for the cause."""


def end_of_front_matter(data: bytes) -> int:
    """The approximate offset of the end of the front matter, in bytes; 0 if none is found."""
    return max(data.find(b"\n---", 3), 0)


def too_long(source: Source, seconds: float) -> Problem:
    """The problem of a text that takes longer than `seconds`, at the line with most of its most frequent construct."""
    head, text = (part.decode("utf-8", "replace") for part in _parts(source.data))
    counts = Counter(match[0].strip() for match in _CONSTRUCT.finditer(text, 0, LOOKED_AT))
    start = f"found a text that takes longer than {seconds:g} seconds to read"
    if not counts:
        return Problem(Location(source.path, 1, 1), "slow-text", start, "part it into several files")
    construct = counts.most_common(1)[0][0]
    lines = text[:LOOKED_AT].split("\n")
    line = max(range(len(lines)), key=lambda n: lines[n].count(construct))
    where = Location(source.path, head.count("\n") + line + 1, lines[line].find(construct) + 1)
    message = f"{start}; it holds “{construct}” {text.count(construct):,} times"
    return Problem(
        where, "slow-text", message, "close what this opens, take some out, or part the text into several files"
    )


def _parts(data: bytes) -> tuple[bytes, bytes]:
    end = end_of_front_matter(data)
    after = data.find(b"\n", end + 1) + 1 if end else 0
    return data[:after], data[after:]
