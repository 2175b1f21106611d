"""Lines of Markdown, such as those of rights, in pages, feeds, exports and data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from conftest import CONFIG, Site
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tagarchive.core.urls import Addresses
from tagarchive.reading.markdown.one_line import line_html, line_text

CHECKOUT = Path(__file__).parents[2]
HREF = Addresses("https://desk.example/base/").href
CC = "[CC BY 4.0](https://cc.example/by?a=1&b=2)"


@pytest.mark.parametrize(
    ("written", "html", "text"),
    [
        ("© Reuters", "© Reuters", "© Reuters"),
        ("© 2021 A & B <desk>", "© 2021 A &amp; B &lt;desk&gt;", "© 2021 A & B <desk>"),
        (f"*All* texts: {CC}", '<em>All</em> texts: <a href="https://cc.example/by?a=1&amp;b=2">CC BY 4.0</a>', ""),
        ("_All_ **rights** `x`", "<em>All</em> <strong>rights</strong> <code>x</code>", "All rights x"),
        ("https://cc.example/by/4.0/", '<a href="https://cc.example/by/4.0/">https://cc.example/by/4.0/</a>', ""),
        ("[ours](/about/?x#y)", '<a href="/base/about/?x#y">ours</a>', "ours"),
        ("[by file](about.md), [by id](#a)", "by file, by id", "by file, by id"),
        ("![a logo](https://far.example/x.png) B", "a logo B", "a logo B"),
        ("[a](javascript:alert) [b](data:text/html,x)", "a b", "a b"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;", "<script>x</script>"),
        ("2 * 3 * 4, snake_case_name, [1], a*", "2 * 3 * 4, snake_case_name, [1], a*", ""),
        ("1. January 2021", "1. January 2021", "1. January 2021"),
        ("* All rights", "* All rights", "* All rights"),
        ("# 7 > 6", "# 7 &gt; 6", "# 7 > 6"),
        ("[x]: https://a.example/", '[x]: <a href="https://a.example/">https://a.example/</a>', ""),
        (r"\*All\* &copy; rights", "*All* © rights", "*All* © rights"),
        ("", "", ""),
    ],
)
def test_a_line_is_inline_markdown_and_stays_as_it_is_without(written: str, html: str, text: str) -> None:
    assert line_html(written, HREF) == html
    assert line_text(written) == (text or re.sub("<[^>]*>", "", html))


@given(st.text("*_[]()<>`\\!&; ahtps:/.\"'#~@-1", max_size=40))
def test_no_line_makes_more_than_safe_elements(written: str) -> None:
    html = line_html(written, HREF)
    assert not re.sub(r'</?(?:a|em|strong|code|del)>|<a href="[^"<>]*">', "", html).count("<")
    assert not re.search(r'href="(?!https?:|mailto:|/base/|ftp:|tel:)', html)


def marked(site: Site) -> Site:
    site.write(f'-- site.toml --\nrights = "*Texts*: {CC}, [terms](/terms/)"\n{CONFIG}')
    site.write("-- content/pages/terms.md --\n---\ntitle: Terms\n---\nThese.\n")
    site.write("-- content/sources/wire.md --\n---\nrights: '© [Wire](https://wire.example/) & Co'\n---\n")
    site.article("a", source="wire")
    return site.article("b", rights=f"'**Ours**, {CC}'", tags="[X]", date="2021-01-02")


def test_pages_link_where_rights_do(site: Site) -> None:
    files = marked(site).build()
    footer = files["index.html"].decode().partition('<footer class="site-footer">')[2]
    linked = '<a href="https://cc.example/by?a=1&amp;b=2">CC BY 4.0</a>'
    assert f'<p><em>Texts</em>: {linked}, <a href="/terms/">terms</a></p>' in footer
    wire = '>© <a href="https://wire.example/">Wire</a> &amp; Co</p>'
    assert wire in files["articles/a/index.html"].decode()
    assert wire in files["source/wire/index.html"].decode()
    own = files["articles/b/index.html"].decode()
    assert f"<strong>Ours</strong>, {linked}</p>" in own
    assert '"copyrightNotice":"Ours, CC BY 4.0"' in own
    assert '<meta name="DC.rights" content="Ours, CC BY 4.0">' in own


def test_feeds_and_exports_have_the_words_of_rights(site: Site) -> None:
    files = marked(site).build()
    words, rights = "Texts: CC BY 4.0, terms", "{http://www.w3.org/2005/Atom}rights"
    atom = etree.fromstring(files["atom.xml"])
    assert [(one.text, one.get("type", "text")) for one in atom.iter(rights)] == [
        (words, "text"), ("Ours, CC BY 4.0", "text"), ("© Wire & Co", "text"),
    ]  # fmt: skip
    rss = feedparser.parse(files["feed.xml"])
    assert rss.feed.rights == words
    assert [entry.rights for entry in rss.entries] == ["Ours, CC BY 4.0", "© Wire & Co"]
    (ours, wire) = (entry.content[0].value for entry in rss.entries)
    assert '<small><strong>Ours</strong>, <a href="https://cc.example/by?a=1&amp;b=2">CC BY 4.0</a></small>' in ours
    assert '<small>© <a href="https://wire.example/">Wire</a> &amp; Co</small>' in wire
    assert [one["rights"] for one in json.loads(files["tag/x/articles.json"])["articles"]] == ["Ours, CC BY 4.0"]
    assert b"copyright = {Ours, CC BY 4.0}" in files["tag/x/citations.bib"]
    assert json.loads(files["datapackage.json"])["rights"] == words


def test_an_address_alone_is_a_licence_as_before(site: Site) -> None:
    page = site.article("a", rights="https://cc.example/by/4.0/").page("articles/a/index.html")
    assert '"license":"https://cc.example/by/4.0/"' in page


def test_a_build_without_work_reads_no_markdown_of_rights(site: Site) -> None:
    marked(site).build()
    code = (
        "import sys; from tagarchive.commands.main import main;"
        f"assert main(['--root', {str(site.root)!r}, '--output', {str(site.output)!r}]) == 0;"
        "print({'comrak', 'nh3'} & set(sys.modules))"
    )
    done = [
        subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout  # noqa: S603
        for _ in range(2)
    ]
    assert "0 files rendered" in done[1]
    assert done[1].endswith("set()\n")
