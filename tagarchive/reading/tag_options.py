"""Options in `site.toml` about tags, about further lists of terms, and about checks."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tagarchive.core.errors import ExpectedError
from tagarchive.core.urls import Address
from tagarchive.reading.field_types import ListAddress, TermKey
from tagarchive.reading.text_types import Line


class PairOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[pairs]`: archives of two tags at once, such as `/tag/drones+iraq/`."""

    least: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 5
    """Number of common articles from which two tags have an archive of their own; 0 turns these archives off. At most
    the thousand largest exist."""


class TaxonomyOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[taxonomy.NAME]`: a further list of terms, such as series or places, with archives and feeds as tags have."""

    key: TermKey = TermKey("")
    """Key of the front matter that holds the terms, such as `series`; default: `NAME`."""
    title: Line = Line("")
    """Title of the list; default: `NAME` with a capital letter."""
    address: ListAddress = ListAddress("")
    """Address of the list, such as `/series/`; the archive of a term stands below it. Default: `/NAME/`."""


class Taxonomy(msgspec.Struct, frozen=True):
    """A further list of terms, with its defaults filled in.

    Attributes:
        name: name in `site.toml`
        key: key of the front matter
        title: title of the list
        address: address of the list

    """

    name: str
    key: str
    title: str
    address: Address

    def term(self, slug: str) -> Address:
        """The address of the archive of a term."""
        return Address(f"{self.address}{slug}/")


def taxonomy_of(name: str, options: TaxonomyOptions) -> Taxonomy:
    title = options.title or name.replace("_", " ").capitalize()
    return Taxonomy(name, options.key or name, title, Address(options.address or f"/{name}/"))


def check_keys(taxonomies: tuple[Taxonomy, ...], taken: frozenset[str]) -> None:
    """Raises `ExpectedError` if a key of front matter has two meanings. `taken` are the keys of all articles."""
    used = set(taken)
    for taxonomy in taxonomies:
        if taxonomy.key in used:
            raise ExpectedError(
                f"a key of its own for [taxonomy.{taxonomy.name}], not “{taxonomy.key}”, which articles have already",
                'write `key = "…"` with another name',
            )
        used.add(taxonomy.key)


class CheckOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[check]`: what `tagarchive check` looks for."""

    silence: tuple[Line, ...] = ()
    """Codes of findings that it does not report, such as `["single-tag", "no-source"]`. `silence` in the front matter
    of an article does the same for that article. What stops a build is always reported."""
