"""The files of a site in a browser, without a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route


@contextmanager
def browsing(browser: Browser, files: Mapping[str, bytes], **options: Any) -> Iterator[Page]:
    """A page of a browser that gets the files of the site from any host."""

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path[1:]
        path = f"{path}index.html" if not path or path.endswith("/") else path
        kinds = {"html": "text/html", "js": "text/javascript", "css": "text/css", "json": "application/json"}
        kinds |= {"avif": "image/avif", "jpg": "image/jpeg", "png": "image/png"}
        kind = kinds.get(path.rpartition(".")[2], "image/svg+xml")
        route.fulfill(status=200 if path in files else 404, body=files.get(path, b""), content_type=kind)

    context = browser.new_context(**options)
    context.route("**/*", serve)
    yield context.new_page()
    context.close()
