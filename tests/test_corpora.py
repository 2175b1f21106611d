"""Real articles: every site in the folder that TAGARCHIVE_CORPORA names is built, where it is set."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.reading.edition import Edition

CORPORA = sorted(path.parent for path in Path(os.environ.get("TAGARCHIVE_CORPORA", "/nonexistent")).glob("*/site.toml"))


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.name)
def test_a_corpus_builds_whole(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus, tmp_path / "site", ignore=shutil.ignore_patterns(".tagarchive"))
    output = tmp_path / "out"
    report = build(
        BuildRequest(tmp_path / "site", output, Edition(drafts=False, now=datetime(2026, 1, 1, tzinfo=UTC)), jobs=2)
    )
    assert report.articles == len(list((corpus / "content").rglob("*.md")))
    assert report.pages == sum(file.name != "bookmarks.html" for file in output.rglob("*.html"))
    for feed in output.rglob("feed.xml"):
        assert not feedparser.parse(feed.read_bytes()).bozo, feed
