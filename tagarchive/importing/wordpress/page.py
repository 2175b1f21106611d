"""The page that a text is shown on: what its shortcodes and blocks refer to, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tagarchive.importing.inputs.items import Remark
from tagarchive.importing.wordpress.attachments import Attachments
from tagarchive.importing.wordpress.uploads import Uploads

_MARK = re.compile(r"[\x02\x04](\d+)[\x03\x05]")


class BlogContents(NamedTuple):
    """Things that the texts of a blog may refer to.

    Attributes:
        uploads: uploaded files
        attachments: what is known of them
        blocks: text of reusable blocks, by id

    """

    uploads: Uploads
    attachments: Attachments
    blocks: Mapping[int, str]


class Page:
    """The surroundings of one text, and what is found in it.

    Attributes:
        number: id of its post
        contents: what its blog has
        notes: HTML of its footnotes, by their ids
        remarks: what is to be reported
        opened: ids of the reusable blocks around the place that is read
        quiet: number of dropped blocks around it

    """

    def __init__(self, number: int, contents: BlogContents, notes: Mapping[str, str]) -> None:
        self.number = number
        self.contents = contents
        self.notes = notes
        self.remarks: list[Remark] = []
        self.opened: tuple[int, ...] = ()
        self.quiet = 0
        self._marked: list[str] = []

    def say(self, remark: Remark) -> None:
        if not self.quiet:
            self.remarks.append(remark)

    def mark(self, html: str, *, is_block: bool) -> str:
        """A mark that stands for finished HTML while paragraphs are made around it."""
        self._marked.append(self.resolved(html))
        number = len(self._marked) - 1
        return f"\n\n\x02{number}\x03\n\n" if is_block else f"\x04{number}\x05"

    def resolved(self, html: str) -> str:
        """HTML in the place of its marks."""
        return _MARK.sub(lambda mark: self._marked[int(mark[1])], html) if "\x02" in html or "\x04" in html else html
