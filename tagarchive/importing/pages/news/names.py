"""Names of people and of organisations in bylines and in lines at the end of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.importing.inputs.texts import distinct, line_of
from tagarchive.importing.pages.news.private_addresses import E_MAIL

_PARTICLES = "al|el|an|bin|bint|ibn|de|del|della|der|den|des|di|da|dos|du|la|le|van|von|vom|zu|zur|ter|ten|af|av|y|e|of"
_WORD = r"(?:[^\W\d_]'|[^\W\d_]’)?[^\W\d_a-z][\w.'’-]*"
_PART = rf"(?:(?:{_PARTICLES})(?:-{_WORD})?|{_WORD})"
PERSON = re.compile(rf"(?:(?:{_PARTICLES})[ -])?{_WORD}(?: {_PART}){{0,5}}")
"""A name as it is written: words with a capital, and particles."""

_MEDIA = (
    "Press|News|Newsroom|Agency|Wire|Newswire|Newswires|Times|Post|Journal|Herald|Tribune|Gazette|Chronicle|Mirror|"
    "Guardian|Observer|Telegraph|Independent|Mail|Express|Standard|Echo|Bulletin|Courier|Register|Dispatch|Ledger|"
    "Examiner|Inquirer|Sentinel|Globe|Star|Sun|Record|Review|Magazine|Radio|TV|Television|Network|Networks|Today|Week|"
    "Weekly|Daily|Zeitung|Bote|Rundschau|Allgemeine|Anzeiger|Kurier|Presse|Nachrichten|Spiegel|Monde|Figaro|País|Mundo|"
    "Reuters|AFP|AP|BBC|CNN|NPR|CBS|NBC|ABC|PBS|MSNBC|dpa|DPA|APA|ANSA|EFE|Xinhua|TASS|Interfax|Bloomberg|Politico|"
    "Axios|Jazeera|Agence|Deutsche Welle|Service|Staff|Company|Group|Media|Foundation"
)
_ORGANISATION = re.compile(rf"^(?:The|the|Die|Der|La|Le|El) [^\W\d_a-z]|\b(?:{_MEDIA})$|^(?:{_MEDIA})\b|^[A-Z]{{2,5}}$")
MEDIUM = rf"(?:The )?(?:{_WORD} ){{0,3}}(?:{_MEDIA})"
"""The name of a medium as it is written in a text."""

_AND = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|en)\s+|,\s*|;\s*|\s+(?:and|und|et|y|e|en|&)\s+)\s*")
_PLACE = re.compile(
    r"\s+(?:in|from|at|for|aus|à|en|desde|da|a|and from|reporting from)\s+(?:the )?[^\W\d_a-z].*$", re.DOTALL
)
_LABEL = re.compile(r"^(?:the|our)\s+(?=[A-Z])|\s*[.;,:]+$")


def is_organisation(name: str) -> bool:
    """True if a name is one of an agency, a paper or a newsroom."""
    return bool(_ORGANISATION.search(name))


def names_in(listed: str) -> tuple[str, ...]:
    """The names in a list such as “Ada Brook in Kelmouth, Bram Tolley and Cora Dane”, without places and addresses."""
    return tuple(distinct(list(_names(line_of(E_MAIL.sub("", listed))))))


def _names(listed: str) -> Iterator[str]:
    for part in _AND.split(listed):
        name = _PLACE.sub("", part)
        name = re.sub(r"\s*\([^)]*\)|\s+(?:at|an|bei)$", "", name).strip(" .;,:")
        if name:
            yield name


def are_names(names: tuple[str, ...]) -> bool:
    """True if each text reads like a name and not like a sentence."""
    return bool(names) and all(PERSON.fullmatch(name) is not None or is_organisation(name) for name in names) and all(
        len(name.split()) <= 7 for name in names
    )  # fmt: skip
