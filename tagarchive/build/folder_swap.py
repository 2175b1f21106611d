"""Atomic exchange of two folders. The Python library has no function for it, so the system is called directly."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: paths are relative to the current folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux (renameat2(2)) and RENAME_SWAP of macOS (renamex_np(2))."""


def exchange(first: Path, second: Path) -> None:
    """Exchanges two folders atomically. Raises `OSError` if the system does not support it."""
    import ctypes  # noqa: PLC0415 (few sites swap folders)

    system = ctypes.CDLL(None, use_errno=True)
    first_path, second_path = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(first_path, second_path, _EXCHANGE)
        else:
            failed = system.renameat2(_HERE, first_path, _HERE, second_path, _EXCHANGE)
    except AttributeError:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
