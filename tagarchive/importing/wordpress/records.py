"""The parts of a WordPress export as values, as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Channel(NamedTuple):
    """Properties of the blog of an export.

    Attributes:
        version: version of WXR; empty if it is not stated
        site: address of the site
        blog: address of the blog, without a slash at its end

    """

    version: str
    site: str
    blog: str


class Author(NamedTuple):
    """An author. The login is a key, and never leaves the import.

    Attributes:
        login: name in the database
        display: name that readers see
        full: first and last name

    """

    login: str
    display: str
    full: str


class Term(NamedTuple):
    """A category, tag or other term.

    Attributes:
        taxonomy: `category`, `post_tag` or the name of another taxonomy
        slug: last part of its address, as it is written
        name: its name
        parent: slug or, in WXR 1.0, name of its parent; may be empty
        description: HTML
        number: id in the database; may be empty
        line: line of the export

    """

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    number: str = ""
    line: int = 0


class RawItem(NamedTuple):
    """A post, page, attachment or other item.

    Attributes:
        line: its line in the export
        fields: text of its elements, by name; only of those that are needed
        text_line: line on which its text begins
        terms: its terms
        meta: its custom fields that have a known meaning, each name and value
        names: names of all its custom fields
        comments: number of its comments by kind
        is_locked: True if a password protects it
        is_too_large: True if its text is left out because of its size

    """

    line: int
    fields: Mapping[str, str]
    text_line: int = 0
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    comments: Mapping[str, int] = {}
    is_locked: bool = False
    is_too_large: bool = False

    @property
    def number(self) -> int:
        """Its id in the database; 0 if it has none."""
        return number_of(self.fields.get("post_id", ""))

    @property
    def kind(self) -> str:
        """Its type of post."""
        return self.fields.get("post_type", "").strip() or "post"

    @property
    def status(self) -> str:
        return self.fields.get("status", "").strip() or "publish"

    def values(self, name: str) -> list[str]:
        """The values of a custom field."""
        return [value for key, value in self.meta if key == name and value.strip()]


Part = Channel | Author | Term | RawItem


def number_of(text: str) -> int:
    """An id; 0 if the text is none."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
