"""Imports of Hugo sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site
from generator_sites import PICTURE, moved, placed, written
from pictures import jpeg

from tagarchive.importing.generators.hugo import reader as hugo
from tagarchive.importing.inputs.files import files_at

CONFIG = """baseURL = "https://dyke.example/sea/"
timeZone = "Europe/Oslo"
defaultContentLanguage = "en"
[permalinks]
posts = "/:year/:month/:slug/"
[taxonomies]
tag = "tags"
category = "categories"
place = "places"
[languages.en]
[languages.nb]
"""
SITE: dict[str, str | bytes] = {
    "hugo.toml": CONFIG,
    "archetypes/default.md": "---\ntitle: {{ .Name }}\n---\n",
    "data/authors/una.toml": 'name = "Una Strand"\nemail = "una@dyke.example"\n',
    "static/img/dyke.jpg": jpeg(1, 1),
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/posts/_index.md": "---\ntitle: Posts\ncascade:\n  author: una\n  _target: {path: /posts/**}\n---\nAll.\n",
    "content/posts/dyke.md": (
        "---\ntitle: The dyke\ndate: 2020-05-06T07:08:09+02:00\nlastmod: 2020-05-07\nslug: wall\n"
        'tags: ["dyke"]\ncategories: [Works]\nplaces: [Lower quay]\naliases: [/old/dyke, "../near/", "beside.html"]\n'
        "featured_image: /img/dyke.jpg\nweight: 2\nparams: {depth: deep}\n---\n"
        '{{< figure src="/img/dyke.jpg" alt="The dyke" caption="*Long*" attr="Una" >}}\n\n'
        'In a line: {{< figure src="/img/dyke.jpg" alt="Dyke" caption="C" >}}.\n\n'
        '[one]({{< ref "storm" >}}) [two]({{% relref "../posts/storm/index.md#a" %}}) [three]({{< ref "#here" >}})'
        ' [none]({{< ref "nowhere" >}}) [four]({{< relref path="/about" >}})\n\n'
        '{{< youtube id=abcdefghijk title="The sea" >}}\n\n{{< vimeo 12345 >}}\n\n{{< gist una 0a1b >}}\n\n'
        '{{< highlight go "linenos=table" >}}\n{{ x }}\n{{< /highlight >}}\n\n'
        '{{< details summary="More" >}}\nIn *it*.\n{{< /details >}}\n\n'
        '{{< gauge "quay" >}} {{<meter>}}\n\n{{% notice tip %}}\nKeep **left**.\n{{% /notice %}}\n\n'
        "`{{</* youtube x */>}}` {{%/* notice */%}}\n"
    ),
    "content/posts/storm/index.md": (
        "+++\ntitle = 'Storm'\ndate = 2020-06-01 18:00:00\ndraft = true\n+++\n![s](s.png)\n"
    ),
    "content/posts/storm/s.png": PICTURE,
    "content/posts/storm/note.md": "A note of the bundle.\n",
    "content/posts/undated.md": "---\ntitle: Undated\n---\nU\n",
    "content/posts/later.md": (
        "---\ntitle: Later\ndate: 2020-01-01\npublishDate: 2031-01-01\nexpiryDate: 2040-01-01\n---\nL\n"
    ),
    "content/posts/sjo.nb.md": "---\ntitle: Sjø\ndate: 2020-07-01\n---\nS\n",
    "content/briefs/wall.md": '{"title": "Wall", "date": "2020-08-01", "slug": "wall"}\nW\n',
    "content/tags/dyke/_index.md": "---\ntitle: dyke\ndescription: Of walls.\n---\nWalls *here*.\n",
    "content/about.md": "---\ntitle: About\nmenu: main\n---\nHello.\n",
    "README.md": "# Site\n",
}
DYKE = "content/posts/dyke.md"


def test_front_matter_becomes_ours(tmp_path: Path) -> None:
    found = moved(tmp_path, hugo, SITE)
    assert dict(found.matter(DYKE)) == {
        "title": "The dyke",
        "date": "2020-05-06T07:08:09+02:00",
        "updated": "2020-05-07",
        "authors": ["Una Strand"],
        "tags": ["dyke", "Works", "Lower quay"],
        "image": {"src": "/img/dyke.jpg", "alt": "The dyke"},
        "aliases": ["/sea/2020/05/wall/", "/sea/old/dyke", "/sea/2020/near/", "/sea/2020/05/beside.html"],
        "guid": "https://dyke.example/sea/2020/05/wall/",
        "extra": {"weight": "2", "depth": "deep"},
    }
    assert found.guessed(DYKE) == {"image.alt": "The dyke"}


def test_shortcodes_with_a_meaning_become_it_and_the_rest_is_listed(tmp_path: Path) -> None:
    found = moved(tmp_path, hugo, SITE)
    assert found.text(DYKE) == (
        '<figure><img src="/img/dyke.jpg" alt="The dyke"><figcaption><em>Long</em> <small>Una</small></figcaption>'
        "</figure>\n\nIn a line: ![Dyke](/img/dyke.jpg) (C).\n\n"
        "[one](origin:content/posts/storm/index.md) [two](origin:content/posts/storm/index.md#a) [three](#here)"
        ' [none]({{< ref "nowhere" >}}) [four](origin:content/about.md)\n\n'
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" title="The sea"></iframe>\n\n'
        '<iframe src="https://player.vimeo.com/video/12345"></iframe>\n\n'
        "[Gist una/0a1b](https://gist.github.com/una/0a1b)\n\n```go\n{{ x }}\n```\n\n"
        "<details><summary>More</summary>\n\nIn *it*.\n\n</details>\n\n"
        '{{< gauge "quay" >}} {{\\<meter>}}\n\n{{% notice tip %}}\nKeep **left**.\n{{% /notice %}}\n\n'
        "`{{< youtube x >}}` {{% notice %}}\n"
    )
    assert found.lost(DYKE) == [
        ("link", "nowhere is not in the input", 18),
        ("shortcode", '{{< ref "nowhere" >}}', 18),
        ("shortcode", '{{< gauge "quay" >}}', 34),
        ("shortcode", "{{<meter>}}", 34),
        ("shortcode", "{{% notice tip %}}", 36),
    ]


def test_every_markdown_file_is_imported_or_skipped_with_a_reason(tmp_path: Path) -> None:
    found = moved(tmp_path, hugo, SITE)
    assert {path: reason.partition(":")[0] for path, reason in found.skipped.items()} == {
        "archetypes": "templates of new texts",
        "hugo.toml": "settings or data",
        "data/authors/una.toml": "settings or data",
        "README.md": "outside",
        "content/_index.md": "a list",
        "content/posts/_index.md": "a list",
        "content/posts/storm/note.md": "a resource of the bundle content/posts/storm",
    }
    types = {path: item.type for path, item in found.items.items()}
    assert types["content/about.md"] == "page"
    assert types["content/tags/dyke/_index.md"] == "tag"
    assert types["content/posts/undated.md"] == "article"


def test_dates_states_and_languages(tmp_path: Path) -> None:
    found = moved(tmp_path, hugo, SITE)
    storm = found.matter("content/posts/storm/index.md")
    assert (storm["date"], storm["draft"]) == ("2020-06-01T18:00:00+02:00", True)
    later = found.matter("content/posts/later.md")
    assert (later["date"], later["expires"]) == ("2031-01-01", "2040-01-01")
    assert "held back until 2031-01-01" in found.notes("content/posts/later.md")
    assert found.matter("content/posts/undated.md")["draft"] is True
    norwegian = found.matter("content/posts/sjo.nb.md")
    assert (norwegian["lang"], norwegian["aliases"]) == ("nb", ["/sea/nb/2020/07/sjø/"])
    assert "una@" not in repr(found)


@pytest.mark.parametrize(
    ("config", "matter", "address"),
    [
        ("", "", "/posts/a-b/"),
        ("", "slug: c", "/posts/c/"),
        ("", "url: /z.html", "/z.html"),
        ("uglyURLs = true", "", "/posts/a-b.html"),
        ('[permalinks]\nposts = "/:year/:monthname/:title"', "", "/2020/may/a-title/"),
        ('[permalinks.page]\nposts = "/:section/:filename/"', "", "/posts/a-b/"),
        ('[permalinks]\nposts = "/:unheard/"', "", ""),
        ('baseURL = "https://h.example/x"\ndefaultContentLanguageInSubdir = true', "", "/x/en/posts/a-b/"),
        ("disablePathToLower = true", "", "/posts/A-B/"),
    ],
)
def test_addresses(tmp_path: Path, config: str, matter: str, address: str) -> None:
    text = f"---\ntitle: A title!\ndate: 2020-05-06\n{matter}\n---\nX"
    found = moved(tmp_path, hugo, {"hugo.toml": config, "content/posts/A B.md": text})
    assert found.matter("content/posts/A B.md").get("aliases", []) == ([address] if address else [])


def test_settings_may_stand_in_several_files(tmp_path: Path) -> None:
    files = {
        "config/_default/hugo.yaml": "baseURL: https://h.example/\n",
        "config/_default/permalinks.yaml": "blog: /b/:slug/\n",
        "content/blog/a.md": "---\ntitle: T\ndate: 2020-01-01\n---\n",
    }
    assert hugo.recognises(files_at(placed(tmp_path / "old", files)))
    assert moved(tmp_path, hugo, files).matter("content/blog/a.md")["aliases"] == ["/b/t/"]


def test_a_folder_of_posts_needs_no_settings(tmp_path: Path) -> None:
    files = {"a.md": "+++\ntitle = 'A'\ndate = 2020-01-01\n+++\nA", "b.md": "B"}
    assert hugo.recognises(files_at(placed(tmp_path / "old", files)))
    found = moved(tmp_path, hugo, files)
    assert found.matter("a.md")["aliases"] == ["/a/"]
    assert found.matter("b.md")["title"] == "B"
    assert found.matter("b.md")["draft"] is True


def test_the_site_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    report = written(site.root, tmp_path, hugo, SITE)
    assert {"content/2020/wall.md", "content/2020/wall-2.md"} <= set(report.files)
    dyke = next((site.root / path).read_text() for path in report.files if "The dyke" in _text(site, path))
    assert 'src="../media/img/dyke.jpg"' in dyke
    assert "(../pages/about.md)" in dyke
    assert "Walls *here*." in (site.root / "content/tags/dyke.md").read_text()
    assert site.build()
    assert not written(site.root, tmp_path, hugo, SITE).files


def _text(site: Site, path: str) -> str:
    return (site.root / path).read_text() if path.endswith(".md") else ""


def test_links_to_files_of_texts_lead_to_the_texts(tmp_path: Path) -> None:
    files = {
        "content/a/one.md": "---\ndate: 2020-01-01\n---\n[x](two.md#b--c) [y](../d.md) `[z](two.md)` [n](none.md)\n",
        "content/a/two.md": "---\ndate: 2020-01-01\n---\n## B & c\n",
        "content/d.md": "---\ntitle: D\n---\n",
    }
    found = moved(tmp_path, hugo, files)
    assert found.text("content/a/one.md") == (
        "[x](origin:content/a/two.md#b--c) [y](origin:content/d.md) `[z](two.md)` [n](none.md)\n"
    )
    assert found.text("content/a/two.md") == '<a id="b--c"></a>\n\n## B & c\n'
