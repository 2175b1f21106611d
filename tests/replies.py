"""A server on this machine whose replies a test states."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic
from typing import NamedTuple


class Reply(NamedTuple):
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Server(ThreadingHTTPServer):
    """A server whose replies a test states, by method and path or by path."""

    daemon_threads = True
    replies: dict[str, Reply | list[Reply]]
    questions: list[str]
    agents: set[str]
    moments: list[str]
    times: list[float]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def reply(self) -> None:
        self.server.times.append(monotonic())
        question = f"{self.command} {self.path}"
        self.server.questions.append(question)
        self.server.agents.add(self.headers["User-Agent"])
        self.server.moments.append(self.headers.get("Accept-Datetime", ""))
        known = self.server.replies
        reply = known.get(question) or known.get(self.path) or Reply(404)
        reply = reply if isinstance(reply, Reply) else reply.pop(0)
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = reply  # noqa: N815 (the library names them)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library names it)
        pass


@contextmanager
def replying() -> Iterator[Server]:
    """A server that runs."""
    made = Server(("127.0.0.1", 0), Handler)
    made.replies, made.questions, made.agents, made.moments, made.times = {"/there": Reply()}, [], set(), [], []
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()
