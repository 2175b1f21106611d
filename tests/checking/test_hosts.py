"""Hosts of third parties that pages call, and those that they do not call."""

from __future__ import annotations

import pytest
from checks import WHOLE, check, found
from conftest import CONFIG, Site

from tagarchive.checking.remote import in_file
from tagarchive.reading.disk import theme_folder

LINKS = '[x](https://link.example/) <https://bare.example/> `<img src="https://code.example/x.png">`'


def test_links_are_no_calls(site: Site) -> None:
    site.article("a", **{**WHOLE, "source": "{name: Wire, url: https://wire.example/x}"}, body=LINKS)
    assert not found(site, "third-party-host")


def test_players_and_pictures_wait_for_a_click_and_allowed_pictures_do_not(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}html.image_hosts = ["img.example"]\n')
    player = '<iframe src="https://www.youtube.com/embed/1" title="Film"></iframe>'
    site.article("a", **WHOLE, body=f"{player}\n\n![X](https://img.example/x.png) ![Y](https://far.example/y.png)")
    site.article(
        "b", **WHOLE, body='<audio src="https://sound.example/a.mp3"></audio>\n\n![Z](https://far.example/z.png)'
    )
    calls = {call.host: (call.when, call.files) for call in check(site).calls}
    assert calls == {
        "img.example": ("at once", ("content/a.md",)),
        "far.example": ("after a click", ("content/a.md", "content/b.md")),
        "www.youtube.com": ("after a click", ("content/a.md",)),
        "sound.example": ("after a click", ("content/b.md",)),
    }
    assert found(site, "third-party-host") == [
        *("content/a.md:8:22: third-party-host", "content/a.md:10:14: third-party-host"),
        *("content/a.md:10:46: third-party-host", "content/b.md:8:21: third-party-host"),
    ]


def test_pictures_of_front_matter_are_calls_too(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}html.image_hosts = ["img.example"]\n')
    site.article("a", **WHOLE, image="{src: https://img.example/x.png, alt: X}")
    site.article("b", **WHOLE, image="{src: https://far.example/x.png, alt: X}")
    assert {call.host: call.when for call in check(site).calls} == {
        "img.example": "at once",
        "far.example": "after a click",
    }


def test_scripts_that_a_trusted_author_writes_are_called_at_once(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}html.sanitise = false\n")
    site.article("a", **WHOLE, body='<script src="https://js.example/x.js"></script>')
    assert [(call.host, call.when) for call in check(site).calls] == [("js.example", "at once")]


def test_what_may_not_be_shown_calls_nobody(site: Site) -> None:
    source = {**WHOLE, "source": "{name: Wire, republish: excerpt}"}
    site.article("a", **source, body="![X](https://far.example/x.png)")
    assert not check(site).calls


def test_the_hub_and_hosts_that_nothing_uses_are_found(site: Site) -> None:
    site.article("a", **WHOLE).article("b", **WHOLE)
    html = '[html]\nembed_hosts = ["maps.example"]\nimage_hosts = ["img.example"]\n'
    site.write(f'-- site.toml --\n{CONFIG}{html}[feeds]\nhub = "https://hub.example/"\n')
    parties = found(site)
    assert parties == ["site.toml: third-party-host", "site.toml: third-party-host", "site.toml:7:8: third-party-host"]
    assert "maps.example in embed_hosts" in parties[0].message + parties[1].message


def test_templates_and_static_files_are_searched(site: Site) -> None:
    site.article("a", **WHOLE).article("b", **WHOLE)
    site.write('-- static/x.css --\n@import "https://font.example/f.css";\n')
    site.write("-- templates/404.html --\n<link rel=\"stylesheet\" href='//cdn.example/x.css'>")
    assert found(site) == ["static/x.css:1:18: third-party-host", "templates/404.html:1:32: third-party-host"]


@pytest.mark.parametrize(
    "text",
    [
        *('<img src="https://h.example/x">', "<img src=//h.example/x>", "a{background:url(https://h.example/x.png)}"),
        *(
            'import x from "https://h.example/x.js"',
            "fetch('https://h.example/')",
            '<form action="https://h.example/">',
        ),
        *('<link href="https://h.example/" rel="preconnect">', "<LINK REL=icon HREF=https://h.example/x.ico>"),
    ],
)
def test_calls_in_files_are_found(text: str) -> None:
    assert [one.host for one in in_file(text, "x")] == ["h.example"]


@pytest.mark.parametrize(
    "text",
    [
        *('<a href="https://h.example/">', '<link rel="canonical" href="https://h.example/">', "// https://h.example/"),
        *('<img src="{{ url }}">', '<img data-src="https://h.example/">', '<meta content="https://h.example/">'),
        *('<svg xmlns="http://www.w3.org/2000/svg">', "src = 'https://' + host"),
    ],
)
def test_what_calls_nobody_is_no_call(text: str) -> None:
    assert not [one for one in in_file(text, "x") if one.use != "link"]


def test_the_theme_calls_nobody() -> None:
    files = [file for folder in ("templates", "static") for file in theme_folder().joinpath(folder).rglob("*.*")]
    texts = {file.name: file.read_text("utf-8") for file in files if file.suffix != ".ico"}
    assert len(texts) > 30
    remote = [one for name, text in texts.items() for one in in_file(text, name)]
    assert not [one for one in remote if one.use != "link"]


def test_an_article_silences_its_own_calls(site: Site) -> None:
    site.article("a", **WHOLE, silence="third-party-host", body="![X](https://far.example/x.png)")
    site.article("b", **WHOLE, body="![X](https://far.example/x.png)")
    (call,) = check(site).calls
    assert call.files == ("content/b.md",)
    assert found(site) == ["content/b.md:8:14: third-party-host"]
