"""Texts of Pelican: Markdown with `Key: value` lines, reStructuredText with fields, HTML with `<meta>`."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.generators.front_matter import fenced
from tagarchive.importing.generators.pelican.links import Texts, led_in_html, led_in_markdown
from tagarchive.importing.generators.python_posts import Post, readable, text_in
from tagarchive.importing.generators.rst.restructured_text import rst_text
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Html, Markdown
from tagarchive.importing.inputs.private_data import Data
from tagarchive.importing.inputs.texts import line_of
from tagarchive.reading.metadata_lines import colon_lines

_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})
_RST = frozenset({".rst"})
_HTML = frozenset({".html", ".htm"})
ENDINGS = _MARKDOWN | _RST | _HTML

_LISTS = frozenset({"tags", "authors"})
"""Keys of which each line is an item."""


def post_of(files: Files, name: str, texts: Texts) -> Post | None:
    """The post in a file; None for HTML that is no article. Raises `SiteError` if it can't be read."""
    ending = f".{name.rpartition('.')[2].lower()}"
    text = text_in(files, name)
    if ending in _RST:
        return _of_rst(text, name, texts)
    return _of_html(text, name, texts) if ending in _HTML else _of_markdown(text, name, texts)


def _of_markdown(text: str, name: str, texts: Texts) -> Post:
    lines = colon_lines(text)
    fields = {key: _value(key, values) for key, values in lines.values.items()}
    body, first = lines.text, lines.first
    if text.startswith("---"):
        written = fenced(text, name)
        fields, body, first = {key.lower(): data for key, data in written.fields.items()}, written.text, written.line
    body, remarks = readable(body, first)
    return Post(fields, Markdown(led_in_markdown(body, name, texts), "default"), remarks=remarks)


def _value(key: str, values: Iterable[str]) -> Data:
    lines = [value for value in values if value]
    return list[Data](lines) if key in _LISTS and len(lines) > 1 else " ".join(lines)


def _of_rst(text: str, name: str, texts: Texts) -> Post:
    read = rst_text(text, name, titled=True)
    fields: dict[str, Data] = {key: line_of(value) for key, value, _ in read.fields}
    if read.title:
        fields.setdefault("title", read.title)
    if read.subtitle:
        fields.setdefault("subtitle", read.subtitle)
    return Post(fields, Html(led_in_html(read.html, name, texts)), remarks=read.remarks)


def _of_html(text: str, name: str, texts: Texts) -> Post | None:
    tree = BeautifulSoup(text, "html.parser")
    fields: dict[str, Data] = {}
    for meta in tree.find_all("meta"):
        key = str(meta.get("name") or "").strip().lower()
        content = meta.get("content") or meta.get("contents")
        if key and content:
            fields.setdefault("tags" if key == "keywords" else key, str(content))
    if "date" not in fields:
        return None
    if isinstance(tree.title, Tag):
        fields.setdefault("title", tree.title.get_text())
    body = tree.body.decode_contents() if isinstance(tree.body, Tag) else text
    return Post(fields, Html(led_in_html(body, name, texts)))
