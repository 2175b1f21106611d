"""`[deploy.NAME]` of `site.toml` as a value, and the places that `to` can name."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote, urlsplit

import msgspec

from tagarchive.core.errors import ExpectedError
from tagarchive.reading.text_types import Line, WebUrl

A_PLACE = (
    "a folder such as ../mirror, rsync:user@host:/path/, sftp://user@host/path/, s3://bucket/prefix or "
    "git+ssh://host/repo.git#branch"
)
A_NAME = "a name of letters, digits, - and _, such as live"

_SECRET = "secrets never stand in site.toml: ssh takes keys from its agent, git from its credential helper"  # noqa: S105
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A place to deploy to.

    Attributes:
        written: the text of `to`

    """

    written: str


class FolderPlace(Place, frozen=True, kw_only=True):
    """A folder of this machine.

    Attributes:
        path: its path, absolute or relative to the folder of the site

    """

    path: str


class RsyncPlace(Place, frozen=True, kw_only=True):
    """A destination of rsync(1).

    Attributes:
        destination: the argument for rsync, ending in a slash

    """

    destination: str


class SftpPlace(Place, frozen=True, kw_only=True):
    """A folder of a host that ssh reaches.

    Attributes:
        user: name of the user; empty if the configuration of ssh names it
        host: name of the host, or an alias of the configuration of ssh
        port: port; 0 if the configuration of ssh names it
        path: path of the folder; one that starts with `~/` begins in the home folder of the user

    """

    user: str
    host: str
    port: int
    path: str


class BucketPlace(Place, frozen=True, kw_only=True):
    """A bucket of a host that speaks S3.

    Attributes:
        bucket: name of the bucket
        prefix: start of all keys, without slashes at its ends; empty for none

    """

    bucket: str
    prefix: str


class BranchPlace(Place, frozen=True, kw_only=True):
    """A branch of a git repository.

    Attributes:
        url: URL of the repository for git
        branch: name of the branch

    """

    url: str
    branch: str


TargetName = Annotated[str, "name of a target"]
DeployTimeout = Annotated[int, msgspec.Meta(ge=1, le=3600)]


class DeployOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[deploy.NAME]`: a place that `tagarchive deploy NAME` puts the published site."""

    to: Place
    """The place: a folder (`../mirror`), `rsync:user@host:/path/`, `sftp://user@host/path/`, `s3://bucket/prefix`, or a
    branch (`git+ssh://host/repo.git#gh-pages`, also `git+https` and `git+file`). No secrets: they come from ssh, from
    git, or from the environment."""
    compress: bool = False
    """Sends compressed copies beside texts (`index.html.gz` and `index.html.br`), for hosts that serve them in place of
    the file. In a bucket the files themselves are compressed (`Content-Encoding: gzip`)."""
    endpoint: WebUrl = WebUrl("")
    """URL of a host that speaks S3, such as `https://s3.example.org`; default: Amazon's."""
    region: Line = Line("")
    """Region of the bucket; default: that of the environment (`AWS_REGION`)."""
    timeout: DeployTimeout = 60
    """Number of seconds without an answer after which a deploy stops."""
    ping: bool = True
    """Pings the hub, if `[feeds]` names one. Turn it off for a copy that nobody follows."""

    def __post_init__(self) -> None:
        if not isinstance(self.to, BucketPlace) and (self.endpoint or self.region):
            raise ExpectedError("`endpoint` and `region` with s3://bucket only", "delete them, or correct `to`")
        if isinstance(self.to, BranchPlace) and self.compress:
            raise ExpectedError("no `compress` with a branch", "hosts of branches compress what they serve")


def target_name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text):
        raise ValueError(A_NAME)
    return text


def place(text: str) -> Place:
    """The place that `to` names. Raises `ExpectedError`, which shows no secret, if it names none or holds a secret."""
    try:
        return _place(text)
    except ExpectedError as error:
        raise ExpectedError(str(error), error.hint, f"“{without_secrets(text)}”") from None


def without_secrets(text: str) -> str:
    """A text without the names, passwords and tokens that stand in URLs before the host."""
    return re.sub(r"(//)[^/@\s]*@|(?<=:)[^/@:\s]+@", r"\1***@", text)


def _place(text: str) -> Place:
    if not text.strip() or re.search(r"[\x00-\x1f\x7f-\x9f]", text):
        raise ExpectedError(A_PLACE)
    if text.startswith("rsync:"):
        return _rsync(text)
    if text.startswith("sftp:"):
        return _sftp(text)
    if text.startswith("s3:"):
        return _bucket(text)
    if text.startswith("git+"):
        return _branch(text)
    if _SCHEME.match(text) or text.startswith("-") or re.match(r"[^/]*@[^/]*:", text):
        hint = (
            "write rsync: before a destination of rsync" if "@" in text else "write a folder of such a name as ./NAME"
        )
        raise ExpectedError(A_PLACE, hint)
    return FolderPlace(written=text, path=text)


def _rsync(text: str) -> RsyncPlace:
    destination = text.removeprefix("rsync:")
    if destination.startswith("//"):
        destination = f"rsync:{destination}"
    host = destination.removeprefix("rsync://").partition("/")[0].rpartition("@")[0]
    if ":" in host:
        raise ExpectedError("rsync:user@host:/path/ without a password", _SECRET)
    # The place is an argument for rsync, and its host one for ssh.
    if destination.startswith("-") or not destination.strip("/") or "@-" in destination.partition(":")[0]:
        raise ExpectedError("rsync:user@host:/path/", "name the folder of the site")
    if destination.endswith(":"):
        raise ExpectedError("rsync:user@host:/path/", "name the folder after the colon")
    return RsyncPlace(written=text, destination=f"{destination.rstrip('/')}/")


def _sftp(text: str) -> SftpPlace:
    example = "sftp://user@host:22/path/"
    try:
        parts = urlsplit(text)
        port = parts.port or 0
    except ValueError:
        raise ExpectedError(example) from None
    if parts.password is not None:
        raise ExpectedError(f"{example} without a password", _SECRET)
    host, path = parts.hostname or "", unquote(parts.path).rstrip("/")
    is_plain = not (parts.query or parts.fragment or host.startswith("-") or re.search(r"[\x00-\x1f]", path))
    if not host or not path or not is_plain or ".." in path.split("/"):
        raise ExpectedError(example, "" if host else "the host stands after //")
    home = path.removeprefix("/") if path.startswith("/~/") else path
    return SftpPlace(written=text, user=unquote(parts.username or ""), host=host, port=port, path=home)


def _bucket(text: str) -> BucketPlace:
    parts = text.removeprefix("s3://")
    if "@" in parts:
        raise ExpectedError("s3://bucket/prefix without a key", "keys come from AWS_ACCESS_KEY_ID and the like")
    bucket, _, prefix = parts.partition("/")
    segments = prefix.strip("/").split("/")
    if parts == text or not _BUCKET.fullmatch(bucket) or {".", ".."} & set(segments) or "" in segments[1:]:
        raise ExpectedError("s3://bucket/prefix")
    return BucketPlace(written=text, bucket=bucket, prefix="/".join(segments))


def _branch(text: str) -> BranchPlace:
    example = "git+ssh://git@host/repo.git#gh-pages"
    url, _, branch = text.removeprefix("git+").partition("#")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ExpectedError(example) from None
    if parts.scheme not in ("ssh", "https", "file"):
        raise ExpectedError(f"{example}, git+https:// or git+file://")
    if parts.password is not None or (parts.scheme == "https" and parts.username):
        raise ExpectedError(f"{example} without a name and a token", _SECRET)
    host = parts.hostname or ""
    if host.startswith("-") or (not host and parts.scheme != "file") or not parts.path.strip("/"):
        raise ExpectedError(example)
    if not re.fullmatch(r"[A-Za-z0-9_][\w./-]*", branch) or ".." in branch or branch.endswith((".lock", "/", ".")):
        raise ExpectedError(example, "the name of the branch stands after #")
    return BranchPlace(written=text, url=url, branch=branch)
