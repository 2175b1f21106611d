"""Dead anchors, whole URLs of the site itself, and redirects."""

from __future__ import annotations

import pytest
from checks import WHOLE, found
from conftest import CONFIG, Site

from tagarchive.checking.links import ids_in, own_address
from tagarchive.core.urls import Addresses


def linked(site: Site, body: str, **keys: str) -> Site:
    """A site of two articles that lack nothing: `a` with a text, `b` with headings, ids and a note."""
    text = "## First part\n\nText.[^1]\n\n[^1]: Note.\n\n## Second {#own}\n\n<span id=here>x</span> <a name=old></a>"
    return site.article("a", **WHOLE, **keys, body=body).article("b", **WHOLE, body=text)


def test_links_to_ids_that_a_page_has_are_fine(site: Site) -> None:
    fragments = "first-part own here old fn:1 fnref:1 main top TOP :~:text=Text first-part:~:text=Text".split()
    links = [f"[x](b.md#{one}) [x](/articles/b/#{one})" for one in fragments]
    links += ["[x](#main)", "[x](#h)", "[x](/#main)", "[x](/tags/#main)", "[x](/feed.xml#x)", "[x](/style.css#x)"]
    assert not found(linked(site, "# h\n\n" + "\n\n".join(links)))


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("#no", "/articles/a/"),
        ("b.md#no", "/articles/b/"),
        ("/articles/b/#no", "/articles/b/"),
        ("/tags/#no", "/tags/"),
    ],
)
def test_a_link_to_an_id_that_a_page_does_not_have_is_found(site: Site, link: str, page: str) -> None:
    (dead,) = found(linked(site, f"Text.\n\n[x]({link})"))
    assert dead == "content/a.md:10:5: broken-fragment"
    assert dead.message == f"found a link to #no, which {page} does not have"


def test_a_hint_names_an_id_that_may_be_meant(site: Site) -> None:
    (dead,) = found(linked(site, "[x](/articles/b/#first-prat)"))
    assert dead.hint == "did you mean “first-part”?"


def test_ids_of_static_pages_and_of_the_own_templates_of_a_site_are_known(site: Site) -> None:
    site.write("-- static/old.html --\n<p id=\"x\">\n-- templates/404.html --\n<p ID='mine'>")
    body = "[x](/old.html#x)\n\n[x](/404.html#mine)\n\n[x](/old.html#y)\n\n[x](/404.html#yours)"
    assert [place.split(":")[1] for place in found(linked(site, body))] == ["12", "14"]


def test_links_of_templates_and_static_pages_are_looked_for(site: Site) -> None:
    own = (
        "<a href='/articles/a/'><a href=\"{{ site.home }}\"><a class=x href='/imprint/'><a href='//h.example/imprint/'>"
    )
    site.write(f"-- templates/404.html --\n{own}\n-- static/x.html --\n<a href='/'><a href='https://desk.example/no/'>")
    assert found(linked(site, "Text.")) == [
        *("static/x.html:1:22: broken-link", "templates/404.html:1:67: broken-link")
    ]


def test_an_anchor_in_the_menu_and_behind_a_redirect_is_looked_for(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}menu = [{{ title = "X", address = "/articles/b/#no" }}]\n')
    linked(site, "[x](/old/#own) [x](/old/#no)").article("b", **WHOLE, aliases="[/old/]", body="## X {#own}")
    assert found(site, "broken-fragment") == ["content/a.md:8:20: broken-fragment", "site.toml: broken-fragment"]


def test_ids_are_read_from_tags_alone() -> None:
    html = '<p id=a data-id="no">id="no"<a name="b" id="c"></a><p name="no"><script>"<p id=no>"</script>'
    assert ids_in(html) == {"a", "b", "c"}


def test_a_whole_url_of_the_site_is_checked_as_an_address(site: Site) -> None:
    links = " ".join(f"<https://desk.example/{path}>" for path in ("", "articles/b/", "articles/b", "no/", "feed.xml"))
    dead = found(linked(site, f"{links} <https://other.example/no/>"))
    assert dead == ["content/a.md:8:61: broken-link", "content/a.md:8:95: broken-link"]
    assert dead[0].hint == "the page's address is /articles/b/"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        *(("https://desk.example/x/", "/x/"), ("http://desk.example/x/?q#y", "/x/"), ("https://desk.example", "/")),
        *(("https://desk.example/x/index.html", "/x/"), ("https://desk.example:8000/", None), ("mailto:a@b", None)),
        *(("https://desk.example/caf%C3%A9/", "/café/"), ("https://other.example/x/", None), ("https://[", None)),
    ],
)
def test_an_address_of_the_site_is_known_by_its_url(url: str, address: str | None) -> None:
    assert own_address(url, Addresses("https://desk.example/")) == address


def test_a_site_below_a_path_has_only_what_is_below_it() -> None:
    addresses = Addresses("https://desk.example/archive/")
    assert own_address("https://desk.example/archive/x/", addresses) == "/x/"
    assert own_address("https://desk.example/archive", addresses) == "/"
    assert own_address("https://desk.example/archives/x/", addresses) is None


def test_redirects_to_redirects_are_found(site: Site) -> None:
    linked(site, "Text.", aliases="[/c/]")
    site.write("-- published.txt --\n/a/ -> /b/\n/b/ -> /c/\n/d/ gone\n/e/ -> /d/\n/f/ -> /articles/a/\n")
    chains = found(site, "redirect-chain")
    assert chains == [f"published.txt:{line}:1: redirect-chain" for line in (1, 2, 4)]
    assert chains[0].message == "found that /a/ leads to /b/, which leads on to /articles/a/"
    assert "it is gone" in chains[2].message


def test_redirects_in_a_circle_are_found(site: Site) -> None:
    linked(site, "Text.").write("-- published.txt --\n/a/ -> /b/\n/b/ -> /a/\n")
    first, second = (chain.message for chain in found(site, "redirect-chain"))
    assert first == "found that /a/ leads to /b/, which leads on and back"
    assert second == "found that /b/ leads to /a/, which leads on and back"


def test_links_to_former_addresses_are_found(site: Site) -> None:
    linked(site, "[x](/old/) [x](/gone/) [x](/articles/b/)", aliases="[/old/]")
    site.write("-- published.txt --\n/gone/ gone\n")
    links = found(site)
    assert links == ["content/a.md:9:16: broken-link", "content/a.md:9:5: redirected-link"]
    assert links[1].hint == "link to /articles/a/"
