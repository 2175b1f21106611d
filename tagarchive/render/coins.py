"""Articles of a list for reference managers: COinS, which are OpenURL context objects in empty elements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote_plus, urlsplit

from tagarchive.core.names import inverted
from tagarchive.views.articles import Card
from tagarchive.views.common import Html, SiteView


def coins(card: Card, site: SiteView) -> Html:
    """An article of a list for reference managers such as Zotero. A clipping is its original.

    Usage: `{{ card | coins(site) }}`. The element is empty and hidden.
    """
    source = card.source
    publisher = source.name if source else site.title
    title, day, url, language, *names = map(quote_plus, _values(card, site, publisher))
    creators = "".join(f"&amp;rft.creator={name}" for name in names)
    return Html(
        f'<span class="Z3988" hidden title="{_context(site.origin)}&amp;rft.title={title}{creators}'
        f"&amp;rft.source={_quoted(publisher)}&amp;rft.date={day}&amp;rft.language={language}"
        f'&amp;rft_id={url}"></span>'
    )


def _values(card: Card, site: SiteView, publisher: str) -> Iterator[str]:
    """Headline, day, URL, language and authors."""
    source = card.source
    yield card.title
    yield ((source.published if source else None) or card.date).day
    yield (source.url if source else "") or site.origin + card.url
    yield card.lang or site.language
    for name in (source.authors if source else ()) or (author.title for author in card.authors):
        yield inverted(name, publisher)


@lru_cache(maxsize=100)
def _context(origin: str) -> str:
    """The part that is the same for all articles of a site: a news article, told by the site at this origin.

    The format is Dublin Core, since those for journals and books have no news.
    """
    told_by = quote_plus(f"info:sid/{urlsplit(origin).netloc}")
    return (
        "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"
        f"&amp;rfr_id={told_by}&amp;rft.type=newspaperArticle"
    )


_quoted = lru_cache(maxsize=10_000)(quote_plus)
