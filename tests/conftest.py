"""Sites as strings: a test writes a site, builds it, and looks at the files that came out."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from quick import make_builds_quick
from web_server import Server, serving

from tagarchive.build.build import build
from tagarchive.build.published_manifest import NAME
from tagarchive.build.report import BuildRequest, Report
from tagarchive.core.errors import Problem, SiteError
from tagarchive.reading.edition import Edition

pytest.register_assert_rewrite("deploy_places", "deploying", "editing_machine", "served")

pytest_plugins = ["deploy_fixtures"]

NOW = datetime(2026, 1, 1, tzinfo=UTC)

CONFIG = 'title = "Desk"\nbase_url = "https://desk.example/"\n'


def examples(few: int) -> int:
    """How many examples a property is tried with: a few, or as many as `TAGARCHIVE_EXAMPLES` says."""
    return int(os.environ.get("TAGARCHIVE_EXAMPLES", few))


# No deadline: a machine that is busy with something else is no fault.
settings.register_profile("suite", max_examples=examples(30), deadline=None)
settings.load_profile("suite")


def pytest_configure() -> None:
    # The package is started more than a hundred times, and starts sooner where it is compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    caches = os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, caches, ignore_errors=True)
    make_builds_quick()


class Told(str):
    """A problem or a notice: its place and its code, such as "content/a.md:3:7: bad-value", and what it says."""

    __slots__ = ("code", "hint", "message")

    code: str
    message: str
    hint: str

    def __new__(cls, problem: Problem) -> Self:
        new = super().__new__(cls, f"{problem.where}: {problem.code}")
        new.code, new.message, new.hint = problem.code, problem.message, problem.hint
        return new


def told(problems: Iterable[Problem]) -> list[Told]:
    return list(map(Told, problems))


def told_in(printed: str) -> list[str]:
    """The place and the code of each problem and notice that a command prints."""
    found = re.findall(r"^(?:  )?(\S.*?): .+ \[([\w-]+)\]$", printed, re.MULTILINE)
    return [f"{place}: {code}" for place, code in found]


class Site:
    """A site in a folder of its own, and what its builds made."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.output = folder / "out"
        (self.root / "content").mkdir(parents=True)
        self.write(f"-- site.toml --\n{CONFIG}")

    def write(self, files: str) -> Site:
        """Writes files given as `-- path --` lines, each followed by its text."""
        for path, text in re.findall(r"^-- (.+?) --\n(.*?)(?=^-- .+? --\n|\Z)", files, re.MULTILINE | re.DOTALL):
            self.put(path, text.encode())
        return self

    def put(self, path: str, data: bytes) -> Site:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return self

    def article(self, name: str, title: str = "", **keys: str) -> Site:
        """Writes an article with a title and a date, and other front matter as it is given."""
        body = keys.pop("body", "Text.")
        matter = {"title": title or name, "date": "2021-01-01"} | keys
        lines = "".join(f"{key}: {value}\n" for key, value in matter.items())
        return self.put(f"content/{name}.md", f"---\n{lines}---\n{body}\n".encode())

    def delete(self, path: str) -> Site:
        (self.root / path).unlink()
        return self

    def build(
        self, *, drafts: bool = False, jobs: int = 1, now: datetime = NOW, future: bool = False, **options: Any
    ) -> dict[str, bytes]:
        """Builds and publishes; every published file by its path. `options` are further ones of a `Request`."""
        self.report: Report = build(BuildRequest(self.root, self.output, Edition(drafts, now, future), jobs, **options))
        return self.published()

    def published(self) -> dict[str, bytes]:
        """Every published file by its path, but for the manifest."""
        files = (file for file in sorted(self.output.rglob("*")) if file.is_file() and file.name != NAME)
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in files}

    def page(self, path: str) -> str:
        """One published page, after a build."""
        return self.build()[path].decode()

    def problems(self, **options: Any) -> list[Told]:
        """What a build says of a site that can't be built."""
        with pytest.raises(SiteError) as caught:
            self.build(**options)
        return told(caught.value.problems)

    def notices(self) -> list[Told]:
        """What a build says needs attention."""
        self.build()
        return told(self.report.notices)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site with a title and a base URL."""
    return Site(tmp_path)


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on this machine, without pages."""
    with serving() as made:
        yield made


@pytest.fixture
def new_site(tmp_path: Path) -> Callable[[str], Site]:
    """For tests that need several sites."""

    def make(name: str) -> Site:
        folder = tmp_path / name
        folder.mkdir()
        return Site(folder)

    return make


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one module. While it runs, nothing else in the process may run an event loop."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    assert path, "no Chromium found: install one, or name it (CHROMIUM=/path/to/chromium make test)"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--in-process-gpu", *quiet]
        )
        yield started
        started.close()
