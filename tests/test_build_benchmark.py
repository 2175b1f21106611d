from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import builds, figures, previews
from benchmarks.corpus import Corpus
from benchmarks.cost import Cost
from benchmarks.generators import OURS, Generator, fill, ours
from benchmarks.steps import build_steps

ROWS = (
    "cold",
    "nothing to do",
    "a text edited",
    "a tag added",
    "an article added",
    "a template edited",
)
PREVIEW_ROWS = (
    "preview: the first page",
    "preview: a text edited",
    "preview: a new tag",
    "preview: an article added",
    "preview: all of it",
)
WORK = figures.Work(12, "default", "default")
COST = Cost(2, 1, 50)


def states(generator: Generator) -> dict[str, tuple[int, int]]:
    """The inode and the time of each published file, but for the manifest."""
    files = (file for file in generator.output.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {
        file.relative_to(generator.output).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns) for file in files
    }


def test_each_step_of_the_benchmark_changes_what_it_names(tmp_path: Path) -> None:
    corpus, generator = Corpus(12), ours(tmp_path / "site", "small", "gfm")
    fill(generator, corpus)
    generator.output.mkdir()
    (generator.output / "old.html").write_text("old")
    changed = {}
    for step in build_steps(corpus, 0):
        before = states(generator)
        assert builds.build_cost(generator, step).cpu > 0
        changed[step.name] = {path for path, state in states(generator).items() if before.get(path) != state}
    newest, added, oldest = (corpus.article(place) for place in (11, 12, 0))
    tag = next(tag for tag in corpus.tags if tag not in newest.tags)
    page = f"articles/{newest.slug}/index.html"
    assert tuple(changed) == ROWS
    assert not (generator.output / "old.html").exists()
    assert {page, "index.html", "feed.xml", "plain.css"} <= changed["cold"]
    assert changed["nothing to do"] == set()
    assert page in changed["a text edited"]
    assert f"articles/{oldest.slug}/index.html" not in changed["a text edited"]
    assert "A sentence of round 0." in (generator.output / page).read_text()
    assert {page, f"tag/{tag}/index.html"} <= changed["a tag added"]
    assert newest.title in (generator.output / f"tag/{tag}/index.html").read_text()
    assert {f"articles/{added.slug}/index.html", "index.html"} <= changed["an article added"]
    assert {f"articles/{one.slug}/index.html" for one in (oldest, added)} <= changed["a template edited"]
    assert "A line of round 0." in (generator.output / page).read_text()


def test_the_benchmark_ends_where_the_output_does_not_show_the_step(tmp_path: Path) -> None:
    corpus, generator = Corpus(1), ours(tmp_path / "site", "default", "default")
    fill(generator, corpus)
    step = next(build_steps(corpus, 0))
    with pytest.raises(SystemExit, match="cold: / does not have 'elsewhere'"):
        builds.build_cost(generator, step._replace(text="elsewhere"))


def test_the_benchmark_prints_a_row_for_each_step_and_saves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    builds.main(["--articles", "12", "--runs", "1", "--preview", "--save", str(file)])
    title, _, head, *rows = capsys.readouterr().out.splitlines()
    assert title == "12 articles; theme default, dialect default; rounds: 1"
    assert head.split() == [OURS, "wall", "s", "CPU", "s", "MiB"]
    assert [row[:28].strip() for row in rows] == [*ROWS, *PREVIEW_ROWS]
    costs = figures.saved(file, WORK)
    assert list(costs) == [*ROWS, *PREVIEW_ROWS]
    assert all(costs[name].cpu and costs[name].peak for name in (*ROWS, "preview: all of it"))
    assert costs["nothing to do"].cpu < costs["cold"].cpu


def test_a_preview_that_does_not_show_a_change_ends_the_benchmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, generator = Corpus(2), ours(tmp_path / "site", "small", "default")
    fill(generator, corpus)
    monkeypatch.setattr(previews, "change", lambda *_: None)
    found = previews.preview_costs(generator, corpus, 0)
    assert next(found)[0] == "preview: the first page"
    monkeypatch.setattr(previews, "_LIMIT", 0.1)
    with pytest.raises(SystemExit, match=r"a text edited: /articles/\S+/ does not show it"):
        next(found)


def test_the_benchmark_compares_with_saved_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "figures.json"
    figures.save(file, WORK, {"cold": COST})
    monkeypatch.setattr(builds, "measured", lambda *_, **__: {OURS: {"cold": Cost(1, 2, 50), "new": COST}})
    builds.main(["--articles", "12", "--compare", str(file)])
    rows = capsys.readouterr().out.splitlines()[3:]
    assert [row.split() for row in rows] == [
        ["cold", "1.000", "2.00", "50", "0.50", "2.00", "1.00"],
        ["new", "2.000", "1.00", "50"],
    ]
    with pytest.raises(SystemExit, match="expected"):
        builds.main(["--articles", "13", "--compare", str(file)])
    assert json.loads(file.read_text())["work"] == [12, "default", "default"]


def test_rows_of_other_programs_are_multiples_of_ours() -> None:
    head, row = figures.table("Hugo 1", {"cold": COST}, {"cold": Cost(1, 0, 100)}, OURS)
    assert head.split("times")[1] == f" {OURS}: wall, CPU, MiB"
    assert row.split() == ["cold", "2.000", "1.00", "50", "2.00", "0.50"]


def test_articles_of_the_benchmark_are_the_same_each_time_and_as_long_as_news() -> None:
    first, second = Corpus(60), Corpus(60)
    assert list(first) == list(second)
    lengths = sorted(len(article.body.split()) for article in first)
    assert lengths[0] > 200
    assert 300 < lengths[30] < 500
    assert lengths[-1] < 650
    dates = [article.date for article in first]
    assert dates == sorted(dates)
    assert dates[-1].year - dates[0].year >= 5
    uses = [sum(tag in article.tags for article in first) for tag in (first.tags[0], first.tags[100])]
    assert uses[0] > 10 * uses[1]
