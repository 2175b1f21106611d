"""Citations in RIS, as Zotero, databases and publishers export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import rispy

from tagarchive.importing.collected.addresses import is_web
from tagarchive.importing.collected.citation import (
    Citation,
    accessed_in,
    day_of,
    found_in,
    lost_fields,
    lost_files,
    lost_notes,
)
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    marked_texts,
    names_of,
    skipped_others,
    text_at,
    texts_at,
)
from tagarchive.importing.collected.person_names import names_of_parts, parts_of_inverted
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.decoding import head_of_file
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Options, Remark, Remarked

_ENDINGS = (".ris",)
_START = re.compile(r"^TY {1,2}- ?", re.MULTILINE)
_LOOSE = re.compile(r"^([A-Z][A-Z0-9]) - ?", re.MULTILINE)
_END = re.compile(r"^ER {1,2}-", re.MULTILINE)
_DATE = re.compile(r"(?P<year>\d{4})(?:/(?P<month>\d{0,2}))?(?:/(?P<day>\d{0,2}))?(?:/(?P<other>.*))?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_KEPT = {
    "id": "id",
    "section": "section",
    "place_published": "publisher_place",
    "volume": "volume",
    "number": "issue",
    "start_page": "first_page",
    "end_page": "last_page",
    "edition": "edition",
    "issn": "isbn_or_issn",
    "short_title": "title_short",
    "type_of_work": "genre",
    "name_of_database": "archive",
    "database_provider": "source",
    "accession_number": "archive_location",
    "call_number": "call_number",
    "label": "label",
    "tertiary_title": "collection_title",
    "translated_title": "translated_title",
}
"""Names that rispy has for tags, and their names in `extra`."""

_LISTS = {"secondary_authors": "editors", "tertiary_authors": "further_authors", "subsidiary_authors": "contributors"}
_READ = frozenset(
    "type_of_reference title primary_title secondary_title journal_name "
    "alternate_title1 alternate_title2 alternate_title3 "
    "publisher urls doi authors first_authors date year publication_year access_date abstract notes_abstract keywords "
    "language notes note research_notes file_attachments1 file_attachments2 figure unknown_tag".split()
)


class _Record(NamedTuple):
    """The lines of a record, the line on which it begins, and False if its end is missing."""

    text: str
    line: int
    ends: bool


def recognises(files: Files) -> bool:
    """True if a file begins a record with its type."""
    names = [name for name in names_of(files) if name.lower().endswith((*_ENDINGS, ".txt"))]
    return any(re.search(r"\A\s*TY {1,2}- ?[A-Z]", head_of_file(files, name)) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each record. Raises `SiteError` if a file has none."""
    texts = marked_texts(files, _ENDINGS, "file of RIS", _START, "line that begins with “TY  - ”")
    yield from skipped_others(files, [text.name for text in texts], "file of RIS")
    for name, decoded in texts:
        yield from (Remarked(name, remark) for remark in decoded.remarks)
        for record in _records(decoded.lines):
            yield _of_record(name, record, options)


def _records(text: str) -> Iterator[_Record]:
    """The records of a file, each with one end, whatever follows it."""
    if not re.search(r"^TY {2}-", text, re.MULTILINE):
        text = _LOOSE.sub(r"\1  - ", text)
    starts = [match.start() for match in _START.finditer(text)]
    line, last = 1, 0
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        line, last = line + text.count("\n", last, start), start
        whole = text[start:stop]
        end = _END.search(whole)
        yield _Record(f"{whole[: end.start()] if end else whole.rstrip()}\nER  - \n", line, bool(end))


def _of_record(origin: str, record: _Record, options: Options) -> Found:
    # Addresses may hold semicolons, at which rispy would split them.
    data: dict[str, Any] = next(iter(rispy.loads(record.text, delimiter_tags_mapping={})), {})
    remarks: list[Remark] = [] if record.ends else [Noted("the record has no end; the next one ends it", record.line)]
    return found_in(_citation(origin, record.line, data, remarks), options)


def _citation(origin: str, line: int, data: dict[str, Any], remarks: list[Remark]) -> Citation:
    notes = [*texts_at(data, "notes"), text_at(data, "note"), text_at(data, "research_notes")]
    noted = next((dated for dated in map(accessed_in, notes) if dated.is_day), NO_DATE)
    links, files = _links(data)
    unknown_tags = data.get("unknown_tag")
    known = {*_READ, *_KEPT, *_LISTS}
    further = [*(unknown_tags if isinstance(unknown_tags, dict) else {}), *(key for key in data if key not in known)]
    extra = {name: text_at(data, key) for key, name in _KEPT.items()}
    extra |= {
        name: ", ".join(names_of_parts(map(parts_of_inverted, texts_at(data, key))).names)
        for key, name in _LISTS.items()
    }
    extra["further_links"] = " ".join(links[1:])
    lost = [note for note in notes if not accessed_in(note).is_day]
    remarks += [*lost_notes(lost), *lost_files(files), *lost_fields(further)]
    return Citation(
        origin,
        line,
        text_at(data, "type_of_reference"),
        text_at(data, "title", "primary_title"),
        text_at(data, "secondary_title", "journal_name", "alternate_title3", "alternate_title2", "alternate_title1"),
        text_at(data, "publisher"),
        next(iter(links), ""),
        text_at(data, "doi"),
        names_of_parts(map(parts_of_inverted, [*texts_at(data, "authors"), *texts_at(data, "first_authors")])),
        _date(text_at(data, "date"), text_at(data, "year", "publication_year")),
        _date(text_at(data, "access_date"), "") if text_at(data, "access_date") else noted,
        text_at(data, "abstract", "notes_abstract"),
        tuple(texts_at(data, "keywords")),
        text_at(data, "language"),
        extra.pop("archive_location"),
        extra,
        tuple(remarks),
    )


def _links(data: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The web addresses of a record, and the files that it names."""
    attached = [text_at(data, key) for key in ("file_attachments1", "file_attachments2", "figure")]
    links = [part.strip() for url in texts_at(data, "urls") for part in re.split(r";\s*(?=https?://)", url)]
    further = [one for one in attached if is_web(one) and one not in links]
    return [*links, *further], [one for one in attached if not is_web(one)]


def _date(written: str, year: str) -> Dated:
    """A date of RIS, `YYYY/MM/DD/other`, or another that can be read; the year alone if there is no more."""
    match = _DATE.fullmatch(written.strip())
    if match:
        time = match["other"] if match["other"] and _TIME.fullmatch(match["other"].strip()) else ""
        return day_of(match["year"], match["month"] or "", match["day"] or "", time)
    dated = date_of(written) if written else NO_DATE
    return _date(year, "") if not dated.is_day and year else dated
