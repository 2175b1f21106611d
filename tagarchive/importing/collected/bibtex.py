"""Citations in BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.collected.bibtex_entries import Bibliography, Fields, bibliography, decoded_address
from tagarchive.importing.collected.bibtex_names import names_of_field
from tagarchive.importing.collected.citation import (
    Citation,
    accessed_in,
    day_of,
    found_in,
    keywords_of,
    lost_fields,
    lost_files,
    lost_notes,
)
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    marked_texts,
    names_of,
    skipped_others,
)
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.decoding import head_of_file
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Options, Remark, Remarked, Skipped

_ENDINGS = (".bib", ".bibtex", ".biblatex")
_MARK = re.compile(r"^\s*@\s*[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_RANGE = re.compile(r"(?P<first>[^/]*?)[?~%]*/(?P<last>.*)")
_CONTAINERS = (
    "journaltitle journal booktitle maintitle eventtitle titleaddon organization institution school howpublished"
).split()
_KEPT = {
    "chapter": "section",
    "address": "publisher_place",
    "location": "publisher_place",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "series": "collection_title",
    "issn": "issn",
    "isbn": "isbn",
    "eprint": "eprint",
    "eprinttype": "eprint_type",
    "type": "genre",
    "shorttitle": "title_short",
    "subtitle": "subtitle",
    "entrysubtype": "subtype",
    "library": "archive",
    "copyright": "rights",
    "version": "version",
    "pubstate": "status",
    "crossref": "part_of",
}
"""Fields and their names in `extra`."""

_NOTES = ("note", "annote", "annotation", "addendum")
_FILES = ("file", "pdf", "local-url")
_READ = frozenset(
    "title url urldate doi author date year month day abstract keywords langid language publisher".split()
)


class _Told(NamedTuple):
    """A date, and what is to be reported of it."""

    dated: Dated
    remarks: tuple[Remark, ...] = ()


def recognises(files: Files) -> bool:
    """True if a file has the ending and an entry."""
    names = [name for name in names_of(files) if name.lower().endswith(_ENDINGS)]
    return any(_MARK.search(head_of_file(files, name, 65_536)) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each entry. Raises `SiteError` if a file has none."""
    texts = marked_texts(files, _ENDINGS, "file of BibTeX", _MARK, "entry such as “@article{…}”")
    yield from skipped_others(files, [text.name for text in texts], "file of BibTeX")
    for name, decoded in texts:
        yield from (Remarked(name, remark) for remark in decoded.remarks)
        yield from _found(name, bibliography(decoded.lines), options)


def _found(origin: str, entries: Bibliography, options: Options) -> Iterator[Found]:
    for entry in entries.entries:
        yield found_in(_citation(origin, entry), options)
    for line, reason in entries.failed:
        yield Skipped(origin, f"damaged: {reason}", line)


def _citation(origin: str, entry: Fields) -> Citation:
    issued, accessed = _issued(entry), _date(entry.raw("urldate"))
    container = next((key for key in _CONTAINERS if entry.text(key) and not _address_in(entry.raw(key))), "")
    notes = [entry.text(key) for key in _NOTES]
    noted = next((dated for dated in map(accessed_in, notes) if dated.is_day), NO_DATE)
    known = {*_READ, *_KEPT, *_NOTES, *_FILES, "howpublished", "editor", container}
    extra = {name: entry.text(key) for key, name in _KEPT.items() if entry.text(key)}
    extra |= {"id": entry.key, "editors": ", ".join(names_of_field(entry.raw("editor")).names)}
    return Citation(
        origin,
        entry.line,
        entry.type,
        _title(entry),
        entry.text(container),
        entry.text("publisher"),
        _url(entry),
        decoded_address(entry.raw("doi")),
        names_of_field(entry.raw("author")),
        issued.dated,
        accessed.dated if accessed.dated is not NO_DATE else noted,
        entry.text("abstract"),
        keywords_of(entry.text("keywords")),
        entry.text("langid") or entry.text("language"),
        extra=extra,
        remarks=(
            *issued.remarks,
            *accessed.remarks,
            *entry.remarks,
            *lost_notes(note for note in notes if not accessed_in(note).is_day),
            *lost_files(path for key in _FILES for path in _paths(entry.raw(key))),
            *lost_fields(key for key in entry.fields if key not in known and entry.raw(key)),
        ),
    )


def _title(entry: Fields) -> str:
    title, subtitle = entry.text("title"), entry.text("subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _url(entry: Fields) -> str:
    """The address of an entry. Older styles have no field for it and write it elsewhere."""
    written = (entry.raw("url"), *(_address_in(entry.raw(key)) for key in ("howpublished", "note")))
    return next((decoded_address(one) for one in written if one.strip()), "")


def _address_in(written: str) -> str:
    match = re.fullmatch(r"[{\s]*(?:\\url\s*\{)?\s*(https?://[^\s{}]+)[}\s.]*", written.strip()[:5000])
    return match[1] if match else ""


def _issued(entry: Fields) -> _Told:
    if entry.raw("date"):
        return _date(entry.raw("date"))
    year, month, day = (entry.text(key) for key in ("year", "month", "day"))
    number, written_day = _month(month)
    return _Told(day_of(year, number, day or written_day) if year else NO_DATE)


def _date(written: str) -> _Told:
    """A date of BibLaTeX; of a range the beginning counts, and a doubtful one is none."""
    text = written.strip(" {}")[:100]
    span = _RANGE.fullmatch(text)
    if span and date_of(span["first"]).exact != "none":
        dated = date_of(span["first"])
        return _Told(dated, (Noted(f"of a range of dates the beginning counts, {dated.text}"),))
    if re.fullmatch(r"[\d-]+[?~%]", text):
        return _Told(Dated("", "none", why=f"“{text}” is in doubt"))
    return _Told(date_of(text)) if text else _Told(NO_DATE)


def _month(written: str) -> tuple[str, str]:
    """The number of a month, and the day if the field has one: “nov”, “November”, “11”, “8 nov”, “nov. 8”."""
    words = re.findall(r"[a-z]+|\d+", written.casefold())
    names = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    if names:
        return str(names[0]), next(iter(numbers), "")
    return next(iter(numbers), ""), ""


def _paths(written: str) -> Iterator[str]:
    """The paths in a field for files: `path`, or `name:path:type`, with semicolons between several."""
    for part in re.split(r"(?<!\\);", written.strip(" {}")):
        pieces = [re.sub(r"\\(.)", r"\1", piece) for piece in re.split(r"(?<!\\):", part)]
        path = pieces[1] if len(pieces) > 2 else pieces[0] if len(pieces) == 1 else ":".join(pieces)
        if path.strip():
            yield path.strip()
