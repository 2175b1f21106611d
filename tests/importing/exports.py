"""Exports of WordPress as texts, and what an import finds in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Html,
    Item,
    Lost,
    Noted,
    Options,
    Remark,
    Remarked,
    Skipped,
    nothing,
)
from tagarchive.importing.wordpress import reader

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
ZONE = timezone(timedelta(hours=3))
BLOG = "https://hill.example"

HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Hill</title><link>{BLOG}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{BLOG}</wp:base_site_url><wp:base_blog_url>{BLOG}</wp:base_blog_url>
"""
FOOT = "</channel>\n</rss>\n"

AUTHORS = (
    "<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[kstone]]></wp:author_login>"
    "<wp:author_email><![CDATA[kstone@hill.example]]></wp:author_email>"
    "<wp:author_display_name><![CDATA[Kay &#8217;Stone]]></wp:author_display_name></wp:author>\n"
)


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def meta(name: str, value: str) -> str:
    key, written = f"<wp:meta_key>{cdata(name)}</wp:meta_key>", f"<wp:meta_value>{cdata(value)}</wp:meta_value>"
    return f"<wp:postmeta>{key}{written}</wp:postmeta>"


def in_term(taxonomy: str, slug: str, name: str) -> str:
    return f'<category domain="{taxonomy}" nicename="{slug}">{cdata(name)}</category>'


def category(slug: str, name: str, parent: str = "", description: str = "") -> str:
    return (
        f"<wp:category><wp:term_id>{len(slug)}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name>"
        f"<wp:category_description>{cdata(description)}</wp:category_description></wp:category>\n"
    )


def tag(slug: str, name: str, description: str = "") -> str:
    return (
        f"<wp:tag><wp:tag_slug>{cdata(slug)}</wp:tag_slug><wp:tag_name>{cdata(name)}</wp:tag_name>"
        f"<wp:tag_description>{cdata(description)}</wp:tag_description></wp:tag>\n"
    )


def post(number: int = 1, text: str = "Words.", more: str = "", **fields: str) -> str:
    """An item; `fields` replace or add elements, of which those without a colon are of `wp:`."""
    day = f"2024-03-{number % 28 + 1:02}"
    values = {
        "title": f"Post {number}",
        "link": f"{BLOG}/2024/03/post-{number}/",
        "dc:creator": "kstone",
        "guid": f"{BLOG}/?p={number}",
        "content:encoded": text,
        "excerpt:encoded": "",
        "wp:post_id": str(number),
        "wp:post_date": f"{day} 10:00:00",
        "wp:post_date_gmt": f"{day} 08:00:00",
        "wp:post_name": f"post-{number}",
        "wp:status": "publish",
        "wp:post_type": "post",
    }
    names = {"title", "link", "guid", "pubDate"}
    values |= {
        name.replace("__", ":") if "__" in name or name in names else f"wp:{name}": value
        for name, value in fields.items()
    }
    return f"<item>{''.join(f'<{name}>{cdata(value)}</{name}>' for name, value in values.items())}{more}</item>\n"


def attachment(number: int, file: str, alt: str = "", caption: str = "", parent: int = 0) -> str:
    url = f"{BLOG}/wp-content/uploads/{file}"
    more = meta("_wp_attached_file", file) + (meta("_wp_attachment_image_alt", alt) if alt else "")
    return post(
        number,
        "",
        more,
        title=file.rpartition("/")[2],
        link=f"{BLOG}/?attachment_id={number}",
        excerpt__encoded=caption,
        post_type="attachment",
        status="inherit",
        post_parent=str(parent),
        attachment_url=url,
    )


def export(*parts: str, head: str = HEAD) -> str:
    return head + "".join(parts) + FOOT


def options(**more: Any) -> Options:
    return Options(now=NOW, zone=ZONE)._replace(**more)


class Import:
    """What an import finds."""

    def __init__(self, found: Iterable[Found]) -> None:
        self.found = list(found)

    @property
    def items(self) -> list[Item]:
        return [one for one in self.found if isinstance(one, Item)]

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items if item.type == kind]

    @property
    def one(self) -> Item:
        """The only article or page."""
        (item,) = (item for item in self.items if item.type != "tag")
        return item

    def tag(self, name: str) -> Item:
        (item,) = (item for item in self.of("tag") if item.matter["name"] == name)
        return item

    @property
    def skipped(self) -> list[str]:
        return [one.reason for one in self.found if isinstance(one, Skipped)]

    @property
    def remarks(self) -> list[Remark]:
        loose = [one.remark for one in self.found if isinstance(one, Remarked)]
        return [*loose, *(remark for item in self.items for remark in item.remarks)]

    def lost(self, what: str) -> list[Lost]:
        return [one for one in self.remarks if isinstance(one, Lost) and one.what == what]

    def guessed(self, key: str) -> list[Guessed]:
        return [one for one in self.remarks if isinstance(one, Guessed) and one.key == key]

    @property
    def notes(self) -> list[Noted]:
        return [one for one in self.remarks if isinstance(one, Noted)]


def found_in(path: Path, **more: Any) -> Import:
    """What is in the input at a path. The two readings agree."""
    files = files_at(path)
    first, second = Import(reader.found(files, options(**more))), Import(reader.found(files, options(**more)))
    assert [one._replace(find=nothing) if isinstance(one, Item) else one for one in first.found] == [
        one._replace(find=nothing) if isinstance(one, Item) else one for one in second.found
    ]
    return first


def imported(folder: Path, *parts: str, head: str = HEAD, **more: Any) -> Import:
    """What is in an export that a folder holds."""
    path = folder / "export.xml"
    path.write_text(export(*parts, head=head), "utf-8")
    return found_in(path, **more)


def html(item: Item) -> str:
    assert isinstance(item.text, Html)
    return item.text.html
