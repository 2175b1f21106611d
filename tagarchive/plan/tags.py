"""Tag archives, page by page, and the list of all tags."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tagarchive import urls
from tagarchive.model import Extra, Term
from tagarchive.plan.cards import card
from tagarchive.plan.indexes import index, summary
from tagarchive.plan.lists import Sheet, sheets
from tagarchive.plan.site import Site
from tagarchive.plan.sitemap import entry
from tagarchive.recipes import Planned, TemplateRecipe
from tagarchive.views.pages import TagPage
from tagarchive.views.parts import Html


def planned(site: Site) -> Iterator[Planned]:
    yield index(site, "tag", urls.TAGS, site.archive.tags)
    for tag in site.archive.tags:
        for sheet in sheets(tag.address, tag.articles, site.config.archive):
            yield Planned(
                urls.out_path(sheet.address),
                partial(_recipe, site, tag, sheet),
                f"the archive of the tag “{tag.name}”",
                tag.text.name.where if tag.text else None,
                entry(site, tag.address, tag.modified) if sheet.landing else None,
            )


def _recipe(site: Site, tag: Term, sheet: Sheet) -> TemplateRecipe:
    feed = site.feed_of(tag)
    text = tag.text if sheet.landing else None
    return TemplateRecipe(
        TagPage(
            site=site.view,
            head=site.head(sheet.address, tag.name, tag.text.summary if tag.text else "", (feed,)),
            title=tag.name,
            landing=site.href(tag.address),
            cards=tuple(card(site, article) for article in sheet.articles),
            pager=sheet.pager(site),
            term=summary(site, tag) if sheet.landing else None,
            feed=feed,
            body=site.html(text.body) if text else Html(""),
            lang=site.other_language(text.lang) if text else "",
            extra=tag.text.extra if tag.text else Extra(),
        )
    )
