"""The preview's server: what a build publishes, at every address, to this machine and nobody else."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Site, told, told_in
from served import BUILD, Served, Shared, free_port, until

from tagarchive.commands.console import Terminal
from tagarchive.core.errors import SiteError
from tagarchive.preview import listener
from tagarchive.preview.listener import listening
from tagarchive.preview.page_cache import with_client
from tagarchive.preview.watcher import Watcher

OFTEN = "from tagarchive.preview import session; session.QUIET = 0.1"
"""A preparation that lets a preview that polls look ten times a second."""


def filled(site: Site) -> Site:
    """A site with one of everything."""
    site.article("a", tags="[A, العراق]", body="Text of a. [m](m.mp3)").article("b", draft="true")
    return site.put("content/m.mp3", bytes(range(256)) * 40).put("static/x.css", b"p {}\n")


@pytest.fixture
def desk(site: Site) -> Site:
    return filled(site)


@pytest.fixture
def served(desk: Site) -> Iterator[Served]:
    with Served(desk.root) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    desk = filled(Site(tmp_path_factory.mktemp("shared")))
    with Served(desk.root) as served:
        yield Shared(desk, served, "/articles/a/", "/articles/b/", "/tags/", "/tag/a/", "/x.css", "/files/out.png")


@pytest.fixture
def preview(shared: Shared) -> Served:
    """A preview that other tests have used, of a site that is as it was at first."""
    shared.put_back()
    return shared.served


@pytest.fixture
def kept(shared: Shared) -> Site:
    """The site of that preview."""
    return shared.site


def test_every_file_of_a_build_is_served_with_its_bytes_and_the_client_in_pages(kept: Site, preview: Served) -> None:
    files = kept.build(drafts=True)
    assert len(files) == 55
    for path, data in files.items():
        address = "/" + quote(path.removesuffix("index.html") if path.endswith("index.html") else path)
        found = preview.get(address)
        body = found.body
        if path.endswith(".html"):
            fingerprint = body.partition(b'data-print="')[2].partition(b'"')[0].decode()
            body = body.replace(with_client(b"", fingerprint), b"")
        assert (found.status, body) == (200, data), path


def test_a_base_url_with_a_path_is_the_path_of_the_preview(desk: Site) -> None:
    desk.write('-- site.toml --\nbase_url = "https://desk.example/clips/"\n')
    with Served(desk.root) as served:
        assert served.get("/").headers["location"] == "/clips/"
        assert "Text of a" in served.get("/clips/articles/a/").text
        assert served.get("/clips/tags").headers["location"] == "/clips/tags/"
        assert served.get("/tags/").status == 404
        assert f"http://127.0.0.1:{served.port}/clips/" in served.said()


def test_types_head_etag_and_ranges_are_those_of_a_good_host(preview: Served) -> None:
    types = {
        "/": "text/html; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
        "/x.css": "text/css; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        "/files/m.mp3": "audio/mpeg",
        "/favicon.svg": "image/svg+xml; charset=utf-8",
    }
    for path, kind in types.items():
        found = preview.get(path)
        assert (found.headers["content-type"], found.headers["cache-control"]) == (kind, "no-cache")
        head = preview.get(path, "HEAD")
        assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(found.body)))
        assert preview.get(path, If_None_Match=found.headers["etag"]).status == 304
    part = preview.get("/files/m.mp3", Range="bytes=256-265")
    assert (part.status, part.body) == (206, bytes(range(10)))
    assert part.headers["content-range"] == "bytes 256-265/10240"


def test_what_the_site_does_not_have_is_the_site_s_own_404(preview: Served) -> None:
    found = preview.get("/none/")
    assert found.status == 404
    assert 'data-print="' in found.text
    assert preview.get("/tag/a").headers["location"] == "/tag/a/"
    assert preview.get(quote("/tag/العراق")).headers["location"] == quote("/tag/العراق/")
    assert preview.get("/", "POST").status == preview.get("/", "DELETE").status == 405


STRANGE = [
    "/../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd",
    "/%252e%252e/etc/passwd", "/..%5c..%5cetc%5cpasswd", "//etc/passwd", "/%2fetc%2fpasswd",
    "/x/../../../../etc/passwd", "/....//....//etc/passwd", "/%c0%ae%c0%ae/etc/passwd", "/%00/../etc/passwd",
    "/index.html%00.css", "/site.toml", "/content/a.md", "/.tagarchive/", "/.tagarchive/store.sqlite3",
    "/.tagarchive/session.py", "/.tagarchive/../site.toml", "/.tagarchive/%2e%2e/site.toml",
    "/articles/a/../../site.toml", "/content/out/passwd", "/files/out/passwd", "/static/x.css", "/out.txt",
    "/%ff%fe", "/files/out.png", "http://127.0.0.1/../etc/passwd",
]  # fmt: skip


def test_no_path_leads_out_of_the_plan(kept: Site, preview: Served) -> None:
    secret = kept.root.parent / "secret"
    secret.write_text("root:x:0 base_url")
    (kept.root / "content" / "out").symlink_to("/etc")
    (kept.root / "content" / "out.png").symlink_to(secret)
    (kept.root / "static" / "out.txt").symlink_to(secret)
    time.sleep(0.5)
    for path in STRANGE:
        found = preview.raw(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        assert not [secret for secret in (b"root:x:0", b"base_url", b"SQLite") if secret in found], path
        assert found.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400")), (path, found[:80])


def test_a_file_that_became_a_link_out_of_the_site_is_not_served(kept: Site, preview: Served) -> None:
    (kept.root.parent / "secret").write_text("root:x:0")
    assert preview.get("/x.css").status == 200
    (kept.root / "static" / "x.css").unlink()
    (kept.root / "static" / "x.css").symlink_to(kept.root.parent / "secret")
    assert preview.get("/x.css").status == 404


def test_other_hosts_and_pages_of_other_sites_are_refused(preview: Served) -> None:
    own = f"127.0.0.1:{preview.port}"
    for host in (
        "evil.example",
        f"evil.example:{preview.port}",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
    ):
        assert preview.get("/", Host=host).status == 403
        assert preview.get("/.tagarchive/client.js", Host=host).status == 403
    for origin in ("https://evil.example", "null", "http://localhost:1", f"http://{own}.evil.example"):
        assert preview.get("/", Origin=origin).status == 403
        assert preview.get("/.tagarchive/events?path=/", Origin=origin).status == 403
    assert preview.get("/", Origin=f"http://{own}").status == 200
    assert preview.get("/", Host=f"localhost:{preview.port}").status == 200
    assert preview.get("/").headers["cross-origin-resource-policy"] == "same-origin"


def test_junk_and_slow_clients_disturb_nobody(preview: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(100)]
    for one in slow:
        one.sendall(b"GET / HTTP/1.1\r\nHo")
    junk = [b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "]
    for start in junk:
        preview.raw(start + b"a" * 300_000 + b"\r\n\r\n")
    started = time.monotonic()
    assert preview.get("/").status == 200
    assert time.monotonic() - started < 2
    for one in slow:
        one.close()
    assert "Traceback" not in preview.said()


def test_it_listens_on_no_other_address_of_this_machine(preview: Served) -> None:
    # A server that listened on every address would answer here too.
    with pytest.raises(OSError, match=r"refused|assign"):
        socket.create_connection(("127.0.0.2", preview.port), timeout=2)


def test_a_port_that_is_taken_is_told_and_the_usual_one_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(free_port()) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SiteError) as caught:
            listening(port)
        (problem,) = told(caught.value.problems)
        assert problem == "--port: port-taken"
        assert f"port {port} can't be used: Address already in use" in problem.message
        monkeypatch.setattr(listener, "DEFAULT_PORT", port)
        with listening(None) as other:
            assert other.getsockname()[1] > port


def test_ctrl_c_ends_it_within_two_seconds_with_pages_open(served: Served) -> None:
    streams = [Stream(served, "/") for _ in range(20)]
    idle = socket.create_connection(("127.0.0.1", served.port))
    started = time.monotonic()
    served.program.interrupt()
    assert served.program.wait(10) == 130
    assert time.monotonic() - started < 2
    assert served.said().endswith("The preview has ended.\n")
    idle.close()
    for stream in streams:
        stream.close()
    with listening(served.port):
        pass


class Stream:
    """An open page: what it is told, as it comes."""

    def __init__(self, served: Served, path: str, fingerprint: str | None = None) -> None:
        if fingerprint is None:
            fingerprint = served.get(path).text.partition('data-print="')[2].partition('"')[0]
        self.told: list[tuple[str, Any]] = []
        self._connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
        self._connection.request("GET", f"/.tagarchive/events?path={quote(path)}&print={fingerprint}")
        self._answer = self._connection.getresponse()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        until(lambda: bool(self.told))

    def _read(self) -> None:
        event = ""
        try:
            for line in self._answer:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                event = value if name == "event" else event
                if name == "data":
                    self.told.append((event, json.loads(value)))
        except (OSError, ValueError, AttributeError):
            pass  # The connection was closed.

    @property
    def events(self) -> list[str]:
        return [event for event, _ in self.told]

    def close(self) -> None:
        if self._connection.sock:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._connection.close()


def test_only_pages_that_changed_are_told_to_reload(kept: Site, preview: Served) -> None:
    article, other, tags = Stream(preview, "/articles/a/"), Stream(preview, "/articles/b/"), Stream(preview, "/tags/")
    kept.article("a", summary="S", tags="[A, العراق]", body="Text. [m](m.mp3)")
    until(lambda: "reload" in article.events)
    kept.article("a", summary="S", tags="[A, B, العراق]", body="Text. [m](m.mp3)")
    until(lambda: "reload" in tags.events and article.events.count("reload") == 2)
    assert "reload" not in other.events
    for stream in (article, other, tags):
        stream.close()


def test_a_page_that_missed_changes_is_told_when_it_connects(preview: Served) -> None:
    stream = Stream(preview, "/articles/a/", "of-a-former-server")
    until(lambda: stream.events[0] == "reload")
    stream.close()


def test_a_style_sheet_is_told_by_its_address(kept: Site, preview: Served) -> None:
    stream = Stream(preview, "/articles/a/")
    kept.put("static/x.css", b"p {color: red}\n")
    until(lambda: any(event == "files" and said["files"][0]["before"][0] == "/x.css" for event, said in stream.told))
    assert "reload" not in stream.events
    stream.close()


def test_two_hundred_open_pages_and_a_burst_lose_nothing(desk: Site, served: Served) -> None:
    streams = [Stream(served, "/tags/") for _ in range(100)] + [Stream(served, "/tag/a/") for _ in range(100)]
    for n in range(200):
        desk.article(f"new-{n:03}", tags="[A, Burst]")
    until(lambda: served.get("/sitemap.xml").text.count("/articles/") == 202)
    until(lambda: all("reload" in stream.events for stream in streams))
    assert "201" in served.get("/tags/").text
    for stream in streams:
        stream.close()
    assert "Traceback" not in served.said()


def test_with_poll_changes_are_found_without_events(desk: Site) -> None:
    with Served(desk.root, "--poll", prepared=OFTEN) as served:
        desk.article("a", body="Found by looking.")
        until(lambda: "Found by looking." in served.get("/articles/a/").text)


@pytest.mark.parametrize("options", [[], ["--poll"]])
def test_a_preview_that_starts_broken_comes_to_life_when_it_is_mended(desk: Site, options: list[str]) -> None:
    config = (desk.root / "site.toml").read_bytes()
    desk.put("site.toml", b"title = 1\n")
    with Served(desk.root, *options, prepared=OFTEN) as served:
        assert "nothing can be shown yet" in served.said()
        assert served.get("/articles/a/").status == 500
        desk.put("site.toml", config)
        until(lambda: "Text of a." in served.get("/articles/a/").text)
        until(lambda: "Fixed." in served.said())
        desk.delete("site.toml")
        until(lambda: "what was good is still shown" in served.said())
        desk.put("site.toml", config)
        until(lambda: served.said().count("Fixed.") == 2)


def test_only_files_of_the_site_are_told_of(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "content").mkdir()
    watcher = Watcher(tmp_path, lambda path, _: told.append(path))
    watcher.start()
    for name in ("notes.txt", "Makefile", "content/a.md", "site.toml", "published.txt", ".site.toml.swp"):
        (tmp_path / name).write_text("x")
    (tmp_path / "public").mkdir()
    (tmp_path / "templates").mkdir()
    until(lambda: "templates" in told)
    watcher.stop()
    assert set(told) == {"content/a.md", "site.toml", "published.txt", "templates"}


def test_saves_of_every_kind_and_whole_folders_end_in_the_right_pages(desk: Site, served: Served) -> None:
    content = desk.root / "content"

    def text() -> str:
        return served.get("/articles/a/").text

    def said(words: str) -> str:
        return f"---\ntitle: A\ndate: 2021-01-01\n---\n{words}\n"

    beside = content / ".a.md.tmp"
    beside.write_text(said("Saved beside."))
    beside.replace(content / "a.md")
    until(lambda: "Saved beside." in text())
    # As vim saves: a probe, the old file moved away, the new one written, the old one removed.
    (content / "4913").write_text("")
    (content / "4913").unlink()
    (content / "a.md").rename(content / "a.md~")
    (content / "a.md").write_text(said("Saved by vim."))
    (content / "a.md~").unlink()
    until(lambda: "Saved by vim." in text())
    assert "problem" not in served.said()
    content.rename(desk.root / "away")
    until(lambda: "content/: no-content" in told_in(served.said()))
    assert "Saved by vim." in text()
    (desk.root / "away").rename(content)
    until(lambda: "Fixed." in served.said())
    (content / "a.md").write_text(said("Watched again."))
    until(lambda: "Watched again." in text())
    (content / "sub").mkdir()
    (content / "a.md").rename(content / "sub" / "a.md")
    (content / "sub" / "a.md").write_text(said("In a folder."))
    until(lambda: "In a folder." in text())
    (content / "sub").rename(content / "other")
    (content / "other" / "a.md").write_text(said("In another."))
    until(lambda: "In another." in text())


def test_a_change_of_branch_ends_in_the_pages_of_that_branch(desk: Site) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@desk.example", *arguments]
        subprocess.run(command, cwd=desk.root, check=True, capture_output=True)  # noqa: S603

    git("init", "--initial-branch=one")
    git("add", "content", "static", "site.toml")
    git("commit", "--message=One")
    git("checkout", "-b", "two")
    for n in range(50):
        desk.article(f"two-{n}", tags="[Two]")
    desk.delete("content/b.md").article("a", title="On two")
    git("add", "--all", "content")
    git("commit", "--message=Two")
    with Served(desk.root) as served:
        until(lambda: "On two" in served.get("/articles/a/").text)
        git("checkout", "one")
        until(lambda: served.get("/tag/two/").status == 404 and served.get("/articles/b/").status == 200)
        assert "On two" not in served.get("/articles/a/").text
        git("checkout", "two")
        until(lambda: served.get("/sitemap.xml").text.count("/articles/two-") == 50)
        until(lambda: served.get("/articles/b/").status == 404)


def test_where_folders_can_not_be_watched_the_terminal_says_so_and_it_polls(
    desk: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(open_browser=False).polling("the limit of inotify is reached")
    assert "looking for changes every second instead" in capsys.readouterr().out
    full = "raise OSError(errno.ENOSPC, 'No space left on device')"
    schedule = (
        f"import errno\nfrom watchdog.observers import Observer\ndef full(*_, **__): {full}\nObserver.schedule = full"
    )
    with Served(desk.root, prepared=f"{OFTEN}\n{schedule}") as served:
        assert "the limit of inotify is reached" in served.said()
        desk.article("a", body="Found all the same.")
        until(lambda: "Found all the same." in served.get("/articles/a/").text)


def test_drafts_are_shown_unless_they_are_not_wanted(desk: Site) -> None:
    with Served(desk.root, "--no-drafts") as served:
        assert served.get("/articles/b/").status == 404


def test_no_site_is_a_clear_error(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, BUILD, "serve", "--root", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert told_in(done.stderr) == ["site.toml: no-site"]
    assert "published" not in done.stderr


def test_a_preview_warns_where_most_published_articles_are_gone_and_goes_on(site: Site) -> None:
    for n in range(12):
        site.article(f"a{n}")
    site.output = site.root / "public"
    site.build()
    with Served(site.root) as served:
        for n in range(7):
            site.delete(f"content/a{n}.md")
        until(lambda: "content/: vanished-address" in told_in(served.said()))
        assert "7 of 12 published articles (articles/a0/index.html" in served.said()
        assert "A build stops here unless --allow-removals is given" in served.said()
        assert served.get("/articles/a0/").status == 404
        assert served.get("/articles/a11/").status == 200


def test_a_feed_at_an_old_address_is_served_as_the_feed_that_it_is(site: Site) -> None:
    site.article("a", tags="[X]").write("-- content/tags/x.md --\n---\naliases: [/category/x/feed/]\n---\n")
    with Served(site.root) as served:
        found = served.get("/category/x/feed/")
        assert found.headers["content-type"].startswith("application/xml")
        assert found.body == site.build()["tag/x/feed.xml"]


def test_exports_are_served_as_they_will_be_published(site: Site) -> None:
    built = site.article("a", tags="[x]").build()
    with Served(site.root) as served:
        for path in ("tag/x/bookmarks.html", "tag/x/citations.bib", "tag/x/articles.csv", "datapackage.json"):
            assert served.get(f"/{path}").body == built[path]


def test_a_preview_shows_an_article_whose_date_is_still_to_come_on_demand(site: Site) -> None:
    site.article("a", date="2099-01-01").article("b")
    with Served(site.root) as served:
        assert served.get("/articles/a/").status == 404
    with Served(site.root, "--future") as served:
        assert served.get("/articles/a/").status == 200


def test_a_preview_tells_what_is_wrong_with_an_article_that_is_held(site: Site) -> None:
    site.article("a").article("b", date="2099-01-01", body="[no](none.md)")
    with Served(site.root) as served:
        until(lambda: "content/b.md:5:6: broken-link" in told_in(served.said()))
        assert "content/none.md" in served.said()
        assert served.get("/articles/a/").status == 200
