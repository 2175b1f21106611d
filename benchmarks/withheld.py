"""Sentences of a site in its output, when only excerpts or headlines may be shown: there should be none.

Run it as `python -m benchmarks.withheld SITE`, with `--part link` for headlines alone. With `--part full` every
sentence should be found, which shows that the search works. A copy of the site is built with
lists, feeds and feed archives as full as they can be. Sentences that stand also in a summary, a headline or another
text that may be shown are counted apart.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_plus

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.core.dates import zone_named
from tagarchive.reading import front_matter
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import front_matter_kinds
from tagarchive.reading.front_matter import ArticleFields
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.plain_text import plain_text

LEAST = 4
"""Number of words from which a sentence is looked for. Shorter ones stand in many texts."""

_CONFIG = """title = "{title}"
base_url = "https://archive.example/"
[articles]
republish = "{part}"
contents_from = 1
[archive]
show = "full"
[feeds]
archive = "all"
"""
_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|blockquote|pre|td|th|figcaption|dt|dd|div)\b[^>]*>|<br>")
_ATTRIBUTE = re.compile(r' (?:alt|title|src|href)="([^"]{3,})"')
_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"\w+|\0")

Words = tuple[str, ...]


class Told(NamedTuple):
    """An article, by what it says.

    Attributes:
        shown: words of what may be shown of it
        sentences: its sentences, headings, cells, alternative texts and addresses, as words

    """

    shown: Words
    sentences: frozenset[Words]


def told(file: Path, parser: BodyParser, part: str) -> Told:
    matter = front_matter.split(file.read_text(), file.name)
    fields = front_matter.read(ArticleFields, matter, front_matter_kinds(zone_named("UTC")))
    html = parser.html(matter.text, file.name)
    blocks = [plain_text(block) for block in _BLOCK.split(html)]
    texts = [*(sentence for block in blocks for sentence in _END.split(block)), *_ATTRIBUTE.findall(html)]
    slug = fields.slug.text if fields.slug else file.stem
    # The slug stands in the address, and in the guid after the day. Some lists have all tags in one line.
    tags = " ".join(tag.text for tag in fields.tags)
    shown = [fields.title, tags, *fields.authors, f"{fields.date.day} {slug}"]
    shown += [fields.summary] if part == "excerpt" else []
    shown += [fields.source.url] if fields.source and fields.source.url else []
    found = frozenset(words for text in texts if len(words := words_of(unescape(text))) >= LEAST)
    return Told(words_of("\0".join(shown)), found)


def words_of(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))


def forms(data: bytes) -> Iterator[Words]:
    """The words of a file in every form in which a text may stand in it: in tags and out, escaped and not."""
    text = data.decode("utf-8", "replace")
    for _ in range(3):
        yield words_of(text)
        yield words_of(_TAG.sub("\0", _INLINE.sub("", text)))
        yield words_of(unquote_plus(text))
        text = (
            unescape(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)).replace('\\"', '"').replace("\\n", "\n")
        )


def found_in(texts: Iterable[Words], sentences: Mapping[Words, set[Words]]) -> set[Words]:
    """The sentences that stand in some texts. `sentences` are grouped by their first words."""
    found = set()
    for words in texts:
        for place in range(len(words) - LEAST + 1):
            for sentence in sentences.get(words[place : place + LEAST], ()):
                if words[place : place + len(sentence)] == sentence:
                    found.add(sentence)
    return found


def by_start(sentences: Iterable[Words]) -> dict[Words, set[Words]]:
    starts = defaultdict(set)
    for sentence in sentences:
        starts[sentence[:LEAST]].add(sentence)
    return starts


def built(site: Path, folder: Path, part: str) -> Path:
    """The output of a copy of a site that withholds all but a part of each article."""
    copy, output = folder / "site", folder / "out"
    shutil.copytree(site / "content", copy / "content")
    title = tomllib.loads((site / "site.toml").read_text()).get("title", "")
    (copy / "site.toml").write_text(_CONFIG.format(title=title, part=part))
    build(BuildRequest(copy, output, Edition(drafts=False, now=datetime.now(UTC))))
    return output


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("site", type=Path, help="folder of a site")
    options.add_argument("--part", choices=("full", "excerpt", "link"), default="excerpt", help="what may be shown")
    given = options.parse_args()
    parser = BodyParser(ParseOptions())
    articles = [told(file, parser, given.part) for file in sorted((given.site / "content").rglob("*.md"))]
    sentences = {sentence for article in articles for sentence in article.sentences}
    starts = by_start(sentences)
    allowed = found_in((article.shown for article in articles), starts)
    with tempfile.TemporaryDirectory() as folder:
        files = [file for file in built(given.site, Path(folder), given.part).rglob("*") if file.is_file()]
        hits = found_in((words for file in files for words in forms(file.read_bytes())), starts)
        size = sum(file.stat().st_size for file in files)
    leaked = sorted(hits - allowed) if given.part != "full" else []
    print(f"{len(articles):,} articles, {len(sentences):,} sentences of {LEAST} words or more")
    print(f"{len(files):,} files of {size / 1e6:.1f} MB with only `{given.part}` allowed")
    print(
        f"{len(hits):,} sentences found, {len(hits & allowed):,} of them in what may be shown, {len(leaked):,} leaked"
    )
    for sentence in leaked[:20]:
        print("  ", *sentence)
    return 1 if leaked else 0


if __name__ == "__main__":
    sys.exit(main())
