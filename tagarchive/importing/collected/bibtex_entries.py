"""Entries of BibTeX with the texts of their fields, free of LaTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock

from tagarchive.importing.inputs.items import Noted, Remark
from tagarchive.importing.inputs.texts import line_of, shortened

# Both libraries log what they report besides. Without a handler, Python would print it.
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_PARSER: Any = bibtexparser
"""The package, whose names its types do not export."""

_COMMENT = re.compile(r"(?<!\\)%")
_LATEX = re.compile(r"[\\{}$~%^_&#]|--|``|''|!`|\?`")
_ESCAPED = re.compile(r"\\([&%_#$~{}])(?:\{\})?")
_DEEPEST = 60


class Fields(NamedTuple):
    """An entry.

    Attributes:
        type: its type, such as `article`
        key: its key
        line: the line on which it begins
        fields: its fields as they are written, by name in lower case
        texts: the same without LaTeX
        remarks: what could not be read

    """

    type: str
    key: str
    line: int
    fields: Mapping[str, str]
    texts: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()

    def raw(self, key: str) -> str:
        """A field as it is written; empty if there is none."""
        return self.fields.get(key, "")

    def text(self, key: str) -> str:
        """A field without LaTeX, on one line; empty if there is none."""
        return self.texts.get(key, "")


class Bibliography(NamedTuple):
    """The entries of a file, and the line and reason of each that can't be read."""

    entries: tuple[Fields, ...]
    failed: tuple[tuple[int, str], ...]


def bibliography(text: str) -> Bibliography:
    """The entries of a text."""
    parsed = _PARSER.parse_string(text, parse_stack=[])
    strings = {key.casefold(): string.value for key, string in parsed.strings_dict.items()}
    values = {key: _value(value, {}) for key, value in strings.items()}
    entries, failed = list[Fields](), list[tuple[int, str]]()
    for block in parsed.blocks:
        entry = _entry_of(block)
        if entry is not None:
            entries.append(_fields(entry, values))
        elif isinstance(block, ParsingFailedBlock) and not isinstance(block, DuplicateBlockKeyBlock):
            reason = getattr(block.error, "abort_reason", "") or str(block.error)
            failed.append(((block.start_line or 0) + 1, f"an entry can't be read: {shortened(str(reason))}"))
    return Bibliography(tuple(entries), tuple(failed))


def decoded(texts: Sequence[str]) -> tuple[list[str], bool]:
    """Texts without LaTeX, and False if one of them can't be read and stays as it is written."""
    safe = {text: _COMMENT.sub(r"\\%", text) for text in texts if _LATEX.search(text)}
    readable = {text: latex for text, latex in safe.items() if _depth(latex) <= _DEEPEST}
    entry = Entry("misc", "key", [Field(str(number), text) for number, text in enumerate(readable.values())])
    if not isinstance(_latex().transform_entry(entry, _PARSER.Library()), Entry):
        return list(map(line_of, texts)), False
    plain = dict(zip(readable, (line_of(str(field.value)) for field in entry.fields), strict=True))
    return [plain.get(text) or line_of(text) for text in texts], len(readable) == len(safe)


@cache
def _latex() -> LatexDecodingMiddleware:
    """The reader of LaTeX; to make one takes longer than to read an entry."""
    return LatexDecodingMiddleware()


def decoded_address(written: str) -> str:
    """An address without the LaTeX in which some programs wrap it."""
    text = re.sub(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}", r"\1", written.strip())
    text = re.sub(r"\\textasciitilde\s*(?:\{\})?|\$\\sim\$", "~", text)
    return re.sub(r"[{}]", "", _ESCAPED.sub(lambda match: match[1], text)).strip().strip("<>")


def _entry_of(block: Block) -> Entry | None:
    """The entry of a block. A second entry with the same key is an entry too, and so is one with a field twice."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inner = block.ignore_error_block
        return inner if isinstance(inner, Entry) else None
    return block if isinstance(block, Entry) else None


def _fields(entry: Entry, strings: Mapping[str, str]) -> Fields:
    fields: dict[str, str] = {}
    for field in entry.fields:
        fields.setdefault(field.key.casefold(), _value(str(field.value), strings))
    texts, is_read = decoded(list(fields.values()))
    line = (entry.start_line or 0) + 1
    remarks = () if is_read else (Noted("some LaTeX can't be read and stays as it is written", line),)
    return Fields(
        entry.entry_type.casefold(),
        entry.key,
        line,
        fields,
        dict(zip(fields, texts, strict=True)),
        remarks,
    )


def _value(written: str, strings: Mapping[str, str]) -> str:
    """The value of a field: texts in quotes or braces, numbers, and names of strings, joined by `#`."""
    return "".join(_part(part, strings) for part in _parts(written.strip()))


def _parts(written: str) -> Iterator[str]:
    """The parts of a value between the marks `#` that stand in no quotes and braces."""
    depth, quoted, start = 0, False, 0
    for at, character in enumerate(written):
        if character == '"' and not depth:
            quoted = not quoted
        elif character in "{}" and written[at - 1 : at] != "\\":
            depth += 1 if character == "{" else -1
        elif character == "#" and not depth and not quoted:
            yield written[start:at].strip()
            start = at + 1
    yield written[start:].strip()


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in {("{", "}"), ('"', '"')}:
        return part[1:-1]
    return strings.get(part.casefold(), part)


def _depth(text: str) -> int:
    """Depth of the braces of a text."""
    depth = deepest = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest
