"""A preview that publishes after each change that holds."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from conftest import Site, told
from served import Served, until

from tagarchive.build.lock import locked
from tagarchive.build.published_manifest import NAME
from tagarchive.build.report import Report
from tagarchive.build.stage import STAGE
from tagarchive.preview.publisher import outcome_of

BUSY = 90
"""Seconds in which a build in a process of its own ends on a machine that is busy with something else."""


def test_with_build_each_change_that_holds_is_published_and_drafts_are_not(tmp_path: Path) -> None:
    site = Site(tmp_path).article("a", body="One.").article("b", draft="true")
    with Served(site.root, "--build") as served:
        site.put("content/a.md", b"---\ntitle: 1\ndate: never\n---\n")
        until(lambda: "still shown" in served.said())
        site.article("c", body="Three.")
        until(lambda: "Three." in served.get("/articles/c/").text)
        assert not (site.root / "public").exists()
        site.article("a", body="Two.")
        until(lambda: "Published: " in served.said(), BUSY)
        assert re.search(r"^Published: \d+ files written, 0 removed\.$", served.said(), re.MULTILINE)
    assert "Two." in (site.root / "public/articles/a/index.html").read_text()
    assert (site.root / "public/articles/c/index.html").exists()
    assert not (site.root / "public/articles/b").exists()


def test_with_build_what_only_a_build_refuses_is_told(tmp_path: Path) -> None:
    site = Site(tmp_path).article("a")
    site.put("public/index.html", b"of somebody else")
    with Served(site.root, "--build") as served:
        site.article("b")
        until(lambda: "Not published: 1 problem. What was there is as it was." in served.said(), BUSY)
        assert "--overwrite replaces it" in served.said()
        assert served.get("/articles/b/").status == 200
    assert (site.root / "public/index.html").read_bytes() == b"of somebody else"


class Deadly:
    """A value that ends the process which is sent it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)


def test_a_build_that_is_ended_from_outside_is_told() -> None:
    request: Any = Deadly()
    outcome = outcome_of(request)
    assert not isinstance(outcome, Report)
    assert told(outcome) == ["public/: publication-ended"]


def test_without_build_nothing_is_published(tmp_path: Path) -> None:
    site = Site(tmp_path).article("a")
    with Served(site.root) as served:
        site.article("a", body="Two.")
        until(lambda: "Two." in served.get("/articles/a/").text)
        assert not (site.root / "public").exists()


def test_ctrl_c_during_a_build_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for n in range(1200):
        site.article(f"a{n}", tags=f"[b{n % 50}]", body="Some *text* here. " * 9)
    with Served(site.root, "--build", "--jobs", "2") as served:
        site.article("a1", body="Changed.")
        until(lambda: bool(list((site.root / ".tagarchive").glob(f"{STAGE}*"))), BUSY)
        served.program.interrupt()
        assert served.program.wait(BUSY) == 130
        with locked(site.root / ".tagarchive", lambda: None):
            pass  # The build has ended.
        assert served.said().endswith("The preview has ended.\n")
    public = site.root / "public"
    assert (public / NAME).exists() == public.exists()
