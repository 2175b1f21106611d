"""Nikola: metadata in comments and `.meta` files, states, translations, shortcodes, links and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from imports import OPTIONS
from read_sites import Read, is_markdown, read

from tagarchive.importing.generators.nikola import reader as nikola
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Html

CONF = (
    'BLOG_AUTHOR = "The forge"\nSITE_URL = "https://forge.example/"\nTIMEZONE = "Asia/Tokyo"\nDEFAULT_LANG = "en"\n'
    'POSTS = (("posts/*.rst", "posts", "p.tmpl"), ("posts/*.md", "posts", "p.tmpl"))\n'
    'PAGES = (("pages/*.md", "", "p.tmpl"), ("pages/*.rst", "", "p.tmpl"))\n'
    'TRANSLATIONS = {DEFAULT_LANG: "", "de": "./de"}\n'
)


def meta(**lines: str) -> str:
    fields = {"title": "A forge", "slug": "a-forge", "date": "2020-05-06 10:00:00 UTC+02:00", **lines}
    return "".join(f".. {key}: {value}\n" for key, value in fields.items())


def markdown(body: str = "Words.", **lines: str) -> str:
    return f"<!--\n{meta(**lines)}-->\n\n{body}\n"


def site(folder: Path, files: Mapping[str, str | bytes], conf: str = CONF) -> Read:
    return read(nikola, folder, {"conf.py": conf, **files})


def post(folder: Path, body: str = "Words.", **lines: str) -> Read:
    return site(folder, {"posts/a.md": markdown(body, **lines)})


def test_lines_in_a_comment_become_front_matter(tmp_path: Path) -> None:
    found = post(
        tmp_path,
        tags="iron, Hot Steel",
        category="Smiths",
        description="A *short* one.",
        author="Una Anvil",
        updated="2020-06-07 08:00",
        guid="https://old.example/?p=1",
        previewimage="/images/i.png",
        type="text",
        link="",
        nocomments="True",
        odd="kept",
    )
    assert found.matter("posts/a.md") == {
        "title": "A forge",
        "date": "2020-05-06T10:00:00+02:00",
        "updated": "2020-06-07T08:00:00+09:00",
        "summary": "A short one.",
        "image": {"src": "/images/i.png", "alt": "A forge"},
        "tags": ["iron", "Hot Steel", "Smiths"],
        "authors": ["Una Anvil"],
        "guid": "https://old.example/?p=1",
        "aliases": ["/posts/a-forge/"],
        "extra": {"odd": "kept"},
    }
    item = found.items["posts/a.md"]
    assert (item.name, item.base) == ("a-forge", "https://forge.example/posts/a-forge/")
    assert is_markdown(item, "default")
    assert found.text("posts/a.md").strip() == "Words."


def test_comments_at_the_start_of_rest_are_metadata_and_lines_stay_right(tmp_path: Path) -> None:
    found = site(tmp_path, {"posts/a.rst": f"{meta()}\nWords.\n\n.. TEASER_END\n\n.. chart:: x\n"})
    assert found.matter("posts/a.rst")["title"] == "A forge"
    assert found.text("posts/a.rst").startswith("<p>Words.</p>\n<pre>")
    assert found.lost("posts/a.rst") == [("directive chart", ".. chart:: x", 9)]


@pytest.mark.parametrize(
    "files",
    [
        {"posts/a.md": "Words.\n", "posts/a.meta": meta()},
        {"posts/a.md": "Words.\n", "posts/a.meta": "A forge\na-forge\n2020-05-06 10:00:00 UTC+02:00\n\n\nS\n"},
        {
            "posts/a.md": "Words.\n",
            "posts/a.meta": "---\ntitle: A forge\nslug: a-forge\ndate: 2020-05-06 10:00 +0200\n---\n",
        },
        {"posts/a.md": "---\ntitle: A forge\nslug: a-forge\ndate: 2020-05-06 10:00:00+02:00\n---\nWords.\n"},
        {"posts/a.md": "+++\ntitle = 'A forge'\nslug = 'a-forge'\ndate = 2020-05-06T10:00:00+02:00\n+++\nWords.\n"},
        {"posts/a.md": "Title: A forge\nSlug: a-forge\nDate: 2020-05-06 10:00:00+02:00\n\nWords.\n"},
        {"posts/a.md": f"{meta()}\nWords.\n"},
        {"posts/a.md": f"<!-- \n{meta()}\n\n-->\nWords.\n"},
    ],
)
def test_other_places_of_metadata(tmp_path: Path, files: dict[str, str]) -> None:
    found = site(tmp_path, files)
    assert list(found.items) == ["posts/a.md"]
    matter = found.matter("posts/a.md")
    assert (matter["title"], matter["date"]) == ("A forge", "2020-05-06T10:00:00+02:00")
    assert (found.items["posts/a.md"].name, found.text("posts/a.md").strip()) == ("a-forge", "Words.")


def test_fields_of_a_document_in_rest(tmp_path: Path) -> None:
    found = site(
        tmp_path, {"posts/a.rst": "A forge\n=======\n\n:date: 2020-05-06\n:slug: own\n:tags: x, y\n\nWords.\n"}
    )
    assert found.matter("posts/a.rst")["tags"] == ["x", "y"]
    assert (found.matter("posts/a.rst")["title"], found.items["posts/a.rst"].name) == ("A forge", "own")
    assert found.items["posts/a.rst"].text == Html("<p>Words.</p>\n")


def test_a_title_may_stand_in_the_text_or_be_the_name_of_the_file(tmp_path: Path) -> None:
    bare = ".. date: 2020-05-06\n.. slug: s\n"
    found = site(
        tmp_path,
        {
            "posts/a.md": f"<!--\n{bare}-->\n# The heading\n\nWords.\n",
            "posts/b.rst": f"{bare}\nThe other\n=========\n\nWords.\n",
            "posts/old-anvil.md": f"<!--\n{bare}-->\nWords.\n",
        },
    )
    assert [item.matter["title"] for item in found.items.values()] == ["The heading", "The other", "Old anvil"]
    assert found.text("posts/a.md").strip() == "Words."
    assert found.text("posts/b.rst") == "<p>Words.</p>\n"
    assert all("title" in found.guessed(name) for name in found.items)


@pytest.mark.parametrize(
    ("lines", "tags", "draft"),
    [
        ({"tags": "a, draft"}, ["a"], True),
        ({"tags": "Private,a"}, ["a"], True),
        ({"tags": "draft-free, a"}, ["draft-free", "a"], False),
        ({"status": "draft"}, None, True),
        ({"status": "private"}, None, True),
        ({"status": "published"}, None, False),
        ({"status": "featured"}, None, False),
        ({"password": "s3cret"}, None, True),
        ({"tags": "mathjax, a"}, ["a"], False),
    ],
)
def test_states(tmp_path: Path, lines: dict[str, str], tags: list[str] | None, draft: bool) -> None:  # noqa: FBT001 (a parameter)
    found = post(tmp_path, **lines)
    matter = found.matter("posts/a.md")
    assert (matter.get("tags"), matter.get("draft", False)) == (tags, draft)
    assert "s3cret" not in repr(found)
    if tags == ["a"]:
        assert any("is a state, no tag" in text for text, _ in found.noted("posts/a.md"))


def test_a_link_is_the_original_and_a_type_is_kept(tmp_path: Path) -> None:
    found = post(tmp_path, link="https://paper.example/x", type="micro")
    assert found.matter("posts/a.md")["source"] == {"name": "paper.example", "url": "https://paper.example/x"}
    assert found.matter("posts/a.md")["extra"] == {"post_type": "micro"}
    assert "source.name" in found.guessed("posts/a.md")


def test_a_link_that_is_no_web_address_is_kept(tmp_path: Path) -> None:
    found = post(tmp_path, link="other-post")
    assert "source" not in found.matter("posts/a.md")
    assert found.matter("posts/a.md")["extra"] == {"link": "other-post"}


def test_dates_without_zone_are_of_the_settings(tmp_path: Path) -> None:
    found = post(tmp_path, date="2020-05-06 10:00")
    assert found.matter("posts/a.md")["date"] == "2020-05-06T10:00:00+09:00"
    assert "date" not in found.guessed("posts/a.md")


@pytest.mark.parametrize(
    ("conf", "name", "address"),
    [
        ("", "posts/2020/may/a.md", "/posts/2020/may/a-forge/"),
        ("PRETTY_URLS = False\n", "posts/a.md", "/posts/a-forge.html"),
        ('POSTS = (("posts/*.md", "", "p"),)\n', "posts/x/a.md", "/x/a-forge/"),
        ('POSTS = [["posts/*.md", "log/all", "p"]]\n', "posts/a.md", "/log/all/a-forge/"),
        ('POSTS = (("posts/*.md", {"en": "log"}, "p"),)\n', "posts/a.md", "/log/a-forge/"),
        ('SITE_URL = "https://forge.example/blog/"\n', "posts/a.md", "/blog/posts/a-forge/"),
    ],
)
def test_addresses_follow_the_settings(tmp_path: Path, conf: str, name: str, address: str) -> None:
    assert site(tmp_path, {name: markdown()}, CONF + conf).matter(name)["aliases"] == [address]


def test_a_text_may_refuse_a_pretty_address(tmp_path: Path) -> None:
    assert post(tmp_path, pretty_url="False").matter("posts/a.md")["aliases"] == ["/posts/a-forge.html"]


def test_pages_and_what_is_outside(tmp_path: Path) -> None:
    files = {
        "pages/about.md": markdown(slug="about", tags="x"),
        "README.md": "x",
        "posts/n.ipynb": "{}",
        "posts/alone.meta": meta(),
        "posts/a.html": "<p>x</p>",
    }
    found = site(tmp_path, files)
    assert [(item.type, item.matter) for item in found.items.values()] == [
        ("page", {"title": "A forge", "aliases": ["/about/"]})
    ]
    assert sorted(found.skipped) == ["README.md", "conf.py", "posts/alone.meta", "posts/n.ipynb"]


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    found = read(
        nikola, tmp_path, {"posts/a.rst": f"{meta(date='2020-01-02 03:04')}\nWords.\n", "pages/b.md": markdown()}
    )
    assert {name: item.type for name, item in found.items.items()} == {"pages/b.md": "page", "posts/a.rst": "article"}
    assert found.guessed("posts/a.rst").keys() == {"date", "aliases"}


def test_a_folder_of_posts_without_settings(tmp_path: Path) -> None:
    found = read(nikola, tmp_path, {"a.md": markdown(), "deep/b.rst": f"{meta(slug='b')}\nWords.\n"})
    assert [item.type for item in found.items.values()] == ["article", "article"]


def test_settings_are_never_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    conf = f"open({str(mark)!r}, 'w')\nPOSTS = tuple(x for x in [])\nTIMEZONE = get()\n"
    found = site(tmp_path, {"posts/a.md": markdown()}, conf)
    assert not mark.exists()
    assert "posts/a.md" in found.items
    assert len(found.said) == 3


def test_translations_have_their_language_and_what_they_do_not_state(tmp_path: Path) -> None:
    files = {
        "posts/a.md": markdown(tags="x", guid="g"),
        "posts/a.de.md": "<!--\n.. title: Eine Schmiede\n-->\n\nWorte.\n",
        "posts/b.fr.md": markdown(slug="b"),
    }
    found = site(tmp_path, files)
    german = found.matter("posts/a.de.md")
    assert (german["title"], german["lang"], german["tags"]) == ("Eine Schmiede", "de", ["x"])
    assert german["aliases"] == ["/de/posts/a-forge/"]
    assert "guid" not in german
    assert "lang" not in found.guessed("posts/a.de.md")
    assert "lang" not in found.matter("posts/b.fr.md")
    assert found.items["posts/a.de.md"].name == "a-forge-de"


def test_a_language_without_settings_is_a_guess(tmp_path: Path) -> None:
    found = read(
        nikola, tmp_path, {"posts/a.md": markdown(), "posts/a.pt_br.md": markdown(), "posts/v1.0.md": markdown()}
    )
    assert found.matter("posts/a.pt_br.md")["lang"] == "pt-br"
    assert "lang" in found.guessed("posts/a.pt_br.md")
    assert "lang" not in found.matter("posts/v1.0.md")


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("[x](link://slug/a-forge)", "[x](origin:posts/a.md)"),
        ("[x](link://slug/a-forge#deep)", "[x](origin:posts/a.md#deep)"),
        ("[x](link://filename/posts/a.md)", "[x](origin:posts/a.md)"),
        ("[x](link://filename/a.md)", "[x](origin:posts/a.md)"),
        ("[x](link://slug/gone)", "[x](origin:gone)"),
        ("[x](link://tag/hot%20steel)", "[x](site:/tag/hot-steel/)"),
        ("[x](link://category/smiths)", "[x](site:/tag/smiths/)"),
        ("[x](link://archive/2020/05)", "[x](site:/2020/)"),
        ("[x](link://author/una)", "[x](site:/author/una/)"),
        ("[x](link://root)", "[x](site:/)"),
        ('<a href="link://slug/a-forge">x</a>', '<a href="origin:posts/a.md">x</a>'),
        ("`link://slug/a-forge`", "`link://slug/a-forge`"),
        ("[x](link://rss/x)", "[x](link://rss/x)"),
    ],
)
def test_links(tmp_path: Path, written: str, led: str) -> None:
    found = site(tmp_path, {"posts/a.md": markdown(), "posts/b.md": markdown(written, slug="b")})
    assert found.text("posts/b.md").strip() == led


def test_the_role_doc_and_links_in_rest(tmp_path: Path) -> None:
    body = "See :doc:`a-forge`, :doc:`the forge <a-forge#x>`, :doc:`gone` and `it <link://slug/a-forge>`_.\n"
    found = site(tmp_path, {"posts/a.md": markdown(), "posts/b.rst": f"{meta(slug='b')}\n{body}"})
    assert found.text("posts/b.rst") == (
        '<p>See <a href="origin:posts/a.md">A forge</a>, <a href="origin:posts/a.md#x">the forge</a>, '
        ':doc:`gone` and <a href="origin:posts/a.md">it</a>.</p>\n'
    )
    assert found.lost("posts/b.rst") == [("role", ":doc:`gone`", 5)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{% vimeo 12345 %}}", '<iframe src="https://player.vimeo.com/video/12345"></iframe>'),
        ('{{% thumbnail "/images/i.png" alt="An i" %}}{{% /thumbnail %}}', "![An i](/images/i.png)"),
        (
            '{{% thumbnail "/i.png" alt="An i" %}}Cap *one*{{% /thumbnail %}}',
            '<figure><img src="/i.png" alt="An i"><figcaption>Cap <em>one</em></figcaption></figure>',
        ),
        ('{{% figure src="/i.png" alt="An i" %}}', "![An i](/i.png)"),
        ("{{% gist una/1234abcd %}}", "[Gist una/1234abcd](https://gist.github.com/una/1234abcd)"),
        ("{{% raw %}}{{% youtube x %}}{{% /raw %}}", "{{% youtube x %}}"),
        ("{{% doc %}}a-forge{{% /doc %}}", "[A forge](origin:posts/a.md)"),
        ("{{% doc %}}the forge <a-forge>{{% /doc %}}", "[the forge](origin:posts/a.md)"),
        ("{{% media https://x.example/y %}}", "<https://x.example/y>"),
        ("`{{% vimeo 12345 %}}`", "`{{% vimeo 12345 %}}`"),
        ("a {{% vimeo 12345 %}} b", "a [https://vimeo.com/12345](https://vimeo.com/12345) b"),
    ],
)
def test_shortcodes_with_a_meaning(tmp_path: Path, written: str, meant: str) -> None:
    found = site(tmp_path, {"posts/a.md": markdown(), "posts/b.md": markdown(written, slug="b")})
    assert found.text("posts/b.md").strip() == meant
    assert not found.lost("posts/b.md")


def test_shortcodes_without_a_meaning_stay_and_are_listed(tmp_path: Path) -> None:
    found = post(tmp_path, 'One.\n\n{{% post-list tags="x" %}}{{% /post-list %}}\n\n{{% chart "unclosed %}}')
    assert '{{% post-list tags="x" %}}{{% /post-list %}}' in found.text("posts/a.md")
    assert found.lost("posts/a.md") == [
        ("shortcode", '{{% post-list tags="x" %}}{{% /post-list %}}', 9),
        ("shortcode", '{{% chart "unclosed %}}', 11),
    ]


def test_shortcodes_in_rest(tmp_path: Path) -> None:
    body = "{{% youtube abcdefghijk %}}\n\nA {{% odd *x* %}} b.\n\n::\n\n  {{% youtube abcdefghijk %}}\n"
    found = site(tmp_path, {"posts/a.rst": f"{meta()}\n{body}"})
    assert found.text("posts/a.rst") == (
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"></iframe>\n\n<p>A {{% odd *x* %}} b.</p>\n'
        "<pre><code>{{% youtube abcdefghijk %}}</code></pre>\n"
    )
    assert found.lost("posts/a.rst") == [("shortcode", "{{% odd *x* %}}", 7)]


@pytest.mark.parametrize("mark", ["<!-- TEASER_END -->", "<!-- TEASER_END: more -->", "<!-- more -->"])
def test_the_mark_of_a_teaser_goes(tmp_path: Path, mark: str) -> None:
    assert post(tmp_path, f"One.\n\n{mark}\n\nTwo.").text("posts/a.md").split() == ["One.", "Two."]


def test_files_of_the_folders_for_pictures_and_files(tmp_path: Path) -> None:
    found = site(
        tmp_path, {"posts/a.md": markdown(), "images/i.png": b"x", "files/k/l.pdf": b"x", "posts/beside.png": b"x"}
    )
    name = "posts/a.md"
    assert found.media(name, "/images/i.png") == "images/i.png"
    assert found.media(name, "/images/i.thumbnail.png") == "images/i.png"
    assert found.media(name, "https://forge.example/k/l.pdf") == "files/k/l.pdf"
    assert found.media(name, "beside.png") == "posts/beside.png"
    assert found.media(name, "/images/gone.png") == "missing /images/gone.png"
    assert not found.media(name, "/posts/a.md")
    assert not found.media(name, "/conf.py")
    assert not found.media(name, "https://other.example/images/i.png")
    assert not found.media(name, "../../etc/passwd")


def test_a_text_that_cant_be_read_is_skipped_and_the_others_go_on(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/a.md": b"\xff",
        "posts/b.md": "---\ntitle: [\n---\n",
        "posts/c.md": "x",
        "posts/c.meta": b"\xff",
        "posts/d.md": markdown(),
    }
    found = site(tmp_path, files)
    assert list(found.items) == ["posts/d.md"]
    assert all("unreadable" in found.skipped[name] for name in ("posts/a.md", "posts/b.md", "posts/c.md"))
    assert "posts/c.meta" in found.skipped["posts/c.md"]


def test_categories_may_be_parents(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "posts/a.md": markdown(tags="x", category="Smiths")}
    found = read(nikola, tmp_path, files, OPTIONS._replace(categories="parents"))
    assert found.matter("tag x") == {"name": "x", "parent": ["Smiths"]}


def test_recognition(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "conf.py").write_text("extensions = []\n", "utf-8")
    assert not nikola.recognises(files_at(folder))
    (folder / "conf.py").write_text("BLOG_TITLE = 'x'\n", "utf-8")
    assert nikola.recognises(files_at(folder))
    (folder / "conf.py").unlink()
    (folder / "a.md").write_text(markdown(), "utf-8")
    assert nikola.recognises(files_at(folder))
