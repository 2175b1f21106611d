"""Lines at the end of a news text that name who made it, such as “Reporting by A; Editing by B”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.importing.inputs.texts import distinct
from tagarchive.importing.pages.news.names import are_names, is_organisation, names_in
from tagarchive.importing.pages.news.private_addresses import E_MAIL

AUTHOR, CONTRIBUTOR, ORGANISATION = "Author", "Contributor", "Contributing organisation"

_ROLES: Mapping[str, str] = {
    "reporting": AUTHOR, "reported": AUTHOR, "report": AUTHOR, "bericht": AUTHOR, "mitarbeit": AUTHOR,
    "reportage": AUTHOR, "reporte": AUTHOR, "reportaje": AUTHOR, "información": AUTHOR, "avec": AUTHOR,
    "writing": "Writer", "written": "Writer", "geschrieben": "Writer", "rédigé": "Writer", "escrito": "Writer",
    "editing": "Editor", "edited": "Editor", "redigiert": "Editor", "redaktion": "Editor", "édité": "Editor",
    "edición": "Editor", "editado": "Editor",
    "compiled": "Compiler", "compiling": "Compiler", "research": "Researcher", "graphics": "Graphics",
    "graphic": "Graphics", "photography": "Photographer", "photos": "Photographer", "photographs": "Photographer",
    "fotos": "Photographer", "translation": "Translator", "translated": "Translator", "übersetzung": "Translator",
    "übersetzt": "Translator", "traduction": "Translator", "traducción": "Translator", "production": "Producer",
    "produced": "Producer", "illustration": "Illustrator",
}  # fmt: skip
_WORDS = "|".join(_ROLES)
_ROLE = re.compile(
    rf"\(?(?P<role>(?:(?:additional|further|original|zusätzliche)\s+)?(?:{_WORDS})"
    rf"(?:(?:,| and| und| et| y)\s+(?:{_WORDS}))*)"
    r"(?:\s+(?:by|von|de|par|por)\b|:)\s*:?\s*(?P<names>.+?)[.)]*",
    re.IGNORECASE | re.DOTALL,
)
_CONTRIBUTED = re.compile(
    r"(?P<names>.+?),?\s+(?:also\s+)?contributed(?:\s+(?:to\s+)?(?:reporting|research|to\s+.{1,40}|.{0,20}reporting))?"
    r"(?:\s+from\s+.{2,60})?\s*[.]?",
    re.DOTALL,
)
_WITH = re.compile(r"(?:With|Mit Material von|Avec)\s+(?P<names>.+?)\.?", re.DOTALL)
_REPORTED_FROM = re.compile(
    r"(?:and\s+)?(?P<names>.+?)(?:\s+(?:also\s+)?reported)?\s+(?:from|in)\s+[A-Z].{1,60}?\.?", re.DOTALL
)
_WRITE_TO = re.compile(
    r"(?:Write(?:\s+to)?|Contact|E-?mail|Mail\s+an|Schreiben\s+Sie(?:\s+an)?|Contactez|Escriba\s+a)\s+(?P<names>.+)",
    re.DOTALL | re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[—–-]\s*)?(?:By|Von|Par|Por|Di|Door|Av|Af|Text:|Written by|Story by|Posted by|"
    r"كتب|كتبت|بقلم|نوشته)\s*:?\s+(?P<names>.+?)"
    r"(?:\s*(?:,|\||•|·|—|–|-|\s{2,}|\son\s|\svom\s|\sam\s)\s*(?P<date>(?:[^\W\d_]+\.?,?\s+)?\d.{4,60}|"
    r"(?:[^\W\d_]{3,10}\.?\s+\d{1,2},?\s+\d{4}).{0,30}))?"
)


class Named(NamedTuple):
    """People or organisations with what they did, in the order of the text."""

    role: str
    names: tuple[str, ...]


class EndLine(NamedTuple):
    """Statement of a line at the end of a text.

    Attributes:
        named: those whom it names
        mail_hosts: hosts of e-mail addresses in it

    """

    named: tuple[Named, ...]
    mail_hosts: tuple[str, ...] = ()


class Byline(NamedTuple):
    """The names and the date of a byline."""

    names: tuple[str, ...]
    date: str


def end_line_of(text: str) -> EndLine | None:
    """Statement of a line at the end of a text on those who made it; None for other lines."""
    if len(text) > _LONGEST:
        return None
    hosts = tuple(dict.fromkeys(mail.rpartition("@")[2].lower() for mail in E_MAIL.findall(text)))
    if hosts:
        match = _WRITE_TO.fullmatch(text)
        names = names_in(match["names"]) if match else ()
        return EndLine(_shared(names, AUTHOR), hosts) if match else None
    for reading in (_roles, _contributed, _reported_from):
        named = tuple(reading(text))
        if named:
            return EndLine(named)
    return None


_LONGEST = 900


_PARTS = re.compile(
    rf"\s*;\s*|\.\s+(?=[A-Z])|\s*\)\s*\(\s*|,\s+(?=(?:{_WORDS})\s+(?:by|von|de|par|por)\s)", re.IGNORECASE
)


def _roles(text: str) -> Iterator[Named]:
    """The parts of “Reporting by A and B; Editing by C”; nothing if a part is none."""
    found = []
    parts = _PARTS.split(text.strip(" ();"))
    for part in parts:
        match = _ROLE.fullmatch(part.strip())
        names = names_in(match["names"]) if match else ()
        if not match or not names or sum(map(len, names)) > 300:
            return
        found += [Named(role, names) for role in _roles_of(match["role"])]
    yield from found


def _roles_of(written: str) -> list[str]:
    """The roles of words such as “Reporting and writing”: who reports is an author, whatever else he does."""
    words = [word for word in re.findall(r"\w+", written.lower()) if word in _ROLES]
    roles = list(dict.fromkeys(_ROLES[word] for word in words))
    return [AUTHOR] if AUTHOR in roles else roles


def _contributed(text: str) -> Iterator[Named]:
    match = _CONTRIBUTED.fullmatch(text) or _WITH.fullmatch(text)
    names = names_in(match["names"]) if match else ()
    if are_names(names):
        yield from _shared(names, AUTHOR)


def _reported_from(text: str) -> Iterator[Named]:
    """The names in a line such as “A and B reported from Kelmouth; C from Tilvany; and D reported from Norhaven”."""
    if " reported from " not in text and " reported in " not in text:
        return
    matches = [
        _REPORTED_FROM.fullmatch(part.strip()) for part in re.split(r"\s*;\s*|(?<=[^.]{4})\.\s+", text) if part.strip()
    ]
    names = [names_in(match["names"]) if match else () for match in matches]
    if all(map(are_names, names)):
        yield from _shared(tuple(name for part in names for name in part), AUTHOR)


def _shared(names: tuple[str, ...], role: str) -> tuple[Named, ...]:
    """Names by what they are: organisations contribute, and are no authors."""
    people = tuple(name for name in names if not is_organisation(name))
    others = tuple(name for name in names if is_organisation(name))
    return tuple(named for named in (Named(role, people), Named(ORGANISATION, others)) if named.names)


def byline_of(text: str) -> Byline | None:
    """The names, and the date if there is one, of a line such as “By Ada Brook, 12 May 2003”; None for other lines."""
    match = _BYLINE.fullmatch(text) if len(text) < 200 else None
    if not match:
        return None
    names = names_in(match["names"])
    return Byline(names, (match["date"] or "").strip()) if are_names(names) else None


def authors_of(lines: Sequence[Named]) -> tuple[str, ...]:
    """The authors among those who are named."""
    return tuple(distinct([name for line in lines if line.role == AUTHOR for name in line.names]))


def credits_of(lines: Sequence[Named]) -> tuple[Named, ...]:
    """Those who are named beside the authors, by role."""
    roles: dict[str, list[str]] = {}
    for line in lines:
        if line.role != AUTHOR:
            roles.setdefault(line.role, []).extend(line.names)
    return tuple(Named(role, tuple(distinct(names))) for role, names in roles.items())
