"""Lines that part the articles of a pasted archive: its heading, and the link to the original after each article."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOSING = re.compile(
    r"\[?(?:"
    r"Read (?:the |this )?(?:full )?original (?:article|story|post)?(?: here)?"
    r"|(?:View|See|Go to) (?:the )?original (?:article|story|post)(?: here)?"
    r"|Original (?:article|story|source)(?: here)?|(?:Read the )?Source link|Link to (?:the )?original(?: article)?"
    r"|(?:Den |Zum )?(?:ganzen |vollständigen )?Original(?:artikel|beitrag)(?: hier)?(?: lesen)?"
    r"|Hier geht es zum Original(?:artikel)?"
    r"|(?:Lire|Voir) l[’']article original(?: ici)?|Article original(?: ici)?"
    r"|(?:Leer?|Lea|Ver) (?:el )?art[ií]culo original(?: aqu[ií])?|Art[ií]culo original"
    r"|Leggi l[’']articolo originale(?: qui)?|(?:Ler?|Leia) o artigo original(?: aqui)?"
    r"|Lees het (?:originele|oorspronkelijke) artikel(?: hier)?|Läs originalartikeln(?: här)?"
    r"|Les originalartikkelen(?: her)?|Przeczytaj oryginalny artykuł(?: tutaj)?"
    r")\]?\s*[.:»→>]*\s*(?P<url><?https?://\S+?>?)?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:Tag Archives?|Tag|Posts? tagged(?: with)?|Articles tagged(?: with)?|Topic|Category Archives?|Category"
    r"|Schlagwort-?Archive?|Schlagw(?:ort|örter)|Archives? (?:du|de|par) mot-cl[ée]f?|Archives? (?:de l[’'])?"
    r"[ée]tiquettes?|[ÉE]tiquette|Archivos? de (?:la )?etiqueta|Etiqueta|Archivi? (?:del )?tag|Archivio tag|Tagarchief"
    r"|Arquivos? da tag)\s*:\s*[“‘\"']?(?P<name>[^“”‘’\"':]{1,80}?)[”’\"']?"
    r"|(?:Posts?|Articles) tagged(?: with)? [“‘\"']?(?P<tagged>[^“”‘’\"':]{1,80}?)[”’\"']?",
    re.IGNORECASE,
)


class Closing(NamedTuple):
    """A closing line, with the address of the original if it stands there."""

    url: str


def closing_of(line: str) -> Closing | None:
    """The closing line that a line is; None if it is none."""
    match = _CLOSING.fullmatch(line) if len(line) < 2_000 else None
    return Closing((match["url"] or "").strip("<>")) if match else None


def tag_named(line: str) -> str:
    """The tag that the heading of an archive names; empty if the line is none."""
    match = _HEADING.fullmatch(line) if len(line) < 140 else None
    return (match["name"] or match["tagged"] or "").strip() if match else ""


def is_address(line: str) -> bool:
    """True for a line that is a web address alone."""
    return re.fullmatch(r"<?https?://\S+>?", line) is not None
