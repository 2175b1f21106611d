"""Markdown to `Body`: converted, sanitised, and taken apart at every spot that depends on its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from tagarchive.body import Body
from tagarchive.config import ParseOptions
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.pieces import RESERVED_IDS, Locate, pieces_of
from tagarchive.sanitiser import sanitiser
from tagarchive.texts import ILLEGAL
from tagarchive.urls import slugify

_EXTENSIONS = ("abbr", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "sane_lists", "tables", "toc")


class Markup:
    """Turns Markdown into bodies, by one site's options; made once and used for many texts."""

    def __init__(self, options: ParseOptions) -> None:
        self._options = options
        self._markdown = _markdown(options)
        self._sanitiser = sanitiser(trusted=not options.html.sanitise)

    def body(self, text: str, path: str, locate: Locate) -> tuple[Body, tuple[Problem, ...]]:
        """The body of the Markdown in the file at `path`, and a notice for each thing in it that had to go."""
        html = self._sanitiser.clean(self._html(text, path))
        if ILLEGAL.search(html):
            # Written as references, such as &#1;, which hide from the sanitiser what stands around them.
            html = self._sanitiser.clean(ILLEGAL.sub("", html))
        return pieces_of(html, path, self._options.html, locate)

    def _html(self, text: str, path: str) -> str:
        try:
            return self._markdown.reset().convert(text)
        except RecursionError:
            what = "found lists, quotes or emphasis in one another too deep to read"
            raise SiteError(Problem(Location(path), what, "write it flatter")) from None


class _Fences(FencedBlockPreprocessor):
    """Fenced code whose options can't fail: of a highlighter's options, only which lines to mark or number."""

    def handle_attrs(self, attrs: Iterable[tuple[str, str]]) -> tuple[str, list[str], dict[str, Any]]:
        found, classes, options = super().handle_attrs(attrs)
        return found, classes, {name: options[name] for name in ("hl_lines", "linenums") if name in options}


def _markdown(options: ParseOptions) -> markdown.Markdown:
    converter = markdown.Markdown(
        extensions=[*_EXTENSIONS, *(["smarty"] if options.markdown.smart_punctuation else [])],
        extension_configs={
            "codehilite": {"css_class": "highlight", "guess_lang": False},
            "toc": {"slugify": _heading_id},
        },
        output_format="html",
    )
    converter.preprocessors.register(_Fences(converter, {"lang_prefix": "language-"}), "fenced_code_block", 25)
    return converter


def _heading_id(text: str, separator: str) -> str:
    slug = slugify(text)
    return f"{slug}{separator}1" if slug in RESERVED_IDS else slug
