"""Filing: documents get their place in the archive. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.archive.model import KEY_LENGTH, D, PlacedDocument
from tagarchive.archive.relations import HeadPicture, Relations
from tagarchive.core.digests import key_of_values
from tagarchive.core.urls import Address
from tagarchive.reading.body import Target, ToSite, ToSource
from tagarchive.reading.documents import Article, Document, FreePage, TermText
from tagarchive.reading.files import File
from tagarchive.reading.link_targets import named_path

_UNRELATED = Relations()


class Filing(NamedTuple):
    """Addresses and files by path, from which documents get their place.

    Attributes:
        addresses: address of each published document and file, by path, and of each document by its name
        files: all files, by path

    """

    addresses: Mapping[str, Address]
    files: Mapping[str, File]

    def placed(self, document: D, relations: Relations = _UNRELATED) -> PlacedDocument[D]:
        """A document with its address, its relations to others and its link targets, and a digest of all of it."""
        targets, address = document.outline.targets, self.addresses[document.path]
        links: tuple[Address | None, ...] = tuple(map(self.leads_to, targets)) if targets else ()
        files: tuple[File | None, ...] = tuple(map(self.file_of, targets)) if targets else ()
        heads: tuple[HeadPicture | None, ...] = tuple(map(self.head, _pictures(document)))
        posters: tuple[HeadPicture | None, ...] = tuple(map(self.head, _posters(document)))
        facts = key_of_values(
            document.facts if isinstance(document, Article) else document.digest,
            address,
            _dated(document),
            relations,
            tuple(map(_said, heads)),
            tuple(map(_said, posters)),
        )[:KEY_LENGTH]
        shown = tuple([file.key for file in files if file]) if targets else ()
        key = key_of_values(document.path, document.digest, facts, links, shown)[:KEY_LENGTH]
        return PlacedDocument(document, address, relations, links, files, heads, posters, facts, key)

    def fits(self, placed: PlacedDocument[D]) -> bool:
        """True if the address of a document and what its links and pictures lead to are what they were."""
        document = placed.document
        if self.addresses[document.path] != placed.address:
            return False
        if not (placed.links or placed.heads or placed.posters):
            return True
        targets = document.outline.targets
        links = tuple(map(self.leads_to, targets)) if targets else ()
        files = tuple(map(self.file_of, targets)) if targets else ()
        heads, posters = (tuple(map(self.head, some(document))) for some in (_pictures, _posters))
        return (links, files, heads, posters) == (placed.links, placed.files, placed.heads, placed.posters)

    def head(self, target: Target | str) -> HeadPicture | None:
        """The picture that front matter names; None if it is on another site or missing."""
        if isinstance(target, str):
            return None
        address = self.leads_to(target)
        return HeadPicture(address, self.file_of(target)) if address else None

    def leads_to(self, target: Target) -> Address | None:
        """The address that a link leads to; None if it is not published. Empty for a link within the document."""
        if isinstance(target, ToSource):
            path = named_path(target.path, self.addresses)
            return self.addresses.get(path)
        return Address(target.address) if isinstance(target, ToSite) else Address("")

    def file_of(self, target: Target) -> File | None:
        """The file that a link leads to; None if it leads to something else."""
        return self.files.get(target.path) if isinstance(target, ToSource) else None


def filing_of_own(placed: PlacedDocument[D]) -> Filing:
    """The filing of a document and of what its own links lead to. It places the document again after an edit."""
    document: Document = placed.document
    heads: tuple[HeadPicture | None, ...] = (*placed.heads, *placed.posters)
    targets = (*document.outline.targets, *_pictures(document), *_posters(document))
    addresses = (*placed.links, *(head.address if head else None for head in heads))
    files = (*placed.files, *(head.file if head else None for head in heads))
    found = [
        (target.path, address, file)
        for target, address, file in zip(targets, addresses, files, strict=True)
        if isinstance(target, ToSource)
    ]
    return Filing(
        {document.path: placed.address, **{path: address for path, address, _ in found if address is not None}},
        {path: file for path, _, file in found if file},
    )


def _pictures(document: Document) -> tuple[Target | str, ...]:
    """The pictures of an article, the logo of a source, or the picture of a tag or an author."""
    if isinstance(document, Article):
        return tuple([image.target for image in document.images]) if document.images else ()
    return (document.picture,) if isinstance(document, TermText) and document.picture else ()


def _posters(document: Document) -> tuple[Target | str, ...]:
    """The posters of the films of an article, or the cover of the podcast of a tag."""
    if isinstance(document, Article):
        return tuple([film.poster for film in document.films]) if document.films else ()
    return (document.cover,) if isinstance(document, TermText) and document.cover else ()


def _said(head: HeadPicture | None) -> tuple[str, ...]:
    return (head.address, head.file.key if head.file else "") if head else ()


def _dated(document: Document) -> tuple[str | int, ...]:
    """The parts of a document that can change with time alone: when it was filed, its last change, and the updates."""
    if isinstance(document, Article):
        filed, updated = document.filed, document.updated
        moments = (filed.text if filed else "", updated.text if updated else "")
        return (*moments, len(document.updates)) if filed or updated else ()
    return (document.updated.text,) if isinstance(document, FreePage) and document.updated else ()
