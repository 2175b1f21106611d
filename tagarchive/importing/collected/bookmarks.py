"""Bookmarks in the form of Netscape, as browsers, linkding, Shaarli, Pinboard, Raindrop and Karakeep export them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tagarchive.core.text import counted
from tagarchive.importing.collected.addresses import is_web, scheme_of
from tagarchive.importing.collected.bookmark_list import Bookmark, BookmarkList, bookmark_list
from tagarchive.importing.collected.folder_tags import folder_tags
from tagarchive.importing.collected.members import MOST_LOOKED_AT, members, names_of, skipped_others, unknown
from tagarchive.importing.collected.plain_text import html_of_plain
from tagarchive.importing.collected.saved import Saved, item_of
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of, date_of_epoch
from tagarchive.importing.inputs.decoding import head_of_file, text_of_file
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Html, Item, Lost, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.inputs.texts import shortened

_ENDINGS = (".html", ".htm", ".bookmarks")
_MARK = re.compile(
    r"<!DOCTYPE\s+NETSCAPE-Bookmark-file|<title>\s*Pocket Export|<title>\s*Instapaper: Export", re.IGNORECASE
)
_LINKDING_NOTES = re.compile(r"\[linkding-notes\](.*?)\[/linkding-notes\]", re.DOTALL)
_LINKDING_END = "[/linkding-notes]"
_NOTE_OF_ITSELF = re.compile(r"/?(?:shaare/|\?)[\w-]*")
_STATES = {"toread": "marked to be read", "data-important": "marked as important", "data-cover": "with a picture"}


def recognises(files: Files) -> bool:
    """True if a file begins as lists of bookmarks do."""
    names = [name for name in names_of(files) if name.lower().endswith(_ENDINGS)]
    return any(_MARK.search(head_of_file(files, name, 2048)) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each bookmark, and the folders with a note if folders become tags."""
    names = members(files, *_ENDINGS)
    if len(names) > 1:
        names = [name for name in names if _MARK.search(head_of_file(files, name, 2048))]
    if not names:
        raise unknown(files, "list of bookmarks")
    lists = [(name, bookmark_list(text_of_file(files, name, html=True).lines, name)) for name in names]
    yield from skipped_others(files, names, "list of bookmarks")
    for name, read in lists:
        yield from (Remarked(name, remark) for remark in text_of_file(files, name, html=True).remarks)
        yield from _found(name, read, options)


def _found(origin: str, read: BookmarkList, options: Options) -> Iterator[Found]:
    used = frozenset(one.folders[-1] for one in read.bookmarks if one.folders and is_web(one.url))
    yield from folder_tags(origin, read, used) if options.folders_as_tags else _left(origin, used)
    for bookmark in read.bookmarks:
        yield _of_bookmark(origin, bookmark, options)
    states = Counter(words for one in read.bookmarks for key, words in _STATES.items() if _is_set(one, key))
    for words, number in states.items():
        yield Remarked(origin, Lost("reading state", f"{number:,} {words}"))


def _of_bookmark(origin: str, bookmark: Bookmark, options: Options) -> Item | Skipped:
    is_own = bool(_NOTE_OF_ITSELF.fullmatch(bookmark.url)) and bool(bookmark.note)
    if not is_web(bookmark.url) and not is_own:
        scheme = scheme_of(bookmark.url)
        what = f"an address that begins with {scheme}:" if scheme else "no web address"
        return Skipped(origin, f"not a web page: {what}, “{shortened(bookmark.title, 60)}”", bookmark.line)
    remarks: list[Remark] = []
    clipping = Clipping(
        title=bookmark.title,
        url="" if is_own else bookmark.url,
        retrieved=_saved(bookmark, options),
        tags=_tags(bookmark, options, remarks),
        text=bookmark.note if is_own else "",
    )
    if is_own:
        remarks.append(Noted("it is a note of one's own, without an original"))
    elif bookmark.note:
        remarks.append(Noted("the note stands in the text, which `republish: link` does not show"))
    private = "it is private" if _is_set(bookmark, "private") else ""
    text = Html(_html_of_note(bookmark.note)) if bookmark.note else None
    saved = Saved(origin, clipping, bookmark.line, text, private=private, remarks=tuple(remarks))
    return item_of(saved, options, is_clipping=not is_own)


def _is_set(bookmark: Bookmark, key: str) -> bool:
    return bookmark.attributes.get(key, "").casefold() not in ("", "0", "false", "no")


def _saved(bookmark: Bookmark, options: Options) -> Dated:
    """The moment of saving, in seconds, milliseconds or microseconds; some programs write a date."""
    written = (bookmark.attributes.get("add_date") or bookmark.attributes.get("time_added") or "").strip()
    if not written:
        return NO_DATE._replace(why="no day of saving is given")
    dated = date_of_epoch(written) if written.isdecimal() else date_of(written)
    if dated.is_day and int(dated.text[:4]) > options.now.year + 1:
        return Dated("", "none", why=f"“{written}” is a day to come")
    return dated


def _tags(bookmark: Bookmark, options: Options, remarks: list[Remark]) -> list[str]:
    written = bookmark.attributes.get("tags", "").strip()
    separator = options.separator or ","
    if " " in written and separator not in written:
        remarks.append(Noted(f"“{shortened(written, 60)}” is one tag, since it has no “{separator}”"))
    folder = bookmark.folders[-1:] if options.folders_as_tags else ()
    return [*(tag.strip() for tag in written.split(separator)), *folder]


def _html_of_note(note: str) -> str:
    """A note as HTML; what linkding marks as notes follows the description."""
    end = note.rfind(_LINKDING_END) + len(_LINKDING_END)
    # Marks that are never closed are words.
    marked, rest = (note[:end], note[end:]) if _LINKDING_END in note else ("", note)
    notes = _LINKDING_NOTES.findall(marked)
    return html_of_plain("\n\n".join([f"{_LINKDING_NOTES.sub('', marked)}{rest}", *notes]))


def _left(origin: str, used: frozenset[str]) -> Iterator[Remarked]:
    """Remarks on folders that do not become tags."""
    if used:
        yield Remarked(origin, Lost("folder", shortened(", ".join(sorted(used)))))
        text = f"{counted(len(used), 'folder')} left out; `--folders-as-tags` makes tags of folders"
        yield Remarked(origin, Noted(text))
