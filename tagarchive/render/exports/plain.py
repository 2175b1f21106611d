"""Citations as sentences, for readers."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.render.dates import day_text
from tagarchive.views.citations import CitationView

_ENDS = (".", "!", "?", "…", "。", "؟", "۔")


def plain(citation: CitationView, language: str = "en", retrieved: str = "Retrieved", kept: str = "Kept at") -> str:
    """A citation in one line, with dates in the format of a language.

    `retrieved` and `kept` are the words before the date of the clipping and before the name of the archive. Example:
    Ann Lee. “Drones”. Harbour Wire, 8 November 2021. https://wire.example/1. Retrieved 9 November 2021. Kept at Desk,
    https://desk.example/drones/.
    """
    sentences = [
        ", ".join(citation.authors),
        f"“{_ended(citation.title)}”",
        f"{citation.publisher}, {_day(citation.issued, language)}",
        citation.url,
        f"{retrieved} {_day(citation.retrieved, language)}" if citation.retrieved else "",
        f"{kept} {citation.archive}, {citation.archive_url}" if citation.clipping else "",
    ]
    return " ".join(_ended(sentence) for sentence in sentences if sentence)


def _day(moment: Moment, language: str) -> str:
    return day_text(moment.day, language)


def _ended(sentence: str) -> str:
    """A sentence with a full stop, unless it ends with a mark of its own or with a quotation that does."""
    return sentence if sentence.endswith((*_ENDS, "”")) else f"{sentence}."
