"""Blocks that both dialects read alike: paragraphs, headings, flat lists, quotes, plain tables and footnotes.

Most blocks are of this kind. Comrak converts them in a small part of the time that Python-Markdown takes, to the same
HTML; property tests compare the two. A text takes a ninth of the time on generated articles, and two fifths on 504
real ones (measured). The grammar is narrow: what it does not know is left to Python-Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import comrak

from tagarchive.reading.markdown.common_kinds import kind_of
from tagarchive.reading.markdown.gfm_html import shaped

_SMART = re.compile(r"""['"]|--|\.\.\.""")
"""Signs that smart punctuation changes."""

_LISTS, _ENDED = ("list", "item"), ("text", "quote", "table")
"""Kinds of blocks that a block in another place can continue, and that none can."""
_NAMED = re.compile(r"\[\^([a-z0-9]+)\](:?)")
_FAR = {"]": ("] :",), "^": ("^[",), "<": ("<",), "`": ("```",), "~": ("~~~",)}
"""Signs of what other blocks depend on: definitions, notes, HTML and fences. Each is looked for if its key occurs."""
_OTHER_SPACES = tuple(
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_LINKED = re.compile(r"\]\(https?://(?:www\.)?")
_BETWEEN = re.compile(r"(\n\n+)")
_STAND_IN = "commonblocks"
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')

_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = _EXTENSIONS.footnotes = True


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
    common = _common(_kinds(blocks, smart_punctuation=smart_punctuation), blocks)
    if all(common) and blocks[0]:
        return Parted("", (_html(text),))
    is_whole = "[^" in text or _STAND_IN in text
    return Parted(text) if is_whole else _parted(text, parts, common)


def _kinds(blocks: Sequence[str], *, smart_punctuation: bool) -> list[str]:
    """The kinds of blocks. An indented block has none if it may be part of the block before it."""
    kinds = ["" if _is_apart(block, smart_punctuation=smart_punctuation) else kind_of(block) for block in blocks]
    for place in range(1, len(kinds)):
        if blocks[place].startswith(" ") and kinds[place - 1] not in _ENDED:
            kinds[place] = ""
    return kinds


def _depends(text: str) -> bool:
    """True if blocks of a text can depend on others."""
    if any(map(text.__contains__, _OTHER_SPACES)):
        return True
    if any(sign in text for key, signs in _FAR.items() if key in text for sign in signs):
        return True
    return "]:" in text and not _has_plain_notes(text)


def _is_apart(block: str, *, smart_punctuation: bool) -> bool:
    """True if a block has signs that smart punctuation changes, or bare addresses."""
    if smart_punctuation and _SMART.search(block):
        return True
    if "://" not in block and "www." not in block:
        return False
    bare = _LINKED.sub("", block)
    return "://" in bare or "www." in bare


def _has_plain_notes(text: str) -> bool:
    """True if all definitions are footnotes, in the order in which they are cited, and after all citations."""
    names = _NAMED.findall(text)
    cited = dict.fromkeys(name for name, colon in names if not colon)
    defined = [name for name, colon in names if colon]
    is_last = all(colon for _, colon in names[len(names) - len(defined) :])
    return is_last and list(cited) == defined and text.count("[^") == len(names) and text.count("]:") == len(defined)


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
    if "|" in source or "[^" in source:
        html = shaped(comrak.render_markdown(source, _EXTENSIONS)).rstrip("\n")
    else:
        html = comrak.render_markdown(source).rstrip("\n")
    html = html.replace("<hr />", "<hr>")
    return _IMAGE.sub(r'<img alt="\2" src="\1"', html) if "<img" in html else html


def _common(kinds: Sequence[str], blocks: Sequence[str]) -> list[bool]:
    """For each block, true if it is common and no block beside it can change it.

    A list is continued, and a paragraph may be a term.
    """
    common = [bool(kind) and _ends(kinds, blocks, place) for place, kind in enumerate(kinds)]
    for is_list, places in groupby(range(len(kinds)), lambda place: kinds[place] in _LISTS):
        run = list(places)
        if is_list and not (all(common[run[0] : run[-1] + 1]) and _is_one_list(kinds, blocks, run)):
            common[run[0] : run[-1] + 1] = [False] * len(run)
    return common


def _ends(kinds: Sequence[str], blocks: Sequence[str], place: int) -> bool:
    """True if the block after a block is no part of it."""
    if place + 1 == len(blocks):
        return True
    following = blocks[place + 1][0]
    return following not in " :" or (following == " " and bool(kinds[place + 1]) and kinds[place] in _ENDED)


def _is_one_list(kinds: Sequence[str], blocks: Sequence[str], run: Sequence[int]) -> bool:
    """True if blocks are one list, or one that has its items in blocks of their own, and no unknown block is beside."""
    first, last = run[0], run[-1]
    if not all(kinds[max(first - 1, 0) : last + 2]):
        return False
    bullets = {"1" if blocks[place][0].isdigit() else blocks[place][0] for place in run}
    is_one = len(run) == 1 or (len(bullets) == 1 and all(kinds[place] == "item" for place in run))
    return is_one and (bullets != {"1"} or blocks[first].startswith("1. "))
