"""The preview serves articles at the addresses that hosts serve them at, whatever the pattern."""

from __future__ import annotations

from conftest import CONFIG, Site
from served import Served


def test_a_page_without_an_ending_is_served_as_hosts_do(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[articles]\naddress = "/{{year}}/{{slug}}"\n')
    site.article("a", body="Text of a.").put("static/CNAME", b"desk.example")
    with Served(site.root) as served:
        assert "Text of a." in served.get("/2021/a").text
        assert "Text of a." in served.get("/2021/a.html").text
        assert served.get("/2021/a/").headers["location"] == "/2021/a"
        assert served.get("/2021").headers["location"] == "/2021/"
        assert served.get("/CNAME").body == b"desk.example"
        assert served.get("/2021/b").status == 404
        assert served.get("/404.html").status == 200
        assert served.get("/tags.html").status == 404


def test_a_page_that_ends_in_html_is_found_without(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[articles]\naddress = "/{{year}}/{{slug}}.html"\n')
    site.article("a", body="Text of a.")
    with Served(site.root) as served:
        assert "Text of a." in served.get("/2021/a.html").text
        assert served.get("/2021/a").headers["location"] == "/2021/a.html"
        assert served.get("/2021/a/").headers["location"] == "/2021/a.html"
