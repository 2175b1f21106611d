"""Checks of a plan: published addresses that are gone, unused templates and broken links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from tagarchive.archive.ledger import as_written
from tagarchive.archive.links import Linkable, references
from tagarchive.archive.model import Archive
from tagarchive.archive.suggestions import Known
from tagarchive.core import urls
from tagarchive.core.address_kinds import is_file
from tagarchive.core.errors import Location, Problem, did_you_mean
from tagarchive.core.urls import Address
from tagarchive.plan.icons import odd_icon
from tagarchive.plan.parts.podcasts import odd_covers
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.site_context import own_template
from tagarchive.plan.unread import Unread
from tagarchive.reading.body import Target, ToSite
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Document
from tagarchive.reading.files import File
from tagarchive.views.pages import own_view


def broken_promises(archive: Archive, planned: dict[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for published addresses that have no page any more, and for redirects without a target page."""

    def stands(address: Address) -> bool:
        files = (
            (path, planned.get(urls.fold_path(path))) for path in (urls.out_path(address), urls.file_path(address))
        )
        return any(file and file.path == path for path, file in files)

    lost = [(address, where) for address, where in archive.promised if not stands(address)]
    namesakes = _namesakes(archive) if lost else {}
    for address, where in lost:
        message = f"found {address}, which was published, and nothing stands there any more"
        slug = address.rstrip("/").rpartition("/")[2]
        hint = _held(address, archive) or _kept(address, namesakes.get(slug, ""))
        yield Problem(where, "broken-promise", message, hint)
    for former in archive.former:
        if former.target and not stands(former.target):
            message = f"found that {former.address} leads to {former.target}, which this site does not have"
            yield Problem(
                former.where, "broken-redirect", message, "name an address of this site, with the slash at its end"
            )


def _namesakes(archive: Archive) -> dict[str, str]:
    """The path of the only article with a slug, by slug; empty for a slug of several."""
    paths: dict[str, str] = {}
    for placed in archive.recorded:
        slug = placed.document.slug.text
        paths[slug] = "" if slug in paths else placed.document.path
    return paths


def _kept(address: Address, namesake: str) -> str:
    """The hint for keeping a published address. `namesake` is the article that it may have been one of."""
    written = as_written(address)
    if is_file(address):
        back = f"put it back as content/{address.removeprefix(urls.file(''))}"
        return f"{back}; if it is gone: tagarchive retire {written}; `--to /files/…` names a file to lead to instead"
    place = f"in {namesake}, if it moved there," if namesake else "where it moved to,"
    return (
        f"{place} write `aliases: [{written}]`; if it is gone: tagarchive retire {written}; "
        "`--to /address/` names a page to lead to instead"
    )


def _held(address: Address, archive: Archive) -> str:
    """The hint for an address whose article is held back until its date; empty if no such article exists."""
    day = next((article.date.day for place, article in archive.held if place == address), "")
    return f"its article is held until {day}: correct that date, or --future shows it" if day else ""


def lonely(templates: Mapping[str, File], archive: Archive) -> Iterator[Problem]:
    """Notices for templates of a single tag or page that the site does not have."""
    own = {name: file for name, file in templates.items() if own_view(name)}
    if not own:
        return
    used = {own_template("tag", tag.address) for tag in archive.tags}
    used |= {own_template("page", page.address) for page in archive.pages}
    for name in sorted(own.keys() - used):
        message = "found a template for one tag or page, and there is no such tag or page"
        yield Problem(Location(own[name].path), "unused-template", message, did_you_mean(name, used, few=0))


def text_notices(document: Document, linkable: Linkable, plan: Plan) -> Iterator[Problem]:
    """All notices about a document that its text and the targets of its links alone decide."""
    yield from document.notices
    yield from references([document], linkable).notices
    yield from dangling(document.targets(), plan)


def broken(targets: Iterable[Target | str], plan: Plan) -> tuple[ToSite, ...]:
    """The links to addresses at which nothing stands."""
    to_site = (target for target in targets if isinstance(target, ToSite))
    return tuple(target for target in to_site if not plan.served(Address(target.address)))


def dangling(targets: Iterable[Target | str], plan: Plan) -> Iterator[Problem]:
    """Notices for links to addresses that the site does not have."""
    dead = broken(targets, plan)
    known = _known(plan) if dead else Known(())
    for target in dead:
        message = f"found a link to {target.address}, which this site does not have"
        page = plan.page_near(Address(target.address))
        near = f"the page's address is {page}" if page else known.hint(target.address)
        yield Problem(target.written.where, "broken-link", message, near or _file_hint(target.address))


def without_article(plan: Plan, archive: Archive, unread: Unread) -> Iterator[Problem]:
    """Problems for links to addresses of articles that the site does not have.

    An address without a slash at its end is meant as the one with it. A link to an article that is a draft, is held
    back until its date, has expired or can't be read is no problem.
    """
    addresses = plan.site.config.addresses
    dead = [target for target in plan.broken if addresses.slug_at(_page_of(target, plan)) is not None]
    unshown = {*archive.drafts, *archive.expired, *(address for address, _ in archive.held)} if dead else set()
    known = _known(plan) if dead else Known(())
    for target in dead:
        address = _page_of(target, plan)
        is_shown = plan.served(address) or address in unshown or address.startswith(_TERMS) or unread.may_have(address)
        if not is_shown:
            message = f"found a link to {target.address}, expected the address of an article or page of this site"
            hint = known.hint(address) or "a link to the file of an article is surer: [words](its-file.md)"
            yield Problem(target.written.where, "broken-link", message, hint)


def _file_hint(address: str) -> str:
    """The place for a file that an address names; empty for the address of a page."""
    ending = posixpath.splitext(address)[1].lower()
    is_file_name = ending and ending not in (".htm", ".html", ".md", ".php")
    return f"the file for it belongs at static{address}" if is_file_name else ""


_TERMS = (*urls.TERMS, "/page/", "/files/")
"""The starts of addresses that are never those of articles, whatever the pattern of these says."""


def _known(plan: Plan) -> Known:
    return Known([urls.address_of(path) for path in plan])


def _page_of(target: ToSite, plan: Plan) -> Address:
    return plan.site.addresses.page(target.address)


def odd_pictures(archive: Archive, config: Config) -> Iterator[Problem]:
    """Notices for the icon of the site and for covers of podcasts that others refuse or cut."""
    yield from odd_icon(archive.statics, config)
    yield from odd_covers(archive.tags)
