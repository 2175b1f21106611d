"""Markdown to a body in pieces: conversion to HTML, sanitising, and splitting at each place-dependent part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import ILLEGAL, counted, first_illegal
from tagarchive.reading.body_scanner import Pieces, pieces_of
from tagarchive.reading.documents import Dialect
from tagarchive.reading.markdown import dialects, tasks
from tagarchive.reading.markdown.converted import Converted, UnreadFormula
from tagarchive.reading.markdown.highlighting import LeftPlain
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.positions import Places
from tagarchive.reading.sanitiser import DEEPEST, allowed, is_too_deep, sanitiser
from tagarchive.reading.written_html import BROKEN_LINK, HANDLER, INSTRUCTION, Found, Ready, ready

LARGEST, LITTLE = 20, 500_000
"""Limit of the length of HTML: a multiple of the length of the text, plus a number of characters."""

_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")

_MOST_KINDS = 8
"""Maximum number of kinds that one notice names."""

_NOUNS = {
    BROKEN_LINK: "broken link",
    HANDLER: "event handler",
    INSTRUCTION: "instruction",
    "form": "form",
    "math": "formula",
    "script": "script",
    "svg": "drawing",
    **dict.fromkeys(("style", "link"), "style sheet"),
    **dict.fromkeys(
        "button datalist fieldset input label legend optgroup option output select textarea".split(), "form field"
    ),
}
"""Words for things that are dropped."""

_WORD = re.compile(r"(?:aml|m|o|st\d|v|w|wx|x):[a-z]|xml$")
"""Elements that word processors add to HTML, by their names."""


class BodyParser:
    """A parser of Markdown texts with the options of one site; reusable, but not thread-safe."""

    def __init__(self, options: ParseOptions) -> None:
        self._options = options
        self._converters: dict[Dialect, dialects.Converts] = {}
        self._allowed = allowed(trusted=not options.html.sanitise, math=options.markdown.math)
        self._sanitiser = sanitiser(trusted=not options.html.sanitise, math=options.markdown.math)

    def pieces(self, text: str, path: str, places: Places, dialect: Dialect | None = None) -> Pieces:
        """The pieces of the Markdown text of the file at `path`, in the dialect of its folder unless one is given.

        Raises `SiteError` if the text is nested too deep.
        """
        converted = self._converted(text, path, dialect or self._options.markdown.dialect_of(path))
        if is_too_deep(converted.html):
            return self.plain(text, path, places, f"found more than {DEEPEST} elements of HTML in one another")
        written = ready(converted.html, text, self._allowed, self._sanitiser)
        html = tasks.with_boxes(self._clean(written))
        if len(html) > LARGEST * len(text) + LITTLE:
            return self.plain(text, path, places, f"found HTML that becomes {LARGEST} times as long as it is written")
        pieces = pieces_of(html, path, self._options.html, places)
        return pieces._replace(notices=(*pieces.notices, *_notices(converted, written, places)))

    def html(self, text: str, path: str, dialect: Dialect | None = None) -> str:
        """The sanitised HTML of a Markdown text, before it is taken to pieces. Raises `SiteError` as `pieces` does."""
        converted = self._converted(text, path, dialect or self._options.markdown.dialect_of(path))
        return self._clean(ready(converted.html, text, self._allowed, self._sanitiser))

    def plain(self, text: str, path: str, places: Places, what: str) -> Pieces:
        """The pieces of the unconverted text, in paragraphs, with a notice whose message begins with `what`."""
        blocks = (_as_it_stands(block) for block in text.split("\n\n") if block.strip())
        html = "\n".join(f"<p>{block}</p>" for block in blocks)
        message = f"{what}; the text is shown as it stands"
        first = len(text) - len(text.lstrip("\n")) + 1
        notice = Problem(places.of_line(first), "slow-text", message, "close or delete what is too much")
        return pieces_of(html, path, self._options.html, places)._replace(notices=(notice,))

    def _clean(self, written: Ready) -> str:
        clean = self._sanitiser.clean(written.html)
        if first_illegal(clean):
            # Character references such as &#1; become illegal characters, which can hide text from the sanitiser.
            clean = self._sanitiser.clean(ILLEGAL.sub("", clean))
        # What looks like an empty paragraph in a script of a trusted author is not one.
        is_tidied = self._options.html.sanitise and (written.dropped or written.embeds)
        return _EMPTY_PARAGRAPH.sub("", clean) if is_tidied else clean

    def _converted(self, text: str, path: str, dialect: Dialect) -> Converted:
        if dialect not in self._converters:
            self._converters[dialect] = dialects.converter(dialect, self._options.markdown)
        try:
            return self._converters[dialect].converted(text)
        except RecursionError:
            message = "found lists, quotes or emphasis in one another too deep to read"
            raise SiteError(Problem(Location(path), "too-deep", message, "write it flatter")) from None


def _as_it_stands(text: str) -> str:
    """A text as HTML in the normal form of the sanitiser, with its line breaks."""
    return escape(text.strip("\n"), quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>\n")


def _notices(converted: Converted, written: Ready, places: Places) -> Iterator[Problem]:
    if written.dropped:
        yield _dropped(written.dropped, places)
    if written.embeds:
        yield _embeds(written.embeds, places)
    if converted.left_plain:
        yield _left_plain(converted.left_plain, places)
    if converted.unread:
        yield _unread(converted.unread, places)
    for head in converted.left_open:
        yield _wide_table(head, "it is shown as text", places)
    for head in converted.left_short:
        yield _wide_table(head, "they are not filled up", places)


def _wide_table(head: str, shown: str, places: Places) -> Problem:
    message = f"found a table with many more columns in its head than in its rows; {shown}"
    return Problem(places.of(head.strip()), "slow-text", message, "give each row as many cells as the head has")


def _left_plain(codes: tuple[LeftPlain, ...], places: Places) -> Problem:
    """A notice for the first piece of code without colours, with the number of further ones."""
    first = codes[0]
    where = places.of_line(first.line) if first.line else places.of(first.code.text.strip("\n").partition("\n")[0])
    language = f" in {first.code.language}" if first.code.language else ""
    others = f", as {len(codes) - 1} more" if len(codes) > 1 else ""
    message = f"found code{language} that {first.reason}; it is shown without colours{others}"
    return Problem(where, "plain-code", message, "shorten it, or name no language")


def _unread(formulas: tuple[UnreadFormula, ...], places: Places) -> Problem:
    """A notice for the first formula that stays as it is written, with the number of further ones."""
    first = formulas[0]
    others = f", as {len(formulas) - 1} more" if len(formulas) > 1 else ""
    message = f"found a formula that {first.reason}; it is shown as it is written{others}"
    where = places.of(first.written.partition("\n")[0])
    return Problem(where, "bad-formula", message, "correct it, or write \\$ for a dollar sign")


def _dropped(dropped: tuple[Found, ...], places: Places) -> Problem:
    """A notice for everything that the sanitiser drops, at the first of it."""
    kinds = list(Counter(_noun(found.kind) for found in dropped).items())
    named = ", ".join(_counted(noun, number) for noun, number in kinds[:_MOST_KINDS])
    more = f", and {counted(len(kinds) - _MOST_KINDS, 'more kind')}" if len(kinds) > _MOST_KINDS else ""
    message = f"found {named}{more}, which texts may not have; only the words in them are shown"
    return Problem(places.of(dropped[0].written), "dropped-html", message, "write it in Markdown, or delete it")


def _noun(kind: str) -> str:
    """The word for a kind of thing; for an element or a scheme without one, its name."""
    return "element" if _WORD.match(kind) else _NOUNS.get(kind, f"<{kind}>" if not kind.endswith(":") else kind)


def _counted(noun: str, number: int) -> str:
    if noun.endswith(":"):
        return f"{counted(number, 'link')} to {noun}"
    if noun.startswith("<"):
        return f"{number:,} {noun}"
    return f"{counted(number, noun)} of Word" if noun == "element" else counted(number, noun)


def _embeds(embeds: tuple[Found, ...], places: Places) -> Problem:
    """A notice for all scripts that show something of other hosts, at the first of them."""
    hosts = ", ".join(dict.fromkeys(found.kind for found in embeds))
    message = f"found {counted(len(embeds), 'script')} of {hosts}; the text links to what is embedded instead"
    hint = "write the link yourself to choose its words"
    return Problem(places.of(embeds[0].written), "script-embed", message, hint)
