"""Front matter in another form than ours: what was found at the top of a file, and how it is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.metadata_lines import colon_lines, dotted_lines
from tagarchive.reading.node import Node
from tagarchive.reading.toml_reader import toml_node
from tagarchive.reading.written_values import in_yaml, shortened

FENCE = re.compile(r"\A(?P<fence>---|\+\+\+|;;;)[ \t]*(?P<language>yaml|toml|json)?[ \t]*\n")
"""The line before the front matter of all generators."""

_NEAR = 5_000
"""Number of characters in which the start of front matter is looked for."""

_MAIN = ("title", "date", "tags", "summary", "authors")
"""The keys that a hint writes out, in order."""

_EMPTY = re.compile(r"[ \t]*\n|[ \t]*<!--.*?-->[ \t]*\n", re.DOTALL)
_OPENING = re.compile(r"-{3,}[ \t]*\n")
_KEY = r"[A-Za-z][\w-]*[ \t]*:(?:[ \t].*)?"
_STRANGE = re.compile(rf"(?P<fence>[^\w\s][^\w\n]{{0,9}}|---[^\n]{{1,80}}|```[ \t]*\w{{0,9}})\n(?={_KEY}\n)")
_TITLES = re.compile(
    r"#{1,6}[ \t]+(?P<heading>\S.*)\n|(?P<underlined>\S.*)\n(?:=+|-+)[ \t]*\n"
    r"|#\+title:[ \t]*(?P<org>\S.*)\n|=[ \t]+(?P<asciidoc>\S.*)\n",
    re.IGNORECASE,
)
_HTML = re.compile(r"(?:<!doctype html|<html)\b", re.IGNORECASE)
_END = re.compile(r"(?P<fence>\.{3}|[-+=*_~`;\u2013\u2014\u2015\u2212]{2,}|[\u2014\u2015]|[ \t]+-{3,})[ \t]*")
_KEY_LINE = re.compile(rf"{_KEY}|[ \t]|[-#]|\Z")


class _Found(NamedTuple):
    """A text that stands where front matter should.

    Attributes:
        what: its form, for a message
        advice: the way to write it here
        line: line of the file at which it begins

    """

    what: str
    advice: str
    line: int = 1


def not_opened(text: str, path: str) -> Problem:
    """The problem of a text that does not begin with front matter of ours."""
    found = _form(f"{text}\n", path)
    expected = "expected a line `---` first, then `title:` and `date:`, then `---`"
    return Problem(Location(path, found.line, 1), "bad-front-matter", f"found {found.what}, {expected}", found.advice)


def not_closed(text: str, path: str) -> Problem:
    """The problem of front matter without a line after it that closes it."""
    for number, line in enumerate(text.split("\n")[1:], 2):
        ending = _END.fullmatch(line)
        if ending:
            written = ending["fence"]
            message = f"found “{written}” at the end of the front matter, expected a line `---`"
            advice = f"write `---` in place of {written.strip()}, without spaces before it"
            return Problem(Location(path, number, 1), "bad-front-matter", message, advice)
    message = "found front matter that never ends, expected a second line `---` after it"
    return Problem(Location(path, 1, 1), "bad-front-matter", message, _where_to_close(text))


def _where_to_close(text: str) -> str:
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines[1:], 1) if not _KEY_LINE.match(line)), 0)
    if not start:
        return "close it with a line of three hyphens"
    return f"write `---` above line {start + 1}, “{shortened(lines[start])}”"


def _form(text: str, path: str) -> _Found:
    """The form of what stands at the top of a text."""
    if not text.strip():
        return _Found("an empty file", '`tagarchive new "A title"` writes a file that is ready to use')
    if above := _above(text):
        what = f"“{shortened(above)}”" if above.strip() else "an empty line"
        return _Found(f"{what} above the front matter", "delete what stands above the line `---`")
    fence = FENCE.match(text)
    if fence and fence["fence"] != "---":
        return _fenced(text, fence["fence"], path)
    if re.match(r"\{\s*\"", text):
        return _Found("front matter in JSON", _as_ours(_json_keys(text), "hugo"))
    return _of_lines(text) or _of_text(text)


def _above(text: str) -> str:
    """The empty lines and comments above front matter of ours; empty if there are none."""
    end = 0
    while end < _NEAR and (line := _EMPTY.match(text, end)):
        end = line.end()
    return text[:end] if _OPENING.match(text, end) else ""


def _fenced(text: str, fence: str, path: str) -> _Found:
    inner, closed, _ = text[text.index("\n") + 1 :].partition(f"\n{fence}")
    language = "TOML" if fence == "+++" else "JSON"
    what = f"front matter in {language}, which begins with `{fence}`" + ("" if closed else " and never ends")
    keys = _toml_keys(inner, path) if language == "TOML" else _json_keys(f"{{{inner.strip().strip('{}')}}}")
    return _Found(what, _as_ours(keys, "hugo"))


def _of_lines(text: str) -> _Found | None:
    """The form of metadata in lines, of Pelican, MultiMarkdown and Nikola."""
    dotted = dotted_lines(text)
    if "title" in dotted.values:
        line = min(dotted.lines.values())
        return _Found("front matter of Nikola, in lines `.. title:`", _as_ours(_of_each(dotted.values), "nikola"), line)
    lines = colon_lines(text)
    if text.startswith("---") or not lines.values.keys() & {"title", "date"}:
        return None
    if re.match(r"[a-z]", text):
        return _Found("front matter without the line `---` above it", "write a line `---` above it, and one below it")
    what = f"front matter of Pelican or MultiMarkdown, in lines such as “{shortened(text.partition(chr(10))[0])}”"
    return _Found(what, _as_ours(_of_each(lines.values), "pelican"))


def _of_text(text: str) -> _Found:
    """The form of a text without keys that could be read."""
    if strange := _STRANGE.match(text):
        written = strange["fence"].strip()
        return _Found(f"“{shortened(written)}” above the front matter", f"write `---` in place of {shortened(written)}")
    if _HTML.match(text):
        return _Found("a page in HTML", "`tagarchive import page PATH` makes an article of it")
    if title := _TITLES.match(text):
        block = _block({"title": next(filter(None, title.groups())).rstrip(" \t#")})
        return _Found("a heading and no front matter", f"write above it: {block}")
    return _Found("no front matter", '`tagarchive new "A title"` writes a file that is ready to use')


def _as_ours(keys: Mapping[str, object], generator: str) -> str:
    """The keys as they are written here, and the command that does it for a whole site."""
    return f"write {_block(keys)}, or move all such files out and let `tagarchive import {generator} FOLDER` do it"


def _block(keys: Mapping[str, object]) -> str:
    """The lines of front matter with the main ones of some keys."""
    written = {"title": "…", "date": "…"} | {key: _value(keys[key]) for key in _MAIN if keys.get(key)}
    return ", ".join(["`---`", *(f"`{key}: {value}`" for key, value in written.items()), "`---`"])


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(in_yaml(str(item)) for item in value)}]"
    return in_yaml(str(value))


def _toml_keys(text: str, path: str) -> dict[str, object]:
    try:
        node = toml_node(text, path)
    except SiteError:
        return {}
    return dict(_plain(node.value)) if isinstance(node.value, dict) else {}


def _plain(entries: Mapping[str, Node]) -> Iterator[tuple[str, object]]:
    for key, node in entries.items():
        yield key.lower(), [item.value for item in node.value] if isinstance(node.value, tuple) else node.value


def _json_keys(text: str) -> dict[str, object]:
    try:
        value = json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return {}
    return {str(key).lower(): item for key, item in value.items()} if isinstance(value, dict) else {}


def _of_each(values: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The keys of metadata in lines, tags as a list."""
    keys: dict[str, object] = {key: found[0] for key, found in values.items() if found}
    return keys | {"tags": _parted(values.get("tags", ()))}


def _parted(written: Iterable[str]) -> list[str]:
    return [part.strip() for text in written for part in text.split(",") if part.strip()]
