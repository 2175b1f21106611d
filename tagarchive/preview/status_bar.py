"""Bar at the foot of a previewed page, with notices for its author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.core.gravity import in_order
from tagarchive.core.urls import OutPath
from tagarchive.plan.checks import text_notices
from tagarchive.preview.snapshot import Snapshot, is_draft

_HOME = urls.out_path(urls.HOME)
_LINK = re.compile(rb'<a\b[^>]*?\bhref="([^"]+)"')


class StatusBar(msgspec.Struct, frozen=True):
    """News for the author of a page.

    Attributes:
        source: path of the document whose text it shows
        draft: True if that is a draft
        minutes: time that the text takes to read
        notices: what a build says of the document; on the home page, what it says of files that have no page
        doubts: what only its author may want to know
        drafts: links to drafts on the page

    """

    source: str = ""
    draft: bool = False
    minutes: int = 0
    notices: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


def bar_of(snapshot: Snapshot, path: OutPath | None, page: bytes = b"") -> StatusBar:
    """The bar of a page, of which `page` are the bytes."""
    placed = snapshot.origin(path) if path else None
    drafts = _drafts(page, snapshot)
    if placed is None:
        notices = tuple(_told(_about_all(snapshot), "")) if path == _HOME else ()
        return StatusBar(notices=notices, drafts=drafts)
    document = placed.document
    here = snapshot.plan.site.href(placed.address)
    return StatusBar(
        source=document.path,
        draft=is_draft(document),
        minutes=document.outline.minutes,
        notices=tuple(_told(notices_of(document.path, snapshot), document.path)),
        doubts=tuple(_told(document.doubts, document.path)),
        drafts=tuple(link for link in drafts if link != here),
    )


def notices_of(source: str, snapshot: Snapshot) -> set[Problem]:
    """The notices of a build about a document and the files that its page shows, without those about other files."""
    placed = snapshot.placed[source]
    general = (snapshot.notices.get(one, ()) for one in (source, *(file.path for file in placed.files if file)))
    texts = text_notices(placed.document, snapshot.linkable, snapshot.plan)
    return {*texts, *(notice for some in general for notice in some)}


def _about_all(snapshot: Snapshot) -> Iterator[Problem]:
    """The notices of a build about files that have no page: the config, templates, static files and so on."""
    yield from snapshot.about_templates
    for path, notices in snapshot.notices.items():
        if path not in snapshot.placed:
            yield from notices


def _told(notices: Iterable[Problem], source: str) -> Iterator[str]:
    """Notices by gravity and place. The name of the file is left out where the bar shows it once."""
    for notice in sorted(notices, key=lambda notice: (in_order(notice.code), notice)):
        where = notice.where
        place = (f"Line {where.line}: " if where.line else "") if where.path == source else f"{where}: "
        yield f"{place}{notice.message} [{notice.code}]" + (f"\n{notice.hint}" if notice.hint else "")


def _drafts(page: bytes, snapshot: Snapshot) -> tuple[str, ...]:
    """The links on a page that lead to drafts."""
    links = {link.decode() for link in _LINK.findall(page)} if snapshot.drafts else set[str]()
    return tuple(sorted(links & snapshot.drafts))
