"""Markdown to a text in pieces: converted, sanitised, and taken apart at every spot that depends on its place."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL
from tagarchive.reading.body_scanner import Pieces, pieces_of
from tagarchive.reading.config import ParseOptions
from tagarchive.reading.markdown.converter import Converted, Converter
from tagarchive.reading.markdown.highlighting import LeftPlain
from tagarchive.reading.positions import Places
from tagarchive.reading.sanitiser import DEEPEST, is_too_deep, sanitiser

LARGEST, LITTLE = 20, 500_000
"""So many times as long as the text may its HTML be, and so many characters more."""


class BodyParser:
    """Takes texts apart, by one site's options; made once and used for many texts."""

    def __init__(self, options: ParseOptions) -> None:
        self._options = options
        self._converter = Converter(smart_punctuation=options.markdown.smart_punctuation)
        self._sanitiser = sanitiser(trusted=not options.html.sanitise)

    def pieces(self, text: str, path: str, places: Places) -> Pieces:
        """The Markdown of the file at `path`, taken apart. Raises `SiteError` where it is nested too deep."""
        converted = self._converted(text, path)
        if is_too_deep(converted.html):
            return self.plain(text, path, places, f"found more than {DEEPEST} elements of HTML in one another")
        html = self._clean(converted.html)
        if len(html) > LARGEST * len(text) + LITTLE:
            return self.plain(text, path, places, f"found HTML that becomes {LARGEST} times as long as it is written")
        pieces = pieces_of(html, path, self._options.html, places)
        return pieces._replace(notices=(*pieces.notices, *_notices(converted, places)))

    def plain(self, text: str, path: str, places: Places, what: str) -> Pieces:
        """The text as it stands, in paragraphs, with a notice that says why."""
        blocks = (_as_it_stands(block) for block in text.split("\n\n") if block.strip())
        html = "\n".join(f"<p>{block}</p>" for block in blocks)
        said = f"{what}; the text is shown as it stands"
        first = len(text) - len(text.lstrip("\n")) + 1
        notice = Problem(places.of_line(first), "slow-text", said, "close or delete what is too much")
        return pieces_of(html, path, self._options.html, places)._replace(notices=(notice,))

    def _clean(self, html: str) -> str:
        clean = self._sanitiser.clean(html)
        # Written as references, such as &#1;, which hide from the sanitiser what stands around them.
        return self._sanitiser.clean(ILLEGAL.sub("", clean)) if ILLEGAL.search(clean) else clean

    def _converted(self, text: str, path: str) -> Converted:
        try:
            return self._converter.converted(text)
        except RecursionError:
            what = "found lists, quotes or emphasis in one another too deep to read"
            raise SiteError(Problem(Location(path), "too-deep", what, "write it flatter")) from None


def _as_it_stands(text: str) -> str:
    """Text in the form that the sanitiser gives HTML."""
    return escape(text.strip("\n"), quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>\n")


def _notices(converted: Converted, places: Places) -> Iterator[Problem]:
    if converted.left_plain:
        yield _left_plain(converted.left_plain, places)
    for head in converted.left_short:
        what = "found a table with many more columns in its head than in its rows; they are not filled up"
        yield Problem(places.of(head.strip()), "slow-text", what, "give each row as many cells as the head has")


def _left_plain(codes: tuple[LeftPlain, ...], places: Places) -> Problem:
    """A notice for the first piece of code that has no colours, with the number of the others."""
    first = codes[0]
    where = places.of_line(first.line) if first.line else places.of(first.code.text.strip("\n").partition("\n")[0])
    language = f" in {first.code.language}" if first.code.language else ""
    others = f", as {len(codes) - 1} more" if len(codes) > 1 else ""
    what = f"found code{language} that {first.reason}; it is shown without colours{others}"
    return Problem(where, "plain-code", what, "shorten it, or name no language")
