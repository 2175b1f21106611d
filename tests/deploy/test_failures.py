"""Deploys that can't be done: wrong keys, strange hosts, full disks, silence. The site that is there stays whole."""

from __future__ import annotations

import gc
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site, told_in
from deploy_places import Place
from deploy_servers import SshServer, stalling
from deploying import Deploys
from program import completed
from web_server import Answer, Server

from tagarchive.core.errors import SiteError
from tagarchive.deploy import opening
from tagarchive.deploy.failures import failure, scrubbed
from tagarchive.reading.deploy_options import DeployOptions, SftpPlace

BY_SSH = ("rsync-ssh", "sftp", "git-ssh")


def codes(printed: str) -> list[str]:
    return [told.rpartition(": ")[2] for told in told_in(printed)]


@pytest.mark.parametrize("kind", BY_SSH)
def test_a_wrong_key_and_a_strange_host_are_refused(
    site: Site, kind: str, new_place: Callable[[str], Place], deploys: Deploys, ssh: SshServer
) -> None:
    place = new_place(kind)
    site.write(place.config()).article("a").build()
    ssh.use(IdentityFile=str(ssh.home / ".ssh" / "other_key"))
    printed = deploys.refused()
    assert codes(printed) == ["target-refuses"]
    assert "check who you are there" in printed
    assert "Nothing was sent" in printed
    ssh.use(UserKnownHostsFile="/dev/null")
    printed = deploys.refused()
    assert codes(printed) == ["target-refuses"]
    assert "compare the key of the host" in printed
    ssh.use(UserKnownHostsFile=str(ssh.home / ".ssh" / "missing"), StrictHostKeyChecking="no")
    assert codes(deploys.refused()) == ["target-refuses"]
    assert place.site() == {}


def test_a_bucket_without_keys_or_with_wrong_ones_refuses(
    site: Site, server: Server, deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(
        f'-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.s3]\nto = "s3://desk"\n'
        f'endpoint = "{server.url}"\n'
    ).article("a").build()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    printed = deploys.refused()
    assert codes(printed) == ["target-refuses"]
    assert "expected AWS_ACCESS_KEY_ID" in printed
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAWRONGWRONG")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-that-nobody-sees")
    body = b"<Error><Code>InvalidAccessKeyId</Code><AWSAccessKeyId>AKIAWRONGWRONG</AWSAccessKeyId></Error>"
    server.answers["/desk/.tagarchive.json"] = Answer(403, body)
    printed = deploys.refused()
    assert codes(printed) == ["target-refuses"]
    assert "InvalidAccessKeyId" in printed
    assert "WRONGWRONG" not in printed
    assert "nobody-sees" not in printed


def test_a_bucket_that_is_not_there_is_told_of(site: Site, new_place: Callable[[str], Place], deploys: Deploys) -> None:
    place = new_place("s3")
    site.write(place.config().replace("s3://desk/", "s3://other/")).article("a").build()
    assert codes(deploys.refused()) == ["target-missing"]


@pytest.mark.parametrize("kind", ["sftp", "s3", "git-ssh", "rsync-ssh"])
def test_a_network_that_stalls_ends_a_deploy_and_the_next_one_ends_right(
    site: Site, kind: str, new_place: Callable[[str], Place], deploys: Deploys, request: pytest.FixtureRequest
) -> None:
    logged = request.getfixturevalue("caplog")
    place = new_place(kind)
    site.put("static/large.bin", random.Random(1).randbytes(1_000_000))  # noqa: S311 (bytes that no program shortens)
    config = place.config("timeout = 3")
    server = request.getfixturevalue("s3" if kind == "s3" else "ssh")
    port = int(server.rpartition(":")[2]) if kind == "s3" else server.port
    with stalling(port, 200_000) as proxy:
        if kind == "s3":
            config = config.replace(f":{port}", f":{proxy.port}")
        else:
            server.use(proxy.port)
        site.write(config).article("a").build()
        started = time.monotonic()
        printed = deploys.refused()
        assert time.monotonic() - started < 30
        assert proxy.stalled.is_set()
    assert codes(printed) == ["target-silent"]
    gc.collect()
    assert not logged.records  # Nothing of it is printed as a traceback.
    site.write(place.config("timeout = 60")).build()
    if kind != "s3":
        server.use()
    deploys.done()
    assert place.holds(site)


def test_a_host_that_is_not_there_is_told_of(site: Site, deploys: Deploys, ssh: SshServer) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ssh.use(closed.getsockname()[1])
        for to in ("rsync:desk-host:/x", "sftp://desk-host/x", "git+ssh://desk-host/x.git#b"):
            site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.x]\nto = "{to}"\n')
            site.article("a").build()
            with pytest.MonkeyPatch.context() as patch:
                for name, value in ssh.use(closed.getsockname()[1]).items():
                    patch.setenv(name, value)
                assert codes(deploys.refused()) == ["target-silent"], to


@pytest.mark.parametrize("kind", ["folder", "rsync"])
def test_a_full_disk_leaves_the_site_that_is_there(
    site: Site, kind: str, new_place: Callable[[str], Place], deploys: Deploys, tmp_path: Path
) -> None:
    place = new_place(kind)
    site.write(place.config()).article("a").build()
    deploys.done()
    before = place.site()
    site.put("static/large.bin", bytes(3_000_000)).article("a", body="Edited.").build()
    # A limit on the size of files stands for a disk that is full.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))"
    command: list[str | Path] = ["deploy", "--root", site.root, "--output", site.output]
    failed = completed(tmp_path, command, prepared=limit)
    assert failed.returncode == 1
    assert codes(failed.stderr) == ["target-full"]
    assert "free some space there" in failed.stderr
    assert place.site() == before
    deploys.done()
    assert place.holds(site)


def test_a_folder_that_may_not_be_written_to_is_told_of(site: Site, deploys: Deploys, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("MINE")
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.x]\nto = "../file"\n')
    site.article("a").build()
    assert codes(deploys.refused()) == ["bad-output-folder"]
    assert (tmp_path / "file").read_text() == "MINE"


def test_a_link_at_the_target_leads_nowhere(site: Site, deploys: Deploys, tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "precious").mkdir()
    (tmp_path / "mirror" / "articles").symlink_to(tmp_path / "precious")
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.x]\nto = "../mirror"\n')
    site.article("a").build()
    assert codes(deploys.refused("--overwrite")) == ["linked-output"]
    assert not list((tmp_path / "precious").iterdir())


@pytest.mark.parametrize("to", ["public", "../out", "../out/inner", "..", "content/x"])
def test_a_folder_of_the_site_or_its_output_is_no_place(site: Site, deploys: Deploys, to: str) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.x]\nto = "{to}"\n').article("a").build()
    if to == "public":
        deploys.done()
    else:
        assert codes(deploys.refused()) == ["bad-output-folder"]


def test_a_program_and_a_package_that_are_missing_are_named(
    site: Site, deploys: Deploys, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[deploy.x]\nto = "rsync:/nowhere/x"\n')
    site.article("a").build()
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        assert codes(deploys.refused()) == ["missing-program"]
    place = SftpPlace(written="sftp://desk-host/x", user="", host="desk-host", port=0, path="/x")
    missing = ImportError("no", name="asyncssh")
    problem = opening.missing_package(missing, place).problems[0]
    assert problem.code == "missing-extra"
    assert problem.hint == "pip install 'tagarchive[deploy]'"
    assert DeployOptions(to=place).timeout == 60


def test_what_programs_say_is_shown_without_secrets() -> None:
    said = "fatal: unable to access 'https://ann:t0ken@host/r.git/': 403\nkey hunter22 is wrong"
    shown = scrubbed(said, {"DESK_TOKEN": "hunter22", "HOME": "fatal"})
    assert shown == "fatal: unable to access 'https://***@host/r.git/': 403 / key *** is wrong"
    assert isinstance(failure("x", "never heard of"), SiteError)
    assert failure("x", "never heard of").problems[0].code == "target-fails"
