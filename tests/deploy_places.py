"""Places of every kind to deploy to, and what lies there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import obstore
from conftest import CONFIG, Site
from deploy_servers import BUCKET, HOST, SshServer
from obstore.store import S3Store

from tagarchive.build.published_manifest import NAME

KINDS = ("folder", "rsync", "sftp", "s3", "git")
KINDS_BY_SERVER = ("rsync-ssh", "rsync-daemon", "git-ssh")
"""The same as `rsync` and `git`, by way of a server."""

S3_ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "key-of-tests", "AWS_SECRET_ACCESS_KEY": "secret-of-tests"}


class Place(NamedTuple):
    """A place to deploy to.

    Attributes:
        kind: one of `KINDS` and `KINDS_BY_SERVER`
        table: the keys of `[deploy.live]`
        files: what lies there, by path
        write: puts a file there that no deploy wrote
        environment: variables that a deploy there needs
        folder: the folder where it lies, if it is one

    """

    kind: str
    table: str
    files: Callable[[], dict[str, bytes]]
    write: Callable[[str, bytes], None]
    environment: dict[str, str]
    folder: Path = Path()

    def config(self, *lines: str) -> str:
        """The text of a `site.toml` that deploys there."""
        short = '[feeds]\nformats = ["rss"]\n[exports]\nenabled = false\n'
        return f"-- site.toml --\n{CONFIG}{short}[deploy.live]\n{self.table}" + "".join(f"{line}\n" for line in lines)

    def site(self) -> dict[str, bytes]:
        """What readers see: all but hidden files."""
        return {path: data for path, data in self.files().items() if not path.startswith(".")}

    def holds(self, site: Site) -> bool:
        """True if the place holds exactly what a build published, with its manifest."""
        files = self.files()
        files.pop(".nojekyll", None)
        return files == {**site.published(), NAME: (site.output / NAME).read_bytes()}


def place_of(kind: str, folder: Path, ssh: SshServer | None = None, url: str = "") -> Place:
    """A new place of a kind, at the SSH server or at the URL of another server that it needs."""
    there = folder / "there"
    if kind == "s3":
        return _bucket(folder, url)
    if kind.startswith("git"):
        bare = folder / "bare.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)  # noqa: S603, S607
        branch = f"git+ssh://{HOST}{bare}#pages" if ssh else f"git+file://{bare}#pages"
        environment = ssh.use() if ssh else {}
        return Place(kind, f'to = "{branch}"\n', lambda: _branch(bare), lambda *of: _commit(bare, *of), environment)
    to = {
        "folder": str(there),
        "rsync": f"rsync:{there}",
        "rsync-ssh": f"rsync:{HOST}:{there}",
        "rsync-daemon": f"{url}{there}",
        "sftp": f"sftp://{HOST}{there}/",
    }[kind]
    environment = ssh.use() if ssh else {}
    return Place(kind, f'to = "{to}"\n', lambda: _files(there), lambda *of: _write(there, *of), environment, there)


def needs_ssh(kind: str) -> bool:
    return kind.endswith("ssh") or kind == "sftp"


def _files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder. An empty folder counts as a file, since nothing is to be left."""
    found = {}
    for inner, folders, names in os.walk(folder):
        start = Path(inner).relative_to(folder)
        if not folders and not names and start.parts:
            found[f"{start.as_posix()}/"] = b""
        for name in names:
            with suppress(FileNotFoundError):  # A deploy that is under way may rename it.
                found[(start / name).as_posix()] = (Path(inner) / name).read_bytes()
    return found


def _write(folder: Path, path: str, data: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)


def _git(bare: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "--git-dir", str(bare), *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout  # noqa: S603


def _branch(bare: Path) -> dict[str, bytes]:
    if not _git(bare, "for-each-ref", "refs/heads/pages"):
        return {}
    commit = _git(bare, "rev-parse", "pages").decode().strip()
    names = _git(bare, "ls-tree", "-r", "-z", "--name-only", commit).decode().split("\0")[:-1]
    return {name: _git(bare, "cat-file", "blob", f"{commit}:{name}") for name in names}


def _commit(bare: Path, path: str, data: bytes) -> None:
    parent = "from refs/heads/pages^0\n" if _git(bare, "for-each-ref", "refs/heads/pages") else ""
    head = f"commit refs/heads/pages\ncommitter a <a@b> 1 +0000\ndata 0\n{parent}M 100644 inline {path}\n"
    _git(bare, "fast-import", "--quiet", given=head.encode() + b"data %d\n%s\n" % (len(data), data))


def bucket(prefix: str, url: str) -> S3Store:
    """The bucket of the server, below a prefix."""
    return S3Store(
        BUCKET,
        prefix=prefix,
        endpoint=url,
        region="us-east-1",
        access_key_id="key-of-tests",
        secret_access_key="secret-of-tests",  # noqa: S106 (a server of the test)
        client_options={"allow_http": True},
    )


def _bucket(folder: Path, url: str) -> Place:
    prefix = folder.name
    store = bucket(prefix, url)

    def files() -> dict[str, bytes]:
        paths = [one["path"] for batch in obstore.list(store) for one in batch]
        return {path: bytes(obstore.get(store, path).bytes()) for path in paths}

    def write(path: str, data: bytes) -> None:
        obstore.put(store, path, data)

    return Place("s3", f'to = "s3://{BUCKET}/{prefix}"\nendpoint = "{url}"\n', files, write, dict(S3_ENVIRONMENT))
