"""References of Nikola: `link://slug/x`, `link://filename/x` and the role `doc`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

from tagarchive.core import urls
from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.files import joined
from tagarchive.importing.markdown.link_targets import Reference, with_targets

_LINK = re.compile(r"link://(?P<kind>\w+)(?:/(?P<name>[^#]*))?(?:#(?P<fragment>.*))?")
_IN_HTML = re.compile(r"""(?P<before>\b(?:href|src)\s*=\s*(?P<quote>["']))(?P<target>[^"'<>]*)(?P=quote)""")
_DOC = re.compile(r"(?P<words>.*?)\s*<(?P<slug>[^<>]+)>", re.DOTALL)


class Slugs(NamedTuple):
    """Targets of links by slug and by name of a file.

    Attributes:
        paths: path of the text with each slug, the first by path; with its language before it, as in `de:slug`
        titles: title of each text by path
        names: paths of the texts

    """

    paths: Mapping[str, str]
    titles: Mapping[str, str]
    names: frozenset[str]


def led(target: str, path: str, slugs: Slugs) -> str:
    """Replacement of a reference in the text at `path`: `origin:` for a text, an address of the new site, or itself."""
    found = _LINK.fullmatch(target.strip())
    if found is None:
        return target
    kind, name = found["kind"], unquote(unescape(found["name"] or "")).strip("/")
    fragment = f"#{found['fragment']}" if found["fragment"] else ""
    if kind == "slug":
        return f"origin:{quote(slugs.paths.get(posixpath.basename(name)) or name)}{fragment}"
    if kind == "filename":
        place = next((one for one in (name, joined(path, name)) if one in slugs.names), name)
        return f"origin:{quote(place)}{fragment}"
    address = _address(kind, name)
    return f"site:{address}" if address else target


def _address(kind: str, name: str) -> str:
    """The address of the new site for a page of the old one that lists texts; empty if there is none."""
    match kind:
        case "tag" | "category":
            return urls.tag(slugify(name))
        case "author":
            return urls.author(slugify(name))
        case "archive":
            return urls.period(name[:4]) if re.match(r"\d{4}", name) else urls.YEARS
        case "tag_index" | "category_index":
            return urls.TAGS
        case "root" | "index":
            return urls.HOME
    return ""


def led_in_markdown(text: str, path: str, slugs: Slugs) -> str:
    """A Markdown text with its references led to where they are now."""
    return with_targets(text, lambda target: Reference(led(target, path, slugs)))


def led_in_html(html: str, path: str, slugs: Slugs) -> str:
    """HTML with its references led to where they are now."""

    def changed(found: re.Match[str]) -> str:
        return f"{found['before']}{escape(led(unescape(found['target']), path, slugs))}{found['quote']}"

    return _IN_HTML.sub(changed, html)


def doc_link(text: str, words: str, slugs: Slugs) -> tuple[str, str] | None:
    """Target and words of a link of the kind `doc`: a slug, or words with a slug in angle brackets. None if unknown."""
    named = _DOC.fullmatch(text)
    name, _, fragment = (named["slug"] if named else text).strip().partition("#")
    place = slugs.paths.get(posixpath.basename(name))
    if place is None:
        return None
    shown = words or (named["words"] if named else "") or slugs.titles.get(place) or name
    return f"origin:{quote(place)}" + (f"#{fragment}" if fragment else ""), shown
