"""The kind `text`: pasted plain text, such as a page headed “Tag Archives: X”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.importing.inputs.decoding import decoded
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Options
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.news.closing_lines import closing_of, tag_named
from tagarchive.importing.pages.page_files import TEXTS, found_in, kind_of

_LOOKED_AT = 200_000
_MOST_FILES = 50


def recognises(files: Files) -> bool:
    """True for texts that are headed as an archive of a tag, or that link to originals as one does."""
    names = [name for name, _ in zip(files.names(), range(_MOST_FILES), strict=False)]
    texts = [name for name in names if name.lower().endswith(TEXTS)]
    return bool(texts) and all(kind_of(name) in ("text", "") for name in names) and any(
        _is_archive(decoded(files.head(name, _LOOKED_AT)).lines) for name in texts
    )  # fmt: skip


def _is_archive(text: str) -> bool:
    lines = [line_of(line) for line in re.split(r"\n+", text)]
    shown = [line for line in lines if line]
    return bool(shown) and (bool(tag_named(shown[0])) or any(closing_of(line) for line in shown[1:]))


def found(files: Files, options: Options) -> Iterator[Found]:
    """The articles of the texts, and of pages beside them."""
    return found_in(files, options, "text")
