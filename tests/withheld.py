"""An article with everything that can be withheld, each part with a word of its own, and the search for these words."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from conftest import Site

FULL = """
title = "Desk"
base_url = "https://desk.example/"
[archive]
show = "full"
[feeds]
archive = "all"
[articles]
contents_from = 1
[search]
engine = "pagefind"
[html]
embed_hosts = ["player.vimeo.com"]
"""
"""A site that shows as much as it can of each article."""

MATTER = {
    "authors": "[Ann]",
    "image": "[{src: Hushed01.svg, alt: Alt hushed02, caption: Caption hushed03, credit: Credit hushed04},"
    " {src: hushed05.svg, alt: Alt hushed06, caption: Caption hushed07},"
    " {src: 'https://pictures.example/hushed08.png', alt: Alt hushed09}]",
    "key_points": "[Point hushed10]",
    "dateline": "{place: PLACE hushed11, agency: Agency hushed12, date: Day hushed13}",
    "credits": "[{role: Editor, names: [Name hushed14]}, {role: Role hushed15, names: [Name hushed16]}]",
    "films": "[{title: Film hushed17, url: 'https://film.example/hushed18', poster: hushed19.svg, seconds: 62}]",
}
BODY = """First hushed20 sentence, with *emphasis hushed21*.

A [link hushed22](https://elsewhere.example/hushed23 "title hushed24").

## Heading hushed25

![Alt hushed26](hushed27.svg "title hushed28") and [a file hushed29](hushed30.csv).

![Remote hushed31](https://pictures.example/hushed32.png)

| Head hushed33 | Other |
|---|---|
| Cell hushed34 | Other |

    code hushed35

Footnote[^1]. <audio src="hushed36.mp3"></audio> <audio src="https://sounds.example/hushed37.mp3"></audio>

<iframe src="https://player.vimeo.com/hushed38" title="Player hushed39" data-poster="hushed40.svg"></iframe>

[^1]: Note hushed41.

"""
WORDS = frozenset(f"hushed{number:02}" for number in range(1, 42)) | {"hushedfile"}
PICTURES = ("Hushed01", "hushed05", "hushed19", "hushed27", "hushed40")
OTHERS = ("hushed30.csv", "hushed36.mp3")
MINUTES = "minutes to read"


def with_files(site: Site) -> Site:
    """Writes the files that the article shows or links to, each with a word in it."""
    for name in PICTURES:
        site.put(f"content/{name}.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><title>hushedfile</title></svg>')
    for name in OTHERS:
        site.put(f"content/{name}", b"hushedfile")
    return site


TEXT = "Word after word. " * 200
"""More than two minutes of text."""


def everything(site: Site, name: str, **keys: str) -> Site:
    """Writes an article that has all parts."""
    return site.article(name, **({"title": f"Headline {name}", "tags": "[Border]"} | MATTER | keys), body=BODY + TEXT)


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder by its path, in all the forms in which a text may be hidden in it."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): "\n".join(_forms(file.read_bytes())) for file in files}


def _forms(data: bytes) -> Iterator[str]:
    text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8", "replace")
    for _ in range(2):
        # HTML stands in JSON, and URLs in HTML.
        yield text
        plain = unescape(_ESCAPED.sub(_character, text))
        yield unquote(plain)
        text = plain


_ESCAPED = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')


def _character(escaped: re.Match[str]) -> str:
    return str(json.loads(f'"{escaped[0]}"'))


def found(files: dict[str, str], words: Iterable[str]) -> dict[str, list[str]]:
    """The paths of the files that hold each word, in their text or their path; words that none holds are left out."""
    folded = {path: f"{path}\n{text}".casefold() for path, text in files.items()}
    places = {word: [path for path, text in folded.items() if word.casefold() in text] for word in words}
    return {word: paths for word, paths in places.items() if paths}
