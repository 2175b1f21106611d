"""The guard of the preview: refuses requests of other sites, by other names, and without the token."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tagarchive.preview.access import TOKEN, Access, cookie_name

GUARDS = {
    "content-security-policy": "frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
"""Headers of every answer, so that no page of another site shows or reads what is here."""

_NOT_KEPT = {"cache-control": "no-store"}
_OTHER_NAME = (
    "This preview answers to this machine only.\n"
    "To see it by the name or address that you used, start it with: tagarchive serve --allow-host NAME\n"
)
_OTHER_PAGE = "This preview answers to its own pages only. Another site sent this request.\n"
_KEYLESS = (
    "This preview needs a token, since it can be reached from other machines.\n"
    "Open the whole address that `tagarchive serve` printed; it ends in ?token=… Each browser needs that once.\n"
)


class Guard:
    """Passes on the requests that may be answered. Every answer gets headers that keep it from pages of other sites."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in GUARDS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (self.instead(scope) or self.app)(scope, receive, guarded)

    def instead(self, scope: Scope) -> Response | None:
        """The answer to a request that is not passed on."""
        headers, (address, port) = Headers(scope=scope), scope["server"]
        host = headers.get("host", "")
        if not self.access.answers_to(host, address):
            return PlainTextResponse(_OTHER_NAME, 403, _NOT_KEPT)
        if not self.access.accepts_page(headers.get("origin"), host):
            return PlainTextResponse(_OTHER_PAGE, 403, _NOT_KEPT)
        return self._welcome(scope, port) or (
            None
            if self.access.has_token(headers.get("cookie", ""), port)
            else PlainTextResponse(_KEYLESS, 403, _NOT_KEPT)
        )

    def _welcome(self, scope: Scope, port: int) -> Response | None:
        """The answer to an address with the token: a cookie, and the way to the same address without it.

        The cookie comes along when somebody follows a link to the preview (`Lax`), and to no request of another site
        that changes something. It is not limited to HTTPS, which a preview does not speak.
        """
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        shown = dict(query).get(TOKEN, "")
        if scope["method"] not in ("GET", "HEAD") or not self.access.is_token(shown):
            return None
        rest = urlencode([(name, value) for name, value in query if name != TOKEN])
        # A path that begins with // would be another host.
        path = f"/{quote(scope['path'].lstrip('/'))}"
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303, _NOT_KEPT)
        answer.set_cookie(cookie_name(port), shown, httponly=True, samesite="lax")
        return answer
