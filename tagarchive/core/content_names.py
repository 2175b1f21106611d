"""Names of files that change with their content, so that browsers may keep such a file without expiry."""

from __future__ import annotations

import re

from tagarchive.core.urls import SEARCH_INDEX, Address, OutPath, file_path

_SMALLER = re.compile(r"\.[0-9]+w\.[0-9a-f]{10}\.(?:avif|jpg|png|webp)$")
_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{10}\.(?:css|m?js)$", re.IGNORECASE)
_SEARCH_CHUNK = re.compile(r"_[0-9a-f]{7,}\.pf_[a-z]+$")


def is_asset(path: str) -> bool:
    """True if a static file is a style sheet or a script. Pages link to these by a name with a fingerprint."""
    return path.lower().endswith((".css", ".js", ".mjs"))


def named_by_content(address: Address, digest: str) -> Address:
    """The address of a style sheet or script with a fingerprint of its content in the name."""
    start, dot, ending = address.rpartition(".")
    return Address(f"{start}.{digest[:10]}{dot}{ending}")


def in_search_index(path: OutPath) -> bool:
    """True for the path of a file of the search index."""
    return path.startswith(file_path(SEARCH_INDEX))


def is_search_chunk(path: OutPath) -> bool:
    """True for a file of the search index whose name has a digest of its content."""
    return in_search_index(path) and bool(_SEARCH_CHUNK.search(path))


def is_named_by_content(path: str) -> bool:
    """True if the name of a file has a fingerprint, as in `named_by_content`."""
    return bool(_NAMED_BY_CONTENT.search(path))


def smaller_picture(address: Address, width: int, digest: str, ending: str) -> Address:
    """The address of a smaller file of a picture, with its width and a fingerprint of what it is made of."""
    return Address(f"{address}.{width}w.{digest[:10]}.{ending}")


def is_smaller_picture(path: str) -> bool:
    """True if the name of a file is that of a smaller file of a picture, as in `smaller_picture`."""
    return bool(_SMALLER.search(path))
