"""Prose and code of a Markdown text: what a change of links and marks may touch, and what it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tagarchive.core.text import following

_OPENS = re.compile(
    r"^[ >\t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*"
    r"|(?P<escape>\\.)|(?P<ticks>`+)|(?P<comment><!--)|<(?P<raw>pre|script|style)\b",
    re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_HASHES = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<words>.*?))?(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}(?P<rule>=+|-{2,})[ \t]*")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:$|[-*+>|](?:[ \t]|$)|\d{1,9}[.)][ \t]|#|<|\[\^)|[ ]{4}|\t")


class Part(NamedTuple):
    """A part of a text.

    Attributes:
        text: the part
        offset: its place in the text
        is_prose: False for code, comments and elements whose content is no Markdown

    """

    text: str
    offset: int
    is_prose: bool


def parts(text: str) -> Iterator[Part]:
    """The parts of a text in order: prose, and code with its marks."""
    done = 0
    for start, end in _code(text):
        if start > done:
            yield Part(text[done:start], done, is_prose=True)
        yield Part(text[start:end], start, is_prose=False)
        done = end
    if done < len(text):
        yield Part(text[done:], done, is_prose=True)


def _code(text: str) -> Iterator[tuple[int, int]]:
    """The places of code, comments and raw elements. Each search for an end that fails is made only once."""
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        runs.setdefault(len(run[0]), []).append(run.start())
    ends = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    unended: set[str] = set()
    at = 0
    while opened := _OPENS.search(text, at):
        at = opened.end()
        end = -1
        if opened["fence"]:
            end = _fence_end(text, opened)
        elif opened["ticks"]:
            size = len(opened["ticks"])
            close, limit = following(runs.get(size, ()), at), following(ends, opened.start())
            end = close + size if close is not None and (limit is None or close < limit) else -1
        elif not opened["escape"]:
            close_mark = "-->" if opened["comment"] else f"</{opened['raw'].lower()}"
            if close_mark not in unended:
                close = text.find(close_mark, at)
                end = text.find(">", close) + 1 if close >= 0 else -1
                unended |= {close_mark} if close < 0 else set()
        if end >= 0:
            yield opened.start(), end
            at = end


def _fence_end(text: str, opened: re.Match[str]) -> int:
    """The place after the closing line of a fence, or the end of the text."""
    marks = opened["fence"]
    closing = re.compile(rf"^[ >\t]*{marks[0]}{{{len(marks)},}}[ \t]*$", re.MULTILINE).search(text, opened.end())
    return closing.end() if closing else len(text)


def with_prose(text: str, changed: Callable[[str, int], str]) -> str:
    """The text with its prose changed; the function gets each part and its place in the text."""
    return "".join(changed(part.text, part.offset) if part.is_prose else part.text for part in parts(text))


def line_at(text: str, offset: int, first: int = 1) -> int:
    """The line of a place in a text whose first line has the number `first`."""
    return first + text.count("\n", 0, offset)


class Heading(NamedTuple):
    """A heading of a text.

    Attributes:
        level: 1 to 6
        words: its Markdown
        start: place of its first character
        end: place after its last one

    """

    level: int
    words: str
    start: int
    end: int


def headings(text: str) -> list[Heading]:
    """The headings outside code."""
    found: list[Heading] = []
    start = above = 0
    for line in without_code(text).split("\n"):
        end = start + len(line)
        hashes, rule = _HASHES.fullmatch(line), _RULE.fullmatch(line)
        if hashes:
            words = hashes["words"] or ""
            found.append(Heading(len(hashes["marks"]), words.strip(), start, end))
            above = end + 1
        elif rule and above < start:
            found.append(Heading(1 if rule["rule"][0] == "=" else 2, text[above:start].strip(), above, end))
            above = end + 1
        elif _NO_PARAGRAPH.match(line):
            above = end + 1
        start = end + 1
    return found


def without_code(text: str) -> str:
    """The text with code blocks and comments blank, and of the same length; spans of code stay as they are."""
    return "".join(
        part.text if part.is_prose or _is_span(part.text) else re.sub(r"[^\n]", " ", part.text) for part in parts(text)
    )


def _is_span(code: str) -> bool:
    return code.startswith("`") and "\n" not in code


def titled(text: str) -> tuple[str, str]:
    """The words of a heading of the first level at the start of a text, and the text after it; empty words if none."""
    first = next(iter(headings(text)), None)
    if first is None or first.level != 1 or text[: first.start].strip():
        return "", text
    return first.words, text[first.end :].lstrip("\n")
