"""Pictures that are not published: damaged ones, too large ones, and files that only pretend to be pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagarchive.archive.model import Archive
from tagarchive.core.errors import Location, Problem
from tagarchive.reading.body import ToSource


def refused(archive: Archive) -> Iterator[Problem]:
    """A problem for each picture that can't be published, at the first line that shows it or links to it."""
    faults = {file.path: file.picture.fault for _, file in archive.files if file.picture and file.picture.fault}
    places = _places(archive, faults) if faults else {}
    for path, fault in faults.items():
        where, code = places.get(path, Location(path)), fault.code
        yield Problem(where, code, f"found {path}, {fault.found}, expected a picture to show", fault.hint)


def _places(archive: Archive, paths: Mapping[str, object]) -> Mapping[str, Location]:
    """The first line with each picture, by the path of the picture."""
    places: dict[str, Location] = {}
    for document in archive.documents:
        for target in document.targets():
            if isinstance(target, ToSource) and target.path in paths:
                places.setdefault(target.path, target.written.where)
    return places
