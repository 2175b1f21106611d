"""Servers on this machine that tests deploy to: OpenSSH, S3, and a proxy that stops forwarding."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from served import free_port, until

HOST = "desk-host"
"""The name of the SSH server in the configuration of its clients."""

BUCKET = "desk"


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextmanager
def running(command: list[str | Path], port: int, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    """A server that runs while the context lasts, and is ended by its number."""
    with subprocess.Popen(  # noqa: S603 (programs of these tests)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})}
    ) as server:
        try:
            until(lambda: server.poll() is not None or answers(port))
            assert server.poll() is None, command
            yield
        finally:
            server.terminate()
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()


class SshServer(NamedTuple):
    """An SSH server.

    Attributes:
        port: its port
        home: a home folder whose `.ssh/config` knows it as `HOST`

    """

    port: int
    home: Path

    def use(self, port: int = 0, **options: str) -> dict[str, str]:
        """The environment of a client. Options replace those of its configuration."""
        user = os.environ.get("USER") or "root"
        settings = {
            "HostName": "127.0.0.1",
            "Port": str(port or self.port),
            "User": user,
            "IdentityFile": str(self.home / ".ssh" / "id_ed25519"),
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": str(self.home / ".ssh" / "known_hosts"),
            "GlobalKnownHostsFile": "/dev/null",
            "HostKeyAlias": HOST,
            **options,
        }
        config = self.home / ".ssh" / "config"
        config.write_text("\n".join([f"Host {HOST}", *(f"  {name} {value}" for name, value in settings.items()), ""]))
        ssh = f"ssh -F {config}"
        return {"HOME": str(self.home), "RSYNC_RSH": ssh, "GIT_SSH_COMMAND": ssh, "SSH_AUTH_SOCK": ""}


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """An SSH server that lets in one key of its own."""
    home, port = folder / "home", free_port()
    client = home / ".ssh"
    client.mkdir(parents=True, mode=0o700)
    for key in (folder / "host_key", client / "id_ed25519", client / "other_key"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
        subprocess.run(command, check=True)  # noqa: S603
    (folder / "authorized_keys").write_text((client / "id_ed25519.pub").read_text())
    (client / "known_hosts").write_text(f"{HOST} {(folder / 'host_key.pub').read_text()}")
    lines = (
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {folder / 'host_key'}",
        f"AuthorizedKeysFile {folder / 'authorized_keys'}",
        "PidFile none",
        "StrictModes no",  # Temporary folders are not private enough for it.
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin prohibit-password",
        "MaxStartups 100",
        "Subsystem sftp internal-sftp",
    )
    (folder / "sshd_config").write_text("\n".join((*lines, "")))
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no sshd found: sh tests/install-programs"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # Its empty folder, which a service would make.
    with running([program, "-D", "-e", "-f", folder / "sshd_config"], port):
        yield SshServer(port, home)


@contextmanager
def rsync_daemon(folder: Path) -> Iterator[str]:
    """The URL of the root of this machine at a daemon of rsync."""
    port = free_port()
    lines = ("use chroot = no", "[all]", "path = /", "read only = no", f"uid = {os.getuid()}", f"gid = {os.getgid()}")
    (folder / "rsyncd.conf").write_text("\n".join((*lines, "")))
    options = ["--no-detach", f"--config={folder / 'rsyncd.conf'}", "--address=127.0.0.1", f"--port={port}"]
    with running(["rsync", "--daemon", *options], port):
        yield f"rsync://127.0.0.1:{port}/all"


@contextmanager
def s3_server() -> Iterator[str]:
    """The URL of a server of S3 with an empty bucket."""
    port = free_port()
    program = Path(sys.prefix) / "servers" / "bin" / "moto_server"
    assert program.exists(), "no moto_server found: make test installs it"
    with running([program, "-H", "127.0.0.1", "-p", str(port)], port):
        url = f"http://127.0.0.1:{port}"
        request = urllib.request.Request(f"{url}/{BUCKET}", method="PUT")  # noqa: S310 (a server of this machine)
        with urllib.request.urlopen(request, timeout=20):  # noqa: S310
            pass
        yield url


class Proxy:
    """A proxy of TCP that forwards to a port, until it is told to stop forwarding."""

    def __init__(self, port: int) -> None:
        self.to = port
        self.stalled = Event()
        self.limit = sys.maxsize
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.open: list[socket.socket] = []
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=self._forward, args=(one, other), daemon=True).start()

    def _forward(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(4096):
                self.passed += len(data)
                if self.passed > self.limit:
                    self.stalled.set()
                if self.stalled.is_set():
                    return  # Both connections stay open.
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for one in (self.listener, *self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def stalling(port: int, after: int) -> Iterator[Proxy]:
    """A proxy that stops forwarding after a number of bytes."""
    proxy = Proxy(port)
    proxy.limit = after
    try:
        yield proxy
    finally:
        proxy.close()
