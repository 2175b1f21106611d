"""Ids of headings that other generators make otherwise than this one: links to them go on working."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import unquote

from tagarchive.core.slugs import slugify
from tagarchive.importing.generators.calls import inline_html
from tagarchive.importing.generators.markdown_text import Heading, headings
from tagarchive.importing.inputs.texts import line_of_html

_FRAGMENT = re.compile(r"#([^\s)\"'<>\]}|]{1,200})")
_GIVEN = re.compile(r"\s*\{#(?P<id>[^\s}]+)[^}]*\}\s*$")


def _github(text: str) -> str:
    kept = "".join(c for c in text.lower() if c.isalnum() or c in "-_ " or unicodedata.category(c)[0] == "M")
    return kept.replace(" ", "-")


def _kramdown(text: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", re.sub(r"^[^a-z]+", "", text.lower())).replace(" ", "-") or "section"


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _encoded(text: str) -> str:
    return re.sub(r"\s+", "-", text.strip().lower())


def _with_and(text: str) -> str:
    return _ascii(text.replace("&", " and ").replace("'", "").replace("\u2019", ""))


_MAKERS: tuple[Callable[[str], str], ...] = (_github, _kramdown, _ascii, _encoded, _with_and)
"""Functions that make an id as github-slugger and goldmark, kramdown, Zola, markdown-it-anchor and npm slugify do."""


def fragments(texts: Iterable[str]) -> frozenset[str]:
    """The fragments of links in texts, decoded."""
    return frozenset(unquote(found) for text in texts if "#" in text for found in _FRAGMENT.findall(text))


def with_old_ids(text: str, wanted: frozenset[str]) -> str:
    """A text with an anchor before each heading whose old id is wanted and is not its new one."""
    found = headings(text) if wanted else []
    if not found:
        return text
    words = [_plain(heading.words) for heading in found]
    given = _given_ids(found)
    taken = {*_new_ids(words, given), *given}
    numbers: list[dict[str, int]] = [{} for _ in _MAKERS]
    pieces, done = [], 0
    for heading, plain, own in zip(found, words, given, strict=True):
        old = {_numbered(make(plain), seen) for make, seen in zip(_MAKERS, numbers, strict=True)}
        missing = sorted((old & wanted) - taken) if plain and not own else []
        if missing:
            pieces += [text[done : heading.start], "".join(f'<a id="{escape(name)}"></a>' for name in missing), "\n\n"]
            done = heading.start
            taken.update(missing)
    return "".join([*pieces, text[done:]])


def headings_by_id(text: str) -> dict[str, Heading]:
    """The headings of a text by the ids that our renderer gives them."""
    found = headings(text)
    ids = _new_ids([_plain(heading.words) for heading in found], _given_ids(found))
    return dict(zip(ids, found, strict=True))


def _given_ids(found: list[Heading]) -> list[str]:
    """The ids that are written in braces, empty where none is."""
    return [match["id"] if (match := _GIVEN.search(heading.words)) else "" for heading in found]


def _new_ids(words: list[str], given: list[str]) -> list[str]:
    """The ids that our renderer gives to headings with these words and these ids of their own."""
    ids: list[str] = []
    taken = set(given)
    seen: dict[str, int] = {}
    for text, own in zip(words, given, strict=True):
        slug = str(slugify(text))
        id_ = own or slug
        while not own and id_ in taken:
            seen[slug] = seen.get(slug, 0) + 1
            id_ = f"{slug}-{seen[slug]}"
        ids.append(id_)
        taken.add(id_)
    return ids


def _plain(words: str) -> str:
    return line_of_html(inline_html(_GIVEN.sub("", words))) if words else ""


def _numbered(name: str, seen: dict[str, int]) -> str:
    """An id as generators number it: the second one gets `-1`."""
    number = seen.get(name, -1) + 1
    seen[name] = number
    return f"{name}-{number}" if number else name
