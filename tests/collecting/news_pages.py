"""Pages of news sites that exist nowhere, in the shapes that such pages have."""

from __future__ import annotations

import json
from typing import Any

PARAGRAPHS = (
    "Dockers in Velm stopped work on Tuesday morning after talks about pay broke down, the port authority said.",
    "Forty ships are waiting outside the harbour, and the queue is growing by the hour, as pilots reported at noon.",
    "A mediator from the ministry will meet both sides on Thursday, when the next shift was to begin its work.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Strike at the port",
    "datePublished": "2026-02-03T10:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ina Quist"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "Lodestar Daily"},
    "keywords": ["Ports", "Work"],
}


def page(
    head: str = "", body: str = f"<article><h1>Strike at the port</h1>{TEXT}</article>", lang: str = "en"
) -> bytes:
    """A page with such elements in its head, and such a body."""
    start = f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
    return f"{start}<body><nav>Menu</nav>{body}</body></html>".encode("utf-8", "surrogateescape")


def json_ld(canonical: str = "", body: str = "", **keys: Any) -> bytes:
    """A page with JSON-LD, and other keys in it as they are given."""
    data = {key: value for key, value in (ARTICLE | keys).items() if value is not None}
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    head = f'<title>Strike</title>{link}<script type="application/ld+json">{json.dumps(data)}</script>'
    return page(head, f"<article><h1>{data['headline']}</h1>{body or TEXT}</article>")


def metas(*pairs: tuple[str, str], attribute: str = "property") -> str:
    """Meta elements of a head."""
    return "".join(f'<meta {attribute}="{name}" content="{content}">' for name, content in pairs)


OPEN_GRAPH = page(
    metas(
        ("og:title", "Strike at the port"),
        ("og:site_name", "Lodestar Daily"),
        ("article:published_time", "2026-02-03T10:00:00+01:00"),
        ("og:description", "Dockers stop work."),
    )
)

BARE = b"""<html><head><title>A night on the pier</title></head><body><div>
<p>There was a long night on the pier, and nobody said anything about it for years afterwards, until now.</p>
<p>Then the harbour master spoke about the lights, and about the two boats that came in without any names.</p>
</div></body></html>"""

DUBLIN_CORE = page(
    metas(
        ("DC.title", "Strike at the port"),
        ("DC.publisher", "Lodestar Daily"),
        ("DC.date", "2026-02-03"),
        ("citation_author", "Quist, Ina"),
        attribute="name",
    )
)

MICRODATA = page(
    "",
    '<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Strike at the port</h1>'
    '<time itemprop="datePublished" datetime="2026-02-03T10:00:00+01:00">3 Feb</time>'
    '<span itemprop="publisher" itemscope><meta itemprop="name" content="Lodestar Daily"></span>'
    f'<div itemprop="articleBody">{TEXT}</div></article>',
)

MICROFORMATS = page(
    metas(("og:site_name", "Lodestar Daily")),
    '<article class="h-entry"><h1 class="p-name">Strike at the port</h1>'
    '<time class="dt-published" datetime="2026-02-03T10:00:00+01:00">3 Feb</time>'
    f'<div class="e-content">{TEXT}</div></article>',
)
