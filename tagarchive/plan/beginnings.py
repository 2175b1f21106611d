"""Pages at the beginnings of other addresses, such as `/tag/` and `/articles/`: each leads to the list that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagarchive.archive.model import Archive, PlacedDocument, Redirect
from tagarchive.core import urls
from tagarchive.core.address_patterns import fields_of
from tagarchive.core.errors import Location
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.plan.outputs import redirects
from tagarchive.plan.planned_files import PlannedFile
from tagarchive.plan.site_context import SiteContext, term_lists
from tagarchive.reading.documents import Article
from tagarchive.reading.files import CONFIG_FILE

ORIGIN = "a page that leads to a list"
"""The origin of these pages in messages."""


def planned(site: SiteContext, archive: Archive, taken: Mapping[str, PlannedFile]) -> Iterator[PlannedFile]:
    """The pages at beginnings where no other file stands. `taken` are the other files by folded path."""
    names = {site.own(urls.HOME): site.config.title, **_names(site, archive)}
    for address, target in _wanted(site, archive, names).items():
        path = urls.out_path(address)
        beside = urls.fold_path(urls.out_path(Address(address.removesuffix("/"))))
        if urls.fold_path(path) not in taken and not (site.addresses.is_bare and beside in taken):
            leading = Redirect(address, target, names.get(target, ""), Location(CONFIG_FILE))
            yield PlannedFile(path, redirects.recipe, (leading,), ORIGIN)


def _names(site: SiteContext, archive: Archive) -> Mapping[Address, str]:
    """The archives that a beginning may lead to, by address."""
    lists = term_lists(archive, site.config)
    terms = (*(term for one in lists for term in one.terms), *archive.months, *archive.days)
    return {term.address: term.name for term in terms}


def _wanted(site: SiteContext, archive: Archive, names: Mapping[Address, str]) -> dict[Address, Address]:
    """The list that fits each beginning; the first of several."""
    found: dict[Address, Address] = {}
    home, pattern = site.own(urls.HOME), site.own(Address(site.config.articles.address))
    for terms in term_lists(archive, site.config):
        for beginning in urls.above(terms.terms[0].address) if terms.terms else ():
            found.setdefault(beginning, terms.address)
    # One article stands for all with the same folder in their addresses.
    folders = {_folder(placed.address): placed for placed in reversed(archive.recorded)}
    for placed in reversed(folders.values()):
        for beginning, fields in _beginnings(placed.address, pattern):
            fitting = (at for at in _fitting(site, placed, fields) if at in names)
            found.setdefault(beginning, next(fitting, home))
    for page in archive.pages:
        for beginning in urls.above(page.address):
            found.setdefault(beginning, home)
    return found


def _folder(address: Address) -> str:
    return address[: address.rfind("/", 0, -1) + 1]


def _beginnings(address: Address, pattern: str) -> Iterator[tuple[Address, frozenset[str]]]:
    """The beginnings of an article's address, each with the fields of the pattern that are in it."""
    beginnings, parts = urls.above(address), pattern.removesuffix("/").split("/")[1:-1]
    if "{folder}" in parts:  # It may be several parts of the address, or none.
        place, more = parts.index("{folder}"), len(beginnings) - len(parts) + 1
        parts[place : place + 1] = ["{folder}"] * more
    for count, beginning in enumerate(beginnings, 1):
        yield beginning, fields_of("/".join(parts[:count]))


def _fitting(site: SiteContext, placed: PlacedDocument[Article], fields: frozenset[str]) -> Iterator[Address]:
    """The archives that fit an address with these fields of an article, best first."""
    article = placed.document
    date = article.date.day.split("-")
    for count in (3, 2, 1):
        if fields.issuperset(("year", "month", "day")[:count]):
            yield site.own(urls.period("-".join(date[:count])))
    if "tag" in fields and placed.tags:
        yield placed.tags[0].address
    if "author" in fields and article.byline:
        yield site.own(urls.author(slugify(article.byline[0])))
