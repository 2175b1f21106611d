"""Texts for formats with one value in a line."""

from __future__ import annotations


def line(text: str) -> str:
    """A text in one line, with single spaces."""
    return " ".join(text.split())


def lines(texts: tuple[str, ...]) -> str:
    """Texts as one list in a line: `a; b`."""
    return "; ".join(map(line, texts))
