"""Podcasts: tags whose articles with sounds and films are episodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tagarchive.archive.model import PlacedDocument, Term
from tagarchive.core.errors import Problem
from tagarchive.plan.parts.pictures import src_of
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import TagText
from tagarchive.reading.podcast_categories import ABOVE, PodcastCategory
from tagarchive.views.feeds import PodcastView

LEAST_SIDE, MOST_SIDE = 1400, 3000
"""Pixels that a cover has on each side (podcasters.apple.com, "Podcast artwork")."""

_COVERS = (".jpg", ".jpeg", ".png")


def podcast_text(term: Term) -> PlacedDocument[TagText] | None:
    """The text of a tag that is a podcast; None for any other term."""
    text = term.text
    return text if text and isinstance(text.document, TagText) and text.document.podcast else None


def podcast_of(site: SiteContext, placed: PlacedDocument[TagText]) -> PodcastView | None:
    """The view of the podcast of a tag; None if it has none."""
    given = placed.document.podcast
    if given is None:
        return None
    return PodcastView(
        author=given.author or site.config.title,
        email=given.email,
        categories=tuple(map(_category, given.category)),
        explicit=given.explicit,
        kind=given.type,
        image=src_of(given.image, next(iter(placed.posters), None), site.addresses.absolute),
    )


def _category(name: PodcastCategory) -> tuple[str, str]:
    top = ABOVE[name]
    return top, "" if name == top else name


def odd_covers(tags: Iterable[Term]) -> Iterator[Problem]:
    """A notice for each cover of a podcast that directories refuse, as far as its file is part of the site."""
    for placed in filter(None, map(podcast_text, tags)):
        head = next(iter(placed.posters), None)
        file = head.file if head else None
        if file is None:
            continue
        size = file.size
        fits = size is not None and size.width == size.height and LEAST_SIDE <= size.width <= MOST_SIDE
        if not (fits and file.path.lower().endswith(_COVERS)):
            measured = f" of {size.width} × {size.height} pixels" if size else ""
            message = f"found the cover {file.path}{measured}, expected a square JPEG or PNG"
            hint = f"directories of podcasts take {LEAST_SIDE} to {MOST_SIDE} pixels on each side"
            yield Problem(placed.document.name.where, "odd-cover", message, hint)
