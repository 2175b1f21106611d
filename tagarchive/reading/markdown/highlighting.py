"""Syntax highlighting within a time limit. Code that would take too long stays plain.

The patterns of Pygments for some languages can take unlimited time for a hundred bytes of unusual code. Code is
therefore highlighted in a separate process, which has a limited time for each text.
"""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import msgspec

from tagarchive.reading.limited_process import Bounded

LONGEST, LONGEST_TOGETHER = 50_000, 150_000
"""Maximum length of highlighted code in characters: in one piece, and in one text. It is the same on all machines."""

SECONDS = 0.7
"""Maximum processor time for the code in one text, in seconds."""


CSS_CLASS = "highlight"

OPTIONS = {"css_class": CSS_CLASS, "guess_lang": False, "linenums": None, "noclasses": False, "style": "default"}
"""Options of the library's highlighter for all code."""


class Code(msgspec.Struct, frozen=True):
    """A piece of code.

    Attributes:
        text: the code
        language: its language, or None if the fence does not name one
        options: options of the library's highlighter
        shebang: True if the first line may name the language

    """

    text: str
    language: str | None
    options: dict[str, Any]
    shebang: bool

    def html(self) -> str:
        """The highlighted code as HTML, without a time limit."""
        # Few texts have code, and the library takes long to import.
        from markdown.extensions.codehilite import CodeHilite  # noqa: PLC0415

        return CodeHilite(self.text, lang=self.language, **self.options).hilite(shebang=self.shebang)

    def plain_html(self) -> str:
        """The code as HTML without highlighting, in the same elements."""
        if self.options.get("hl_lines") or self.options.get("linenums"):
            return msgspec.structs.replace(self, language="text", shebang=False).html()
        text = escape(self.text.strip("\n").removeprefix("\ufeff").strip("\n"), quote=False)
        return f'<div class="{self.options["css_class"]}"><pre><span></span><code>{text}\n</code></pre></div>\n'

    @property
    def names_no_language(self) -> bool:
        first = self.text.lstrip("\n")
        return not self.language and not (self.shebang and first.startswith(("::", "#!")))


class LeftPlain(NamedTuple):
    """A piece of code that is not highlighted although it names a language.

    Attributes:
        code: the code
        line: line in the text where the code begins, from 1, or 0 if unknown
        reason: end of a sentence about the code, for a message

    """

    code: Code
    line: int
    reason: str


class Highlighter:
    """Highlights the code of one text after another."""

    def __init__(self) -> None:
        self._process = Bounded("tagarchive.reading.markdown.colouring:coloured")
        self.begin()

    def begin(self) -> None:
        """Resets the limits before a new text."""
        self.seconds = SECONDS
        self.length = 0
        self.left_plain: list[LeftPlain] = []

    def html(self, code: Code, line: int) -> str:
        """The highlighted code as HTML, or plain code above a limit. `line` is the line in the text where it begins."""
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
