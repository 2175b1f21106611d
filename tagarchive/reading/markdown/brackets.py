"""Markdown links and pictures in linear time: matching brackets are found once for each text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    dequote,
)
from markdown.util import INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE

from tagarchive.core.text import following

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash escape in the address or title of a definition (CommonMark 2.4)."""

_QUOTES = ('"', "'")


class Address(NamedTuple):
    """Address and title in the round brackets of a link.

    Attributes:
        href: the address
        title: the title, or None
        end: offset after the closing bracket

    """

    href: str
    title: str | None
    end: int


class Brackets:
    """Offsets of the brackets and quotes in a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def squares(self) -> dict[int, int]:
        """Offsets of closing square brackets, by the offsets of their opening brackets."""
        return _pairs(self.text, "[", "]")

    @cached_property
    def rounds(self) -> dict[int, int]:
        """Offsets of closing round brackets, by the offsets of their opening brackets."""
        return _pairs(self.text, "(", ")")

    @cached_property
    def _opening(self) -> list[int]:
        return _places(self.text, "(")

    @cached_property
    def _closing(self) -> list[int]:
        return _places(self.text, ")")

    @cached_property
    def _either(self) -> list[int]:
        return _places(self.text, "[()]")

    @cached_property
    def _quotes(self) -> dict[str, list[int]]:
        return {quote: _places(self.text, quote) for quote in _QUOTES}

    @cached_property
    def _ending(self) -> dict[str, list[int]]:
        """Offsets of quotes before a closing round bracket, by kind of quote."""
        return {quote: _places(self.text, f"{quote}(?= *\\))") for quote in _QUOTES}

    def address(self, opening: int, start: int) -> Address | None:
        """The address of a link whose round bracket opens at `opening` and whose address starts at `start`.

        Without a quote, the address ends at the closing bracket. After a quote, it ends at a quote before a closing
        bracket, and has a title. Without such a quote, and with n brackets open at the first quote, it ends at the
        n-th bracket after that quote, which must be a closing one. None if the address does not end.
        """
        end = self.rounds.get(opening)
        quoted = min(
            (at for quote in _QUOTES if (at := following(self._quotes[quote], start)) is not None), default=None
        )
        if quoted is None or (end is not None and end < quoted):
            return None if end is None else Address(self.text[start:end], None, end + 1)
        return self._titled(start, quoted) or self._untitled(start, quoted)

    def _titled(self, start: int, quoted: int) -> Address | None:
        first = self.text[quoted]
        other = following(self._quotes["'" if first == '"' else '"'], quoted)
        titles = []
        for opening in (quoted, other):
            closing = None if opening is None else following(self._ending[self.text[opening]], opening + 1)
            if opening is not None and closing is not None:
                titles.append((self.text.index(")", closing), opening, closing))
        if not titles:
            return None
        end, opening, closing = min(titles)
        return Address(self.text[start:opening], self.text[opening + 1 : closing], end + 1)

    def _untitled(self, start: int, quoted: int) -> Address | None:
        opened, closed = (_between(places, start, quoted) for places in (self._opening, self._closing))
        last = bisect_left(self._either, quoted) + opened - closed
        end = self._either[last] if last < len(self._either) else None
        return None if end is None or self.text[end] == "(" else Address(self.text[start:end], None, end + 1)


def _places(text: str, pattern: str) -> list[int]:
    return [match.start() for match in re.finditer(pattern if len(pattern) > 1 else re.escape(pattern), text)]


def _between(places: list[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def _pairs(text: str, opening: str, closing: str) -> dict[int, int]:
    waiting: list[int] = []
    pairs: dict[int, int] = {}
    for bracket in re.finditer(f"[\\{opening}\\{closing}]", text):
        if bracket[0] == opening:
            waiting.append(bracket.start())
        elif waiting:
            pairs[waiting.pop()] = bracket.start()
    return pairs


class Recent:
    """Cache of the brackets in the last text. All rules for links share it."""

    def __init__(self) -> None:
        self._brackets = Brackets("")

    def of(self, text: str) -> Brackets:
        if self._brackets.text is not text:
            self._brackets = Brackets(text)
        return self._brackets


class _Labelled:
    """A rule for links that begin with text in square brackets."""

    _follows = re.compile("")

    def __init__(self, pattern: str, md: markdown.Markdown, recent: Recent) -> None:
        super().__init__(pattern, md)  # type: ignore[call-arg]
        self._recent = recent

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802 (the name in the library)
        end = self._recent.of(data).squares.get(m.end() - 1)
        if end is None or not self._follows.match(data, end + 1):
            return None, None, None
        return super().handleMatch(m, data)  # type: ignore[misc]

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = self._recent.of(data).squares[index - 1]
        return data[index:end], end + 1, True


class Link(_Labelled, LinkInlineProcessor):  # type: ignore[misc]
    """A link, `[words](address "title")`."""

    _follows = re.compile(r"\(")

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        match = self.RE_LINK.match(data, index)
        if match is None or match[1]:
            return super().getLink(data, index)
        address = self._recent.of(data).address(index, match.end())
        if address is None:
            return "", None, index, False
        title = address.title
        if title is not None:
            title = self.RE_TITLE_CLEAN.sub(" ", dequote(self.unescape(title.strip())))
        return self.unescape(address.href).strip(), title, address.end, True


class ImageLink(Link, ImageInlineProcessor):  # type: ignore[misc]
    """A picture, `![words](address "title")`."""


class Named:
    """A rule for links by the name of a definition. Code in the name is a part of it, and addresses have escapes."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        name, end, found = super().evalId(data, index, text)  # type: ignore[misc]
        if name and INLINE_PLACEHOLDER_PREFIX in name:
            name = INLINE_PLACEHOLDER_RE.sub(self._written, name).lower()
        return name, end, found

    def _written(self, placeholder: re.Match[str]) -> str:
        node = self.md.treeprocessors["inline"].stashed_nodes.get(placeholder[1])  # type: ignore[attr-defined]
        return f"`{unescape(node.text or '')}`" if isinstance(node, Element) and node.tag == "code" else placeholder[0]

    def makeTag(self, href: str, title: str, text: str) -> Element:  # noqa: N802
        title = _ESCAPE.sub(r"\1", title) if title else title
        made: Element = super().makeTag(_ESCAPE.sub(r"\1", href), title, text)  # type: ignore[misc]
        return made


class Reference(_Labelled, Named, ReferenceInlineProcessor):  # type: ignore[misc]
    """A reference link, `[words][name]`."""

    _follows = re.compile(r"\s?\[")


class ImageReference(_Labelled, Named, ImageReferenceInlineProcessor):  # type: ignore[misc]
    """A picture by reference, `![words][name]`."""

    _follows = re.compile(r"\s?\[")


class ShortReference(_Labelled, Named, ShortReferenceInlineProcessor):  # type: ignore[misc]
    """A short reference link, `[name]`."""


class ShortImageReference(_Labelled, Named, ShortImageReferenceInlineProcessor):  # type: ignore[misc]
    """A picture by short reference, `![name]`."""


def rules(md: markdown.Markdown) -> dict[int, tuple[str, Any]]:
    """The rules for links and pictures with their names in the library, by priority."""
    recent = Recent()
    return {
        170: ("reference", Reference(LINK_RE, md, recent)),
        160: ("link", Link(LINK_RE, md, recent)),
        150: ("image_link", ImageLink(IMAGE_LINK_RE, md, recent)),
        140: ("image_reference", ImageReference(IMAGE_LINK_RE, md, recent)),
        130: ("short_reference", ShortReference(LINK_RE, md, recent)),
        125: ("short_image_ref", ShortImageReference(IMAGE_LINK_RE, md, recent)),
    }
