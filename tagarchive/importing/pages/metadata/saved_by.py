"""Marks of programs that save pages: the address, and the moment of saving."""

from __future__ import annotations

import re
from typing import NamedTuple

from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.html_page import HtmlPage, attribute

_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile(?P<fields>.*?)-->",
    re.DOTALL | re.IGNORECASE,
)
_FIELD = re.compile(r"^\s*(url|saved date)\s*:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
# The format of Date.prototype.toString() is fixed (ECMA-262), apart from the name of the zone in brackets.
_SCRIPT_DATE = re.compile(r"(?:\w{3} )?(\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->", re.IGNORECASE)
_COPIER = re.compile(
    r"<!--\s*Mirrored from (?P<url>\S+) by HTTrack[^>]*?, (?P<date>\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT)\s*-->"
)
_HEAD = 20_000


class SavedBy(NamedTuple):
    """Mark of the program that saved a page.

    Attributes:
        program: its name; empty if none says anything
        url: address of the page; may be empty
        saved: moment of saving

    """

    program: str = ""
    url: str = ""
    saved: Dated = NO_DATE


def saved_by(page: HtmlPage) -> SavedBy:
    """Mark of SingleFile, Save Page WE, HTTrack or a browser on a page."""
    head = page.html[:_HEAD]
    single = _SINGLE_FILE.search(head)
    if single:
        fields = {name.lower(): value for name, value in _FIELD.findall(single["fields"])}
        return SavedBy("SingleFile", _web(fields.get("url", "")), _script_date(fields.get("saved date", "")))
    metas = {attribute(meta, "name").lower(): attribute(meta, "content") for meta in page.written.find_all("meta")}
    if "savepage-url" in metas:
        return SavedBy("Save Page WE", _web(metas["savepage-url"]), _script_date(metas.get("savepage-date", "")))
    copied = _COPIER.search(head)
    if copied:
        url = copied["url"] if "://" in copied["url"] else f"http://{copied['url']}"
        return SavedBy("HTTrack", _web(url), date_of(copied["date"]))
    browser = _BROWSER.search(head)
    return SavedBy("a browser", _web(browser["url"])) if browser else SavedBy()


def _web(url: str) -> str:
    text = line_of(url).replace("&amp;", "&")
    return text if text.startswith(("http://", "https://")) else ""


def _script_date(written: str) -> Dated:
    match = _SCRIPT_DATE.match(line_of(written))
    return date_of(f"{match[2]} {match[1]} {match[3]} {match[4]} {match[5]}") if match else date_of(written)
