"""Lists in front matter: the places of their items in a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import yaml

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import location
from tagarchive.reading.field_types import line_with_characters
from tagarchive.reading.front_matter import FrontMatter, split


class Item(NamedTuple):
    """An item of a list.

    Attributes:
        name: its text as it is read
        quote: its quote, or ""
        mark: offset of its dash, or of the item itself if the list has no dashes
        start: offset of its first character
        end: offset after its last character

    """

    name: str
    quote: str
    mark: int
    start: int
    end: int


class WrittenList(NamedTuple):
    """A list as it is written in a file.

    Attributes:
        form: `flow` for a list in brackets, `block` for one with dashes, `alone` for an item without a list
        colon: offset after the colon of its key
        start: offset of its first character
        end: offset after its last character
        items: its items

    """

    form: Literal["flow", "block", "alone"]
    colon: int
    start: int
    end: int
    items: tuple[Item, ...]


class Matter(NamedTuple):
    """A file with front matter.

    Attributes:
        path: path of the file
        text: decoded text of the file
        front: its front matter

    """

    path: str
    text: str
    front: FrontMatter


def matter_in(text: str, path: str) -> Matter:
    """The file of a decoded text. Raises `SiteError` if its front matter can't be read."""
    return Matter(path, text, split(text, path))


def uneditable(where: Location, found: str, expected: str) -> SiteError:
    """The error about front matter that no command edits."""
    message = f"found {found}, expected {expected}"
    return SiteError(Problem(where, "uneditable", message, "edit this file by hand, then run the command again"))


def list_at(matter: Matter, key: str) -> WrittenList | None:
    """The list under a key; None if there is no such key. Raises `SiteError` for anchors and aliases in it."""
    front = matter.front
    root = yaml.compose(front.yaml, Loader=yaml.CBaseLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    pairs = root.value
    place = next((place for place, (name, _) in enumerate(pairs) if name.value == key), None)
    if place is None:
        return None
    name, _ = pairs[place]
    last = pairs[place + 1][0].start_mark.index if place + 1 < len(pairs) else root.end_mark.index
    tokens = [
        token
        for token in yaml.scan(front.yaml, Loader=yaml.CBaseLoader)
        if name.end_mark.index <= token.start_mark.index < last
    ]
    return _written(matter, key, tokens)


_NOTED = (yaml.AnchorToken, yaml.AliasToken)
_INNER = (yaml.FlowMappingStartToken, yaml.BlockMappingStartToken)
_OPENING = (yaml.FlowSequenceStartToken, yaml.BlockSequenceStartToken, yaml.BlockEntryToken)


def _written(matter: Matter, key: str, tokens: Sequence[yaml.Token]) -> WrittenList:
    offset = matter.front.start
    noted = next((token for token in tokens if isinstance(token, _NOTED)), None)
    if noted:
        where = location(matter.text, offset + noted.start_mark.index, matter.path)
        sign = "&" if isinstance(noted, yaml.AnchorToken) else "*"
        raise uneditable(where, f"the YAML {_NAMES[sign]} {sign}{noted.value} in `{key}`", "plain items")
    inner = next((token for token in tokens if isinstance(token, _INNER)), None)
    if inner:
        where = location(matter.text, offset + inner.start_mark.index, matter.path)
        raise uneditable(where, f"a mapping in `{key}`", "plain items")
    colon = next(token for token in tokens if isinstance(token, yaml.ValueToken)).end_mark.index
    opening = next((token for token in tokens if isinstance(token, _OPENING)), None)
    form: Literal["flow", "block", "alone"] = "block" if opening else "alone"
    items = tuple(_items(matter, tokens))
    start, end = (items[0].mark, items[-1].end) if items else (0, 0)
    if isinstance(opening, yaml.FlowSequenceStartToken):
        closing = next(token for token in tokens if isinstance(token, yaml.FlowSequenceEndToken))
        form, start, end = "flow", offset + opening.start_mark.index, offset + closing.end_mark.index
    return WrittenList(form, offset + colon, start, end, items)


_NAMES = {"&": "anchor", "*": "alias"}


def _items(matter: Matter, tokens: Sequence[yaml.Token]) -> list[Item]:
    items, dash, typed, offset = [], -1, -1, matter.front.start
    for token in tokens:
        start, end = offset + token.start_mark.index, offset + token.end_mark.index
        if isinstance(token, yaml.BlockEntryToken):
            dash = start
        elif isinstance(token, yaml.TagToken):
            typed = start
        elif isinstance(token, yaml.ScalarToken):
            first = typed if typed >= 0 else start
            quote = token.style if token.style in ("'", '"') else ""
            # The end of a text in a block is where the next line with less space begins.
            stop = end if quote else start + len(matter.text[start:end].rstrip())
            items.append(Item(line_with_characters(token.value), quote, dash if dash >= 0 else first, first, stop))
            dash = typed = -1
        elif isinstance(token, yaml.FlowSequenceStartToken):
            typed = -1
    return items


def names_at(matter: Matter, key: str) -> list[str]:
    """The names in the list under a key."""
    found = list_at(matter, key)
    return [item.name for item in found.items] if found else []
