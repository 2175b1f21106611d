"""Checks of a plan: path clashes, published addresses that are gone, unused templates and broken links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tagarchive.archive.conflict_copies import is_conflict
from tagarchive.archive.model import Archive, Redirect
from tagarchive.archive.suggestions import Known
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, did_you_mean
from tagarchive.core.urls import Address
from tagarchive.plan.outputs import (
    redirects,
)
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.site_context import own_template
from tagarchive.reading.body import Target, ToSite
from tagarchive.reading.documents import File
from tagarchive.views.pages import own_view


def broken_promises(archive: Archive, planned: dict[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for published addresses that have no page any more, and for redirects without a target page."""

    def stands(address: Address) -> bool:
        files = (
            (path, planned.get(urls.fold_path(path))) for path in (urls.out_path(address), urls.file_path(address))
        )
        return any(file and file.path == path for path, file in files)

    for address, where in archive.promised:
        if not stands(address):
            message = f"found {address}, which was published, and nothing stands there any more"
            hint = _held(address, archive) or (
                f"where it moved to, write `aliases: [{address}]`; if it is gone: tagarchive retire {address}; "
                "`--to /address/` names a page to lead to instead"
            )
            yield Problem(where, "broken-promise", message, hint)
    for former in archive.former:
        if former.target and not stands(former.target):
            message = f"found that {former.address} leads to {former.target}, which this site does not have"
            yield Problem(
                former.where, "broken-redirect", message, "name an address of this site, with the slash at its end"
            )


def _held(address: Address, archive: Archive) -> str:
    """The hint for an address whose article is held back until its date; empty if no such article exists."""
    day = next((article.date.day for place, article in archive.held if place == address), "")
    return f"its article is held until {day}: correct that date, or --future shows it" if day else ""


def collision(first: PlannedFile, second: PlannedFile) -> Problem:
    """The problem for two files with one path. It is located at the file that the author can move."""
    movable, other = (second, first) if second.where else (first, second)
    place = f" ({other.where})" if other.where else ""
    message = f"found the path {movable.path}, which is that of {other.origin}{place}"
    return Problem(movable.where or Location(movable.path), "path-clash", message, _way_out(movable, other))


def two_in_one(planned: Mapping[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for `x.html` beside `x/index.html` where permalinks have no ending: a host finds both at `/x`.

    A former address may lead from one to the other.
    """
    for key, file in planned.items():
        other = planned.get(f"{key.removesuffix('/index.html')}.html") if key.endswith("/index.html") else None
        if other and not _leads(file, other) and not _leads(other, file):
            movable, beside = (other, file) if other.where else (file, other)
            place = f" ({beside.where})" if beside.where else ""
            message = f"found the path {movable.path}, whose address is that of {beside.origin}{place} too"
            yield Problem(movable.where or Location(movable.path), "path-clash", message, _way_out(movable, beside))


def _leads(former: PlannedFile, to: PlannedFile) -> bool:
    """True if a former address leads to a file."""
    part = former.parts[0] if former.origin == redirects.ORIGIN else None
    return isinstance(part, Redirect) and part.target is not None and urls.out_path(part.target) == to.path


def _way_out(movable: PlannedFile, other: PlannedFile) -> str:
    """The hint for resolving a path clash."""
    if movable.origin == redirects.ORIGIN:
        return "something stands there: it may lead to that where it differs in case alone, and nowhere else"
    places = (file.where.path for file in (movable, other) if file.where)
    copy = next(filter(is_conflict, places), "")
    return f"a synchroniser left {copy} as a copy: delete it" if copy else "give one of the two another slug or name"


def files_in_the_way(planned: dict[str, PlannedFile]) -> Iterator[Problem]:
    """Problems for files whose path another file needs as a folder."""
    folders = {key.rpartition("/")[0]: file for key, file in planned.items()}
    needed: dict[str, PlannedFile] = {}
    for folder, file in folders.items():
        parent = folder
        while parent and parent not in needed:
            needed[parent] = file
            parent = parent.rpartition("/")[0]
    for path in sorted(planned.keys() & needed.keys()):
        blocked, file = planned[path], needed[path]
        where = blocked.where or file.where or Location(blocked.path)
        message = f"found {blocked.origin} at {blocked.path}, which {file.origin} needs as a folder"
        yield Problem(where, "path-clash", message, "give one of the two another name")


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


def dangling(targets: Iterable[Target | str], plan: Plan) -> Iterator[Problem]:
    """Notices for links to addresses that the site does not have."""
    broken = [target for target in targets if isinstance(target, ToSite) and not plan.served(Address(target.address))]
    known = Known([urls.address_of(path) for path in plan] if broken else [])
    for target in broken:
        message = f"found a link to {target.address}, which this site does not have"
        page = plan.page_near(Address(target.address))
        near = f"the page's address is {page}" if page else known.hint(target.address)
        yield Problem(target.written.where, "broken-link", message, near)
