"""Scripts of other hosts that show something: a link to what they show is in their place."""

from __future__ import annotations

import pytest
from conftest import Site

from tagarchive.reading.script_embeds import shown_by, shown_in


@pytest.mark.parametrize(
    ("src", "url"),
    [
        ("https://gist.github.com/ann/1a2b.js", "https://gist.github.com/ann/1a2b"),
        ("//gist.github.com/1a2b.js?file=a.py", "https://gist.github.com/1a2b"),
        ("https://asciinema.org/a/14.js", "https://asciinema.org/a/14"),
        ("https://gitlab.com/-/snippets/12.js", "https://gitlab.com/-/snippets/12"),
        ("https://www.documentcloud.org/documents/1-a.js", "https://www.documentcloud.org/documents/1-a"),
        ("https://datawrapper.dwcdn.net/aBc/embed.js", "https://datawrapper.dwcdn.net/aBc/"),
        ("https://fast.wistia.com/embed/medias/a1.jsonp", "https://fast.wistia.net/embed/iframe/a1"),
        ("//jsfiddle.net/ann/x1/embed/js,html/", "https://jsfiddle.net/ann/x1/"),
        ("https://pastebin.com/embed_js/a1", "https://pastebin.com/a1"),
        ("https://pastebin.com/embed_js.php?i=a1", "https://pastebin.com/a1"),
        (
            "https://emgithub.com/embed-v2.js?target=https%3A%2F%2Fgithub.com%2Fa%2Fb&style=c",
            "https://github.com/a/b",
        ),
        ("https://platform.twitter.com/widgets.js", ""),
    ],
)
def test_the_address_of_a_script_tells_what_it_shows(src: str, url: str) -> None:
    shown = shown_by({"src": src})
    assert shown is not None
    assert shown.url == url


@pytest.mark.parametrize(
    "src",
    [
        "",
        "a.js",
        "https://evil.example/gist.github.com/a/1.js",
        "https://gist.github.com.evil.example/a/1.js",
        "https://emgithub.com/embed.js?target=javascript%3Aalert(1)",
        "javascript:alert(1)",
        "https://[a/b.js",
    ],
)
def test_other_scripts_show_nothing(src: str) -> None:
    assert shown_by({"src": src}) is None


def test_slides_are_named_by_an_attribute_of_their_script() -> None:
    shown = shown_by({"src": "//speakerdeck.com/assets/embed.js", "data-id": "4f0b"})
    assert shown is not None
    assert shown.url == "https://speakerdeck.com/player/4f0b"


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ({"class": "a tiktok-embed", "cite": "https://www.tiktok.com/@a/video/1"}, "https://www.tiktok.com/@a/video/1"),
        ({"class": "flourish-embed", "data-src": "visualisation/1"}, "https://public.flourish.studio/visualisation/1"),
        ({"class": "fb-post", "data-href": "javascript:alert(1)"}, ""),
        ({"class": "a", "cite": "https://www.tiktok.com/"}, ""),
        ({"class": "fb-post"}, ""),
    ],
)
def test_the_attributes_of_an_element_tell_what_a_script_shows_in_it(attributes: dict[str, str], url: str) -> None:
    assert shown_in(attributes) == url


GIST = '<script src="https://gist.github.com/ann/1.js"></script>'
LINK = '<a href="https://gist.github.com/ann/1">gist.github.com/ann/1</a>'


def test_a_script_becomes_a_link_with_one_notice_for_all(site: Site) -> None:
    site.article("a", summary="S.", body=f"{GIST}\n\nIn {GIST} a text.\n\n{GIST}").build()
    (notice,) = site.report.notices
    assert (notice.code, str(notice.where)) == ("script-embed", "content/a.md:6:1")
    assert "found 3 scripts of gist.github.com" in notice.message
    page = site.published()["articles/a/index.html"].decode()
    assert page.count(f"<p>{LINK}</p>") == 2
    assert f"<p>In  {LINK}  a text.</p>" in page
    assert ".js" not in site.published()["feed.xml"].decode()


def test_a_post_that_is_quoted_keeps_its_words_and_gets_no_second_link(site: Site) -> None:
    quote = '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1">{}</blockquote>'
    script = '<script async src="https://www.tiktok.com/embed.js"></script>'
    link = '<a href="https://www.tiktok.com/@a/video/1">A film</a>'
    site.article("a", summary="S.", body=quote.format(link) + script)
    site.article("b", summary="S.", body=quote.format("") + script).build()
    assert [notice.code for notice in site.report.notices] == ["script-embed", "script-embed"]
    files = site.published()
    assert files["articles/a/index.html"].decode().count("https://www.tiktok.com/@a/video/1") == 1
    assert (
        '<a href="https://www.tiktok.com/@a/video/1">www.tiktok.com/@a/video/1</a>'
        in files["articles/b/index.html"].decode()
    )
    assert b"embed.js" not in files["articles/a/index.html"]


def test_scripts_of_trusted_authors_stay(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[html]\nsanitise = false\n')
    assert GIST in site.article("a", body=GIST).page("articles/a/index.html")
