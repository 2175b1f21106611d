"""The preview draws cards as a build does, and follows edits that change what fonts can show."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CONFIG, Site
from fonts import box_font
from test_edits import Preview, built

from tagarchive.build import system_fonts
from tagarchive.core.urls import OutPath

PERSIAN = "پهپاد"
CARD = OutPath("articles/a/card.png")


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(system_fonts, "FOLDERS", (str(folder),))
    return folder


def cards(site: Site, font: str = "") -> Site:
    return site.write(f"-- site.toml --\n{CONFIG}[cards]\nenabled = true\n{font}").article("a", title="One")


def same(preview: Preview) -> bool:
    return preview.digests() == built(preview.site)


def test_a_card_follows_its_title_and_comes_and_goes_with_its_letters(site: Site, fonts: Path) -> None:
    preview = Preview(cards(site))
    assert CARD in preview.snapshot.plan
    site.article("a", title="Two")
    preview.look("content/a.md")
    assert same(preview)
    site.article("a", title=PERSIAN)
    preview.look("content/a.md")
    assert CARD not in preview.snapshot.plan
    assert same(preview)
    assert [notice.code for notice in preview.notices()] == ["no-card"]
    (fonts / "persian.ttf").write_bytes(box_font(PERSIAN))
    site.article("a", title=PERSIAN, body="Other.")
    preview.look("content/a.md")
    assert CARD in preview.snapshot.plan
    assert same(preview)
    assert not preview.notices()


def test_a_font_that_is_named_or_changed_draws_all_cards_anew(site: Site, fonts: Path) -> None:
    assert not list(fonts.iterdir())
    preview = Preview(cards(site.put("static/box.ttf", box_font("One"))))
    plain = preview.digests()[CARD]
    cards(site, 'font = "box.ttf"')
    preview.look("site.toml")
    boxes = preview.digests()[CARD]
    site.put("static/box.ttf", box_font("One", shade=100))
    preview.look("static/box.ttf")
    assert len({plain, boxes, preview.digests()[CARD]}) == 3
    assert same(preview)
    site.delete("static/box.ttf")
    (missing,) = preview.look("static/box.ttf").diagnostics
    assert "found the font static/box.ttf, which this site does not have" in missing.message
