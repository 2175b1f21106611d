"""References of Pelican: `{filename}x`, `{static}x`, `{tag}x` and their older forms with bars."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote

from tagarchive.core import urls
from tagarchive.core.slugs import slugify
from tagarchive.importing.files import joined
from tagarchive.importing.markdown_links import with_targets
from tagarchive.importing.references import Reference

_WHAT = re.compile(
    r"\s*(?:\{|%7B|\|)(?P<what>filename|static|attach|category|tag|author|index)(?:\}|%7D|\|)(?P<path>.*)", re.IGNORECASE
)
_IN_HTML = re.compile(r"""(?P<before>\b(?:href|src|poster|data)\s*=\s*(?P<quote>["']))(?P<target>[^"'<>]*)(?P=quote)""")

Texts = Callable[[str], bool]
"""True for the path of a text below the folder of the site's texts."""


def led(target: str, path: str, is_text: Texts) -> str:
    """What a reference in the text at `path` becomes; the paths are below the folder of the site's texts.

    References to texts become `origin:`, those to tags, authors and the index addresses of the new site, and those to
    files `{static}` with a path from the folder of texts.
    """
    found = _WHAT.fullmatch(target)
    if found is None:
        return target
    what, written = found["what"].lower(), found["path"]
    match what:
        case "category" | "tag":
            return f"site:{urls.tag(slugify(unquote(written)))}"
        case "author":
            return f"site:{urls.author(slugify(unquote(written)))}"
        case "index":
            return f"site:{urls.HOME}"
    name, _, fragment = written.partition("#")
    place = _place(unquote(unescape(name)), path)
    if what != "filename" or not is_text(place):
        return f"{{static}}/{quote(place)}"
    return f"origin:{quote(place)}" + (f"#{fragment}" if fragment else "")


def static_path(reference: str) -> str:
    """The path of a file that a reference with `{static}` names; empty for other references."""
    found = _WHAT.fullmatch(reference)
    return unquote(found["path"]).lstrip("/").partition("?")[0] if found else ""


def _place(name: str, path: str) -> str:
    return posixpath.normpath(name.lstrip("/")) if name.startswith("/") else joined(path, name)


def led_in_markdown(text: str, path: str, is_text: Texts) -> str:
    """A Markdown text with its references led to where they are now."""
    return with_targets(text, lambda target: Reference(led(target, path, is_text)))


def led_in_html(html: str, path: str, is_text: Texts) -> str:
    """HTML with its references led to where they are now."""

    def changed(found: re.Match[str]) -> str:
        return f"{found['before']}{escape(led(unescape(found['target']), path, is_text))}{found['quote']}"

    return _IN_HTML.sub(changed, html)
