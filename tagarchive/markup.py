"""Markdown to `Body`: converted, sanitised, and taken apart at every spot that depends on its place."""

from __future__ import annotations

import markdown

from tagarchive.body import Body
from tagarchive.config import ParseOptions
from tagarchive.errors import Problem
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
        html = self._sanitiser.clean(self._markdown.reset().convert(text))
        return pieces_of(ILLEGAL.sub("", html), path, self._options.html, locate)


def _markdown(options: ParseOptions) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[*_EXTENSIONS, *(["smarty"] if options.markdown.smart_punctuation else [])],
        extension_configs={
            "codehilite": {"css_class": "highlight", "guess_lang": False},
            "toc": {"slugify": _heading_id},
        },
        output_format="html",
    )


def _heading_id(text: str, separator: str) -> str:
    slug = slugify(text)
    return f"{slug}{separator}1" if slug in RESERVED_IDS else slug
