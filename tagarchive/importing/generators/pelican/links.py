"""References of Pelican: `{filename}x`, `{static}x`, `{tag}x` and their older forms with bars."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

from tagarchive.core import urls
from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.files import joined
from tagarchive.importing.markdown.link_targets import Reference, with_targets

_WHAT = re.compile(
    r"\s*(?:\{|%7B|\|)(?P<what>filename|static|attach|category|tag|author|index)(?:\}|%7D|\|)(?P<path>.*)",
    re.IGNORECASE,
)
_IN_HTML = re.compile(r"""(?P<before>\b(?:href|src|poster|data)\s*=\s*(?P<quote>["']))(?P<target>[^"'<>]*)(?P=quote)""")


class Texts(NamedTuple):
    """The texts of a site.

    Attributes:
        root: folder of the texts, with a slash at its end; empty if it is the input itself
        names: paths of the texts in the input

    """

    root: str
    names: frozenset[str]


def led(target: str, path: str, texts: Texts) -> str:
    """Replacement of a reference in the text at `path`.

    References to texts become `origin:`, those to tags, authors and the index addresses of the new site, and those to
    files `{static}` with a path in the input.
    """
    found = _WHAT.fullmatch(target)
    if found is None:
        return _led_path(target, path, texts)
    what, written = found["what"].lower(), found["path"]
    match what:
        case "category" | "tag":
            return f"site:{urls.tag(slugify(unquote(written)))}"
        case "author":
            return f"site:{urls.author(slugify(unquote(written)))}"
        case "index":
            return f"site:{urls.HOME}"
    name, _, fragment = written.partition("#")
    place = _place(unquote(unescape(name)), path, texts)
    if what != "filename" or place not in texts.names:
        return f"{{static}}{quote(place)}"
    return f"origin:{quote(place)}" + (f"#{fragment}" if fragment else "")


def _led_path(target: str, path: str, texts: Texts) -> str:
    """A plain path to the file of a text, which is no address of the old site."""
    name, _, fragment = target.partition("#")
    place = _place(unquote(name), path, texts) if name and ":" not in name else ""
    return f"origin:{quote(place)}" + (f"#{fragment}" if fragment else "") if place in texts.names else target


def static_path(reference: str) -> str:
    """The path in the input that a reference with `{static}` names; empty for other references."""
    found = _WHAT.fullmatch(reference)
    return unquote(found["path"]).partition("?")[0].partition("#")[0] if found else ""


def _place(name: str, path: str, texts: Texts) -> str:
    return posixpath.normpath(texts.root + name.lstrip("/")) if name.startswith("/") else joined(path, name)


def led_in_markdown(text: str, path: str, texts: Texts) -> str:
    """A Markdown text with its references led to where they are now."""
    return with_targets(text, lambda target: Reference(led(target, path, texts)))


def led_in_html(html: str, path: str, texts: Texts) -> str:
    """HTML with its references led to where they are now."""

    def changed(found: re.Match[str]) -> str:
        return f"{found['before']}{escape(led(unescape(found['target']), path, texts))}{found['quote']}"

    return _IN_HTML.sub(changed, html)
