"""Bytes to text, in the encoding that they name or show."""

from __future__ import annotations

import codecs
import re

from tagarchive.core.text import ILLEGAL

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMED = re.compile(
    rb"""<\?xml[^>]*\bencoding=["']([\w.:-]+)|<meta[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_WESTERN = frozenset({"ascii", "iso8859-1", "latin-1", "cp1252"})
"""Encodings that browsers read as windows-1252 (encoding.spec.whatwg.org, labels)."""

_LOOKED_AT = 4096


def decoded(data: bytes, *, html: bool = False) -> str:
    """The text of a file: by its byte order mark, the encoding that a page names, UTF-8, or else windows-1252.

    All line endings become line feeds. Characters that XML forbids are removed.
    """
    text = _text(data, _named(data) if html else "").replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL.sub("", text)


def _text(data: bytes, named: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", named):
        # A page that is UTF-8 throughout is it, whatever it names: programs save pages in UTF-8 and keep the old name.
        try:
            return data.decode(encoding) if encoding else _western(data)
        except UnicodeDecodeError:
            continue
    return _western(data) if named in ("", "utf-8") else data.decode(named, "replace")


def _western(data: bytes) -> str:
    # Five bytes have no character in Python's codec, and a control character in that of browsers.
    return data.decode("cp1252", "replace")


def _named(data: bytes) -> str:
    """The encoding that a page names, if there is one of that name."""
    match = _NAMED.search(data[:_LOOKED_AT])
    if not match:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return ""
    # A codec such as base64 is none of text, and UTF-16 can't name itself in ASCII.
    if not codecs.lookup(name)._is_text_encoding or name.startswith("utf-16"):  # noqa: SLF001 (no public way)
        return ""
    return "cp1252" if name in _WESTERN else name
