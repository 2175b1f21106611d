"""Texts of WordPress: paragraphs, shortcodes and embeds of the classic editor, and blocks."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from exports import BLOG, Import, attachment, html, imported, meta, post

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.wordpress.html_tokens import tokens_of
from tagarchive.importing.wordpress.paragraphs import paragraphs
from tagarchive.importing.wordpress.shortcodes import attributes_of

UPLOADS = f"{BLOG}/wp-content/uploads"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>\n"),
        ("a\r\nb\r\n\r\nc", "<p>a<br>\nb</p>\n<p>c</p>\n"),
        ("a<br />\nb<br><br>c", "<p>a<br />\nb</p>\n<p>c</p>\n"),
        ("<blockquote>a\n\nb</blockquote>c", "<blockquote><p>a</p>\n<p>b</p>\n</blockquote><p>c</p>\n"),
        ("<ul>\n <li>a</li>\n <li>b</li>\n</ul>\nc", "<ul>\n <li>a</li>\n <li>b</li>\n</ul><p>c</p>\n"),
        ("<p>a\nb</p>\n<h2>t</h2>c", "<p>a<br>\nb</p>\n<h2>t</h2><p>c</p>\n"),
        ("<p>a\n\nb</p>", "<p>a</p>\n<p>b</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<table><tr>\n<td>a\nb</td></tr></table>", "<table><tr>\n<td>a<br>\nb</td></tr></table>"),
        ("<div>one</div>\n\ntwo", "<div>one</div><p>two</p>\n"),
        ("<script>\n\nx</script>", "<script>\n\nx</script>"),
        ('<a title="1 > 0\nx">y</a>', '<p><a title="1 > 0 x">y</a></p>\n'),
        ("1 < 2\n\na<b", "<p>1 < 2</p>\n<p>a<b</p>\n"),
        ("\n\n \n", "\n\n \n"),
    ],
)
def test_empty_lines_end_paragraphs_and_line_ends_are_breaks(text: str, shown: str) -> None:
    assert paragraphs(text) == shown


def shown(folder: Path, text: str, *parts: str, more: str = "") -> tuple[str, Import]:
    found = imported(folder, *parts, post(1, text, more))
    return html(found.one), found


def test_a_caption_becomes_a_figure_with_the_whole_picture(tmp_path: Path) -> None:
    text = (
        f'Before.\n\n[caption id="attachment_20" width="300"]<a href="{UPLOADS}/mill.png">'
        f'<img src="{UPLOADS}/mill-300x200.png" alt="A mill" /></a> The mill. <em>Photo: Kay</em>[/caption]\n\nAfter.'
    )
    body, found = shown(tmp_path, text, attachment(20, "mill.png"))
    assert "[caption" not in body
    assert (
        f'<figure><img src="{UPLOADS}/mill-300x200.png" alt="A mill" />'
        "<figcaption>The mill. <em>Photo: Kay</em></figcaption></figure>"
    ) in body
    assert body.endswith("<p>After.</p>\n")
    assert not found.lost("shortcode")


def test_a_caption_of_old_exports_stands_in_an_attribute(tmp_path: Path) -> None:
    picture = f'<a href="https://x.example/"><img src="{UPLOADS}/m.png"></a>'
    text = f'[caption id="a" caption="The <em>old</em> mill"]{picture}[/caption]'
    body, _ = shown(tmp_path, text)
    assert '<a href="https://x.example/"><img' in body
    assert "<figcaption>The <em>old</em> mill</figcaption>" in body


def test_a_gallery_has_the_pictures_it_lists_or_those_of_its_post(tmp_path: Path) -> None:
    parts = (
        attachment(20, "a.png", "First", "One <b>a</b>.", parent=1),
        attachment(21, "b.png", parent=1),
        attachment(22, "c.png"),
        attachment(23, "d.mp3", parent=1),
    )
    body, found = shown(tmp_path, '[gallery ids="22, 20,99" columns="2"]', *parts)
    assert body.index("c.png") < body.index("a.png")
    assert f'<figure><img src="{UPLOADS}/a.png" alt="First"><figcaption>One <b>a</b>.</figcaption></figure>' in body
    assert [lost.text for lost in found.lost("attachment")] == ["99, which the export does not hold"]
    body, _ = shown(tmp_path, "[gallery]", *parts)
    assert body.count("<img") == 2
    body, _ = shown(tmp_path, '[gallery exclude="20"]', *parts)
    assert body.count("<img") == 1


def test_sound_films_and_lists_of_them_become_players(tmp_path: Path) -> None:
    track = attachment(20, "a.mp3", parent=1)
    body, _ = shown(tmp_path, f'[audio mp3="{UPLOADS}/x.mp3" preload="none"][/audio]')
    assert f'<audio controls src="{UPLOADS}/x.mp3"></audio>' in body
    assert f'src="{UPLOADS}/a.mp3"' in shown(tmp_path, "[audio]", track)[0]
    assert "x.mp3" in shown(tmp_path, "[audio https://x.example/x.mp3|titles=X]")[0]
    body, _ = shown(tmp_path, f'[video width="1" mp4="{UPLOADS}/x.mp4" poster="{UPLOADS}/x.jpg"][/video]')
    assert f'<video controls src="{UPLOADS}/x.mp4" poster="{UPLOADS}/x.jpg"></video>' in body
    body, _ = shown(tmp_path, '[playlist ids="20"]', track)
    assert f'<audio controls src="{UPLOADS}/a.mp3"></audio><figcaption>a.mp3</figcaption>' in body


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/watch?v=hilltop_01",
        "Look:\nhttps://youtu.be/hilltop_01\nThere.",
        "<p>https://youtu.be/hilltop_01</p>",
        "[embed width=400]https://youtu.be/hilltop_01[/embed]",
        '[embed src="https://youtu.be/hilltop_01"]',
        "[youtube=https://www.youtube.com/watch?v=hilltop_01&amp;w=320]",
        "[youtube hilltop_01]",
        "[youtube https://youtu.be/hilltop_01]",
        '[video src="https://www.youtube.com/watch?v=hilltop_01"]',
        '<!-- wp:embed {"url":"https://youtu.be/hilltop_01"} --><figure>x</figure><!-- /wp:embed -->',
        '<!-- wp:core-embed/youtube {"url":"https://youtu.be/hilltop_01"} /-->',
    ],
)
def test_addresses_of_films_become_players(tmp_path: Path, text: str) -> None:
    body, found = shown(tmp_path, text)
    assert "https://www.youtube-nocookie.com/embed/hilltop_01" in body
    assert "[" not in body
    assert not found.lost("shortcode")


def test_other_addresses_on_lines_of_their_own_become_links(tmp_path: Path) -> None:
    body, _ = shown(tmp_path, "https://x.example/a?b=1&amp;c=2\n\nhttps://x.example/s.mp3\n\nSee https://x.example/d.")
    assert '<a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>' in body
    assert '<audio controls src="https://x.example/s.mp3">' in body
    assert "<p>See https://x.example/d.</p>" in body


def test_addresses_in_code_and_links_stay(tmp_path: Path) -> None:
    text = "<pre>\nhttps://youtu.be/hilltop_01\n</pre>\n<a href='/x'>\nhttps://youtu.be/hilltop_02\n</a>"
    assert "<iframe" not in shown(tmp_path, text)[0]


def test_unknown_shortcodes_stay_visible_and_are_listed_with_their_line(tmp_path: Path) -> None:
    text = 'One [sic] two a[b[0]] [1].\n\n[tides station="quay"]\n\n[box]In a box[/box]\n\n[ticker]\n\n[x] done [ok]'
    body, found = shown(tmp_path, text)
    assert '[tides station="quay"]' in body
    assert "[box]In a box[/box]" in body
    line = 10
    assert found.lost("shortcode") == [
        Lost("shortcode", '[tides station="quay"]', line + 2),
        Lost("shortcode", "[box]", line + 4),
        Lost("shortcode", "[ticker]", line + 6),
    ]


def test_shortcodes_in_code_and_escaped_ones_are_words(tmp_path: Path) -> None:
    body, found = shown(tmp_path, '<code>[gallery ids="1"]</code> and [[gallery ids="1"]] and [[sic]]')
    assert body == '<p><code>[gallery ids="1"]</code> and [gallery ids="1"] and [[sic]]</p>\n'
    assert not found.remarks or not found.lost("shortcode")


def test_code_of_wordpress_com_is_code(tmp_path: Path) -> None:
    body, _ = shown(tmp_path, '[code language="python"]\nif a &lt; b:\n\n    x[0] = [gallery]\n[/code]\nEnd.')
    assert '<pre><code class="language-python">if a &lt; b:\n\n    x[0] = [gallery]</code></pre>' in body
    assert body.endswith("<p>End.</p>\n")
    assert 'class="language-bash">ls</code>' in shown(tmp_path, "[bash]ls[/bash]")[0]
    assert "[r] and [c]" in shown(tmp_path, "Press [r] and [c].")[0]


def test_formulas_stay_and_are_listed(tmp_path: Path) -> None:
    body, found = shown(tmp_path, "So:\n$latex E = mc^2$\nand [latex]x[/latex].")
    assert "$latex E = mc^2$" in body
    assert found.lost("formula") == [Lost("formula", "$latex E = mc^2$", 11)]
    assert [lost.text for lost in found.lost("shortcode")] == ["[latex]"]


def test_notes_of_plugins_are_footnotes(tmp_path: Path) -> None:
    body, _ = shown(tmp_path, "Said.[efn_note]By <em>whom</em>?[/efn_note] So.")
    assert body == "<p>Said.<x-footnote>By <em>whom</em>?</x-footnote> So.</p>\n"


def test_what_a_framing_shortcode_names_becomes_a_link(tmp_path: Path) -> None:
    assert '<a href="https://x.example/t/1">' in shown(tmp_path, "[tweet https://x.example/t/1]")[0]
    body, found = shown(tmp_path, '[instagram id="x"]')
    assert "[instagram" in body
    assert found.lost("shortcode")


def test_smileys_are_signs_and_loaded_pictures_are_pictures(tmp_path: Path) -> None:
    text = (
        '<img class="emoji" alt="🙂" src="https://s.w.org/e.png"> '
        '<img src="data:image/gif;base64,R0" data-lazy-src="https://hill.example/wp-content/uploads/m.png" alt="M">'
    )
    assert shown(tmp_path, text)[0] == f'<p>🙂 <img src="{UPLOADS}/m.png" alt="M"></p>\n'


def test_attributes_of_shortcodes_have_quotes_of_all_kinds() -> None:
    named, bare = attributes_of(""" a="1 2" b='3' c=4 d=“5 6” e=&quot;7&quot; f "g h" https://x.example/?y=z /""")
    assert named == {"a": "1 2", "b": "3", "c": "4", "d": "5 6", "e": "7"}
    assert bare == ("f", "g h", "https://x.example/?y=z")


BLOCKS = """<!-- wp:paragraph {"dropCap":true} -->
<p class="has-drop-cap">Held.<sup data-fn="3f0c" class="fn"><a href="#3f0c" id="3f0c-link">1</a></sup></p>
<!-- /wp:paragraph -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><!-- wp:paragraph -->
<p>Counted.</p>
<!-- /wp:paragraph --><cite>Oona</cite></blockquote>
<!-- /wp:quote -->

<!-- wp:pullquote -->
<figure class="wp-block-pullquote"><blockquote><p>The sea.</p><cite>Mo</cite></blockquote></figure>
<!-- /wp:pullquote -->

<!-- wp:shortcode -->
[tides a="1"]
<!-- /wp:shortcode -->

<!-- wp:latest-posts {"postsToShow":5} /-->

<!-- wp:verse -->
<pre class="wp-block-verse">One
<em>two</em>

three</pre>
<!-- /wp:verse -->

<!-- wp:file {"id":9} -->
<div class="wp-block-file"><a href="/a.pdf">A</a><a href="/a.pdf" class="wp-block-file__button">Get</a></div>
<!-- /wp:file -->

<!-- wp:spacer {"height":"20px"} -->
<div style="height:20px" class="wp-block-spacer"></div>
<!-- /wp:spacer -->

<!-- wp:query {"queryId":1} --><div><!-- wp:post-template --><!-- wp:post-title /-->x<!-- /wp:query -->

<!-- wp:acme/map {"lat":1} /-->

<!-- wp:footnotes /-->"""


def test_blocks_become_what_they_show(tmp_path: Path) -> None:
    notes = meta("footnotes", json.dumps([{"content": "Page <em>12</em>.", "id": "3f0c"}]))
    body, found = shown(tmp_path, BLOCKS, more=notes)
    assert '<p class="has-drop-cap">Held.<x-footnote>Page <em>12</em>.</x-footnote></p>' in body
    assert "<p><cite>Oona</cite></p></blockquote>" in body
    assert "<aside><p>The sea.</p><p><cite>Mo</cite></p></aside>" in body
    assert '<p>[tides a="1"]</p>' in body
    assert "<p>One<br><em>two</em></p><p>three</p>" in body
    assert body.count("a.pdf") == 1
    assert "<!-- wp:" not in body
    assert "height:20px" not in body
    assert [(lost.text, lost.line) for lost in found.lost("block")] == [
        ("latest-posts", 10 + 18),
        ("query", 10 + 35),
        ("acme/map", 10 + 37),
    ]
    assert [lost.line for lost in found.lost("shortcode")] == [10 + 15]


def test_a_footnote_without_its_text_is_lost(tmp_path: Path) -> None:
    body, found = shown(tmp_path, BLOCKS, more=meta("footnotes", "[not json"))
    assert "data-fn" not in body
    assert found.lost("footnote")


def test_embeds_keep_their_captions(tmp_path: Path) -> None:
    block = (
        '<!-- wp:embed {{"url":"{0}"}} --><figure class="wp-block-embed"><div>\n{0}\n</div>'
        "<figcaption>The <em>storm</em></figcaption></figure><!-- /wp:embed -->"
    )
    body, _ = shown(tmp_path, block.format("https://youtu.be/hilltop_01"))
    assert body.endswith("</iframe><figcaption>The <em>storm</em></figcaption></figure>")
    body, _ = shown(tmp_path, block.format("https://x.example/t/1"))
    assert body == '<p><a href="https://x.example/t/1">https://x.example/t/1</a><br>The <em>storm</em></p>'


def test_galleries_of_blocks_old_and_new_keep_pictures_and_captions(tmp_path: Path) -> None:
    old = (
        '<!-- wp:gallery {"ids":[1]} --><figure class="wp-block-gallery"><ul class="grid"><li>'
        '<figure><img src="/a.png" alt="A"/><figcaption>One</figcaption></figure></li></ul></figure>'
        "<!-- /wp:gallery -->"
    )
    assert shown(tmp_path, old)[0] == (
        '<figure class="wp-block-gallery"><figure><img src="/a.png" alt="A"/>'
        "<figcaption>One</figcaption></figure></figure>"
    )
    empty = '<!-- wp:gallery {"ids":[20]} --><figure></figure><!-- /wp:gallery -->'
    assert f'<img src="{UPLOADS}/a.png" alt="A">' in shown(tmp_path, empty, attachment(20, "a.png", "A"))[0]


def test_tables_of_blocks_keep_captions_and_alignment(tmp_path: Path) -> None:
    table = '<table><tr><th class="has-text-align-right" data-align="right">N</th></tr></table>'
    block = "<!-- wp:table --><figure>{}</figure><!-- /wp:table -->"
    body, _ = shown(tmp_path, block.format(table))
    assert body.startswith('<table><tr><th style="text-align: right"')
    body, _ = shown(tmp_path, block.format(f"{table}<figcaption>By year</figcaption>"))
    assert body.startswith("<figure><table>")
    assert "<figcaption>By year</figcaption>" in body


def test_a_reusable_block_is_put_in_or_named(tmp_path: Path) -> None:
    block = post(30, "<!-- wp:paragraph --><p>Write to us.</p><!-- /wp:paragraph -->", post_type="wp_block")
    body, found = shown(tmp_path, '<!-- wp:block {"ref":30} /--><!-- wp:block {"ref":31} /-->', block)
    assert body == "<p>Write to us.</p>"
    assert [lost.text for lost in found.lost("block")] == ["reusable block 31 is not in the export"]


def test_a_reusable_block_that_holds_itself_ends(tmp_path: Path) -> None:
    block = post(30, 'Again: <!-- wp:block {"ref":30} /-->', post_type="wp_block")
    body, found = shown(tmp_path, '<!-- wp:block {"ref":30} /-->', block)
    assert "Again:" in body
    assert found.lost("block")


def test_text_without_blocks_among_blocks_has_paragraphs(tmp_path: Path) -> None:
    body, _ = shown(tmp_path, "Old.\n\nText.\n\n<!-- wp:paragraph -->\n<p>New.</p>\n<!-- /wp:paragraph -->")
    assert "<p>Old.</p>\n<p>Text.</p>" in body


def test_covers_buttons_columns_and_social_links_keep_their_words(tmp_path: Path) -> None:
    text = (
        '<!-- wp:cover {"url":"/c.png"} --><div style="background-image:url(/c.png)"><!-- wp:paragraph --><p>On it</p>'
        "<!-- /wp:paragraph --></div><!-- /wp:cover -->"
        "<!-- wp:columns --><div><!-- wp:column --><div><!-- wp:paragraph --><p>Left</p><!-- /wp:paragraph --></div>"
        "<!-- /wp:column --></div><!-- /wp:columns -->"
        '<!-- wp:buttons --><div><!-- wp:button --><div><a href="/b/">Go</a></div><!-- /wp:button --></div>'
        "<!-- /wp:buttons -->"
        '<!-- wp:social-links --><ul><!-- wp:social-link {"url":"https://x.example/me","service":"x"} /--></ul>'
        "<!-- /wp:social-links -->"
    )
    body, found = shown(tmp_path, text)
    assert '<img src="/c.png" alt="">' in body
    assert all(
        words in body for words in ("On it", "Left", '<a href="/b/">Go</a>', '<a href="https://x.example/me">x</a>')
    )
    assert not found.lost("block")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:group -->" * 8_000 + "x",
        "<!-- wp:group --><div>" * 5_000 + "x" + "</div><!-- /wp:group -->" * 5_000,
        "<!-- /wp:group -->" * 8_000,
        "<!-- wp:" * 8_000,
        '<!-- wp:x {"a":' + "[" * 40_000 + " -->",
        "[caption]" * 8_000,
        "[caption]" * 4_000 + "[/caption]" * 4_000,
        "[" * 40_000,
        "[gallery " * 20_000,
        "[code]" * 8_000 + "[/code]",
        "<a " * 20_000,
        "<pre>" * 20_000,
        "<PRE>x</PRE>" * 8_000,
        "<img " * 20_000,
        "<cite>" * 20_000,
        "<!-- wp:quote -->" + "<cite>" * 20_000 + "<!-- /wp:quote -->",
        "<!-- wp:embed -->" + "<figcaption>" * 20_000 + "<!-- /wp:embed -->",
        '<sup data-fn="1">' * 8_000,
        "https://x.example/\n" * 8_000,
        "<br>\n" * 20_000,
    ],
    ids=lambda text: text[:18],
)
def test_time_grows_with_the_length_of_a_text(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    imported(tmp_path, post(1, text))
    assert time.process_time() - start < 8


@pytest.mark.parametrize("text", ["a<b>c</b>", "<", "<!--", "<!-- x --><p", "<pre>x", "<pre>x</pre", "<a b='>'>x</a>"])
def test_the_parts_of_html_are_the_whole(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokens_of(text)) == text
