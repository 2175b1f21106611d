"""Access to the original of a page: whether its publisher lets only subscribers read it."""

from __future__ import annotations

import re

from tagarchive.importing.pages.html_page import HtmlPage
from tagarchive.importing.pages.metadata.stated import PageMetadata, Stated

_PAID = re.compile(r"(?:https?://schema\.org/)?(?:false|no|0)|locked", re.IGNORECASE)
_WALL = re.compile(
    r"pay-?wall|reg-?wall|premium-?wall|piano-(?:offer|inline)|subscri(?:be|ption)-(?:wall|required|prompt)|"
    r"subscriber-only|meter-(?:wall|limit)",
    re.IGNORECASE,
)
"""Names of the elements that stand in the way of a text."""

_STUB = 150
"""Number of words below which a text with such an element is taken for the start of one."""

GUESS = "guess"
"""Place of an access that no page states."""


def paid_access(page: HtmlPage, stated: PageMetadata, text: str) -> Stated | None:
    """The place that says that only subscribers may read the original; None if nothing says so.

    A page may state it (`isAccessibleForFree` of schema.org, `article:content_tier`). Of another page it is guessed if
    an element is named as a paywall and the text is short.
    """
    if stated.accesses:
        first = stated.accesses[0]
        return Stated("subscription", first.where) if _PAID.fullmatch(first.text) else None
    is_short = len(text.split()) < _STUB
    walls = is_short and (page.written.find(class_=_WALL) or page.written.find(id=_WALL))
    return Stated("subscription", GUESS) if walls else None
