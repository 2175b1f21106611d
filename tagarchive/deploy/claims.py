"""Claims: one deploy to a target at a time.

A claim is a file of a name that nobody else uses, in the work folder of the target. A deploy puts its claim there and
then looks for those of others: of two at a time at least one sees the other, so that both never go on. It needs nothing
of a target but that a file that was put there is listed.
"""

from __future__ import annotations

import os
import platform
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.urls import OutPath
from tagarchive.deploy.target import WORK_FOLDER, Target
from tagarchive.deploy.uploads import made_file

_SUFFIX = ".claim"


class Claim(NamedTuple):
    """A claim of a target.

    Attributes:
        since: moment of it in UTC, as `20260102T030405Z`
        machine: a sign of the machine
        process: number of the process
        chance: a random text

    """

    since: str
    machine: str
    process: str
    chance: str

    @property
    def name(self) -> str:
        return "-".join(self) + _SUFFIX

    @property
    def is_dead(self) -> bool:
        """True if it is of a process of this machine that ended, or of an earlier deploy of this process."""
        is_near = self.machine == _machine() and self.process.isdecimal()
        return is_near and (int(self.process) == os.getpid() or not _runs(int(self.process)))

    @property
    def told(self) -> str:
        day, _, time = self.since.partition("T")
        place = f"from this machine (process {self.process})" if self.machine == _machine() else "from another machine"
        return f"since {day[:4]}-{day[4:6]}-{day[6:8]} {time[:2]}:{time[2:4]} UTC {place}"


def claim_named(name: str) -> Claim | None:
    """The claim that a file is; None for other files."""
    parts = name.removesuffix(_SUFFIX).split("-")
    return Claim(*parts) if name.endswith(_SUFFIX) and len(parts) == 4 else None


@contextmanager
def claimed(
    target: Target, place: Location, work: Path, now: datetime, *, break_lock: bool
) -> Iterator[Callable[[], None]]:
    """Holds the claim of a target, and gives a check that it is still there.

    Raises `SiteError` if another deploy has one. `break_lock` removes the claims of others.
    """
    own = Claim(f"{now:%Y%m%dT%H%M%SZ}", _machine(), str(os.getpid()), secrets.token_hex(4))
    _refuse_others(target, place, own, break_lock=break_lock)
    path = OutPath(f"{WORK_FOLDER}/{own.name}")
    target.put([made_file(work, path, b"")])
    try:
        there = _refuse_others(target, place, own, break_lock=break_lock)
        # What deploys that were killed left.
        target.remove([OutPath(f"{WORK_FOLDER}/{name}") for name in there if name != own.name])
        yield lambda: _check(target, place, own)
    finally:
        with suppress(SiteError):
            target.remove([path])


def _refuse_others(target: Target, place: Location, own: Claim, *, break_lock: bool) -> list[str]:
    """The names in the work folder of a target. Raises `SiteError` if another deploy has a claim."""
    names = target.names(WORK_FOLDER)
    claims = (claim for name in names if (claim := claim_named(name)) and claim != own)
    living = [claim for claim in claims if not claim.is_dead]
    if living and not break_lock:
        what = f"found that another deploy to this target is under way, {min(living).told}"
        hint = "wait for its end; if you know that it was stopped: --break-lock"
        raise SiteError(Problem(place, "target-busy", what, hint))
    return names


def _check(target: Target, place: Location, own: Claim) -> None:
    if own.name not in target.names(WORK_FOLDER):
        what = "found that another deploy took this target over (--break-lock)"
        raise SiteError(Problem(place, "target-busy", what, "see what the other one did"))


def _machine() -> str:
    """A sign of this machine and its space of process numbers, which tells nobody the name of the machine."""
    known = [platform.node()]
    for place in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        with suppress(OSError):
            known.append(os.readlink(place) if place.endswith("pid") else Path(place).read_text("ascii"))
    return digest_of_text("\n".join(known))[:12]


def _runs(process: int) -> bool:
    """True if a process of this machine runs."""
    if os.name == "nt":
        return True  # There a signal would end it.
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
