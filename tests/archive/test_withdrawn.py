"""Withdrawn articles: their addresses stay, and nothing else of them does."""

from __future__ import annotations

import re

import pytest
from conftest import Site
from withheld import FULL, WORDS, everything, found, tree, with_files

from tagarchive.commands.main import main

WITHDRAWN = "{date: 2021-05-04, reason: Its author asked for it., by: The Courier}"
SAID = frozenset(["hushedtitle", "hushedtag", "hushedauthor", "hushedsource", "hushedsummary", "2020-12-12"])


def article(site: Site, **keys: str) -> Site:
    """Writes an article that has all parts, and a tag, an author and a source that no other article has."""
    return everything(
        site,
        "gone",
        title="Hushedtitle",
        date="2021-01-02",
        tags="[Border, Hushedtag]",
        authors="[Hushedauthor]",
        source="{name: Hushedsource, url: https://hushedsource.example/1}",
        summary="Hushedsummary.",
        updates="[{date: 2021-02-01, note: Note of hushedsummary}]",
        aliases="[/was/]",
        extra="{a: hushedsummary}",
        **keys,
    )


def shown(site: Site) -> Site:
    """The article among others."""
    site.write(f"-- site.toml --{FULL}")
    site.article("older", tags="[Border]", body="[a report](gone.md)")
    return article(with_files(site.article("newer", date="2021-01-03", tags="[Border]")))


def test_nothing_of_a_withdrawn_article_stays_but_its_address_and_why(site: Site) -> None:
    shown(site).build()
    before = tree(site.output)
    assert found(before, WORDS | SAID).keys() == WORDS | SAID - {"2020-12-12"}
    article(site, withdrawn=WITHDRAWN).build()
    files = tree(site.output)
    assert found(files, WORDS | SAID) == {}
    page = files["articles/gone/index.html"]
    assert "This article was withdrawn" in page
    assert '<time datetime="2021-05-04T00:00:00+00:00">May 4, 2021</time> by <bdi>The Courier</bdi>.' in page
    assert found(files, ["asked for it", "The Courier"]) == {
        "asked for it": ["articles/gone/index.html"],
        "The Courier": ["articles/gone/index.html"],
    }
    assert 'href="/articles/gone/"' in files["was/index.html"]
    others = set(found(files, ["/articles/gone/"])["/articles/gone/"]) - {".tagarchive.json", "_redirects"}
    others -= {"articles/gone/index.html", "was/index.html"}
    assert others == {path for path in others if "a report" in files[path]}, "only the text of another one leads to it"
    assert re.search(r"Border</a> <[^>]*>2<|>Border</a> \(2\)", files["tags/index.html"])


def test_its_address_and_id_stay_on_record_and_a_later_build_is_green(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    article(site.write(f"-- site.toml --{FULL}"), withdrawn=WITHDRAWN).article("other", date="2021-01-03")
    with_files(site).build()
    assert main(["record", "--root", str(site.root)]) == 0
    line = next(line for line in (site.root / "published.txt").read_text().splitlines() if "/articles/gone/" in line)
    assert "tag:desk.example,2021-01-02:" in line
    assert "/tag/" not in (site.root / "published.txt").read_text()
    assert "articles/gone/index.html" in site.build()
    capsys.readouterr()


def test_an_archive_that_only_withdrawn_articles_had_is_given_up_by_the_command_that_the_build_names(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(site).build()
    assert main(["record", "--root", str(site.root)]) == 0
    article(site, withdrawn=WITHDRAWN)
    problems = site.problems()
    gone = ["/author/hushedauthor/", "/source/hushedsource/", "/tag/hushedtag/"]
    assert sorted(problem.message.split()[1].strip(",") for problem in problems) == gone
    assert {problem.code for problem in problems} == {"broken-promise"}
    for address, problem in zip(gone, sorted(problems, key=lambda one: one.message), strict=True):
        assert f"if it is gone: tagarchive retire {address}" in problem.hint
        assert main(["retire", address, "--root", str(site.root)]) == 0
    files = site.build()
    assert "This page is gone" in files["tag/hushedtag/index.html"].decode()
    assert found(tree(site.output), WORDS | {"hushedtitle", "hushedsummary"}) == {}
    capsys.readouterr()
