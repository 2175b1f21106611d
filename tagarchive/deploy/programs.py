"""Programs that deploys start: rsync and git. They get no shell and no terminal, and never ask for anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

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
    arguments: Sequence[str], folder: Path, given: bytes | Path = b"", environment: Mapping[str, str] | None = None
) -> Ended:
    """Runs a program in a folder, with bytes or a file to read. Raises `SiteError` if it is not installed."""
    if isinstance(given, Path):
        with given.open("rb") as file:
            return _run(arguments, folder, {"stdin": file}, environment)
    return _run(arguments, folder, {"input": given}, environment)


def _run(
    arguments: Sequence[str], folder: Path, given: Mapping[str, Any], environment: Mapping[str, str] | None
) -> Ended:
    # Messages are matched in `failures.py`, so they are asked for in English.
    environment = {**os.environ, "LC_ALL": "C", **(environment or {})}
    try:
        done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, check=False, **given)  # noqa: S603 (no shell)
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
