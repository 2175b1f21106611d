"""Articles of a list for reference managers: COinS, which are OpenURL context objects in empty elements."""

from __future__ import annotations

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
    names = (source.authors if source else ()) or [author.title for author in card.authors]
    date = (source.published if source else None) or card.date
    url = (source.url if source else "") or site.origin + card.url
    context = _context(site.origin, publisher, clipping=source is not None)
    creators = "".join([_creator(name, publisher) for name in names])
    return Html(
        f'<span class="Z3988" hidden title="{context}&amp;rft.title={_quoted(card.title)}{creators}'
        f"&amp;rft.date={date.day}&amp;rft.language={card.lang or site.language}"
        f'&amp;rft_id={_quoted(url)}"></span>'
    )


_quoted = lru_cache(maxsize=1 << 14)(quote_plus)
"""Cached, since an article is in several lists."""


@lru_cache(maxsize=1 << 10)
def _context(origin: str, publisher: str, *, clipping: bool) -> str:
    """The parts that are the same for many articles: their kind and publisher, and who says this.

    The format is Dublin Core, since those for journals and books have no news. An item in it is a web page unless it
    says its type.
    """
    kind = "&amp;rft.type=newspaperArticle" if clipping else ""
    return (
        "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"
        f"&amp;rfr_id={quote_plus(f'info:sid/{urlsplit(origin).netloc}')}"
        f"{kind}&amp;rft.source={quote_plus(publisher)}"
    )


@lru_cache(maxsize=1 << 12)
def _creator(name: str, publisher: str) -> str:
    return f"&amp;rft.creator={quote_plus(inverted(name, publisher))}"
