"""Places of values: where a page states what the front matter of its article says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

from tagarchive.core.originals import original_key
from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.inputs.items import Value
from tagarchive.importing.pages.metadata.stated import PageMetadata, Stated

ELEMENTS = frozenset({"h1", "title", "time element"})
"""Places that are made for readers. A value that stands nowhere else is a guess."""


def places_of(stated: PageMetadata, matter: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """The places of the values of front matter that the page states, by key. What stands for readers comes last."""
    return tuple((key, where) for key, where in _places(stated, matter) if where)


def _places(stated: PageMetadata, matter: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    source = matter.get("source")
    source = source if isinstance(source, dict) else {}
    yield "title", _title_place(stated.titles, matter.get("title"))
    yield "summary", _place(stated.summaries, matter.get("summary"))
    yield "lang", _place(stated.langs, matter.get("lang"))
    yield "source.name", _place(stated.publishers, source.get("name"))
    yield "source.url", _address_place(stated.urls, str(source.get("url", "")))
    named = [names for names in stated.authors if source.get("authors") == list(names.names)]
    yield "source.authors", next((names.where for names in named), "")
    days = [value.where for value in stated.published if date_of(value.text).is_day] if "published" in source else []
    yield "source.published", next(iter(days), "")
    image = matter.get("image")
    src = str(image.get("src", "")) if isinstance(image, dict) else ""
    yield "image", next((picture.where for picture in stated.pictures if src.endswith(picture.src)), "")


def _address_place(stated: Sequence[Stated], url: str) -> str:
    """The place of an address. One that is stated may be relative, and have parameters for tracking."""
    try:
        same = [one.where for one in stated if url and original_key(urljoin(url, one.text)) == original_key(url)]
    except ValueError:
        return ""
    return next(iter(same), "")


def _title_place(titles: Sequence[Stated], title: Value | None) -> str:
    """The place of the title; of one that readers see with what is stated for machines in other words."""
    place = _place(titles, title)
    stated = next((other for other in titles if other.where not in ELEMENTS), None)
    return f"{place} ({stated.where}: “{stated.text}”)" if place in ELEMENTS and stated else place


def _place(values: Sequence[Stated], text: Value | None) -> str:
    """The place of a value; of several one that is made for machines."""
    places = [value.where for value in values if value.text == text]
    return next((place for place in places if place not in ELEMENTS), next(iter(places), ""))
