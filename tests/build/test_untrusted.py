"""A site by somebody else, built with `--untrusted`: what its author may do on purpose and a stranger may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, told
from pictures import png

from tagarchive.build import untrusted


def built(site: Site) -> dict[str, bytes]:
    return site.build(untrusted=True)


def test_texts_are_sanitised_whatever_the_config_says(site: Site) -> None:
    site.write('-- site.toml --\n[html]\nsanitise = false\nimage_hosts = ["e.example"]\nembed_hosts = ["e.example"]\n')
    site.article(
        "a", body='<script>x()</script>![a](https://e.example/a.png)<iframe src="https://e.example/"></iframe>'
    )
    assert b"<script>x()" in site.build()["articles/a/index.html"]
    page = built(site)["articles/a/index.html"].decode()
    assert "x()" not in page
    assert 'src="https://e.example' not in page
    assert "frame-src 'none'" in page


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.js", "a.css", "_headers", ".htaccess", ".well-known/x", "b/CNAME"]
)
def test_static_files_that_act_in_the_name_of_the_site_are_left_out(site: Site, name: str) -> None:
    site.article("a").put(f"static/{name}", b"x").put("static/plain.txt", b"x").build()
    files = built(site)
    assert name not in files
    assert "plain.txt" in files
    (notice,) = [notice for notice in told(site.report.notices) if notice.code == "untrusted-file"]
    assert notice == f"static/{name}: untrusted-file"
    assert notice.message.endswith(f"left out: static/{name}")


def test_the_theme_keeps_its_own_styles_and_scripts(site: Site) -> None:
    files = built(site.article("a"))
    assert {"style.css", "theme.js", "favicon.svg"} <= set(files)
    assert not site.report.notices


def test_drawings_and_pages_beside_articles_are_left_out(site: Site) -> None:
    site.article("a", body="![m](m.svg) [p](p.html) ![q](q.png)")
    site.put("content/m.svg", b"<svg/>").put("content/p.html", b"x").put("content/q.png", png(1, 1))
    assert {path for path in built(site) if path.startswith("files/")} == {"files/q.png"}


def test_no_link_is_followed(site: Site) -> None:
    site.article("a", body="[b](b.txt)").put("content/real.txt", b"x")
    (site.root / "content" / "b.txt").symlink_to("real.txt")
    (site.root / "content" / "c.md").symlink_to("a.md")
    assert "files/b.txt" in site.build()
    files = built(site)
    assert not [path for path in files if path.endswith("b.txt") or "/c/" in path]


@pytest.mark.parametrize("name", ["content", "static", "templates"])
def test_a_folder_that_is_a_link_is_refused(site: Site, tmp_path: Path, name: str) -> None:
    site.article("a")
    if (site.root / name).exists():
        (site.root / name).rename(tmp_path / name)
    else:
        (tmp_path / name).mkdir()
    (site.root / name).symlink_to(tmp_path / name)
    (problem,) = site.problems(untrusted=True)
    assert problem == f"{name}: untrusted-link"
    assert problem.message == "found a link, expected none in a site that is not trusted"


def test_nothing_is_remembered_and_nothing_remembered_is_read(site: Site) -> None:
    built(site.article("a"))
    assert not (site.root / ".tagarchive").exists()
    site.build()
    (site.root / ".tagarchive" / "store.sqlite3").write_bytes(b"hostile")
    assert "articles/a/index.html" in built(site)
    assert (site.root / ".tagarchive" / "store.sqlite3").read_bytes() == b"hostile"


@pytest.mark.parametrize(
    ("limit", "place", "what"),
    [
        ("MOST_FILES", "site.toml", " files, expected at most 3 in a site that is not trusted"),
        ("LARGEST_FILE", "content/large.png", "found 500 bytes, expected at most 3"),
        ("LARGEST_SITE", "site.toml", " bytes, expected at most 3"),
    ],
)
def test_a_site_that_is_too_large_is_refused(
    site: Site, limit: str, place: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a").put("content/large.png", b"x" * 500)
    monkeypatch.setattr(untrusted, limit, 3)
    (problem,) = [problem for problem in site.problems(untrusted=True) if problem == f"{place}: untrusted-size"]
    assert what in problem.message
    assert not site.output.exists()
