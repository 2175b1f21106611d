"""What a process costs: time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

_MIB = 2**20 if sys.platform == "darwin" else 2**10


class Cost(NamedTuple):
    """Seconds that a command took, those of all processors, and the peak in MiB of the largest of its processes.

    What is not known is zero.
    """

    wall: float
    cpu: float = 0
    peak: float = 0


def cost_of(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Cost:
    """The cost of a command, which must succeed. What it prints goes into a file."""
    started = perf_counter()
    return cost_to_end(started_process(command, environment, log), started, log)


def started_process(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as printed:
        variables = {**os.environ, **environment}
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.Popen(command, env=variables, stdout=printed, stderr=printed)  # noqa: S603


def cost_to_end(process: subprocess.Popen[bytes], started: float, log: Path, expected: int = 0) -> Cost:
    """Waits for a process. The cost of those that it started, and waited for, is part of its own."""
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{process.args!r} ended with {process.returncode}:\n{log.read_text('utf-8', 'replace')}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / _MIB)


def median_cost(costs: Iterable[Cost]) -> Cost:
    """The medians of times, and the highest of peaks."""
    walls, cpus, peaks = zip(*costs, strict=True)
    return Cost(median(walls), median(cpus), max(peaks))
