"""Programs that deploys start: rsync and git. They get no shell and no terminal, and never ask for anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError


class Ended(NamedTuple):
    """The end of a program.

    Attributes:
        code: its exit code
        output: what it printed
        errors: what it printed of errors

    """

    code: int
    output: bytes
    errors: str


def run(
    arguments: Sequence[str], folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> Ended:
    """Runs a program in a folder, with bytes to read. Raises `SiteError` if it is not installed."""
    # Messages are matched in `failures.py`, so they are asked for in English.
    environment = {**os.environ, "LC_ALL": "C", **(environment or {})}
    try:
        done = subprocess.run(arguments, cwd=folder, input=given, env=environment, capture_output=True, check=False)  # noqa: S603 (no shell)
    except FileNotFoundError:
        what = f"found no program {arguments[0]}, which this target needs"
        hint = f"install it, such as with apt-get install {arguments[0]}"
        raise SiteError(Problem(Location("tagarchive deploy"), "missing-program", what, hint)) from None
    return Ended(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def ssh_command(variable: str, timeout: int) -> str:
    """The command line of ssh for a program: that of a variable of the environment, or `ssh`.

    It asks nothing, accepts no unknown host, and ends if there is no answer for `timeout` seconds.
    """
    alive = max(1, timeout // 3)
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "ConnectTimeout": str(timeout),
        "ServerAliveInterval": str(alive),
        "ServerAliveCountMax": "3",
    }
    return " ".join((os.environ.get(variable) or "ssh", *(f"-o {name}={value}" for name, value in options.items())))
