"""MDX as Markdown: without imports, exports and comments; components and expressions stay visible and are reported."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tagarchive.importing.generators.calls import Call, meaning_of
from tagarchive.importing.generators.markdown_text import parts
from tagarchive.importing.generators.rewriting import Rewriting, Rewritten
from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened

_IMPORT = re.compile(r"import\s+(?P<name>\w+)\s+from\s+[\"'](?P<file>[^\"'\n]+)[\"']")
_CONST = re.compile(
    r"export\s+const\s+(?P<name>\w+)\s*=\s*(?:[\"'`](?P<text>[^\"'`\n{}]*)[\"'`]|(?P<number>-?[\d.]+))\s*;?\s*"
)
_TOKEN = re.compile(
    r"(?P<statement>^(?:import[ \t]+(?:[\"'{*]|type\s|\w+[ \t]*,|\w+[ \t]+from\s)"
    r"|export[ \t]+(?:(?:const|let|default|function|async)\b|\{)))"
    r"|(?P<comment>\{/\*)"
    r"|<(?P<close>/?)(?P<name>[A-Z][\w.]*|img)\b"
    r"(?P<attributes>(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*?)(?P<self>/?)>"
    r"|(?<![\\$\w{}])\{(?P<value>[^{}\n]{0,500})\}(?!\})",
    re.MULTILINE,
)
_ATTRIBUTE = re.compile(
    r"(?P<key>[\w:-]+)(?:=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\{(?P<value>(?:[^{}]|\{[^{}]*\})*)\}))?"
)
_LITERAL = re.compile(r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<tick>[^`$]*)`)\s*")


def as_markdown(text: str, line: int) -> Rewritten:
    """The Markdown of a text in MDX."""
    writing = Rewriting(text, line)
    known: dict[str, str] = {}
    for part in list(parts(text)):
        if part.is_prose:
            _prose(writing, part.text, part.offset, known)
    return writing.finished()


def _prose(writing: Rewriting, prose: str, offset: int, known: dict[str, str]) -> None:
    at, has_ends = 0, True
    while found := _TOKEN.search(prose, at):
        start, end = found.span()
        if found["statement"]:
            end = _statement_end(prose, start)
            _learn(prose[start:end], known)
            writing.replace(offset + start, offset + end, "")
        elif found["comment"]:
            close = prose.find("*/}", end) if has_ends else -1
            has_ends = close >= 0
            if has_ends:
                end = close + 3
                writing.replace(offset + start, offset + end, "")
                writing.remarks.append(Lost("comment in the text", "a comment", writing.line_at(offset + start)))
        else:
            _take(writing, found, offset, known)
        at = end


def _statement_end(prose: str, start: int) -> int:
    """The place after a statement: its brackets are closed and its line is over, at the latest at an empty line."""
    depth = 0
    for found in re.compile(r"[({\[]|[)}\]]|\n[ \t]*\n|\n").finditer(prose, start):
        sign = found[0]
        if sign in "({[":
            depth += 1
        elif sign in ")}]":
            depth -= 1
        elif depth <= 0 or (len(sign) > 1 and not re.match(r"[\s)}\]]|\w+:", prose[found.end() :])):
            return found.start()
    return len(prose)


def _learn(statement: str, known: dict[str, str]) -> None:
    """Remembers pictures that are imported and texts and numbers that are exported."""
    imported, constant = _IMPORT.match(statement), _CONST.fullmatch(statement)
    if imported and re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg|mp4|pdf)$", imported["file"], re.IGNORECASE):
        known[imported["name"]] = known[f"{imported['name']}.src"] = imported["file"]
    elif constant:
        known[constant["name"]] = constant["text"] if constant["text"] is not None else constant["number"]


def _value(expression: str, known: Mapping[str, str]) -> str | None:
    """The value of an expression that is a text or a name of the file's own."""
    literal = _LITERAL.fullmatch(expression)
    if literal:
        return next(literal[form] for form in ("double", "single", "tick") if literal[form] is not None)
    return known.get(expression.strip())


def _take(writing: Rewriting, found: re.Match[str], offset: int, known: Mapping[str, str]) -> None:
    start, end = offset + found.start(), offset + found.end()
    if found["value"] is not None:
        value = _value(found["value"], known)
        if value is None:
            if not re.match(r"[#.]", found["value"]):  # The id of a heading is no expression.
                writing.lose(start, end)
            return
        if value.strip():
            writing.note(start, f"{found[0]} became {value}")
        writing.replace(start, end, value)
        return
    named, unknown = _attributes(found["attributes"], known)
    if found["name"] == "img" and not unknown and "{" not in found["attributes"]:
        return
    meaning = None if found["close"] or unknown & {"src", "id", "url"} else meaning_of(Call(found["name"], (), named))
    if meaning:
        if found["name"] != "img" or "{" in found["attributes"]:
            writing.note(start, f"{shortened(found[0])} became {meaning.inline}")
        writing.replace(start, end, meaning)
    else:
        if not found["close"]:
            writing.lose(start, end)
        writing.replace(start, start, "\\")


def _attributes(written: str, known: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The attributes of a component, and the names of those whose value only the site's code knows."""
    named: dict[str, str] = {}
    unknown = set[str]()
    for attribute in _ATTRIBUTE.finditer(written):
        value: str | None = attribute["double"] if attribute["double"] is not None else attribute["single"]
        if attribute["value"] is not None:
            value = _value(attribute["value"], known)
        if value is None:
            unknown.add(attribute["key"])
        else:
            named[attribute["key"]] = value
    return named, unknown
