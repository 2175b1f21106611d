"""Social cards: one for each page that is posted, from what may be shown, and drawn again only if it changes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONFIG, Site
from fonts import box_font
from PIL import Image

from tagarchive.build import extras, site_loader, system_fonts
from tagarchive.reading import site_files

ENABLED = f"{CONFIG}[cards]\nenabled = true\n"
PERSIAN = "پهپادها در بغداد"
LETTERS = "".join(sorted(set(f"{PERSIAN}Titleabcdefghijklmnopqrstuvwxyz ADRS0123456789")))
FONT = box_font(LETTERS)


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of fonts of a system that has none."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(system_fonts, "FOLDERS", (str(folder),))
    return folder


@pytest.fixture
def cards(site: Site) -> Site:
    site.write(f"-- site.toml --\n{ENABLED}")
    return site.article("a", title="A headline", tags="[Drones]", source="Reuters", body="Text of a.")


def pngs(files: dict[str, bytes]) -> list[str]:
    return [path for path in files if path.endswith(".png")]


def drawn(site: Site) -> set[str]:
    """The cards that a build makes."""
    site.build()
    return {path for path in site.report.rendered if path.endswith(".png")}


def metadata(page: bytes) -> list[tuple[str, str]]:
    found = re.findall('<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)">', page.decode())
    return [(name, content) for name, content in found]


def of_card(path: str, alt: str) -> list[tuple[str, str]]:
    return [
        ("og:image", f"https://desk.example/{path}"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", alt),
        ("twitter:card", "summary_large_image"),
    ]


def test_an_article_a_tag_and_the_site_have_a_card_beside_their_page(cards: Site) -> None:
    files = cards.build()
    assert pngs(files) == ["articles/a/card.png", "card.png", "tag/drones/card.png"]
    for path in pngs(files):
        assert Image.open(io.BytesIO(files[path])).size == (1200, 630)
    article = "A headline – Reuters – Desk"
    assert metadata(files["articles/a/index.html"]) == of_card("articles/a/card.png", article)
    assert metadata(files["tag/drones/index.html"]) == of_card("tag/drones/card.png", "Drones – Desk")
    for page in ("index.html", "tags/index.html", "source/reuters/index.html", "404.html"):
        assert metadata(files[page]) == of_card("card.png", "Desk"), page
    assert '"image":"https://desk.example/articles/a/card.png"' in files["articles/a/index.html"].decode()


def test_a_site_has_no_cards_unless_it_says_so(site: Site) -> None:
    files = site.article("a", tags="[Drones]").build()
    assert not pngs(files)
    assert not metadata(files["articles/a/index.html"])


def test_a_head_picture_comes_after_the_card_and_is_the_picture_of_the_data(cards: Site) -> None:
    cards.put("content/m.svg", b'<svg width="30" height="20"/>')
    page = cards.article("b", image="{src: m.svg, alt: A door}").build()["articles/b/index.html"]
    picture = "https://desk.example/files/m.svg"
    assert metadata(page) == [*of_card("articles/b/card.png", "b – Desk"), ("og:image", picture)]
    assert f'"image":"{picture}"' in page.decode()


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/{year}/{slug}.html", "2021/a.card.png"),
        ("/{year}/{slug}", "2021/a.card.png"),
        ("/{slug}/", "a/card.png"),
    ],
)
def test_a_card_stands_beside_a_page_of_any_address(cards: Site, pattern: str, path: str) -> None:
    cards.write(f'-- site.toml --\n{ENABLED}[articles]\naddress = "{pattern}"\n')
    files = cards.build()
    assert path in files
    page = next(path for path in files if path.startswith(path.split("/")[0]) and b"A headline</h1>" in files[path])
    assert metadata(files[page])[0] == ("og:image", f"https://desk.example/{path}")


def test_only_what_may_be_shown_has_a_card(cards: Site) -> None:
    cards.article("draft", draft="true").article("later", date="2027-01-01").article("old", expires="2022-01-01")
    cards.article("gone", title="Secret", withdrawn="{date: 2021-02-01, reason: Asked for., by: Reuters}")
    files = cards.article("link", source="{name: Reuters, republish: link}", body="Withheld.").build()
    assert pngs(files) == ["articles/a/card.png", "articles/link/card.png", "card.png", "tag/drones/card.png"]
    assert metadata(files["articles/gone/index.html"]) == of_card("card.png", "Desk")
    again = cards.article("link", source="{name: Reuters, republish: link}", body="Other.").build()
    assert again["articles/link/card.png"] == files["articles/link/card.png"]


def test_a_card_is_drawn_again_only_if_it_changes(cards: Site) -> None:
    cards.article("b", tags="[Drones]").build()
    cards.article("a", title="A headline", tags="[Drones]", source="Reuters", body="Other text.")
    assert drawn(cards) == set()
    cards.article("c", tags="[Drones]")
    assert drawn(cards) == {"articles/c/card.png"}, "a tag's card does not count its articles"
    cards.article("a", title="Another headline", tags="[Drones]", source="Reuters")
    assert drawn(cards) == {"articles/a/card.png"}
    cards.put("content/tags/drones.md", b"---\nsummary: All of them.\n---\nText.\n")
    assert drawn(cards) == {"tag/drones/card.png"}
    cards.put("content/tags/drones.md", b"---\nsummary: All of them.\n---\nOther.\n")
    assert drawn(cards) == set()
    cards.write(f'-- site.toml --\n{ENABLED}[theme]\naccent = "#006000"\n')
    assert drawn(cards) == set(pngs(cards.published()))
    cards.write(f"-- site.toml --\n{CONFIG}").build()
    assert not pngs(cards.published())


def test_a_build_with_nothing_to_do_looks_for_no_fonts(cards: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_files, "SETTLED", -(10**18))
    cards.article("p", title=PERSIAN).build()
    monkeypatch.setattr(site_loader, "fonts_of", None)
    cards.build()
    assert not cards.report.rendered


def test_a_title_in_letters_that_no_font_has_is_told_and_has_no_card(cards: Site) -> None:
    cards.article("p", title=PERSIAN, tags="[Drones, العراق]")
    files = cards.build()
    assert pngs(files) == ["articles/a/card.png", "card.png", "tag/drones/card.png"]
    assert not metadata(files["articles/p/index.html"])
    tag, article = cards.notices()
    assert (tag, article) == ("content/p.md: no-card", "content/p.md: no-card")
    assert tag.message == "found no social card for “العراق”: no font here has ا ل ع ر ق"
    assert article.message == f"found no social card for “{PERSIAN}”: no font here has پ ه ا د ر ب غ"
    assert article.hint.startswith("install a font such as Vazirmatn or Noto Sans Arabic, or put one into static/")


def test_a_font_of_the_system_is_found_by_its_letters_as_soon_as_it_is_there(cards: Site, fonts: Path) -> None:
    (fonts / "NotAFont.ttf").write_bytes(b"nothing")
    (fonts / "Other.ttf").write_bytes(box_font("xyz"))
    (fonts / "Arial.ttf").write_bytes(FONT.replace(b"loca", b"lost"))
    cards.article("p", title=PERSIAN).build()
    assert cards.report.notices
    (fonts / "Persian.otf").write_bytes(FONT)
    assert drawn(cards) == {"articles/p/card.png"}
    assert not cards.report.notices
    first = cards.published()["articles/p/card.png"]
    (fonts / "Persian.otf").write_bytes(box_font(LETTERS, shade=100))
    assert drawn(cards) == {"articles/p/card.png"}
    assert cards.published()["articles/p/card.png"] != first
    assert drawn(cards) == set()
    (fonts / "Persian.otf").unlink()
    assert cards.notices() == ["content/p.md: no-card"]
    assert "articles/p/card.png" not in cards.published()


def test_a_better_font_is_taken_first(fonts: Path) -> None:
    names = ("Zed.ttf", "NotoSansArabic-Bold.ttf", "DejaVuSans.ttf", "NotoSansArabic-Regular.ttf", "NotoColorEmoji.ttf")
    for name in names:
        (fonts / name).write_bytes(FONT)
    best = ["NotoSansArabic-Regular.ttf", "DejaVuSans.ttf", "Zed.ttf", "NotoSansArabic-Bold.ttf"]
    assert [Path(file).name for file in system_fonts.system_fonts().files] == best


def test_a_font_that_the_site_names_comes_first_and_makes_the_bytes(cards: Site) -> None:
    cards.article("p", title=PERSIAN)
    without = cards.build()
    for written in ('"box.ttf"', '["static/box.ttf"]'):
        cards.put("static/box.ttf", FONT).write(f"-- site.toml --\n{ENABLED}font = {written}\n")
        files = cards.build()
        assert files["articles/a/card.png"] != without["articles/a/card.png"]
        assert "articles/p/card.png" in files
        assert not cards.report.notices
    cards.put("static/box.ttf", box_font(LETTERS, shade=100))
    assert drawn(cards) == {"articles/a/card.png", "articles/p/card.png", "card.png", "tag/drones/card.png"}


FAULTS: dict[str, tuple[Callable[[Site], Site], str, str]] = {
    "a font that is missing": (
        lambda site: site.put("static/bax.ttf", FONT),
        "site.toml:5:1: missing-file",
        "did you mean “static/bax.ttf”?",
    ),
    "a font that can't be drawn with": (
        lambda site: site.put("static/box.ttf", FONT.replace(b"loca", b"lost")),
        "site.toml:5:1: bad-font",
        "the .ttf or .otf of the font will do",
    ),
    "a file that is no font": (
        lambda site: site.put("static/box.ttf", b"box"),
        "site.toml:5:1: bad-font",
        "the .ttf or .otf of the font will do",
    ),
}


@pytest.mark.parametrize(("spoil", "place", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_named_font_that_is_missing_or_none_stops_the_build(
    cards: Site, spoil: Callable[[Site], Site], place: str, hint: str
) -> None:
    (problem,) = spoil(cards).write(f'-- site.toml --\n{ENABLED}font = "box.ttf"\n').problems()
    assert (problem, problem.hint) == (place, hint)


def test_a_name_that_is_no_font_is_told_with_what_is(cards: Site) -> None:
    (problem,) = cards.write(f'-- site.toml --\n{ENABLED}font = ["box.woff2"]\n').problems()
    assert problem == "site.toml:5:1: bad-value"
    assert "a font in static/ such as fonts/Vazirmatn.ttf" in problem.message


def test_cards_without_the_library_are_told_with_the_command_that_installs_it(
    cards: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    (problem,) = cards.problems()
    assert problem == "site.toml:4:1: missing-extra"
    assert problem.hint.startswith("pip install 'tagarchive[images]'")


def test_a_library_that_joins_no_letters_draws_what_needs_none(cards: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda _: False)
    cards.put("static/box.ttf", FONT).write(f'-- site.toml --\n{ENABLED}font = "box.ttf"\n')
    (notice,) = cards.article("p", title=PERSIAN).notices()
    assert notice == "content/p.md: no-card"
    assert "Pillow is without Raqm here" in notice.message
    assert pngs(cards.published()) == ["articles/a/card.png", "card.png", "tag/drones/card.png"]


def test_a_file_of_the_site_at_the_address_of_a_card_is_told(cards: Site) -> None:
    (problem,) = cards.put("static/card.png", b"x").problems()
    assert problem == "static/card.png: path-clash"
    assert "a social card and a file (static/card.png) want /card.png" in problem.message


def test_a_site_by_somebody_else_brings_no_font(cards: Site) -> None:
    cards.put("static/box.ttf", b"no font").write(f'-- site.toml --\n{ENABLED}font = "box.ttf"\n')
    assert "articles/a/card.png" in cards.build(untrusted=True)
