"""The Markdown of Obsidian as the dialect `gfm` reads it: links by name, embeds, tags, marks and callouts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators.markdown_text import line_at, parts, with_prose
from tagarchive.importing.generators.obsidian.callouts import with_alerts
from tagarchive.importing.generators.obsidian.comments import without_comments
from tagarchive.importing.generators.obsidian.links import NoteLinks
from tagarchive.importing.generators.obsidian.vault import Vault
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.sources import Source
from tagarchive.importing.inputs.items import Lost, Noted, Remark
from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.link_targets import Reference, with_targets

_MATH = r"(?P<math>(?<![\\$])(?:\$\$.+?\$\$|\$(?=[^\s$])(?:[^$\n\\]|\\.)*?(?<=\S)\$(?![\d$])))"
_TOKEN = re.compile(
    rf"{_MATH}"
    r"|(?P<wiki>(?P<embed>!?)\[\[(?P<inner>[^\[\]\n]+)\]\])"
    r"|(?P<picture>!\[(?P<alt>[^\[\]\n]*)\]\((?P<target><[^<>\n]*>|[^\s()]+)\))"
    r"|(?P<block>(?:^|(?<=[ \t]))\^(?P<id>[A-Za-z0-9-]+)[ \t]*$)"
    r"|(?P<task>^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[(?P<state>[^ xX\]\[])\](?=[ \t]))"
    r"|(?<!\S)#(?P<tag>[\w/-]+)",
    re.MULTILINE | re.DOTALL,
)
_MARKED = re.compile(rf"{_MATH}|(?<!=)==(?P<marked>(?=[^\s=])[^\n]{{1,2000}}?(?<=[^\s=]))==(?!=)", re.DOTALL)
_LINE_BREAK = re.compile(
    r"^(?![ \t]*(?:[-*+>|#<=^]|\d+[.)]|\[\^|```|~~~|$))[^\n]*\S(?<! {2})(?<!\\)\n(?=[^\W_])", re.MULTILINE
)
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")
_QUERY = re.compile(
    r"[ >\t]*(?:`{3,}|~{3,})[ \t]*(?P<name>dataview|dataviewjs|query|tasks|base|mermaid|tracker|button)\b"
)


class ReadNote(NamedTuple):
    """The text of a note.

    Attributes:
        rewritten: it, and what is to be said of it
        tags: the tags in it

    """

    rewritten: Rewritten
    tags: tuple[str, ...]


def read_note(source: Source, vault: Vault, *, breaks_lines: bool) -> ReadNote:
    """The text of a note. `breaks_lines` says that the vault shows each line break in a paragraph."""
    plain = without_comments(source.text)
    reading = _Reading(source, vault, plain.text)
    text = with_prose(plain.text, reading.prose)
    alerts = with_alerts(text, source.line)
    text = with_prose(alerts.text, lambda prose, _: _MARKED.sub(_with_mark, prose))
    text = with_targets(text, lambda target: Reference(reading.links.led(target)))
    text = with_prose(text, lambda prose, _: re.sub(r"\n{3,}", "\n\n", prose))
    remarks = (*reading.remarks, *alerts.remarks, *_queries(source), *_counted(plain.text, plain.number, breaks_lines))
    ordered = tuple(sorted(remarks, key=lambda remark: getattr(remark, "line", 0) or 10**9))
    return ReadNote(Rewritten(text, ordered), tuple(reading.tags))


class _Reading:
    """The reading of one note: its tags and remarks so far."""

    def __init__(self, source: Source, vault: Vault, text: str) -> None:
        self.source = source
        self.links = NoteLinks(source.path, vault)
        self.text = text
        self.breaks = [found.start() for found in re.finditer("\n", text)]
        self.tags: list[str] = []
        self.remarks: list[Remark] = []

    def prose(self, prose: str, offset: int) -> str:
        return _TOKEN.sub(lambda token: self.token(token, offset), prose)

    def token(self, token: re.Match[str], offset: int) -> str:
        start = offset + token.start()
        line = self.source.line + bisect_left(self.breaks, start)
        if token["math"]:
            self.remarks.append(Lost("formula", shortened(token[0]), line))
        elif token["wiki"]:
            return self.wiki(token, line)
        elif token["picture"]:
            return self.picture(token, line)
        elif token["block"]:
            return f'<a id="{self.links.anchor(token["id"])}"></a>'
        elif token["task"]:
            self.remarks.append(Noted(f"“[{token['state']}]” is no state of a task here; it stays as written", line))
        elif re.search(r"[^\W\d_]", token["tag"]) and (token.start() or start == 0 or self.text[start - 1].isspace()):
            self.tags.append(token["tag"].strip("/"))
        return token[0]

    def wiki(self, token: re.Match[str], line: int) -> str:
        led = self.links.embed(token["inner"]) if token["embed"] else self.links.link(token["inner"])
        self.remarks += [remark._replace(line=line) for remark in led.remarks]
        return led.markdown

    def picture(self, token: re.Match[str], line: int) -> str:
        """A picture of plain Markdown: without its size, and as a player if it is a film of another host."""
        target = token["target"].strip("<>")
        player = player_of(target)
        if player:
            return player
        words, bar, size = token["alt"].rpartition("|")
        alt = words if bar and _SIZE.fullmatch(size) else "" if _SIZE.fullmatch(token["alt"]) else token["alt"]
        if not alt.strip():
            self.remarks.append(Noted(f"the picture {shortened(target)} has no alternative text", line))
        return f"![{alt}]({token['target']})"


def _with_mark(found: re.Match[str]) -> str:
    return found[0] if found["math"] else f"<mark>{found['marked']}</mark>"


def _queries(source: Source) -> Iterator[Remark]:
    for part in parts(source.text):
        query = None if part.is_prose else _QUERY.match(part.text)
        if query:
            what = "diagram" if query["name"] == "mermaid" else "query"
            where = line_at(source.text, part.offset, source.line)
            yield Lost(what, f"code of {query['name']} stays as it is written", where)


def _counted(text: str, comments: int, breaks_lines: bool) -> Iterator[Remark]:  # noqa: FBT001 (one caller)
    if comments:
        yield Noted(f"{comments:,} comment{'s are' if comments > 1 else ' is'} left out")
    breaks = sum(len(_LINE_BREAK.findall(part.text)) for part in parts(text) if part.is_prose) if breaks_lines else 0
    if breaks:
        yield Noted(
            f"{breaks:,} line break{'s' if breaks > 1 else ''} in paragraphs, which Obsidian shows, become spaces"
        )
