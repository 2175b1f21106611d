"""Names of people and groups as exports write them, in the order in which they are read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tagarchive.importing.inputs.items import Guessed, Remark
from tagarchive.importing.inputs.private_data import without_emails
from tagarchive.importing.inputs.texts import distinct, line_of

_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_SUFFIX = re.compile(r"(?:[JS]r|Ph\.?\s?D|M\.?[DA]|[BM]Sc|Inc|Ltd|LLC|GmbH|Esq|I{2,3}|IV)\.?", re.IGNORECASE)
_AND = re.compile(r"\s*[;|\n]\s*|\s+(?:&|and|und|et|y)\s+|(?<=[\u3040-\u9fff])[、・](?=[\u3040-\u9fff])")
_KEY = "source.authors"
_EAST = "the family name stands first, as in East Asia"


class Names(NamedTuple):
    """Names, and what is to be reported of their order."""

    names: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Parts(NamedTuple):
    """The parts of the name of a person, or `literal` for a name that has none."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


def public_line(text: str) -> str:
    """A text on one line, without e-mail addresses."""
    return line_of(without_emails(text))


def names_of_parts(people: Iterable[Parts]) -> Names:
    """The names of people whose parts an export gives."""
    names, remarks = [], list[Remark]()
    for person in people:
        name, is_eastern = _name(person)
        names.append(name)
        if is_eastern:
            remarks.append(Guessed(_KEY, name, _EAST))
    return Names(tuple(distinct(names)), tuple(remarks))


def _name(person: Parts) -> tuple[str, bool]:
    family, given = public_line(person.family), public_line(person.given)
    if person.literal or not family:
        return public_line(person.literal) or given, False
    if given and _EAST_ASIAN.fullmatch(family) and _EAST_ASIAN.fullmatch(given.replace(" ", "")):
        return f"{family}{given}", True
    return line_of(f"{given} {person.particle} {family} {person.suffix}"), False


def parts_of_inverted(written: str) -> Parts:
    """The parts of a name with the family name first: “Kest, Ida”, “King, Martin, Jr.”; or of one without a comma."""
    family, *rest = (part.strip() for part in written.split(","))
    given = next(iter(rest), "")
    if not given or _SUFFIX.fullmatch(given):
        return Parts(literal=written.strip(" ,"))
    return Parts(family, given, suffix=" ".join(rest[1:]))


def names_of_text(written: str, *, turns: bool = True) -> Names:
    """The names in one text, and how they were read.

    Semicolons, line ends, “&” and “and” separate names. Commas do so too where both sides are full names, or where
    there are several; one comma else turns a name round, unless `turns` is False.
    """
    parts = [part for part in _AND.split(re.sub(r"^\s*by\s+", "", written, flags=re.IGNORECASE)) if part.strip(" ,")]
    names, remarks = list[str](), list[Remark]()
    for part in parts:
        found = _names_between(part, turns=turns)
        names += found.names
        remarks += found.remarks
    return Names(tuple(distinct(names)), tuple(remarks))


def _names_between(part: str, *, turns: bool) -> Names:
    pieces = _joined_suffixes([piece.strip() for piece in part.split(",") if piece.strip()])
    if len(pieces) < 2:
        return Names((public_line(", ".join(pieces)),))
    if turns and len(pieces) == 2 and min(len(piece.split()) for piece in pieces) == 1:
        found = names_of_parts([Parts(*pieces)])
        return Names(
            found.names, found.remarks or (Guessed(_KEY, found.names[0], f"“{line_of(part)}” is turned round"),)
        )
    names = tuple(map(without_emails, pieces))
    return Names(names, (Guessed(_KEY, "; ".join(names), f"“{public_line(part)}” is split at its commas"),))


def _joined_suffixes(pieces: Sequence[str]) -> list[str]:
    """The pieces of a text with “Jr.” and the like at the name before them."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _SUFFIX.fullmatch(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined
