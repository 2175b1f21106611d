"""New sites and new articles, ready to build."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.slugs import slugify
from tagarchive.reading.disk import CONTENT

_STARTER = Path(__file__).parent / "starter"
_TODAY = "{{ today }}"


def new_article(root: Path, title: str, tags: Sequence[str], now: datetime) -> Path:
    """Writes an article with the title and tags, dated now. Raises `SiteError` where it exists or can't be."""
    for option, text in (("TITLE", title), *(("--tag", tag) for tag in tags)):
        if not text.strip() or not text.isprintable():
            raise SiteError(Problem(Location(option), f"found {text!a}, expected a line of text"))
    file = root / CONTENT / f"{slugify(title)}.md"
    lines = [f"title: {_quoted(title)}", f"date: {now.isoformat(timespec='seconds')}"]
    lines += [f"tags: [{', '.join(map(_quoted, tags))}]"] if tags else []
    _write(root, {file: "\n".join(["---", *lines, "---", "", "Write here.", ""])})
    return file


def new_site(folder: Path, today: date) -> None:
    """Writes a small site that builds at once. Raises `SiteError` where a file of its would replace one."""
    starter = sorted(file for file in _STARTER.rglob("*") if file.is_file())
    texts = {
        folder / file.relative_to(_STARTER): file.read_text("utf-8").replace(_TODAY, today.isoformat())
        for file in starter
    }
    _write(folder, texts)


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)


def _write(root: Path, texts: dict[Path, str]) -> None:
    there = [file for file in texts if os.path.lexists(file)]
    if there:
        hint = "nothing was written; choose another name, or edit that file"
        raise SiteError(*(Problem(Location(_shown(file, root)), "found a file, expected none", hint) for file in there))
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Made anew: a link that leads nowhere yet would be followed, out of the site.
            with file.open("x", encoding="utf-8", newline="\n") as made:
                made.write(text)
        except OSError as error:
            what = f"found that it can't be written: {error.strerror}"
            raise SiteError(
                Problem(Location(str(file)), what, "name another folder, or mend its permissions")
            ) from error


def _shown(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()
