"""Fenced and indented code, found in linear time and passed to the highlighter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.codehilite import HiliteTreeprocessor, parse_hl_lines
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from tagarchive.core.text import following
from tagarchive.reading.markdown.highlighting import Code, Highlighter

CSS_CLASS = "highlight"

OPTIONS = {"css_class": CSS_CLASS, "guess_lang": False, "linenums": None, "noclasses": False, "style": "default"}
"""Options of the library's highlighter for all code."""

_FENCE = re.compile(r"^(~{3,}|`{3,})", re.MULTILINE)
_OPENED = re.compile(r" *(?:\{[^\n]*\}|\.?[\w#.+-]* *)\n")
_MARKED = re.compile(r" *(?:\.?[\w#.+-]*? *)?hl_lines=([\"'])")
_CLOSED = re.compile(r"^(~{3,}|`{3,}) *$", re.MULTILINE)


class Fences(FencedBlockPreprocessor):
    """Fenced code. The only options are marked lines and line numbers, because others can make the highlighter fail."""

    def __init__(self, md: markdown.Markdown, highlighter: Highlighter) -> None:
        super().__init__(md, {})
        self._highlighter = highlighter

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        parts: list[str] = []
        done, line = 0, 1
        for fence in self._fences(text):
            line += text.count("\n", done, fence.start())
            html = self._highlighter.html(self._code(fence), line)
            parts += (text[done : fence.start()], "\n", self.md.htmlStash.store(html), "\n")
            line += fence[0].count("\n")
            done = fence.end()
        return "".join([*parts, text[done:]]).split("\n")

    def handle_attrs(self, attrs: Iterable[tuple[str, Any]]) -> tuple[str, list[str], dict[str, Any]]:
        id_, classes, options = super().handle_attrs(attrs)
        return id_, classes, {name: options[name] for name in ("hl_lines", "linenums") if name in options}

    def _fences(self, text: str) -> Iterator[re.Match[str]]:
        """Matches of fences that close and whose braces contain attributes only."""
        start = 0
        for opening in _closing(text):
            if opening >= start and (fence := self.FENCED_BLOCK_RE.match(text, opening)):
                remainder = fence["attrs"] and get_attrs_and_remainder(fence["attrs"])[1]
                start = fence.end("attrs") if remainder else fence.end()
                if not remainder:
                    yield fence

    def _code(self, fence: re.Match[str]) -> Code:
        language, classes, options = fence["lang"] or None, list[str](), dict[str, Any]()
        if fence["attrs"]:
            _, classes, options = self.handle_attrs(get_attrs_and_remainder(fence["attrs"])[0])
            language = classes.pop(0) if classes else None
        elif fence["hl_lines"]:
            options = {"hl_lines": parse_hl_lines(fence["hl_lines"])}
        named = {"css_class": " ".join([*classes, CSS_CLASS])}
        return Code(fence["code"], language, OPTIONS | options | named, shebang=False)


class IndentedCode(HiliteTreeprocessor):
    """Indented code. Its first line may name the language."""

    def __init__(self, md: markdown.Markdown, highlighter: Highlighter) -> None:
        super().__init__(md)
        self._highlighter = highlighter

    def run(self, root: Element) -> None:
        for block in root.iter("pre"):
            if len(block) == 1 and block[0].tag == "code" and block[0].text is not None:
                code = Code(self.code_unescape(block[0].text), None, OPTIONS | {"tab_length": 4}, shebang=True)
                placeholder = self.md.htmlStash.store(self._highlighter.html(code, 0))
                block.clear()
                block.tag, block.text = "p", placeholder


def _closing(text: str) -> Iterator[int]:
    """Offsets of the fences that have a closing fence after their first line.

    For a fence without a closing one, the library's pattern would search the text to its end.
    """
    ends: defaultdict[str, list[int]] = defaultdict(list)
    for closed in _CLOSED.finditer(text):
        ends[closed[1]].append(closed.start())
    quotes = {quote: [match.start() for match in re.finditer(f"{quote}(?= *\n)", text)] for quote in ("'", '"')}
    for fence in _FENCE.finditer(text):
        line = _OPENED.match(text, fence.end())
        marked = None if line else _MARKED.match(text, fence.end())
        opened = line.end() if line else following(quotes[marked[1]], marked.end()) if marked else None
        if opened is not None and following(ends[fence[1]], opened) is not None:
            yield fence.start()
