"""The first reading of an input: the place of each item, its copies, and what they add to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.dates import moment
from tagarchive.core.digests import short_key
from tagarchive.importing.inputs.items import Found, Guessed, Item, Options
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.writing.identities import Identities, Known, of_item
from tagarchive.importing.writing.links import Links
from tagarchive.importing.writing.placement import Place, Placement
from tagarchive.importing.writing.tag_names import TagNames


class Survey(NamedTuple):
    """Results of the first reading. Items are known by their number in the input, from 0.

    Attributes:
        places: place of each item; None for a copy
        copies: number of the item that a copy is a copy of, by the number of the copy
        gained: tags that the copies of an item add to it, by its number
        unguided: numbers of items whose guid another item has
        links: where old addresses lead
        tags: the tags of the site and the input

    """

    places: Sequence[Place | None]
    copies: Mapping[int, int]
    gained: Mapping[int, Sequence[str]]
    unguided: frozenset[int]
    links: Links
    tags: TagNames


def survey(found: Iterable[Found], options: Options, placement: Placement, known: Known, tags: TagNames) -> Survey:
    """Reads an input for the first time."""
    links = Links(placement.stands, is_moved=options.is_moved)
    seen = _Seen()
    places: list[Place | None] = []
    gained: dict[int, list[str]] = {}
    for number, item in enumerate(one for one in found if isinstance(one, Item)):
        names = [tags.spelled(name) for name in tags_of(item, options)]
        first = seen.first_of(number, item)
        if first is not None:
            gained.setdefault(first, []).extend(names)
            places.append(None)
            place = places[first]
        else:
            place = placement.place(item, known, tags.slug_of(*_tag(item)) if item.type == "tag" else "")
            places.append(place)
        if place:
            links.add(item, place)
    return Survey(places, seen.copies, gained, frozenset(seen.unguided), links, tags)


def sound(found: Iterable[Found], options: Options) -> Iterator[Found]:
    """Everything in the input, with a date and a title for each article."""
    return (_sound(one, options) if isinstance(one, Item) and one.type == "article" else one for one in found)


def _sound(item: Item, options: Options) -> Item:
    matter, guesses = dict(item.matter), []
    today = options.now.astimezone(options.zone).date().isoformat()
    if not line_of(str(matter.get("title", ""))):
        matter["title"] = "Untitled"
        guesses.append(Guessed("title", "Untitled", "no title is given"))
    try:
        moment(str(matter.get("date", "")), options.zone)
    except ValueError as error:
        guesses.append(Guessed("date", today, f"“{matter.get('date', '')}” is no date ({error}); today stands in"))
        return item._replace(
            matter={**matter, "date": today}, stand_ins=item.stand_ins | {"date"}, remarks=(*item.remarks, *guesses)
        )
    return item._replace(matter=matter, remarks=(*item.remarks, *guesses)) if guesses else item


def tags_of(item: Item, options: Options) -> list[str]:
    """The tags of an article, with those that the command line gives to every one."""
    own = item.matter.get("tags")
    names = [str(name) for name in own] if isinstance(own, list) else []
    return [*names, *options.tags] if item.type == "article" else names


def _tag(item: Item) -> tuple[str, str]:
    return str(item.matter.get("name", "")), str(item.matter.get("slug", ""))


class _Seen:
    """The items so far, by their identities."""

    def __init__(self) -> None:
        self.copies: dict[int, int] = {}
        self.unguided: set[int] = set()
        self._numbers: dict[bytes, int] = {}
        self._titles: dict[int, bytes] = {}

    def first_of(self, number: int, item: Item) -> int | None:
        """The number of the item that this one is a copy of; None if it is the first of its kind."""
        identities = of_item(item)
        stated = [key for key in (*identities.own, identities.original) if key and not key.startswith("address ")]
        keys = [short_key(key) for key in stated]
        first = next((self._numbers[key] for key in keys if key in self._numbers), None)
        if first is not None and self._is_other(first, item, identities):
            self.unguided.add(number)
            first = None
        if first is not None:
            self.copies[number] = first
        for key in keys:
            self._numbers.setdefault(key, number if first is None else first)
        if item.matter.get("guid"):
            self._titles[number] = _title_key(item)
        return first

    def _is_other(self, first: int, item: Item, identities: Identities) -> bool:
        """True if two items share nothing but a guid, and have other titles."""
        shared = [key for key in (*identities.own, identities.original) if self._numbers.get(short_key(key)) == first]
        return all(key.startswith("guid ") for key in shared) and self._titles.get(first) != _title_key(item)


def _title_key(item: Item) -> bytes:
    return short_key(str(item.matter.get("title", "")))
