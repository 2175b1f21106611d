"""Feeds without entries where the feeds of a list were that is gone.

Feed readers go on asking for them, and a page in place of a feed would be an error to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tagarchive.archive.model import Archive, Redirect
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.feeds import NEVER
from tagarchive.plan.parts.feed_entries import feed_icon
from tagarchive.plan.planned_files import FileKind, PlannedFile
from tagarchive.plan.recipes import FeedRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.markdown.one_line import line_text
from tagarchive.views.feeds import FeedView


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    """The feeds at retired addresses of feeds, and beside the pages of terms that are gone."""
    gone = [former for former in archive.former if former.target is None]
    taken = {urls.out_path(former.address) for former in archive.former if former.target}
    for former in gone:
        for address, name in _feeds(site, former):
            path = urls.out_path(address)
            if path not in taken:
                taken.add(path)
                yield PlannedFile(
                    path, recipe, (address, name), "the feed of what is gone", former.where, kind=FileKind.FEED
                )


def _feeds(site: SiteContext, former: Redirect) -> Iterator[tuple[Address, str]]:
    """The addresses of feeds that are gone with a page, each with its format."""
    if former.feed:
        yield former.address, former.feed
    elif _is_of_a_term(site, former.address):
        for name in dict.fromkeys(site.config.feeds.formats):
            yield urls.feed(former.address, name), name


def _is_of_a_term(site: SiteContext, address: Address) -> bool:
    """True for the address of the archive of a tag, an author, a source or a term of a taxonomy."""
    folders = {*urls.TERMS, *(taxonomy.address for taxonomy in site.config.taxonomies)}
    plain = site.addresses.plain(address)
    return plain.endswith("/") and f"{plain.rstrip('/').rpartition('/')[0]}/" in folders


def recipe(site: SiteContext, address: Address, format_: str) -> FeedRecipe:
    """The feed without entries at an address. It is named as its list was in addresses."""
    page, _, _ = address.rstrip("/").rpartition("/")
    name, absolute = page.rpartition("/")[2], site.addresses.absolute
    icon = feed_icon(site)
    title = f"{name} – {site.config.title}" if name else site.config.title
    return FeedRecipe(
        FeedView(
            title=title,
            description=title,
            url=absolute(Address(f"{page}/")),
            format=format_,
            self_url=absolute(address),
            current="",
            previous="",
            icon=icon,
            favicon=icon.url if icon else absolute(urls.FAVICON),
            hub="",
            language=site.config.language,
            rights=line_text(site.config.rights),
            podcast=None,
            updated=NEVER,
            entries=(),
        )
    )
