"""reStructuredText: docutils reads it, and what docutils does not know stays visible and is listed."""

from __future__ import annotations

import re

import pytest

from tagarchive.core.errors import SiteError
from tagarchive.importing.generators.rst.restructured_text import RstText, rst_text
from tagarchive.importing.inputs.items import Lost, Noted


def read(text: str, *, titled: bool = True) -> RstText:
    return rst_text(text, "a.rst", titled=titled)


def html(text: str) -> str:
    return read(text).html


def test_title_subtitle_and_fields_are_taken_out_of_the_text() -> None:
    found = read(
        "Mills\n=====\n\nIn the vale\n-----------\n\n:date: 2020-01-02\n:Summary: *One* mill\n   and two.\n\nWords.\n"
    )
    assert (found.title, found.subtitle, found.html) == ("Mills", "In the vale", "<p>Words.</p>\n")
    assert found.fields == (("date", "2020-01-02", 7), ("summary", "One mill\nand two.", 8))


def test_a_text_without_a_title_of_its_own_keeps_its_heading() -> None:
    assert read("Mills\n=====\n\nWords.\n", titled=False).html == "<h2>Mills</h2>\n<p>Words.</p>\n"


def test_headings_begin_at_two_and_stop_at_six() -> None:
    marks = "=-~^'\"+"
    text = "".join(f"H{at}\n{mark * 3}\n\n" for at, mark in enumerate(marks))
    found = read(f"{text}x\n", titled=False).html
    assert re.findall(r"<(h\d)>", found) == "h2 h3 h4 h5 h6 h6 h6".split()
    assert "section" not in found


def test_a_heading_keeps_an_id_that_it_would_not_get_by_itself() -> None:
    found = html("A\n=\n\n.. _old:\n\nThe mill\n--------\n\nSee old_ and `The mill`_.\n\nB\n=\n\nx\n")
    assert '<h3><a id="old"></a>The mill</h3>' in found
    assert '<a href="#old">old</a>' in found


@pytest.mark.parametrize(
    "block",
    ["Words.", "- item", "term\n  def", "| line", "::\n\n  code\n\nWords.", "  quote", "==  ==\na   b\n==  =="],
)
def test_an_anchor_stands_in_a_block_with_words(block: str) -> None:
    found = html(f"See goal_.\n\n.. _goal:\n\n{block}\n")
    assert re.search(r'<(?:p|li|dt|td)><a id="goal"></a>', found)
    assert '<a href="#goal">' in found


def test_what_is_not_understood_in_a_footnote_stays_and_is_listed() -> None:
    found = read("A [#]_.\n\n.. [#] .. odd:: 3.25\n      so\n\n   More.\n")
    assert found.html == "<p>A <x-footnote>.. odd:: 3.25 so More.</x-footnote>.</p>\n"
    assert found.remarks == (Lost("directive odd", ".. odd:: 3.25", 3),)


def test_code_keeps_its_language_and_loses_its_numbers() -> None:
    found = html(".. code:: python\n   :number-lines:\n\n   a = 1\n   b < 2\n\n.. sourcecode:: c++\n\n   x;\n")
    assert '<pre><code class="language-python">a = 1\nb &lt; 2</code></pre>' in found
    assert '<pre><code class="language-c++">x;</code></pre>' in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::\n\n  a < b\n", "<pre><code>a &lt; b</code></pre>\n"),
        (">>> 1\n1\n", '<pre><code class="language-pycon">&gt;&gt;&gt; 1\n1</code></pre>\n'),
        (".. parsed-literal::\n\n   x *y*\n", "<pre>x <em>y</em></pre>\n"),
        (
            ".. warning:: Mind *it*.\n",
            "<blockquote>\n<p><strong>Warning</strong></p>\n<p>Mind <em>it</em>.</p>\n</blockquote>\n",
        ),
        (
            ".. admonition:: Own\n\n   x\n",
            "<blockquote>\n<p><strong>Own</strong></p>\n<p>x</p>\n</blockquote>\n",
        ),
        (".. pull-quote::\n\n   x\n", "<aside>\n<p>x</p>\n</aside>\n"),
        (".. epigraph::\n\n   x\n\n   -- Who\n", "<blockquote>\n<p>x</p>\n<p>— Who</p>\n</blockquote>\n"),
        ("| a\n|   b\n", "<p>a<br>&nbsp;&nbsp;&nbsp;&nbsp;b</p>\n"),
        ("a : b\n  c\n", "<dl>\n<dt>a <em>b</em></dt>\n<dd>c</dd>\n</dl>\n"),
        ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("``a  b`` H\\ :sub:`2`\\ O", "<p><code>a  b</code> H<sub>2</sub>O</p>\n"),
        (":kbd:`F1` :abbr:`HT (Hyper Text)`", '<p><kbd>F1</kbd> <abbr title="Hyper Text">HT</abbr></p>\n'),
        (".. role:: strike\n\n:strike:`no`", "<p><del>no</del></p>\n"),
        (".. rubric:: Also\n", "<p><strong>Also</strong></p>\n"),
        (".. container:: wide\n\n   x\n", "<p>x</p>\n"),
        (".. image:: a.mp4\n", '<video src="a.mp4" controls></video>\n'),
        (".. image:: a.png\n", '<img src="a.png">\n'),
        (".. image:: a.png\n   :alt: A\n   :class: wide\n   :width: 20\n", '<img src="a.png" alt="A">\n'),
    ],
)
def test_markup_becomes_plain_html(text: str, expected: str) -> None:
    assert html(text) == expected
    assert read(text).remarks == ()


def test_a_figure_keeps_caption_and_legend() -> None:
    found = html(".. figure:: a.png\n   :alt: A\n\n   Cap *one*\n\n   Leg\n")
    assert '<img src="a.png" alt="A">' in found
    assert "<figcaption>Cap <em>one</em><p>Leg</p>\n</figcaption>" in found


def test_a_table_keeps_caption_head_and_spans() -> None:
    found = html(".. table:: Bells\n\n   +---+---+\n   | a | b |\n   +===+===+\n   | c     |\n   +---+---+\n")
    assert "<caption>Bells</caption>" in found
    assert "<th>a</th>" in found
    assert '<td colspan="2">c</td>' in found


def test_footnotes_stand_at_their_marks_and_none_is_lost() -> None:
    text = "A [1]_ b [#]_ c [*]_.\n\n.. [1] One *n*.\n\n   More.\n.. [#] Two.\n.. [*] Three.\n.. [9] Nobody cites me.\n"
    assert html(text) == (
        "<p>A <x-footnote>One <em>n</em>. More.</x-footnote> b <x-footnote>Two.</x-footnote>"
        " c <x-footnote>Three.</x-footnote>.</p>\n<p>[9] Nobody cites me.</p>\n"
    )


def test_citations_stay_where_they_are() -> None:
    found = html("See [KK]_.\n\n.. [KK] A book.\n")
    assert found == '<p>See <a href="#kk">[KK]</a>.</p>\n<p><a id="kk"></a>[KK] A book.</p>\n'


def test_an_unknown_directive_stays_visible_and_is_listed_with_its_line() -> None:
    found = read("One.\n\n.. chart:: Bar\n   :title: x\n\n   *y*\n\nTwo.\n")
    assert "<pre><code>.. chart:: Bar\n   :title: x\n\n   *y*" in found.html
    assert "<p>Two.</p>" in found.html
    assert found.remarks == (Lost("directive chart", ".. chart:: Bar", 3),)


def test_an_unknown_role_stays_visible_and_is_listed_with_its_line() -> None:
    found = read("One.\n\nSee :odd:`this thing` and more.\n")
    assert "<p>See :odd:`this thing` and more.</p>" in found.html
    assert found.remarks == (Lost("role", ":odd:`this thing`", 3),)


def test_a_role_of_the_generator_becomes_what_it_means() -> None:
    found = rst_text("See :odd:`x`.", "a.rst", titled=True, role=lambda name, text: f"<b>{name} {text}</b>")
    assert found.html == "<p>See <b>odd x</b>.</p>\n"
    assert found.remarks == ()


@pytest.mark.parametrize(
    "word",
    [
        "youtube:: abcdefghijk",
        "vimeo:: 12345",
        "gist:: someone/1234abcd",
        "youtube:: https://youtu.be/abcdefghijk",
    ],
)
def test_films_and_gists_become_players_and_links(word: str) -> None:
    found = read(f".. {word}\n   :width: 3\n")
    assert "<iframe" in found.html or "https://gist.github.com/someone/1234abcd" in found.html
    assert found.remarks == ()


def test_a_film_with_a_hostile_id_stays_text() -> None:
    assert "<iframe" not in html('.. youtube:: "><script>\n')


@pytest.mark.parametrize(
    "text",
    [
        ".. include:: /etc/passwd\n",
        ".. raw:: html\n   :file: /etc/passwd\n",
        ".. raw:: html\n   :url: https://x.example/\n",
        ".. csv-table:: t\n   :file: /etc/passwd\n",
        ".. figure::\n   :alt: no file\n",
        "+---+---+\n| a | broken\n+---+--+\n",
        ".. code-block:: x\n   :unknown: y\n\n   kept words\n",
    ],
)
def test_what_docutils_refuses_stays_visible_and_is_listed(text: str) -> None:
    found = read(f"Before.\n\n{text}\nAfter.\n")
    assert text.strip().split("\n")[-1].strip() in found.html
    assert "root:" not in found.html
    assert "<p>After.</p>" in found.html
    assert next(remark.line for remark in found.remarks if isinstance(remark, Lost)) >= 3


def test_raw_html_comes_through_and_other_raw_text_is_listed() -> None:
    found = read(".. raw:: html\n\n   <b>x</b>\n\n.. raw:: latex\n\n   \\x\n")
    assert found.html == "<b>x</b>"
    assert found.remarks == (Lost("raw latex", "\\x", 5),)


def test_formulas_stay_as_written_and_are_listed() -> None:
    found = read("So :math:`x^2 < y`.\n\n.. math::\n\n   a = b\n")
    assert found.html == "<p>So $x^2 &lt; y$.</p>\n<p>$$a = b$$</p>\n"
    assert [remark.what for remark in found.remarks if isinstance(remark, Lost)] == ["formula", "formula"]


def test_a_title_of_a_level_that_does_not_fit_is_not_lost() -> None:
    found = html("A\n=\n\nB\n-\n\nx\n\nC\n=\n\nD\n~\n\ny\n")
    for letter in "ABCD":
        assert letter in found


def test_broken_references_and_substitutions_stay_and_are_listed() -> None:
    found = read("A `gone`_ b |none| c *open.\n")
    assert "`gone`_" in found.html
    assert "|none|" in found.html
    assert "*open." in found.html
    assert {type(remark) for remark in found.remarks} == {Lost, Noted}


def test_comments_are_left_out_and_counted_but_not_marks_of_generators() -> None:
    found = read(".. title: x\n.. a private word\n.. TEASER_END\n\nWords.\n")
    assert found.html == "<p>Words.</p>\n"
    assert found.remarks == (Noted("1 comment is left out"),)


def test_a_text_that_is_nested_too_deep_is_a_problem() -> None:
    deep = "\n".join(f"{'  ' * at}- x\n" for at in range(400))
    with pytest.raises(SiteError, match="nested too deep"):
        read(deep)


def test_long_lines_are_read() -> None:
    assert html("word " * 30_000).startswith("<p>word word")
