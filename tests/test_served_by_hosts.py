"""The sample site as web servers of others serve it, with the configurations that `init --host` writes."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hosting import Host, apache, caddy, nginx
from pictures import jpeg

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest
from tagarchive.commands.host_files import HOSTS
from tagarchive.commands.main import main
from tagarchive.reading.edition import Edition

CHECKOUT = Path(__file__).parent.parent
NAMED = Path("/var/www/clippings.example")
MOVED = """---
title: Moved
date: 2021-05-05
summary: It was elsewhere.
aliases:
  - /old/
  - /old/place.html
  - /2019/05/a%20story.php
  - /قديم/
  - /Articles/Moved/
  - /articles/MOVED/
  - '/bad";}/'
  - /bad$uri/
  - '/bad{env.HOME}/'
  - /bad'&<x>/
  - /plain.html
---
A drawing: [of it](drawing.svg), a photo: ![of it](photo.jpg), and [a paper](paper.pdf).
"""


class Hosted(NamedTuple):
    """A site on a web server: its name, the server, the path before all addresses, and what was published."""

    name: str
    host: Host
    prefix: str
    files: dict[str, bytes]


@contextmanager
def served(root: Path, top: Path, prefix: str) -> Iterator[list[Hosted]]:
    """A site, published below `top`, on each of the servers with the configuration that `init` writes into it."""
    for name in ("nginx", "caddy", "apache"):
        assert main(["init", str(root), "--host", name]) == 0
    public = top / prefix.lstrip("/")
    build(BuildRequest(root, public, Edition(drafts=False, now=datetime(2026, 6, 1, tzinfo=UTC))))
    files = {file.relative_to(public).as_posix(): file.read_bytes() for file in public.rglob("*") if file.is_file()}
    with ExitStack() as running:
        yield [
            Hosted("nginx", running.enter_context(nginx(root / "nginx.conf", NAMED, public)), prefix, files),
            Hosted("caddy", running.enter_context(caddy(root / "Caddyfile", NAMED, public)), prefix, files),
            Hosted("apache", running.enter_context(apache(top)), prefix, files),
        ]


@pytest.fixture(scope="module", params=["", "/my.archive"])
def hosts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Hosted]]:
    prefix = request.param
    root, top = tmp_path_factory.mktemp("hosts") / "site", tmp_path_factory.mktemp("top")
    for folder in ("content", "static"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    config = (CHECKOUT / "site.toml").read_text().replace(".example/", f".example{prefix}/")
    formats = '[redirects]\nformats = ["netlify", "nginx", "caddy", "apache"]\n'
    (root / "site.toml").write_text(f"{config}\n{formats}")
    (root / "content/moved.md").write_text(MOVED)
    (root / "content/photo.jpg").write_bytes(jpeg(500, 300))
    (root / "content/drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (root / "content/paper.pdf").write_bytes(b"%PDF-1.4\n")
    with served(root, top, prefix) as servers:
        yield servers


@pytest.fixture(params=["nginx", "caddy", "apache"])
def hosted(request: pytest.FixtureRequest, hosts: list[Hosted]) -> Hosted:
    return next(one for one in hosts if one.name == request.param)


TARGET = "/articles/moved/"


def test_every_file_is_served_with_its_bytes(hosted: Hosted) -> None:
    count = 0
    for path, data in hosted.files.items():
        address = quote(f"{hosted.prefix}/{path.removesuffix('index.html') if path.endswith('index.html') else path}")
        answer = hosted.host.get(address)
        if "_redirects" in path or path.rpartition("/")[2].startswith("."):
            assert answer.status in (403, 404), address
        elif b'http-equiv="refresh"' in data:
            assert answer.status in (200, 301), address
        else:
            assert (answer.status, answer.body) == (200, data), address
            count += 1
    assert count > 200


def test_what_is_not_there_is_answered_with_the_page_for_it(hosted: Hosted) -> None:
    for path in ("/none", "/none/", "/articles/none/", "/tag/none/feed.xml"):
        answer = hosted.host.get(f"{hosted.prefix}{path}")
        assert (answer.status, answer.body) == (404, hosted.files["404.html"]), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_folder_without_its_slash_leads_to_it(hosted: Hosted) -> None:
    answer = hosted.host.get(f"{hosted.prefix}/tag/iranbacked")
    assert answer.status in (301, 308)
    assert answer.headers["location"].endswith(f"{hosted.prefix}/tag/iranbacked/")
    if hosted.prefix:
        assert hosted.host.get(hosted.prefix).headers["location"].endswith(f"{hosted.prefix}/")
        assert hosted.host.get("/").status in (403, 404)


def test_former_addresses_lead_on(hosted: Hosted) -> None:
    for old in ("/old/", "/old/place.html", "/2019/05/a story.php", "/قديم/"):
        answer = hosted.host.get(quote(f"{hosted.prefix}{old}"))
        assert answer.status == 301, old
        assert answer.headers["location"].endswith(f"{hosted.prefix}{TARGET}"), old
    assert hosted.host.get(f"{hosted.prefix}{TARGET}").status == 200


def test_another_case_leads_on_and_round_in_no_circle(hosted: Hosted) -> None:
    answer = hosted.host.get(f"{hosted.prefix}/articles/MOVED/")
    # The files of folders say nothing of those that a disk may take for one.
    assert answer.status == (404 if hosted.name == "apache" else 301)


def test_an_address_that_a_server_might_misread_has_its_page(hosted: Hosted) -> None:
    pages = [path for path in hosted.files if path.startswith("bad") and path.endswith("index.html")]
    assert len(pages) >= 3
    for path in pages:
        answer = hosted.host.get(quote(f"{hosted.prefix}/{path.removesuffix('index.html')}"))
        assert (answer.status, answer.body) == (200, hosted.files[path])
    rules = "".join(
        data.decode() for path, data in hosted.files.items() if path in ("_redirects.nginx", "_redirects.caddy")
    )
    assert "bad" not in rules
    assert rules.count(TARGET) > 6


def test_feeds_have_their_types(hosted: Hosted) -> None:
    for path, kind in (
        ("/feed.xml", "application/rss+xml"),
        ("/tag/iranbacked/feed.xml", "application/rss+xml"),
        ("/tag/iranbacked/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
    ):
        answer = hosted.host.get(f"{hosted.prefix}{path}")
        assert answer.status == 200
        assert re.fullmatch(rf"{re.escape(kind)}(; ?charset=utf-8)?", answer.headers["content-type"]), path


def test_other_files_have_their_types(hosted: Hosted) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/files/drawing.svg", "image/svg+xml"),
        *((f"/{path}", "image/avif") for path in hosted.files if path.endswith(".avif")),
        ("/files/paper.pdf", "application/pdf"),
    ):
        assert hosted.host.get(f"{hosted.prefix}{path}").headers["content-type"].startswith(kind), path


def test_only_what_is_named_by_its_content_is_kept_for_ever(hosted: Hosted) -> None:
    named = [path for path in hosted.files if re.search(r"\.[0-9a-f]{10}\.(?:avif|css|js)$", path)]
    assert len(named) >= 4

    def kept(path: str) -> str:
        return hosted.host.get(f"{hosted.prefix}/{path}").headers["cache-control"]

    for path in named:
        assert kept(path) == "public, max-age=31536000, immutable"
    for path in ("", "style.css", "articles/moved/", "feed.xml", "sitemap.xml"):
        assert kept(path) == "public, max-age=300", path
    for path in ("files/drawing.svg", "files/photo.jpg"):
        assert kept(path) == "public, max-age=3600"


def test_every_answer_has_the_headers_of_the_policy(hosted: Hosted) -> None:
    for path in ("/", "/feed.xml", "/none/", "/style.css", "/files/paper.pdf"):
        headers = hosted.host.get(f"{hosted.prefix}{path}").headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert headers["content-security-policy"] == "frame-ancestors 'self'"


def test_a_drawing_that_is_opened_by_itself_runs_nothing(hosted: Hosted) -> None:
    policy = hosted.host.get(f"{hosted.prefix}/files/drawing.svg").headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert "allow-scripts" not in policy


def test_texts_are_sent_compressed(hosted: Hosted) -> None:
    for path, file in (("/", "index.html"), ("/feed.xml", "feed.xml"), ("/style.css", "style.css")):
        answer = hosted.host.get(f"{hosted.prefix}{path}", Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip", path
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert gzip.decompress(answer.body) == hosted.files[file]


def test_what_did_not_change_is_not_sent_again(hosted: Hosted) -> None:
    first = hosted.host.get(f"{hosted.prefix}/feed.xml")
    assert hosted.host.get(f"{hosted.prefix}/feed.xml", If_None_Match=first.headers["etag"]).status == 304


@pytest.mark.parametrize("path", ["/../site.toml", "/%2e%2e/site.toml", "/files/..%2f..%2fsite.toml", "/.htaccess"])
def test_no_address_leads_out_of_the_site(hosted: Hosted, path: str) -> None:
    answer = hosted.host.get(f"{hosted.prefix}{path}")
    assert answer.status in (301, 400, 403, 404)
    assert b"clippings" not in answer.body or answer.body == hosted.files["404.html"]


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_new_site_without_former_addresses_is_served(name: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--host", name]) == 0
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    assert not list((root / "public").glob("_redirects*"))
    named, (file,) = Path("/var/www/example.org"), [root / path for path in HOSTS[name].files]
    file.write_text(file.read_text().replace("\nexample.org {", "\nclippings.example {"))
    with (nginx if name == "nginx" else caddy)(file, named, root / "public") as host:
        assert host.get("/articles/welcome/").body == (root / "public/articles/welcome/index.html").read_bytes()
        assert host.get("/none/").status == 404


@pytest.fixture(scope="module", params=["", "/desk"])
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Hosted]]:
    """A site with addresses of articles that have no ending."""
    prefix = request.param
    root, top = tmp_path_factory.mktemp("bare") / "site", tmp_path_factory.mktemp("top")
    root.mkdir()
    base = f'title = "A"\nbase_url = "https://clippings.example{prefix}/"\n'
    (root / "site.toml").write_text(f'{base}[articles]\naddress = "/{{year}}/{{slug}}"\n')
    (root / "content").mkdir()
    (root / "content/a.md").write_text("---\ntitle: A\ndate: 2021-01-01\n---\n[b](b.md) [c](LICENSE)\n")
    (root / "content/b.md").write_text("---\ntitle: B\ndate: 2021-01-02\nslug: عراق\n---\nText.\n")
    (root / "content/LICENSE").write_text("Free.\n")
    with served(root, top, prefix) as servers:
        yield servers


@pytest.mark.parametrize("name", ["nginx", "caddy", "apache"])
def test_addresses_without_an_ending_are_served(bare: list[Hosted], name: str) -> None:
    hosted = next(one for one in bare if one.name == name)
    for path in ("2021/a", "2021/عراق"):
        answer = hosted.host.get(quote(f"{hosted.prefix}/{path}"))
        assert (answer.status, answer.body) == (200, hosted.files[f"{path}.html"]), path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert hosted.host.get(f"{hosted.prefix}/files/LICENSE").body == b"Free.\n"
    assert hosted.host.get(f"{hosted.prefix}/2021/").body == hosted.files["2021/index.html"]
    assert hosted.host.get(f"{hosted.prefix}/2021").headers["location"].endswith(f"{hosted.prefix}/2021/")
    assert hosted.host.get(f"{hosted.prefix}/2021/none").status == 404
