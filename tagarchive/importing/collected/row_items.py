"""Rows of a table to articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.importing.collected.addresses import is_web, scheme_of
from tagarchive.importing.collected.columns import Form
from tagarchive.importing.collected.person_names import Names, names_of_text
from tagarchive.importing.collected.plain_text import html_of_plain, is_html, quotation_of_plain
from tagarchive.importing.collected.saved import Picture, Saved, item_of
from tagarchive.importing.collected.table import Row
from tagarchive.importing.collected.tag_cells import tags_of_cell
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import Dated, date_of, date_of_epoch, in_zone
from tagarchive.importing.inputs.items import Find, Guessed, Html, Item, Noted, Options, Remark, Skipped, Value
from tagarchive.importing.inputs.texts import line_of, line_of_html, shortened

_NO = frozenset({"", "0", "no", "false", "n", "published", "public"})
_REPUBLISH = ("full", "excerpt", "link")


class Reading(NamedTuple):
    """Settings for the rows of a table: the form of its columns, the separator of its tags, and files beside it."""

    form: Form
    separator: str
    find: Find


def found_in(row: Row, origin: str, reading: Reading, options: Options) -> Item | Skipped:
    """Article of a row; nothing if the row names no original and no text."""
    values = _values(row, reading.form)
    url = values.get("source.url", "")
    if reading.form.name and not is_web(url) and not url.lower().startswith("www."):
        what = f"an address that begins with {scheme_of(url)}:" if scheme_of(url) else "no web address"
        return Skipped(origin, f"not a web page: {what}, “{shortened(values.get('title', ''), 60)}”", row.line)
    if not any(values.get(key) for key in ("title", "source.url", "body", "summary", "selection", "source.name")):
        return Skipped(origin, "empty: no title, address or text", row.line)
    remarks = [*row.remarks]
    clipping = _clipping(values, _tags(values, row, reading), remarks)
    text = _text(values, remarks)
    saved = Saved(
        origin,
        clipping,
        row.line,
        Html(text) if text else None,
        _picture(values),
        _extra(values),
        _private(values),
        reading.find,
        remarks=tuple(remarks),
    )
    return _with_more(item_of(saved, options, is_clipping=reading.form.has("source.")), values, options)


def dated_of(written: str) -> Dated:
    """The date in a cell: a moment in seconds since 1970, or a date in figures or words."""
    text = written.strip()
    return date_of_epoch(text) if (text.isdecimal() and len(text) >= 9) or text == "0" else date_of(text)


def _values(row: Row, form: Form) -> dict[str, str]:
    """The texts of a row by key. Of two columns for one key the first with a text counts; tags and texts are joined."""
    values: dict[str, str] = {}
    for key, column in form.mapped:
        cell = row.cell(column).strip()
        if key not in values or not values[key]:
            values[key] = cell
        elif cell and key == "body":
            values[key] = f"{values[key]}\n\n{cell}"
    return values


def _tags(values: Mapping[str, str], row: Row, reading: Reading) -> list[str]:
    columns = [column for key, column in reading.form.mapped if key == "tags"]
    cells = [row.cell(column) for column in columns]
    folder = values.get("folder", "")
    tags = [tag for cell in cells for tag in tags_of_cell(cell, reading.separator)]
    return [*tags, *([folder] if folder.casefold() not in reading.form.folders else [])]


def _clipping(values: Mapping[str, str], tags: list[str], remarks: list[Remark]) -> Clipping:
    names = names_of_text(values.get("source.authors") or values.get("authors", ""))
    remarks += names.remarks
    body = values.get("body", "")
    return Clipping(
        title=_line(values.get("title", "")),
        url=values.get("source.url", ""),
        publisher=_line(values.get("source.name", "")),
        feed=values.get("source.feed", ""),
        authors=names.names,
        published=dated_of(values.get("source.published", "")),
        retrieved=dated_of(values.get("source.retrieved", "")),
        updated=dated_of(values.get("updated", "")),
        archive_url=values["source.archive_url"] if is_web(values.get("source.archive_url", "")) else "",
        summary=_line(values.get("summary", "")),
        text=line_of_html(body) if is_html(body) else line_of(body),
        tags=tags,
        guid=values.get("guid", ""),
        lang=values.get("lang", ""),
    )


def _line(text: str) -> str:
    return line_of_html(text) if is_html(text) or "&" in text else line_of(text)


def _text(values: Mapping[str, str], remarks: list[Remark]) -> str:
    body = values.get("body", "")
    if is_html(body):
        remarks.append(Noted("the text is read as HTML"))
    return f"{quotation_of_plain(values.get('selection', ''))}{body if is_html(body) else html_of_plain(body)}"


def _picture(values: Mapping[str, str]) -> Picture | None:
    src, alt = values.get("image.src", ""), values.get("image.alt", "")
    texts = (_line(values.get(key, "")) for key in ("image.caption", "image.credit"))
    return Picture(src, _line(alt) or None, *texts) if src else None


def _extra(values: Mapping[str, str]) -> dict[str, Value]:
    """The values of `extra`; a dot in a key leads into a mapping."""
    extra: dict[str, Value] = {}
    for key, text in values.items():
        *outer, last = key.removeprefix("extra.").split(".")
        if not key.startswith("extra.") or not text:
            continue
        inner = extra
        for name in outer:
            deeper = inner.setdefault(name, {})
            if not isinstance(deeper, dict):
                deeper = inner[name] = {"value": deeper}
            inner = deeper
        inner[last] = text
    return extra


def _private(values: Mapping[str, str]) -> str:
    draft = values.get("draft", "")
    return "" if draft.casefold() in _NO else f"“{shortened(draft, 40)}” is in the column for draft"


def _with_more(item: Item, values: Mapping[str, str], options: Options) -> Item:
    """The article with the keys that are no part of a clipping."""
    matter, remarks = dict(item.matter), [*item.remarks]
    own = dated_of(values.get("date", ""))
    if own.is_day:
        matter["date"] = in_zone(own, options.zone)
        remarks = [remark for remark in remarks if not (isinstance(remark, Guessed) and remark.key == "date")]
        item = item._replace(stand_ins=frozenset())
    elif values.get("date"):
        remarks.append(Guessed("date", str(matter["date"]), own.why))
    if values.get("authors") and values.get("source.authors"):
        names: Names = names_of_text(values["authors"])
        matter["authors"] = list[Value](names.names)
        remarks += names.remarks
    aliases = [part for part in values.get("aliases", "").replace(",", " ").split() if part.startswith("/")]
    if aliases:
        matter["aliases"] = list[Value](aliases)
    source, republish = matter.get("source"), values.get("source.republish", "").casefold()
    if isinstance(source, dict) and republish in _REPUBLISH:
        matter["source"] = {**source, "republish": republish}
    elif republish:
        remarks.append(Noted(f"“{shortened(republish, 40)}” is not one of {', '.join(_REPUBLISH)}"))
    return item._replace(matter=matter, remarks=tuple(remarks), name=values.get("slug", ""))
