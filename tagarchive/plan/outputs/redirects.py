"""Former addresses: pages that redirect to the new address, pages for removed content, and the `_redirects` file."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import structs

from tagarchive.archive.model import Archive, Redirect
from tagarchive.core import urls
from tagarchive.core.address_kinds import has_page
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.feeds import followed, format_of
from tagarchive.plan.planned_files import FileKind, Many, PlannedFile
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.files import RedirectRule, RedirectRules
from tagarchive.views.pages import GonePage, RedirectPage

LONGEST_RULE = 990
"""Limit for the length of a rule in characters (developers.cloudflare.com/pages/configuration/redirects)."""

ORIGIN = "a former address"
"""The origin of redirect pages in messages."""


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    """The pages at former addresses, and the file of redirect rules.

    Addresses of feeds that continue there or are gone, addresses that differ in case only, and those of pictures and
    other files that are no pages, get no page.
    """
    lists = followed(site, archive) if archive.former else frozenset[Address]()
    for former in archive.former:
        goes_on = former.feed and (former.target is None or former.target in lists)
        if former.recased or goes_on or not (former.feed or has_page(former.address)):
            continue
        make = recipe if former.target else gone
        yield PlannedFile(urls.out_path(former.address), make, (former,), ORIGIN, former.where)
    yield from _rules(site, archive)


def recipe(site: SiteContext, former: Redirect) -> TemplateRecipe:
    target = former.target or urls.HOME
    return TemplateRecipe(
        RedirectPage(
            language=site.config.language,
            title=former.title or target,
            url=site.href(target),
            canonical=site.addresses.absolute(target),
        )
    )


def gone(site: SiteContext, former: Redirect) -> TemplateRecipe:
    return TemplateRecipe(GonePage(site=site.view, head=site.head(former.address, site.config.title)))


def _rules(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    """The `_redirects` file for hosts, unless the site has a static file of that name."""
    found = moves(site, archive) if "netlify" in site.config.redirects.formats else {}
    if found and not any(urls.static(file.path) == urls.REDIRECTS for file in archive.statics):
        yield PlannedFile(
            urls.file_path(urls.REDIRECTS),
            rules,
            (Many(found.values()),),
            "the generated _redirects",
            kind=FileKind.FILE,
        )


def moves(site: SiteContext, archive: Archive) -> dict[Address, Redirect]:
    """The former addresses that a host can redirect, each with what it leads to."""
    lists = followed(site, archive) if archive.former else frozenset[Address]()
    found: dict[Address, Redirect] = {}
    for former in archive.former:
        is_followed = former.target in lists
        if former.feed and is_followed:
            found |= {former.address: _of_feed(site, former)} if former.address.endswith("/") else {}
        elif former.target:
            found[former.address] = former
            found |= {feed.address: feed for feed in _feeds(site, former)} if former.recased and is_followed else {}
    return found


def _of_feed(site: SiteContext, former: Redirect) -> Redirect:
    """The redirect of a former feed address to the feed, not to the feed's list."""
    target = urls.feed(former.target or urls.HOME, format_of(former, site))
    return structs.replace(former, target=target)


def _feeds(site: SiteContext, former: Redirect) -> Iterator[Redirect]:
    """Redirects for the feeds of a tag whose former address differs in case only, so that no file can exist there."""
    for name in dict.fromkeys(site.config.feeds.formats):
        target = urls.feed(former.target or urls.HOME, name)
        yield Redirect(urls.feed(former.address, name), target, "", former.where)


def rules(site: SiteContext, moves: Many[Redirect]) -> TemplateRecipe:
    candidates = (rule_of(site, former) for former in moves)
    return TemplateRecipe(
        RedirectRules(rules=tuple(rule for rule in candidates if len(rule.old + rule.new) < LONGEST_RULE))
    )


def rule_of(site: SiteContext, former: Redirect) -> RedirectRule:
    """A rule for hosts. It is forced for a feed, since a copy of the feed exists at the address."""
    target = former.target or urls.HOME
    return RedirectRule(old=_plain(site.href(former.address)), new=_plain(site.href(target)), forced=bool(former.feed))


def _plain(href: str) -> str:
    """An address without the characters of placeholders and wildcards (docs.netlify.com/routing/redirects)."""
    return quote(href, safe="/%@+,~")
