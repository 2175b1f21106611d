"""The command lines of `clip` and `new --from`: options, exit codes, and what is printed."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from conftest import Site
from web_server import Answer, Server

from tagarchive.commands.main import main
from tagarchive.importing.inputs import fetching
from tagarchive.importing.inputs.fetch_limits import PAGE_LIMITS

DATA = {
    "@type": "NewsArticle",
    "headline": "Strike",
    "datePublished": "2021-02-03",
    "publisher": {"name": "Lodestar"},
    "description": "What \x1b[31mthe dockers want.",
}
HTML = (("Content-Type", "text/html"),)
TEXT = "<p>Dockers in Velm stopped work on Tuesday morning after talks about pay broke down, it was said.</p>"
PAGE = (
    f'<!doctype html><html lang="en"><script type="application/ld+json">{json.dumps(DATA)}</script>'
    f"<article>{TEXT}</article></html>"
).encode()


@pytest.fixture
def url(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a page on a server that is asked without a pause."""
    monkeypatch.setattr(fetching, "PAGE_LIMITS", PAGE_LIMITS._replace(pause=0.0))
    server.answers["/a"] = Answer(200, PAGE, HTML)
    return f"{server.url}/a"


def run(site: Site, *arguments: str) -> int:
    return main([*arguments, "--root", str(site.root)])


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_the_report_is_one_object(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "clip", url, "file:///etc/passwd", "--tag", "Ports", "--allow-private", "--json") == 1
    report = as_json(capsys)
    assert list(report) == ["clipped", "refused"]
    (clipped,) = report["clipped"]
    assert list(clipped) == ["from", "to", "known", "guessed"]
    assert (clipped["from"], clipped["to"], clipped["known"]) == (url, "content/2021/strike.md", False)
    (refused,) = report["refused"]
    assert list(refused) == ["from", "reason"]
    assert refused["from"] == "file:///etc/passwd"
    assert run(site, "clip", url, "--allow-private", "--json") == 0
    assert as_json(capsys)["clipped"] == [{"from": url, "to": "content/2021/strike.md", "known": True, "guessed": []}]


def test_guesses_are_in_the_report(site: Site, server: Server, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    server.answers["/b"] = Answer(200, PAGE.replace(b"headline", b"other"), HTML)
    assert run(site, "clip", url.replace("/a", "/b"), "--allow-private", "--json") == 0
    keys = {guess["key"]: guess for guess in as_json(capsys)["clipped"][0]["guessed"]}
    assert set(keys["title"]) == {"key", "value", "why"}


def test_what_is_printed_says_where_values_were_found(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "clip", url, "nowhere.html", "--allow-private") == 1
    out, err = capsys.readouterr()
    assert f"content/2021/strike.md is new: {url}\n" in out
    assert "  title: JSON-LD headline\n" in out
    assert out.endswith("1 new article, 0 known, 1 refused.\n")
    assert err.startswith("nowhere.html: refused: found no file here")
    assert "\x1b" not in out
    assert run(site, "clip", url, "--tag", "New", "--allow-private") == 0
    out = capsys.readouterr().out
    assert f"content/2021/strike.md is here already: {url}\n  it gained “New”\n" in out


def test_a_page_of_this_machine_is_refused_unless_it_is_allowed(
    site: Site, server: Server, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "clip", url) == 1
    assert "private network" in capsys.readouterr().err
    assert server.asked == []
    assert list((site.root / "content").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["clip"],
        ["clip", "x.html", "--tag", ""],
        ["clip", "x.html", "--tag", "\x1b"],
        ["clip", "x.html", "--retrieved", "soon"],
        ["clip", "x.html", "--nonsense"],
        ["new"],
    ],
)
def test_a_command_line_that_is_not_understood_ends_with_2(
    site: Site, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run(site, *arguments)
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_folder_without_a_site_is_a_problem(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.delete("site.toml")
    assert run(site, "clip", "x.html") == 1
    assert "[no-site]" in capsys.readouterr().err


def test_options_decide_on_drafts_and_moments(site: Site, url: str) -> None:
    assert run(site, "clip", url, "--draft", "--retrieved", "2021-03-04", "--allow-private") == 0
    text = (site.root / "content/2021/strike.md").read_text()
    assert "draft: true\n" in text
    assert "  retrieved: 2021-03-04\n" in text or "  retrieved: 2021-03-04T00:00:00+00:00\n" in text


def test_a_new_article_can_be_about_a_page(site: Site, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "new", "--from", url, "--tag", "Ports", "--allow-private") == 0
    path = site.root / "content/2021/strike.md"
    assert capsys.readouterr().out == f"{path}\n"
    text = path.read_text()
    assert "title: Strike\n" in text
    assert "  name: Lodestar\n" in text
    assert "republish" not in text
    assert text.endswith("\n---\n")
    assert run(site, "new", "My words", "--from", url, "--tag", "More", "--allow-private") == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_text() == text.replace("[Ports]", "[Ports, More]")


def test_a_page_that_can_not_be_had_makes_no_new_article(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "new", "--from", url) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "private network" in err


def test_packages_that_are_missing_are_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith(("tagarchive.collecting", "warcio"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "warcio", None)
    assert run(site, "clip", "x.html") == 1
    assert "[missing-extra]" in capsys.readouterr().err
