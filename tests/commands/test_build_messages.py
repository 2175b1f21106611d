"""The summary of a build: what comes first, what is grouped, what stops a build that is strict, what programs read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, Site, told_in

from tagarchive.commands.main import main
from tagarchive.core.gravity import GRAVE, in_order
from tagarchive.core.problem_codes import MEANINGS, PLURALS

PICTURES = "\n\n".join(f"![p](p{n}.png)" for n in range(44))
EMBED = '<iframe src="https://film.example/1"></iframe>'
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>x()</script></svg>'

Printed = pytest.CaptureFixture[str]


def run(site: Site, *options: str) -> int:
    return main(["build", "--root", str(site.root), "--output", str(site.output), "--jobs", "1", *options])


def attention(printed: Printed) -> str:
    """What a summary says after its figures."""
    return printed.readouterr().out.partition("\nNeeds attention ")[2]


def test_many_notices_of_one_kind_are_a_group_with_the_first_few_places(site: Site, capsys: Printed) -> None:
    site.article("a", body=PICTURES).article("z", body=EMBED)
    assert run(site) == 0
    assert attention(capsys) == (
        "(45):\n"
        "  44 missing pictures and files [missing-file]:\n"
        "    content/a.md:5:6: found a link to content/p0.png, which does not exist; it stands as plain text\n"
        "    content/a.md:7:6: found a link to content/p1.png, which does not exist; it stands as plain text\n"
        "    content/a.md:9:6: found a link to content/p2.png, which does not exist; it stands as plain text\n"
        "    … and 41 more; --all lists them\n"
        "    hint: paths start at the article's folder\n"
        "  content/z.md:5:14: found 1 embed of film.example; it became a link [embed-not-allowed]\n"
        "      hint: to show it, under [html] in site.toml write embed_hosts = "
        '["www.youtube-nocookie.com", "www.youtube.com", "player.vimeo.com", "film.example"]\n'
    )


def test_all_shows_every_notice(site: Site, capsys: Printed) -> None:
    site.article("a", body=PICTURES)
    run(site, "--all")
    said = attention(capsys)
    assert said.count("which does not exist") == 44
    assert "more" not in said


def test_a_grave_notice_stands_before_a_lost_picture_and_that_before_a_spelling(site: Site, capsys: Printed) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\n').put("content/plan.svg", SCRIPT).put("static/id_rsa", b"key")
    site.article("a", tags="[Oil, oil]", body="![p](gone.png) ![x](plan.svg)").article("b", tags="[OIL]")
    assert run(site) == 0
    assert [told.rpartition(" ")[2] for told in told_in(attention(capsys))] == [
        "no-base-url",
        "active-file",
        "hidden-file",
        "missing-file",
        "tag-spelling",
    ]


def test_grave_notices_are_never_cut(site: Site, capsys: Printed) -> None:
    for n in range(30):
        site.put(f"content/{n}.svg", SCRIPT)
    site.article("a", body=" ".join(f"![x]({n}.svg)" for n in range(30)))
    run(site)
    said = attention(capsys)
    assert "  30 files that run scripts [active-file]:\n" in said
    assert said.count("found <script>") == 30


def test_every_code_with_a_rank_or_a_plural_exists() -> None:
    assert {*GRAVE, *PLURALS} <= MEANINGS.keys()
    assert sorted(("tag-spelling", "missing-file", "no-base-url"), key=in_order) == [
        "no-base-url",
        "missing-file",
        "tag-spelling",
    ]


def test_quiet_prints_grave_notices_alone(site: Site, capsys: Printed) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\n').article("a", body=PICTURES)
    assert run(site, "--quiet") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert told_in(said.err) == ["site.toml: no-base-url"]
    assert run(site, "--quiet") == 0
    assert told_in(capsys.readouterr().err) == ["site.toml: no-base-url"]


def test_quiet_prints_nothing_about_a_site_without_grave_notices(site: Site, capsys: Printed) -> None:
    site.article("a", body=PICTURES)
    assert run(site, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_of_many_problems_of_one_kind_the_first_twenty_are_shown(site: Site, capsys: Printed) -> None:
    site.article("a", body="\n\n".join(f"[x](gone{n}.md)" for n in range(30))).article("b", body="[x](lost.md#y)")
    site.put("content/c.md", b"---\ntitle: C\ndate: no\n---\n")
    assert run(site) == 1
    said = capsys.readouterr().err
    assert said.count("[broken-link]\n") == 20
    assert "… and 11 more [broken-link]; --all lists them\n\n32 problems.\n" in said
    assert "content/c.md:3:7: bad-value" in told_in(said)
    assert run(site, "--all") == 1
    assert capsys.readouterr().err.count("[broken-link]\n") == 31


def test_all_is_said_of_a_build_with_nothing_to_do_too(site: Site, capsys: Printed) -> None:
    site.article("a", body=PICTURES)
    run(site)
    first = attention(capsys)
    run(site)
    assert attention(capsys) == first


# Strictness.


def test_strict_makes_notices_stop_a_build_and_the_last_good_site_stays(site: Site, capsys: Printed) -> None:
    good = site.article("a").build()
    site.article("b", body="![p](gone.png)")
    assert run(site, "--strict") == 1
    said = capsys.readouterr()
    assert (said.out, told_in(said.err)) == ("", ["content/b.md:5:6: missing-file"])
    assert said.err.endswith(
        "\n1 problem.\nThese are notices; `strict` makes them stop a build. "
        "Nothing was published; what was there is as it was.\n"
    )
    assert site.published() == good


def test_strict_stops_a_build_with_nothing_to_do_too(site: Site, capsys: Printed) -> None:
    site.article("a", body="![p](gone.png)")
    assert (run(site), run(site, "--strict"), run(site)) == (0, 1, 0)
    assert "0 files rendered" in capsys.readouterr().out


def test_strict_with_codes_stops_at_these_alone(site: Site, capsys: Printed) -> None:
    site.article("a", body=f"![p](gone.png)\n\n{EMBED}")
    assert run(site, "--strict=tag-spelling,cut-day") == 0
    assert run(site, "--strict=embed-not-allowed,cut-day") == 1
    assert told_in(capsys.readouterr().err) == ["content/a.md:7:14: embed-not-allowed"]


def test_strict_about_one_kind_still_tells_of_grave_notices(site: Site, capsys: Printed) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\n').article("a", body="![p](gone.png)")
    assert run(site, "--strict=missing-file") == 1
    assert told_in(capsys.readouterr().err) == ["site.toml: no-base-url", "content/a.md:5:6: missing-file"]


def test_strict_takes_no_word_after_it(site: Site, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(site, "--strict", "missing-file")
    assert stopped.value.code == 2
    assert "unrecognized arguments: missing-file" in capsys.readouterr().err
    assert run(site.article("a"), "--strict") == 0


@pytest.mark.parametrize("word", ["--strict=mising-file", "--strict=tag-spelling,mising-file"])
def test_strict_with_an_unknown_code_says_what_may_be_meant(site: Site, capsys: Printed, word: str) -> None:
    with pytest.raises(SystemExit):
        run(site, word)
    assert "found no code “mising-file”; did you mean “missing-file”?" in capsys.readouterr().err


def test_a_site_may_say_that_its_builds_are_strict(site: Site) -> None:
    site.article("a", body="![p](gone.png)")
    for value, said in (
        ("true", ["content/a.md:5:6: missing-file"]),
        ('["missing-file"]', ["content/a.md:5:6: missing-file"]),
    ):
        assert site.write(f"-- site.toml --\n{CONFIG}build.strict = {value}\n").problems() == said
    for value in ("false", "[]", '["tag-spelling"]'):
        site.write(f"-- site.toml --\n{CONFIG}build.strict = {value}\n").build()
    (problem,) = site.problems(strict=["missing-file"])
    assert problem == "content/a.md:5:6: missing-file"


@pytest.mark.parametrize(
    ("value", "expected", "hint"),
    [
        ('["mising-file"]', "a code of docs/reference/problems.md", "did you mean “missing-file”?"),
        ('"missing-file"', "true or false, or a list, each item a code of docs/reference/problems.md", ""),
        ("1", "true or false, or a list, each item a code of docs/reference/problems.md", ""),
    ],
)
def test_a_wrong_value_of_strict_is_a_problem_at_its_line(site: Site, value: str, expected: str, hint: str) -> None:
    (problem,) = site.write(f"-- site.toml --\n{CONFIG}build.strict = {value}\n").problems()
    assert problem.startswith("site.toml:3:")
    assert problem.message.endswith(f"expected {expected}")
    assert hint in problem.hint


def test_what_only_publishing_shows_fails_a_strict_build_after_it(site: Site, capsys: Printed) -> None:
    site.write(f"-- site.toml --\n{CONFIG}build.swap = true\n").article("a").build()
    (site.output / "mine.txt").write_text("x")
    site.article("b")
    assert run(site, "--strict") == 1
    said = capsys.readouterr().err
    assert "[no-swap]" in said
    assert said.endswith("The site was published; fix that all the same.\n")
    assert "articles/b/index.html" in site.published()


def test_files_that_are_pruned_are_no_notice(site: Site) -> None:
    site.article("a").output.mkdir()
    (site.output / "old.html").write_text("x")
    site.build(prune=True, strict=["foreign-file"])
    assert site.report.notices == ()


# For programs.


def said_as_json(capsys: Printed) -> Any:
    return json.loads(capsys.readouterr().out)


def test_json_is_one_object_with_problems_notices_and_counts(site: Site, capsys: Printed) -> None:
    site.article("a", tags="[Oil]", body="![p](gone.png)")
    assert run(site, "--json") == 0
    said = said_as_json(capsys)
    counts = said.pop("counts")
    assert said == {
        "problems": [],
        "notices": [
            {
                "code": "missing-file",
                "path": "content/a.md",
                "line": 6,
                "message": "found a link to content/gone.png, which does not exist; it stands as plain text",
                "hint": "paths start at the article's folder",
            }
        ],
    }
    assert list(counts) == ["articles", "tags", "pages", "feeds", "rendered", "written", "kept", "removed"]
    assert (counts["articles"], counts["tags"], counts["kept"], counts["removed"]) == (1, 1, 0, 0)
    assert counts["rendered"] == counts["written"] > 0
    run(site, "--json")
    assert said_as_json(capsys)["counts"] == {**counts, "rendered": 0, "written": 0, "kept": counts["written"]}


@pytest.mark.parametrize(
    ("files", "options", "told"),
    [
        ("-- content/a.md --\n---\ntitle: A\n---\n", (), ("missing-key", "content/a.md", 1)),
        ("-- site.toml --\ntitle = 1\n", (), ("bad-value", "site.toml", 1)),
        ("-- content/a.md --\n---\ntitle: A\ndate: 2020-01-01\n---\n![](x.png)", ("--strict",), ("missing-file",)),
        ("-- content/a.md --\nText.", ("--output", "/"), ("bad-output-folder", "/", None)),
    ],
)
def test_json_of_a_build_that_fails_has_its_problems(
    site: Site, capsys: Printed, files: str, options: tuple[str, ...], told: tuple[object, ...]
) -> None:
    assert run(site.write(files), "--json", *options) == 1
    said = capsys.readouterr()
    found = json.loads(said.out)
    (problem,) = found["problems"]
    assert tuple(problem.values())[: len(told)] == told
    assert set(found["counts"].values()) == {None}
    assert "Nothing was published" in said.err


def test_json_tells_of_a_wrong_variable_of_the_shell(
    site: Site, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(site.article("a"), "--json") == 1
    (problem,) = said_as_json(capsys)["problems"]
    assert (problem["code"], problem["path"]) == ("bad-argument", "SOURCE_DATE_EPOCH")


def test_json_tells_of_a_folder_without_a_site(tmp_path: Path, capsys: Printed) -> None:
    assert main(["build", "--root", str(tmp_path), "--json"]) == 1
    assert [one["code"] for one in said_as_json(capsys)["problems"]] == ["no-site"]


def test_json_names_the_notices_that_stop_no_strict_build(site: Site, capsys: Printed) -> None:
    site.article("a", body=f"![p](gone.png)\n\n{EMBED}")
    assert run(site, "--json", "--strict=missing-file") == 1
    said = said_as_json(capsys)
    assert [one["code"] for one in said["problems"]] == ["missing-file"]
    assert [one["code"] for one in said["notices"]] == ["embed-not-allowed"]


def test_json_leaves_an_explanation_to_the_terminal(site: Site, capsys: Printed) -> None:
    run(site.article("a"), "--json", "--explain", "/articles/a/")
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"] == []
    assert said.err.startswith("articles/a/index.html: made, because ")


def test_json_needs_no_terminal_that_knows_its_letters(site: Site, capsys: Printed) -> None:
    site.article("ä", body="![p](gone\u0085\u202e.png) ![p](نفط.png)")
    run(site, "--json")
    said = capsys.readouterr().out
    assert said.isascii()
    assert said.rstrip("\n").isprintable()
    assert [one["path"] for one in json.loads(said)["notices"]] == ["content/ä.md", "content/ä.md"]
