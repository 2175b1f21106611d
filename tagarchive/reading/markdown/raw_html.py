"""HTML in Markdown in linear time: a search for a missing end is not repeated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any, SupportsIndex

from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from tagarchive.core.text import following
from tagarchive.reading.markdown.list_items import Line

_SECTION_END = re.compile(r"\]\s*\]\s*>")
_BLANK = re.compile(r"\n[ \t]*\n")
_CLOSING = re.compile(r"</\s*([a-zA-Z][^\t\n\r\f />\x00]*)\s*>")


class HtmlBlocks(HtmlBlockPreprocessor):
    """Takes HTML blocks out of the text. Markdown applies to the rest."""

    def run(self, lines: list[str]) -> list[str]:
        parser = _Extractor(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _Ends:
    """Offsets in a text of the last end of each HTML construct, and of all closing tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tag = max(text.rfind(">"), text.rfind("`"), text.rfind("\0"))
        self.closing_tag = text.rfind(">")
        self.instruction = text.rfind("?>")
        self.section = max((match.start() for match in _SECTION_END.finditer(text)), default=-1)
        self._closed: tuple[list[int], dict[str, list[int]]] | None = None

    def closes(self, names: Any, start: int) -> bool:
        """True if one of the named elements closes between `start` and the next blank line."""
        if self._closed is None:
            by_name: defaultdict[str, list[int]] = defaultdict(list)
            for match in _CLOSING.finditer(self.text):
                by_name[match[1].lower()].append(match.start())
            self._closed = [match.start() for match in _BLANK.finditer(self.text)], by_name
        blanks, by_name_ = self._closed
        end = following(blanks, start)
        closings = (following(by_name_.get(name.lower(), ()), start) for name in names)
        return any(closing is not None and (end is None or closing < end) for closing in closings)


class _Stack(list[str]):
    """Stack of open elements with a constant-time membership test."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = Counter[str]()

    def __contains__(self, name: object) -> bool:
        return self.counts[name] > 0  # type: ignore[index]

    def append(self, name: str) -> None:
        super().append(name)
        self.counts[name] += 1

    def pop(self, index: SupportsIndex = -1) -> str:
        name = super().pop(index)
        self.counts[name] -= 1
        return name


class _Extractor(HTMLExtractor):
    def reset(self) -> None:
        super().reset()
        self._ends = _Ends("")
        self.stack = _Stack()
        self.inline_stack = _Stack()

    @property
    def ends(self) -> _Ends:
        if self._ends.text is not self.rawdata:
            self._ends = _Ends(self.rawdata)
        return self._ends

    def check_for_whole_start_tag(self, i: int) -> int:
        """The end offset of a tag, or -1 if there is none after `i`."""
        return -1 if i > self.ends.tag else super().check_for_whole_start_tag(i)

    def parse_endtag(self, i: int) -> int:
        if i > self.ends.closing_tag:
            self.handle_data(self.rawdata[i : i + 2])
            return i + 2
        return super().parse_endtag(i)

    def parse_pi(self, i: int) -> int:
        if (self.at_line_start() or self.intail) and i > self.ends.instruction:
            return -1
        return super().parse_pi(i)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002
        return -1 if i > self.ends.section else super().parse_marked_section(i, report)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if type(self.inline_stack) is list:
            self.inline_stack = _Stack()

    def inline_close_follows(self, text: str) -> bool:
        names: Counter[str] = self.inline_stack.counts  # type: ignore[attr-defined]
        start = self.line_offset + self.offset + len(text)
        return bool(self.inline_stack) and self.ends.closes(+names, start)


_TAG_AT_START = re.compile(r" *<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?=[\s/>]|\Z)")
_MARKDOWN = re.compile(
    r"""( *<[a-zA-Z][\w-]*[^<>]*?)\s+markdown=(?:"(?:1|block|span)"|'(?:1|block|span)'|1\b)([^<>]*>)(.*)"""
)
MOST_UNCLOSED = 20
"""Number of elements of one name without an end after which no others with this name are looked at."""

_RAW = frozenset("pre script style textarea".split())


class OpenElement:
    """An HTML element that is open at a blank line, with Markdown in it, as in CommonMark (section 4.6).

    At any time one such element is open; those in it have the same rule.
    """

    def __init__(self, is_block: Callable[[str], bool]) -> None:
        self._is_block = is_block
        self.name = ""
        """Name of the open element; empty if none is open."""
        self.depth = 0
        self._unclosed = Counter[str]()

    def begins(self, lines: Sequence[Line], start: int) -> int | None:
        """Opens the element that begins at line `start`, if it has Markdown in it.

        Returns the index after its last line if it has none, so that it stays as it is; None if the line begins no
        element of several blocks.
        """
        tag = _TAG_AT_START.match(lines[start].text)
        name = tag["name"].lower() if tag and not tag["close"] else ""
        if not name or not self._is_block(name) or self._unclosed[name] > MOST_UNCLOSED:
            return None
        depth, is_markdown = 0, _MARKDOWN.match(lines[start].text) is not None
        for at in range(start, len(lines)):
            text = lines[at].text
            if at > start and text.strip() and not lines[at - 1].text.strip() and not text.lstrip(" ").startswith("<"):
                is_markdown = True
            depth += _change(text, name)
            if depth <= 0:
                break
        else:
            self._unclosed[name] += 1
            return None
        if not is_markdown or name in _RAW:
            return at + 1
        self.name, self.depth = name, 0
        return None

    def holds(self, text: str) -> bool:
        """True if a line is HTML within or at the end of the open element."""
        tag = _TAG_AT_START.match(text) if self.name else None
        return tag is not None and self._is_block(tag["name"].lower())

    def reads(self, texts: Sequence[str]) -> None:
        """Notes the tags in lines that stay HTML."""
        self.depth += sum(_change(text, self.name) for text in texts)
        if self.depth <= 0:
            self.name = ""


def _change(text: str, name: str) -> int:
    """The number of start tags in a line minus the number of end tags of an element."""
    lowered = text.lower()
    return len(re.findall(rf"<{name}(?=[\s/>]|\Z)", lowered)) - lowered.count(f"</{name}")


def divided(text: str) -> tuple[str, str] | None:
    """The start tag with `markdown="1"` at the start of a line, without that, and the rest; None for other lines."""
    match = _MARKDOWN.fullmatch(text)
    return (match[1] + match[2], match[3]) if match else None
