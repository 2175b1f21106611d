"""An exchange with a web server: one request and its answer, as they were sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

Headers = tuple[tuple[str, str], ...]
"""Names and values of header fields, in the order in which they were sent."""

_HOP_BY_HOP = {b"transfer-encoding", b"connection", b"keep-alive", b"trailer", b"upgrade"}


class Exchange(NamedTuple):
    """One request and its answer.

    Attributes:
        url: the address that was asked for, without a fragment
        method: the method of the request, such as "GET"
        request_headers: the header fields of the request
        status: the status code of the answer
        reason: the words that came with the status code
        headers: the header fields of the answer; those that describe the transfer alone are left out (RFC 9112, 6)
        body: the bytes of the answer, still compressed if `Content-Encoding` says so
        made: the moment of the request

    """

    url: str
    method: str
    request_headers: Headers
    status: int
    reason: str
    headers: Headers
    body: bytes
    made: datetime


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Header fields as they were sent, without those that describe the transfer alone.

    Bytes beyond ASCII stand as they are (RFC 9110, 5.5).
    """
    kept = ((name, value) for name, value in raw if name.lower() not in _HOP_BY_HOP)
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in kept)
