"""Tags of an import: one spelling for each, and addresses that do not clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tagarchive.core.slugs import slugify, tag_key
from tagarchive.importing.inputs.items import Guessed, Item, Noted
from tagarchive.reading.documents import Article, Document, TagText


class TagNames:
    """The tags of the site and of the import, by the key that all spellings share."""

    def __init__(self, documents: Iterable[Document], language: str) -> None:
        self._language = language
        self._names: dict[str, str] = {}
        self._slugs: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        texts = []
        for document in documents:
            if isinstance(document, TagText):
                texts.append(document)
            elif isinstance(document, Article):
                for tag in document.tags:
                    self.spelled(tag.text)
        for text in texts:
            self._take(self.key(text.name.text), text.slug.text if text.slug else slugify(text.name.text))
        for key, name in self._names.items():
            self._take(key, slugify(name))

    def key(self, name: str) -> str:
        return tag_key(name, self._language)

    def spelled(self, name: str) -> str:
        """The spelling of a tag that came first."""
        return self._names.setdefault(self.key(name), name)

    def _take(self, key: str, slug: str) -> str:
        """The slug of a tag: the wanted one, or one with a number if another tag has it."""
        if key in self._slugs:
            return self._slugs[key]
        free, number = slug, 2
        while self._taken.setdefault(free.casefold(), key) != key:
            free, number = f"{slug}-{number}", number + 1
        self._slugs[key] = free
        return free

    def slug_of(self, name: str, wanted: str = "") -> str:
        """The slug of a tag; a tag that wants one gets it if it is free."""
        return self._take(self.key(name), wanted or slugify(name))

    def unaddressed(self) -> Iterator[str]:
        """The names of tags without a slug so far."""
        return (name for key, name in self._names.items() if key not in self._slugs)


class NewTag(NamedTuple):
    """A tag that needs a file, because another tag has the address of its name."""

    name: str
    slug: str

    def item(self, origin: str) -> Item:
        why = "another tag has the address that its name makes"
        remarks = (Guessed("slug", self.slug, why), Noted(f"the tag “{self.name}” gets a file for its address"))
        return Item(origin, "tag", {"name": self.name, "slug": self.slug}, remarks=remarks)


def new_tags(names: TagNames) -> list[NewTag]:
    """Tags of the import that need a file for a slug of their own."""
    found = [NewTag(name, names.slug_of(name)) for name in list(names.unaddressed())]
    return [tag for tag in found if tag.slug != slugify(tag.name)]
