"""`tagarchive stats` counts what is there, and draws bars that fit the terminal."""

from __future__ import annotations

import io
import json
import sys

import pytest
from conftest import Site

from tagarchive.commands.main import main
from tagarchive.commands.stats import bar, chart


@pytest.fixture
def counted(site: Site) -> Site:
    """A site with three articles of two years, a draft, and one that is held."""
    site.article("a", tags="[Iraq, Öl]", source="Wire", date="2019-11-02", body="One two three.")
    site.article("b", tags="[Iraq]", summary="S.", date="2019-12-03", authors="[Ann]").article("c", date="2021-02-04")
    return site.article("d", draft="true").article("e", date="2999-01-01")


def run(site: Site, *options: str) -> int:
    return main(["stats", "--root", str(site.root), "--jobs", "1", *options])


def test_figures_are_printed_as_json(counted: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(counted, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    expected = {"articles": 3, "drafts": 1, "held": 1, "words": 5, "tags": 2, "tags_of_one": 1, "sources": 1}
    expected |= {"authors": 1, "without_tags": 1, "with_source": 1, "with_summary": 1, "with_picture": 0}
    assert expected.items() <= figures.items()
    assert (figures["first"], figures["last"]) == ("2019-11-02", "2021-02-04")
    assert figures["by_year"] == {"2019": 2, "2020": 0, "2021": 1}
    assert list(figures["by_month"].items())[-12:][-1] == ("2021-02", 1)
    assert len(figures["by_month"]) == 12
    assert figures["busiest"] == [{"name": "Iraq", "articles": 2}, {"name": "Öl", "articles": 1}]
    assert figures["files"] > figures["pages"] > figures["feeds"] > 0


def test_drafts_are_counted_if_they_are_asked_for(counted: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(counted, "--json", "--drafts") == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 4


def test_figures_are_shown_with_bars(
    counted: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert run(counted) == 0
    out = capsys.readouterr().out
    assert out.startswith("Desk\n\n           3  articles  (2019-11-02 to 2021-02-04)\n")
    assert "           1  draft\n           1  held\n           1  source\n" in out
    assert "           1  with source  (33% of all articles)\n" in out
    assert f"           2  {'█' * 40}  2019\n           0  {' ' * 40}  2020\n" in out
    assert max(map(len, out.splitlines())) <= 60


def test_a_terminal_with_few_characters_gets_plain_bars(counted: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", shown)
    assert run(counted) == 0
    shown.seek(0)
    out = shown.read()
    assert "##" in out
    assert "\\xd6l\n" in out


def test_an_archive_without_articles_has_no_charts(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site) == 0
    assert "by year" not in capsys.readouterr().out


def test_a_site_with_faults_says_them(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site.article("a", date="yesterday")) == 1
    assert "content/a.md:3:7: " in capsys.readouterr().err


@pytest.mark.parametrize(("share", "shown"), [(0, ""), (0.001, "▏"), (0.5, "██"), (0.55, "██▎"), (1, "████")])
def test_a_bar_has_eighths(share: float, shown: str) -> None:
    assert bar(share, 4, " ▏▎▍▌▋▊▉█") == shown


def test_a_narrow_terminal_has_short_bars() -> None:
    assert list(chart((("Iraq", 2), ("Oil", 1)), 10, " #")) == ["           2  #  Iraq", "           1  #  Oil"]
