"""Web servers of others on this machine, each with the configuration that `tagarchive init --host` writes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from served import Answer, free_port, until

PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
"""Where programs lie: those of servers are in folders that users other than root may not have in theirs."""

_NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""

_APACHE = """
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/httpd.pid
ErrorLog {folder}/error.log
{modules}
TypesConfig /etc/mime.types
DocumentRoot {site}
<Directory {site}>
    AllowOverride All
    Require all granted
</Directory>
"""

_FOLDER = "/usr/lib/apache2/modules"
_MODULES = "alias authz_core deflate dir filter headers mime mpm_event rewrite"


class Host:
    """A running web server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def is_up(self) -> bool:
        with socket.socket() as there:
            return there.connect_ex(("127.0.0.1", self.port)) == 0


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    assert found, f"no {name} found: `make test` installs it as root on Debian"
    return found


@contextmanager
def nginx(configuration: Path, named: Path, public: Path) -> Iterator[Host]:
    """A server with a configuration that names another folder than the one that holds the site."""
    with _folder() as folder:
        port = free_port()
        text = configuration.read_text().replace(str(named), str(public))
        text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
        (folder / "site.conf").write_text(text)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(user + _NGINX.format(folder=folder))
        command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        _checked([*command, "-t"])
        with _running(command, port) as host:
            yield host


@contextmanager
def caddy(configuration: Path, named: Path, public: Path) -> Iterator[Host]:
    """A server with such a configuration."""
    with _folder() as folder:
        port = free_port()
        text = configuration.read_text().replace(str(named), str(public))
        start, address, rest = text.partition("\nclippings.example {\n")
        assert address
        options = "{\n\tadmin off\n\tauto_https off\n}\n"
        (folder / "Caddyfile").write_text(f"{options}{start}\nhttp://:{port} {{\n\tbind 127.0.0.1\n{rest}")
        homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        file = ("--config", str(folder / "Caddyfile"), "--adapter", "caddyfile")
        _checked([program("caddy"), "validate", *file], homes)
        with _running([program("caddy"), "run", *file], port, homes) as host:
            yield host


@contextmanager
def apache(site: Path) -> Iterator[Host]:
    """A server that lets the files of a site's folders say how they are served."""
    with _folder() as folder:
        port = free_port()
        loaded = "\n".join(f"LoadModule {name}_module {_FOLDER}/mod_{name}.so" for name in _MODULES.split())
        shutil.copytree(site, folder / "site")
        (folder / "site").chmod(0o755)
        (folder / "httpd.conf").write_text(
            _APACHE.format(port=port, folder=folder, modules=loaded, site=folder / "site")
        )
        user = "nobody" if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        command = [program("apache2"), "-d", str(folder), "-f", str(folder / "httpd.conf")]
        _checked([*command, "-t"])
        with _running([*command, "-DFOREGROUND"], port, user=user) as host:
            yield host


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that every user can read, which those of tests are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _checked(command: Sequence[str], environment: Mapping[str, str] = {}) -> None:
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _running(
    command: Sequence[str], port: int, environment: Mapping[str, str] = {}, user: str | None = None
) -> Iterator[Host]:
    host = Host(port)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603
            command, stdout=said, stderr=said, env={**os.environ, **environment}, user=user
        )
        try:
            until(lambda: host.is_up() or process.poll() is not None)
            said.seek(0)
            assert process.poll() is None, said.read().decode()
            yield host
        finally:
            process.terminate()
            process.wait(20)
