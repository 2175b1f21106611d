"""Checks of a plan: path clashes, published addresses that are gone, unused templates and broken links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tagarchive.archive.conflict_copies import is_conflict
from tagarchive.archive.ledger import as_written
from tagarchive.archive.model import Archive
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
        path = urls.out_path(address)
        file = planned.get(urls.fold_path(path))
        return file is not None and file.path == path

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
    if urls.is_file(address):
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


def collision(first: PlannedFile, second: PlannedFile) -> Problem:
    """The problem for two files with one path. It is located at the file that the author can move."""
    movable, other = (second, first) if second.where else (first, second)
    place = f" ({other.where})" if other.where else ""
    message = f"found the path {movable.path}, which is that of {other.origin}{place}"
    return Problem(movable.where or Location(movable.path), "path-clash", message, _way_out(movable, other))


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
    broken = [
        target
        for target in targets
        if isinstance(target, ToSite) and urls.out_path(Address(target.address)) not in plan
    ]
    known = Known([urls.address_of(path) for path in plan] if broken else [])
    for target in broken:
        message = f"found a link to {target.address}, which this site does not have"
        slashed = Address(f"{target.address}/")
        near = f"the page's address is {slashed}" if urls.out_path(slashed) in plan else known.hint(target.address)
        yield Problem(target.written.where, "broken-link", message, near)
