"""The socket at which the preview listens."""

from __future__ import annotations

import errno
import os
import socket

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.preview import DEFAULT_ADDRESS, DEFAULT_PORT

PORTS_TRIED = 50


def listening(port: int | None, address: str = DEFAULT_ADDRESS) -> socket.socket:
    """A socket at an IP address, at the port that is asked for, or at the first free one from the default.

    Raises `SiteError` if there is none, or if this machine does not have the address.
    """
    for number in (port,) if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        try:
            return _bound(address, number)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SiteError(_no_address(address, error)) from error
            reason = error.strerror
    tried = str(port) if port is not None else f"{DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1}"
    what = f"found that port {tried} can't be used: {reason}"
    raise SiteError(Problem(Location("--port"), "port-taken", what, "name another, or none to get the next free one"))


def _bound(address: str, port: int) -> socket.socket:
    """A listening socket. Raises `OSError` if the system has none to give."""
    family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)[
        0
    ]
    listener = socket.socket(family, kind)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def _no_address(address: str, error: OSError) -> Problem:
    message = f"found that the preview can't listen at {address}: {error.strerror}"
    return Problem(
        Location("--host"), "no-such-address", message, "name an address of this machine, or 0.0.0.0 for all of them"
    )
