"""Real articles: every site in the folder that TAGARCHIVE_CORPORA names is built, where it is set.

Of each a third, or all of it if `TAGARCHIVE_EXAMPLES` is set.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.reading.edition import Edition

CORPORA = sorted(path.parent for path in Path(os.environ.get("TAGARCHIVE_CORPORA", "/nonexistent")).glob("*/site.toml"))


SHARE = 1 if "TAGARCHIVE_EXAMPLES" in os.environ else 3
"""One of how many articles is built."""

FEEDS = 20
"""One of how many feeds is read as readers read it; all are well-formed."""


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_a_corpus_builds_whole(corpus: Path, tmp_path: Path) -> None:
    site, output = tmp_path / "site", tmp_path / "out"
    shutil.copytree(corpus, site, ignore=shutil.ignore_patterns(".tagarchive"))
    articles = sorted((site / "content").rglob("*.md"))
    for number, article in enumerate(articles):
        if number % SHARE:
            article.unlink()
    report = build(BuildRequest(site, output, Edition(drafts=False, now=datetime(2026, 1, 1, tzinfo=UTC)), jobs=2))
    assert report.articles == len(articles[::SHARE])
    assert report.pages == sum(file.name != "bookmarks.html" for file in output.rglob("*.html"))
    for number, feed in enumerate(sorted(output.rglob("feed.xml"))):
        assert etree.parse(feed).getroot().tag == "rss"
        if number % FEEDS == 0:
            assert not feedparser.parse(feed.read_bytes()).bozo, feed
