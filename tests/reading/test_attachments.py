"""Drawings beside articles: what runs in one when a reader opens it by itself."""

from __future__ import annotations

import pytest
from conftest import Site, Told

from tagarchive.reading.attachments import active_in

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = "http://www.w3.org/1999/xhtml"

ACTIVE = {
    "<script>1</script>": "<script>",
    '<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>': "<script>",
    f'<h:script xmlns:h="{XHTML}"/>': "<script>",
    '<rect onclick="1"/>': "onclick=",
    '<g ONLOAD="1"/>': "onload=",
    "<foreignObject/>": "<foreignObject>",
    f'<iframe xmlns="{XHTML}" src="/"/>': "<iframe>",
    '<a href="javascript:1"><text>x</text></a>': "href= to javascript:1",
    '<a xlink:href=" java&#x73;cript:1"/>': "href= to javascript:1",
    '<a href="data:text/html,x"/>': "href= to data:text/html,x",
    '<use href="https://evil.example/x.svg#a"/>': "href= to https://evil.example/x.svg#a",
    '<use href="other.svg#a"/>': "href= to other.svg#a",
    '<use href="data:image/svg+xml,x#a"/>': "href= to data:image/svg+xml,x#a",
    '<image href="//evil.example/x.png"/>': "href= to //evil.example/x.png",
    '<set attributeName="href" to="javascript:1"/>': "an animation of href",
    '<animate attributeName="xlink:href" values="javascript:1"/>': "an animation of xlink:href",
    "<style>@import 'https://evil.example';</style>": "a style sheet that loads something",
    "<style>a { b: u<!-- -->rl(https://evil.example) }</style>": "a style sheet that loads something",
    "<style>a { b: \\75rl(https://evil.example) }</style>": "a style sheet that loads something",
    '<rect fill="url(https://evil.example)"/>': "fill= that loads something",
    '<rect style="fill: url( &quot;//evil.example&quot; )"/>': "style= that loads something",
    "<rect>": "XML that can't be checked since it is broken",
    "<x:rect/>": "XML that can't be checked since it is broken",
}

QUIET = [
    "<title>on &lt;script></title><rect width='1' height='1'/>",
    '<a href="https://example.org/"><text>x</text></a>',
    '<a xlink:href="/tags/"/>',
    '<a href="mailto:a@desk.example"/>',
    '<use href="#a"/><rect fill="url(#a)" style="mask: url(\'#b\')"/>',
    '<image href="data:image/png;base64,AA=="/>',
    "<style>a { fill: url(#x); src: url(data:font/woff2;base64,AA==) }</style>",
    '<animate attributeName="x" values="1;2"/>',
    "<script-like/><p>url(https://example.org)</p>",
    "<!-- <script>1</script> --><text><![CDATA[<script>]]></text>",
]


def active(site: Site) -> list[Told]:
    return [notice for notice in site.notices() if notice.code == "active-file"]


def drawing(content: str) -> bytes:
    return f"<svg {NAMESPACES}>{content}</svg>".encode()


@pytest.mark.parametrize("content", ACTIVE)
def test_what_runs_in_a_drawing_is_named(content: str) -> None:
    assert active_in("content/m.SVG", drawing(content)) == ACTIVE[content]


@pytest.mark.parametrize("content", QUIET)
def test_a_drawing_that_only_shows_itself_is_quiet(content: str) -> None:
    assert not active_in("content/m.svg", drawing(content))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_a_script_is_found_in_every_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + drawing("<script/>").decode()
    assert active_in("m.svg", text.encode(encoding)) == "<script>"


def test_scripts_that_come_from_a_document_type_and_before_a_fault_are_found() -> None:
    entity = f'<!DOCTYPE svg [<!ENTITY x "<script/>">]><svg {NAMESPACES}>&x;</svg>'
    assert active_in("m.svg", entity.encode()) == "<script>"
    default = f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "1">]><svg {NAMESPACES}/>'
    assert active_in("m.svg", default.encode()) == "onload="
    assert active_in("m.svg", drawing("<script/><broken>")) == "<script>"
    assert active_in("m.svg", f'<?xml-stylesheet href="x.xsl"?><svg {NAMESPACES}/>'.encode()) == "<?xml-stylesheet?>"
    assert active_in("m.svg", b"") == active_in("m.svg", b'<?xml version="1.0" encoding="gbk"?><svg/>') != ""


def test_a_page_beside_an_article_is_active_whatever_is_in_it() -> None:
    for name in ("a.html", "a.HTM", "a.xhtml", "a.xml", "a.xsl", "a.mht", "a.svgz"):
        assert active_in(name, b"") == "a file that browsers open as a page"
    for name in ("a.png", "a.txt", "a.pdf", "a.js", "svg"):
        assert not active_in(name, b"<script>")


def test_a_build_tells_of_what_runs_in_published_files_and_of_no_others(site: Site) -> None:
    site.put("content/m.svg", drawing("<script/>")).put("content/p.html", b"<p>").put("content/unused.html", b"<p>")
    site.put("static/s.svg", drawing("<script/>")).article("a", body="![m](m.svg) [p](p.html)")
    expected = ["content/m.svg: active-file", "content/p.html: active-file"]
    for _ in range(2):
        assert active(site) == expected
    site.article("b")
    assert active(site) == expected
    site.put("content/m.svg", drawing("")).article("a", body="![m](m.svg)")
    assert not active(site)


def test_the_notice_of_what_runs_names_it_and_says_what_to_do(site: Site) -> None:
    site.put("content/m.svg", drawing("<script/>")).put("content/p.html", b"<p>")
    what = "which acts in the name of your site when a reader opens the file"
    drawn, opened = active(site.article("a", body="![m](m.svg) [p](p.html)"))
    assert drawn.message == "found <script>, and published the drawing without it"
    assert opened.message == f"found a file that browsers open as a page, {what}"
    assert drawn.hint == "save it without; if you trust it, put it into static/ and link to it there"
