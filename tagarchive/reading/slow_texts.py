"""What to say of a text that takes too long to read: where it is odd, and in what."""

from __future__ import annotations

import re
from collections import Counter

from tagarchive.core.errors import Location, Problem
from tagarchive.reading.documents import Source

_CONSTRUCT = re.compile(
    r"!\[|\[\^|\]\(|\]\[|\[|<!--|<\?|</?[a-zA-Z]{0,10}|`{1,3}|~{3}|[*_]{1,3}|\\|&|\||\{"
    r"|^[ ]*(?:#{1,6}|>|[-+*](?=[ ])|\d{1,4}[.](?=[ ])|:(?=[ ])|[-=]{3})",
    re.MULTILINE,
)
"""What begins something in Markdown or HTML."""


LOOKED_AT = 200_000
"""So many characters tell what a text is made of."""


def end_of_front_matter(data: bytes) -> int:
    """Where the front matter of a file ends, as far as a glance tells."""
    return max(data.find(b"\n---", 3), 0)


def too_long(source: Source, seconds: float) -> Problem:
    """The problem of a text that takes longer than some seconds, at the line that has most of what it has most of."""
    head, text = (part.decode("utf-8", "replace") for part in _parts(source.data))
    counts = Counter(found[0].strip() for found in _CONSTRUCT.finditer(text, 0, LOOKED_AT))
    what = f"found a text that takes longer than {seconds:g} seconds to read"
    if not counts:
        return Problem(Location(source.path, 1, 1), "slow-text", what, "part it into several files")
    construct = counts.most_common(1)[0][0]
    lines = text[:LOOKED_AT].split("\n")
    line = max(range(len(lines)), key=lambda n: lines[n].count(construct))
    where = Location(source.path, head.count("\n") + line + 1, lines[line].find(construct) + 1)
    said = f"{what}; it holds “{construct}” {text.count(construct):,} times"
    return Problem(
        where, "slow-text", said, "close what this opens, take some out, or part the text into several files"
    )


def _parts(data: bytes) -> tuple[bytes, bytes]:
    end = end_of_front_matter(data)
    after = data.find(b"\n", end + 1) + 1 if end else 0
    return data[:after], data[after:]
