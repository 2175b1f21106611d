"""Tags of sanitised HTML that pages may have in another form; all other tags stay as they are, like text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.reading.link_targets import PLAIN_URL

_CHANGED = (
    r"(?:script\b.*?</script>|style\b.*?</style>"
    r"|iframe\b(?P<frame>[^>]*)>.*?</iframe>"
    r"|(?P<close>/?)(?P<bare>h[1-6]|a|audio|img|table|video)>"
    r'|(?P<name>[a-z][\w-]*)(?P<attributes>(?: [^\s=>"]+="[^"]*")+)>)'
)
_TAG = re.compile(f"<{_CHANGED}", re.DOTALL)
"""Tags that may need a change; tags without attributes that need none are treated as text."""

_TAG_BUT_LINKS = re.compile(f'<(?!a href="{PLAIN_URL}">|/a>){_CHANGED}', re.DOTALL)
"""The same tags without those of plain links, which matter to pictures alone."""


def changed_tags(html: str) -> Iterator[re.Match[str]]:
    """The tags in HTML that may need a change, in order."""
    return (_TAG if "<img" in html else _TAG_BUT_LINKS).finditer(html)
