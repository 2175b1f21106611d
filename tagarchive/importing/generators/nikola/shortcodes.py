"""Shortcodes of Nikola, `{{% name value key="value" %}}`: those with a meaning become it, the others stay visible."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from tagarchive.core.text import following
from tagarchive.importing.generators.calls import Call, Meaning, inline_html, meaning_of
from tagarchive.importing.generators.markdown_text import line_at, parts
from tagarchive.importing.generators.nikola.links import Slugs, doc_link
from tagarchive.importing.generators.rewriting import Rewriting, Rewritten
from tagarchive.importing.inputs.items import Lost, Remark
from tagarchive.importing.inputs.texts import shortened

_OPENS = re.compile(r"\{\{%\s*(?P<name>[\w-]+)(?P<values>[^{}]{0,5000}?)\s*%\}\}")
_CLOSES = re.compile(r"\{\{%\s*/(?P<name>[\w-]+)\s*%\}\}")
_MARK = "\ue000{}\ue001"
"""Marks that stand for a shortcode while docutils reads the text: characters that no text has."""
_ALONE = re.compile("<p>\ue000(?P<alone>\\d+)\ue001</p>|\ue000(?P<inline>\\d+)\ue001")
_CODE = re.compile(r"<(?P<name>pre|code)\b.*?</(?P=name)>", re.DOTALL)
_RAW = frozenset("raw raw-html rawhtml html".split())


class Shortcode(NamedTuple):
    """A shortcode, with its end if it has one.

    Attributes:
        start: place of its first character
        end: place after its last one
        written: it, as it is written
        call: its name and values

    """

    start: int
    end: int
    written: str
    call: Call


def shortcodes(text: str) -> Iterator[Shortcode]:
    """The shortcodes of a text in order, outermost only."""
    done = 0
    closings = list(_CLOSES.finditer(text))
    starts: dict[str, list[int]] = {}
    for found in closings:
        starts.setdefault(found["name"], []).append(found.start())
    by_start = {found.start(): found for found in closings}
    for opened in _OPENS.finditer(text):
        if opened.start() < done:
            continue
        closing = by_start.get(following(starts.get(opened["name"], ()), opened.end()) or -1)
        done = closing.end() if closing else opened.end()
        inner = text[opened.end() : closing.start()] if closing else None
        yield Shortcode(opened.start(), done, text[opened.start() : done], _call(opened, inner))


def _call(opened: re.Match[str], inner: str | None) -> Call:
    try:
        written = shlex.split(opened["values"])
    except ValueError:
        written = opened["values"].split()
    pairs = [word.partition("=") for word in written]
    named = {key: value for key, sign, value in pairs if sign and re.fullmatch(r"[\w-]+", key)}
    words = [word for word, (key, sign, _) in zip(written, pairs, strict=True) if not (sign and key in named)]
    return Call(opened["name"].lower(), tuple(words), named, inner)


def _meaning(call: Call, slugs: Slugs) -> Meaning | None:
    """Meaning of a shortcode; None if it is unknown."""
    first = next(iter(call.words), "")
    match call.name:
        case "raw" | "raw-html" | "rawhtml" | "html" if call.inner is not None:
            return Meaning(call.inner, call.inner)
        case "thumbnail":
            return meaning_of(Call("figure", call.words, call.named, call.inner))
        case "media" if first.startswith(("https://", "http://")):
            return meaning_of(call._replace(name="video")) or Meaning(f"<{first}>", f"<{first}>")
        case "doc":
            link = doc_link(first or call.inner or "", call.value("title"), slugs)
            return Meaning(f"[{link[1]}]({link[0]})", f"[{link[1]}]({link[0]})") if link else None
    return meaning_of(call)


def in_markdown(text: str, line: int, slugs: Slugs) -> Rewritten:
    """A Markdown text without the shortcodes whose meaning is known; its first line has the number `line`."""
    if "{{%" not in text:
        return Rewritten(text)
    writing = Rewriting(text, line)
    masked = "".join(part.text if part.is_prose else part.text.replace("{", " ") for part in parts(text))
    for one in shortcodes(masked):
        call = one.call if one.call.inner is None else one.call._replace(inner=_inner(text, one))
        meaning = _meaning(call, slugs)
        if meaning is None:
            writing.lose(one.start, one.end)
        else:
            writing.replace(one.start, one.end, meaning)
    return writing.finished()


def _inner(text: str, one: Shortcode) -> str:
    """The text between start and end of a shortcode as it is written, also where it is code."""
    start = one.start + one.written.index("%}}") + 3
    return text[start : start + len(one.call.inner or "")]


class Guarded(NamedTuple):
    """A text in reStructuredText in which marks stand for shortcodes."""

    text: str
    found: tuple[tuple[Shortcode, int], ...] = ()


def guarded(text: str) -> Guarded:
    """A text whose shortcodes docutils does not see. It has as many lines as before."""
    found = tuple((one, line_at(text, one.start)) for one in shortcodes(text)) if "{{%" in text else ()
    pieces, done = list[str](), 0
    for number, (one, _) in enumerate(found):
        pieces += [text[done : one.start], _MARK.format(number)]
        done = one.end
    return Guarded("".join([*pieces, text[done:]]), found)


def restored(html: str, guard: Guarded, slugs: Slugs) -> tuple[str, tuple[Remark, ...]]:
    """The HTML with what shortcodes mean in the place of their marks; in code they stay as they are written."""
    remarks = list[Remark]()

    def meant(mark: re.Match[str]) -> str:
        one, line = guard.found[int(mark["alone"] or mark["inline"])]
        meaning = _meaning(one.call, slugs)
        if meaning is None:
            remarks.append(Lost("shortcode", shortened(one.written), line))
            written = escape(one.written, quote=False)
            return f"<p>{written}</p>" if mark["alone"] else written
        if one.call.name in _RAW:
            return meaning.block
        return f"{inline_html(meaning.block)}\n" if mark["alone"] else inline_html(meaning.inline)

    def written(code: re.Match[str]) -> str:
        return _ALONE.sub(
            lambda mark: escape(guard.found[int(mark["alone"] or mark["inline"])][0].written, quote=False), code[0]
        )

    return _ALONE.sub(meant, _CODE.sub(written, html)) if guard.found else html, tuple(remarks)
