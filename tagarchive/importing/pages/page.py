"""The kind `page`: saved pages of the web, of one article or of the archive of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Options
from tagarchive.importing.pages.page_files import PAGES, found_in

_BOOKMARKS = re.compile(rb"<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.IGNORECASE)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MOST_FILES = 50


def recognises(files: Files) -> bool:
    """True if there is a page, which is not a file of bookmarks, among the first files."""
    names = [name for name, _ in zip(files.names(), range(_MOST_FILES), strict=False)]
    if len(names) == 1 and _PAGE.match(files.head(names[0]).removeprefix(b"\xef\xbb\xbf")):
        return not _BOOKMARKS.search(files.head(names[0]))
    pages = [name for name in names if name.lower().endswith(PAGES)]
    return bool(pages) and not any(_BOOKMARKS.search(files.head(name, 200)) for name in pages)


def found(files: Files, options: Options) -> Iterator[Found]:
    """The articles of the pages, and of texts beside them."""
    return found_in(files, options, "page")
