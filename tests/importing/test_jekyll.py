"""Imports of Jekyll sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site
from generator_sites import PICTURE, moved, placed, written
from imports import OPTIONS

from tagarchive.core.errors import SiteError
from tagarchive.importing.generators.jekyll import reader as jekyll
from tagarchive.importing.inputs.files import files_at

CONFIG = """title: Mill Notes
url: "https://mill.example"
baseurl: /notes
timezone: Asia/Tokyo
permalink: /:categories/:year/:month/:day/:title:output_ext
exclude: [drafts.md]
collections:
  walks: {output: true}
  secrets: {}
defaults:
  - scope: {path: ""}
    values: {lang: en}
  - scope: {path: "", type: posts}
    values: {author: mia}
"""
SITE: dict[str, str | bytes] = {
    "_config.yml": CONFIG,
    "_data/authors.yml": "mia: {name: Mia Holt, email: mia@mill.example}\nped: Ped Orr\n",
    "_layouts/default.html": "{{ content }}",
    "assets/weir.png": PICTURE,
    "_posts/2021-02-03-weir.md": (
        "---\ntitle: The weir &amp; the mill\ndate: 2021-02-03 20:00:00 +0000\ncategories: river works\n"
        "tags: [weir, 'low, water']\nredirect_from: /weir.html\nimage: {path: /assets/weir.png, alt: Foam}\n"
        "last_modified_at: 2021-02-05\nmood: calm\n---\n"
        "![Foam]({{ site.baseurl }}/assets/weir.png){: width='40'}\n\n"
        '{% include figure.html image_path="assets/weir.png" alt="Foam" caption="The *weir*" %}\n\n'
        "[Mill]({{ site.baseurl }}{% post_url 2021-03-01-mill %}#grist), [About]({% link about.md %}),"
        " [None]({% post_url 2020-01-01-none %}), [File]({% link assets/weir.png %})\n"
    ),
    "_posts/2021-03-01-mill.markdown": (
        "---\ncategory: Old Town\nauthors: [ped, mia]\n---\n"
        "* Contents\n{:toc}\n\n## Grist & flour\n{: #grist .big}\n\n{: .note}\nText{: .x} here.\n\n"
        "{% highlight ruby linenos %}\nputs '{{ flour }}'\n{% endhighlight %}\n\n"
        "{% raw %}`{{ hour }}`{% endraw %} {% youtube abcdefghijk %} {{ page.date | date: '%Y' }}\n\n"
        "{% comment %}secret{% endcomment %}{% wheel 3 %}\n"
    ),
    "_posts/2021-04-01-held.md": "---\ntitle: Held\npublished: false\n---\nHeld.\n",
    "river/_posts/2021-05-01-boat.html": "---\ntitle: Boat\n---\n<p>Boat {{ 'x' }}</p>\n",
    "_drafts/later.md": "---\ntitle: Later\n---\nLater.\n",
    "_walks/north.md": "---\ntitle: North\n---\nNorth.\n",
    "_secrets/key.md": "---\ntitle: Key\n---\nKey.\n",
    "_other/a.md": "---\ntitle: A\n---\n",
    "about.md": "---\ntitle: About\npermalink: /about-us/\n---\n[Weir](/notes/river/works/2021/02/04/weir.html)\n",
    "drafts.md": "---\ntitle: D\n---\n",
    "plain.md": "No front matter.\n",
    "README.md": "# Site\n",
    "_posts/2021-06-01-broken.md": "---\ntitle: a\nb: c: d\n---\n",
}
WEIR = "_posts/2021-02-03-weir.md"
MILL = "_posts/2021-03-01-mill.markdown"


def test_front_matter_becomes_ours(tmp_path: Path) -> None:
    matter = moved(tmp_path, jekyll, SITE).matter(WEIR)
    assert dict(matter) == {
        "title": "The weir & the mill",
        "lang": "en",
        "date": "2021-02-03T20:00:00+00:00",
        "updated": "2021-02-05",
        "authors": ["Mia Holt"],
        "tags": ["weir", "low, water", "river", "works"],
        "image": {"src": "/assets/weir.png", "alt": "Foam"},
        "aliases": ["/notes/river/works/2021/02/04/weir.html", "/notes/weir.html"],
        "guid": "https://mill.example/notes/river/works/2021/02/04/weir",
        "extra": {"mood": "calm"},
    }


def test_every_markdown_file_is_imported_or_skipped_with_a_reason(tmp_path: Path) -> None:
    found = moved(tmp_path, jekyll, SITE)
    texts = {name for name in SITE if name.endswith((".md", ".markdown")) or "_posts" in name}
    assert texts == (set(found.items) | set(found.skipped)) & texts
    assert not set(found.items) & set(found.skipped)
    assert found.skipped["_posts/2021-06-01-broken.md"].endswith("line 3")
    assert found.skipped["_layouts"] == "templates: no texts"
    assert {name: found.items[name].type for name in ("about.md", "_walks/north.md", WEIR)} == {
        "about.md": "page",
        "_walks/north.md": "page",
        WEIR: "article",
    }


def test_what_was_not_public_is_a_draft(tmp_path: Path) -> None:
    found = moved(tmp_path, jekyll, SITE)
    drafts = [path for path, item in found.items.items() if item.matter.get("draft")]
    assert drafts == ["_drafts/later.md", "_posts/2021-04-01-held.md", "_secrets/key.md"]
    assert found.items["_drafts/later.md"].stand_ins == {"date"}
    assert "date" in found.guessed("_drafts/later.md")


def test_liquid_becomes_what_it_means_and_the_rest_is_listed(tmp_path: Path) -> None:
    found = moved(tmp_path, jekyll, SITE)
    assert found.text(WEIR) == (
        "![Foam](/notes/assets/weir.png)\n\n"
        '<figure><img src="/assets/weir.png" alt="Foam"><figcaption>The <em>weir</em></figcaption></figure>\n\n'
        "[Mill](origin:_posts/2021-03-01-mill.markdown#grist), [About](origin:about.md),"
        " [None]({% post_url 2020-01-01-none %}), [File](/notes/assets/weir.png)\n"
    )
    assert found.lost(WEIR) == [
        ("link", "2020-01-01-none is not in the input", 15),
        ("shortcode", "{% post_url 2020-01-01-none %}", 15),
    ]
    assert found.text(MILL) == (
        "\n\n## Grist & flour {#grist}\n\nText here.\n\n```ruby\nputs '{{ flour }}'\n```\n\n"
        "`{{ hour }}` [https://www.youtube.com/watch?v=abcdefghijk](https://www.youtube.com/watch?v=abcdefghijk)"
        " {{ page.date | date: '%Y' }}\n\n{% wheel 3 %}\n"
    )
    assert [(what, line) for what, _, line in found.lost(MILL)] == [
        ("shortcode", 18),
        ("comment in the text", 20),
        ("shortcode", 20),
        ("table of contents", 5),
    ]


def test_names_of_files_and_folders_say_what_front_matter_does_not(tmp_path: Path) -> None:
    found = moved(tmp_path, jekyll, SITE)
    assert found.matter(MILL)["title"] == "Mill"
    assert found.matter(MILL)["authors"] == ["Ped Orr", "Mia Holt"]
    assert found.matter(MILL)["aliases"] == ["/notes/old%20town/2021/03/01/mill.html"]
    boat = "river/_posts/2021-05-01-boat.html"
    assert found.matter(boat)["aliases"] == ["/notes/river/2021/05/01/boat.html"]
    assert found.matter(boat)["tags"] == ["river"]
    assert found.text(boat) == "<p>Boat x</p>\n"


def test_no_email_of_an_author_comes_out(tmp_path: Path) -> None:
    assert "mia@mill" not in repr(moved(tmp_path, jekyll, SITE))


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("date", "/a/b/2020/01/09/x.html"),
        ("pretty", "/a/b/2020/01/09/x/"),
        ("ordinal", "/a/b/2020/009/x.html"),
        ("none", "/a/b/x.html"),
        ("/:short_year/:i_month/:i_day/:slug", "/20/1/9/x"),
        ("/blog/:title/index.html", "/blog/x/"),
        ("/:unheard/:title/", ""),
    ],
)
def test_permalinks(tmp_path: Path, permalink: str, address: str) -> None:
    files = {"_config.yml": f"permalink: '{permalink}'\n", "_posts/2020-01-09-x.md": "---\ncategories: [A, b]\n---\nX"}
    aliases = moved(tmp_path, jekyll, files).matter("_posts/2020-01-09-x.md").get("aliases", [])
    assert aliases == ([address] if address else [])


def test_a_folder_of_posts_needs_no_settings(tmp_path: Path) -> None:
    files = {"2020-01-09-x.md": "---\ntitle: X\n---\nX", "2020-01-10-y.md": "Y without front matter", "notes.md": "N"}
    found = moved(tmp_path, jekyll, files)
    assert found.matter("2020-01-09-x.md")["aliases"] == ["/2020/01/09/x.html"]
    assert found.matter("2020-01-10-y.md")["date"] == "2020-01-10"
    assert found.skipped == {"notes.md": "no front matter: Jekyll copies it as it is"}


def test_sites_are_recognised(tmp_path: Path) -> None:
    for number, files in enumerate(
        ({"_config.yml": ""}, {"blog/_posts/2020-01-01-a.md": "A"}, {"a.md": "---\ntitle: A\n---\n"})
    ):
        assert jekyll.recognises(files_at(placed(tmp_path / str(number), files)))
    assert not jekyll.recognises(files_at(placed(tmp_path / "none", {"a.md": "A", "b.txt": "---\n"})))


def test_damaged_settings_stop_the_import_with_their_line(tmp_path: Path) -> None:
    folder = placed(tmp_path, {"_config.yml": "title: a\nurl: b: c\n", "_posts/2020-01-01-a.md": "A"})
    with pytest.raises(SiteError) as raised:
        list(jekyll.found(files_at(folder), OPTIONS))
    problem = raised.value.problems[0]
    assert (problem.code, problem.where.path, problem.where.line) == ("damaged-input", "_config.yml", 2)


def test_the_site_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    report = written(site.root, tmp_path, jekyll, SITE)
    assert len(report.imported) == 8
    weir = (site.root / "content/2021/weir.md").read_text()
    assert "[Mill](mill.md#grist), [About](../pages/about.md)" in weir
    assert 'src="../media/assets/weir.png"' in weir
    assert "(../2021/weir.md)" in (site.root / "content/pages/about.md").read_text()
    assert site.build()
    again = written(site.root, tmp_path, jekyll, SITE)
    assert not again.files
    assert not again.changes
