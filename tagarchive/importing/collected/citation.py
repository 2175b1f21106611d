"""Citations: what bibliographies say of a work, whatever their format is, to a clipping without a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tagarchive.importing.collected.addresses import is_web
from tagarchive.importing.collected.person_names import Names, public_line
from tagarchive.importing.collected.saved import Saved, item_of
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import Found, Guessed, Lost, Options, Remark, Skipped, Value
from tagarchive.importing.inputs.texts import distinct, line_of, line_of_html, shortened

_PRIVATE = frozenset({"personal_communication", "email", "letter", "pcomm", "icomm"})
"""Types of works that were written for one reader."""

_ACCESSED = re.compile(
    r"(?:last\s+)?(?:accessed|retrieved|visited|checked|abgerufen|zugriff)(?:\s+(?:on|am))?\s*:?\s*(?P<date>[^;()\n]{4,40}?)\s*[.;)]?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_KEYWORDS = re.compile(r"\s*[;,\n]\s*")


class Citation(NamedTuple):
    """A citation of a work.

    Attributes:
        origin: file of the input
        line: its line there; 0 if unknown
        type: type of the work in the words of the format
        title: title; may hold markup of HTML
        container: name of what it appeared in
        publisher: name of the publisher
        url: its address as it is written
        doi: its DOI as it is written
        people: names of the authors
        issued: when it was published
        accessed: when it was looked at
        abstract: abstract
        keywords: keywords
        lang: language
        archive: address or place of an archived copy
        extra: what has no place in the front matter, by name
        remarks: what is lost or guessed

    """

    origin: str
    line: int = 0
    type: str = ""
    title: str = ""
    container: str = ""
    publisher: str = ""
    url: str = ""
    doi: str = ""
    people: Names = Names()
    issued: Dated = NO_DATE
    accessed: Dated = NO_DATE
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = ""
    archive: str = ""
    extra: Mapping[str, str] = {}
    remarks: tuple[Remark, ...] = ()


def found_in(citation: Citation, options: Options) -> Found:
    """The article of a citation; nothing if it has neither a title nor an address."""
    url, remarks = _url(citation)
    title = line_of_html(citation.title)
    if not title and not url:
        return Skipped(citation.origin, "empty: no title and no address", citation.line)
    archive = citation.archive if is_web(citation.archive) else ""
    extra = {"type": citation.type, **citation.extra, "doi": citation.doi}
    if not citation.issued.is_day:
        extra["issued"] = citation.issued.text
    if citation.archive and not archive:
        extra["archive_location"] = citation.archive
    clipping = Clipping(
        title=title,
        url=url,
        publisher=line_of_html(citation.container) or line_of_html(citation.publisher),
        authors=citation.people.names,
        published=citation.issued,
        retrieved=citation.accessed,
        archive_url=archive,
        summary=line_of_html(citation.abstract),
        tags=distinct(list(map(line_of_html, citation.keywords))),
        lang=citation.lang,
    )
    if citation.container and citation.publisher:
        extra["publisher"] = citation.publisher
    kept = {key: public_line(line_of_html(text)) for key, text in extra.items()}
    saved = Saved(
        citation.origin,
        clipping,
        citation.line,
        extra={"citation": dict[str, Value]({key: text for key, text in kept.items() if text})}
        if any(kept.values())
        else {},
        private="it was written for one reader" if citation.type.casefold() in _PRIVATE else "",
        remarks=(*citation.remarks, *citation.people.remarks, *remarks),
    )
    return item_of(saved, options)


def _url(citation: Citation) -> tuple[str, tuple[Remark, ...]]:
    doi = _DOI.fullmatch(citation.doi.strip())
    if citation.url.strip() or not doi:
        return citation.url, ()
    url = f"https://doi.org/{doi['doi']}"
    return url, (Guessed("source.url", url, "no address is given; that of the DOI stands in"),)


def keywords_of(written: str) -> tuple[str, ...]:
    """The keywords in one text, with commas, semicolons or line ends between them."""
    return tuple(part for part in _KEYWORDS.split(written.strip()) if part)


def day_of(year: str, month: str = "", day: str = "", time: str = "") -> Dated:
    """The date of its parts in figures, as far as they go."""
    parts = [part.strip() for part in (year, month, day)]
    if not re.fullmatch(r"\d{4}", parts[0]):
        return date_of(" ".join(part for part in parts if part))
    known = [parts[0]]
    for part in parts[1:]:
        if not re.fullmatch(r"\d{1,2}", part) or not int(part):
            break
        known.append(part.zfill(2))
    if len(known) > 1 and int(known[1]) > 12:
        # Numbers above 12 are seasons.
        known = known[:1]
    return date_of(f"{'-'.join(known)} {time}".strip() if len(known) == 3 else "-".join(known))


def accessed_in(note: str) -> Dated:
    """The day of access that a note consists of, such as “Accessed: 2024-11-08”."""
    match = _ACCESSED.fullmatch(note.strip())
    return date_of(match["date"]) if match else NO_DATE


def lost_notes(notes: Iterable[str]) -> tuple[Remark, ...]:
    """Remarks on notes. They may be private, so no word of them is told."""
    lengths = [len(line_of(note)) for note in notes if line_of(note)]
    return tuple(Lost("note", f"a note of {length:,} characters") for length in lengths)


def lost_fields(names: Iterable[str]) -> tuple[Remark, ...]:
    """Remark on fields without a place, by their names."""
    listed = ", ".join(dict.fromkeys(names))
    return (Lost("field", shortened(listed)),) if listed else ()


def lost_files(paths: Iterable[str]) -> tuple[Remark, ...]:
    """Remarks on files that a citation names. Of a path from the root of a disk only the name is told."""
    told = (re.split(r"[\\/]", path)[-1] if re.match(r"[\\/]|~|[A-Za-z]:|file:", path) else path for path in paths)
    return tuple(Lost("file not found", shortened(path)) for path in told if path)
