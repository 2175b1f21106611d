"""Third-party HTML becomes Markdown that both dialects read back as the same text."""

from __future__ import annotations

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.importing.markdown.round_trip import Converted, markdown_of
from tagarchive.importing.markdown.signature import signature
from tagarchive.importing.markdown.tree import safe_tree
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Dialect

DIALECTS: tuple[Dialect, ...] = ("default", "gfm")


def rendered(markdown: str, dialect: Dialect) -> str:
    return BodyParser(Config().parsing).html(markdown, "content/a.md", dialect)


def converted(html: str, dialect: Dialect = "default") -> Converted:
    parser = BodyParser(Config().parsing)
    return markdown_of(safe_tree(html).root, lambda text: parser.html(text, "content/a.md", dialect))


def markdown(html: str, dialect: Dialect = "default") -> str:
    result = converted(html, dialect)
    assert result.lost == ()
    return result.markdown


PLAIN = [
    ("<p>Two <em>words</em> and <b>two</b>.</p>", "Two *words* and **two**."),
    ("<p>One</p><p>two<br>three</p>", "One\n\ntwo\\\nthree"),
    ("Loose text <i>here</i><p>and a paragraph</p>", "Loose text *here*\n\nand a paragraph"),
    ("<div><div><p>In boxes</p></div></div>", "In boxes"),
    ("<h2>Head</h2><h3>Lower</h3>", "## Head\n\n### Lower"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
    ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    ('<p><a href="https://x.example/a b(c)">w</a></p>', "[w](<https://x.example/a%20b(c)>)"),
    ('<p><img src="a.png" alt="A [map]"></p>', "![A \\[map\\]](a.png)"),
    ("<p>Use <code>a|b</code>.</p>", "Use `a|b`."),
    ('<pre><code class="language-py">a\n\n  b &lt; c</code></pre>', "```py\na\n\n  b < c\n```"),
    ("<p>2 * 3, a_b_c, 1. x</p>", "2 * 3, a_b_c, 1. x"),
    ("<p>1. x</p><p># y</p><p>- z</p>", "1\\. x\n\n\\# y\n\n\\- z"),
    ("<p>&lt;b&gt; &amp;amp; R&amp;D</p>", "&lt;b> &amp;amp; R&D"),
    (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td><b>3</b></td></tr></table>",
        "| a | b |\n| --- | --- |\n| 1\\|2 | **3** |",
    ),
]


@pytest.mark.parametrize(("html", "expected"), PLAIN)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_html_becomes_plain_markdown(html: str, expected: str, dialect: Dialect) -> None:
    assert markdown(html, dialect) == expected


KEPT = [
    '<figure><img src="a.png" alt="A"><figcaption>Cap <small>credit</small></figcaption></figure>',
    "<table><caption>Bells</caption><tr><td colspan=2>a</td></tr><tr><td>1</td><td>2</td></tr></table>",
    "<table><tr><td>no</td><td>head</td></tr></table>",
    "<table><tr><th>a</th></tr><tr><td><ul><li>x</li></ul></td></tr></table>",
    "<details><summary>More</summary><p>a</p><p>b</p></details>",
    '<video src="a.mp4" poster="p.png"></video>',
    '<audio src="a.mp3"></audio>',
    '<iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>',
    "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>",
    "<aside><p>Said.</p></aside>",
    '<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <mark>m</mark>, <abbr title="T">t</abbr></p>',
    "<ul><li><p>a</p><p>b</p></li><li><pre>c\n\nd</pre></li></ul>",
    "<ol type=a><li>a</li></ol>",
    "<ol><li value=7>a</li></ol>",
    "<ul><li>a</li></ul><ul><li>b</li></ul>",
    "<p><strong>“q”</strong>text <em>a</em>b</p>",
    "<p><b>a <i>b</i></b><i>c</i></p>",
    '<p><a href="/x"><img src="a.png" alt="A"></a></p>',
    "<h2>A <code>b</code> <em>c</em></h2>",
    "<pre>a ``` b\n````\nc</pre>",
    "<p>`a` ``b`` \\* \\\\ [x](y) ![z](w) ~~no~~ ==no== $5 and $6 {x} {#id} [^1] [^1]: x</p>",
    "<p>| a | b |</p><p>|---|</p><p>: d</p><p>+ e</p><p>===</p><p>---</p><p>~~~</p><p>    f</p>",
    "<ul><li># a</li><li>1. b</li><li>- c</li><li>[ ] d</li><li></li></ul>",
    "<p>line<br>- not a list<br># not a head<br>1. no</p>",
    '<p dir="rtl">متن <b>تازه</b></p>',
    "<p>:smile: :+1: http://x.example/a_b_c www.x.example me@x.example</p>",
    "<blockquote><p>a</p><ul><li>b</li></ul><footer>Ada</footer></blockquote>",
    "<ul><li><b>a</b><ol><li>b<blockquote><p>c</p></blockquote></li></ol></li></ul>",
    "<p>a</p><hr><p>b</p>",
    "<p><em><strong>both</strong></em> <del>gone</del> <u>under</u> <ins>in</ins> <small>s</small></p>",
    "<p>*[HTML]: x</p><p>[a]: /b</p><p>&copy; &nbsp; &#8212;</p>",
]


@pytest.mark.parametrize("html", KEPT)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_markdown_can_not_say_comes_back_as_it_was(html: str, dialect: Dialect) -> None:
    text = markdown(html, dialect)
    blocks = [event for event in signature(safe_tree(html).root) if event[0] != "note"]
    assert [event for event in signature(rendered(text, dialect)) if event[0] != "note"] == blocks


@pytest.mark.parametrize("dialect", DIALECTS)
def test_footnotes_in_any_markup_become_footnotes(dialect: Dialect) -> None:
    mark = '<p>a<sup id="fnref-1"><a href="#fn-1">[1]</a></sup> b<x-footnote>in <b>place</b></x-footnote></p>'
    notes = (
        '<hr><section class="footnotes"><ol><li id="fn-1">Note <i>one</i> <a href="#fnref-1">↩</a></li></ol></section>'
    )
    assert markdown(mark + notes, dialect) == "a[^1] b[^2]\n\n---\n\n[^1]: Note *one*\n\n[^2]: in **place**"


def test_scripts_forms_styles_and_tracking_pictures_are_left_out_and_named() -> None:
    html = (
        '<p onclick="x()">a</p><script>alert(1)</script><form><input name="q"></form><style>p{}</style>'
        '<img src="https://t.example/p.gif" width="1" height="1"><p><a href="javascript:x()">b</a></p>'
    )
    tree = safe_tree(html)
    result = markdown_of(tree.root, lambda text: rendered(text, "default"))
    assert result.markdown == "a\n\nb"
    assert {lost.what for lost in tree.lost} >= {"script", "form", "tracking picture", "link to javascript:"}


def test_elements_nested_too_deep_become_their_text() -> None:
    tree = safe_tree("<div>" * 3000 + "words" + "</div>" * 3000)
    assert tree.root.get_text().strip() == "words"
    assert tree.lost[0].what == "elements nested too deep"


WORDS = st.lists(
    st.sampled_from(
        "a b_c *d* `e` [f](g) <h> &amp; # - 1. > | ~~ ![i] \\ “j” (k) {l} : 2) + = $ ^ ~ ! عربی 🌉 _x_ **".split()
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


INLINE = st.recursive(
    WORDS.map(escaped) | st.sampled_from(["<br>", '<img src="a.png" alt="x">', "<code>a`b *c*</code>"]),
    lambda inner: (
        st.builds(
            "{}<{}>{}</{}>{}".format,
            inner,
            st.shared(st.sampled_from(["em", "strong", "del", "sub", "mark"]), key="name"),
            inner,
            st.shared(st.sampled_from(["em", "strong", "del", "sub", "mark"]), key="name"),
            inner,
        )
        | inner.map(lambda text: f'<a href="https://x.example/y">{text}</a>' if "<a" not in text else text)
    ),
    max_leaves=4,
)

BLOCK = st.recursive(
    INLINE.map("<p>{}</p>".format)
    | INLINE.map("<h2>{}</h2>".format)
    | WORDS.map(escaped).map("<pre>{}\n  x</pre>".format),
    lambda inner: st.lists(inner | INLINE, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(
            [
                f"<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul>",
                f"<ol>{''.join(f'<li>{part}</li>' for part in parts)}</ol>",
                f"<blockquote>{''.join(parts)}</blockquote>",
                f"<table><tr>{'<th>h</th>' * len(parts)}</tr><tr><td>{'</td><td>'.join(parts)}</td></tr></table>",
                f"<div>{''.join(parts)}</div>",
            ]
        )
    ),
    max_leaves=5,
)


@settings(max_examples=examples(20))
@given(st.lists(BLOCK, min_size=1, max_size=4), st.sampled_from(DIALECTS))
def test_any_text_comes_back_as_it_was(blocks: list[str], dialect: Dialect) -> None:
    assert converted("".join(blocks), dialect).lost == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_footnote_in_a_cell_or_a_heading_is_one_footnote(dialect: Dialect) -> None:
    note = "x<x-footnote>note</x-footnote>"
    text = markdown(f"<h2>{note}</h2><table><tr><th>{note}</th></tr><tr><td>{note}</td></tr></table>", dialect)
    assert [line for line in text.splitlines() if line.startswith("[^")] == ["[^1]: note", "[^2]: note", "[^3]: note"]
