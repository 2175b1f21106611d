"""Templates as values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tagarchive.core.errors import Location


class TemplateSource(msgspec.Struct, frozen=True):
    """The text of a template, and its path for messages."""

    path: str
    text: str

    def location(self, line: int, word: str = "") -> Location:
        """The location of `word` on a line, or else of the first character that is not a space."""
        lines = self.text.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        offset = text.find(word) if word else -1
        return Location(self.path, line, 1 + (offset if offset >= 0 else len(text) - len(text.lstrip())))


TemplateSources = Mapping[str, TemplateSource]
"""Templates, by the name with which other templates include them."""
