"""Blocks that both dialects read alike: paragraphs, headings, flat lists, quotes, with simple links and emphasis.

Most blocks are of this kind. Comrak converts them in a small part of the time that Python-Markdown takes, to the same
HTML; property tests compare the two. A text then takes a third of the time on generated articles, and three fifths on
504 real ones (measured). The grammar here is narrow: what it does not know is left to Python-Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import comrak

# Signs that begin something, or that are spaces of another kind.
_SIGNS = r"\x00-\x09\x0b-\x1f\x7f-\x9f`*_\[\]<>&\\~^{}|\u00ad\u200b-\u200f\u2028\u2029\ufeff\ufffd"
_PLAIN = rf"(?:[^{_SIGNS}!]++|!(?!\[)|&(?= )|(?<=[^\W_])_(?=[^\W_]))++"
_INSIDE = rf"(?=\S){_PLAIN}(?<=\S)"
_EMPHASIS = rf"(?<![^\s(“‘—])(?:\*\*{_INSIDE}\*\*|\*{_INSIDE}\*|__{_INSIDE}__|_{_INSIDE}_)(?![^\s.,;:!?)”’—])"
_CODE = r"(?<!`)`[^`\s\\](?:[^`\n\\]*[^`\s\\])?`(?!`)"
_LABEL = rf"\[{_PLAIN}\]"
_ADDRESS = r"[A-Za-z0-9/#.](?:[A-Za-z0-9/#.:?=%,;+~_-]|&(?![#\w]*;))*"
_LINK = rf"{_LABEL}(?:\({_ADDRESS}\)|(?![(\[:]))|!\[[^{_SIGNS}\n]++\]\({_ADDRESS}\)"

_TEXT = re.compile(rf"(?:{_PLAIN}|{_EMPHASIS}|{_CODE}|{_LINK})++")
_BEGINNINGS = frozenset(["", *" +=:#-"])
_DIGITS = frozenset("0123456789")
_NUMBER = re.compile(r"\d+[.)]")
_SMART = re.compile(r"""['"]|--|\.\.\.""")
"""Signs that smart punctuation changes."""

_HEADING = re.compile(r"#{1,6} ")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_ITEM = re.compile(r"(?P<bullet>[*+-]|\d+\.) (?!\[)")

_FAR = ("]:", "] :", "[^", "^[", "<", "```", "~~~", "\t")
"""Signs of what other blocks depend on: definitions, notes, HTML, fences, and tabs."""
_OTHER_SPACE = re.compile(r"[^\S\n ]")
_LINKED = re.compile(r"\]\(https?://(?:www\.)?")
_BETWEEN = re.compile(r"(\n\n+)")
_STAND_IN = "commonblocks"
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')


class Parted(NamedTuple):
    """A text in which a word stands for each run of common blocks.

    Attributes:
        text: the text, with the same number of lines; empty if it has common blocks alone
        html: HTML of each run

    """

    text: str
    html: tuple[str, ...] = ()

    def whole(self, html: str) -> str:
        """The HTML of the text with the HTML of the runs in their places."""
        if not self.html:
            return html
        return _PLACE.sub(lambda place: self.html[int(place[1])], html) if self.text else self.html[0]


_PLACE = re.compile(rf"<p>{_STAND_IN}(\d+)z</p>")


def parted(text: str, *, smart_punctuation: bool) -> Parted:
    """A text without its common blocks."""
    if _depends(text):
        return Parted(text)
    parts = _BETWEEN.split(text.strip("\n"))
    blocks = parts[::2]
    kinds = [_kind(block) if not (smart_punctuation and _SMART.search(block)) else "" for block in blocks]
    common = [bool(kind) and _stands_alone(kinds, blocks, place) for place, kind in enumerate(kinds)]
    if all(common) and blocks[0]:
        return Parted("", (_html(text),))
    return _parted(text, parts, common)


def _depends(text: str) -> bool:
    """True if blocks of a text can depend on others, or have bare addresses."""
    if any(sign in text for sign in _FAR) or _STAND_IN in text or _OTHER_SPACE.search(text):
        return True
    if "://" not in text and "www." not in text:
        return False
    bare = _LINKED.sub("", text)
    return "://" in bare or "www." in bare


def _parted(text: str, parts: Sequence[str], common: Sequence[bool]) -> Parted:
    found: list[str] = []
    made: list[str] = [text[: len(text) - len(text.lstrip("\n"))]]
    for is_common, places in groupby(range(len(common)), common.__getitem__):
        run = list(places)
        source = "".join(parts[2 * run[0] : 2 * run[-1] + 1])
        made += (_stand_in(source, len(found)) if is_common else source, *parts[2 * run[-1] + 1 : 2 * run[-1] + 2])
        found += [_html(source)] if is_common else []
    return Parted("".join(made), tuple(found))


def _stand_in(source: str, number: int) -> str:
    """A paragraph for a run of blocks, with as many lines."""
    return f"{_STAND_IN}{number}z" + "\n" * source.count("\n")


def _html(source: str) -> str:
    """The HTML of common blocks, in the form of Python-Markdown."""
    html = comrak.render_markdown(source).rstrip("\n")
    return _IMAGE.sub(r'<img alt="\2" src="\1"', html) if "<img" in html else html


def _stands_alone(kinds: Sequence[str], blocks: Sequence[str], place: int) -> bool:
    """True if no block beside a block can change it: a list is continued, and a paragraph may be a term."""
    following = blocks[place + 1 : place + 2]
    if following and following[0][0] in " :":
        return False
    beside = (kinds[other] for other in (place - 1, place + 1) if 0 <= other < len(kinds))
    return kinds[place] != "list" or all(kind not in ("", "list") for kind in beside)


def _kind(block: str) -> str:
    """The kind of a block: `text`, `list` or `quote`; empty if it is none of these."""
    lines = block.split("\n")
    while lines and (mark := _HEADING.match(lines[0])):
        if lines[0].endswith("#") or not _is_text(lines[0][mark.end() :]):
            return ""
        lines = lines[1:]
    if not lines or (len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) and _is_text(lines[0])):
        return "text"
    if lines[0].startswith(">"):
        return "quote" if _is_quote(lines) else ""
    return "text" if _is_text("\n".join(lines)) else "list" if _is_list(lines) else ""


def _is_text(text: str) -> bool:
    """True for lines that begin and end like those of a paragraph, and hold nothing but what is known here."""
    lines = text.split("\n")
    return not any(map(_is_unlike_text, lines)) and _TEXT.fullmatch(text) is not None


def _is_unlike_text(line: str) -> bool:
    return line[:1] in _BEGINNINGS or line[-1] == " " or (line[0] in _DIGITS and _NUMBER.match(line) is not None)


def _is_quote(lines: Iterable[str]) -> bool:
    return all(line.startswith("> ") for line in lines) and _is_text("\n".join(line[2:] for line in lines))


def _is_list(lines: Sequence[str]) -> bool:
    """True for a list whose items are a line each, all with one bullet, or with numbers from 1."""
    items = [_ITEM.match(line) for line in lines]
    bullets = {"1" if item["bullet"][0].isdigit() else item["bullet"] for item in items if item}
    return (
        len(bullets) == 1
        and ("1" not in bullets or lines[0].startswith("1. "))
        and all(item and _is_text(line[item.end() :]) for item, line in zip(items, lines, strict=True))
    )
