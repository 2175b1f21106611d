"""Posts of Pelican and Nikola: their metadata as front matter, their time zone, and the Markdown of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tagarchive.core.errors import SiteError
from tagarchive.core.text import decode
from tagarchive.importing.generators.fields import (
    DATE_KEYS,
    UPDATED_KEYS,
    Matter,
    dates_of,
    extra_of,
    language_of,
    original_of,
    state_of,
    summary_of,
)
from tagarchive.importing.generators.front_matter import Fields
from tagarchive.importing.generators.head_pictures import further_pictures, head_picture, image_of
from tagarchive.importing.generators.markdown_text import line_at, with_prose
from tagarchive.importing.generators.python_settings import PythonSettings
from tagarchive.importing.inputs.dates import NO_DATE, date_of, in_zone
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import (
    Guessed,
    Html,
    Item,
    ItemType,
    Lost,
    Markdown,
    Noted,
    Options,
    Remark,
    Remarked,
    Skipped,
    Value,
)
from tagarchive.importing.inputs.private_data import Data
from tagarchive.importing.inputs.texts import distinct

_CONTENTS = re.compile(r"^\[TOC\][ \t]*\n?", re.MULTILINE)
_CODE_AFTER_LIST = re.compile(
    r"(?P<before>^(?:[ ]{2}|\t|[ ]{0,3}(?:[-*+]|\d+\.)[ ])[^\n]*\n(?:[ \t]*\n)+)"
    r"(?P<indent>[ ]{4,})(?P<marks>:::|\#!)(?P<language>[\w+#.-]+)[^\n]*\n"
    r"(?P<code>(?:(?P=indent)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?P=indent)))+)",
    re.MULTILINE,
)


class Post(NamedTuple):
    """A text that was read.

    Attributes:
        fields: its metadata
        text: its text
        title: title that stands in the text; empty if none does
        remarks: what is to be said of it

    """

    fields: dict[str, Data]
    text: Html | Markdown
    title: str = ""
    remarks: tuple[Remark, ...] = ()


def zoned_options(settings: PythonSettings, options: Options) -> tuple[Options, tuple[Remarked, ...]]:
    """The options with the time zone of a site, and what is to be said of it. Without settings the zone is open."""
    if not settings.file:
        return options, ()
    name = settings.text("TIMEZONE")
    try:
        zone = ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return options, (Remarked(settings.file, Noted(f"“{name[:60]}” is no time zone; that of the site stands in")),)
    said = () if name else (Remarked(settings.file, Noted("no TIMEZONE is set; the default, UTC, holds")),)
    return options._replace(zone=zone), said


def with_zone(fields: Fields, settings: PythonSettings, options: Options) -> dict[str, Data]:
    """The fields with the offset of the site's time zone in dates that state none, if settings say which it is."""
    if not settings.file:
        return dict(fields)
    return {key: _in_zone(value, options) if key in _DATED else value for key, value in fields.items()}


_DATED = frozenset({*DATE_KEYS, *UPDATED_KEYS})


def _in_zone(value: Data, options: Options) -> Data:
    dated = date_of(value) if isinstance(value, str) else NO_DATE
    return in_zone(dated, options.zone) if dated.exact == "time" and not dated.has_zone else value


def matter_of(
    fields: Fields, kind: ItemType, title: str, options: Options, *, site: str = ""
) -> tuple[Matter, frozenset[str]]:
    """The front matter of fields, without title, authors and tags, and the keys in which the day of the import stands.

    `site` is the address of the site.
    """
    dates, stand_ins = dates_of(fields, NO_DATE, options)
    matter = dates | summary_of(fields) | language_of(fields)
    if kind == "page":
        matter = Matter({key: dates.values[key] for key in ("updated",) if key in dates.values})
        matter, stand_ins = matter | summary_of(fields) | language_of(fields), frozenset()
        return matter | state_of(fields), stand_ins
    matter |= original_of(fields, site)
    picture = head_picture(fields)
    if picture:
        image, said = image_of(picture, title)
        matter |= Matter({"image": image}, (*said, *further_pictures(fields, picture)), frozenset(picture.used))
    return matter | state_of(fields), stand_ins


def with_extra(matter: Matter, fields: Fields, used: Iterable[str]) -> dict[str, Value]:
    """The values of front matter with what has no place of its own in `extra`."""
    extra = extra_of(fields, matter.used | frozenset(used))
    return {**matter.values, **({"extra": extra} if extra else {})}


def with_category(tags: list[str], category: str, options: Options, parents: dict[str, list[str]]) -> list[str]:
    """The tags of a post with its category, which becomes a tag, or is noted as the parent of the others."""
    if not category or options.categories == "ignore":
        return distinct(tags)
    if options.categories == "tags" or not tags:
        return distinct([*tags, category])
    for tag in tags:
        above = parents.setdefault(tag, [])
        above += [category] if category not in above and category != tag else []
    return distinct(tags)


def parent_items(origin: str, parents: Mapping[str, list[str]]) -> Iterator[Item]:
    """The tags with the categories that are their parents."""
    return (
        Item(origin, "tag", {"name": tag, "parent": list[Value](above)}, name=tag)
        for tag, above in parents.items()
        if above
    )


def text_in(files: Files, name: str) -> str:
    """The text of a file. Raises `SiteError` if it can't be read or is not UTF-8."""
    return decode(files.data(name), name)[0]


def skipped_for(error: SiteError, name: str) -> Skipped:
    """A file that can't be read, with the reason and the line."""
    problem = error.problems[0]
    place = "" if problem.where.path == name else f"{problem.where.path}: "
    return Skipped(name, f"unreadable: {place}{problem.message}", problem.where.line)


def readable(text: str, first: int) -> tuple[str, tuple[Remark, ...]]:
    """A text of Python-Markdown as the default dialect reads it; its first line has the number `first`.

    A mark for a table of contents is dropped, since the site makes one. Code with `:::language` after a list, which
    would be a paragraph of the list, becomes a fence.
    """
    remarks = list[Remark]()

    def without_contents(prose: str, offset: int) -> str:
        for found in _CONTENTS.finditer(prose):
            line = line_at(text, offset + found.start(), first)
            remarks.append(Lost("table of contents", "[TOC]; the site makes one", line))
        return _CONTENTS.sub("", prose)

    def fence(found: re.Match[str]) -> str:
        remarks.append(Noted("code after a list becomes a fence", line_at(text, found.start("marks"), first)))
        indent, outer = found["indent"], found["indent"][4:]
        lines = [f"{outer}{line.removeprefix(indent)}".rstrip() for line in found["code"].rstrip().split("\n")]
        return "\n".join([f"{found['before']}{outer}```{found['language']}", *lines, f"{outer}```\n"])

    return with_prose(_CODE_AFTER_LIST.sub(fence, text), without_contents), tuple(remarks)


def title_of(written: str, post: Post, stem: str) -> tuple[str, tuple[Remark, ...]]:
    """The title that metadata state, else that in the text, else the name of the file; what stands in is said."""
    if written:
        return written, ()
    if post.title:
        return post.title, (Guessed("title", post.title, "no title is given; the first heading stands in"),)
    made = re.sub(r"[-_\s]+", " ", stem).strip() or "Untitled"
    made = made[:1].upper() + made[1:]
    return made, (Guessed("title", made, "no title is given; the name of the file stands in"),)


def names_with_ending(files: Files, endings: frozenset[str]) -> Iterator[str]:
    """The names of files with one of these endings, in lower case with the dot."""
    return (name for name in files.names() if "." in name and f".{name.rpartition('.')[2].lower()}" in endings)
