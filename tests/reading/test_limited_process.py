"""Processes that are ended where their work takes too much."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tagarchive.reading.limited_process import Bounded


def test_a_process_answers_one_request_after_another() -> None:
    process = Bounded("works:shout")
    answers = [process.answer(word, 20) for word in (b"a", b"", b"b" * 1_000_000)]
    assert [answer and answer.data for answer in answers] == [b"A", b"", b"B" * 1_000_000]
    # A process that does not start or ends has its work done here, without a limit.
    assert process.process
    assert process.process.poll() is None


@pytest.mark.parametrize("work", ["loop", "swell"])
def test_work_that_takes_too_much_is_ended(work: str) -> None:
    process = Bounded(f"works:{work}")
    assert [process.answer(b"", 0.1), process.answer(b"", 0.1)] == [None, None]


def test_a_bug_in_a_process_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError, match="request"):
        Bounded("works:fail").answer(b"request", 1)


def test_a_process_that_somebody_ended_is_replaced() -> None:
    process = Bounded("works:shout")
    for _ in range(2):
        answer = process.answer(b"a", 20)
        assert answer
        assert answer.data == b"A"
        assert process.process
        process.process.kill()
        process.process.wait()


def test_a_forked_worker_has_a_process_of_its_own() -> None:
    process = Bounded("works:shout")
    assert process.answer(b"a", 20)
    worker = os.fork()
    if worker == 0:
        answer = process.answer(b"b", 1)
        os._exit(0 if answer and answer.data == b"B" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0
    answer = process.answer(b"c", 1)
    assert answer
    assert answer.data == b"C"


def test_a_process_ends_with_those_who_use_it() -> None:
    begin = "from tagarchive.reading.limited_process import Bounded; bounded = Bounded('works:shout')"
    program = f"{begin}; bounded.answer(b'', 1); print(bounded.process.pid)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert not done.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
