"""Names of files that are not published: hidden files, backups and private keys."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate

STATIC = "static/"
"""The only folder with exceptions: files for hosts, and those in `[static] include`."""

FOR_HOSTS = frozenset({".well-known", ".nojekyll", ".htaccess", ".domains"})
"""Hidden names in `static/` that hosts read (RFC 8615, GitHub Pages, Apache, Codeberg Pages)."""

_LITTER = r"\._.*|\.DS_Store|Icon\r|\.git(?:ignore|keep)?|Thumbs\.db|desktop\.ini|__MACOSX"
"""Files that operating systems and other programs create in every folder."""

_BACKUPS = r".*~|~\$.*|#.*#|4913|.*\.(?:bak|orig|rej|tmp|sw[k-px]|part|crdownload)"
"""Temporary files and backups of editors and other programs."""

_KEYS = r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.*\.(?:pem|ppk|p12|pfx|kdbx)"
"""Private keys and key stores."""

_IS_LITTER = re.compile(_LITTER, re.IGNORECASE | re.DOTALL)
_IS_HIDDEN = re.compile(rf"\..*|{_LITTER}|{_BACKUPS}|{_KEYS}", re.IGNORECASE | re.DOTALL)


def hides(name: str) -> bool:
    """True if a file or folder with this name is hidden from readers."""
    return bool(_IS_HIDDEN.fullmatch(name))


def is_litter(name: str) -> bool:
    """True if a hidden file is created automatically, so that leaving it out needs no notice."""
    return bool(_IS_LITTER.fullmatch(name))


def is_for_hosts(path: str) -> bool:
    """True if hosts read a hidden file or folder; `path` is relative to the site's folder."""
    return path.startswith(STATIC) and path.rpartition("/")[2] in FOR_HOSTS


def is_hidden(path: str, include: Collection[str] = ()) -> bool:
    """True if a file or one of the folders above it is hidden; `include` names exceptions in `static/`."""
    above = accumulate(path.split("/"), lambda folder, name: f"{folder}/{name}")
    return any(
        hides(part.rpartition("/")[2]) and not is_for_hosts(part) and part.removeprefix(STATIC) not in include
        for part in above
    )
