"""Records: files that say for all articles what holds for one source or one author, under any of its names. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from tagarchive.core import urls
from tagarchive.core.errors import Problem, Written
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.reading.documents import AuthorText, SourceText

R = TypeVar("R", SourceText, AuthorText)

_NONE: Mapping[str, object] = MappingProxyType({})


class Records(NamedTuple, Generic[R]):
    """The records of one kind.

    Attributes:
        records: the records by the slug of each of their names
        edition: code of the language of the site whose archives they have; empty for the default language

    """

    records: Mapping[str, R] = _NONE  # type: ignore[assignment]
    edition: str = ""

    def named(self, name: str) -> R | None:
        """The record with a name; None if there is none."""
        return self.records.get(slugify(name)) if self.records else None

    def key_of(self, name: str) -> str:
        """A text that is equal for all names of one record."""
        record = self.named(name)
        return record.path if record else slugify(name)

    def among(self, names: Iterable[str]) -> tuple[R, ...]:
        """The records with some names, by path."""
        found = map(self.named, names) if self.records else ()
        by_path = {record.path: record for record in found if record}
        return tuple(by_path[path] for path in sorted(by_path))


def archive_of(record: SourceText | AuthorText, edition: str = "") -> Address:
    """The address of the archive of a source or an author in a language of the site."""
    address = urls.source if isinstance(record, SourceText) else urls.author
    return urls.in_language(edition, address(record.slug.text if record.slug else slugify(record.name.text)))


class RecordKind(NamedTuple):
    """Words about a kind of records, for messages.

    Attributes:
        noun: a record's subject, such as `source`
        duplicate: code of the problem that two records have one name
        unused: code of the notice that no article has a name of a record

    """

    noun: str
    duplicate: str
    unused: str


def read_records(texts: Iterable[R], kind: RecordKind) -> tuple[Records[R], tuple[Problem, ...]]:
    """The records from their files in the order of paths, with a problem for each name that two of them have.

    A slug counts as a name: records with that name would have the same address.
    """
    records: dict[str, R] = {}
    problems: list[Problem] = []
    for text in texts:
        for name in _names(text):
            first = records.setdefault(slugify(name.text), text)
            if first is not text:
                problems.append(_taken(name, first, kind))
    return Records(records), tuple(problems)


def _names(record: SourceText | AuthorText) -> tuple[Written, ...]:
    return (record.name, *record.also, *((record.slug,) if record.slug else ()))


def _taken(name: Written, first: SourceText | AuthorText, kind: RecordKind) -> Problem:
    code = kind.duplicate
    message = f"found the name “{name.text}” of {_a(kind.noun)}, which is also that of {first.path}"
    return Problem(name.where, code, message, "keep one of the two files, or write the name in one only")


def unused_records(known: Records[R], used: Collection[str], kind: RecordKind) -> Iterator[Problem]:
    """A notice for each record that no article names. `used` are the slugs of the names in articles."""
    code = kind.unused
    by_path = {record.path: record for record in known.records.values()}
    for path in sorted(by_path.keys() - {known.records[slug].path for slug in used if slug in known.records}):
        name = by_path[path].name
        message = f"found a file for the {kind.noun} “{name.text}”, which no published article names"
        hint = f"its name is that of the file, or `name: …`; other names of the {kind.noun} stand under `also`"
        yield Problem(name.where, code, message, hint)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
