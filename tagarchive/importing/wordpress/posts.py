"""Posts and pages of an export as items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from tagarchive.core.slugs import tag_key
from tagarchive.core.text import counted
from tagarchive.importing.inputs.items import Guessed, Html, Item, Lost, Noted, Options, Remark, Skipped, Value
from tagarchive.importing.inputs.texts import distinct, first_words, line_of_html, shortened
from tagarchive.importing.wordpress.addresses import addresses_of, aliases_of, decoded, link_of
from tagarchive.importing.wordpress.blogs import HIDDEN, Blog
from tagarchive.importing.wordpress.body import html_of, notes_of
from tagarchive.importing.wordpress.custom_fields import SUMMARIES
from tagarchive.importing.wordpress.figures import picture
from tagarchive.importing.wordpress.page import BlogContents, Page
from tagarchive.importing.wordpress.post_dates import PostDate, date_of_post, updated_of
from tagarchive.importing.wordpress.records import RawItem, number_of
from tagarchive.importing.wordpress.tags import Tags
from tagarchive.importing.wordpress.terms import terms_of

_DRAFTS = {
    "draft": "a draft in WordPress",
    "pending": "waits for review in WordPress",
    "private": "private in WordPress",
}


class Reading(NamedTuple):
    """Context in which the items of one export are read.

    Attributes:
        origin: path of the export in the input
        blog: its blog
        contents: what the texts of the blog refer to
        tags: the tags of all blogs
        options: options of the import

    """

    origin: str
    blog: Blog
    contents: BlogContents
    tags: Tags
    options: Options


def skipped(item: RawItem, origin: str) -> Skipped | None:
    """Reason for which an item becomes no file of its own; None if it becomes one, or comes along as a file."""
    title = shortened(line_of_html(item.fields.get("title", "")))
    named = f" “{title}”" if title else ""
    if item.kind not in ("post", "page"):
        return Skipped(origin, f"{shortened(item.kind, 40)} {item.number}{named}: no post and no page", item.line)
    if item.status in HIDDEN:
        word = {"trash": "trashed", "auto-draft": "auto-draft, which nobody saved"}.get(
            item.status, "a part of another"
        )
        return Skipped(origin, f"{word}: {item.kind} {item.number}{named}", item.line)
    if item.is_too_large:
        return Skipped(origin, f"too large: {item.kind} {item.number}{named}", item.line)
    return None


def item_of(item: RawItem, reading: Reading) -> Item:
    """The article or page that a post or page becomes."""
    blog, options = reading.blog, reading.options
    base = link_of(item, blog.channel)
    page = Page(item.number, reading.contents, notes_of(item))
    html = html_of(item, page)
    date = date_of_post(item, options)
    remarks: list[Remark] = []
    matter: dict[str, Value] = {"title": _title(item, html, remarks)}
    if item.kind == "post":
        matter["date"] = date.text
        remarks += date.remarks
    updated = updated_of(item, date, options)
    matter |= {"updated": updated} if updated else {}
    matter |= _described(item, remarks)
    aliases = aliases_of(item, blog.channel)
    matter |= {"aliases": list[Value](aliases)} if aliases else {}
    if _is_hidden(item, date, options, remarks):
        matter["draft"] = True
    if item.kind == "post":
        matter |= _of_article(item, reading, remarks)
    else:
        matter |= _of_page(item, date, blog, remarks)
        html = _head_picture(item, reading, remarks) + html
    remarks += [*page.remarks, *_left_behind(item)]
    return Item(
        origin=reading.origin,
        type="article" if item.kind == "post" else "page",
        matter=matter,
        text=Html(html) if html.strip() else None,
        name=decoded(item.fields.get("post_name", "")).removesuffix("__trashed"),
        line=item.line,
        key=f"{blog.channel.blog} {item.number or item.line}",
        base=base,
        addresses=addresses_of(item, blog.channel),
        find=partial(reading.contents.uploads.find, base=base),
        stand_ins=frozenset({"date"}) if date.is_stand_in and item.kind == "post" else frozenset(),
        same=(f"wordpress {blog.channel.blog} {item.number}",) if item.number else (),
        remarks=tuple(remarks),
    )


def _title(item: RawItem, html: str, remarks: list[Remark]) -> str:
    title = line_of_html(item.fields.get("title", ""))
    if title:
        return title
    made = first_words(line_of_html(html)) or "Untitled"
    remarks.append(Guessed("title", made, "the post has no title; its first words stand in"))
    return made


def _described(item: RawItem, remarks: list[Remark]) -> dict[str, Value]:
    """The summary: the excerpt, else what a plugin tells search engines."""
    excerpt = line_of_html(item.fields.get("excerpt", ""))
    if excerpt:
        return {"summary": excerpt}
    for name in SUMMARIES:
        text = next(iter(map(line_of_html, item.values(name))), "")
        if text and "%%" not in text and "%excerpt%" not in text:
            remarks.append(Guessed("summary", text, f"there is no excerpt; the description in {name} stands in"))
            return {"summary": text}
    return {}


def _is_hidden(item: RawItem, date: PostDate, options: Options, remarks: list[Remark]) -> bool:
    """True if the item becomes a draft. Says why."""
    reasons = [_DRAFTS[item.status]] if item.status in _DRAFTS else []
    if item.is_locked:
        reasons.append("behind a password in WordPress")
    if item.status == "future":
        if item.kind == "page":
            reasons.append(f"scheduled for {date.text}, and pages have no day")
        elif not date.is_after(options.now):
            reasons.append(f"scheduled for {date.text}, which has passed since the export")
        elif not reasons:
            remarks.append(Noted(f"scheduled: held until {date.text}", item.line))
    elif item.status not in _DRAFTS and item.status != "publish":
        reasons.append(f"in the state “{shortened(item.status, 40)}” in WordPress")
    if reasons:
        remarks.append(Noted(f"kept as a draft: {' and '.join(reasons)}", item.line))
    return bool(reasons)


def _of_article(item: RawItem, reading: Reading, remarks: list[Remark]) -> dict[str, Value]:
    matter: dict[str, Value] = {}
    guid = item.fields.get("guid", "").strip()
    authors = _authors(item, reading.blog, remarks)
    names = [reading.tags.name_of(key) for key in _tag_keys(item) if reading.tags.has(key)]
    lists = {"authors": authors, "tags": distinct(names)}
    matter |= {key: list[Value](found) for key, found in lists.items() if found}
    matter |= {"guid": guid} if guid else {}
    matter |= _image(item, reading, remarks)
    extra: dict[str, Value] = {}
    formats = [term.slug.removeprefix("post-format-") for term in item.terms if term.taxonomy == "post_format"]
    extra |= {"format": formats[0]} if formats else {}
    extra |= {"sticky": "yes"} if item.fields.get("is_sticky", "").strip() == "1" else {}
    return matter | ({"extra": extra} if extra else {})


def _of_page(item: RawItem, date: PostDate, blog: Blog, remarks: list[Remark]) -> dict[str, Value]:
    """Values of a page beside its text; a day and authors have no place of their own."""
    matter: dict[str, Value] = {}
    if blog.menu and item.number not in blog.menu:
        matter["menu"] = False
    extra: dict[str, Value] = {} if date.is_stand_in else {"date": date.text}
    authors = _authors(item, blog, remarks)
    extra |= {"authors": list[Value](authors)} if authors else {}
    names = distinct([line_of_html(term.name) for term in terms_of(item)])
    remarks += [Lost("tags of a page", ", ".join(names), item.line)] if names else []
    return matter | ({"extra": extra} if extra else {})


def _tag_keys(item: RawItem) -> Iterator[str]:
    return (tag_key(line_of_html(term.name)) for term in terms_of(item))


def _authors(item: RawItem, blog: Blog, remarks: list[Remark]) -> list[str]:
    """The names of the authors that readers see. A login is no name, and is only said if the export has no other."""
    logins = [item.fields.get("creator", "").strip()]
    listed = [term for term in item.terms if term.taxonomy == "author"]
    if listed:
        logins = [decoded(term.slug).removeprefix("cap-") or term.name for term in listed]
    names: list[str] = []
    for login in filter(None, logins):
        name = blog.authors.get(login)
        if name:
            names.append(name)
        elif blog.channel.version == "1.0" and not blog.authors and "@" not in login:
            names.append(line_of_html(login))
            remarks.append(Guessed("authors", names[-1], "exports of this age name authors as readers saw them"))
        else:
            shown = "an e-mail address" if "@" in login else f"“{shortened(login, 60)}”"
            known = "which is no name" if name == "" else "for which the export has no name"
            remarks.append(Guessed("authors", "", f"the author is given as {shown}, {known}; none is written"))
    return distinct(names)


def _image(item: RawItem, reading: Reading, remarks: list[Remark]) -> Mapping[str, Value]:
    """The picture at the head of an article."""
    number = number_of(next(iter(item.values("_thumbnail_id")), ""))
    if not number:
        return {}
    found = reading.blog.attachments.get(number)
    if found is None:
        remarks.append(Lost("picture at the head", f"attachment {number} is not in the export", item.line))
        return {}
    picture: dict[str, Value] = {"src": found.url}
    texts = {"alt": found.alt, "caption": line_of_html(found.caption)}
    picture |= {key: text for key, text in texts.items() if text}
    return {"image": picture}


def _head_picture(item: RawItem, reading: Reading, remarks: list[Remark]) -> str:
    """The picture at the head of a page, which pages have in their text."""
    image = _image(item, reading, remarks).get("image")
    found = reading.blog.attachments.get(number_of(next(iter(item.values("_thumbnail_id")), "")))
    return picture(found) if image and found else ""


def _left_behind(item: RawItem) -> Iterator[Remark]:
    """Parts of a post that no file of the site holds."""
    if item.comments:
        listed = ", ".join(counted(count, shortened(kind, 40)) for kind, count in sorted(item.comments.items()))
        yield Lost("comment", f"{listed}, in all {sum(item.comments.values()):,}", item.line)
    pages = 1 + item.fields.get("encoded", "").count("<!--nextpage-->")
    if pages > 1:
        yield Noted(f"its {pages:,} pages are one page now", item.line)
