"""Web server of the preview: serves pages of the plan."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tagarchive.build.pictures.measured import picture_cache
from tagarchive.build.pictures.picture_bytes import pictures_made
from tagarchive.core import urls
from tagarchive.core.digests import digest
from tagarchive.core.errors import SiteError
from tagarchive.core.urls import OutPath
from tagarchive.plan.recipes import CopyRecipe, ExportRecipe, FeedRecipe, PictureRecipe
from tagarchive.preview.access import Access
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.diagnostics import diagnostics_of
from tagarchive.preview.guard import GUARDS, Guard
from tagarchive.preview.live_reload import Broadcast, PageStatus, stream
from tagarchive.preview.page_cache import CLIENT, PageCache, Printed, bare_page, etag_of, with_client
from tagarchive.preview.search_index import SearchIndex
from tagarchive.preview.snapshot import Snapshot, path_at, redirect_at
from tagarchive.preview.state import Scene
from tagarchive.preview.status_bar import StatusBar, bar_of
from tagarchive.reading.disk import CONTENT, place_of
from tagarchive.reading.files import File

_HEADERS = {"cache-control": "no-cache"}

_SANDBOX = {
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "media-src 'self'; font-src data:; " + GUARDS["content-security-policy"]
}
"""Policy of a file beside articles that is opened by itself: it shows itself and runs nothing."""

MOST_STREAMS = 200
"""Maximum number of open pages that are told of changes."""

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".opml": "text/x-opml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

_FOLDER = Path(__file__).parent
_CLIENT = ("client.js", "client.css", "marks.css", "inbox.css")
_NOT_FOUND = urls.out_path(urls.NOT_FOUND)
_BROKEN = "This site can’t be shown yet"


class PageServer:
    """Answers requests for the pages of the current scene."""

    def __init__(self, root: Path, board: Broadcast, page_cache: PageCache, most_streams: int = MOST_STREAMS) -> None:
        self.root = root
        self.board = board
        self.page_cache = page_cache
        self.search_index = SearchIndex(BodySource(page_cache.body_source.root, page_cache.body_source.store))
        self.free = most_streams
        """Number of further open pages that may be told of changes."""
        # Pages are made one at a time: what writes feeds asks the system for its locale.
        self.printers = ThreadPoolExecutor(1, "press")
        self.indexers = ThreadPoolExecutor(1, "index")
        # Pages need not wait for pictures, and a picture takes much memory while it is made.
        self.picture_makers = ThreadPoolExecutor(1, "pictures")
        self.pictures = picture_cache(Path(page_cache.body_source.store))

    async def page(self, request: Request) -> Response:
        """Answers a request for any address of the site."""
        scene, address = self.board.scene, request.scope["path"]
        if scene.snapshot is None:
            return _page(request, _broken(scene), 500, "")
        within = _within(scene.snapshot, address)
        if within.startswith(urls.SEARCH_INDEX) and scene.snapshot.config.search.is_on:
            return await self.search_file(request, scene.snapshot, within.removeprefix(urls.SEARCH_INDEX))
        slashed = redirect_at(scene.snapshot, within) if within else urls.HOME if address == "/" else None
        if slashed:
            return RedirectResponse(scene.snapshot.plan.site.href(slashed), 302, _HEADERS)
        return await self.planned(request, scene.snapshot, within)

    async def planned(self, request: Request, snapshot: Snapshot, within: str) -> Response:
        """Answers with the file of the plan at an address."""
        found = path_at(snapshot, within)
        path, status = (found, 200) if found else (_NOT_FOUND, 404)
        recipe = snapshot.plan[path]
        if isinstance(recipe, CopyRecipe | PictureRecipe):
            return await self.beside(request, recipe)
        printed = await self.printed(snapshot, path)
        name = urls.FEED_FILES[recipe.view.format] if isinstance(recipe, FeedRecipe) else path
        if not name.endswith(".html") or isinstance(recipe, ExportRecipe):
            return _bytes(request, printed.data, name, status)
        if not printed.data:
            return _page(request, bare_page(_BROKEN, "\n\n".join(map(str, printed.problems))), 500, "")
        return _page(request, printed.data, status, f"{printed.print}-{snapshot.copies}")

    async def printed(self, snapshot: Snapshot, path: OutPath) -> Printed:
        kept = self.page_cache.kept(snapshot, path)
        if kept:
            return kept
        return await asyncio.get_running_loop().run_in_executor(self.printers, self.page_cache.printed, snapshot, path)

    async def search_file(self, request: Request, snapshot: Snapshot, name: str) -> Response:
        """Answers with a file of the search index, which is made when it is asked for."""
        loop = asyncio.get_running_loop()
        try:
            data = await loop.run_in_executor(self.indexers, self.search_index.file, snapshot, name)
        except SiteError as error:
            return PlainTextResponse("\n".join(map(str, error.problems)), 500, _HEADERS)
        return _missing() if data is None else _bytes(request, data, name, 200)

    async def beside(self, request: Request, recipe: CopyRecipe | PictureRecipe) -> Response:
        """Answers with a file that no template makes."""
        return (
            self.file(request, recipe.file) if isinstance(recipe, CopyRecipe) else await self.picture(request, recipe)
        )

    def file(self, request: Request, file: File) -> Response:
        """Answers with a file that is published as it is."""
        place = place_of(self.root, file.path)
        if not place:
            return _missing()
        kind = _type_of(file.path)
        # What shows PDF runs no script of it with the rights of this site, and runs in no sandbox.
        boxed = file.path.startswith(f"{CONTENT}/") and kind != "application/pdf"
        headers = {**_HEADERS, **(_SANDBOX if boxed else {}), "etag": f'"{file.digest[:32]}"'}
        if _is_known(request, headers):
            return Response(status_code=304, headers=headers)
        return FileResponse(place, headers=headers, media_type=kind)

    async def picture(self, request: Request, recipe: PictureRecipe) -> Response:
        """Answers with a picture as it is published. It is made when it is asked for, unless it was made before."""
        named = f"{recipe.path}.{recipe.variant.format}" if recipe.variant else recipe.path
        headers = {**_HEADERS, **_SANDBOX, "etag": f'"{digest(recipe)[:32]}"'}
        if _is_known(request, headers):
            return Response(status_code=304, headers=headers)
        try:
            data = await asyncio.get_running_loop().run_in_executor(self.picture_makers, self._made, recipe)
        except SiteError:
            return _missing()
        return Response(data, 200, headers, _type_of(named))

    def _made(self, recipe: PictureRecipe) -> bytes:
        ((_, data),) = pictures_made(self.root, self.pictures, [recipe])
        return data

    async def events(self, request: Request) -> Response:
        """The stream of messages to one open page."""
        address, shown = (request.query_params.get(name, "") for name in ("path", "print"))

        async def look(scene: Scene) -> PageStatus:
            return await self.standing(scene, unquote(address))

        if self.free <= 0:
            return PlainTextResponse("Too many pages are open", 503, {**_HEADERS, "retry-after": "10"})
        return _Stream(self, stream(self.board, look, shown))

    async def standing(self, scene: Scene, address: str) -> PageStatus:
        """The state of the page at an address in a scene."""
        if scene.snapshot is None:
            return PageStatus("", "", address, (), StatusBar())
        within = _within(scene.snapshot, address)
        path = path_at(scene.snapshot, within)
        printed = await self.printed(scene.snapshot, path or _NOT_FOUND)
        url = scene.snapshot.plan.site.href(urls.Address(within)) if within else address
        bar = bar_of(scene.snapshot, path, printed.data)
        return PageStatus(printed.print, scene.snapshot.copies, url, diagnostics_of(printed.problems, self.root), bar)


class _Stream(StreamingResponse):
    """The messages to one open page. It takes one of the free connections while it is open."""

    def __init__(self, site: PageServer, messages: AsyncIterator[bytes]) -> None:
        super().__init__(messages, media_type="text/event-stream", headers=_HEADERS)
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.site.free -= 1
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.site.free += 1


def _within(snapshot: Snapshot, path: str) -> str:
    """An address of the site, from the path of a request; empty if it is outside the path of `base_url`."""
    home = unquote(snapshot.plan.site.href(urls.HOME))
    return "/" + path.removeprefix(home) if path.startswith(home) else ""


def _broken(scene: Scene) -> bytes:
    told = (f"{one.where}: {one.message}\n    {one.hint}".rstrip() for one in scene.diagnostics)
    return bare_page(_BROKEN, "\n\n".join(told))


def _page(request: Request, data: bytes, status: int, shown: str) -> Response:
    return _bytes(request, with_client(data, shown), "index.html", status)


def _bytes(request: Request, data: bytes, path: str, status: int) -> Response:
    headers = {**_HEADERS, "etag": etag_of(data)}
    if status == 200 and _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    return Response(data, status, headers, _type_of(path))


def _is_known(request: Request, headers: Mapping[str, str]) -> bool:
    return headers["etag"] in request.headers.get("if-none-match", "")


def _missing() -> Response:
    return PlainTextResponse("Not found", 404, _HEADERS)


def _type_of(path: str) -> str:
    kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json"))
    return f"{kind}; charset=utf-8" if is_text else kind


async def _client(request: Request) -> Response:
    """A file of the preview itself."""
    name = request.path_params["name"]
    return _bytes(request, (_FOLDER / name).read_bytes(), name, 200) if name in _CLIENT else _missing()


Life = Callable[[], AsyncIterator[None]]
"""Work that goes on while the server runs."""


def application(site: PageServer, life: Life, access: Access, further: Sequence[Route] = ()) -> ASGIApp:
    """The preview of a site. `further` are routes of its own pages."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async for each in life():
            yield each

    routes = [
        *further,
        Route(f"{CLIENT}events", site.events),
        Route(CLIENT + "{name}", _client),
        Route("/{path:path}", site.page),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), access)
