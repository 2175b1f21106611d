"""What stands where something stood before: a page that leads to where it is now, or says that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import structs

from tagarchive.archive.model import Archive, Redirect
from tagarchive.core import urls
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.feeds import followed, format_of
from tagarchive.plan.recipes import FileKind, Many, PlannedFile, TemplateRecipe
from tagarchive.plan.site_context import Site
from tagarchive.views.files import RedirectRule, RedirectRules
from tagarchive.views.pages import GonePage, RedirectPage

LONGEST_RULE = 990
"""Characters of the addresses of a rule that hosts read (developers.cloudflare.com/pages/configuration/redirects)."""

ORIGIN = "a former address"
"""What a page is called that stands where something stood before."""


def planned(site: Site, archive: Archive) -> Iterator[PlannedFile]:
    """The pages at former addresses, but for those where a feed goes on, or where no page can stand; and the rules."""
    lists = followed(site, archive)
    for former in archive.former:
        if former.recased or (former.feed and former.target in lists):
            continue
        make = recipe if former.target else gone
        yield PlannedFile(urls.out_path(former.address), make, (former,), ORIGIN, former.where)
    yield from _rules(site, archive)


def recipe(site: Site, former: Redirect) -> TemplateRecipe:
    target = former.target or urls.HOME
    return TemplateRecipe(
        RedirectPage(
            language=site.config.language,
            title=former.title or target,
            url=site.href(target),
            canonical=site.addresses.absolute(target),
        )
    )


def gone(site: Site, former: Redirect) -> TemplateRecipe:
    return TemplateRecipe(GonePage(site=site.view, head=site.head(former.address, site.config.title)))


def _rules(site: Site, archive: Archive) -> Iterator[PlannedFile]:
    """The file that some hosts read for redirects, unless the site has one of its own."""
    lists = followed(site, archive)
    found: dict[Address, Redirect] = {}
    for former in archive.former:
        is_followed = former.target in lists
        if former.feed and is_followed:
            found |= {former.address: _of_feed(site, former)} if former.address.endswith("/") else {}
        elif former.target:
            found[former.address] = former
            found |= {one.address: one for one in _feeds(site, former)} if former.recased and is_followed else {}
    if found and not any(urls.static(file.path) == urls.REDIRECTS for file in archive.statics):
        yield PlannedFile(
            urls.out_path(urls.REDIRECTS),
            rules,
            (Many(found.values()),),
            "the generated _redirects",
            kind=FileKind.FILE,
        )


def _of_feed(site: Site, former: Redirect) -> Redirect:
    """The former address of a feed, which leads to the feed and not to the list that it is of."""
    target = urls.feed(former.target or urls.HOME, format_of(former, site))
    return structs.replace(former, target=target)


def _feeds(site: Site, former: Redirect) -> Iterator[Redirect]:
    """The feeds of a tag at its former address, where no file can stand."""
    for name in dict.fromkeys(site.config.feeds.formats):
        target = urls.feed(former.target or urls.HOME, name)
        yield Redirect(urls.feed(former.address, name), target, "", former.where)


def rules(site: Site, moves: Many[Redirect]) -> TemplateRecipe:
    found = (_rule(site, former) for former in moves)
    return TemplateRecipe(RedirectRules(rules=tuple(one for one in found if len(one.old + one.new) < LONGEST_RULE)))


def _rule(site: Site, former: Redirect) -> RedirectRule:
    """A rule for hosts; forced where the feed itself stands at the address, as a page's file would."""
    target = former.target or urls.HOME
    return RedirectRule(old=_plain(site.href(former.address)), new=_plain(site.href(target)), forced=bool(former.feed))


def _plain(href: str) -> str:
    """An address in which hosts find neither a placeholder nor a wild card (docs.netlify.com/routing/redirects)."""
    return quote(href, safe="/%@+,~")
