"""Comments of Obsidian, `%%…%%`, which readers never see."""

from __future__ import annotations

import re
from typing import NamedTuple

from tagarchive.importing.generators.markdown_text import parts

_COMMENT = re.compile(r"%%.*?%%|^[ \t]*%%[ \t]*$.*\Z", re.DOTALL | re.MULTILINE)


class Uncommented(NamedTuple):
    """A text without its comments, with as many lines as before, and the number of comments."""

    text: str
    number: int


def without_comments(text: str) -> Uncommented:
    """A text without its comments. One that begins on a line of its own and does not end goes on to the end."""
    if "%%" not in text:
        return Uncommented(text, 0)
    # A comment may hold code, but code holds no comment.
    masked = "".join(part.text if part.is_prose else part.text.replace("%", " ") for part in parts(text))
    pieces, done, count = list[str](), 0, 0
    for found in _COMMENT.finditer(masked):
        count += 1
        pieces += [text[done : found.start()], "\n" * text.count("\n", *found.span())]
        done = found.end()
        if text[done : done + 1] == " " and (found.start() == 0 or text[found.start() - 1].isspace()):
            done += 1
    return Uncommented("".join([*pieces, text[done:]]), count)
