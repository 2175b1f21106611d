"""What is not for readers: files that stand beside the others and that nobody put there to be published."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate

STATIC = "static/"
"""Where the files stand of which hosts want some hidden ones, and a site may name more."""

FOR_HOSTS = frozenset({".well-known", ".nojekyll", ".htaccess", ".domains"})
"""Hidden names in `static/` that hosts look for: RFC 8615, GitHub Pages, Apache, Codeberg Pages."""

_LITTER = r"\._.*|\.DS_Store|Icon\r|\.git(?:ignore|keep)?|Thumbs\.db|desktop\.ini|__MACOSX"
"""What systems and programs leave in every folder."""

_BACKUPS = r".*~|~\$.*|#.*#|4913|.*\.(?:bak|orig|rej|tmp|sw[k-px]|part|crdownload)"
"""What programs keep while they write, or of what they replaced."""

_KEYS = r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.*\.(?:pem|ppk|p12|pfx|kdbx)"
"""Private keys, and what keeps them."""

_IS_LITTER = re.compile(_LITTER, re.IGNORECASE | re.DOTALL)
_IS_HIDDEN = re.compile(rf"\..*|{_LITTER}|{_BACKUPS}|{_KEYS}", re.IGNORECASE | re.DOTALL)


def hides(name: str) -> bool:
    """Whether the name of a file or folder says that it is not for readers."""
    return bool(_IS_HIDDEN.fullmatch(name))


def is_litter(name: str) -> bool:
    """Whether a hidden file is one that nobody misses."""
    return bool(_IS_LITTER.fullmatch(name))


def is_for_hosts(path: str) -> bool:
    """Whether a hidden file or folder is one that hosts look for, by its path from the site's folder."""
    return path.startswith(STATIC) and path.rpartition("/")[2] in FOR_HOSTS


def is_hidden(path: str, include: Collection[str] = ()) -> bool:
    """Whether a file or a folder that it lies in is not for readers; `include` names exceptions in `static/`."""
    above = accumulate(path.split("/"), lambda folder, name: f"{folder}/{name}")
    return any(
        hides(one.rpartition("/")[2]) and not is_for_hosts(one) and one.removeprefix(STATIC) not in include
        for one in above
    )
