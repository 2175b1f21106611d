"""What stands where something stood before: a page that leads to where it is now, or says that it is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tagarchive import urls
from tagarchive.holdings import Archive, Former
from tagarchive.model import File
from tagarchive.plan.site import Site
from tagarchive.recipes import Many, Planned, TemplateRecipe
from tagarchive.urls import Address
from tagarchive.views.files import RedirectRule, RedirectRules
from tagarchive.views.pages import GonePage, RedirectPage

ORIGIN = "a former address"
"""What a page is called that stands where something stood before."""


def planned(archive: Archive) -> Iterator[Planned]:
    for former in archive.former:
        if former.recased:
            continue
        make = recipe if former.target else gone
        yield Planned(urls.out_path(former.address), make, (former,), ORIGIN, former.where)


def recipe(site: Site, former: Former) -> TemplateRecipe:
    target = former.target or urls.HOME
    return TemplateRecipe(
        RedirectPage(
            language=site.config.language,
            title=former.title or target,
            url=site.href(target),
            canonical=site.addresses.absolute(target),
        )
    )


def gone(site: Site, former: Former) -> TemplateRecipe:
    return TemplateRecipe(GonePage(site=site.view, head=site.head(former.address, site.config.title)))


def for_hosts(site: Site, archive: Archive, statics: Sequence[File]) -> Iterator[Planned]:
    """The file that some hosts read for redirects, unless the site has one of its own."""
    followed = {tag.address for tag in archive.tags}
    found = [former for former in archive.former if former.target]
    found += [feed for former in found if former.recased and former.target in followed for feed in _feeds(site, former)]
    moves = Many({former.address: former for former in found}.values())
    if moves and not any(urls.static(file.path) == urls.REDIRECTS for file in statics):
        yield Planned(urls.out_path(urls.REDIRECTS), rules, (moves,), "the generated _redirects")


def _feeds(site: Site, former: Former) -> Iterator[Former]:
    """The feeds of a tag at its former address, where no file can stand."""
    for name in dict.fromkeys(site.config.feeds.formats):
        target = urls.feed(former.target or urls.HOME, name)
        yield Former(urls.feed(former.address, name), target, "", former.where)


def rules(site: Site, moves: Many[Former]) -> TemplateRecipe:
    found = (_rule(site, former.address, former.target or urls.HOME) for former in moves)
    return TemplateRecipe(RedirectRules(rules=tuple(found)))


def _rule(site: Site, former: Address, target: Address) -> RedirectRule:
    return RedirectRule(old=site.href(former), new=site.href(target))
