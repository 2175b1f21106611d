"""Markdown to a text in pieces: converted, sanitised, and taken apart at every spot that depends on its place."""

from __future__ import annotations

from tagarchive.config import ParseOptions
from tagarchive.converter import Converter
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.pieces import Locate, Pieces, pieces_of
from tagarchive.sanitiser import sanitiser
from tagarchive.texts import ILLEGAL


class Markup:
    """Takes texts apart, by one site's options; made once and used for many texts."""

    def __init__(self, options: ParseOptions) -> None:
        self._options = options
        self._converter = Converter(smart_punctuation=options.markdown.smart_punctuation)
        self._sanitiser = sanitiser(trusted=not options.html.sanitise)

    def pieces(self, text: str, path: str, locate: Locate) -> Pieces:
        """The Markdown of the file at `path`, taken apart. Raises `SiteError` where it is nested too deep."""
        html = self._sanitiser.clean(self._html(text, path))
        if ILLEGAL.search(html):
            # Written as references, such as &#1;, which hide from the sanitiser what stands around them.
            html = self._sanitiser.clean(ILLEGAL.sub("", html))
        return pieces_of(html, path, self._options.html, locate)

    def _html(self, text: str, path: str) -> str:
        try:
            return self._converter.html(text)
        except RecursionError:
            what = "found lists, quotes or emphasis in one another too deep to read"
            raise SiteError(Problem(Location(path), what, "write it flatter")) from None
