"""Imports of Zola sites."""

from __future__ import annotations

from pathlib import Path

from conftest import Site
from generator_sites import PICTURE, moved, placed, written

from tagarchive.importing.generators.zola import reader as zola
from tagarchive.importing.inputs.files import files_at

SITE: dict[str, str | bytes] = {
    "config.toml": 'base_url = "https://pier.example/log/"\ntaxonomies = [{name = "tags"}]\n[languages.fr]\n',
    "content/_index.md": '+++\ntitle = "Pier"\n+++\n',
    "content/blog/_index.md": '+++\ntitle = "Blog"\n+++\n',
    "content/blog/2022-03-04_Crane & Co.md": (
        '+++\ntitle = "Crane &amp; co"\ndescription = "Up *again*."\nupdated = 2022-03-05\n'
        'aliases = ["old/crane", "blog/c.html"]\nauthors = ["Nils Faye"]\n'
        '[taxonomies]\ntags = ["crane"]\ncategories = ["Works"]\npeople = ["Ida Berg"]\n'
        '[extra]\nsource = "https://a.example/x"\nwind = { from = "west" }\n+++\n'
        "[pier](@/blog/pier/index.md#deck) [none](@/blog/none.md) [blog](@/blog/_index.md)"
        " [fr](@/blog/pier/index.fr.md)\n\n"
        '{{ vimeo(id="12345") }}\n\n{% quote(author="Ida Berg") %}\nBig **hook**.\n{% end %}\n\n'
        '{{ tide(at="noon") }} {% box(kind="x") %}In *box*{% end %}\n\n'
        'Shown: {{/* vimeo(id="1") */}} and {{ text }}\n\n`[code](@/blog/none.md)`\n'
    ),
    "content/blog/pier/index.md": (
        '+++\ntitle = "Pier"\ndate = 2022-04-05T06:00:00+02:00\npath = "the/pier"\n+++\n## Deck\n'
    ),
    "content/blog/pier/index.fr.md": '+++\ntitle = "Jetée"\ndate = 2022-04-05\n+++\nF\n',
    "content/blog/pier/deck.png": PICTURE,
    "content/blog/bad.md": "+++\ntitle = 'a'\nb = = c\n+++\n",
    "content/blog/hidden.md": "+++\ntitle = 'H'\ndate = 2022-01-01\nrender = false\n+++\n",
    "content/contact.md": '+++\ntitle = "Contact"\npath = "contact"\n+++\nAt [the pier](@/blog/pier/index.md).\n',
    "content/plain.md": "Plain\n",
}
CRANE = "content/blog/2022-03-04_Crane & Co.md"


def test_front_matter_becomes_ours(tmp_path: Path) -> None:
    found = moved(tmp_path, zola, SITE)
    assert dict(found.matter(CRANE)) == {
        "title": "Crane & co",
        "summary": "Up again.",
        "date": "2022-03-04",
        "updated": "2022-03-05",
        "authors": ["Nils Faye"],
        "tags": ["crane", "Works", "Ida Berg"],
        "aliases": ["/log/blog/crane-co/", "/log/old/crane/", "/log/blog/c.html"],
        "guid": "https://pier.example/log/blog/crane-co/",
        "extra": {"source": "https://a.example/x", "wind": {"from": "west"}},
    }
    assert found.matter("content/blog/pier/index.md")["aliases"] == ["/log/the/pier/"]
    french = found.matter("content/blog/pier/index.fr.md")
    assert (french["lang"], french["aliases"]) == ("fr", ["/log/fr/blog/pier/"])
    assert found.matter("content/blog/hidden.md")["draft"] is True
    assert found.items["content/contact.md"].type == "page"


def test_shortcodes_and_links_become_what_they_mean(tmp_path: Path) -> None:
    found = moved(tmp_path, zola, SITE)
    assert found.text(CRANE) == (
        "[pier](origin:content/blog/pier/index.md#deck) none [blog](/log/blog/)"
        " [fr](origin:content/blog/pier/index.fr.md)\n\n"
        '<iframe src="https://player.vimeo.com/video/12345"></iframe>\n\n> Big **hook**.\n>\n> — Ida Berg\n\n'
        '{{ tide(at="noon") }} {% box(kind="x") %}In *box*{% end %}\n\n'
        'Shown: {{ vimeo(id="1") }} and {{ text }}\n\n`[code](@/blog/none.md)`\n'
    )
    assert found.lost(CRANE) == [
        ("shortcode", '{{ tide(at="noon") }}', 23),
        ("shortcode", '{% box(kind="x") %}', 23),
        ("link", "@/blog/none.md is not in the input", 0),
    ]


def test_what_is_no_page_is_skipped_with_a_reason(tmp_path: Path) -> None:
    skipped = moved(tmp_path, zola, SITE).skipped
    assert skipped["content/plain.md"].startswith("no front matter")
    assert skipped["content/blog/_index.md"].startswith("a section")
    assert skipped["content/blog/bad.md"].endswith("line 3")


def test_sites_are_recognised(tmp_path: Path) -> None:
    assert zola.recognises(files_at(placed(tmp_path / "a", SITE)))
    posts = {"a.md": "+++\ntitle = 'A'\n[taxonomies]\ntags = []\n+++\n"}
    assert zola.recognises(files_at(placed(tmp_path / "b", posts)))
    assert not zola.recognises(files_at(placed(tmp_path / "c", {"config.toml": "baseURL = 'x'", "content/a.md": "A"})))


def test_the_site_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    written(site.root, tmp_path, zola, SITE)
    assert "(../2022/pier.md)" in (site.root / "content/pages/contact.md").read_text()
    assert site.build()
    assert not written(site.root, tmp_path, zola, SITE).files
