"""Pictures in the preview: as a build publishes them, made when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import CONFIG, Site
from picture_set import SOUND, photo, saved
from served import Served, until

from tagarchive.core.content_names import is_smaller_picture


@pytest.fixture
def pictured(site: Site) -> Site:
    for name in ("turned-6.jpg", "drawing.svg", "texts.png"):
        site.put(f"content/{name}", SOUND[name]())
    site.write(f"-- site.toml --\n{CONFIG}[images]\nwidths = [40, 80]\n")
    return site.article("a", image="{src: turned-6.jpg, alt: A}", body="![d](drawing.svg) ![t](texts.png)")


@pytest.fixture
def preview(pictured: Site) -> Iterator[Served]:
    with Served(pictured.root) as preview:
        yield preview


def test_the_preview_serves_the_very_files_that_a_build_publishes(preview: Served, pictured: Site) -> None:
    page = preview.get("/articles/a/").text
    smaller = set(re.findall(r"/files/[^ \"]+w\.[0-9a-f]{10}\.\w+", page))
    assert smaller
    served = {path: preview.get(path) for path in (*smaller, "/files/turned-6.jpg", "/files/drawing.svg")}
    published = pictured.build()
    for path, answer in served.items():
        assert answer.status == 200
        assert answer.body == published[path[1:]]
        assert answer.headers["content-type"].startswith("image/")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert preview.get(path, If_None_Match=answer.headers["etag"]).status == 304


def test_what_the_preview_made_is_not_made_again_by_a_build(preview: Served, pictured: Site) -> None:
    page = preview.get("/articles/a/").text
    for path in set(re.findall(r"/files/[^ \"]+w\.[0-9a-f]{10}\.\w+", page)):
        preview.get(path)
    kept = set((pictured.root / ".tagarchive/pictures").iterdir())
    assert kept
    assert len([path for path in pictured.build() if is_smaller_picture(path)]) >= len(kept)
    assert kept <= set((pictured.root / ".tagarchive/pictures").iterdir())


def test_an_edited_picture_is_served(preview: Served, pictured: Site) -> None:
    before = preview.get("/files/turned-6.jpg").body
    pictured.put("content/turned-6.jpg", saved(photo(90, 60), "JPEG"))
    until(lambda: preview.get("/files/turned-6.jpg").body not in (before, b"Not found"))
    assert preview.get("/files/turned-6.jpg").headers["content-type"] == "image/jpeg"
