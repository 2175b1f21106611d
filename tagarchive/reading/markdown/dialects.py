"""The converter of each dialect. Its library is imported when the first text needs it."""

from __future__ import annotations

from typing import Protocol

from tagarchive.reading.documents import Dialect
from tagarchive.reading.markdown.converted import Converted
from tagarchive.reading.parse_options import MarkdownOptions


class Converts(Protocol):
    """A converter of Markdown to HTML. One converter serves many texts."""

    def converted(self, text: str) -> Converted:
        """The HTML of a text. Raises `RecursionError` if its elements are nested too deeply."""
        ...


def converter(dialect: Dialect, options: MarkdownOptions) -> Converts:
    """A new converter of a dialect."""
    if dialect == "gfm":
        from tagarchive.reading.markdown.gfm import GfmConverter  # noqa: PLC0415 (only this dialect needs it)

        return GfmConverter(options)
    from tagarchive.reading.markdown.converter import Converter  # noqa: PLC0415 (only this dialect needs it)

    return Converter(smart_punctuation=options.smart_punctuation)
