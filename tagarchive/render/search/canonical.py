"""The one form of a search index.

Pagefind keeps filters and their values in maps whose order changes with each run. Those of its files that follow this
order are written again in the order of names, and named by their new content. All others are the same each time.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from tagarchive.core.digests import digest_of_bytes
from tagarchive.render.search.cbor import Value, cbor, cbor_value

ENTRY = "pagefind-entry.json"
"""The file that names the indexes of each language."""

SIGN = b"pagefind_dcd"
"""Beginning of each file of an index, before it is compressed."""

_FILTERS = 3
"""Place of the list of filters in the main file of an index: each has a name and the name of its file."""


_GZIP = 16 + zlib.MAX_WBITS
_MEMORY = 6
"""Level of memory of the compression: blocks have up to 4,096 symbols."""


def is_unordered(name: str) -> bool:
    """True for a file of an index whose order changes."""
    return name == ENTRY or name.endswith((".pf_meta", ".pf_filter"))


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of `is_unordered` in one form, by their new names. Raises `ValueError` if they have an unknown form."""
    entry = json.loads(files[ENTRY])
    made: dict[str, bytes] = {}
    for language in entry["languages"].values():
        name = main_file(language["hash"])
        main, filters = content_of(files[name]), dict(_filters(files))
        by_name = sorted(main[_FILTERS])
        for filter_ in by_name:
            data = packed(filters[filter_[1]])
            filter_[1] = f"{filter_[1].partition('_')[0]}_{digest_of_bytes(data)[:7]}"
            made[f"filter/{filter_[1]}.pf_filter"] = data
        data = packed([*main[:_FILTERS], by_name, *main[_FILTERS + 1 :]])
        language["hash"] = f"{language['hash'].partition('_')[0]}_{digest_of_bytes(data)[:10]}"
        made[main_file(language["hash"])] = data
    return {**made, ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()}


def _filters(files: Mapping[str, bytes]) -> Iterator[tuple[str, Value]]:
    """The content of each filter by the name of its file: its name, and its values in order."""
    for path, data in files.items():
        if path.endswith(".pf_filter"):
            name, values = content_of(data)
            yield path.removeprefix("filter/").removesuffix(".pf_filter"), [name, sorted(values)]


def main_file(hash_: str) -> str:
    """The name of the main file of the index of a language: its pages, its files of words, its filters and orders."""
    return f"pagefind.{hash_}.pf_meta"


def content_of(data: bytes) -> list[Any]:
    """The list in a file of an index. Raises `ValueError` if it has another form."""
    plain = gzip.decompress(data)
    found = cbor_value(plain, len(SIGN))
    if not plain.startswith(SIGN) or not isinstance(found, list):
        raise ValueError("found another beginning, expected that of an index")
    return found


def packed(value: Value) -> bytes:
    """A value as a file of an index."""
    return compressed(cbor(value), zlib.Z_BEST_COMPRESSION)


def compressed(encoding: bytes, level: int) -> bytes:
    """An encoded value as a file of an index."""
    # Most of it is numbers, in which short repetitions are chance. Short blocks follow the kinds of values.
    making = zlib.compressobj(level, zlib.DEFLATED, _GZIP, _MEMORY, zlib.Z_FILTERED)
    return making.compress(SIGN + encoding) + making.flush()
