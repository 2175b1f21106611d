"""Ids of headings that other generators make otherwise than this one: links to them go on working."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from tagarchive.core.slugs import slugify
from tagarchive.importing.generators.calls import inline_html
from tagarchive.importing.generators.markdown_text import Heading, headings
from tagarchive.importing.texts import line_of_html

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
"""How generators make an id: github-slugger and goldmark, kramdown, Zola, markdown-it-anchor, and slugify of npm."""


def fragments(texts: Iterable[str]) -> frozenset[str]:
    """The fragments of links in texts, decoded."""
    return frozenset(unquote(found) for text in texts if "#" in text for found in _FRAGMENT.findall(text))


def with_old_ids(text: str, wanted: frozenset[str]) -> str:
    """A text with an anchor before each heading whose old id is wanted and is not its new one."""
    if not wanted:
        return text
    found = headings(text)
    own, given = _new_ids([heading.words for heading in found])
    taken = {*own, *given}
    numbers: list[dict[str, int]] = [{} for _ in _MAKERS]
    pieces, done = [], 0
    for heading, id_, is_given in zip(found, own, given, strict=True):
        words = _plain(heading.words)
        old = {_numbered(make(words), seen) for make, seen in zip(_MAKERS, numbers, strict=True)}
        missing = sorted((old & wanted) - taken) if not is_given and id_ else []
        if missing:
            pieces += [text[done : heading.start], "".join(f'<a id="{name}"></a>' for name in missing), "\n\n"]
            done = heading.start
            taken.update(missing)
    return "".join([*pieces, text[done:]])


def headings_by_id(text: str) -> dict[str, Heading]:
    """The headings of a text by the ids that our renderer gives them."""
    found = headings(text)
    return dict(zip(_new_ids([heading.words for heading in found])[0], found, strict=True))


def _new_ids(words: list[str]) -> tuple[list[str], list[str]]:
    """The ids that our renderer gives to headings, and those that are written in braces, empty where none is."""
    given = [found["id"] if (found := _GIVEN.search(text)) else "" for text in words]
    ids: list[str] = []
    seen: dict[str, int] = {}
    for text, name in zip(words, given, strict=True):
        slug = str(slugify(_plain(text)))
        id_ = name or slug
        while not name and (id_ in ids or id_ in given):
            seen[slug] = seen.get(slug, 0) + 1
            id_ = f"{slug}-{seen[slug]}"
        ids.append(id_)
    return ids, given


def _plain(words: str) -> str:
    return line_of_html(inline_html(_GIVEN.sub("", words))) if words else ""


def _numbered(name: str, seen: dict[str, int]) -> str:
    """An id as generators number it: the second one gets `-1`."""
    number = seen.get(name, -1) + 1
    seen[name] = number
    return f"{name}-{number}" if number else name
