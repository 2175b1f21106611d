"""A preview that runs: the time from a change to the page that shows it."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from time import perf_counter, sleep

from benchmarks.corpus import Corpus
from benchmarks.cost import Cost, cost_to_end, started_process
from benchmarks.generators import Generator, change
from benchmarks.steps import Step, preview_steps

FIRST, WHOLE = "preview: the first page", "preview: all of it"
_INTERRUPTED = 130
"""What a preview ends with after Ctrl-C."""

_BETWEEN, _LIMIT = 0.005, 120.0
"""Seconds between two requests, and those after which a change counts as lost."""


def preview_costs(generator: Generator, corpus: Corpus, turn: int) -> Iterator[tuple[str, Cost]]:
    """The cost of each step in a preview that starts where a build has been, and of the preview as a whole."""
    port = _free_port()
    command = [*generator.build, "--port", str(port)]
    command[command.index("build")] = "serve"
    # A shell ignores this signal for what it runs in the background, and the preview would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    started = perf_counter()
    process = started_process(command, generator.environment, generator.log)
    try:
        yield FIRST, _until(port, Step(FIRST, "", "<html"), started)
        for step in preview_steps(corpus, turn):
            begun = perf_counter()
            change(generator, step)
            yield step.name, _until(port, step, begun)
    except BaseException:
        process.kill()
        process.wait()
        raise
    os.kill(process.pid, signal.SIGINT)
    yield WHOLE, cost_to_end(process, started, generator.log, _INTERRUPTED)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until(port: int, step: Step, started: float) -> Cost:
    """The time until the page of a step shows it."""
    while step.text not in _page(port, step.page):
        if perf_counter() - started > _LIMIT:
            sys.exit(f"{step.name}: /{step.page} does not show it after {_LIMIT:.0f} s")
        sleep(_BETWEEN)
    return Cost(perf_counter() - started)


def _page(port: int, address: str) -> str:
    """A page; empty if it is not there, or nobody answers yet."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=_LIMIT)) as connection:
        try:
            connection.request("GET", f"/{address}")
            answer = connection.getresponse()
        except OSError:
            return ""
        return answer.read().decode() if answer.status == 200 else ""
