"""Kinds of blocks that both dialects read alike, by a narrow grammar of their lines and of the text in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

# Signs that begin something, or that are spaces of another kind.
_SIGNS = r"\x00-\x09\x0b-\x1f\x7f-\x9f`*_\[\]<>&\\~^{}|\u00ad\u200b-\u200f\u2028\u2029\ufeff\ufffd"
_PLAIN = rf"(?:[^{_SIGNS}!]++|!(?!\[)|&(?= )|(?<=[^\W_])_(?=[^\W_]))++"
_ADDRESS = r"\([A-Za-z0-9/#.](?:[A-Za-z0-9/#.:?=,;+~_@-]|%(?=[0-9A-Fa-f]{2})|&(?![#\w]*;))*\)"
_BEFORE, _AFTER = r"(?<![^\s(“‘—[])", r"(?![^\s.,;:!?)”’—\]])"


def _emphasis(inner: str) -> str:
    inside = rf"(?=\S){inner}(?<=\S)"
    return rf"{_BEFORE}(?:\*\*{inside}\*\*|\*{inside}\*|__{inside}__|_{inside}_){_AFTER}"


_CODE = r"(?<!`)`[^`\s\\](?:[^`\n\\]*[^`\s\\])?`(?!`)"
_PICTURE = rf"!\[[^{_SIGNS}\n]++\]{_ADDRESS}"
_LABEL = rf"\[(?:(?:{_PLAIN}|{_emphasis(_PLAIN)}|{_CODE})++|{_PICTURE})\]"
_LINK = rf"{_LABEL}{_ADDRESS}|\[{_PLAIN}\](?![(\[:])|{_PICTURE}"
_EMPHASIS = _emphasis(rf"(?:{_PLAIN}|\[{_PLAIN}\]{_ADDRESS})++")
_ESCAPED = r"\\[!\"#$%'()*+,./:;=?@\[\]^_{}~-]"

_CITATION = r"\[\^[a-z0-9]+\](?![(\[:])"

_TEXT = re.compile(rf"(?:{_PLAIN}|{_EMPHASIS}|{_CODE}|{_LINK}|{_CITATION}|{_ESCAPED})++")
_BEGINNINGS = frozenset(["", *" +=:#-"])
_DIGITS = frozenset("0123456789")
_NUMBER = re.compile(r"\d+[.)]")

_HEADING = re.compile(r"#{1,6} ")
_BREAK = re.compile(r"-{3,}|_{3,}|\*{3,}")
_MARGIN = re.compile(r"\A {0,3}")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_ITEM = re.compile(r"(?P<bullet>[*+-]|\d+\.) {1,4}(?=[^ ])(?!\[[ xX]?\])")
_NOTE = re.compile(r"\[\^[a-z0-9]+\]: (?=\S)")
_FEWEST_LINES = 3
"""Minimum number of lines of a table: head, rule and a row."""
_RULE = re.compile(r"\|(?: *:?-{3,}:? *\|){2,}")


def kind_of(block: str) -> str:
    """The kind of a block: `text`, `list`, `item`, `quote`, `table` or `note`; empty if it is none of these."""
    if "\n" not in block:
        return _kind_of_line(block)
    lines = block.split("\n")
    while lines and (mark := _HEADING.match(lines[0])):
        if not _is_heading(lines[0][mark.end() :]):
            return ""
        lines = lines[1:]
    is_under = len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) and _is_text(lines[0])
    return "text" if not lines or is_under else _kind_of_lines(lines)


def _kind_of_line(line: str) -> str:
    # Most blocks need no other look.
    if line[:1].isalpha():
        return "text" if line[-1] != " " and _TEXT.fullmatch(line) else ""
    if item := _ITEM.match(line):
        return "item" if _is_text(line[item.end() :]) else ""
    if mark := _HEADING.match(line):
        return "text" if _is_heading(line[mark.end() :]) else ""
    return "text" if _BREAK.fullmatch(line) else _kind_of_lines([line])


def _kind_of_lines(lines: Sequence[str]) -> str:
    """The kind of lines without a heading."""
    sign = lines[0][:1]
    if sign in _STARTS:
        kind, is_kind = _STARTS[sign]
        return kind if is_kind(lines) else ""
    text = "\n".join(lines)
    if _is_text(_MARGIN.sub("", text, count=1)):
        return "text"
    return "list" if _is_list(lines) else "note" if _is_notes(lines) else ""


def _is_heading(text: str) -> bool:
    return text[:1] not in _BEGINNINGS and text[-1] not in " #" and _TEXT.fullmatch(text) is not None


def _is_text(text: str) -> bool:
    """True for lines that begin and end like those of a paragraph, and hold nothing but what is known here."""
    lines = text.split("\n")
    return not any(map(_is_unlike_text, lines)) and _TEXT.fullmatch(text) is not None


def _is_unlike_text(line: str) -> bool:
    return line[:1] in _BEGINNINGS or line[-1] == " " or (line[0] in _DIGITS and _NUMBER.match(line) is not None)


def _is_quote(lines: Sequence[str]) -> bool:
    return all(line.startswith("> ") for line in lines) and _is_text("\n".join(line[2:] for line in lines))


def _is_table(lines: Sequence[str]) -> bool:
    """True for a table whose rows have a bar at both ends and the same number of cells."""
    if len(lines) < _FEWEST_LINES or not _RULE.fullmatch(lines[1]):
        return False
    cells = [line.split("|") for line in lines]
    return all(len(row) == len(cells[1]) for row in cells) and all(map(_is_row, [cells[0], *cells[2:]]))


def _is_row(cells: Sequence[str]) -> bool:
    first, *inner, last = cells
    return not first and not last and all(not cell.strip(" ") or _TEXT.fullmatch(cell.strip(" ")) for cell in inner)


def _is_notes(lines: Sequence[str]) -> bool:
    """True for footnotes of a line each."""
    marks = [_NOTE.match(line) for line in lines]
    return all(mark and _is_text(line[mark.end() :]) for mark, line in zip(marks, lines, strict=True))


def _is_list(lines: Sequence[str]) -> bool:
    """True for a list whose items are a line each, all with one bullet, or with numbers from 1."""
    items = [_ITEM.match(line) for line in lines]
    bullets = {"1" if item["bullet"][0].isdigit() else item["bullet"] for item in items if item}
    return (
        len(bullets) == 1
        and ("1" not in bullets or lines[0].startswith("1. "))
        and all(item and _is_text(line[item.end() :]) for item, line in zip(items, lines, strict=True))
    )


_STARTS: Mapping[str, tuple[str, Callable[[Sequence[str]], bool]]] = {
    ">": ("quote", _is_quote),
    "|": ("table", _is_table),
}
"""The kinds of blocks that have a sign of their own, each with its test."""
