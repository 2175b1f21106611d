"""A branch of a git repository as a target: one commit for each deploy, which a push makes visible at once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tagarchive.core.urls import OutPath
from tagarchive.deploy.failures import failure
from tagarchive.deploy.programs import Ended, run, ssh_command
from tagarchive.deploy.target import Upload
from tagarchive.reading.deploy_options import BranchPlace

NO_JEKYLL = OutPath(".nojekyll")
"""An empty file that keeps GitHub Pages from changing what is published."""

_AUTHOR = "tagarchive deploy <deploy@localhost>"


class BranchTarget:
    """A branch. It is a context manager, which holds a repository of its own without the texts of the branch."""

    is_atomic = True

    def __init__(self, place: BranchPlace, timeout: int, moment: int) -> None:
        self.place = place
        self.timeout = timeout
        self.moment = moment
        self.head = ""

    def __enter__(self) -> Self:
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        with ExitStack() as failing:
            failing.callback(self.temporary.cleanup)
            self._git("init", "--quiet", "--bare", ".")
            self._git("remote", "add", "origin", self.place.url)
            self.head = self._fetched()
            self.commit = (self.folder / "commit").open("wb")
            failing.pop_all()
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.commit.close()
        self.temporary.cleanup()

    def _begin(self) -> None:
        """Writes the beginning of a commit in the format of git-fast-import(1)."""
        head = f"from {self.head}\n" if self.head else ""
        start = f"feature done\ncommit refs/heads/new\ncommitter {_AUTHOR} {self.moment} +0000\n"
        self.commit.write(start.encode() + _data(b"Deploy the site\n") + head.encode())
        self._write(NO_JEKYLL, b"")

    def _write(self, path: OutPath, data: bytes) -> None:
        self.commit.write(f"M 100644 inline {_quoted(path)}\n".encode() + _data(data))

    def _fetched(self) -> str:
        """The commit of the branch; empty if there is no such branch."""
        reference = f"refs/heads/{self.place.branch}"
        listed = self._git("ls-remote", "--exit-code", "origin", reference, accepted=(0, 2))
        if listed.code == 2:
            return ""
        # A host that can sends no contents of files; git asks for those that are read.
        self._git("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-tags", "origin", reference)
        return self._git("rev-parse", "FETCH_HEAD").output.decode().strip()

    def read(self, path: OutPath) -> bytes | None:
        if path not in self._listed(path):
            return None
        return self._git("cat-file", "blob", f"{self.head}:{path}").output

    def names(self, folder: str) -> list[str]:
        return [path.rpartition("/")[2] for path in self._listed(f"{folder}/" if folder else "")]

    def _listed(self, path: str) -> list[str]:
        if not self.head:
            return []
        listed = self._git("--literal-pathspecs", "ls-tree", "-z", "--name-only", self.head, *([path] if path else []))
        return listed.output.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def check(self, sent: Sequence[OutPath], removed: Sequence[OutPath]) -> None:
        """Leaves it to git, whose trees have no places outside."""

    def put(self, uploads: Sequence[Upload]) -> None:
        for upload in uploads:
            self._write(upload.path, upload.file.read_bytes())

    def remove(self, paths: Sequence[OutPath]) -> None:
        for path in paths:
            if path != NO_JEKYLL:
                self.commit.write(f"D {_quoted(path)}\n".encode())

    def finish(self) -> None:
        self.commit.write(b"done\n")
        self.commit.close()
        self._git("fast-import", "--quiet", "--done", given=self.folder / "commit")
        branch = f"refs/heads/{self.place.branch}"
        lease = f"--force-with-lease={branch}:{self.head}"
        self._git("push", "--quiet", "--porcelain", lease, "origin", f"refs/heads/new:{branch}")

    def _git(self, *arguments: str, given: bytes | Path = b"", accepted: Sequence[int] = (0,)) -> Ended:
        settings = ["-c", "http.lowSpeedLimit=1", "-c", f"http.lowSpeedTime={self.timeout}", "-c", "gc.auto=0"]
        environment = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": ssh_command("GIT_SSH_COMMAND", self.timeout),
            "GIT_DIR": str(self.folder),
        }
        ended = run(["git", *settings, *arguments], self.folder, given, environment)
        if ended.code not in accepted:
            raise failure(self.place.written, ended.errors + ended.output.decode("utf-8", "replace"))
        return ended


def _data(data: bytes) -> bytes:
    """Bytes as git-fast-import(1) reads them."""
    return b"data %d\n%s\n" % (len(data), data)


def _quoted(path: OutPath) -> str:
    """A path as git-fast-import(1) reads it: in quotes, with escapes for quotes and control characters."""
    return json.dumps(path, ensure_ascii=False)
