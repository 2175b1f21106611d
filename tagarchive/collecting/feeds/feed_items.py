"""The articles that entries of feeds become, by the rules that take them in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from tagarchive.archive.sources import Sources
from tagarchive.collecting.clips.clipped_items import NEEDED, guesses_of
from tagarchive.collecting.feeds.sifting import Taken
from tagarchive.collecting.source_naming import KnownSources, named_source
from tagarchive.core.slugs import slugify, tag_key
from tagarchive.importing.inputs.items import Guessed, Item, Options, Value
from tagarchive.importing.inputs.texts import distinct
from tagarchive.reading.provenance import Republish

INBOX = "inbox"
"""The folder below `content/` with the drafts that await a decision."""

_WIDEST_FIRST: tuple[Republish, ...] = get_args(Republish)


class Filing(NamedTuple):
    """Facts by which articles are filed.

    Attributes:
        sources: the records of sources
        language: the language of the site, which says which spellings are one tag
        options: the options of the import

    """

    sources: KnownSources
    language: str
    options: Options


def filed_item(taken: Taken, filing: Filing) -> Item:
    """The article of an entry.

    If several rules take the entry in, it gets the tags of all. The most careful of them decides whether it is a draft
    and what may be shown.
    """
    rules, options = [match.rule for match in taken.matches], filing.options
    # An id of the feed may be that of an article of another feed, so articles get ids of this site.
    matter: dict[str, Value] = {key: value for key, value in taken.item.matter.items() if key not in ("guid", "tags")}
    is_draft = any(rule.draft for rule in rules)
    matter["filed"] = options.now.astimezone(options.zone).isoformat(timespec="seconds")
    tags = distinct([*(tag for rule in rules for tag in rule.tags), *_mapped(taken, filing.language)])
    matter |= {"tags": list[Value](tags)} if tags else {}
    matter |= {"draft": True} if is_draft else {}
    remarks = [one for one in taken.item.remarks if not (isinstance(one, Guessed) and one.key == "guid")]
    item = taken.item._replace(
        origin=taken.id.shown, matter=matter, folder=INBOX if is_draft else "", remarks=tuple(remarks)
    )
    return _commented(_with_source(item, [rule.republish for rule in rules if rule.republish], filing.sources))


def _commented(item: Item) -> Item:
    """The item with comments beside the values that a reader relies on and that are guesses."""
    guesses = (one for one in guesses_of(item) if one.key in NEEDED)
    return item._replace(comments=tuple({guess.key: f"guess: {guess.why}" for guess in guesses}.items()))


def _with_source(item: Item, wanted: Iterable[Republish], sources: KnownSources) -> Item:
    """The item with its source as the site has a record of it, and the part that may be shown."""
    source = item.matter.get("source")
    if not isinstance(source, dict):
        return item
    guess = next((guess for guess in guesses_of(item) if guess.key == "source.name"), None)
    named = named_source(source, guess, sources, "feed")
    guesses = [one for one in named.remarks if isinstance(one, Guessed)]
    full = _with_republish({**source, "name": named.name}, wanted, sources.names)
    remarks = (*(one for one in item.remarks if one != guess), *guesses)
    return item._replace(matter={**item.matter, "source": full}, remarks=remarks)


def _mapped(taken: Taken, language: str) -> Iterator[str]:
    """The tags that the categories of an entry become."""
    categories = {tag_key(category, language) for category in taken.entry.tags}
    for match in taken.matches:
        for category, tags in match.rule.map:
            if tag_key(category, language) in categories:
                yield from tags


def _with_republish(source: dict[str, Value], wanted: Iterable[Republish], sources: Sources) -> dict[str, Value]:
    """The source with the part that may be shown, unless its record says that or less."""
    record = sources.records.get(slugify(str(source["name"])))
    stated = [one for one in _WIDEST_FIRST if one == source.get("republish")]
    narrowest = max((*wanted, *stated), key=_WIDEST_FIRST.index, default=None)
    rest = {key: value for key, value in source.items() if key != "republish"}
    is_less = narrowest and (not record or _WIDEST_FIRST.index(narrowest) >= _WIDEST_FIRST.index(record.republish))
    return {**rest, "republish": narrowest} if narrowest and is_less else rest
