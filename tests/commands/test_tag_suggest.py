"""`tagarchive tags suggest` shows what rules add to articles, and writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Site, told_in

from tagarchive.collecting.rules import suggestions
from tagarchive.commands.main import main

Run = Callable[..., str]


@pytest.fixture
def run(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tagarchive tags suggest` and returns what it prints. `code` is the exit code that is expected."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    def command(*words: str, code: int = 0) -> str:
        assert main(["tags", "suggest", "--jobs", "1", *words, "--root", str(site.root)]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return command


@pytest.fixture
def suggested(site: Site, run: Run) -> Callable[..., list[dict[str, Any]]]:
    """The suggestions for the site with some rules."""

    def found(rules: str, *words: str) -> list[dict[str, Any]]:
        site.put("rules.toml", rules.encode())
        answer = json.loads(run("--json", *words))
        assert list(answer) == ["suggestions"]
        listed: list[dict[str, Any]] = answer["suggestions"]
        return listed

    return found


def paths(found: list[dict[str, Any]]) -> list[str]:
    return [Path(one["path"]).stem for one in found if one["rule"]]


Suggested = Callable[..., list[dict[str, Any]]]


def test_a_suggestion_has_its_article_tags_rule_and_words(site: Site, suggested: Suggested) -> None:
    site.article("a", body="The Houthis, or Ansar Allah.", tags="[x, y]").article("b", title="A Houthi", tags="[x, y]")
    rules = "\n[[rule]]\nwords = ['houthi', 'Ansar-Allah', '/Hou.his/']\ntags = ['Houthis', 'x', 'Yemen']\n"
    assert suggested(rules) == [
        {
            "path": "content/a.md",
            "tags": ["Houthis", "Yemen"],
            "rule": "rules.toml:2",
            "words": ["Ansar-Allah", "/Hou.his/"],
        },
        {"path": "content/b.md", "tags": ["Houthis", "Yemen"], "rule": "rules.toml:2", "words": ["houthi"]},
    ]


def test_words_are_found_in_headline_summary_and_text_alone(site: Site, suggested: Suggested) -> None:
    site.article("title", title="Drone").article("summary", summary="A drone.").article("text", body="**Dro**ne")
    site.article("address", body="[x](https://e.example/drone)").article("tag", tags="[drone]")
    site.article("code", body="<!-- drone -->Word")
    rules = "[[rule]]\nwords = 'drone'\ntags = 'new'\n"
    assert paths(suggested(rules)) == ["summary", "text", "title"]


CONDITIONS = {
    "words": ("words = ['Houthi', 'none']", "a"),
    "source": ("source = ['AP', 'Reuters Agency']", "a b"),
    "domain": ("domain = 'reuters.example'", "a"),
    "domain above": ("domain = 'example'", "a b"),
    "domain of another ending": ("domain = 'euters.example'", ""),
    "language": ("language = 'en'", "a c"),
    "language of a region": ("language = 'en-GB'", "a"),
    "author": ("author = 'ann lee'", "a"),
    "year": ("year = [2019, '2021..2023']", "a c"),
    "with": ("with = ['Yemen', 'war']", "b"),
    "with one below": ("with = 'Yemen'", "a b"),
    "with an alias": ("with = 'Houthi movement'", "a"),
    "without": ("without = ['Sana']", "c"),
    "all": ("words = 'Houthi'\nyear = 2021\nsource = 'Reuters'\nwithout = 'war'", "a"),
    "all but one": ("words = 'Houthi'\nyear = 2021\nsource = 'Reuters'\nwith = 'war'", ""),
}


@pytest.mark.parametrize(("conditions", "found"), CONDITIONS.values(), ids=CONDITIONS)
def test_all_conditions_have_to_hold(site: Site, suggested: Suggested, conditions: str, found: str) -> None:
    source = "{name: Reuters, url: 'https://www.reuters.example/a/b', authors: [Ann Lee]}"
    site.article("a", body="A Houthi base.", tags="[Ansar Allah]", lang="en-GB", source=source, date="2021-02-02")
    other = "{name: reuters agency, url: 'https://other.example/'}"
    site.article("b", tags="[Yemen, war]", lang="ar", source=other, date="2020-01-01").article("c", date="2023-01-01")
    site.write("-- content/sources/reuters.md --\n---\nname: Reuters\nalso: [Reuters Agency]\n---\n")
    site.put(
        "content/tags/houthis.md", b"---\nname: Houthis\nalso: [Ansar Allah, Houthi movement]\nparent: Yemen\n---\n"
    )
    site.put("content/tags/yemen.md", b"---\nname: Yemen\nalso: [Sana]\n---\n")
    assert paths(suggested(f"[[rule]]\n{conditions}\ntags = 'new'\n")) == found.split()


def test_an_article_filed_under_an_alias_has_the_tag(site: Site, suggested: Suggested) -> None:
    site.write("-- content/tags/houthis.md --\n---\nname: Houthis\nalso: [Ansar Allah]\n---\n")
    site.article("a", tags="[ansar allah]").article("b", tags="[Houthis]").article("c", tags="[Ansar  allah]").article(
        "d"
    )
    (found,) = suggested("[[rule]]\nwords = 'Text'\ntags = ['Ansar Allah']\n")
    # The tag is written under the name that its articles use, not under the alias.
    assert (found["path"], found["tags"]) == ("content/d.md", ["Houthis"])


def test_drafts_and_withdrawn_articles_get_tags_too(site: Site, suggested: Suggested) -> None:
    site.article("a", draft="true").article("b", withdrawn="{date: 2021-02-02}").article("c", expires="2022-01-01")
    assert paths(suggested("[[rule]]\nyear = 2021\ntags = 'new'\n")) == ["a", "b", "c"]


def test_writing_adds_what_rules_add_and_nothing_else(site: Site, run: Run) -> None:
    site.write("-- content/tags/iran.md --\n---\nname: Iran\n---\n").article("filed", tags="[Iran, x]", body="Iran")
    a = b'---\r\ntitle: "A"   # mine\r\ndate: 2021-01-01\r\ntags: [ "x" ,y]\r\n---\r\nThe Houthis of *Iran*.\r\n'
    b = b"---\n# first\ntitle: 'B'\ndate: 2021-01-01\ntags:\n- x # one\n\nsummary: |\n  The Houthis.\n---\n"
    c = b"---\ntitle: Houthis\ndate: 2021-01-01\n---\nIran\n"
    d = b"---\ntitle: D\ndate: 2021-01-01\n---\nIran\n"
    for name, data in (("a", a), ("b", b), ("c", c), ("d", d)):
        site.put(f"content/{name}.md", data)
    site.put("rules.toml", b"[[rule]]\nwords = 'Houthis'\ntags = ['Yemen', 'x']\n")
    told = run("--write")
    assert "3 articles got 2 tags by rule." in told
    read = {name: (site.root / f"content/{name}.md").read_bytes() for name in "abcd"}
    assert read["a"] == a.replace(b'[ "x" ,y]', b'[ "x" ,y,Yemen]')
    assert read["b"] == b.replace(b"- x # one\n", b"- x # one\n- Yemen\n")
    assert read["c"] == c.replace(b"01-01\n", b"01-01\ntags: [Yemen, x]\n")
    assert read["d"] == d
    assert "Nothing changes." in run("--write")


def test_two_rules_that_add_one_tag_write_it_once(site: Site, run: Run) -> None:
    site.article("a").put(
        "rules.toml", b"[[rule]]\nyear = 2021\ntags = 'New'\n[[rule]]\nwords = 'text'\ntags = ['new', 'two']\n"
    )
    assert len(json.loads(run("--json", "--write"))["suggestions"]) == 2
    assert "tags: [New, two]\n" in (site.root / "content/a.md").read_text()


def test_all_files_are_written_or_none(site: Site, run: Run) -> None:
    site.article("a").article("b", tags="&x [one]")
    site.put("rules.toml", b"[[rule]]\nyear = 2021\ntags = 'new'\n")
    before = (site.root / "content/a.md").read_bytes()
    assert "content/b.md" in run("--write", code=1)
    assert (site.root / "content/a.md").read_bytes() == before


def test_a_tag_that_would_stop_builds_is_not_written(site: Site, run: Run) -> None:
    site.article("a", tags="[C]")
    site.put("rules.toml", b"[[rule]]\nyear = 2021\ntags = ['C++']\n")
    assert told_in(run("--write", code=1))
    assert "tags: [C]\n" in (site.root / "content/a.md").read_text()


def test_an_endless_expression_is_reported_with_its_line_and_the_others_go_on(site: Site, run: Run) -> None:
    site.article("a", body=f"Houthi {'a' * 80}")
    site.put(
        "rules.toml",
        b"[[rule]]\nwords = [\n 'Houthi',\n '/(a+)+b/',\n]\ntags = 'never'\n[[rule]]\nwords = 'Houthi'\ntags = 'new'\n",
    )
    told = run("--write", code=1)
    assert told_in(told) == ["rules.toml:4:2: slow-pattern"]
    assert "1 article got 1 tag by rule." in told
    assert "tags: [new]\n" in (site.root / "content/a.md").read_text()


def test_the_report_names_each_rule_and_how_many_meet_it(site: Site, run: Run) -> None:
    site.article("a", tags="[old]").article("b", tags="[new, old]").put(
        "rules.toml",
        b"[[rule]]\nwords = 'text'\ntags = 'new'\n[[rule]]\nwords = 'text'\ntags = 'old'\n"
        b"[[rule]]\nyear = 1999\ntags = 'x'\n",
    )
    assert run().splitlines() == [
        "rules.toml:1 adds “new” to 1 of 2 articles that meet its conditions:",
        "  content/a.md: text",
        "",
        "rules.toml:4 adds nothing: 2 articles meet its conditions and have its tags.",
        "rules.toml:7 adds nothing: no article meets its conditions.",
        "1 article would get tags by rule: `tagarchive tags suggest --write` writes them.",
    ]


def test_without_rules_the_command_says_where_to_write_them(site: Site, run: Run) -> None:
    site.article("a", tags="[x, y]")
    assert run().splitlines() == [
        "There are no rules in rules.toml; docs/rules.md says how to write some.",
        "No article lacks a tag.",
    ]


def test_faults_of_the_file_stop_the_command(site: Site, run: Run) -> None:
    site.article("a").put("rules.toml", b"[[rule]]\nyear = 2021\n")
    assert told_in(run(code=1)) == ["rules.toml:1:1: missing-key"]


def others(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {Path(one["path"]).stem: one["tags"] for one in found if one["rule"] is None}


def test_names_of_tags_are_suggested_for_articles_with_few_tags(site: Site, suggested: Suggested) -> None:
    site.write("-- content/tags/houthis.md --\n---\nname: Houthis\nalso: [Ansar Allah, Ansarullah]\n---\n")
    site.article("filed", tags="[Houthis, drones]", body="The Houthis and drones.")
    site.article("bare", title="Ansarullah strikes").article("thin", tags="[drones]", body="Houthis and drones.")
    site.article("rich", tags="[oil, gas]", body="The Houthis.").article("none", body="Nothing.")
    found = suggested("")
    assert others(found) == {"bare": ["Houthis"], "thin": ["Houthis"]}
    assert next(one["words"] for one in found if "bare" in one["path"]) == ["Ansarullah"]


def test_common_words_are_not_suggested(site: Site, suggested: Suggested) -> None:
    site.article("filed", tags="[Security, Iran]", body="Iran and security.").article("bare", body="Iran: security.")
    for number in range(3):
        site.article(f"other{number}", tags="[oil, gas]", body="Security of supply.")
    assert others(suggested("")) == {"bare": ["Iran"]}


def test_hidden_tags_tags_above_and_short_names_are_not_suggested(site: Site, suggested: Suggested) -> None:
    site.write(
        "-- content/tags/drones.md --\n---\nparent: Weapons\n---\n-- content/tags/desk.md --\n---\nhidden: true\n---\n"
    )
    site.article("a", tags="[drones, desk, US, Weapons]").article("b", tags="[drones]", body="Weapons for us, desk.")
    assert others(suggested("")) == {}


def test_a_tag_that_a_rule_adds_is_not_suggested_again(site: Site, suggested: Suggested) -> None:
    site.article("filed", tags="[Iran, oil]").article("bare", title="Iran and oil")
    assert others(suggested("[[rule]]\nwords = 'Iran'\ntags = 'Iran'\n")) == {"bare": ["oil"]}


def test_what_no_rule_adds_is_not_written(site: Site, run: Run) -> None:
    site.article("filed", tags="[Iran, oil]").article("bare", title="Iran")
    assert "content/bare.md: “Iran”" in run()
    assert "Nothing changes." in run("--write")


def test_at_most_three_tags_an_article_and_fifty_articles_are_listed(site: Site, suggested: Suggested) -> None:
    site.article("filed", tags="[one, two, three, four]")
    for number in range(60):
        site.article(f"a{number:02}", title="one two three four")
    assert {len(tags) for tags in others(suggested("")).values()} == {3}
    assert len(others(suggested(""))) == 50
    assert len(others(suggested("", "--all"))) == 60


def test_a_large_archive_asks_a_sample_of_its_articles(
    site: Site, suggested: Suggested, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        site.article(f"a{number:02}", tags="[oil, gas]", body="Oil and veterans.")
    site.article("filed", tags="[veterans, oil]").article("bare", body="Oil, veterans.")
    rules = "[[rule]]\nwords = 'veterans'\ntags = 'new'\n"
    whole = suggested(rules)
    monkeypatch.setattr(suggestions, "SAMPLE", 4)
    assert suggested(rules) == whole
    assert others(whole) == {"bare": ["oil"]}
    assert len(paths(whole)) == 13


def test_worker_processes_find_the_same(site: Site, suggested: Suggested) -> None:
    for number in range(300):
        site.article(f"a{number:03}", body=f"Number {number} of Iran.")
    rules = "[[rule]]\nwords = ['7', '/\\b1.? of/']\ntags = 'new'\n"
    assert suggested(rules, "--jobs", "2") == suggested(rules)
    assert len(paths(suggested(rules))) == 12
