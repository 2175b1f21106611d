"""Failures of targets: the words of programs, systems and hosts as problems with hints, without secrets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.deploy_options import without_secrets

_SECRET_NAME = re.compile(r"(?:TOKEN|SECRET|PASSWORD|PASSWD|_KEY|ACCESS_KEY_ID)(?:_|$)", re.IGNORECASE)


class _Kind(NamedTuple):
    """A kind of failure.

    Attributes:
        signs: regular expression for the words of others
        code: code of the problem
        hint: hint of the problem

    """

    signs: str
    code: str
    hint: str


_STRANGE_HOST = r"host key|HOST IDENTIFICATION|certificate (?:verify|problem)|unable to get local issuer|UnknownIssuer"
_FULL = r"No space left|quota exceeded|File too large|disk full|EntityTooLarge|InsufficientStorage|\b507\b"
_LATE = r"\[rejected\]|fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref"
_UNKNOWN_USER = (
    r"Permission denied (?:\(|for user)|publickey|authentication fail|auth failed|could not read (?:Username|Password)"
    r"|terminal prompts disabled|InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|\b40[13]\b|Unauthenticated"
    r"|Invalid username or token|No such identity"
)
_SILENT = (
    r"timed? ?out|timeout|refused|connect call failed|could not resolve|not known|unreachable|not responding"
    r"|connection (?:unexpectedly )?(?:closed|lost)|closed by|reset by peer|Broken pipe|error sending request"
)
_FORBIDDEN = r"Permission denied|Read-only|Operation not permitted"
_MISSING = r"NoSuchBucket|does not exist|No such file|not found|does not appear to be"

_KINDS = (
    _Kind(_STRANGE_HOST, "target-refuses", "connect once with ssh, and compare the key of the host with one you trust"),
    _Kind(_FULL, "target-full", "free some space there; what readers see is whole, and the next deploy goes on"),
    _Kind(_LATE, "target-busy", "another deploy came first; deploy again"),
    _Kind(
        _UNKNOWN_USER,
        "target-refuses",
        "check who you are there: ssh-add -l and ~/.ssh/config, the credential helper of git, or the variables AWS_…",
    ),
    _Kind(_SILENT, "target-silent", "check the network and the name of the host, and deploy again"),
    _Kind(_FORBIDDEN, "target-refuses", "the user of this deploy may not write there"),
    _Kind(_MISSING, "target-missing", "correct `to`, or make the place"),
)
"""Kinds of failures; the first whose signs are found holds."""


def failure(place: str, words: str) -> SiteError:
    """The error of a target, from the words of a program, a system or a host."""
    shown = scrubbed(words)
    for signs, code, hint in _KINDS:
        if re.search(signs, words, re.IGNORECASE):
            return SiteError(Problem(Location(place), code, f"found that it fails: {shown}", hint))
    hint = "correct that, and deploy again"
    return SiteError(Problem(Location(place), "target-fails", f"found that it fails: {shown}", hint))


def scrubbed(words: str, environment: Mapping[str, str] = os.environ) -> str:
    """The last lines of what others say, on one line, without secrets of the environment and of URLs."""
    lines = [line.strip() for line in words.splitlines() if line.strip() and not re.fullmatch(r"[@\s]+", line)]
    text = without_secrets(" / ".join(lines[-4:]))
    for name, value in environment.items():
        if _SECRET_NAME.search(name) and len(value) >= 4:
            text = text.replace(value, "***")
    return text[:500] or "it says nothing"
