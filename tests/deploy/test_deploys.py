"""Deploys to places of every kind: what is sent and removed, and what is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Site, told_in
from deploy_places import KINDS, KINDS_BY_SERVER, Place
from deploying import Deploys

from tagarchive.build.published_manifest import NAME


def counts(printed: str) -> tuple[int, int, int]:
    """The numbers of files sent, removed and unchanged."""
    found = re.search(r"([\d,]+) files? sent \(.+\), ([\d,]+) removed, ([\d,]+) unchanged\.", printed)
    assert found, printed
    sent, removed, unchanged = (int(number.replace(",", "")) for number in found.groups())
    return sent, removed, unchanged


@pytest.mark.parametrize("kind", [*KINDS, *KINDS_BY_SERVER])
def test_a_deploy_sends_what_changed_and_removes_what_is_gone(
    site: Site, kind: str, new_place: Callable[[str], Place], deploys: Deploys
) -> None:
    place = new_place(kind)
    files = site.write(place.config()).article("a", tags="[العراق]").article("b c", slug="b-c").build()
    assert counts(deploys.done()) == (len(files), 0, 0)
    assert place.holds(site)
    assert counts(deploys.done()) == (0, 0, len(files))
    place.write("mine.txt", b"MINE")
    site.article("a", tags="[العراق]", body="Edited.").build()
    sent, removed, unchanged = counts(deploys.done())
    assert (sent, removed, sent + unchanged) == (len(site.report.written), 0, len(files))
    assert place.site() == {**site.published(), "mine.txt": b"MINE"}
    site.delete("content/a.md").build()
    sent, removed, _ = counts(deploys.done())
    assert (sent, removed) == (len(site.report.written), len(site.report.removed))
    assert place.site() == {**site.published(), "mine.txt": b"MINE"}


def test_a_first_deploy_to_a_place_that_holds_another_site_is_refused(
    site: Site, place: Place, deploys: Deploys
) -> None:
    place.write("index.html", b"MINE")
    site.write(place.config()).article("a").build()
    printed = deploys.refused()
    assert [told.rpartition(": ")[2] for told in told_in(printed)] == ["foreign-file"]
    assert "no deploy wrote: index.html" in printed
    assert "Nothing was sent" in printed
    assert place.site() == {"index.html": b"MINE"}
    deploys.done("--overwrite")
    assert place.holds(site)


def test_a_dry_run_changes_nothing_and_lists_what_would_be_sent(site: Site, place: Place, deploys: Deploys) -> None:
    site.write(place.config()).article("a").build()
    printed = deploys.done("--dry-run")
    assert "Would deploy to live" in printed
    assert "  articles/a/index.html\n" in printed
    assert place.files() == {}


def test_a_file_at_the_target_that_becomes_a_folder_gives_way(site: Site, place: Place, deploys: Deploys) -> None:
    site.write(place.config()).article("a").put("static/x", b"a file").build()
    deploys.done()
    site.delete("static/x").put("static/x/y.txt", b"in a folder").build()
    deploys.done()
    assert place.holds(site)
    site.delete("static/x/y.txt")
    (site.root / "static" / "x").rmdir()
    site.put("static/x", b"a file").build()
    deploys.done()
    assert place.holds(site)


def test_all_files_are_sent_again_where_the_target_lost_some(site: Site, place: Place, deploys: Deploys) -> None:
    files = site.write(place.config()).article("a").build()
    deploys.done()
    place.write("articles/a/index.html", b"SPOILT")
    assert counts(deploys.done()) == (0, 0, len(files))
    assert counts(deploys.done("--all")) == (len(files), 0, 0)
    assert place.holds(site)


def test_a_manifest_that_leads_out_of_the_target_is_no_manifest(site: Site, place: Place, deploys: Deploys) -> None:
    place.write(NAME, b'{"files": {"../victim.txt": "0123456789abcdef"}}')
    place.write("victim.txt", b"MINE")
    site.write(place.config()).article("a").build()
    assert counts(deploys.done())[1] == 0
    assert place.files()["victim.txt"] == b"MINE"
