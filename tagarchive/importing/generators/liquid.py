"""Tags and outputs of Liquid and Nunjucks in texts of Jekyll and Eleventy: what they mean, as far as a text says it.

Nothing is run. What only the site's own code knows stays visible and is reported with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from tagarchive.importing.generators.calls import Call, Meaning, film, meaning_of
from tagarchive.importing.generators.front_matter import Fields, text_of
from tagarchive.importing.generators.rewriting import DEEPEST, Rewriting, Rewritten
from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.inputs.texts import shortened

_OPENS = re.compile(r"\{%|\{\{|\{#(?=[\s-])")
_CLOSES = {"{%": "%}", "{{": "}}", "{#": "#}"}
_TAG = re.compile(r"\s*-?\s*(?P<name>[\w.]+)(?P<rest>.*?)-?\s*", re.DOTALL)
_PAIRED = frozenset(
    "highlight codeblock code quote blockquote pullquote details figure callout collapse spoiler".split()
)
_WORD = re.compile(
    r"""\s*,?\s*(?:"(?P<double>.*?)"(?=\s*,|\s+["'\w-]+[=:]|\s+["']|\s*$)|'(?P<single>.*?)'(?=\s*,|\s+["'\w]|\s*$)"""
    r"""|(?P<key>[\w-]+)\s*[=:]\s*(?:"(?P<of_double>[^"]*)"|'(?P<of_single>[^']*)'|(?P<of_bare>[^\s,]+))"""
    r"""|(?P<bare>[^\s,]+))""",
    re.DOTALL,
)
_FILTER = re.compile(r"""\|(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
_FROM_ROOT = re.compile(r"(?:src/)?(?:assets|static|public|uploads|_assets)/[^\s]+$")
_ADDRESS = re.compile(r"(?:https?:/|\.{0,2})/\S+|\S+\.(?:png|jpe?g|gif|webp|avif|svg|pdf|mp[34])", re.IGNORECASE)
_LONGEST_CALL = 5000
_SAME = frozenset("escape e safe strip xml_escape raw trim escape_once".split())


class Site(NamedTuple):
    """Values of the site that outputs may show.

    Attributes:
        url: its address without a path
        base: the path below which it stands, such as `/log`
        led: the link to the text that a tag such as `post_url` or `link` names; empty if there is none
        fields: front matter of the text, for addresses in it

    """

    url: str
    base: str
    led: Callable[[str, str], str]
    fields: Fields


def rewritten(text: str, line: int, site: Site, depth: int = 0) -> Rewritten:
    """A text without the tags and outputs whose meaning is known."""
    writing = Rewriting(text, line)
    at, unended = 0, set[str]()
    step = _Step(writing, site, depth, set())
    while opened := _OPENS.search(text, at):
        mark = opened[0]
        close = -1 if mark in unended else text.find(_CLOSES[mark], opened.end())
        if close < 0:
            unended.add(mark)
        if close < 0 or close - opened.start() > _LONGEST_CALL:
            at = opened.end()
            continue
        end = close + 2
        at = step.taken(mark, opened.start(), close, end)
    done = writing.finished()
    lead = f"{site.url}{site.base}"
    clean = done.text
    for prefix in filter(None, dict.fromkeys((lead, f"{site.url}", site.base))):
        clean = clean.replace(f"{prefix}origin:", "origin:")
    return Rewritten(clean, done.remarks)


class _Step(NamedTuple):
    """The calls of a text that is rewritten, one after the other."""

    writing: Rewriting
    site: Site
    depth: int
    unended: set[str]

    def _end_of(self, name: str, at: int) -> re.Match[str] | None:
        """The tag that ends another. A search that fails is made once."""
        if name in self.unended:
            return None
        closing = re.compile(rf"\{{%-?\s{{0,9}}end{name}\s{{0,9}}-?%\}}").search(self.writing.text, at)
        if closing is None:
            self.unended.add(name)
        return closing

    def taken(self, mark: str, start: int, close: int, end: int) -> int:
        """Replaces the call, or says that it stays. Returns the place at which the reading goes on."""
        body = self.writing.text[start + 2 : close]
        if mark == "{#":
            self.writing.replace(start, end, "")
            self.writing.remarks.append(Lost("comment in the text", "a comment", self.writing.line_at(start)))
            return end
        if mark == "{{":
            return self._output(body.strip().strip("-").strip(), start, end)
        tag = _TAG.fullmatch(body)
        return self._tag(tag["name"], tag["rest"].strip(), start, end) if tag else end

    def _output(self, expression: str, start: int, end: int) -> int:
        new = value_of(expression, self.site)
        if new is None:
            self.writing.lose(start, end)
        else:
            self.writing.replace(start, end, new)
        return end

    def _tag(self, name: str, rest: str, start: int, end: int) -> int:
        text = self.writing.text
        if name in ("raw", "verbatim", "comment"):
            closing = self._end_of(name, end)
            if not closing:
                self.writing.lose(start, end)
                return end
            if name == "comment":
                self.writing.remarks.append(Lost("comment in the text", "a comment", self.writing.line_at(start)))
            self.writing.replace(start, closing.end(), "" if name == "comment" else text[end : closing.start()])
            return closing.end()
        if name in _PAIRED:
            closing = self._end_of(name, end)
            if closing and self.depth < DEEPEST:
                inner = text[end : closing.start()]
                if name in ("highlight", "codeblock", "code"):
                    inner = re.sub(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}", "", inner)
                else:
                    part = rewritten(inner, self.writing.line_at(end), self.site, self.depth + 1)
                    inner = part.text
                    self.writing.remarks += part.remarks
                meaning = meaning_of(call_of(name, rest, inner))
                if meaning:
                    self.writing.replace(start, closing.end(), meaning)
                    return closing.end()
        return self._single(name, rest, start, end)

    def _single(self, name: str, rest: str, start: int, end: int) -> int:
        new: str | Meaning | None = None
        if name in ("post_url", "link"):
            led = self.site.led(name, rest.strip("\"' "))
            if led:
                new = led
            else:
                self.writing.remarks.append(
                    Lost("link", f"{shortened(rest)} is not in the input", self.writing.line_at(start))
                )
        elif name in ("include", "include_relative", "render", "include_cached"):
            file, *arguments = rest.split(None, 1)
            new = meaning_of(_rooted(call_of(file.strip("\"',"), " ".join(arguments))))
        else:
            new = meaning_of(_rooted(call_of(name, rest)))
        if new is None:
            self.writing.lose(start, end)
        else:
            self.writing.replace(start, end, new)
        return end


def origin(key: str) -> str:
    """The link to the text with a key."""
    return f"origin:{quote(key)}"


def call_of(name: str, written: str, inner: str | None = None) -> Call:
    """The call that a tag is. Quotes within a quoted word belong to it where no word can start after them."""
    words: list[str] = []
    named: dict[str, str] = {}
    for word in _WORD.finditer(written):
        if word["key"]:
            named[word["key"]] = word["of_double"] or word["of_single"] or word["of_bare"] or ""
        elif word["double"] is not None or word["single"] is not None:
            words.append(word["double"] if word["double"] is not None else word["single"])
        else:
            words.append(word["bare"])
    return Call(name, tuple(words), named, inner)


def _rooted(call: Call) -> Call:
    """A call with addresses from the root of the site, where they name one of its folders without a slash before it."""

    def rooted(word: str) -> str:
        return f"/{word.removeprefix('src/')}" if _FROM_ROOT.match(word) else word

    named = {key: rooted(word) for key, word in call.named.items()}
    return call._replace(words=tuple(map(rooted, call.words)), named=named)


def value_of(expression: str, site: Site) -> str | Meaning | None:
    """The value of an output: a text in quotes or an address of the site, through filters that are known."""
    first, *filters = (part.strip() for part in _FILTER.split(expression))
    value = _term(first, site)
    for written in filters:
        if value is None:
            return None
        name, _, argument = written.partition(":")
        if name.strip() == "embed":
            title = _term(argument.strip(), site) or ""
            player = player_of(value, title)
            return film(player, value, title) if player else f"[{title or value}]({value})"
        value = _filtered(value, re.sub(r"\(.*\)", "", name.strip()), argument.strip(), site)
    return value


def _term(written: str, site: Site) -> str | None:
    text = re.fullmatch(r"""\s*(["'])(?P<text>.*)\1\s*""", written, re.DOTALL)
    if text:
        return text["text"]
    name = written.strip()
    known = {"site.baseurl": site.base, "site.url": site.url, "site.root": f"{site.base}/"}
    if name in known:
        return known[name]
    value = text_of(site.fields.get(re.sub(r"^(?:page|post)\.", "", name)))
    return value if _ADDRESS.fullmatch(value) else None


def _filtered(value: str, name: str, argument: str, site: Site) -> str | None:
    is_path = value.startswith("/")
    if name in ("relative_url", "url", "relative", "htmlBaseUrl"):
        return f"{site.base}{value}" if is_path and not value.startswith(f"{site.base}/") else value
    if name in ("absolute_url", "absoluteUrl", "toAbsoluteUrl", "full_url"):
        return f"{site.url}{site.base}{value}" if is_path else value
    if name in ("prepend", "append"):
        other = _term(argument, site)
        return None if other is None else f"{other}{value}" if name == "prepend" else f"{value}{other}"
    return value if name in _SAME else None
