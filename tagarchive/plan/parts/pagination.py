"""Pagination of lists.

Pages are numbered from the oldest: page 1 holds the oldest articles and keeps them. The landing page holds the newest
articles, at least `per_page` and less than twice as many. A new article changes the landing page only. Every
`per_page`-th new article also creates a numbered page, and the few pages before it get a link to the new one.
"""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.archive.model import Articles, PlacedDocument
from tagarchive.core import urls
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.config import ArchiveOptions
from tagarchive.reading.documents import Article, Order
from tagarchive.views.lists import Pager, PagerStep

NEAR = 2
"""Number of pages on each side of a page that it links to by number."""


GAP = -1
"""Stands for pages left out between the numbers of others."""


class PageSlice(NamedTuple):
    """A page of a paginated list.

    Attributes:
        address: address of the page
        number: number of the page; 0 for the landing page
        articles: its articles in the order of the list
        newer: address of the page with newer articles, if any
        older: address of the page with older articles, if any
        steps: numbers of the first page, the pages near this one and the last page, with `GAP` for pages left out
        landing_address: address of the landing page
        oldest_first: True if the list has its oldest articles first

    """

    address: Address
    number: int
    articles: tuple[PlacedDocument[Article], ...]
    newer: Address | None
    older: Address | None
    steps: tuple[int, ...]
    landing_address: Address
    oldest_first: bool = False

    @property
    def landing(self) -> bool:
        return not self.number

    @property
    def key(self) -> str:
        """A digest of the page, its articles and its neighbours."""
        order = "oldest-first" if self.oldest_first else ""
        place = (self.address, str(self.number), self.newer or "", self.older or "", order, str(self.steps))
        return joined(*place, *[article.key for article in self.articles])

    def pager(self, site: SiteContext) -> Pager:
        newer, older = (site.href(address) if address else "" for address in (self.newer, self.older))
        return Pager(
            number=self.number,
            newer=newer,
            older=older,
            oldest_first=self.oldest_first,
            steps=tuple(self._step(step, site) for step in self.steps),
        )

    def _step(self, number: int, site: SiteContext) -> PagerStep:
        if number == GAP:
            return PagerStep(number=0, url="", is_gap=True)
        is_landing = number == self.steps[0]
        address = self.landing_address if is_landing else urls.numbered(self.landing_address, number)
        return PagerStep(number=number, url="" if address == self.address else site.href(address), is_gap=False)


def page_slices(
    landing: Address,
    articles: tuple[PlacedDocument[Article], ...],
    options: ArchiveOptions,
    order: Order = "newest-first",
) -> list[PageSlice]:
    """The pages of a list, landing page first. `articles` are newest first; the pages have them in `order`.

    Pages with the oldest articles first are numbered from the landing page on, so that a new article changes the last
    page only.
    """
    if not isinstance(articles, Articles):
        return _pages(landing, articles, options, order)
    # Several kinds of files are made of the same pages, and most of them stay when the site changes.
    how = (landing, options.pagination, options.per_page, order)
    pages: list[PageSlice] | None = articles.pages.get(how)
    if pages is None:
        pages = articles.pages[how] = _pages(landing, articles, options, order)
    return pages


def _pages(
    landing: Address, articles: tuple[PlacedDocument[Article], ...], options: ArchiveOptions, order: Order
) -> list[PageSlice]:
    if order == "oldest-first":
        pages = _from_newest(landing, articles[::-1], options.per_page)
        return [page._replace(newer=page.older, older=page.newer, oldest_first=True) for page in pages]
    if options.pagination == "newest-first":
        return _from_newest(landing, articles, options.per_page)
    return _from_oldest(landing, articles, options.per_page)


def _from_oldest(landing: Address, articles: tuple[PlacedDocument[Article], ...], per_page: int) -> list[PageSlice]:
    numbered = max(len(articles) // per_page - 1, 0)
    numbers = range(numbered, 0, -1)
    starts = range(len(articles) - numbered * per_page, len(articles), per_page) if numbered else range(0)
    parts = [articles[: len(articles) - numbered * per_page], *(articles[n : n + per_page] for n in starts)]
    return _chained([landing, *(urls.numbered(landing, n) for n in numbers)], [0, *numbers], parts)


def _from_newest(landing: Address, articles: tuple[PlacedDocument[Article], ...], per_page: int) -> list[PageSlice]:
    starts = range(0, max(len(articles), 1), per_page)
    numbers = range(1, len(starts) + 1)
    addresses = [landing, *(urls.numbered(landing, n) for n in numbers[1:])]
    return _chained(addresses, [*numbers], [articles[start : start + per_page] for start in starts])


def _chained(
    addresses: list[Address], numbers: list[int], parts: list[tuple[PlacedDocument[Article], ...]]
) -> list[PageSlice]:
    """The pages of a list with links among them. `numbers` has 0 for a landing page without a number."""
    newer = [None, *addresses[:-1]]
    older = [*addresses[1:], None]
    steps = [_steps(place, numbers) for place in range(len(numbers))] if len(numbers) > 1 else [()]
    plain = [0, *numbers[1:]]
    landing = [addresses[0]] * len(addresses)
    return [PageSlice(*page) for page in zip(addresses, plain, parts, newer, older, steps, landing, strict=True)]


def _steps(place: int, numbers: list[int]) -> tuple[int, ...]:
    """The first number of a list, those near a place and the last one, with `GAP` where some are left out between."""
    start, stop, last = max(place - NEAR, 0), place + NEAR + 1, len(numbers) - 1
    before = () if start == 0 else (numbers[0],) if start == 1 else (numbers[0], GAP)
    after = () if stop > last else (numbers[last],) if stop == last else (GAP, numbers[last])
    return (*before, *numbers[start:stop], *after)
