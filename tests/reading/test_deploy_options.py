"""`[deploy.NAME]`: the places that `to` can name, and those that it can't."""

from __future__ import annotations

import pytest

from tagarchive.core.errors import SiteError
from tagarchive.reading.config import read_config
from tagarchive.reading.deploy_options import (
    BranchPlace,
    BucketPlace,
    DeployOptions,
    FolderPlace,
    Place,
    RsyncPlace,
    SftpPlace,
)


def options(to: str, *lines: str) -> DeployOptions:
    ((_, read),) = read_config("\n".join(["[deploy.live]", f"to = '{to}'", *lines])).deploy
    return read


def refusal(to: str, *lines: str) -> str:
    with pytest.raises(SiteError) as caught:
        options(to, *lines)
    return str(caught.value)


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("../mirror", FolderPlace(written="", path="../mirror")),
        ("/srv/www", FolderPlace(written="", path="/srv/www")),
        ("rsync:ann@host:/srv/www", RsyncPlace(written="", destination="ann@host:/srv/www/")),
        ("rsync:/srv/www/", RsyncPlace(written="", destination="/srv/www/")),
        ("rsync://host/module", RsyncPlace(written="", destination="rsync://host/module/")),
        ("sftp://ann@host:2222/srv/a%20b/", SftpPlace(written="", user="ann", host="host", port=2222, path="/srv/a b")),
        ("sftp://host/~/www", SftpPlace(written="", user="", host="host", port=0, path="~/www")),
        ("s3://bucket", BucketPlace(written="", bucket="bucket", prefix="")),
        ("s3://bucket/a/b/", BucketPlace(written="", bucket="bucket", prefix="a/b")),
        (
            "git+ssh://git@host/r.git#gh-pages",
            BranchPlace(written="", url="ssh://git@host/r.git", branch="gh-pages"),
        ),
        ("git+file:///srv/r.git#a/b", BranchPlace(written="", url="file:///srv/r.git", branch="a/b")),
    ],
)
def test_a_place_is_read(to: str, place: Place) -> None:
    read = options(to).to
    assert read.written == to
    assert type(read) is type(place)
    assert {key: getattr(read, key) for key in place.__struct_fields__ if key != "written"} == {
        key: getattr(place, key) for key in place.__struct_fields__ if key != "written"
    }


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ftp://host/x",
        "ann@host:/srv",
        "-rf",
        "rsync:",
        "rsync:/",
        "rsync:-e sh",
        "rsync:ann@-oProxyCommand=x:/srv",
        "rsync:-oProxyCommand=x:/srv",
        "rsync:host:",
        "sftp://host",
        "sftp:///srv",
        "sftp://-oProxyCommand=x/srv",
        "sftp://host/a/../..",
        "sftp://host:port/a",
        "s3:bucket",
        "s3://b/../x",
        "s3://b//x",
        "git+ssh://host/r.git",
        "git+ssh://-oProxyCommand=x/r.git#b",
        "git+ext://sh -c x#b",
        "git+ssh://host/r.git#-b",
        "git+ssh://host/r.git#a..b",
    ],
)
def test_what_is_no_place_is_refused(to: str) -> None:
    assert "[bad-value]" in refusal(to)


@pytest.mark.parametrize(
    "to",
    [
        "git+https://s3cr3t@host/r.git#b",
        "git+https://ann:s3cr3t@host/r.git#b",
        "git+ssh://git:s3cr3t@host/r.git#b",
        "sftp://ann:s3cr3t@host/srv",
        "rsync:ann:s3cr3t@host:/srv",
        "rsync://ann:s3cr3t@host/module",
        "s3://KEY:s3cr3t@bucket",
        "ftp://ann:s3cr3t@host",
        "ann:s3cr3t@host:/srv",
    ],
)
def test_a_secret_is_refused_and_not_shown(to: str) -> None:
    said = refusal(to)
    assert "s3cr3t" not in said
    assert "***@" in said


def test_keys_that_a_place_does_not_have_are_refused() -> None:
    assert "with s3://bucket only" in refusal("../mirror", "endpoint = 'https://s3.example'")
    assert "no `compress` with a branch" in refusal("git+file:///srv/r.git#b", "compress = true")
    assert "an http(s) address" in refusal("s3://bucket", "endpoint = 'localhost'")
    with pytest.raises(SiteError) as caught:
        read_config("[deploy.'a b']\nto = 'x'\n[deploy.c]\n")
    assert [problem.code for problem in caught.value.problems] == ["bad-value", "missing-key"]
