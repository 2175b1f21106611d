"""Lineage: the tags above each tag, at any distance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from tagarchive.archive.model import Term
from tagarchive.archive.relations import TagLink
from tagarchive.core.digests import key_of
from tagarchive.core.urls import Address

Above = Mapping[Address, Mapping[Address, TagLink]]
"""The tags above each tag that has any, by the address of the tag; nearest first, by their addresses."""


class Lineage(msgspec.Struct, frozen=True):
    """The tags above each tag of a site.

    Attributes:
        above: the tags above each tag
        key: a digest of all of it

    """

    above: Above
    key: str

    def over(self, address: Address) -> Mapping[Address, TagLink]:
        """The tags above a tag."""
        return self.above.get(address, {})

    def is_over(self, one: Address, other: Address) -> bool:
        """True if one of two tags is above the other."""
        return one in self.over(other) or other in self.over(one)

    def filed(self, tags: Iterable[TagLink]) -> Mapping[Address, TagLink]:
        """Tags of an article and the tags above them: all archives that hold the article."""
        own = {tag.address: tag for tag in tags}
        if self.above:
            for address in tuple(own):
                own |= self.over(address)
        return own


def lineage_of(tags: Iterable[Term]) -> Lineage:
    parents = {tag.address: tag.parents for tag in tags if tag.parents}
    above = {address: _above(address, parents) for address in parents}
    lines = (joint for address, over in above.items() for joint in (address, *chain.from_iterable(over.values()), "\0"))
    return Lineage(above, key_of(*lines))


def _above(address: Address, parents: Mapping[Address, Sequence[TagLink]]) -> dict[Address, TagLink]:
    above: dict[Address, TagLink] = {}
    todo = list(parents[address])
    for parent in todo:
        if parent.address not in above and parent.address != address:
            above[parent.address] = parent
            todo += parents.get(parent.address, ())
    return above
