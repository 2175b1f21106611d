"""`tagarchive duplicates` lists what is a copy of what, and where they differ."""

from __future__ import annotations

import json

import pytest
from conftest import Site

from tagarchive.commands.main import main

LEAD = "Port officials closed the grain terminal on Tuesday after smoke was seen above the silos."
STORY = """
Firefighters worked for nine hours to keep the blaze away from the fuel depot next door, and by midnight they had won.

Two workers of the late shift were taken to hospital with burns to their hands, where both are in stable condition.

About six thousand tonnes of barley are thought to be spoiled, which is a fifth of what the country exports in a month.

The owner has stored grain at the quay of Erbil since its founders bought the first barn there four generations ago.

Investigators expect to enter the building once the walls have cooled, and to report before the end of the season.
"""


@pytest.fixture
def copied(site: Site) -> Site:
    """A site with a copy under another lead, with another spelling and a caption, and with an article about it."""
    other = STORY.replace("Erbil", "Irbil").replace("won.", "won.\n\nPhoto: V. Lind")
    site.article("wire", body=f"{LEAD}\n{STORY}", source="Wire")
    site.article("post", body=f"The bells rang at ten.\n{other}", date="2021-01-02", source="Post")
    return site.article(
        "views", body="A comment on fires in ports and what is to be done about them.", date="2021-01-03"
    )


def run(site: Site, *options: str) -> int:
    return main(["duplicates", "--root", str(site.root), *options])


@pytest.mark.parametrize("mode", ["off", "warn", "fold"])
def test_groups_are_listed_whatever_builds_do_with_them(
    copied: Site, capsys: pytest.CaptureFixture[str], mode: str
) -> None:
    copied.write(f'-- site.toml --\ntitle = "Desk"\nduplicates = {{ mode = "{mode}" }}\n')
    assert run(copied, "--json") == 0
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    (copy,) = group.pop("copies")
    assert group == {"shown": "content/wire.md"}
    assert 0.7 < copy.pop("score") < 1
    assert copy == {"path": "content/post.md", "why": "near"}


def test_the_passages_that_differ_are_shown_and_no_others(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copied) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "content/wire.md"
    assert lines[1].startswith("  content/post.md: ")
    assert lines[2:7] == [
        f"    - {LEAD}",
        "    + The bells rang at ten.",
        "    + Photo: V. Lind",
        "    - … at the quay of Erbil since its founders bought …",
        "    + … at the quay of Irbil since its founders bought …",
    ]
    assert (
        lines[-1] == '1 group of copies. Builds report them, and show all of them (mode = "warn" under [duplicates]).'
    )


def test_long_lists_of_passages_and_long_passages_are_cut(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    url = "{name: Wire, url: https://wire.example/fire}"
    site.article("a", source=url, body=f"{'word ' * 100}.\n{STORY}")
    site.article(
        "b",
        source=url,
        date="2021-01-02",
        body="\n\n".join(f"Line {n}.\n\n{p}" for n, p in enumerate(STORY.split("\n\n"))),
    )
    assert run(site) == 0
    out = capsys.readouterr().out
    assert "  content/b.md: the same original\n" in out
    assert max(map(len, out.splitlines())) <= 170


def test_text_that_may_not_be_republished_is_compared(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copied.article("link", body=STORY, date="2021-01-04", source="{name: Link, republish: link}")
    assert run(copied, "--json") == 0
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    assert [copy["path"] for copy in group["copies"]] == ["content/post.md", "content/link.md"]


def test_authors_overrule_what_is_found(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copied.article("post", body=STORY, date="2021-01-02", distinct_from="[wire.md]")
    copied.article("views", body="A comment.", date="2021-01-03", same_as="[wire.md]")
    assert run(copied, "--json") == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    copies = [{"path": "content/views.md", "score": 1.0, "why": "same_as"}]
    assert groups == [{"shown": "content/wire.md", "copies": copies}]


def test_links_within_the_site_are_compared_as_their_words(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copied.article("wire", body=f"{LEAD} [More](views.md).\n{STORY}", source="Wire")
    assert run(copied) == 0
    assert f"    - {LEAD} More.\n" in capsys.readouterr().out


def test_drafts_are_compared_if_they_are_asked_for(copied: Site, capsys: pytest.CaptureFixture[str]) -> None:
    copied.article("post", body=STORY, date="2021-01-02", draft="true")
    assert run(copied) == 0
    assert capsys.readouterr().out == "No article is a copy of another one.\n"
    assert run(copied, "--json", "--drafts") == 0
    assert len(json.loads(capsys.readouterr().out)["groups"]) == 1


def test_faults_of_articles_are_reported(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("a", date="yesterday")
    assert run(site, "--json") == 1
    assert "content/a.md:3:7: " in capsys.readouterr().err
