"""The place of an article in the archive, apart from the article itself."""

from __future__ import annotations

from typing import Self

import msgspec

from tagarchive.archive.model import PlacedDocument
from tagarchive.archive.relations import HeadPicture, Relations
from tagarchive.core.urls import Address
from tagarchive.reading.documents import Article
from tagarchive.reading.files import File


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A placed article without the article. Its fields are those of `PlacedDocument`."""

    address: Address
    relations: Relations
    links: tuple[Address | None, ...]
    files: tuple[File | None, ...]
    heads: tuple[HeadPicture | None, ...]
    posters: tuple[HeadPicture | None, ...]
    facts: str
    key: str

    @classmethod
    def of(cls, placed: PlacedDocument[Article]) -> Self:
        return cls(*(getattr(placed, name) for name in cls.__struct_fields__))

    def with_article(self, article: Article) -> PlacedDocument[Article]:
        """The article at this place."""
        return PlacedDocument(article, *(getattr(self, name) for name in self.__struct_fields__))
