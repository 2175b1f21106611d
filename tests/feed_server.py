"""Feeds that a test states, on a server of this machine, and collections from them."""

from __future__ import annotations

import hashlib
from collections import UserDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from conftest import NOW, Site
from web_server import Answer, Server, serving

from tagarchive.build.context import unwatched
from tagarchive.collecting.feeds.collect_report import CollectReport
from tagarchive.collecting.feeds.collector import CollectRequest, collect
from tagarchive.importing.inputs.fetch_limits import FEED_LIMITS
from tagarchive.importing.inputs.fetching import Fetcher


class FeedServer(UserDict[str, bytes | int]):
    """The feeds of a server, by path. A number stands for the status of a feed that fails."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self.url = server.url

    def __setitem__(self, path: str, feed: bytes | int) -> None:
        super().__setitem__(path, feed)
        self.server.answers[path] = partial(_answer, feed)

    @property
    def asked(self) -> list[tuple[str, bool]]:
        """The path of each request, and whether it had a condition."""
        return [(asked["path"], "if-none-match" in asked) for asked in self.server.asked]


def _answer(feed: bytes | int, asked: dict[str, str]) -> Answer:
    if isinstance(feed, int):
        return Answer(feed)
    etag = f'"{hashlib.sha256(feed).hexdigest()[:8]}"'
    is_known = asked.get("if-none-match") == etag
    return Answer(304 if is_known else 200, b"" if is_known else feed, (("ETag", etag),))


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server without feeds so far."""
    with serving() as server:
        yield FeedServer(server)


def entry(title: str, link: str = "", text: str = "Words.", day: str = "21", **more: str) -> str:
    """An entry of a feed, of a day of December 2025. `more` are further elements, such as `guid` and `category`."""
    elements = {"title": title, "link": link or f"https://news.example/{title.lower().replace(' ', '-')}"}
    elements |= {"description": f"<p>{text}</p>", "pubDate": f"{day} Dec 2025 08:00:00 GMT"} | more
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in elements.items() if value != "-")
    return f"<item>{inner}</item>"


def feed(*entries: str, title: str = "Evening News", home: str = "https://news.example/") -> bytes:
    """A feed with some entries."""
    head = f"<title>{title}</title><link>{home}</link>"
    return f'<rss version="2.0"><channel>{head}{"".join(entries)}</channel></rss>'.encode()


def collected(
    site: Site, *names: str, now: datetime = NOW, allow_private: bool = True, **options: Any
) -> CollectReport:
    """A collection of a site from feeds of this machine, without a pause between them."""
    fetcher = Fetcher(FEED_LIMITS._replace(pause=0.0), allow_private=allow_private)
    return collect(CollectRequest(site.root, now, fetcher, names, **options), unwatched, lambda: None)


def inbox(site: Site) -> list[str]:
    """The names of the drafts that await a decision."""
    return sorted(file.stem for file in (site.root / "content/inbox").glob("*.md"))
