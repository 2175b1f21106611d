"""A web server on this machine whose answers a test states."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Answer(NamedTuple):
    """An answer. Its body is sent so many times, byte by byte if there is a pause."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0
    has_length: bool = True
    times: int = 1


class Server(ThreadingHTTPServer):
    """A server whose answers a test states, by path."""

    daemon_threads = True
    answers: dict[str, Answer | Callable[[dict[str, str]], Answer]]
    asked: list[dict[str, str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append({**headers, "path": self.path})
        answer = self.server.answers.get(self.path, Answer(404))
        answer = answer if isinstance(answer, Answer) else answer(headers)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.has_length:
            self.send_header("Content-Length", str(len(answer.body) * answer.times))
        self.end_headers()
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        step = 1 if answer.pause else max(len(answer.body), 1)
        for start in (start for _ in range(answer.times) for start in range(0, len(answer.body), step)):
            time.sleep(answer.pause)
            try:
                self.wfile.write(answer.body[start : start + step])
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library names it)
        pass


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs while the context lasts."""
    made = Server(("127.0.0.1", 0), Handler)
    made.answers, made.asked = {}, []
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()
