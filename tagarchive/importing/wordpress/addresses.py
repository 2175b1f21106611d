"""Addresses of a blog: paths, what belongs to it, and the former addresses of its posts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from tagarchive.core.originals import host_of
from tagarchive.importing.wordpress.records import Channel, RawItem

_PAGES = re.compile(r"<!--nextpage-->")


def path_of(url: str) -> str:
    """The decoded path of an address, in NFC; empty if it can't be read."""
    try:
        return unicodedata.normalize("NFC", unquote(urlsplit(url.strip()).path))
    except ValueError:
        return ""


def decoded(slug: str) -> str:
    """A slug with its letters, in NFC."""
    return unicodedata.normalize("NFC", unquote(slug.strip()))


def link_of(item: RawItem, channel: Channel) -> str:
    """The whole address of an item: its own, else the one by its id."""
    link = item.fields.get("link", "").strip()
    return link if host_of(link) and link.rstrip("/") != channel.blog else f"{channel.blog}/?p={item.number}"


def addresses_of(item: RawItem, channel: Channel) -> tuple[str, ...]:
    """Further addresses of an item: by its id, and its guid where that is an address of the blog."""
    names = ("p", "page_id") if item.kind == "page" else ("p",)
    by_number = [f"{channel.blog}/?{name}={item.number}" for name in names] if item.number else []
    guid = item.fields.get("guid", "").strip()
    own = [guid] if host_of(guid) and host_of(guid) == host_of(channel.blog) else []
    return tuple(dict.fromkeys(one for one in (*own, *by_number) if urlsplit_or_none(one)))


def urlsplit_or_none(url: str) -> str:
    """The address if it can be read; else empty."""
    try:
        urlsplit(url)
    except ValueError:
        return ""
    return url


def aliases_of(item: RawItem, channel: Channel) -> list[str]:
    """The former addresses of an item in the form of the schema, that of its link first."""
    link = item.fields.get("link", "")
    path = path_of(link)
    is_own = not host_of(link) or host_of(link) in hosts_of(channel)
    if not is_own or not path.strip("/") or "?" in link:
        return []
    paths = list(dict.fromkeys([path, *_former(path, item)]))
    count = 1 + len(_PAGES.findall(item.fields.get("encoded", "")))
    return [*paths, *(f"{path.rstrip('/')}/{number}/" for number in range(2, min(count, 100) + 1))]


def hosts_of(channel: Channel) -> frozenset[str]:
    """The hosts of a blog, without `www.`."""
    return frozenset(host for host in map(host_of, (channel.blog, channel.site)) if host)


def _former(path: str, item: RawItem) -> Iterator[str]:
    """The path with the slugs and days that the item had before."""
    slugs = [slug for slug in map(decoded, item.values("_wp_old_slug")) if slug and "/" not in slug]
    slug = decoded(item.fields.get("post_name", ""))
    slugged = [path, *_with_slugs(path, slug, slugs)]
    day = item.fields.get("post_date", "").strip()[:10]
    for date in ["", *item.values("_wp_old_date")]:
        for one in slugged:
            dated = _with_day(one, day, date.strip()) if date else one
            if dated and dated != path:
                yield dated


def _with_slugs(path: str, slug: str, others: Iterable[str]) -> Iterator[str]:
    parts = path.split("/")
    at = next((at for at in range(len(parts) - 1, -1, -1) if parts[at] == slug), None) if slug else None
    for other in others:
        if at is not None:
            yield "/".join([*parts[:at], other, *parts[at + 1 :]])


def _with_day(path: str, day: str, other: str) -> str:
    """The path with another day in the place of this one; empty if it names no day."""
    if not (re.fullmatch(r"\d{4}-\d\d-\d\d", day) and re.fullmatch(r"\d{4}-\d\d-\d\d", other)):
        return ""
    old, new = day.split("-"), other.split("-")
    for count in (3, 2, 1):
        written = "/" + "/".join(old[:count]) + "/"
        if written in path:
            return path.replace(written, "/" + "/".join(new[:count]) + "/", 1)
    return ""
