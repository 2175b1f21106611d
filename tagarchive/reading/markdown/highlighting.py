"""Colours for code, within a limit: what would take too long stays plain.

Pygments' expressions for some languages take time without end for a hundred bytes of odd code. Code of ordinary length
is coloured in a process of its own that has so much time for each text.
"""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import msgspec
from markdown.extensions.codehilite import CodeHilite

from tagarchive.reading.limited_process import Bounded

LONGEST, LONGEST_TOGETHER = 50_000, 150_000
"""Characters of code that are coloured: in one piece, and in all of a text. It is the same on every machine."""

SECONDS = 0.7
"""Processor time for the code of one text."""


class Code(msgspec.Struct, frozen=True):
    """A piece of code, its language if one is named, and the options of the library's highlighter.

    `shebang` where its first line may name the language.
    """

    text: str
    language: str | None
    options: dict[str, Any]
    shebang: bool

    def html(self) -> str:
        """The code with colours, by whatever its language does to the processor."""
        return CodeHilite(self.text, lang=self.language, **self.options).hilite(shebang=self.shebang)

    def plain_html(self) -> str:
        """The code without colours, in the same elements."""
        if self.options.get("hl_lines") or self.options.get("linenums"):
            return msgspec.structs.replace(self, language="text", shebang=False).html()
        text = escape(self.text.strip("\n").removeprefix("\ufeff").strip("\n"), quote=False)
        return f'<div class="{self.options["css_class"]}"><pre><span></span><code>{text}\n</code></pre></div>\n'

    @property
    def names_no_language(self) -> bool:
        first = self.text.lstrip("\n")
        return not self.language and not (self.shebang and first.startswith(("::", "#!")))


class LeftPlain(NamedTuple):
    """A piece of code that has no colours though it names a language: its first line, and why."""

    code: Code
    line: int
    reason: str


def coloured(request: bytes) -> bytes:
    """The HTML of an encoded `Code`: the work of the process that colours."""
    return msgspec.msgpack.decode(request, type=Code).html().encode()


class Highlighter:
    """Colours the code of one text after another."""

    def __init__(self) -> None:
        self._process = Bounded("tagarchive.reading.markdown.highlighting:coloured")
        self.begin()

    def begin(self) -> None:
        """Begins a text."""
        self.seconds = SECONDS
        self.length = 0
        self.left_plain: list[LeftPlain] = []

    def html(self, code: Code, line: int) -> str:
        """The code with colours, or without where it would be too much; `line` of the text is where it begins."""
        if code.names_no_language:
            return code.plain_html()
        self.length += len(code.text)
        if len(code.text) > LONGEST or self.length > LONGEST_TOGETHER:
            return self._plain(code, line, "is too long to colour")
        answer = self._process.answer(msgspec.msgpack.encode(code), self.seconds) if self.seconds > 0 else None
        self.seconds -= answer.seconds if answer else self.seconds
        return answer.data.decode() if answer else self._plain(code, line, "takes too long to colour")

    def _plain(self, code: Code, line: int, reason: str) -> str:
        self.left_plain.append(LeftPlain(code, line, reason))
        return code.plain_html()
