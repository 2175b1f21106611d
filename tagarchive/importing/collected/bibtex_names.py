"""Names in fields of BibTeX: “Kest, Ida and van den Berg, Oren and {Port Sella Council}”."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import (
    InvalidNameError,
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from tagarchive.importing.collected.bibtex_entries import decoded
from tagarchive.importing.collected.person_names import Names, Parts, names_of_parts

_OTHERS = frozenset({"others", "{others}", ""})
_KEYED = re.compile(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)


def names_of_field(written: str) -> Names:
    """The names in a field, each in the order in which it is read aloud."""
    names = [name for name in split_multiple_persons_names(" ".join(written.split())) if name not in _OTHERS]
    return names_of_parts(map(_parts, names))


def _parts(name: str) -> Parts:
    if name.startswith("{") and name.endswith("}") and "{" not in name[1:-1].replace("\\{", ""):
        return Parts(literal=_plain(name))
    if _KEYED.match(name):
        return _of_keys(name)
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except InvalidNameError:
        parts = NameParts(last=[name])
    family, given, particle, suffix = (
        _plain(" ".join(words)) for words in (parts.last, parts.first, parts.von, parts.jr)
    )
    return Parts(family, given, particle, suffix)


def _of_keys(name: str) -> Parts:
    """A name in the extended form of BibLaTeX: `family=Kest, given=Ida`."""
    pairs = (part.partition("=") for part in name.split(","))
    values = {key.strip().casefold(): _plain(value.strip().strip('"')) for key, _, value in pairs}
    return Parts(*(values.get(key, "") for key in ("family", "given", "prefix", "suffix")))


def _plain(written: str) -> str:
    return decoded([written])[0][0] if written else ""
