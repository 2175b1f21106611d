"""Shortcodes of Hugo and Zola in texts: those with a meaning become it, the others stay visible and are reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tagarchive.core.text import following
from tagarchive.importing.generators.calls import Call, meaning_of
from tagarchive.importing.generators.rewriting import DEEPEST, Rewriting, Rewritten
from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened

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
    step = _Hugo(Rewriting(text, line), leads, depth, {})
    found = list(_hugo_calls(text))
    for one in found:
        if one.body.startswith("/"):
            step.ends.setdefault(one.body[1:].strip(), []).append(one)
    done = 0
    for one in found:
        if one.start >= done:
            done = step.taken(one)
    return step.writing.finished()


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


class _Hugo(NamedTuple):
    """The shortcodes of a text that is rewritten, one after the other.

    Attributes:
        writing: the text
        leads: where references lead
        depth: number of shortcodes around it
        ends: shortcodes that end others, by name

    """

    writing: Rewriting
    leads: Leads
    depth: int
    ends: dict[str, list[_Found]]

    def taken(self, one: _Found) -> int:
        """Replaces a shortcode, or says that it stays. Returns the place at which it ends."""
        shown = re.fullmatch(r"/\*(.*)\*/", one.body, re.DOTALL)
        if shown:
            closing = ">" if one.sign == "<" else "%"
            self.writing.replace(one.start, one.end, f"{{{{{one.sign}{shown[1]}{closing}}}}}")
            return one.end
        call = _hugo_call(one.body)
        if call.name in ("ref", "relref"):
            return self._link(one, call)
        end = one.end
        last = self._end_of(call.name, one.end)
        if last:
            call, end = call._replace(inner=self._inner(call.name, one.end, last.start)), last.end
        meaning = meaning_of(call)
        if meaning:
            self.writing.replace(one.start, end, meaning)
            return end
        if not one.body.startswith("/"):
            self.writing.lose(one.start, one.end)
        # A letter after the sign would make it an element of HTML.
        if one.sign == "<" and re.match(r"[A-Za-z/]", self.writing.text[one.start + 3]):
            self.writing.replace(one.start, one.end, f"{{{{\\<{self.writing.text[one.start + 3 : one.end]}")
        return one.end

    def _end_of(self, name: str, at: int) -> _Found | None:
        """The shortcode that ends another of the kind that may have an end."""
        ends = self.ends.get(name, []) if name in _HUGO_PAIRED and self.depth < DEEPEST else []
        while ends and ends[0].start < at:
            ends.pop(0)
        return ends[0] if ends else None

    def _inner(self, name: str, start: int, end: int) -> str:
        inner = self.writing.text[start:end]
        if name in ("highlight", "code"):
            return inner
        part = hugo(inner, self.writing.line_at(start), self.leads, self.depth + 1)
        self.writing.remarks += part.remarks
        return part.text

    def _link(self, one: _Found, call: Call) -> int:
        wanted = call.value("path") or next(iter(call.words), "")
        led = self.leads(wanted)
        if led:
            self.writing.replace(one.start, one.end, led)
        else:
            line = self.writing.line_at(one.start)
            self.writing.remarks.append(Lost("link", f"{shortened(wanted)} is not in the input", line))
            self.writing.lose(one.start, one.end)
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
    ends = [found.start() for found in _ZOLA_END.finditer(text)]
    at, unended = 0, set[str]()
    while opened := _ZOLA_OPENS.search(text, at):
        closing = "}}" if opened[0] == "{{" else "%}"
        close = -1 if closing in unended else text.find(closing, opened.end())
        if close < 0:
            unended.add(closing)
        at = opened.end()
        if 0 <= close - opened.start() <= _LONGEST_CALL:
            at = _zola_step(writing, opened.start(), close, depth, ends)
    return writing.finished()


def _zola_step(writing: Rewriting, start: int, close: int, depth: int, ends: Sequence[int]) -> int:
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
    at = following(ends, end) if is_pair else None
    closing = _ZOLA_END.match(text, at) if at is not None else None
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
