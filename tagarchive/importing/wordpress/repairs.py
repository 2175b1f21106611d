"""Repairs of an export that XML parsers refuse: a stream of text in, a stream of XML out, and what was done."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5

from tagarchive.core.text import ILLEGAL
from tagarchive.importing.inputs.items import Lost, Noted, Remark

_MOST_SAID = 200
"""Repairs that are reported one by one; the others are counted."""

_AHEAD = 400
"""Number of characters after `]]>` that show whether a text ends there."""

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")
_BEGINNING = re.compile(rb"<\?xml\b|<rss\b|<rdf:RDF\b")
_TOKEN = re.compile(
    r"(?P<cdata><!\[CDATA\[)|(?P<end></(?:rss|rdf:RDF)\s*>)"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?P<number>[xX][0-9a-fA-F]{1,8}|\d{1,8});|(?P<entity>[a-zA-Z]\w{1,31};))?"
)
_END = re.compile(
    r"\s*(?:<!\[CDATA\[|</(?:[\w.-]+:[\w.-]+|title|guid|link|category|description|pubDate|item|channel)\s*>|\Z)"
)
"""Text after the end of a text: another part of it, or the end tag of an element that is none of HTML."""

_STRANGE = re.compile("[\udc80-\udcff]")
_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f"
"""Control characters that separate words or lines."""


class Repair:
    """The repair of one export.

    Attributes:
        remarks: what was dropped or changed, so far

    """

    def __init__(self) -> None:
        self._said: list[Remark] = []
        self._unsaid: Counter[str] = Counter()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        more = (Noted(f"the same {count:,} more times: {what}") for what, count in self._unsaid.items())
        return (*self._said, *more)

    def repaired(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The export in UTF-8, without what XML forbids."""
        mending = _Mending(self._lose, self._note)
        for text, is_last in self._texts(chunks):
            fixed = mending.mended(text, is_last=is_last)
            if fixed:
                yield fixed.encode("utf-8", "replace")

    def _texts(self, chunks: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
        decoder: codecs.IncrementalDecoder | None = None
        line = 1
        for chunk in chunks:
            data = chunk
            if decoder is None:
                data, line = self._begun(chunk)
                decoder = _decoder(data)
            text = self._clean(decoder.decode(data), line)
            line += text.count("\n")
            yield text, False
        rest = decoder.decode(b"", final=True) if decoder else ""
        yield self._clean(rest, line), True

    def _begun(self, chunk: bytes) -> tuple[bytes, int]:
        """The first bytes without what stands before the XML, and the line on which it begins."""
        found = _BEGINNING.search(chunk)
        junk = chunk[: found.start()].removeprefix(codecs.BOM_UTF8) if found else b""
        if not junk or not found:
            return chunk, 1
        what = "empty lines" if not junk.strip() else "something that is no XML"
        self._note(f"{what} before the beginning of the XML", 1)
        return chunk[found.start() :], 1 + junk.count(b"\n")

    def _clean(self, text: str, line: int) -> str:
        """A piece of text without characters that XML forbids."""

        def strange(found: re.Match[str]) -> str:
            byte = ord(found[0]) - 0xDC00
            character = bytes([byte]).decode("cp1252", "ignore")
            read = f"read as “{character}”" if character else "dropped"
            self._lose("byte that is not UTF-8", f"0x{byte:02X}, {read}", line + text.count("\n", 0, found.start()))
            return character

        def illegal(found: re.Match[str]) -> str:
            code = f"U+{ord(found[0]):04X}"
            self._lose("control character", f"{code} dropped", line + text.count("\n", 0, found.start()))
            return " " if found[0] in _SPACES else ""

        if not text.isascii():
            text = _STRANGE.sub(strange, text)
        return ILLEGAL.sub(illegal, text)

    def _lose(self, what: str, text: str, line: int) -> None:
        self._say(Lost(what, text, line), f"{what}, {text}")

    def _note(self, text: str, line: int) -> None:
        self._say(Noted(f"repaired: {text}", line), text)

    def _say(self, remark: Remark, what: str) -> None:
        if len(self._said) < _MOST_SAID:
            self._said.append(remark)
        else:
            self._unsaid[what] += 1


class _Mending:
    """The repair of texts that are not split, and of ampersands that stand alone."""

    def __init__(self, lose: Callable[[str, str, int], None], note: Callable[[str, int], None]) -> None:
        self._lose = lose
        self._note = note
        self._buffer = ""
        self._line = 1
        self._in_text = False
        self._has_ended = False

    def mended(self, text: str, *, is_last: bool) -> str:
        """Text that is certain with this further piece."""
        self._buffer += text
        out: list[str] = []
        while self._buffer:
            length = len(self._buffer)
            out.append(self._text(is_last=is_last) if self._in_text else self._markup(is_last=is_last))
            if len(self._buffer) == length:
                break
        return "".join(out)

    def _take(self, count: int) -> str:
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        self._line += taken.count("\n")
        return taken

    def _text(self, *, is_last: bool) -> str:
        """The next part of a text up to a `]]>`."""
        at = self._buffer.find("]]>")
        if at < 0:
            return self._take(len(self._buffer) if is_last else max(0, len(self._buffer) - 2))
        if not is_last and len(self._buffer) < at + _AHEAD:
            return self._take(at)
        before = self._take(at)
        rest = self._buffer[3:_AHEAD]
        if _END.match(rest):
            self._in_text = False
            return before + self._take(3)
        self._note("“]]>” within a text that the exporter did not split", self._line)
        self._take(3)
        return f"{before}]]]]><![CDATA[>"

    def _markup(self, *, is_last: bool) -> str:
        """The next part of the markup up to a text."""
        if self._has_ended:
            if self._buffer.strip():
                self._lose("text after the end of the XML", f"{len(self._buffer):,} characters", self._line)
            self._take(len(self._buffer))
            return ""
        token = _TOKEN.search(self._buffer)
        if token is None or (not is_last and token.end() > len(self._buffer) - 40):
            most = token.start() if token else len(self._buffer) - 40
            return self._take(len(self._buffer) if is_last and token is None else max(0, most))
        before = self._take(token.start())
        written = self._take(len(token[0]))
        if token["cdata"]:
            self._in_text = True
        elif token["end"]:
            self._has_ended = True
        else:
            written = self._reference(token)
        return before + written

    def _reference(self, token: re.Match[str]) -> str:
        """Replacement of a reference that XML does not know."""
        if token["number"]:
            code = int(token["number"][1:], 16) if token["number"][0] in "xX" else int(token["number"])
            if code <= 0x10FFFF and code and not ILLEGAL.match(chr(code)):
                return token[0]
            self._lose("control character", f"{token[0]} dropped", self._line)
            return ""
        known = html5.get(token["entity"] or "")
        self._note(f"“{token[0]}”, which XML does not know", self._line)
        return known.replace("&", "&amp;").replace("<", "&lt;") if known else f"&amp;{token[0][1:]}"


def _decoder(data: bytes) -> codecs.IncrementalDecoder:
    """A decoder of the encoding that an export declares. Bytes that are not UTF-8 become lone surrogates."""
    declared = _DECLARED.search(data[:400])
    name = declared[1].decode() if declared else "utf-8"
    try:
        info = codecs.lookup(name)
    except LookupError:
        info = codecs.lookup("utf-8")
    is_unicode = info.name in ("utf-8", "ascii") or not getattr(info, "_is_text_encoding", True)
    return codecs.getincrementaldecoder("utf-8" if is_unicode else info.name)(
        "surrogateescape" if is_unicode else "replace"
    )
