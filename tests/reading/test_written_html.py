"""The HTML that authors write: what becomes of it before the sanitiser, and what a build says of the rest."""

from __future__ import annotations

import pytest
from conftest import Site

from tagarchive.reading.body import Place, html_in
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.body_scanner import Pieces
from tagarchive.reading.parse_options import HtmlOptions, ParseOptions
from tagarchive.reading.positions import Places

MARKUP = BodyParser(ParseOptions())
TRUSTED = BodyParser(ParseOptions(html=HtmlOptions(sanitise=False)))


def read(text: str, markup: BodyParser = MARKUP) -> Pieces:
    return markup.pieces(text, "content/a.md", Places(text, 0, "content/a.md"))


def shown(text: str, markup: BodyParser = MARKUP) -> str:
    pieces = read(text, markup)
    return html_in(pieces.body, Place(hrefs=("/there/",) * len(pieces.outline.targets))).strip()


def codes(text: str) -> list[str]:
    return [notice.code for notice in read(text).notices]


def test_everything_that_is_dropped_is_counted_in_one_notice_at_the_first_of_it() -> None:
    body = "a\n\n[b](irc://c/d) <script>1</script>\n\n<script>2</script>\n\n<form><input> e</form>\n\n<meta name=f>\n"
    (notice,) = read(body).notices
    assert (notice.code, notice.where.line, notice.where.column) == ("dropped-html", 3, 5)
    assert "found 1 link to irc:, 2 scripts, 1 form, 1 form field, 1 <meta>, which" in notice.message


def test_a_form_with_all_its_fields_and_styles_is_one_notice(site: Site) -> None:
    form = "<form><label>A</label><input name=a><select><option>1</option></select><button>Go</button></form>"
    body = f'Text.\n\n{form}\n\n<style>p{{}}</style>\n<link rel=stylesheet href=x>\n\n<p onclick="a()">b</p>\n'
    (notice,) = site.article("a", body=body).notices()
    assert notice == "content/a.md:7:1: dropped-html"
    assert notice.message.startswith(
        "found 1 form, 5 form fields, 2 style sheets, 1 event handler, which texts may not"
    )


def test_what_a_word_processor_adds_is_one_notice(site: Site) -> None:
    body = (
        '<p class=MsoNormal style="mso-x:1">One<o:p></o:p></p>\n\n<p><o:p>&nbsp;</o:p></p>\n\n'
        '<st1:place w:st="on">Basra</st1:place> <v:shape id=x><v:imagedata src="a.png"/></v:shape>\n'
    )
    (notice,) = site.article("a", body=body).notices()
    assert notice == "content/a.md:5:39: dropped-html"
    assert notice.message.startswith("found 5 elements of Word, which texts may not have")


@pytest.mark.parametrize(
    "text",
    [
        "<style>p {}</style>",
        '<object data="a.swf"></object>',
        '<embed src="a.swf">',
        "a <font color=red>b</font>",
        "<center>a</center>",
        "<select><option>a</option></select>",
        "<svg><path d='M0'/></svg>",
        "<?php echo 1 ?>",
        "![a](data:image/png;base64,AA)",
        "[a](&#105;rc://b/)",
        "[a](http://[b)",
        "[a](http://b c/)",
        "<o:p></o:p>",
        '<my-card to="x">a</my-card>',
        "<script>",
        "<SCRIPT SRC=x></SCRIPT>",
        '<p id="a" ONCLICK = "b()">c</p>',
        '<table><tr><td><meta name="a"></td></tr></table>',
    ],
)
def test_nothing_is_dropped_in_silence(text: str) -> None:
    assert codes(text) == ["dropped-html"]


@pytest.mark.parametrize(
    "text",
    [
        "Only *words*, [a link](https://e.example/), `code` and ![a picture](a.png).",
        "<me@e.example> <https://e.example/a?b=c&d> [call](tel:+123) [a](b&c.md)",
        "One[^1].\n\n[^1]: Note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTerm\n: Meaning",
        "`<script>`\n\n    <form>\n\n```\n<style>\n```\n",
        "<!-- a <script> in a comment -->\n\nb <!-- <form> --> c",
        '<p title="turn it on =" style="color: red">a</p>',
        '<details open><summary title="a > b">c</summary>d</details>',
        "<aside>a</aside> <picture><source srcset=a.webp><img src=a.png alt=a></picture>",
        "&lt;script&gt; 1 < 2, a<b and c>d",
    ],
)
def test_what_stays_needs_no_notice(text: str) -> None:
    assert codes(text) == []


def test_the_text_in_an_element_that_is_dropped_stays() -> None:
    assert shown("a <font>b *c*</font> d") == "<p>a b <em>c</em> d</p>"
    assert shown('<form><input type="checkbox"> a</form>') == "a"


def test_what_is_dropped_leaves_no_empty_paragraph() -> None:
    assert shown('a\n\n<meta name="b" content="c">\n\nd') == "<p>a</p>\n<p>d</p>"


def test_a_picture_that_is_dropped_leaves_its_words() -> None:
    assert shown("![a & b](data:image/png;base64,AA) c") == "<p>a &amp; b c</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Vec<String> and <stdio.h>", "<p>Vec&lt;String&gt; and &lt;stdio.h&gt;</p>"),
        ("Map<K, V>, <T extends A>", "<p>Map&lt;K, V&gt;, &lt;T extends A&gt;</p>"),
        ("<std::map<int>> </int>", "<p>&lt;std::map&lt;int&gt;&gt; &lt;/int&gt;</p>"),
        ("cd <dir>, <your-name> and <host:port>", "<p>cd &lt;dir&gt;, &lt;your-name&gt; and &lt;host:port&gt;</p>"),
        ("<pre>Vec<String>\n</pre>", "<pre>Vec&lt;String&gt;\n</pre>"),
        ('a <foo b="<b>c</b>">', '<p>a &lt;foo b="<b>c</b>"&gt;</p>'),
    ],
)
def test_what_is_no_element_of_html_is_text(text: str, html: str) -> None:
    assert shown(text) == html
    assert shown(text, TRUSTED) == html
    assert codes(text) == []


def test_the_parts_of_a_drawing_are_no_text() -> None:
    drawing = '<svg viewBox="0 0 1 1"><linearGradient id="a"/><path d="M0"/></svg>'
    assert shown(f"a {drawing} b") == "<p>a  b</p>"
    (notice,) = read(f"{drawing}\n\n{drawing}\n").notices
    assert "found 2 drawings, which" in notice.message
    assert "<path d=" in shown(drawing, TRUSTED)


@pytest.mark.parametrize("markup", [MARKUP, TRUSTED])
def test_noscript_is_what_is_in_it(markup: BodyParser) -> None:
    text = '<div class="chart"><noscript>\n<img alt="chart" src="a.svg"/>\n</noscript></div>'
    assert shown(text, markup) == '<div class="chart">\n<img src="/there/" alt="chart">\n</div>'
    assert read(text, markup).notices == ()


@pytest.mark.parametrize(
    "anchor", ['<a name="b"></a>', "<a name=b />", "<A NAME='b'>", '<a id="b"></a>', '<a id="b"/>', "<a name=b/>"]
)
def test_the_name_of_an_anchor_is_an_id(anchor: str) -> None:
    assert "b" in read(f"{anchor}\n\nText.").outline.ids
    assert shown(f"## {anchor}Part\n\nText.") == '<h2 id="part"><a id="b"></a>Part</h2>\n<p>Text.</p>'


def test_a_link_with_a_name_stays_a_link() -> None:
    assert shown('<a name="b" href="https://c.example/">d</a>') == ('<p><a id="b" href="https://c.example/">d</a></p>')


def test_a_picture_in_an_anchor_is_still_linked_to() -> None:
    html = shown('<a name="b"><img src="https://c.example/d.png" alt="e"></a>')
    assert '<a id="b"></a> <a class="remote" href="https://c.example/d.png">' in html.replace("</a><a", "</a> <a")


def test_a_text_with_many_kinds_of_what_is_dropped_names_some() -> None:
    (notice,) = read("".join(f"<x-{n}></x-{n}>" for n in range(30))).notices
    assert "1 <x-7>, and 22 more kinds, which" in notice.message


def test_a_link_to_the_name_of_an_anchor_leads_there_and_another_is_noticed(site: Site) -> None:
    site.article("a", summary="S.", body='[b](#c) [d](#e)\n\n## <a name="c"></a>Part').build()
    assert [notice.code for notice in site.report.notices] == ["broken-fragment"]
    page = site.published()["articles/a/index.html"].decode()
    assert '<a href="#c">b</a>' in page
    assert '<a id="c"></a>Part' in page


def test_a_build_that_reads_nothing_again_repeats_what_was_dropped(site: Site) -> None:
    site.article("a", summary="S.", body="<script>1</script>\n\nText of <T>.").build()
    first = site.report.notices
    assert [(notice.code, str(notice.where)) for notice in first] == [("dropped-html", "content/a.md:6:1")]
    site.article("b", summary="S.").build()
    assert site.report.notices == first
    assert "Text of &lt;T&gt;." in site.published()["articles/a/index.html"].decode()


def test_what_is_in_the_script_of_a_trusted_author_stays_as_it_is() -> None:
    script = "<script>a = '<p></p>' + '<x>' + '<noscript>';</script>"
    assert shown(f"{script} <center>b</center>", TRUSTED).startswith(script)


def test_trusted_authors_are_told_what_is_dropped_too(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[html]\nsanitise = false\n')
    body = "<script>1</script> <form></form> <center>a</center>"
    site.article("a", summary="S.", body=body).build()
    (notice,) = site.report.notices
    assert "found 1 <center>, which" in notice.message
