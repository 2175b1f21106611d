"""`tagarchive check` as a user runs it: groups, JSON, exit codes, options."""

from __future__ import annotations

import json

import pytest
from checks import WHOLE
from conftest import CONFIG, Site

from tagarchive.commands.main import main


def run(site: Site, *options: str) -> int:
    return main(["check", "--root", str(site.root), "--jobs", "1", *options])


def test_a_site_without_findings_is_said_to_have_none(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("a", **WHOLE).article("b", **WHOLE)
    assert run(site) == 0
    assert capsys.readouterr() == ("Nothing found.\n", "")


def test_findings_are_grouped_by_code_and_a_shared_hint_stands_once(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("a", "A", **WHOLE, body="[x](missing.md)").article("b", "B", tags="[Iraq]").article("c", "C", **WHOLE)
    site.article("d", "D", tags="[Iraq]")
    assert run(site, "--only", "broken-link", "--only", "no-source") == 1
    assert capsys.readouterr().out == (
        "broken-link (1): A link within the site leads to no article, page or address of it.\n"
        "  content/a.md:8:5: found a link to content/missing.md, expected an article or page of this site\n"
        "\n"
        "no-source (2): An article names no source.\n"
        "  content/b.md:1: found no source of “B”\n"
        "  content/d.md:1: found no source of “D”\n"
        "  hint: `source: Name` names the publisher of a clipping\n"
        "\n"
        "3 findings of 2 rules; 1 of them stops a build.\n"
    )


def test_long_groups_are_cut_and_what_every_article_lacks_is_one_line(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(12):
        site.article(f"a{n}", tags="[Iraq]", **({"summary": "S."} if n == 0 else {}))
    assert run(site) == 1
    out = capsys.readouterr().out
    assert "  … and 1 more; --all lists them\n" in out
    assert '  every article; where that is as it should be: silence = ["no-source"] under [check]\n' in out
    assert out.count("content/") == 10
    assert run(site, "--all") == 1
    assert capsys.readouterr().out.count("content/") == 23


def test_json_has_the_shape_that_the_guide_describes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(f'-- site.toml --\n{CONFIG}check.silence = ["no-tags"]\n')
    site.article("a", source="Wire", summary="S.", body="[x](missing.md) ![X](https://far.example/x.png)").article("b")
    assert run(site, "--json", "--only", "broken-link", "--only", "no-source", "--only", "third-party-host") == 1
    report = json.loads(capsys.readouterr().out)
    link, missing, host = report.pop("findings")
    message, hint = link.pop("message"), link.pop("hint")
    assert message.startswith("found a link to content/missing.md")
    assert hint == ""
    assert link == {"code": "broken-link", "file": "content/a.md", "line": 7, "column": 5, "stops_build": True}
    assert (missing["line"], missing["column"], missing["stops_build"]) == (1, None, False)
    assert host["code"] == "third-party-host"
    assert report == {
        "rules": {"broken-link": 1, "no-source": 1, "third-party-host": 1},
        "silenced": {},
        "postponed": False,
        "hosts": [{"host": "far.example", "when": "after a click", "files": ["content/a.md"]}],
    }


def test_silenced_findings_are_counted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(f'-- site.toml --\n{CONFIG}check.silence = ["no-tags", "no-source", "no-summary"]\n').article("a")
    assert run(site) == 0
    assert capsys.readouterr().out == "Nothing found.\nSilenced: no-source (1), no-summary (1), no-tags (1).\n"


def test_a_folder_that_is_no_site_is_a_finding(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.delete("site.toml")
    assert run(site, "--json") == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]] == ["no-site"]


@pytest.mark.parametrize("options", [["--only", "no-sauce"], ["--again"]])
def test_options_that_can_not_be_right_are_refused(
    site: Site, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(site, *options)
    assert left.value.code == 2
    assert ("did you mean “no-source”?" in capsys.readouterr().err) == (options == ["--only", "no-sauce"])


def test_a_check_publishes_nothing(site: Site) -> None:
    site.article("a")
    run(site)
    assert sorted(path.name for path in site.root.iterdir()) == [".tagarchive", "content", "site.toml"]
