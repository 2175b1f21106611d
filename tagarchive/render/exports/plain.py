"""Citations as sentences, for readers."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.render.dates import day_text
from tagarchive.render.words import Words
from tagarchive.views.citations import CitationView
from tagarchive.views.common import SiteView

_ENDS = (".", "!", "?", "…", "。", "؟", "۔")


def plain(citation: CitationView, site: SiteView, words: Words) -> str:
    """A citation in one line, in the language of the site.

    Usage: `{{ cited | plain(site, words) }}`. Example: Ann Lee. “Drones”. Harbour Wire, 8 November 2021.
    https://wire.example/1. Retrieved 9 November 2021. Kept at Desk, https://desk.example/drones/.
    """
    comma, mark = words["comma"], words["quoted"](title="")[-1]
    sentences = [
        comma.join(citation.authors),
        words["quoted"].plain(title=_ended(citation.title, words, mark)),
        comma.join((citation.publisher, _day(citation.issued, site))),
        citation.url,
        words["cite_retrieved"].plain(date=_day(citation.retrieved, site)) if citation.retrieved else "",
        comma.join((words["cite_kept"].plain(archive=citation.archive), citation.archive_url))
        if citation.clipping
        else "",
    ]
    return " ".join(_ended(sentence, words, mark) for sentence in sentences if sentence)


def _day(moment: Moment, site: SiteView) -> str:
    return day_text(moment.day, site.language, digits=site.digits, calendar=site.calendar)


def _ended(sentence: str, words: Words, mark: str) -> str:
    """A sentence with a full stop, unless it ends with a mark of its own or with a quotation that does."""
    return sentence if sentence.endswith((*_ENDS, mark)) else words["sentence"].plain(words=sentence)
