"""Records of the search index in the form in which Pagefind takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from tagarchive.core.digests import decoded
from tagarchive.reading.body import Body, Place, html_in
from tagarchive.reading.plain_text import plain_lines
from tagarchive.render.search.spacing import searchable
from tagarchive.views.search import SearchRecord


class PagefindRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An article for Pagefind (pagefind.app/docs/py-api, `add_custom_record`).

    Attributes:
        url: URL of its page
        content: the text that is searched, on one line
        language: language whose rules cut words to stems
        meta: further texts that are searched, and that results show
        filters: the values by which results are filtered
        sort: the values by which results are sorted

    """

    url: str
    content: str
    language: str
    meta: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]
    sort: Mapping[str, str]


def pagefind_record(record: SearchRecord, number: int, body: Callable[[str, str], bytes]) -> PagefindRecord:
    """The record of an article. `number` is its place in the order of dates, and `body` finds encoded bodies."""
    texts = [*record.opening]
    if record.body:
        texts.append(plain_lines(html_in(decoded(body(record.path, record.body), Body), Place())))
    meta = {
        "title": record.title,
        "tags": ", ".join(record.tags),
        "source": record.source,
        "authors": ", ".join(record.authors),
    }
    filters = {
        "tag": record.tags,
        "source": (record.source,),
        "author": record.authors,
        "year": (record.date[:4],),
    }
    return PagefindRecord(
        url=record.url,
        content=searchable("\n".join(texts), record.language),
        language=record.language,
        meta={"date": record.date} | {name: searchable(text, record.language) for name, text in meta.items() if text},
        filters={name: found for name, values in filters.items() if (found := tuple(filter(None, values)))},
        sort={"date": str(number)},
    )
