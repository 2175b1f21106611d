"""Callouts of Obsidian as alerts of GitHub, or as quotations with their title in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.importing.generators.markdown_text import line_at, with_prose
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.inputs.items import Noted, Remark

_CALLOUT = re.compile(
    r"^(?P<before>[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?:>[ \t]?)+)\[!(?P<kind>[^\]|\n]+)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)"
    r"[ \t]*(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_ALERTS = {
    "note": "NOTE",
    "tip": "TIP",
    "hint": "TIP",
    "important": "IMPORTANT",
    "warning": "WARNING",
    "attention": "WARNING",
    "caution": "CAUTION",
    "danger": "CAUTION",
    "error": "CAUTION",
}
"""Kinds of callouts that are alerts, and their names there."""


def with_alerts(text: str, line: int) -> Rewritten:
    """A text in which callouts are what the dialect `gfm` reads; its first line has the number `line`."""
    folds = list[Remark]()

    def changed(prose: str, offset: int) -> str:
        folds.extend(_folds(prose, text, offset, line))
        return _CALLOUT.sub(_written, prose)

    return Rewritten(with_prose(text, changed), tuple(folds))


def _folds(prose: str, text: str, offset: int, line: int) -> Iterator[Remark]:
    for found in _CALLOUT.finditer(prose):
        if found["fold"]:
            yield Noted("a callout that folds is always open here", line_at(text, offset + found.start(), line))


def _written(found: re.Match[str]) -> str:
    kind, title = found["kind"].strip().lower(), found["title"].strip()
    alert = _ALERTS.get(kind)
    default = kind[:1].upper() + kind[1:]
    if alert:
        own = title or (default if alert != kind.upper() else "")
        return f"{found['before']}[!{alert}]{f' {own}' if own else ''}"
    quotes = found["before"].rstrip()
    # In an item of a list the quotation goes on below the text of the item.
    inner = re.sub(r"[^\s>]", " ", quotes)
    return f"{found['before']}**{title or default}**\n{inner}"
