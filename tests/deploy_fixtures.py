"""Servers and places for tests of deploys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Site
from deploy_places import KINDS, Place, needs_ssh, place_of
from deploy_servers import SshServer, rsync_daemon, s3_server, ssh_server
from deploying import Deploys


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture(scope="session")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with rsync_daemon(tmp_path_factory.mktemp("rsync")) as url:
        yield url


@pytest.fixture
def new_place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Place]:
    """Places of every kind, with the environment that deploys there need."""

    def new(kind: str) -> Place:
        ssh = request.getfixturevalue("ssh") if needs_ssh(kind) else None
        url = {"s3": "s3", "rsync-daemon": "daemon"}.get(kind)
        place = place_of(kind, tmp_path, ssh, request.getfixturevalue(url) if url else "")
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        return place

    return new


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, new_place: Callable[[str], Place]) -> Place:
    """A place of each kind."""
    return new_place(request.param)


@pytest.fixture
def deploys(site: Site, capsys: pytest.CaptureFixture[str]) -> Deploys:
    return Deploys(site, capsys)
