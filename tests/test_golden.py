"""One small site whose every byte was looked at once. `make golden` writes it anew; review the difference."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.reading.edition import Edition

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = GOLDEN / "expected"


def test_the_golden_site_is_as_it_was_reviewed(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    output = tmp_path / "out"
    build(BuildRequest(tmp_path / "site", output, Edition(drafts=False, now=datetime(2026, 1, 1, tzinfo=UTC))))
    if "TAGARCHIVE_GOLDEN" in os.environ:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(output, EXPECTED)
    assert tree(output) == tree(EXPECTED)


def tree(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8", "backslashreplace") for file in files}
