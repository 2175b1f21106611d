"""An item of an export while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from tagarchive.importing.inputs.texts import line_of_html, shortened
from tagarchive.importing.wordpress.records import RawItem, Term

LARGEST_ITEM = 16_000_000
"""Maximum number of characters in an item; the text of a larger one is left out."""

_SHORT = 1_000
"""Number of characters that a number, name or address has at most."""


class OpenItem:
    """An item that is being read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.text_line = line
        self.fields: dict[str, str] = {}
        self.terms: list[Term] = []
        self.meta: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.comments: Counter[str] = Counter()
        self.is_locked = False
        self._size = 0
        self._short = 0

    @property
    def title(self) -> str:
        return shortened(line_of_html(self.fields.get("title", ""))) or f"without a title, at line {self.line}"

    def holds(self, more: int) -> bool:
        """True if the item has room for so many characters; short ones have it beside a text that is too large."""
        self._size += more
        if self._size <= LARGEST_ITEM:
            return True
        if more <= _SHORT:
            self._short += more
        return more <= _SHORT and self._short <= LARGEST_ITEM

    def add_meta(self, key: str, value: str, keeps: Callable[[str], bool]) -> None:
        if key not in self.names and len(self.names) < 1000:
            self.names.append(key)
        if keeps(key):
            self.meta.append((key, value))

    def closed(self) -> RawItem:
        is_too_large = self._size > LARGEST_ITEM
        fields = {**self.fields, "encoded": "", "excerpt": ""} if is_too_large else self.fields
        return RawItem(
            self.line,
            fields,
            self.text_line,
            tuple(self.terms),
            tuple(self.meta),
            tuple(self.names),
            self.comments,
            self.is_locked,
            is_too_large,
        )


def term_of(element: str, group: Mapping[str, str], line: int) -> Term:
    """A term of the head of an export."""
    names = {
        "wp:term": "term_taxonomy term_slug term_name term_parent term_description",
        "wp:tag": "post_tag tag_slug tag_name - tag_description",
        "wp:category": "category category_nicename cat_name category_parent category_description",
    }[element].split()
    taxonomy, slug, name, parent, description = (group.get(f"wp:{one}", "") for one in names)
    taxonomy = taxonomy if element == "wp:term" else names[0]
    return Term(taxonomy, slug, name, parent, description, group.get("wp:term_id", "").strip(), line)
