"""`tagarchive deploy`: the choice of a target, what may be sent, compressed copies, headers, hubs and JSON."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import brotli
import obstore
import pytest
from conftest import Site, told_in
from deploy_places import Place, bucket
from deploying import Deploys
from pictures import png

CONFIG = '-- site.toml --\nbase_url = "https://desk.example/"\n[exports]\nenabled = false\n'
MIRROR = f'{CONFIG}[deploy.live]\nto = "../mirror"\n'


@pytest.fixture
def mirror(site: Site) -> Path:
    return site.root.parent / "mirror"


def test_the_only_target_needs_no_name(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(MIRROR).article("a").build()
    assert deploys.done().startswith("Deployed to live (../mirror): ")
    assert (mirror / "index.html").exists()


def test_targets_are_chosen_by_name(site: Site, deploys: Deploys) -> None:
    site.write(CONFIG).article("a").build()
    assert told_in(deploys.refused()) == ["site.toml: no-target"]
    site.write(f'{MIRROR}[deploy.copy]\nto = "../copy"\n')
    assert "known are live, copy" in deploys.refused()
    printed = deploys.refused("lvie")
    assert told_in(printed) == ["TARGET: unknown-target"]
    assert "did you mean “live”?" in printed
    assert "(../copy)" in deploys.done("copy")


def test_only_what_a_build_wrote_whole_is_sent(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(MIRROR).article("a")
    assert told_in(deploys.refused()) == [f"{site.output}: not-as-built"]
    site.build()
    (site.output / "mine.txt").write_text("MINE")
    (site.output / ".htaccess").write_text("MINE")
    assert "Not sent, since no build wrote it: 1 file\n    mine.txt" in deploys.done()
    assert not (mirror / "mine.txt").exists()
    (site.output / "index.html").write_text("EDITED")
    assert told_in(deploys.refused("--all")) == [f"{site.output}: not-as-built"]
    assert (mirror / "index.html").read_text() != "EDITED"


def test_drafts_are_not_sent(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(MIRROR).article("a", draft="true").build(drafts=True)
    assert told_in(deploys.refused()) == [f"{site.output}: not-public"]
    assert not mirror.exists()
    site.build()
    deploys.done()
    site.build(future=True)
    assert told_in(deploys.refused()) == [f"{site.output}: not-public"]


def test_a_site_without_most_of_its_articles_is_refused(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(MIRROR)
    for number in range(12):
        site.article(f"a{number}")
    site.build()
    deploys.done()
    for number in range(7):
        site.delete(f"content/a{number}.md")
    site.build(allow_removals=True)
    printed = deploys.refused()
    assert told_in(printed) == ["../mirror: many-removals"]
    assert "7 of 12 published articles" in printed
    assert (mirror / "articles" / "a0" / "index.html").exists()
    deploys.done("--allow-removals")
    assert not (mirror / "articles" / "a0").exists()


def test_compressed_copies_stand_beside_texts(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(f"{MIRROR}compress = true\n").article("a").put("static/a.png", b"png").build()
    deploys.done()
    page = (mirror / "index.html").read_bytes()
    assert gzip.decompress((mirror / "index.html.gz").read_bytes()) == page
    assert brotli.decompress((mirror / "index.html.br").read_bytes()) == page
    assert not (mirror / "a.png.gz").exists()
    assert " 0 files sent (0 bytes)" in deploys.done()
    site.delete("content/a.md").build()
    deploys.done()
    assert not (mirror / "articles").exists()
    site.write(MIRROR)
    deploys.done()
    assert not list(mirror.rglob("*.gz"))
    assert (mirror / "index.html").read_bytes() == site.published()["index.html"]


def test_a_bucket_gets_types_times_and_encodings(
    site: Site, deploys: Deploys, new_place: Callable[[str], Place], s3: str
) -> None:
    place = new_place("s3")
    site.write(place.config("compress = true")).article("a", tags="[العراق]", body="![m](m.png)")
    site.put("content/m.png", png(500, 300)).build()
    deploys.done()
    store = bucket(site.root.parent.name, s3)

    def head(path: str) -> dict[str, str]:
        url = obstore.sign(store, "GET", path, timedelta(minutes=5))
        assert f"/{quote(path)}?" in url
        with urllib.request.urlopen(url) as answer:  # noqa: S310 (a server of the test)
            found = {name.lower(): value for name, value in answer.headers.items()}
            data = answer.read()
        plain = gzip.decompress(data) if found.get("content-encoding") == "gzip" else data
        assert plain == site.published()[path]
        return found

    page = head("tag/العراق/index.html")
    assert (page["content-type"], page["content-encoding"]) == ("text/html; charset=utf-8", "gzip")
    assert page["cache-control"] == "public, max-age=300"
    assert head("feed.xml")["content-type"] == "application/rss+xml; charset=utf-8"
    style = next(path for path in site.published() if path.startswith("style.") and path.count(".") == 2)
    assert head(style)["cache-control"] == "public, max-age=31536000, immutable"
    picture = head("files/m.png")
    assert (picture["content-type"], picture["cache-control"]) == ("image/png", "public, max-age=86400")
    smaller = head(next(path for path in site.published() if path.endswith(".avif")))
    assert (smaller["content-type"], smaller["cache-control"]) == ("image/avif", "public, max-age=31536000, immutable")
    assert "content-encoding" not in picture


def test_programs_read_one_object(site: Site, deploys: Deploys) -> None:
    site.write(MIRROR).article("a").build()
    (site.output / "mine.txt").write_text("MINE")
    report = json.loads(deploys.done("--json", "--dry-run"))
    assert (report["target"], report["to"], report["dry_run"]) == ("live", "../mirror", True)
    assert {one["path"] for one in report["sent"]} == site.published().keys() - {"mine.txt"}
    assert report["sent"][-1]["bytes"] > 0
    assert (report["removed"], report["unchanged"], report["not_sent"]) == ([], 0, ["mine.txt"])


class Hub(ThreadingHTTPServer):
    """A hub that counts what it is told, and answers as it is to."""

    told = 0
    answer = 204


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.server.told += 1
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_hub_is_told_after_a_deploy(site: Site, deploys: Deploys) -> None:
    with Hub(("127.0.0.1", 0), _Handler) as hub:
        Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        feeds = f'[feeds]\nhub = "http://127.0.0.1:{hub.server_port}/"\n'
        site.write(f'{CONFIG}{feeds}[deploy.live]\nto = "../mirror"\n[deploy.copy]\nto = "../copy"\nping = false\n')
        site.article("a").build()
        deploys.done("live", "--dry-run")
        deploys.done("live", "--no-ping")
        deploys.done("copy")
        assert hub.told == 0
        hub.answer = 500
        printed = deploys.refused("live")
        assert told_in(printed) == ["site.toml: hub-refuses"]
        assert "The site was deployed" in printed
        hub.answer = 204
        assert "Pinged the hub with 3 feeds." in deploys.done("live")
        assert "Pinged" not in deploys.done("live")
        hub.shutdown()


def test_a_target_that_was_emptied_is_filled_again(site: Site, deploys: Deploys, mirror: Path) -> None:
    site.write(MIRROR).article("a").build()
    deploys.done()
    shutil.rmtree(mirror)
    deploys.done()
    assert (mirror / "articles" / "a" / "index.html").exists()


@pytest.mark.parametrize("to", ["../mirror", "rsync:../mirror", "git+file://{}/bare.git#pages"])
def test_paths_of_the_command_line_may_be_relative(
    site: Site, deploys: Deploys, mirror: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    folder = site.root.parent
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder / "bare.git")], check=True)  # noqa: S603, S607
    site.write(f'{CONFIG}[deploy.live]\nto = "{to.format(folder)}"\n').article("a").build()
    monkeypatch.chdir(folder)
    deploys.site = Site.__new__(Site)
    deploys.site.root, deploys.site.output = Path("site"), Path("out")
    assert " 0 removed, 0 unchanged." in deploys.done()
    assert (mirror / "index.html").exists() or to.startswith("git")
