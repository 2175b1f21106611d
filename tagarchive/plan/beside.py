"""Pages that are one in several languages, because their addresses differ in the language alone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from tagarchive.plan.alternates import NONE, of_pages
from tagarchive.plan.outputs import articles
from tagarchive.plan.planned_files import PlannedFile
from tagarchive.plan.site_context import SiteContext


def with_alternates(files: Sequence[PlannedFile], sites: Mapping[str, SiteContext]) -> Iterator[PlannedFile]:
    """The files of all languages, where each list and each free page leads to itself in the other languages.

    `sites` are the contexts of the languages by their codes. Articles have their translations, whatever their
    addresses are.
    """
    pages = [(file, file.listed.address) for file in files if file.listed and file.origin != articles.ORIGIN]
    addresses = sites[""].addresses
    named = ((sites[file.edition].config.language, address) for file, address in pages)
    alternates = {version.address: some for some in of_pages(named, addresses) for version in some}
    for file in files:
        is_list = file.listed and file.origin != articles.ORIGIN
        found = alternates.get(file.listed.address, NONE) if is_list and file.listed else NONE
        yield structs.replace(file, alternates=found) if found else file
