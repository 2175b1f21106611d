"""Page of the preview with the drafts of the inbox, each with a button that accepts and one that discards it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from tagarchive.collecting.feeds.inbox import FOLDER
from tagarchive.core import urls
from tagarchive.core.errors import Problem
from tagarchive.preview.page_cache import CLIENT, INBOX
from tagarchive.preview.snapshot import Snapshot
from tagarchive.reading.disk import composed
from tagarchive.reading.documents import Article
from tagarchive.reading.text_files import is_text


class Draft(NamedTuple):
    """A draft as the page shows it.

    Attributes:
        path: path of its file
        title: its headline, or the name of its file if that can't be read
        href: address of its page in the preview; empty if it has none
        source: name of its publisher; may be empty
        url: address of its original; may be empty
        day: day of its date; may be empty
        summary: its summary, or its first paragraph
        tags: its tags
        lang: its language; empty if it is that of the site
        order: what it is sorted by

    """

    path: str
    title: str
    href: str = ""
    source: str = ""
    url: str = ""
    day: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    order: float = 0


class Told(NamedTuple):
    """Last action: a sentence, and the original of the draft if that is gone from here."""

    text: str
    url: str = ""


def drafts_in(snapshot: Snapshot, root: Path) -> tuple[Draft, ...]:
    """The drafts of the inbox as its files are now, the one filed last first."""
    found = (_draft(snapshot, path) for path in _paths(root))
    return tuple(sorted(found, key=lambda draft: (-draft.order, draft.path)))


def _paths(root: Path) -> Iterator[str]:
    try:
        names = os.listdir(root / FOLDER)
    except OSError:
        return iter(())
    return (f"{FOLDER}{composed(name)}" for name in names if is_text(name) and not name.startswith("."))


def _draft(snapshot: Snapshot, path: str) -> Draft:
    document = snapshot.documents.get(path)
    if not isinstance(document, Article):
        return Draft(path, path.removeprefix(FOLDER))
    address = snapshot.addresses.get(path)
    source = document.source
    return Draft(
        path,
        document.title,
        snapshot.plan.site.href(address) if address else "",
        source.name if source else "",
        (source.url or "") if source else "",
        document.date.day,
        document.summary,
        tuple(tag.text for tag in document.tags),
        document.lang or "",
        (document.filed or document.date).when().timestamp(),
    )


def inbox_page(snapshot: Snapshot, drafts: Sequence[Draft], told: Told | None, problems: Sequence[Problem]) -> bytes:
    """The page, with what was done last or why that could not be done."""
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(_template())
    site = snapshot.plan.site
    return template.render(
        title=snapshot.config.title,
        home=site.href(urls.HOME),
        style=f"{CLIENT}inbox.css",
        action=INBOX,
        drafts=drafts,
        told=told,
        problems=problems,
    ).encode()


def _template() -> str:
    return (Path(__file__).parent / "inbox.html").read_text("utf-8")
