"""Kept contexts: the context of a site's recipes in a form that is stored, for builds without the archive."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.card_fonts import CardFonts
from tagarchive.reading.config import Config
from tagarchive.reading.site_languages import site_languages
from tagarchive.views.common import SiteView


class KeptSite(msgspec.Struct, frozen=True):
    """The context of a site in one language, without what its config says. Its fields are those of `SiteContext`."""

    edition: str
    view: SiteView
    own_templates: tuple[str, ...]
    fonts: CardFonts | None
    key: str


def kept_sites(sites: Iterable[SiteContext]) -> tuple[KeptSite, ...]:
    return tuple(
        KeptSite(site.edition, site.view, tuple(sorted(site.own_templates)), site.fonts, site.key) for site in sites
    )


def sites_of(kept: Iterable[KeptSite], config: Config) -> tuple[SiteContext, ...]:
    """The contexts of a site with its config."""
    pairs = zip(kept, site_languages(config), strict=True)
    return tuple(
        SiteContext(
            config=language.config,
            addresses=language.site.addresses,
            view=site.view,
            own_templates=frozenset(site.own_templates),
            edition=site.edition,
            fonts=site.fonts,
            key=site.key,
        )
        for site, language in pairs
    )
