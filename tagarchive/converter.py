"""Markdown to HTML by Python-Markdown, which tries on each text only what the text has the signs for.

Python-Markdown tries every rule it has on every block and every line. Most rules begin with a sign that most
texts do not hold. To pass those rules over yields the same bytes in about half the time (measured on 504 real
articles and on made-up ones; a property test compares the two).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor

_EXTENSIONS = ("abbr", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")

Signs = Mapping[str, tuple[str, ...]]
"""By the name of a rule: texts of which one must occur for the rule to apply. A rule without signs always may."""

_INLINE: Signs = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
_BLOCK: Signs = {
    "table": ("|",),
    "defindent": (":",),
    "deflist": (":",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "hashheader": ("#",),
    "quote": (">",),
    "reference": ("]:",),
}


class Converter:
    """Turns Markdown into HTML; made once and used for many texts."""

    def __init__(self, *, smart_punctuation: bool) -> None:
        self._markdown = plain_markdown(smart_punctuation=smart_punctuation)
        patterns, blocks = self._markdown.inlinePatterns, self._markdown.parser.blockprocessors
        for name, signs in _INLINE.items():
            patterns[name].compiled_re = _SignedPattern(patterns[name].compiled_re, signs)  # type: ignore[assignment]
        self._inline: Any = self._markdown.treeprocessors["inline"]
        self._parser: Any = self._markdown.parser
        self._patterns = [(rule, _signs_of(rule, patterns, _INLINE)) for rule in patterns]
        self._blocks = [(rule, _signs_of(rule, blocks, _BLOCK)) for rule in blocks]

    def html(self, text: str) -> str:
        """The HTML of a text. Raises `RecursionError` where things stand in one another too deep."""
        self._inline.inlinePatterns = tuple(rule for rule, signs in self._patterns if _may_apply(signs, text))
        self._parser.blockprocessors = tuple(rule for rule, signs in self._blocks if _may_apply(signs, text))
        return self._markdown.reset().convert(text)


class _SignedPattern:
    """An inline pattern that is tried only on the texts that hold one of its signs."""

    def __init__(self, pattern: re.Pattern[str], signs: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.signs = signs

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text, start) if _may_apply(self.signs, text) else iter(())


def _may_apply(signs: tuple[str, ...], text: str) -> bool:
    return not signs or any(sign in text for sign in signs)


def _signs_of(rule: object, registry: Any, known: Signs) -> tuple[str, ...]:
    return next((signs for name, signs in known.items() if name in registry and registry[name] is rule), ())


class _Fences(FencedBlockPreprocessor):
    """Fenced code whose options can't fail: of a highlighter's options, only which lines to mark or number."""

    def handle_attrs(self, attrs: Iterable[tuple[str, str]]) -> tuple[str, list[str], dict[str, Any]]:
        found, classes, options = super().handle_attrs(attrs)
        return found, classes, {name: options[name] for name in ("hl_lines", "linenums") if name in options}


def plain_markdown(*, smart_punctuation: bool) -> markdown.Markdown:
    """Python-Markdown with all the rules that an article may use."""
    converter = markdown.Markdown(
        extensions=[*_EXTENSIONS, *(["smarty"] if smart_punctuation else [])],
        extension_configs={"codehilite": {"css_class": "highlight", "guess_lang": False}},
        output_format="html",
    )
    converter.preprocessors.register(_Fences(converter, {"lang_prefix": "language-"}), "fenced_code_block", 25)
    return converter
