"""Copied files with new bytes, for open pages that show them."""

from __future__ import annotations

from msgspec import Struct

from tagarchive.core import urls
from tagarchive.core.content_names import is_asset, named_by_content
from tagarchive.core.urls import Address
from tagarchive.preview.snapshot import Snapshot


class Changed(Struct, frozen=True):
    """A copied file with new bytes: the addresses that pages use for it, and its own."""

    before: tuple[str, ...]
    now: str


def changed_files(before: Snapshot, now: Snapshot) -> tuple[Changed, ...]:
    """The copied files whose bytes changed, for open pages that show them."""
    if before.statics is now.statics and before.files is now.files:
        return ()
    old, href = _copies(before), now.plan.site.href
    changed = ((address, digest) for address, digest in _copies(now).items() if old.get(address) != digest)
    return tuple(
        Changed(tuple(map(href, _names(address, old.get(address, "")))), href(_names(address, digest)[-1]))
        for address, digest in changed
    )


def _names(address: Address, digest: str) -> tuple[Address, ...]:
    """The addresses of a file: its own, and the one with a digest of its content if it has one."""
    return (address, named_by_content(address, digest)) if is_asset(address) else (address,)


def _copies(snapshot: Snapshot) -> dict[Address, str]:
    """The SHA-256 of every copied file, by its address."""
    statics = ((urls.static(file.path), file) for file in snapshot.statics)
    files = ((snapshot.addresses.get(file.path), file) for file in snapshot.files)
    return {address: file.digest for address, file in (*statics, *files) if address}
