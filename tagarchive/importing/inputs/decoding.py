"""Bytes to text in the encoding that they show, with a word on it where that is not UTF-8."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from tagarchive.core.text import ILLEGAL
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Noted, Remark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMED = re.compile(
    rb"""<\?xml[^>]{0,200}\bencoding=["']([\w.:-]{2,40})|<meta[^>]{0,500}\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_LOOKED_AT = 4096
_DAMAGED = 200
"""A text with less than one character in so many that is not UTF-8 is damaged UTF-8, if it is said to be UTF-8."""


class Decoded(NamedTuple):
    """The text of a file, with the line endings it has, and what is to be said of its encoding."""

    text: str
    remarks: tuple[Remark, ...] = ()

    @property
    def lines(self) -> str:
        """The text with line feeds for all line endings."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, *, html: bool = False, charset: str = "") -> Decoded:
    """The text of a file: by its byte order mark, as UTF-8, as its server or the page says, or else as windows-1252.

    `charset` is the encoding that the server names, which may be wrong. Characters that XML forbids are removed.
    """
    named = (*_known(charset), *(_named(data) if html else ()))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_legal(data[len(mark) :].decode(encoding, "replace")))
    for encoding in (*_of_zeros(data), "utf-8", *named):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(_legal(text), () if encoding == "utf-8" else _said(encoding))
    almost = data.decode("utf-8", "replace") if "utf-8" in named else ""
    if almost.count("\ufffd") * _DAMAGED < len(almost):
        return Decoded(_legal(almost), (Noted("the file is damaged UTF-8; what can't be read stands as \ufffd"),))
    # Five bytes have no character in Python's codec.
    return Decoded(_legal(data.decode("cp1252", "replace")), _said("windows-1252"))


def text_of_file(files: Files, name: str, *, html: bool = False) -> Decoded:
    """The text of a file of the input."""
    return decoded(files.data(name), html=html)


def head_of_file(files: Files, name: str, size: int = 16_384) -> str:
    """The first characters of a file of the input."""
    return decoded(files.head(name, size)[: size - size % 4]).text if size else ""


def _legal(text: str) -> str:
    return ILLEGAL.sub("", text)


def _said(encoding: str) -> tuple[Remark, ...]:
    return (Noted(f"the file is not UTF-8; it is read as {encoding}"),)


def _of_zeros(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows in the zero bytes of ASCII characters."""
    head = data[:200]
    if len(head) < 8 or not head.count(0):
        return ()
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if max(odd, even) * 4 < len(head) or min(odd, even) * 10 > max(odd, even):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _named(data: bytes) -> tuple[str, ...]:
    match = _NAMED.search(data[:_LOOKED_AT])
    return _known((match[1] or match[2]).decode("ascii")) if match else ()


def _known(charset: str) -> tuple[str, ...]:
    """The codec of an encoding by its name; none if it is no encoding of text, or says less than the bytes do."""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        return ()
    # Codecs such as base64 are none of text; browsers read Latin-1 as windows-1252.
    is_text = bool(name) and codecs.lookup(name)._is_text_encoding  # noqa: SLF001 (no public way)
    return (name,) if is_text and name not in ("iso8859-1", "ascii") and not name.startswith("utf-16") else ()
