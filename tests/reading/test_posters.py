"""Posters of films and players: pictures of this site that lead to another host."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from conftest import Site

from tagarchive.core.errors import Location
from tagarchive.reading.posters import refusal

PLAYER = "https://player.vimeo.com/video/1"
FAR = "https://img.example/far.jpg"


def allowing(site: Site, hosts: str) -> Site:
    site.put("content/still.svg", b'<svg width="16" height="9"/>')
    return site.write(f'-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[html]\n{hosts}\n')


def embedded(site: Site, poster: str, src: str = PLAYER) -> tuple[str, str]:
    """The text of an article with a player, on its page and in a feed."""
    body = f"<iframe src='{src}' title='The \"march\"' data-poster='{poster}'></iframe>"
    files = site.article("a", summary="S.", body=body).build()
    page = files["articles/a/index.html"].decode().partition('<div class="prose">')[2].partition("</div>")[0]
    return page.strip(), str(json.loads(files["feed.json"])["items"][0]["content_html"])


def test_the_poster_of_a_player_leads_to_it_in_its_frame_and_in_feeds(site: Site) -> None:
    page, feed = embedded(allowing(site, ""), "still.svg")
    (held,) = re.findall(r'<iframe name="embed-1" title="The &quot;march&quot;" srcdoc="([^"]*)" allow', page)
    assert unescape(held).partition("</style>")[2] == (
        f'<a href="{PLAYER}"><img src="/files/still.svg" alt="The &quot;march&quot;"></a>'
    )
    assert f'<a class="remote" href="{PLAYER}" target="embed-1">' in page
    assert (
        feed == f'<a href="{PLAYER}"><img src="https://desk.example/files/still.svg" alt="The &quot;march&quot;"></a>'
    )
    assert not site.report.notices
    assert "files/still.svg" in site.published()


def test_a_player_of_a_host_that_is_not_allowed_is_a_picture_that_leads_to_it(site: Site) -> None:
    page, _ = embedded(allowing(site, ""), "still.svg", "https://other.example/1")
    img = '<img src="/files/still.svg" alt="The &quot;march&quot;" width="16" height="9">'
    assert page == f'<a href="https://other.example/1">{img}</a>'


@pytest.mark.parametrize(
    ("poster", "code"),
    [
        ("none.svg", "content/a.md:6:81: missing-file"),
        (FAR, "content/a.md:6:81: remote-poster"),
        ("//img.example/far.jpg", "content/a.md:6:81: remote-poster"),
        ("javascript:alert(1)", "content/a.md:6:81: bad-link"),
        ('"onload="alert(1)', "content/a.md:6:81: missing-file"),
    ],
)
def test_a_poster_that_no_page_can_show_is_told_and_left_out(site: Site, poster: str, code: str) -> None:
    page, feed = embedded(allowing(site, ""), poster)
    found = {f"{notice.where}: {notice.code}" for notice in site.report.notices}
    assert code in found
    (held,) = re.findall(r'<iframe name="embed-1" title="The &quot;march&quot;" srcdoc="([^"]*)" allow', page)
    still = unescape(held).partition("</style>")[2]
    assert still == f'<a href="{PLAYER}" aria-label="The &quot;march&quot;"></a>'
    assert feed == f'<a href="{PLAYER}">The "march"</a>'
    assert "img.example" not in page + feed


def test_posters_of_other_hosts_are_shown_as_pictures_of_texts_are(site: Site) -> None:
    page, feed = embedded(allowing(site, 'image_hosts = ["img.example"]'), FAR)
    assert f'<img src="{FAR}"' in unescape(page)
    assert f'<img src="{FAR}"' in feed
    assert [notice.code for notice in site.report.notices] == ["unused-file"]


FILMS = f"""
  - {{title: March, url: "https://film.example/1", poster: still.svg, seconds: 62, published: 2021-03-04}}
  - {{title: Bare, poster: still.svg}}
  - {{title: Far, url: "https://film.example/3", poster: "{FAR}"}}"""


def test_the_poster_of_a_film_leads_to_it(site: Site) -> None:
    files = allowing(site, "").article("a", summary="S.", films=FILMS).build()
    (told,) = site.report.notices
    assert (str(told.where), told.code) == ("content/a.md:8:57", "remote-poster")
    page = files["articles/a/index.html"].decode()
    img = '<img src="/files/still.svg" alt="" width="16" height="9" loading="lazy" decoding="async">'
    assert f'<a href="https://film.example/1">{img}March</a> <time datetime="PT62S">01:02</time>' in page
    assert f"<li>{img}Bare</li>" in page
    assert '<li><a href="https://film.example/3">Far</a></li>' in page
    thing = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])["@graph"][0]
    march, bare, far = thing["video"]
    assert march["thumbnailUrl"] == bare["thumbnailUrl"] == "https://desk.example/files/still.svg"
    assert march["uploadDate"] == "2021-03-04"
    assert far.keys() == {"@type", "name", "url"}
    shown = '<img src="https://desk.example/files/still.svg" alt="" width="16" height="9"><br>'
    listed = json.loads(files["feed.json"])["items"][0]["content_html"]
    assert f'<li><a href="https://film.example/1">{shown}March</a> (01:02, 2021-03-04)</li>' in listed
    assert not any(b"img.example" in data for data in files.values())


def test_a_missing_poster_is_told_and_left_out(site: Site) -> None:
    assert site.article("a", summary="S.", films="[{title: March, poster: no.svg}]").notices() == [
        "content/a.md:5:32: missing-file"
    ]
    assert "<li>March</li>" in site.published()["articles/a/index.html"].decode()


def test_a_poster_is_a_picture(site: Site) -> None:
    (problem,) = site.article("a", films="[{title: March, poster: a.md}]").problems()
    assert problem == "content/a.md:4:32: bad-value"


def test_only_hosts_that_pages_load_pictures_from_may_have_posters() -> None:
    where = Location("a.md", 1, 2)
    assert refusal(FAR, where, ["img.example"]) is None
    refused = refusal(FAR, where, ["example"])
    assert refused
    assert refused.message.startswith("found a poster on img.example, ")
