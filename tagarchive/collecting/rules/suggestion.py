"""A suggestion of tags for an article."""

from __future__ import annotations

from typing import NamedTuple


class Suggestion(NamedTuple):
    """Tags that an article lacks.

    Attributes:
        path: path of the article
        tags: names of the tags
        rule: file and line of the rule that adds them; None if no rule does
        words: words of the rule, or names of the tags, that occur in the article

    """

    path: str
    tags: tuple[str, ...]
    rule: str | None
    words: tuple[str, ...]
