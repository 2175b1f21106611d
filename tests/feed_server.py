"""Feeds that a test states, on a server of this machine, and collections from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from unittest.mock import patch
from xml.sax.saxutils import escape

from conftest import NOW, Site

from tagarchive.build.context import unwatched
from tagarchive.collecting import feed_visits
from tagarchive.collecting.collect_report import CollectReport
from tagarchive.collecting.collector import CollectRequest, collect


class FeedServer(ThreadingHTTPServer):
    """A server of feeds, by path. A number stands for the status of a feed that fails."""

    daemon_threads = True
    feeds: dict[str, bytes | int]
    asked: list[tuple[str, bool]]
    """The path of each request, and whether it had a condition."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        known = self.headers.get("If-None-Match", "")
        self.server.asked.append((self.path, bool(known)))
        feed = self.server.feeds.get(self.path, 404)
        body = b"" if isinstance(feed, int) else feed
        etag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
        status = feed if isinstance(feed, int) else 304 if known == etag else 200
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library names it)
        pass


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server without feeds so far. Feeds of one host are visited without a pause."""
    made = FeedServer(("127.0.0.1", 0), _Handler)
    made.feeds, made.asked = {}, []
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with patch.object(feed_visits, "PAUSE", 0.0):
            yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


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


def collected(site: Site, *names: str, now: datetime = NOW, **options: Any) -> CollectReport:
    """A collection of a site from feeds of this machine."""
    request = CollectRequest(site.root, now, names, **{"allow_private": True, **options})
    return collect(request, unwatched, lambda: None)


def inbox(site: Site) -> list[str]:
    """The names of the drafts that await a decision."""
    return sorted(file.stem for file in (site.root / "content/inbox").glob("*.md"))
