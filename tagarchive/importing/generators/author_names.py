"""Names of authors in the shapes in which front matter has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tagarchive.importing.generators.front_matter import mapping_of, text_of
from tagarchive.importing.inputs.private_data import Data, is_private, without_emails
from tagarchive.importing.inputs.texts import distinct, line_of_html

AUTHOR_KEYS = "author authors by byline writer".split()
"""Keys that name authors, the first that has a value counts."""

_NAME_KEYS = "name display_name displayName full_name fullName fullname title nickname nick username login".split()
_SUFFIX = re.compile(r"(?:[JS]r|Ph\.?D|M\.?[DA]|[BM]Sc|Inc|Ltd|LLC|Esq|I{2,3}|IV)\.?", re.IGNORECASE)
_AND = re.compile(r"\s*;\s*|\s+&\s+|,?\s+and\s+|,\s*")
_BY = re.compile(r"by\s+", re.IGNORECASE)


def known_names(data: Data) -> dict[str, str]:
    """The names of authors by their keys, of a file of authors: a mapping or a list of mappings."""
    data = mapping_of(data).get("authors") or data
    if isinstance(data, list):
        people = [(_key(item), item) for item in data]
        return {key: name for key, item in people if key and (name := _name(item))}
    return {key: name for key, item in mapping_of(data).items() if (name := _name(item))}


def names_of(data: Data | None, known: Mapping[str, str] | None = None) -> list[str]:
    """The names in a text, a list or a mapping, each once; keys of known authors become their names."""
    return distinct(list(_names(data, known or {})))


def _names(data: Data | None, known: Mapping[str, str]) -> Iterator[str]:
    match data:
        case list():
            for item in data:
                yield from _names(item, known) if not isinstance(item, str) else (_of_text(item, known),)
        case dict():
            name = _name(data)
            if name:
                yield known.get(name, name)
            else:
                yield from (_name(item) or known.get(key, key) for key, item in data.items() if _is_person(item))
        case str():
            yield from (_of_text(part, known) for part in _parts(data, known))


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    """The parts of a text that names several people; a text that may be one name stays whole."""
    text = _BY.sub("", text.strip(), count=1) if _BY.match(text.strip()) else text.strip()
    parts = [part for part in _AND.split(text) if part]
    is_list = all(len(part.split()) <= 4 and not _SUFFIX.fullmatch(part) for part in parts)
    # “Procter & Gamble” is one name, “Ada Brook & Ida Kest” are two, and “ada, ida” are two keys.
    is_list = is_list and ("," in text or ";" in text or all(" " in part or part in known for part in parts))
    return [text] if text in known or not is_list else parts


def _of_text(text: str, known: Mapping[str, str]) -> str:
    word = text.strip()
    return known.get(word) or known.get(word.lstrip("@")) or line_of_html(without_emails(word))


def has_more(data: Data | None) -> bool:
    """True if a person in the data has more than a name and private things."""
    if isinstance(data, list):
        return any(map(has_more, data))
    return (
        isinstance(data, dict)
        and bool(_name(data))
        and any(value and key not in _NAME_KEYS and not is_private(key) for key, value in data.items())
    )


def _is_person(data: Data) -> bool:
    return isinstance(data, dict) or data == ""


def _name(data: Data) -> str:
    if isinstance(data, str):
        return line_of_html(without_emails(data))
    person = mapping_of(data)
    for key in _NAME_KEYS:
        name = without_emails(text_of(person.get(key)))
        if name:
            return line_of_html(name)
    parts = (
        person.get(first) or person.get(second) for first, second in (("first_name", "first"), ("last_name", "last"))
    )
    return line_of_html(without_emails(" ".join(map(text_of, parts))))


def _key(data: Data) -> str:
    person = mapping_of(data)
    return next((text_of(person[key]) for key in ("id", "key", "slug", "username", "login") if person.get(key)), "")
