"""Names of people, as reference lists sort them: family name, given names and suffix."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tagarchive.core import letters


class PersonName(NamedTuple):
    """The parts of a person's name.

    Attributes:
        family: family name with its particles, such as “De Luce” or “van der Berg”
        given: given names or initials
        suffix: a suffix such as “Jr.”, or nothing

    """

    family: str
    given: str
    suffix: str = ""


_PARTICLES = frozenset(
    "af al av ben bin da das de degli dei del della den der des di do dos du el ibn la le lo st st. ten ter till van "
    "vom von zu zum zur".split()
)
"""Words that begin a family name, except as the first word of a name."""

_ARTICLES = frozenset("al an as das de der die el het il la las le les los o os the".split())
"""First words of names such as “The Guardian” and “El País”. People with such names stay in one part."""

_SUFFIXES = frozenset("ii iii iv jr jr. sr sr.".split())

_ORGANISATIONS = frozenset(
    "administration administrator agence agencia agency agenzia archive archives army associated association "
    "author authority authors board broadcasting bureau center centre channel college commission committee "
    "community company contributor contributors corporation correspondent correspondents council daily "
    "department desk editor editorial editors embassy forum foundation gazette gmbh government group guardian "
    "herald inc independent institute international journal jazeera journalists library llc ltd magazine mail "
    "media militia ministry monitor museum nations network news newspaper newspapers newsroom newswire observer "
    "office organisation organization party police press presse project radio redaccion redactie redaction "
    "redaktion redazione report reporter reporters reports research reuters review rights school service "
    "services society staff standard studies team telegraph television times today tribune trust tv union unit "
    "university watch weekly welle wire world writer writers".split()
)
"""Words in names of newsrooms, publishers and other bodies, which hardly any person has as a name."""

_MOST_WORDS = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


@lru_cache(maxsize=1 << 14)
def person(name: str, publisher: str = "") -> PersonName | None:
    """The parts of a name that looks like that of a person; None for any other name, which has no parts.

    Names of organisations, single words, names in other scripts than Latin and names with commas or digits have no
    parts. Nor has the name of the publisher, alone or with more words after it, such as “Reuters Baghdad”.
    """
    words = letters.seen(name).split()
    if _is_publisher(words, publisher.split()):
        return None
    suffix = words.pop() if len(words) > 2 and words[-1].rstrip(",").casefold() in _SUFFIXES else ""
    if suffix:
        words[-1] = words[-1].removesuffix(",")
    if not 2 <= len(words) <= _MOST_WORDS or words[0].casefold() in _ARTICLES or not all(map(_may_be_personal, words)):
        return None
    particles = (place for place, word in enumerate(words[1:-1], 1) if word.casefold() in _PARTICLES)
    start = next(particles, len(words) - 1)
    if not words[0][0].isupper() or words[-1].casefold() in _PARTICLES - {"al", "ben", "le", "lo"}:
        return None
    return PersonName(" ".join(words[start:]), " ".join(words[:start]), suffix)


def inverted(name: str, publisher: str = "") -> str:
    """A name as reference managers sort it: “De Luce Jr, Dan”; “Reuters Staff,” with a comma if it has no parts.

    A name with a comma stays as it is. A suffix has no full stop, since Zotero would add a space after it.
    """
    parts = person(name, publisher)
    if parts is None:
        return name if "," in name else f"{name},"
    return f"{parts.family} {parts.suffix}".rstrip(" .") + f", {parts.given}"


def _is_publisher(words: list[str], publisher: list[str]) -> bool:
    return bool(publisher) and [w.casefold() for w in words[: len(publisher)]] == [w.casefold() for w in publisher]


def _may_be_personal(word: str) -> bool:
    """True for a particle, an initial, or a word in Latin letters with a capital that no organisation has."""
    folded = word.casefold()
    if folded in _PARTICLES:
        return True
    parts = re.split(r"[-'’.]", ascii_letters(folded))
    return (
        _WORD.fullmatch(word) is not None
        and _is_latin(word)
        and (word[0].isupper() or re.match(r"(?:al|el|d|l|ibn|bin)[-'’]", folded) is not None)
        and not _ORGANISATIONS.intersection(parts)
        and not _is_abbreviation(word)
    )


def _is_abbreviation(word: str) -> bool:
    """True for “BBC” and “AFP”; not for initials such as “J.”, “J.R.” and “JR”."""
    return len(word) > 2 and word.isalpha() and word.isupper()


def _is_latin(word: str) -> bool:
    return word.isascii() or all("LATIN" in unicodedata.name(c, "") for c in word if c.isalpha())


_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def ascii_letters(text: str) -> str:
    """A text in lower case and in ASCII: letters without their marks; characters of other scripts are left out."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return decomposed.encode("ascii", "ignore").decode()
