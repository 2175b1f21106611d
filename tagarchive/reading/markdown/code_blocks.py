"""Fenced and indented code, found in linear time and passed to the highlighter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.codehilite import HiliteTreeprocessor, parse_hl_lines
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from tagarchive.reading.markdown.highlighting import CSS_CLASS, OPTIONS, Code, Highlighter
from tagarchive.reading.markdown.list_items import STEP, Line, indent_of

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<sign>`{3,}(?!.*`)|~{3,})(?P<info>.*)")
_INFO = re.compile(r" *(?:\{(?P<attributes>.*)\} *|\.?(?P<language>[\w#.+-]*)(?P<rest>.*))")
_MARKED = re.compile(r"\bhl_lines=([\"'])(.*?)\1")
_WORD = re.compile(r"[.{]*([\w#+-]+)(?![\w#+-]*=)")


class Fence(NamedTuple):
    """The line that opens fenced code.

    Attributes:
        indent: number of spaces before it
        sign: its backticks or tildes
        info: the rest of the line: the language and options

    """

    indent: int
    sign: str
    info: str


def fence_of(text: str) -> Fence | None:
    """The fence in a line that opens fenced code; None for other lines."""
    match = _FENCE.fullmatch(text)
    return Fence(len(match["indent"]), match["sign"], match["info"]) if match else None


class FenceEnds:
    """The closing fences among some lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._in_vain: dict[str, int] = {}

    def end_of(self, fence: Fence, opening: int) -> int | None:
        """The index of the line that closes the fence at index `opening`; None if there is none."""
        kind, length = fence.sign[0], len(fence.sign)
        # A search up to the last line is not repeated.
        if length >= self._in_vain.get(kind, length + 1):
            return None
        for at in range(opening + 1, len(self._lines)):
            text = self._lines[at].text.strip(" ")
            if text.startswith(fence.sign) and not text.strip(kind) and indent_of(self._lines[at].text) < STEP:
                return at
        self._in_vain[kind] = length
        return None


class Fences(FencedBlockPreprocessor):
    """Fenced code. The only options are marked lines and line numbers, because others can make the highlighter fail."""

    def __init__(self, md: markdown.Markdown, highlighter: Highlighter) -> None:
        super().__init__(md, {})
        self._highlighter = highlighter

    def placeholder(self, fence: Fence, lines: Iterable[str], number: int) -> str:
        """The placeholder for fenced code with these lines. `number` is the line of the fence in the text."""
        text = "".join(f"{line[min(fence.indent, indent_of(line)) :]}\n" for line in lines)
        return self.md.htmlStash.store(self._highlighter.html(self._code(fence, text), number))

    def handle_attrs(self, attrs: Iterable[tuple[str, Any]]) -> tuple[str, list[str], dict[str, Any]]:
        id_, classes, options = super().handle_attrs(attrs)
        return id_, classes, {name: options[name] for name in ("hl_lines", "linenums") if name in options}

    def _code(self, fence: Fence, text: str) -> Code:
        info: Any = _INFO.fullmatch(fence.info)
        classes, options = list[str](), dict[str, Any]()
        if info["attributes"] is None:
            marked = _MARKED.search(info["rest"])
            options = {"hl_lines": parse_hl_lines(marked[2])} if marked else {}
            language = info["language"] or None
        else:
            attributes, remainder = get_attrs_and_remainder(info["attributes"])
            _, classes, options = self.handle_attrs([] if remainder else attributes)
            word = _WORD.match(info["attributes"].strip())
            language = classes.pop(0) if classes else word[1] if word else None
        named = {"css_class": " ".join([*classes, CSS_CLASS])}
        return Code(text, language, OPTIONS | options | named, shebang=False)


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
