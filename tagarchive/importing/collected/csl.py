"""Citations in CSL-JSON, as Zotero and other managers of references export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tagarchive.importing.collected.citation import Citation, day_of, found_in, keywords_of, lost_fields, lost_notes
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    damaged,
    json_of,
    members,
    names_of,
    records_of,
    skipped_others,
    text_at,
    texts_at,
    unknown,
)
from tagarchive.importing.collected.person_names import Names, Parts, names_of_parts
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.decoding import head_of_file
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Options, Remark, Skipped

_ENDINGS = (".csljson", ".json", ".csl")
_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
).split()
_MARK = re.compile(rf'"type"\s*:\s*"(?:{"|".join(_TYPES)})"')
_FIELDS = re.compile(r'"(?:issued|container-title|accessed|title-short|URL|publisher-place)"\s*:')
_RANGE = re.compile(r"(?P<first>\d{4}(?:-\d\d){0,2})/(?:\d{4}(?:-\d\d){0,2}|\.\.|)")
_KEPT = (
    "section publisher-place event event-title event-place genre medium number volume issue page number-of-pages "
    "edition collection-title collection-number chapter-number title-short container-title-short original-title "
    "reviewed-title source archive archive-place archive_collection call-number ISBN ISSN PMID PMCID rights license "
    "authority status jurisdiction dimensions scale version citation-key citation-label"
).split()
"""Fields that stay in `extra`."""

_READ = frozenset(
    "id type title container-title publisher URL DOI author issued accessed abstract keyword categories language note "
    "annote archive_location".split()
)
_PEOPLE = frozenset("editor translator director interviewer container-author reviewed-author composer".split())


class _Issued(NamedTuple):
    dated: Dated
    remarks: tuple[Remark, ...] = ()


def recognises(files: Files) -> bool:
    """True if a file of JSON holds works with types of CSL."""
    names = [name for name in names_of(files) if name.lower().endswith(_ENDINGS)]
    heads = (head_of_file(files, name, 65_536) for name in names[:MOST_LOOKED_AT])
    return any(head.lstrip()[:1] in tuple("[{") and _MARK.search(head) and _FIELDS.search(head) for head in heads)


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each work. Raises `SiteError` if a file is no JSON or no list of works."""
    names = members(files, *_ENDINGS)
    if not names:
        raise unknown(files, "CSL-JSON")
    lists = [(name, _works(json_of(files, name), name)) for name in names]
    yield from skipped_others(files, names, "CSL-JSON")
    for name, works in lists:
        for number, work in enumerate(works, 1):
            one = found_in(_citation(name, work), options)
            yield one._replace(reason=f"{one.reason}, work {number}") if isinstance(one, Skipped) else one


def _works(data: Any, name: str) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        data = next((data[key] for key in ("items", "references") if key in data), [data] if "type" in data else data)
    if not isinstance(data, list):
        raise damaged(name, "JSON that is no list", "a list of works")
    return records_of(data)


def _citation(origin: str, work: dict[str, Any]) -> Citation:
    issued, accessed = _dated(work.get("issued")), _dated(work.get("accessed"))
    people = [*records_of(work.get("author"))]
    extra = {key.lower().replace("-", "_"): text_at(work, key) for key in ("id", *_KEPT)}
    extra["id"] = extra["id"].rpartition("/")[2]
    for role in sorted(_PEOPLE & work.keys()):
        extra[role.replace("-", "_")] = ", ".join(_people(records_of(work[role])).names)
    known = {*_READ, *_KEPT, *_PEOPLE}
    return Citation(
        origin,
        type=text_at(work, "type"),
        title=text_at(work, "title"),
        container=text_at(work, "container-title"),
        publisher=text_at(work, "publisher", "authority"),
        url=text_at(work, "URL"),
        doi=text_at(work, "DOI"),
        people=_people(people),
        issued=issued.dated,
        accessed=accessed.dated,
        abstract=text_at(work, "abstract"),
        keywords=(*keywords_of(text_at(work, "keyword")), *texts_at(work, "keyword"), *texts_at(work, "categories")),
        lang=text_at(work, "language"),
        archive=text_at(work, "archive_location"),
        extra=extra,
        remarks=(
            *issued.remarks,
            *accessed.remarks,
            *lost_notes([text_at(work, "note"), text_at(work, "annote")]),
            *lost_fields(key for key, value in work.items() if key not in known and value),
        ),
    )


def _people(people: list[dict[str, Any]]) -> Names:
    return names_of_parts(map(_parts, people))


def _parts(person: dict[str, Any]) -> Parts:
    """The parts of a name. Particles stand before the family name, whether or not they are sorted with it."""
    particles = " ".join(filter(None, (text_at(person, f"{one}dropping-particle") for one in ("", "non-"))))
    return Parts(
        text_at(person, "family"),
        text_at(person, "given"),
        particles,
        text_at(person, "suffix"),
        text_at(person, "literal", "name"),
    )


def _dated(date: Any) -> _Issued:
    """A date of CSL: parts in figures, or words. Of a range the beginning counts."""
    if isinstance(date, str):
        return _of_words(date)
    if not isinstance(date, dict):
        return _Issued(NO_DATE)
    ranges = date.get("date-parts")
    parts = [part for part in ranges if isinstance(part, list) and part] if isinstance(ranges, list) else []
    first = [str(part) if isinstance(part, int | str) else "" for part in parts[0]] if parts else []
    if not first or not first[0]:
        return _of_words(text_at(date, "raw", "literal", "edtf"))
    dated = day_of(*first[:3])
    if date.get("circa") not in (None, False, 0, "0", "", "false"):
        return _Issued(Dated("", "none", why=f"“about {'-'.join(first)}” is no day"))
    return _Issued(dated, _said_range(dated, len(parts)))


def _of_words(written: str) -> _Issued:
    span = _RANGE.fullmatch(written.strip())
    dated = date_of(span["first"] if span else written)
    return _Issued(dated, _said_range(dated, 2 if span else 1))


def _said_range(dated: Dated, ends: int) -> tuple[Remark, ...]:
    return (Noted(f"of a range of dates the beginning counts, {dated.text}"),) if ends > 1 else ()
