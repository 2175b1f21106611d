"""The command line of collecting: `collect`, `accept` and `discard`, their exit codes and what they print."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from conftest import Site
from feed_server import FeedServer, entry, feed, feed_server

from tagarchive.commands.main import main


@pytest.fixture
def server(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    with feed_server() as made:
        made["/a.xml"] = feed(entry("Iran speaks"), entry("Rain"))
        rule = f'[[collect]]\nname = "Iran"\nfeed = "{made.url}/a.xml"\nany = "Iran"\n'
        site.put("collect.toml", rule.encode())
        yield made


def run(site: Site, *words: str) -> int:
    return main([*words, "--root", str(site.root), *(["--allow-private"] if words[0] == "collect" else [])])


@pytest.mark.usefixtures("server")
def test_a_collection_says_what_was_taken_in_and_why(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "collect") == 0
    assert capsys.readouterr().out == (
        "Took in 1 draft in content/inbox/, from 1 feed.\n\nTaken in (1):\n"
        "  content/inbox/iran-speaks.md (Iran: Iran) https://news.example/iran-speaks\n\n"
        "Left out (1):\n  Iran: 1 entry with none of its words\n"
    )


@pytest.mark.usefixtures("server")
def test_the_report_is_one_object(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "collect", "--json", "--dry-run") == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["collected", "known", "left_out", "refused", "failed", "unchanged", "lost", "notes"]
    assert list(report["collected"][0]) == ["from", "to", "feed", "rules", "words", "draft", "guessed"]
    assert not (site.root / "content/inbox").exists()


def test_a_feed_that_fails_ends_with_1_after_the_others(
    site: Site, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    other = f'[[collect]]\nname = "Other"\nfeed = "{server.url}/gone.xml"\n'
    site.put("collect.toml", other.encode() + (site.root / "collect.toml").read_bytes())
    assert run(site, "collect") == 1
    assert "\nFailed (1):\n" in capsys.readouterr().out
    assert (site.root / "content/inbox/iran-speaks.md").is_file()


def test_an_entry_that_would_stop_the_build_is_refused_and_tried_again(
    site: Site, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server["/a.xml"] = feed(entry("Iran speaks", "-"))
    site.article("known", title="Iran speaks")
    assert run(site, "collect") == 1
    out = capsys.readouterr().out
    assert "\nRefused (1):\n" in out
    assert "differs from content/known.md, which is not overwritten" in out
    site.delete("content/known.md")
    assert run(site, "collect") == 0
    assert [asked for _, asked in server.asked] == [False, False]


def test_rules_with_faults_end_with_1_and_ask_nobody(
    site: Site, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("collect.toml", b'[[collect]]\nname = "A"\nfeed = "x"\n')
    assert run(site, "collect") == 1
    assert "collect.toml:3:1: found “x”, expected an http(s) address" in capsys.readouterr().err
    assert not server.asked


def test_an_expression_that_takes_too_long_ends_with_1_after_the_report(
    site: Site, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server["/a.xml"] = feed(entry("a" * 40 + "!"))
    site.put("collect.toml", (site.root / "collect.toml").read_bytes() + rb'none = ["/(a+)+$/"]')
    assert run(site, "collect") == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("Took in nothing new, from 1 feed.\n")
    assert "collect.toml:5:1: found the regular expression /(a+)+$/, which takes too long" in printed.err


@pytest.mark.usefixtures("server")
def test_drafts_are_accepted_and_discarded_by_name(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("inbox/other", draft="true")
    run(site, "collect")
    capsys.readouterr()
    assert run(site, "accept", "iran-speaks.md") == 0
    assert run(site, "discard", "other.md") == 0
    assert capsys.readouterr().out == (
        "content/inbox/iran-speaks.md is now content/2025/iran-speaks.md\ncontent/inbox/other.md is discarded\n"
    )
    assert list((site.root / "content").rglob("*.md")) == [site.root / "content/2025/iran-speaks.md"]


@pytest.mark.parametrize("command", ["accept", "discard"])
def test_one_wrong_name_changes_nothing(site: Site, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("inbox/a", draft="true")
    assert run(site, command, "a.md", "gone.md") == 1
    assert "gone.md: found “gone.md”, expected a text in content/inbox/ [not-in-inbox]" in capsys.readouterr().err
    assert (site.root / "content/inbox/a.md").is_file()


@pytest.mark.parametrize("words", [["accept"], ["discard"], ["collect", "--every"]])
def test_a_command_line_that_is_not_understood_ends_with_2(site: Site, words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(site, *words)
    assert end.value.code == 2


@pytest.mark.parametrize("command", [["collect"], ["accept", "a.md"], ["discard", "a.md"]])
def test_a_folder_without_a_site_is_a_problem(
    site: Site, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    site.delete("site.toml")
    assert run(site, *command) == 1
    assert "[no-site]" in capsys.readouterr().err
