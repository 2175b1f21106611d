"""Dates that stand in the text of a page, in any language."""

from __future__ import annotations

import re
import warnings

import dateparser

from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of

_LEADING = re.compile(
    r"(?:(?:First |Last )?(?:published|updated|posted|modified)|veröffentlicht|aktualisiert|publié|mis à jour|"
    r"publicado|actualizado|stand|date)(?: (?:on|at|am|vom|le|el))?\s*:?\s*",
    re.IGNORECASE,
)


# A day, a month in words and a year: to try all languages on a text takes seconds, so neither other texts are tried nor
# those that begin with an author.
_SHAPE = re.compile(
    r"(?:[^\W\d_]+[.,]*\s+){0,3}\d{1,2}(?:\.|er|º|st|nd|rd|th)?\s*(?:de\s+|d[’'])?[^\W\d_]{3,12}\.?,?"
    r"\s+(?:de\s+|del\s+)?\d{4}\b.{0,20}|(?:[^\W\d_]+[.,]*\s+){0,2}[^\W\d_]{3,12}\.?\s+\d{1,2},?\s+\d{4}\b.{0,20}"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,20}"
)


def written_date(written: str) -> Dated:
    """The date that a line is, such as “12. Mai 2003” or “Published: May 12, 2003”; none for other lines."""
    text = _LEADING.sub("", " ".join(written.split()), count=1)
    if not re.search(r"\d{4}", text) or len(text) > 60:
        return NO_DATE
    dated = date_of(text)
    if dated.exact != "none" or text.lower().startswith("by ") or not _SHAPE.fullmatch(text):
        return dated
    with warnings.catch_warnings():
        # It warns of its own use of patterns.
        warnings.simplefilter("ignore")
        found = dateparser.parse(text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True})
    return date_of(found.date().isoformat()) if found else dated
