"""Markdown of the `default` dialect to HTML: common blocks by comrak, and all others by Python-Markdown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tagarchive.reading.markdown.common_blocks import parted
from tagarchive.reading.markdown.converted import Converted

if TYPE_CHECKING:
    from tagarchive.reading.markdown.python_markdown import PythonMarkdown


class Converter:
    """Converts Markdown to HTML. One converter serves many texts."""

    def __init__(self, *, smart_punctuation: bool) -> None:
        self._smart_punctuation = smart_punctuation

    def converted(self, text: str) -> Converted:
        """The HTML of a text. Raises `RecursionError` if its elements are nested too deeply."""
        parts = parted(text, smart_punctuation=self._smart_punctuation)
        rest = self.by_python_markdown(parts.text) if parts.text else Converted("")
        return rest._replace(html=parts.whole(rest.html))

    def by_python_markdown(self, text: str) -> Converted:
        """The HTML of a text, for which Python-Markdown reads all blocks."""
        return self._python_markdown.converted(text)

    @cached_property
    def _python_markdown(self) -> PythonMarkdown:
        # Most texts do not need this slow import.
        from tagarchive.reading.markdown.python_markdown import PythonMarkdown  # noqa: PLC0415

        return PythonMarkdown(smart_punctuation=self._smart_punctuation)
