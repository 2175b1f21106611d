"""The pictures of an article: the one at its head, and those under its text."""

from __future__ import annotations

import json
import re

from conftest import Site

THREE = """
  - {src: a.svg, alt: A door, caption: The door., credit: Ann}
  - {src: /b.svg, alt: A street, caption: The street.}
  - {src: "https://pictures.example/c.png", alt: A map}"""
A = "https://desk.example/files/a.svg"
B = "https://desk.example/b.svg"
C = "https://pictures.example/c.png"


def pictured(site: Site, image: str) -> dict[str, bytes]:
    site.put("content/a.svg", b'<svg width="30" height="20"/>').put("static/b.svg", b"<svg/>")
    return site.article("a", image=image, body="The text.", credits="[{role: Editor, names: [Bob]}]").build()


def places(text: str, *parts: str) -> list[int]:
    return [text.index(part) for part in parts]


def test_the_first_picture_stands_at_the_head_and_the_others_under_the_text(site: Site) -> None:
    page = pictured(site, THREE)["articles/a/index.html"].decode().partition("<main")[2]
    head, second, third = re.findall("<figure.*?</figure>", page, re.DOTALL)
    assert '<img src="/files/a.svg" alt="A door" width="30" height="20" fetchpriority="high">' in head
    assert '<figcaption><span>The door.</span> <span class="credit">Ann</span></figcaption>' in head
    assert '<img src="/b.svg" alt="A street" loading="lazy" decoding="async">' in second
    assert '<a class="remote" href="https://pictures.example/c.png">A map</a>' in third
    order = places(page, head, "The text.", '<div class="pictures">', second, third, "Editor")
    assert order == sorted(order)


def test_machines_read_all_pictures(site: Site) -> None:
    page = pictured(site, THREE)["articles/a/index.html"].decode()
    assert f'"image":{json.dumps([A, B, C], separators=(",", ":"))}' in page
    assert re.findall('<meta property="og:image" content="(.*?)">', page) == [A, B, C]
    assert page.count("og:image:alt") == page.count("twitter:card") == 1


def test_feeds_have_all_pictures_in_their_text_and_one_beside_it(site: Site) -> None:
    files = pictured(site, THREE)
    (item,) = json.loads(files["feed.json"])["items"]
    assert item["image"] == A
    text = item["content_html"]
    order = places(text, f'src="{A}"', "The text.", f'src="{B}"', f'src="{C}"', "Editor")
    assert order == sorted(order)
    assert "<figcaption>The street.</figcaption>" in text
    for name in ("feed.xml", "atom.xml"):
        assert all(url in files[name].decode() for url in (A, B, C))
    assert re.findall('<media:content url="(.*?)"', files["feed.xml"].decode()) == [A]


def test_one_picture_may_be_a_list_of_one(site: Site) -> None:
    one = pictured(site, "{src: a.svg, alt: A door}")
    assert pictured(site, "[{src: a.svg, alt: A door}]") == one
    assert '"image":"https://desk.example/files/a.svg"' in one["articles/a/index.html"].decode()
    assert "og:image" not in pictured(site, "[]")["articles/a/index.html"].decode()


def test_a_missing_picture_is_told_and_the_next_stands_at_the_head(site: Site) -> None:
    files = pictured(site, "[{src: none.svg, alt: None}, {src: a.svg, alt: A door}]")
    assert site.notices() == ["content/a.md:4:15: missing-file"]
    page = files["articles/a/index.html"].decode().partition("<main")[2]
    assert page.index("/files/a.svg") < page.index("The text.")
    assert '<div class="pictures">' not in page


def test_a_picture_that_changes_is_made_again_where_it_is_shown(site: Site) -> None:
    pictured(site, THREE.replace("a.svg", "/b.svg", 1) + "\n  - {src: a.svg, alt: A door}")
    page = site.put("content/a.svg", b'<svg width="31" height="21"/>').page("articles/a/index.html")
    assert 'width="31" height="21"' in page


def test_faults_in_pictures_are_told_with_what_may_stand_there(site: Site) -> None:
    (text,) = site.article("a", image="a.svg").problems()
    assert text == "content/a.md:4:8: bad-value"
    assert text.message == (
        "found “a.svg”, expected a mapping of src, alt, caption, credit, or a list of such mappings"
    )
    assert text.hint == "write `image: {src: a.svg, alt: …}`"
    missing, unknown = site.article("a", image="[{src: a.svg}, {src: a.svg, alt: A, title: T}]").problems()
    assert (missing, unknown) == ("content/a.md:4:9: missing-key", "content/a.md:4:44: unknown-key")
    (misplaced,) = site.article("a", caption="The door.").problems()
    assert misplaced.hint == "it belongs under `image:`"
