"""A large index in parts, which the search page asks all at once.

Pagefind compares all articles that have a word with each other, so eight parts take an eighth of the time. Each article
is in one part, and each part knows all words: what it finds, and which words it holds for unknown, is the same as in
one index. Articles by date are in a file of their own, as places in a part say nothing of other parts. A reader loads
the main files of all parts first, so that more parts are quicker but heavier.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from tagarchive.core.digests import digest_of_bytes
from tagarchive.render.search.canonical import ENTRY, SIGN, compressed, content_of, main_file, packed
from tagarchive.render.search.cbor import Value
from tagarchive.render.search.postings import divided

SIZE = 1600
"""Number of articles in a part, or a few more. An index of fewer than twice as many is not parted."""

_LAST = "\U0010ffff"
"""The last character that there is."""

_LEVEL = 6
"""Level of compression: level 9 takes four times as long, and saves a hundredth."""

Places = Sequence[tuple[int, int]]
"""For each page the number of its part, and its place there."""


class _Part(NamedTuple):
    """The content of the main file of a part, in the making.

    Attributes:
        pages: its pages, each with the name of its fragment and the number of its words
        chunks: its files of words: the first word, the last, and the name
        filters: its filters: the title, and the name of the file

    """

    pages: list[Value]
    chunks: list[Value]
    filters: list[Value]


def parted(files: Mapping[str, bytes], size: int = SIZE) -> dict[str, bytes]:
    """The files of an index in the form of `canonical`, with parts for each language that has many articles."""
    entry = json.loads(files[ENTRY])
    made = dict(files)
    for name, language in list(entry["languages"].items()):
        number = language["page_count"] // size
        if number > 1:
            entry["languages"] |= _in_parts(made, name, language, number)
    return {**made, ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()}


def _in_parts(files: dict[str, bytes], name: str, language: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The entries of the parts of the index of a language. Their files replace those of the whole."""
    version, pages, chunks, filters, orders, fields = content_of(files.pop(main_file(language["hash"])))
    parts = [_Part([], [], []) for _ in range(number)]
    places = [(0, 0)] * len(pages)
    # Pages of about the same length are next to each other, so that their numbers of words take hardly any room.
    for at in sorted(range(len(pages)), key=lambda at: pages[at][::-1]):
        owner = _number(pages[at][0]) % number
        places[at] = owner, len(parts[owner].pages)
        parts[owner].pages.append(pages[at])
    _divide_words(files, chunks, places, parts)
    _divide_filters(files, filters, places, parts)
    entries = {}
    for at, part in enumerate(parts):
        data = packed([version, part.pages, part.chunks, part.filters, [], fields])
        hash_ = f"{name}_{digest_of_bytes(data)[:10]}"
        files[main_file(hash_)] = data
        entries[f"{name}-x-{at}" if at else name] = {**language, "hash": hash_, "page_count": len(part.pages)}
    by_date = b"".join(_number(pages[page][0]).to_bytes(4, "big") for page in dict(orders)["date"])
    entries[name] |= {"order": _kept(files, "", name, "order", by_date), "parts": list(entries)[1:]}
    return entries


def _divide_words(files: dict[str, bytes], chunks: Sequence[Any], places: Places, parts: Sequence[_Part]) -> None:
    for (first, last, name), following in zip_longest(chunks, chunks[1:]):
        words = gzip.decompress(files.pop(f"index/{name}.pf_index")).removeprefix(SIGN)
        # Without this, a query for “announced” loads the files of “a” and “an” besides that of the stem “announc”.
        end = last if following and following[0].startswith(last) else last + _LAST
        for part, data in zip(parts, divided(words, places, len(parts)), strict=True):
            chunk = compressed(data, _LEVEL)
            part.chunks.append([first, end, _kept(files, "index/", name, "index", chunk)])


def _divide_filters(files: dict[str, bytes], filters: Sequence[Any], places: Places, parts: Sequence[_Part]) -> None:
    for title, name in filters:
        _, values = content_of(files.pop(f"filter/{name}.pf_filter"))
        for at, part in enumerate(parts):
            own: Value = [[value, _own(pages, places, at)] for value, pages in values]
            part.filters.append([title, _kept(files, "filter/", name, "filter", packed([title, own]))])


def _own(pages: Sequence[int], places: Places, part: int) -> list[Value]:
    """The places of those pages that a part has."""
    return sorted(place for owner, place in (places[page] for page in pages) if owner == part)


def _kept(files: dict[str, bytes], folder: str, like: str, kind: str, data: bytes) -> str:
    """Keeps a file under a name made of its content, after the language in the name of another. Returns the name."""
    name = f"{like.partition('_')[0]}_{digest_of_bytes(data)[:7]}"
    files[f"{folder}{name}.pf_{kind}"] = data
    return name


def _number(fragment: str) -> int:
    """The number in the name of a fragment, such as `en_584b76e`. It decides on the part, so an article stays in it."""
    return int(fragment.rpartition("_")[2], 16)
