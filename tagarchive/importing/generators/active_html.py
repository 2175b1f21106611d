"""HTML in Markdown that a browser would run: scripts, styles and handlers, which no text brings along."""

from __future__ import annotations

import re

from tagarchive.importing.generators.markdown_text import parts
from tagarchive.importing.generators.rewriting import Rewriting, Rewritten
from tagarchive.importing.inputs.items import Lost, Remark
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.link_targets import Reference, with_targets
from tagarchive.reading.script_embeds import shown_by

_BLOCK = re.compile(r"<(?P<name>script|style)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_SCHEME = re.compile(r"(?:javascript|vbscript)\s*:", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?P<name>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*>")
_HANDLER = re.compile(r"\s+on\w+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


def without_active_html(text: str, line: int) -> Rewritten:
    """A text without scripts, styles and handlers. Scripts of hosts whose embeds the site shows stay."""
    if _SCHEME.search(text):
        return _without_schemes(text, line)
    return _without_elements(text, line) if "<" in text else Rewritten(text)


def _without_schemes(text: str, line: int) -> Rewritten:
    """A text without links that run something; their words stay."""
    lost: list[Remark] = []

    def becomes(written: str) -> Reference:
        if not _SCHEME.match(re.sub(r"\s+", "", written)):
            return Reference(written)
        lost.append(Lost("link", shortened(written)))
        return Reference("")

    quiet = _without_elements(with_targets(text, becomes), line)
    return Rewritten(quiet.text, (*lost, *quiet.remarks))


def _without_elements(text: str, line: int) -> Rewritten:
    writing = Rewriting(text, line)
    for part in parts(text):
        block = None if part.is_prose else _BLOCK.match(part.text)
        if part.is_prose:
            for tag in _TAG.finditer(part.text):
                _quieten(writing, tag[0], part.offset + tag.start())
        elif block and not _is_embed(block):
            remark = Lost(block["name"].lower(), shortened(part.text), writing.line_at(part.offset))
            writing.remarks.append(remark)
            writing.replace(part.offset, part.offset + len(part.text), "")
    return writing.finished()


def _quieten(writing: Rewriting, tag: str, offset: int) -> None:
    """Drops the handlers of an element."""
    quiet = _HANDLER.sub("", tag)
    if quiet != tag:
        writing.remarks.append(Lost("handler", shortened(tag), writing.line_at(offset)))
        writing.replace(offset, offset + len(tag), quiet)


def _is_embed(block: re.Match[str]) -> bool:
    attributes = {
        found["name"].lower(): found["double"] or found["single"] or ""
        for found in _ATTRIBUTE.finditer(block["attributes"])
    }
    return block["name"].lower() == "script" and shown_by(attributes) is not None
