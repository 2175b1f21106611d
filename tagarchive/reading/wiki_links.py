"""Links by the name of a file: `[[name]]` leads to the one text `name.md`, in whatever folder it is."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from tagarchive.core.slugs import slugify
from tagarchive.reading.text_files import bare

ANYWHERE = "**/"
"""First part of a path that names a file in any folder."""


def href_of(written: str) -> str:
    """The `href` for the percent-encoded inner part of a link, such as `name`, `folder/name` or `name#Heading`.

    A part with a folder is a path below `content/`. The folder may be left out.
    """
    name, _, heading = unquote(written).partition("#")
    fragment = f"#{quote(slugify(heading))}" if heading.strip() else ""
    return (quote(f"{ANYWHERE}{bare(name.strip())}.md", safe="/*") if name.strip() else "") + fragment


def written_form(href: str) -> str:
    """The start of a link as its author wrote it; other addresses stay as they are."""
    if not href.startswith(ANYWHERE):
        return href
    return "[[" + unquote(href.partition("#")[0]).removeprefix(ANYWHERE).removesuffix(".md")


def key(path: str) -> str:
    """The form of a path in any folder in which it is compared: without differences in case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def named(paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Paths of documents by each of their names: the name of the file, and its path below `content/`.

    Names end in `.md`, whatever the ending of the file. The name of an index is that of its folder.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        inner = bare(path.removeprefix("content/")).removesuffix("/index")
        for name in {inner, posixpath.basename(inner)}:
            found[key(f"{ANYWHERE}{name}.md")].append(path)
    return {name: tuple(of) for name, of in found.items()}
