"""Links from pages to exports."""

from __future__ import annotations

from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.common import ExportLink


def exports_beside(site: SiteContext, kind: str, listing: Address) -> tuple[ExportLink, ...]:
    """The exports of the tag, source, author or year with its archive at an address, one for each format."""
    formats = site.config.exports.formats_of(kind)
    return tuple(ExportLink(format=format_, url=site.href(urls.export(listing, format_))) for format_ in formats)


def exports_of_site(site: SiteContext) -> tuple[ExportLink, ...]:
    """The table of all tags, and the description of the tables of the site."""
    if not site.config.exports.has_tables:
        return ()
    return (
        ExportLink(format="csv", url=site.href(site.own(urls.TAGS_CSV))),
        ExportLink(format="package", url=site.href(site.own(urls.DATA_PACKAGE))),
    )
