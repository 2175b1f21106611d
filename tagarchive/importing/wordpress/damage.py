"""Faults of the XML of an export: what was found, and where."""

from __future__ import annotations

from xml.parsers import expat

from tagarchive.core.errors import Location, Problem
from tagarchive.core.text import ILLEGAL

_HINT = "--repair drops what is not allowed, puts broken texts together again, and says what it did"

_REPAIRABLE = frozenset(
    {
        expat.errors.codes[name]
        for name in (
            expat.errors.XML_ERROR_INVALID_TOKEN,
            expat.errors.XML_ERROR_UNDEFINED_ENTITY,
            expat.errors.XML_ERROR_BAD_CHAR_REF,
            expat.errors.XML_ERROR_MISPLACED_XML_PI,
            expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT,
            expat.errors.XML_ERROR_TAG_MISMATCH,
        )
    }
)


_INVALID = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]


def damage(origin: str, error: expat.ExpatError, around: bytes, cdata_end: tuple[int, int]) -> Problem:
    """The problem of a fault. `around` are the bytes from it on; `cdata_end` is where the last `]]>` stands."""
    line, column = error.lineno, error.offset + 1
    text = around.decode("utf-8", "replace")
    hint = _HINT if error.code in _REPAIRABLE else ""
    if text.startswith(">") and error.code == _INVALID:
        # The parser stops at the last sign of "]]>", and at no other ">".
        line, column = cdata_end if cdata_end[0] else (line, column)
        found = "`]]>` within a text, which the exporter did not split as XML demands"
    elif text and ILLEGAL.match(text):
        found = f"the character U+{ord(text[0]):04X}, which XML does not allow"
    elif text.startswith("\ufffd") and around[:1] >= b"\x80":
        found = f"the byte 0x{around[0]:02X}, which is not UTF-8"
    else:
        found = f"XML that is not well-formed: {expat.errors.messages.get(error.code, 'a fault')}"
    message = f"found {found}; expected the XML of an export of WordPress"
    return Problem(Location(origin, line, column), "damaged-input", message, hint)


def cut_off(origin: str, error: expat.ExpatError, item: tuple[str, int] | None, last: str) -> Problem:
    """The problem of a file that ends too early. `item` is the title and line of the item in which it ends."""
    whole = f"the last whole item is “{last}”" if last else "it holds no whole item"
    within = f" in the middle of an item, “{item[0]}”, which begins at line {item[1]}" if item else " too early"
    message = f"found that the file ends{within}; {whole}"
    hint = "export it again, or take what is whole with --repair"
    return Problem(Location(origin, error.lineno, error.offset + 1), "damaged-input", message, hint)
