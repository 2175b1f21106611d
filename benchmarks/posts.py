"""Posts of a corpus as plain paragraphs, parted so that each is about as long as a news story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tagarchive.reading import front_matter
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.plain_text import paragraphs

LONGEST, SHORTEST = 640, 100
"""A post with more words than `LONGEST` is parted; what has fewer than `SHORTEST` is left out."""


class Post(NamedTuple):
    """A text of a corpus.

    Attributes:
        name: name of its file, with the number of its part
        family: name of its file
        paragraphs: its text

    """

    name: str
    family: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def posts_of(corpus: Path, *, parted: bool = True) -> list[Post]:
    """The texts of the articles below a folder, by name."""
    parser = BodyParser(ParseOptions())
    return [
        post
        for file in sorted(corpus.rglob("*.md"))
        for post in _parts(file.stem, paragraphs_of(file.read_text(), parser), parted=parted)
    ]


def paragraphs_of(document: str, parser: BodyParser) -> tuple[str, ...]:
    """The paragraphs of an article with front matter."""
    return paragraphs(parser.html(front_matter.split(document, "a.md").text, "a.md"))


def _parts(name: str, paragraphs: tuple[str, ...], *, parted: bool) -> Iterator[Post]:
    total = sum(map(_length, paragraphs))
    wanted = max(1, round(total / LONGEST + 0.5)) if parted else 1
    parts: list[list[str]] = [[] for _ in range(wanted)]
    done = 0
    for paragraph in paragraphs:
        parts[min(done * wanted // max(total, 1), wanted - 1)].append(paragraph)
        done += _length(paragraph)
    for number, part in enumerate(parts, 1):
        if sum(map(_length, part)) >= SHORTEST:
            yield Post(f"{name}-{number}", name, tuple(part))


def _length(text: str) -> int:
    return len(text.split())
