"""The dates of a post: the moment in the zone of its blog, or what stands in for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of, in_zone
from tagarchive.importing.inputs.items import Guessed, Options, Remark
from tagarchive.importing.wordpress.records import RawItem

_WIDEST = timedelta(hours=16)
"""A difference between local and world time that no zone reaches."""


class PostDate(NamedTuple):
    """The date of a post.

    Attributes:
        text: the date as front matter has it
        remarks: what is guessed of it
        is_stand_in: True if it is the day of the import

    """

    text: str
    remarks: tuple[Remark, ...] = ()
    is_stand_in: bool = False

    def is_after(self, moment: datetime) -> bool:
        """True if the date is later than a moment."""
        read = datetime.fromisoformat(self.text)
        return read.tzinfo is not None and read > moment


def date_of_post(item: RawItem, options: Options) -> PostDate:
    """The date of a post."""
    fields = item.fields
    local, world = date_of(fields.get("post_date", "")), date_of(fields.get("post_date_gmt", ""))
    if world.exact == "time":
        return PostDate(_with_offset(local, world))
    if local.is_day:
        text = in_zone(local, options.zone)
        why = "the export has no time in GMT; the zone of the site stands in"
        return PostDate(text, (Guessed("date", text, why),))
    published = date_of(fields.get("pubDate", ""))
    if published.is_day and not published.text.startswith("-"):
        return PostDate(in_zone(published, options.zone))
    today = options.now.astimezone(options.zone).date().isoformat()
    why = f"{(local if local is not NO_DATE else published).why}; the day of the import stands in"
    return PostDate(today, (Guessed("date", today, why),), is_stand_in=True)


def updated_of(item: RawItem, date: PostDate, options: Options) -> str:
    """The date of the last change; empty if there is none after the date of the post."""
    fields = item.fields
    local, world = date_of(fields.get("post_modified", "")), date_of(fields.get("post_modified_gmt", ""))
    text = _with_offset(local, world) if world.exact == "time" else in_zone(local, options.zone)
    if not text or date.is_stand_in:
        return text
    changed, published = datetime.fromisoformat(text), datetime.fromisoformat(date.text)
    known = changed.tzinfo is not None and published.tzinfo is not None
    return text if known and changed > published else ""


def _with_offset(local: Dated, world: Dated) -> str:
    """The moment of a time in GMT, with the offset that the local time beside it shows."""
    moment = datetime.fromisoformat(world.text).replace(tzinfo=UTC)
    if local.exact != "time":
        return moment.isoformat(timespec="seconds")
    offset = datetime.fromisoformat(local.text).replace(tzinfo=UTC) - moment
    if abs(offset) > _WIDEST or offset.seconds % 60:
        return moment.isoformat(timespec="seconds")
    return moment.astimezone(timezone(offset)).isoformat(timespec="seconds")
