"""HTML of a text as a safe tree: sanitised, without what only decorates, in flat blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from tagarchive.core.text import ILLEGAL
from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.markdown.footnotes import NOTE, with_footnotes
from tagarchive.reading.link_targets import SCHEMES
from tagarchive.reading.sanitiser import allowed, is_too_deep, sanitiser
from tagarchive.reading.written_html import HANDLER, INSTRUCTION, ready

_NOTE = re.compile(rf"<(/?){NOTE}\b[^<>]*>")
_WRAPPERS = frozenset(
    "article body center div fieldset footer form header hgroup html main nav search section span font".split()
)
_BLOCKS = frozenset(
    "address article aside audio blockquote center details dir div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr iframe main nav ol p pre section table ul video".split()
)
_PHRASES = frozenset("span font big tt center nobr".split())
"""Elements that are nothing but their content, except where they say a language or direction."""

_KEPT = frozenset(
    "alt cite colspan datetime dir href hreflang kind label lang loop muted open poster reversed rowspan scope span "
    "src srclang start style title type value".split()
)
_SILENT = frozenset({"style", "link", "meta", HANDLER, INSTRUCTION})
"""Things that are dropped without a word, since they are no part of a text."""


_SCHEMES = SCHEMES | {"origin", "site"}
"""Schemes of links: those of the site, `origin:` for another text, `site:` for an address of the new site."""


class SafeTree(NamedTuple):
    """A sanitised text.

    Attributes:
        root: the tree; its elements have no attributes for the look
        lost: what the sanitiser drops

    """

    root: BeautifulSoup
    lost: tuple[Lost, ...]


def safe_tree(html: str) -> SafeTree:
    """The safe tree of HTML that others wrote. HTML that is nested too deep becomes its text in one paragraph."""
    written = ILLEGAL.sub(
        "", _NOTE.sub(lambda mark: f'<{mark[1]}span class="{NOTE}">' if not mark[1] else "</span>", html)
    )
    if is_too_deep(written):
        text = BeautifulSoup(re.sub(r"<[^<>]*>", " ", written), "html.parser").get_text()
        root = BeautifulSoup("<p></p>", "html.parser")
        next(root.children).append(text)  # type: ignore[attr-defined]
        return SafeTree(root, (Lost("elements nested too deep", shortened(text)),))
    cleaner, kept = sanitiser(schemes=_SCHEMES), allowed()
    prepared = ready(written, written, kept._replace(schemes=_SCHEMES), cleaner)
    root = BeautifulSoup(cleaner.clean(prepared.html), "html.parser")
    with_footnotes(root)
    pixels = list(_pixels(root))
    _simplified(root)
    dropped = Counter(found.kind for found in prepared.dropped if found.kind not in _SILENT)
    lost = [Lost(_word(kind), f"{count:,} in the text") for kind, count in dropped.items()]
    embeds = [Lost("script", f"shows something of {found.kind}; a link stands instead") for found in prepared.embeds]
    return SafeTree(root, (*lost, *embeds, *pixels))


def blocks_of(root: Tag) -> list[Tag]:
    """The blocks of a tree in order. Text between blocks becomes paragraphs; wrappers are opened."""
    blocks: list[Tag] = []
    inline: list[PageElement] = []

    def flush() -> None:
        if any(_shows(node) for node in inline):
            paragraph = Tag(name="p", builder=None, can_be_empty_element=False)
            for node in inline:
                paragraph.append(node.extract())
            blocks.append(paragraph)
        inline.clear()

    for node in list(root.children):
        if not is_block(node):
            inline.append(node)
            continue
        flush()
        assert isinstance(node, Tag)  # noqa: S101 (only an element is a block)
        if node.name in _WRAPPERS or (node.name in ("p", "a") and _holds_block(node)):
            blocks += blocks_of(node)
        elif _shows(node):
            blocks.append(node)
    flush()
    return blocks


def is_block(node: PageElement) -> bool:
    """True for an element that begins a new block, or an inline element around one."""
    return isinstance(node, Tag) and (node.name in _BLOCKS or (node.name in ("a", "span") and _holds_block(node)))


def _holds_block(node: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name in _BLOCKS for child in node.descendants)


def _shows(node: PageElement) -> bool:
    if isinstance(node, NavigableString):
        return bool(node.strip(" \t\r\n"))
    if not isinstance(node, Tag):
        return False
    shown = ("img", "iframe", "audio", "video", "hr", "table")
    return node.name in shown or bool(node.get_text().strip(" \t\r\n")) or node.find(shown) is not None


def _pixels(root: BeautifulSoup) -> Iterator[Lost]:
    """Removes pictures of one pixel, which count readers."""
    for image in root.find_all("img"):
        size = {str(image.get(name, "")).strip().removesuffix("px") for name in ("width", "height")}
        if size <= {"0", "1"} and len(size) > 0 and "" not in size:
            yield Lost("tracking picture", shortened(str(image.get("src", ""))))
            image.decompose()


def _simplified(root: BeautifulSoup) -> None:
    """Drops comments, attributes for the look, and elements that are nothing but their content."""
    for element in list(root.find_all(lambda _: True)):
        language = code_language(element)
        is_note = NOTE in element.get_attribute_list("class")
        kept = {name: value for name, value in element.attrs.items() if name in _KEPT or name == "id"}
        if element.name not in ("td", "th"):
            kept.pop("style", None)
        element.attrs = kept
        if is_note:
            element["class"] = NOTE
        elif language:
            element["class"] = f"language-{language}"
        elif element.name in _PHRASES and not element.attrs.keys() & {"lang", "dir", "title", "id"}:
            element.unwrap()
    root.smooth()


_LANGUAGE = re.compile(
    r"(?:language|lang|brush|src|highlight-source)[-:]\s*([\w+#.-]+)|(?:sourceCode|highlight)\s+(\w+)"
)


def code_language(element: Tag) -> str:
    """The language that the classes of `pre` or `code` name; empty if none."""
    if element.name not in ("pre", "code"):
        return ""
    found = _LANGUAGE.search(" ".join(map(str, element.get_attribute_list("class"))))
    return (found[1] or found[2]).strip(";").lower() if found else ""


def _word(kind: str) -> str:
    return f"link to {kind}" if kind.endswith(":") else kind or "broken link"
