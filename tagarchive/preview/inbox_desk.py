"""The inbox in the preview: shows its drafts, and does what the buttons beside them say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tagarchive.archive.material import Material
from tagarchive.collecting.feeds.inbox import Desk, accept, discard
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.preview.inbox_page import Draft, Told, drafts_in, inbox_page
from tagarchive.preview.live_reload import Broadcast
from tagarchive.preview.page_cache import INBOX
from tagarchive.preview.snapshot import Snapshot

LARGEST = 10_000
"""Maximum size of the answer to a button, in bytes."""

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
}


class InboxDesk:
    """The inbox of one site, for the author on this machine."""

    def __init__(self, root: Path, board: Broadcast, now: Callable[[], datetime]) -> None:
        self.root = root
        self.board = board
        self.now = now
        self.told: Told | None = None
        # Drafts are decided about one at a time.
        self.worker = ThreadPoolExecutor(1, "desk inbox")

    @property
    def routes(self) -> tuple[Route, ...]:
        return (Route(INBOX, self.show), Route(INBOX, self.decide, methods=["POST"]))

    async def show(self, _: Request) -> Response:
        """Answers with the list of drafts. What was done last is said once."""
        told, self.told = self.told, None
        return self._page(told=told)

    async def decide(self, request: Request) -> Response:
        """Accepts or discards a draft, and leads back to the list."""
        if not _is_of_this_page(request):
            return PlainTextResponse("Only the inbox of this preview may change files", 403)
        snapshot = self.board.scene.snapshot
        answer = await _answer(request)
        if snapshot is None or answer is None:
            return PlainTextResponse("Expected a draft, and accept or discard", 400)
        what, path = answer
        before = drafts_in(snapshot, self.root)
        place = next((place for place, draft in enumerate(before) if draft.path == path), None)
        if place is None:
            gone = Problem(Location(path), "not-in-inbox", "found no such draft any more, expected one in the inbox")
            return self._page(problems=(gone,))
        work = self._accept if what == "accept" else self._discard
        try:
            loop = asyncio.get_running_loop()
            self.told = await loop.run_in_executor(self.worker, work, snapshot, before[place])
        except SiteError as error:
            return self._page(problems=error.problems)
        # The next draft takes the place of this one, so the keyboard goes on from there.
        return RedirectResponse(f"{INBOX}#draft-{min(place + 1, max(len(before) - 1, 1))}", 303, _HEADERS)

    def _page(self, *, told: Told | None = None, problems: Sequence[Problem] = ()) -> Response:
        snapshot = self.board.scene.snapshot
        if snapshot is None:
            return PlainTextResponse("This site can’t be shown yet; any of its pages says why", 500, _HEADERS)
        drafts = drafts_in(snapshot, self.root)
        page = inbox_page(snapshot, drafts, told, problems)
        return Response(page, 409 if problems else 200, _HEADERS, "text/html; charset=utf-8")

    def _accept(self, snapshot: Snapshot, draft: Draft) -> Told:
        material = Material(tuple(snapshot.documents.values()), snapshot.files, snapshot.statics)
        (done,) = accept(Desk(self.root, snapshot.config, material), [draft.path], self.now())
        return Told(f"“{draft.title}” is accepted: {done.to}")

    def _discard(self, _: Snapshot, draft: Draft) -> Told:
        discard(self.root, [draft.path])
        return Told(f"“{draft.title}” is discarded.", draft.url)


def _is_of_this_page(request: Request) -> bool:
    """True for requests that a browser sends from a page of this preview.

    The server refuses origins of other pages. Here one must be stated, which no form of another site can do.
    """
    return "origin" in request.headers and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


async def _answer(request: Request) -> tuple[str, str] | None:
    """Action and its draft; None if a request does not say it."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LARGEST:
            return None
    fields = parse_qs(data.decode("utf-8", "replace"))
    what, path = (fields.get(name, [""])[0] for name in ("do", "path"))
    return (what, path) if what in ("accept", "discard") and path else None
