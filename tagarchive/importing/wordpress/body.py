"""The text of a post as HTML, from the classic or the block editor."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.wordpress.attachments import medium_of
from tagarchive.importing.wordpress.blocks import has_blocks, rendered
from tagarchive.importing.wordpress.classic import classic
from tagarchive.importing.wordpress.figures import link, recording, with_whole_pictures
from tagarchive.importing.wordpress.page import Page
from tagarchive.importing.wordpress.records import RawItem

_NOTE = re.compile(
    r"<sup\b[^<>]*?\bdata-fn=[\"']([^\"'<>]+)[\"'][^<>]*>(?:\s*<a\b[^<>]*>)?[^<]*(?:</a>\s*)?</sup>", re.IGNORECASE
)
_FORMULA = re.compile(r"\$latex\s[^$]{1,1000}\$")
_CELL = re.compile(r"<(t[dh])\b([^<>]*)>", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:has-text-align-|data-align=[\"']?)(left|center|right)\b")


def html_of(item: RawItem, page: Page) -> str:
    """The HTML of the text of an item."""
    text = item.fields.get("encoded", "")
    line = item.text_line
    html = rendered(text, line, page) if has_blocks(text) else classic(text, line, page)
    _say_formulas(text, line, page)
    html = _with_notes(html, page) if "data-fn" in html else html
    html = _CELL.sub(_aligned, html) if "align" in html else html
    return with_whole_pictures(html, page.contents.uploads) + _enclosures(item, text)


def notes_of(item: RawItem) -> Mapping[str, str]:
    """The footnotes of an item, by their ids, from the custom field in which WordPress keeps them."""
    for value in item.values("footnotes"):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            continue
        notes = [note for note in found if isinstance(note, dict)] if isinstance(found, list) else []
        return {str(note.get("id", "")): str(note.get("content", "")) for note in notes}
    return {}


def _say_formulas(text: str, line: int, page: Page) -> None:
    """Reports the formulas of WordPress.com, which stay as they are written."""
    for found in _FORMULA.finditer(text) if "$latex" in text else ():
        page.say(Lost("formula", shortened(found[0]), line + text.count("\n", 0, found.start())))


def _with_notes(html: str, page: Page) -> str:
    """HTML with footnotes at the place of their marks."""
    used: set[str] = set()

    def noted(found: re.Match[str]) -> str:
        text = page.notes.get(found[1], "")
        if not text.strip():
            page.say(Lost("footnote", "the text of a footnote is not in the export"))
            return ""
        if found[1] in used:
            return ""
        used.add(found[1])
        return f"<x-footnote>{text}</x-footnote>"

    return _NOTE.sub(noted, html)


def _aligned(cell: re.Match[str]) -> str:
    """A cell of a table whose class says how it is aligned."""
    found = _ALIGNED.search(cell[2])
    return f'<{cell[1]} style="text-align: {found[1]}"{cell[2]}>' if found and "style=" not in cell[2] else cell[0]


def _enclosures(item: RawItem, text: str) -> str:
    """Players of the files that a feed carries and the text does not name."""
    html = ""
    for value in item.values("enclosure"):
        url = value.strip().partition("\n")[0].strip()
        if url.startswith(("http://", "https://")) and url not in text and url not in html:
            medium = medium_of(url)
            html += recording(url, medium) if medium in ("audio", "video") else f"<p>{link(url)}</p>"
    return html
