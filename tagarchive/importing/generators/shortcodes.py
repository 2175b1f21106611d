"""Shortcodes of Hugo and Zola in texts: those with a meaning become it, the others stay visible and are reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tagarchive.importing.generators.calls import Call, meaning_of
from tagarchive.importing.generators.rewriting import DEEPEST, Rewriting, Rewritten
from tagarchive.importing.items import Lost
from tagarchive.importing.texts import shortened

Leads = Callable[[str], str]
"""The link to the text that a reference names; empty if there is none."""

_LONGEST_CALL = 5000
_HUGO_OPENS = re.compile(r"\{\{([<%])")
_ZOLA_OPENS = re.compile(r"\{\{|\{%")
_HUGO_WORD = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|`(?P<tick>[^`]*)`|(?P<bare>[^\s"`=]+))""", re.DOTALL
)
_HUGO_PAIRED = frozenset("highlight figure quote blockquote details pullquote code".split())
_ZOLA_CALL = re.compile(r"\s*(?P<name>[A-Za-z_][\w.]*)\s*\((?P<arguments>.*)\)\s*", re.DOTALL)
_ZOLA_WORD = re.compile(
    r"""(?P<key>\w+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>\[[^\]]*\]|[^\s,]+))"""
)
_ZOLA_END = re.compile(r"\{%-?\s*end\s*-?%\}")


class _Found(NamedTuple):
    """A shortcode of Hugo: its place, its sign (`<` or `%`) and what stands in it."""

    start: int
    end: int
    sign: str
    body: str

    @property
    def name(self) -> str:
        words = self.body.split(None, 1)
        return words[0].rstrip("/") if words else ""


def hugo(text: str, line: int, leads: Leads, depth: int = 0) -> Rewritten:
    """A text of Hugo without the shortcodes whose meaning is known."""
    writing = Rewriting(text, line)
    found = list(_hugo_calls(text))
    done = 0
    for at, one in enumerate(found):
        if one.start < done:
            continue
        done = _hugo_step(writing, found[at:], leads, depth)
    return writing.finished()


def _hugo_calls(text: str) -> list[_Found]:
    found = []
    at, unended = 0, set[str]()
    while opened := _HUGO_OPENS.search(text, at):
        sign = opened[1]
        closing = ">}}" if sign == "<" else "%}}"
        close = -1 if sign in unended else text.find(closing, opened.end())
        if close < 0:
            unended.add(sign)
        at = opened.end()
        if 0 <= close - opened.start() <= _LONGEST_CALL:
            at = close + 3
            found.append(_Found(opened.start(), at, sign, text[opened.end() : close].strip()))
    return found


def _hugo_step(writing: Rewriting, found: list[_Found], leads: Leads, depth: int) -> int:
    """Replaces the first of the shortcodes, or says that it stays. Returns the place at which it ends."""
    one = found[0]
    shown = re.fullmatch(r"/\*(.*)\*/", one.body, re.DOTALL)
    if shown:
        closing = ">" if one.sign == "<" else "%"
        writing.replace(one.start, one.end, f"{{{{{one.sign}{shown[1]}{closing}}}}}")
        return one.end
    call = _hugo_call(one.body)
    if call.name in ("ref", "relref"):
        return _hugo_link(writing, one, call, leads)
    last = next((other for other in found if other.body.replace(" ", "") == f"/{call.name}"), None)
    end = one.end
    if call.name in _HUGO_PAIRED and last and depth < DEEPEST:
        inner = writing.text[one.end : last.start]
        if call.name not in ("highlight", "code"):
            part = hugo(inner, writing.line_at(one.end), leads, depth + 1)
            writing.remarks += part.remarks
            inner = part.text
        call, end = call._replace(inner=inner), last.end
    meaning = meaning_of(call)
    if meaning is None:
        if not one.body.startswith("/"):
            writing.lose(one.start, one.end)
        if re.match(r"\{\{<[A-Za-z/]", writing.text[one.start : one.end]):
            writing.replace(one.start, one.end, f"{{{{\\<{writing.text[one.start + 3 : one.end]}")
        return one.end
    writing.replace(one.start, end, meaning)
    return end


def _hugo_link(writing: Rewriting, one: _Found, call: Call, leads: Leads) -> int:
    wanted = call.value("path") or next(iter(call.words), "")
    led = leads(wanted)
    if not led:
        writing.remarks.append(Lost("link", f"{shortened(wanted)} is not in the input", writing.line_at(one.start)))
        writing.lose(one.start, one.end)
    else:
        writing.replace(one.start, one.end, led)
    return one.end


def _hugo_call(body: str) -> Call:
    name, _, rest = body.removesuffix("/").strip().partition(" ")
    words: list[str] = []
    named: dict[str, str] = {}
    for word in _HUGO_WORD.finditer(rest):
        value = next((word[form] for form in ("double", "tick", "bare") if word[form] is not None), "")
        value = value.replace('\\"', '"') if word["double"] is not None else value
        if word["key"]:
            named[word["key"]] = value
        else:
            words.append(value)
    return Call(name, tuple(words), named)


def zola(text: str, line: int, depth: int = 0) -> Rewritten:
    """A text of Zola without the shortcodes whose meaning is known."""
    writing = Rewriting(text, line)
    at, unended = 0, set[str]()
    while opened := _ZOLA_OPENS.search(text, at):
        closing = "}}" if opened[0] == "{{" else "%}"
        close = -1 if closing in unended else text.find(closing, opened.end())
        if close < 0:
            unended.add(closing)
        at = opened.end()
        if 0 <= close - opened.start() <= _LONGEST_CALL:
            at = _zola_step(writing, opened.start(), close, depth)
    return writing.finished()


def _zola_step(writing: Rewriting, start: int, close: int, depth: int) -> int:
    text, end = writing.text, close + 2
    body = text[start + 2 : close].strip().strip("-").strip()
    shown = re.fullmatch(r"/\*(.*)\*/", body, re.DOTALL)
    if shown:
        writing.replace(start, end, f"{text[start : start + 2]}{shown[1]}{text[close:end]}")
        return end
    found = _ZOLA_CALL.fullmatch(body)
    if not found:
        return start + 2
    call = Call(found["name"], (), _zola_values(found["arguments"]))
    is_pair = text.startswith("{%", start)
    closing = _ZOLA_END.search(text, end) if is_pair else None
    if closing and depth < DEEPEST:
        part = zola(text[end : closing.start()], writing.line_at(end), depth + 1)
        meaning = meaning_of(call._replace(inner=part.text))
        if meaning:
            writing.remarks += part.remarks
            writing.replace(start, closing.end(), meaning)
            return closing.end()
    meaning = None if is_pair else meaning_of(call)
    if meaning is None:
        writing.lose(start, end)
    else:
        writing.replace(start, end, meaning)
    return end


def _zola_values(written: str) -> dict[str, str]:
    return {
        word["key"]: next((word[form] for form in ("double", "single", "tick", "bare") if word[form] is not None), "")
        for word in _ZOLA_WORD.finditer(written)
    }
