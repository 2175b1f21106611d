"""The reader of WordPress exports. It reads all exports of an input to their end before it yields the first item."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import counted
from tagarchive.importing.inputs.files import Files, beside
from tagarchive.importing.inputs.items import Found, Lost, Noted, Options, Remark, Remarked, Skipped
from tagarchive.importing.wordpress.blogs import Blog, Blogs
from tagarchive.importing.wordpress.custom_fields import is_kept
from tagarchive.importing.wordpress.exports import Export, exports_in, is_export
from tagarchive.importing.wordpress.page import BlogContents
from tagarchive.importing.wordpress.posts import Reading, item_of, skipped
from tagarchive.importing.wordpress.records import Channel, RawItem
from tagarchive.importing.wordpress.tags import Tags
from tagarchive.importing.wordpress.uploads import Place, Uploads

_MOST_NAMES = 200
"""Number of custom fields that are named one by one."""


def recognises(files: Files) -> bool:
    """True if a file of the input is an export of WordPress."""
    return bool(exports_in(files))


def found(files: Files, options: Options) -> Iterator[Found]:
    """Everything in the exports. Raises `SiteError` before the first item if one is damaged."""
    exports = exports_in(files, is_repaired=options.repair)
    if not exports:
        message = "found no export of WordPress (WXR), expected an XML file from Tools > Export"
        raise SiteError(Problem(Location(files.name), "unknown-input", message))
    blogs = Blogs(options)
    blogs.read(exports)
    tags = Tags(blogs.by_address.values(), options)
    yield from blogs.said
    yield from _other_files(files, exports)
    yield from tags.found()
    for export in exports:
        yield from _items(export, blogs, tags, options)
    yield from (Remarked(exports[0].name, remark) for remark in _left_out(blogs))


def _items(export: Export, blogs: Blogs, tags: Tags, options: Options) -> Iterator[Found]:
    """The items of one export, and what becomes of the others."""
    reading: Reading | None = None
    for part in export.parts(is_kept, []):
        if isinstance(part, Channel):
            blog = blogs.of(part)
            places = _places(export, options)
            uploads = Uploads(blog.attachments, blog.hosts, places)
            reading = Reading(export.name, blog, BlogContents(uploads, blog.attachments, blog.blocks), tags, options)
            if blogs.origins[part.blog] == export.name:
                yield from (Remarked(export.name, remark) for remark in _feeds(blog))
        elif isinstance(part, RawItem) and reading:
            yield from _found(part, reading)


def _found(item: RawItem, reading: Reading) -> Iterator[Found]:
    if item.kind == "attachment" and item.status != "trash":
        if item.fields.get("encoded", "").strip():
            name = posixpath.basename(item.fields.get("attachment_url", "")) or str(item.number)
            yield Remarked(reading.origin, Lost("description of a file", name, item.line))
        return
    reason = skipped(item, reading.origin)
    yield reason or item_of(item, reading)


def _places(export: Export, options: Options) -> tuple[Place, ...]:
    """Folders that may hold uploaded files: the folder of media, and the one of the export."""
    folder = posixpath.dirname(export.name)
    own = Place(beside(export.files), f"{folder}/" if folder else "")
    return (Place(options.media), own) if options.media else (own,)


def _other_files(files: Files, exports: list[Export]) -> Iterator[Found]:
    """Files of XML in the input that are something else."""
    known = {export.name for export in exports}
    for name in files.names():
        if name not in known and name.lower().endswith((".xml", ".wxr")) and not is_export(files, name):
            yield Skipped(name, "no export of WordPress")


def _feeds(blog: Blog) -> Iterator[Remark]:
    """Notes on addresses that only the config of the site can keep."""
    root = blog.root
    feeds = ", ".join(f'"{root}/feed/{end}"' for end in ("", "atom/"))
    yield Noted(
        f"feeds of tags and categories go on at their old addresses; for that of the site write aliases = [{feeds}] "
        f"under [feeds] in site.toml, and for that of an author {root}/author/OLD/feed/ -> /author/NEW/"
    )


def _left_out(blogs: Blogs) -> Iterator[Remark]:
    """Custom fields and terms that no file of the site holds, each name once."""
    for name, count in sorted(blogs.fields.items())[:_MOST_NAMES]:
        yield Lost("custom field", f"{name}, of {counted(count, 'item')}")
    files = sum(len(blog.attachments) for blog in blogs.by_address.values())
    if files:
        yield Noted(f"of {counted(files, 'uploaded file')}, those that a text shows or links to come along")
    more = len(blogs.fields) - _MOST_NAMES
    if more > 0:
        yield Lost("custom field", f"{more:,} further names")
    for name, count in sorted(blogs.taxonomies.items())[:_MOST_NAMES]:
        yield Lost("terms", f"{name}, of {counted(count, 'item')}")
