"""Mistakes in a value of YAML: quotes and brackets that are not closed, and signs that have a meaning in YAML."""

from __future__ import annotations

import re
from typing import NamedTuple

from tagarchive.reading.written_values import in_quotes, shortened

KEY = re.compile(r"""(?P<key>"[^"]*"[ \t]*|'[^']*'[ \t]*|[^\s"'#\[\]{},&*!|>%@`-][^:#]*):(?=[ \t]|$)[ \t]*""")
"""A key with its colon, and spaces after either. The rest of the line is its value."""

_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_NO_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\(?P<sign>[^0abtnvfre \"/\\N_LPxuU\n\t])")
_BLOCK = re.compile(r"[|>][-+\d]*\s*(?:#.*)?")
_TAIL = re.compile(r"[ \t]*(?:[ \t]#.*)?(?:\n|\Z)")
CURLY = "“”„‟‘’‚‛«»‹›"
"""Quotes of print, which are letters to YAML."""

_CLOSING = {"[": "]", "{": "}"}


class Value(NamedTuple):
    """A value in its place.

    Attributes:
        text: the value, and the lines that follow it
        indent: number of characters before its key or its hyphen
        before: the key with its colon, or the hyphen, and a space

    """

    text: str
    indent: int
    before: str

    @property
    def first(self) -> str:
        """The part of the value on its first line."""
        return self.text.partition("\n")[0].rstrip()

    def mended(self, text: str) -> str:
        """A hint to write a text in its place."""
        return f"write `{self.before}{text}`"

    def ends_before(self, offset: int) -> bool:
        """True if a key that can't be part of the value stands at the start of the line at an offset of `text`."""
        line = self.text[offset:].partition("\n")[0]
        return len(line) - len(line.lstrip(" ")) <= self.indent and bool(KEY.match(line.lstrip(" ")))


class Read(NamedTuple):
    """The result of reading a value.

    Attributes:
        rows: number of lines that it takes
        message: the mistake in it; empty if none is known
        hint: the way to mend it

    """

    rows: int = 1
    message: str = ""
    hint: str = ""


def is_block(text: str) -> bool:
    """True for the start of a text that stands in the lines below."""
    return bool(_BLOCK.fullmatch(text))


def read_value(value: Value) -> Read:
    """The lines of a value, with the mistake in it."""
    sign = value.text[:1]
    if sign in _QUOTED:
        return _quoted(value, _QUOTED[sign])
    if sign in _CLOSING and not value.text.startswith("{{"):
        return _collection(value)
    return Read(1, *_plain(value))


def _quoted(value: Value, pattern: re.Pattern[str]) -> Read:
    quote, first = value.text[0], value.first
    match = pattern.match(value.text)
    ends = [found.end() for found in re.finditer("\n", match[0])] if match else []
    if match is None or any(map(value.ends_before, ends)):
        message = f"found “{shortened(first)}”, a text whose quote {quote} is not closed"
        return Read(1, message, value.mended(_in(quote, first[1:])))
    rows = len(ends) + 1
    rest = value.text[match.end() :].partition("\n")[0]
    if not _TAIL.match(rest):
        message = f"found “{shortened(rest)}” after the closing quote {quote}"
        return Read(rows, message, value.mended(_other_quotes(first if rest[0].isspace() else first[1:-1])))
    escaped = _NO_ESCAPE.search(match[0]) if quote == '"' else None
    if escaped:
        message = f"found \\{escaped['sign']} in double quotes, where \\ begins a special character"
        return Read(rows, message, value.mended(_in("'", match[0][1:-1])))
    return Read(rows)


def _in(quote: str, text: str) -> str:
    return in_quotes(text.replace('\\"', '"')) if quote == '"' or "'" in text else f"'{shortened(text)}'"


def _other_quotes(text: str) -> str:
    """A text with quotes in it, in quotes that it does not hold."""
    return in_quotes(text) if "'" in text else f"'{shortened(text)}'"


def _plain(value: Value) -> tuple[str, str]:
    """The mistake in a value without quotes and brackets, and the way to mend it."""
    text = re.split(r"\s#", value.first)[0].rstrip()
    if text.startswith("- "):
        message = f"found “{shortened(text)}”, an item of a list on the line of its key"
        return message, "write it on a line of its own, or all items in brackets: [a, b]"
    if text.startswith(("&", "*", "!", "|", ">", "%", "@", "`", ",", "]", "}", "{{")) or re.match(r"\?(?:\s|$)", text):
        sign = "{{" if text.startswith("{{") else text[0]
        return f"found “{shortened(text)}”, which begins with {sign}, a sign of YAML", value.mended(in_quotes(text))
    if not re.search(r":(?=\s|$)", text):
        return "", ""
    inner = text.strip(CURLY)
    if text[0] in CURLY:
        message = f"found “{shortened(inner)}” in curly quotes, which do not hold a text with a colon together"
        return message, value.mended(in_quotes(inner))
    message = f"found “{shortened(text)}”, in which the colon after a word ends a key"
    return message, value.mended(in_quotes(text))


_TOKEN = re.compile(
    r"""(?P<quoted>(?<=[\[{,:\s])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'))"""
    r"""|(?P<quote>(?<=[\[{,:\s])["'])|(?P<comment>(?<=[\[{,\s])\#[^\n]*)|(?P<bracket>[\[\]{}])|(?P<line>\n)""",
    re.DOTALL,
)
"""Tokens that matter in a list in brackets or a mapping in braces."""


def _collection(value: Value) -> Read:
    """The reading of a list in brackets or a mapping in braces."""
    opened = [value.text[0]]
    for token in _TOKEN.finditer(value.text, 1):
        if token["line"] and value.ends_before(token.end()):
            break
        found = _part(value, token)
        if found:
            return Read(1, *found)
        sign = token["bracket"] or ""
        if sign in _CLOSING:
            opened.append(sign)
        elif sign and sign != _CLOSING[opened.pop()]:
            message = f"found “{shortened(value.first)}”, where {sign} closes a bracket of another kind"
            return Read(1, message, "close [ with ], and { with }")
        if not opened:
            return _after(value, token.end())
    message = f"found “{shortened(value.first)}”, whose bracket {opened[0]} is not closed"
    missing = "".join(_CLOSING[sign] for sign in reversed(opened))
    is_whole = re.search(r"[^\s,\[{]$", value.first) and len(opened) == 1
    mended = value.mended(f"{shortened(value.first)}{missing}")
    return Read(1, message, mended if is_whole else f"write {missing} after what belongs to it")


def _part(value: Value, token: re.Match[str]) -> tuple[str, str] | None:
    """The mistake in a part of a list or a mapping, and the way to mend it."""
    ends = [token.start() + found.end() for found in re.finditer("\n", token["quoted"] or "")]
    if token["quote"] or any(map(value.ends_before, ends)):
        quote = value.text[token.start()]
        return f"found “{shortened(value.first)}”, where a quote {quote} is not closed", f"write {quote} after its text"
    if token["quoted"] and not re.match(r"\s*(?:[,\]}:]|#|\Z)", value.text[token.end() :]):
        message = f"found no comma after {shortened(token[0])} in a list"
        return message, f"write {shortened(token[0])}, before the next item"
    comment = token["comment"] or ""
    if not re.match(r"#[^\s#]", comment):
        return None
    word = re.split(r"[,\]}]", comment)[0].rstrip()
    return f"found “{shortened(word)}” in a list, which YAML takes for a comment", f"write {in_quotes(word)}"


def _after(value: Value, end: int) -> Read:
    """The reading of a collection that ends at an offset, with the mistake of what follows it."""
    rows = value.text.count("\n", 0, end) + 1
    rest = value.text[end:].partition("\n")[0]
    if _TAIL.match(rest):
        return Read(rows)
    message = f"found “{shortened(rest)}” after the closing bracket {value.text[end - 1]}"
    if rest.lstrip()[:1] in ("[", ","):
        return Read(rows, message, "write all items in one pair of brackets: [a, b]")
    return Read(rows, message, value.mended(_other_quotes(value.first)))
