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


def planned(archive: Archive) -> Iterator[Planned]:
    for former in archive.former:
        make = recipe if former.target else gone
        yield Planned(urls.out_path(former.address), make, (former,), "a former address", former.where)


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


def for_hosts(archive: Archive, statics: Sequence[File]) -> Iterator[Planned]:
    """The file that some hosts read for redirects, unless the site has one of its own."""
    moves = Many(former for former in archive.former if former.target)
    if moves and not any(urls.static(file.path) == urls.REDIRECTS for file in statics):
        yield Planned(urls.out_path(urls.REDIRECTS), rules, (moves,), "the generated _redirects")


def rules(site: Site, moves: Many[Former]) -> TemplateRecipe:
    found = (_rule(site, former.address, former.target or urls.HOME) for former in moves)
    return TemplateRecipe(RedirectRules(rules=tuple(found)))


def _rule(site: Site, former: Address, target: Address) -> RedirectRule:
    return RedirectRule(old=site.href(former), new=site.href(target))
