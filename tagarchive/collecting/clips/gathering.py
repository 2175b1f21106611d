"""The gathering of pages: each is fetched or read, unless it is an article of the site already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.collecting.clips.captures import Capture, captures_of, is_address
from tagarchive.collecting.clips.clip_report import Refused, reason_of
from tagarchive.collecting.clips.clip_wishes import ClipWishes
from tagarchive.collecting.clips.clipped_items import item_of, url_of
from tagarchive.collecting.clips.lead_image import with_lead_image
from tagarchive.collecting.known import KnownOriginals
from tagarchive.core.errors import SiteError
from tagarchive.importing.collected.addresses import original_of
from tagarchive.importing.inputs.fetching import Fetcher
from tagarchive.importing.inputs.items import Item, Options


class Page(NamedTuple):
    """A page that is new to the site, with the article on it."""

    capture: Capture
    item: Item

    @property
    def origin(self) -> str:
        return self.capture.origin


class Known(NamedTuple):
    """A page that is an article already.

    Attributes:
        origin: the address or file, as it was written
        to: path of the article; of a page that was gathered before, its origin

    """

    origin: str
    to: str


Gathered = Page | Known | Refused


class Gathering:
    """The gathering of one run. Pages are known by the articles of the site, and by those gathered so far."""

    def __init__(self, known: KnownOriginals, fetcher: Fetcher, wishes: ClipWishes, options: Options) -> None:
        self._known = known
        self._fetcher = fetcher
        self._wishes = wishes
        self._options = options

    def of(self, origins: Iterable[str]) -> list[Gathered]:
        """Result of each address or file, in their order. A file may hold several pages."""
        return [one for origin in dict.fromkeys(origins) for one in self._of(origin)]

    def _of(self, origin: str) -> list[Gathered]:
        path = self._known.path_of(origin, original_of(origin).url) if _is_plain_address(origin) else ""
        if path:
            return [Known(origin, path)]
        try:
            captures = captures_of(origin, self._fetcher)
        except SiteError as error:
            return [Refused(origin, reason_of(error.problems))]
        return [self._page(capture) for capture in captures]

    def _page(self, capture: Capture) -> Gathered:
        path = self._known.path_of(*capture.asked)
        if path:
            return Known(capture.origin, path)
        try:
            item = item_of(capture, self._options, self._wishes.retrieved)
        except SiteError as error:
            return Refused(capture.origin, reason_of(error.problems))
        url = url_of(item)
        path = self._known.path_of(url)
        if path:
            return Known(capture.origin, path)
        self._known = self._known.with_article(capture.origin, url, *capture.asked)
        return Page(capture, with_lead_image(item, self._fetcher) if self._wishes.takes_media else item)


def _is_plain_address(origin: str) -> bool:
    """True for an address without a name and password, which are never looked up."""
    try:
        return is_address(origin) and "@" not in urlsplit(origin).netloc
    except ValueError:
        return False
