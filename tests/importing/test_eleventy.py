"""Imports of Eleventy sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site
from generator_sites import PICTURE, moved, placed, written

from tagarchive.importing.generators.eleventy import reader as eleventy
from tagarchive.importing.inputs.files import files_at

SITE: dict[str, str | bytes] = {
    ".eleventy.js": "module.exports = (c) => ({ dir: { input: 'src', output: 'out' }, pathPrefix: '/reef/' });\n",
    "src/index.njk": "{{ content }}",
    "src/log/log.json": (
        '{"tags": ["log"], "author": "Reef desk",'
        ' "permalink": "/j/{{ page.date | date: \'%Y\' }}/{{ page.fileSlug }}/"}'
    ),
    "src/log/2021-02-03-shoal.md": (
        "---\ntitle: Shoal &mdash; found\ntags: shoals, maps\nmodified: 2021-02-05T10:00:00.000Z\n"
        "source: 'The Pilot, page 3'\nimage: https://img.example/shoal.jpg\nimage_alt: A shoal\n---\n"
        '{% image "assets/shoal.png" "The "Long" shoal" %}\n\n'
        '{% image_with_class "assets/shoal.png" "wide" "Wide shoal" %}\n\n'
        '{{ "https://www.youtube.com/embed/abcdefghijk" | embed: "A film" }}\n\n'
        '[lamp]({{ "/lamp.html" | url }}) [map]({{ "/2021/02/03/shoal/#depth" | url }})\n\n'
        '{% raw %}{{ kept }}{% endraw %} {% chart 1, "x" %} {{ title }}\n'
    ),
    "src/log/lamp.md": (
        "---\ntitle: Lamp\ndate: 2021-03-01\nauthors: [{name: Una Ross}, Lev Moe]\npermalink: /lamp.html\n---\nL\n"
    ),
    "src/log/undated.md": "---\ntitle: Undated\ndate: git Last Modified\n---\nU\n",
    "src/log/hidden.md": "---\ntitle: Hidden\ndate: 2021-01-01\npermalink: false\n---\nH\n",
    "src/about.md": "---\ntitle: About\npermalink: /about/\n---\nA\n",
    "src/assets/shoal.png": PICTURE,
    "README.md": "# Code\n",
}
SHOAL = "src/log/2021-02-03-shoal.md"


def test_front_matter_and_data_of_folders_become_ours(tmp_path: Path) -> None:
    found = moved(tmp_path, eleventy, SITE)
    assert dict(found.matter(SHOAL)) == {
        "title": "Shoal — found",
        "date": "2021-02-03",
        "updated": "2021-02-05T10:00:00+00:00",
        "authors": ["Reef desk"],
        "tags": ["shoals", "maps"],
        "image": {"src": "https://img.example/shoal.jpg", "alt": "A shoal"},
        "aliases": ["/reef/j/2021/shoal/"],
        "extra": {"source": "The Pilot, page 3"},
    }
    assert "source is no web address" in found.notes(SHOAL)
    assert "collections or states are no tags: log" in found.notes()
    assert found.matter("src/log/lamp.md")["authors"] == ["Una Ross", "Lev Moe"]
    assert found.matter("src/log/lamp.md")["aliases"] == ["/reef/lamp.html"]
    assert found.matter("src/log/hidden.md")["draft"] is True
    assert found.guessed("src/log/undated.md")["date"] == "2026-01-01"
    assert found.items["src/about.md"].type == "page"
    assert found.skipped["README.md"].startswith("outside")


def test_tags_of_templates_become_what_they_mean(tmp_path: Path) -> None:
    found = moved(tmp_path, eleventy, SITE)
    assert found.text(SHOAL) == (
        '![The "Long" shoal](/assets/shoal.png)\n\n![Wide shoal](/assets/shoal.png)\n\n'
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" title="A film"></iframe>\n\n'
        "[lamp](/reef/lamp.html) [map](/reef/2021/02/03/shoal/#depth)\n\n"
        '{{ kept }} {% chart 1, "x" %} {{ title }}\n'
    )
    assert found.lost(SHOAL) == [("shortcode", '{% chart 1, "x" %}', 17), ("shortcode", "{{ title }}", 17)]


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("/x/{{ title | slugify }}/", "/x/a-title/"),
        ("{{ page.filePathStem }}.html", "/log/a.html"),
        ("/{{ page.date | dateFormat('yyyy/MM/dd') }}/{{ page.fileSlug }}/index.html", "/2021/02/03/a/"),
        ("/{{ title | ownFilter }}/", ""),
        ("/{% if x %}a{% endif %}/", ""),
    ],
)
def test_templates_of_addresses(tmp_path: Path, permalink: str, address: str) -> None:
    text = f'---\ntitle: A title\npermalink: "{permalink}"\n---\nX'
    found = moved(tmp_path, eleventy, {"eleventy.config.js": "", "log/2021-02-03-a.md": text})
    assert found.matter("log/2021-02-03-a.md").get("aliases", []) == ([address] if address else [])


def test_plain_values_of_code_are_read_and_nothing_is_run(tmp_path: Path) -> None:
    code = (
        "module.exports = { tags: ['posts'], permalink: '/p/{{ page.fileSlug }}/', eleventyComputed: { a: () => x } };"
    )
    found = moved(tmp_path, eleventy, {"log/log.11tydata.js": code, "log/2021-02-03-a.md": "---\ntitle: A\n---\nX"})
    assert found.matter("log/2021-02-03-a.md")["aliases"] == ["/p/a/"]
    assert "only its plain values are read" in found.notes()


def test_links_with_days_show_what_addresses_look_like(tmp_path: Path) -> None:
    files = {"2021-02-03-a.md": "---\ntitle: A\n---\nX", "2021-02-04-b.md": "---\ntitle: B\n---\n[a](/2021/02/03/a/)"}
    found = moved(tmp_path, eleventy, files)
    assert found.matter("2021-02-04-b.md")["aliases"] == ["/2021/02/04/b/"]
    assert "are guesses: links in the texts have this form" in found.notes()


def test_sites_are_recognised(tmp_path: Path) -> None:
    assert eleventy.recognises(files_at(placed(tmp_path / "a", SITE)))
    assert eleventy.recognises(files_at(placed(tmp_path / "b", {"x/x.11tydata.json": "{}"})))
    assert not eleventy.recognises(files_at(placed(tmp_path / "c", {"a.md": "A"})))


def test_the_site_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    report = written(site.root, tmp_path, eleventy, SITE)
    shoal = (site.root / "content/2021/shoal.md").read_text()
    assert '![The "Long" shoal](../media/assets/shoal.png)' in shoal
    assert "[lamp](lamp.md) [map](shoal.md#depth)" in shoal
    assert len(report.imported) == 5
    assert site.build()
    assert not written(site.root, tmp_path, eleventy, SITE).files
