"""Filter indexes: which tags have one, and where its parts are.

Parts are numbered from the oldest article. Every part but the last is full, so that a new article changes the last one.
"""

from __future__ import annotations

from tagarchive.archive.model import Articles
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.parts.pagination import page_slices
from tagarchive.plan.parts.profiles import Profile
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Order
from tagarchive.views import profiles as views
from tagarchive.views.filters import FilterLink

PART = 500
"""Number of articles in a full part."""


def parts_of(site: SiteContext, landing: Address, articles: Articles, order: Order) -> dict[Address, Articles]:
    """The articles in each part of the index of a tag, newest first. An archive of one page has no index."""
    if len(page_slices(landing, articles, site.config.archive, order)) == 1:
        return {}
    count = len(articles)
    ends = {number: count - (number - 1) * PART for number in range(-(-count // PART), 0, -1)}
    return {
        urls.filter_part(landing, number): Articles(articles[max(end - PART, 0) : end]) if count > PART else articles
        for number, end in ends.items()
    }


def filter_of(site: SiteContext, profile: Profile, shown: views.Profile) -> FilterLink | None:
    """Address of the filter index of a tag; None if it has none, or if the filter would have no choice to offer."""
    parts = parts_of(site, profile.address, profile.articles, profile.order) if _is_varied(profile, shown) else {}
    return FilterLink(tag=urls.slug_of(profile.address), parts=tuple(map(site.href, parts))) if parts else None


def _is_varied(profile: Profile, shown: views.Profile) -> bool:
    """True if the articles of a tag differ in their other tags, sources, authors or years."""
    shares = (*shown.narrower.shown, *shown.tags.shown, *shown.sources.shown, *shown.authors.shown)
    first, last = profile.articles[-1].document.date, profile.articles[0].document.date
    return first.year != last.year or any(share.count < len(profile.articles) for share in shares)
