"""Texts of Nikola: metadata in comments, in `.meta` files, in YAML or TOML, and the text below."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import NamedTuple

from tagarchive.importing.generators.front_matter import fenced
from tagarchive.importing.generators.markdown_text import titled
from tagarchive.importing.generators.nikola.links import Slugs, doc_link, led_in_html, led_in_markdown
from tagarchive.importing.generators.nikola.shortcodes import guarded, in_markdown, restored
from tagarchive.importing.generators.python_posts import Post, readable, text_in
from tagarchive.importing.generators.rst.restructured_text import rst_text
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Html, Markdown
from tagarchive.importing.inputs.private_data import Data
from tagarchive.importing.inputs.texts import line_of
from tagarchive.reading.metadata_lines import MetadataLines, colon_lines, dotted_lines, meta_file

MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
RST = frozenset({".rst", ".txt"})
HTML = frozenset({".html", ".htm"})
ENDINGS = MARKDOWN | RST | HTML

_FENCED = ("---", "+++")
_TEASER = re.compile(r"^[ \t]*<!--\s*(?:TEASER_END(?::[^>]*?)?|more)\s*-->[ \t]*$", re.MULTILINE | re.IGNORECASE)


class Written(NamedTuple):
    """A text with its metadata, before its body is read.

    Attributes:
        fields: the metadata, by key in lower case
        text: the body; of reStructuredText the whole file, in which metadata are comments
        first: line at which `text` begins
        title: title in the body; empty if it is not asked for or there is none
        meta: the `.meta` file; empty if there is none
        titled: True if title and fields of reStructuredText stand in the body

    """

    fields: dict[str, Data]
    text: str
    first: int = 1
    title: str = ""
    meta: str = ""
    titled: bool = False


def ending_of(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def written(files: Files, name: str) -> Written:
    """The text in a file and its metadata. Raises `SiteError` if one of the two can't be read."""
    meta = f"{posixpath.splitext(name)[0]}.meta"
    text = text_in(files, name)
    if files.has(meta):
        return _with_title(Written(_meta_fields(files, meta), text, meta=meta), name)
    if text.startswith(_FENCED):
        found = fenced(text, name)
        if found.is_fenced:
            return _with_title(Written(_lower(found.fields), found.text, found.line), name)
    return _with_title(_with_lines(text, name), name)


def _meta_fields(files: Files, meta: str) -> dict[str, Data]:
    text = text_in(files, meta)
    if text.startswith(_FENCED):
        return _lower(fenced(text if text.rstrip().endswith(text[:3]) else f"{text}\n{text[:3]}\n", meta).fields)
    return _fields(meta_file(text))


def _with_lines(text: str, name: str) -> Written:
    is_rst = ending_of(name) in RST
    found = dotted_lines(text)
    if found.values:
        return Written(_fields(found), text if is_rst else found.text, 1 if is_rst else found.first)
    if is_rst:
        read = rst_text(text, name, titled=True)
        names = {key for key, _, _ in read.fields}
        if not names & {"date", "slug", "tags"}:
            return Written({}, text)
        # Fields of a document stand below its title, so both are taken out of the text.
        fields: dict[str, Data] = {key: line_of(value) for key, value, _ in read.fields}
        return Written({"title": read.title, **fields}, text, titled=True)
    lines = colon_lines(text)
    if "title" in lines.values:
        return Written(_fields(lines), lines.text, lines.first)
    return Written({}, text)


def _fields(lines: MetadataLines) -> dict[str, Data]:
    return {key: " ".join(values) for key, values in lines.values.items()}


def _lower(fields: dict[str, Data]) -> dict[str, Data]:
    """Fields by key in lower case; those in a table `nikola` count too."""
    inner = fields.get("nikola")
    return {key.lower(): value for key, value in {**fields, **(inner if isinstance(inner, dict) else {})}.items()}


def _with_title(found: Written, name: str) -> Written:
    """The text with the title in its first heading, if its metadata have none."""
    if found.fields.get("title"):
        return found
    if ending_of(name) in MARKDOWN:
        words, rest = titled(found.text)
        skipped = found.text.count("\n") - rest.count("\n")
        return found._replace(text=rest, title=line_of(words), first=found.first + skipped) if words else found
    title = rst_text(found.text, name, titled=True).title if ending_of(name) in RST else ""
    return found._replace(title=title, titled=True) if title else found


def body_of(found: Written, name: str, slugs: Slugs) -> Post:
    """The body of a text, without marks for its teaser, with its references led to where they are now."""
    ending = ending_of(name)
    text = found.text
    if ending in MARKDOWN:
        meant = in_markdown(_TEASER.sub("", text), found.first, slugs)
        body, remarks = readable(meant.text, found.first)
        markdown = Markdown(led_in_markdown(body, name, slugs), "default")
        return Post(found.fields, markdown, found.title, (*meant.remarks, *remarks))
    if ending in HTML:
        return Post(found.fields, Html(led_in_html(text, name, slugs)), found.title)

    def role(kind: str, words: str) -> str | None:
        link = doc_link(words, "", slugs) if kind == "doc" else None
        return f'<a href="{escape(link[0])}">{escape(link[1], quote=False)}</a>' if link else None

    guard = guarded(text)
    read = rst_text(guard.text, name, titled=found.titled, role=role)
    html, remarks = restored(read.html, guard, slugs)
    return Post(found.fields, Html(led_in_html(html, name, slugs)), found.title, (*read.remarks, *remarks))
