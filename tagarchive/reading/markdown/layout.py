"""The layout of a text as people write it, changed to the one that Python-Markdown reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

import markdown
from markdown.preprocessors import Preprocessor

from tagarchive.reading.markdown.block_layout import Blocks, Whole
from tagarchive.reading.markdown.code_blocks import Fences, fence_of
from tagarchive.reading.markdown.inline_notes import InlineNotes
from tagarchive.reading.markdown.list_items import STEP, Line, indent_of
from tagarchive.reading.markdown.raw_html import OpenElement, divided

_NOTABLE = re.compile(r"^ *(?:[*+-](?: |$)|\d{1,9}[.)](?: |$)|>|`{3}|~{3}|<|\|? *:?-+:? *\|)|\^\[", re.MULTILINE)
"""Something that may need another layout."""


class Layout(Preprocessor):
    """Changes the layout of a text, and takes out its fenced code."""

    def __init__(self, md: markdown.Markdown, fences: Fences) -> None:
        super().__init__(md)
        self._fences = fences

    def run(self, lines: list[str]) -> list[str]:
        if not _NOTABLE.search("\n".join(lines)):
            return lines
        whole = Whole(self.md, self._fences, InlineNotes())
        numbered = [Line(text, number) for number, text in enumerate(lines, 1)]
        return [*_TopBlocks(whole).laid_out(numbered), *whole.notes.definitions()]


class _TopBlocks(Blocks):
    """The blocks of a text outside lists and quotes, where HTML elements can hold Markdown."""

    def __init__(self, whole: Whole) -> None:
        super().__init__(whole)
        self.element = OpenElement(whole.md.is_block_level)

    def other(self, at: int) -> int:
        return self.html(at) if self.lines[at].text.lstrip(" ").startswith("<") else super().other(at)

    def indented(self, start: int) -> int:
        """Adds indented code, or a line of a paragraph. In an HTML element, an indent does not make code."""
        if self.kind or not self.element.name:
            return super().indented(start)
        indent = indent_of(self.lines[start].text)
        for at in range(start, self.end_of_block(start)):
            text = self.lines[at].text
            self.replace(at, text[min(indent, indent_of(text)) :])
        return self.block(start)

    def html(self, start: int) -> int:
        """Adds a block of HTML. The tags of an element with Markdown in it are set apart."""
        if not self.element.name:
            end = self.element.begins(self.lines, start)
            if end is not None:
                return self.raw(start, end)
        text = self.lines[start].text
        if not self.element.holds(text):
            return self.indented(start) if indent_of(text) >= STEP else self.paragraph(start)
        tag = divided(text)
        if tag:
            return self.opened(start, *tag)
        end = self.end_of_block(start)
        self.stash([line.text for line in self.lines[start:end]])
        return end

    def raw(self, start: int, end: int) -> int:
        """Adds HTML as it is, but for fenced code in it."""
        while start < end:
            fence = fence_of(self.lines[start].text)
            closing = self.ends.end_of(fence, start) if fence else None
            if fence and closing is not None and closing < end:
                start = self.fenced(fence, start, closing)
            else:
                start = self.add(start, start + 1, "html")
        return end

    def opened(self, at: int, tag: str, rest: str) -> int:
        """Adds a start tag with `markdown="1"`, and what follows it in its line."""
        self.stash([tag])
        closing = f"</{self.element.name}>"
        if rest.rstrip().lower().endswith(closing):
            self.replace(at, rest.rstrip()[: -len(closing)])
            self.paragraph(at)
            self.stash([closing])
            return at + 1
        self.replace(at, rest)
        return at if rest.strip() else at + 1

    def stash(self, texts: Sequence[str]) -> None:
        """Adds lines of HTML, which Python-Markdown does not read."""
        self.set_apart()
        self.out += [self.whole.md.htmlStash.store("\n".join(texts)), ""]
        self.kind = ""
        self.element.reads(texts)
