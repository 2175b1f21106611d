"""The `gfm` dialect: CommonMark, what GitHub adds to it, and what a site may switch on."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from html.parser import HTMLParser

import msgspec
import pytest
from conftest import CONFIG, Site, examples
from constructs import GFM_TOKENS, construct
from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.reading.body import Place, ToHere, html_in
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.body_scanner import Pieces
from tagarchive.reading.documents import Article
from tagarchive.reading.files import Source
from tagarchive.reading.markdown import formulas, highlighting, wide_tables
from tagarchive.reading.parse_options import MarkdownOptions, ParseOptions
from tagarchive.reading.positions import Places
from tagarchive.reading.time_limits import result_within_limits

GFM = MarkdownOptions(dialect="gfm")
ALL = MarkdownOptions(dialect="gfm", math=True, wikilinks=True, highlight=True, superscript=True)


def read(text: str, options: MarkdownOptions = GFM) -> Pieces:
    return BodyParser(ParseOptions(markdown=options)).pieces(text, "content/a.md", Places(text, 0, "content/a.md"))


def shown(text: str, options: MarkdownOptions = GFM) -> str:
    """The HTML of a text on its page."""
    pieces = read(text, options)
    targets = pieces.outline.targets
    hrefs = tuple(f"#{target.id}" if isinstance(target, ToHere) else "/there/" for target in targets)
    return html_in(pieces.body, Place(hrefs=hrefs)).strip()


def gfm_site(site: Site, *switches: str) -> Site:
    return site.write(f"-- site.toml --\n{CONFIG}[markdown]\n" + "\n".join(('dialect = "gfm"', *switches)) + "\n")


# The dialect.


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("#tag\n\n# Head", '<p>#tag</p>\n<h2 id="head">Head</h2>'),
        ("One\\\nTwo", "<p>One<br>\nTwo</p>"),
        ("5\\~6, 10\\%, \\{a\\}", "<p>5~6, 10%, {a}</p>"),
        ("We ship:\n- one\n- two", "<p>We ship:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> a\n\n> b", "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>"),
        ("[`a`]\n\n[`a`]: https://e.example/", '<p><a href="https://e.example/"><code>a</code></a></p>'),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("See https://e.example/x.", '<p>See <a href="https://e.example/x">https://e.example/x</a>.</p>'),
        ("a@e.example", '<p><a href="mailto:a@e.example">a@e.example</a></p>'),
        ("Term\n: What it is", "<dl>\n<dt>Term</dt>\n<dd>What it is</dd>\n</dl>"),
        ("<div>\n\n**a**\n\n</div>", "<div>\n<p><strong>a</strong></p>\n</div>"),
        ("**你好。**吗", "<p><strong>你好。</strong>吗</p>"),
        ("{1, 2} and `f`{x: 1}", "<p>{1, 2} and <code>f</code>{x: 1}</p>"),
        ("12:30:45 :smile: :nothing:", "<p>12:30:45 😄 :nothing:</p>"),
        ('"a" -- b...', '<p>"a" -- b...</p>'),
        ("a&nbsp;b", "<p>a&nbsp;b</p>"),
    ],
)
def test_it_reads_what_people_write(text: str, html: str) -> None:
    assert shown(text) == html


def test_a_text_of_one_sign_is_what_commonmark_makes_of_it() -> None:
    assert shown("*a*_b_ __c__ ***d*** a*b*c a_b_c") == (
        "<p><em>a</em><em>b</em> <strong>c</strong> <em><strong>d</strong></em> a<em>b</em>c a_b_c</p>"
    )


def test_cells_of_a_table_stand_on_their_side() -> None:
    html = shown("| a | b | c |\n|:--|:-:|--:|\n| 1 | `x\\|y` | 3 |\n| 4 |")
    assert '<th class="left">a</th>\n<th class="center">b</th>\n<th class="right">c</th>' in html
    assert '<td class="center"><code>x|y</code></td>' in html
    assert '<td class="left">4</td>\n<td class="center"></td>' in html


def test_a_switch_that_is_off_leaves_its_signs_alone() -> None:
    text = "$x$ [[a]] ==b== x^2^"
    assert shown(text) == f"<p>{text}</p>"
    assert shown(":smile:", MarkdownOptions(dialect="gfm", emoji=False)) == "<p>:smile:</p>"


def test_switches_read_marked_words_and_words_above_and_below_the_line() -> None:
    assert shown("==a== x^2^ H~2~O ~~d~~", ALL) == ("<p><mark>a</mark> x<sup>2</sup> H<sub>2</sub>O <del>d</del></p>")


def test_punctuation_becomes_typographic_where_the_site_says_so() -> None:
    options = MarkdownOptions(dialect="gfm", smart_punctuation=True)
    assert shown('"a" -- b... `"c"`', options) == '<p>“a” – b… <code>"c"</code></p>'


# The same shapes as the default dialect.


def test_footnotes_have_the_shape_of_the_default_dialect() -> None:
    text = "A[^a] and[^n-2] and[^a].\n\n[^a]: One.\n\n    More.\n\n[^n-2]: Two."
    assert shown(text) == shown(text, MarkdownOptions())


def test_a_footnote_may_stand_in_the_line() -> None:
    html = shown("A^[The *note*.] b.")
    note, back = re.findall('id="(fn[^"]*)"', html)
    assert (note, back) == ("fnref:__inline_1", "fn:__inline_1")
    assert "<p>The <em>note</em>.&nbsp;<a " in html


def test_a_footnote_links_back_to_the_first_hundred_of_its_citations() -> None:
    html = shown("[^1] " * 300 + "\n\n[^1]: a")
    assert html.count('class="footnote-ref"') == 300
    assert html.count('class="footnote-backref"') == 100


@pytest.mark.parametrize("info", ["python", "python title='x.py'", "python,ignore", "{.python .wide}", "{python}"])
def test_a_fence_names_a_language_whatever_follows_it(info: str) -> None:
    assert shown(f"```{info}\nprint(1)\n```") == shown("```python\nprint(1)\n```", MarkdownOptions()).strip()


def test_code_stands_in_items_and_quotes() -> None:
    block = '<div class="highlight"><pre><span></span><code>a &lt; *b*\n</code></pre></div>'
    assert block in shown("1. Do:\n\n   ```\n   a < *b*\n   ```")
    assert block in shown("> ```\n> a < *b*\n> ```")
    assert block in shown("    a < *b*")


def test_code_that_can_not_be_coloured_in_time_stays_plain_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting, "LONGEST", 3)
    (notice,) = read("A.\n\n```python\nprint(1)\n```").notices
    assert str(notice).startswith("content/a.md:4:1: found code in python that is too long to colour")


def test_headings_have_ids_of_the_site_and_may_have_ids_and_classes_of_their_own() -> None:
    html = shown("# One *two*\n\n## One two\n\n## Three {#own .wide}\n\nFour {.x}\n---\n\n## The set {1, 2} {a}")
    assert re.findall("<h[^>]*>.*?</h.>", html) == [
        '<h2 id="one-two">One <em>two</em></h2>',
        '<h3 id="one-two-1">One two</h3>',
        '<h3 id="own" class="wide">Three</h3>',
        '<h3 id="four" class="x">Four</h3>',
        '<h3 id="the-set-1-2-a">The set {1, 2} {a}</h3>',
    ]


def test_braces_before_the_end_of_no_heading_are_text() -> None:
    assert shown("<h2>a {.x}</h2> b {.y}</h2>") == '<h2 id="a" class="x">a</h2> b {.y}'


def test_anchors_are_targets(site: Site) -> None:
    page = gfm_site(site).article("a", body='[Go](#sec1)\n\n## <a name="sec1"></a>Part').page("articles/a/index.html")
    assert '<a href="#sec1">Go</a>' in page
    assert '<a id="sec1"></a>Part' in page


def test_html_is_sanitised_as_in_the_default_dialect() -> None:
    text = "<script>alert(1)</script>\n\n<p onclick=x>a</p>\n\n[b](javascript:x) <b>c</b> Vec<String>"
    mine, other = read(text), read(text, MarkdownOptions())
    assert [notice.code for notice in mine.notices] == [notice.code for notice in other.notices]
    assert not re.search("script|onclick", shown(text))
    assert "<b>c</b> Vec&lt;String&gt;" in shown(text)


def test_a_text_that_is_too_deep_is_shown_as_it_stands() -> None:
    pieces = read("> " * 600 + "a")
    assert "found more than 500 elements of HTML in one another" in pieces.notices[0].message


ALLOWED = re.compile(
    r"</?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"<>]*\"| allowfullscreen| controls)*>"
    r'|<input type="checkbox"(?: checked)? disabled>|[^<>]+',
    re.DOTALL,
)


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from(GFM_TOKENS), max_size=25).map("".join))
def test_whatever_is_written_the_html_is_well_formed_and_inert(text: str) -> None:
    html = shown(text, ALL)
    assert "".join(ALLOWED.findall(html)) == html
    assert not re.search("<(?:script|style|svg|form)", html)


# Tasks and alerts.


def test_tasks_are_checkboxes_that_nobody_can_change() -> None:
    assert shown("- [ ] open\n- [x] *done*\n- no task\n- [ ]no task") == (
        '<ul>\n<li class="task"><input type="checkbox" disabled> open</li>\n'
        '<li class="task"><input type="checkbox" checked disabled> <em>done</em></li>\n'
        "<li>no task</li>\n<li>[ ]no task</li>\n</ul>"
    )


def test_a_task_of_several_paragraphs_begins_with_its_box() -> None:
    html = shown("1. [X] a\n\n   b")
    assert '<li class="task">\n<p><input type="checkbox" checked disabled> a</p>\n<p>b</p>' in html


def test_a_checkbox_of_the_author_is_no_task() -> None:
    assert shown('a <input type="checkbox"> b') == "<p>a  b</p>"


def test_tasks_are_characters_in_feeds(site: Site) -> None:
    files = gfm_site(site).article("a", body="- [ ] open\n- [x] done").build()
    for name in ("feed.xml", "atom.xml", "feed.json"):
        text = files[name].decode()
        assert "☐ open" in text
        assert "☑ done" in text
        assert "input" not in text


def test_an_alert_says_its_kind_in_words_on_pages_and_in_feeds(site: Site) -> None:
    body = "> [!NOTE]\n> Read *this*.\n\n> [!WARNING] Of its own\n> - a\n\n> [!OTHER]\n> b"
    files = gfm_site(site).article("a", body=body).build()
    assert (
        '<div class="markdown-alert markdown-alert-note">\n<p class="markdown-alert-title"><strong>Note</strong></p>\n'
        "<p>Read <em>this</em>.</p>\n</div>\n"
        '<div class="markdown-alert markdown-alert-warning">\n'
        '<p class="markdown-alert-title"><strong>Of its own</strong></p>\n<ul>'
    ) in files["articles/a/index.html"].decode()
    assert "<p><strong>Note</strong></p>\n<p>Read <em>this</em>.</p>" in files["feed.xml"].decode()
    assert "[!OTHER]" in files["articles/a/index.html"].decode()


# Formulas.


def test_a_formula_is_mathml_in_the_line_or_by_itself() -> None:
    assert shown("a $x^2 < y$ b", ALL) == (
        '<p>a <math display="inline" alttext="x^2 &lt; y"><mrow><msup><mi>x</mi><mn>2</mn></msup>'
        "<mo>&lt;</mo><mi>y</mi></mrow></math> b</p>"
    )
    by_itself = shown("$$\n\\sqrt{2}\n$$", ALL)
    assert '<math display="block" alttext="\\sqrt{2}">' in by_itself
    assert shown("```math\n\\sqrt{2}\n```", ALL) == by_itself
    assert shown("$`x`$", ALL) == shown("$x$", ALL)


def test_prices_are_no_formulas() -> None:
    assert shown("It costs $5 or $6, not \\$7.", ALL) == "<p>It costs $5 or $6, not $7.</p>"


def test_a_formula_holds_no_html() -> None:
    html = shown("$\\text{<b onclick=x>}$ $\\href{javascript:x}{y}$ $\\color{red}\\style{a:b}{z}$", ALL)
    assert not re.search("<b|href=|style=", html)
    assert "&lt;b&nbsp;onclick=x&gt;" in html


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("x^", "can't be read"),
        ("a^b^c", "can't be read"),
        ("\\left( x", "can't be read"),
        ("\\newcommand{\\a}{\\b\\b} \\a", "defines commands"),
        ("\\def\\a{b} \\a", "defines commands"),
        ("x" * (formulas.LONGEST + 1), "is too long"),
    ],
)
def test_a_formula_that_can_not_be_read_stays_as_text_with_its_line(written: str, reason: str) -> None:
    pieces = read(f"A.\n\nb ${written}$ $x", ALL)
    (notice,) = pieces.notices
    assert notice.code == "bad-formula"
    assert str(notice).startswith(f"content/a.md:3:4: found a formula that {reason}; it is shown as it is written")
    assert shown(f"b ${written}$", ALL) == f"<p>b ${written}$</p>"


def test_formulas_are_latex_in_summaries_and_feeds(site: Site) -> None:
    files = gfm_site(site, "math = true").article("a", body="All $a \\le b$ c.\n\n## Of $x^2$").build()
    assert "<code>a \\le b</code>" in files["feed.xml"].decode()
    assert 'content="All a \\le b c."' in files["articles/a/index.html"].decode()
    assert '<h2 id="of-x-2">Of <math' in files["articles/a/index.html"].decode()


def test_the_default_dialect_knows_no_formulas() -> None:
    assert "math" not in shown("$x$ <math><mi>x</mi></math>", MarkdownOptions())


# Links by name.


def test_a_link_by_name_leads_to_the_file_in_whatever_folder_it_is(site: Site) -> None:
    gfm_site(site, "wikilinks = true").article("deep/b b", body="## One Head").article("c/index")
    site.write("-- content/pages/about.md --\n---\ntitle: About\n---\nText.\n")
    page = site.article(
        "a", body="[[b b]] [[B B|words]] [[deep/b b#One Head]] [[c]] [[about]]\n\n## Here\n\n[[#Here|h]]"
    )
    html = page.page("articles/a/index.html")
    assert (
        '<a href="/articles/b-b/">b b</a> <a href="/articles/b-b/">words</a> '
        '<a href="/articles/b-b/#one-head">deep/b b#One Head</a> <a href="/articles/c/">c</a> '
        '<a href="/about/">about</a>'
    ) in html
    assert '<a href="#here">h</a>' in html
    assert not [notice for notice in site.report.notices if "fragment" in notice.code]


def test_a_name_that_no_file_has_stops_the_build_with_its_line(site: Site) -> None:
    gfm_site(site, "wikilinks = true").article("attack").article("a", body="Text.\n\nSee [[atack]].")
    (problem,) = site.problems()
    assert problem == "content/a.md:7:5: broken-link"
    assert problem.message == "found a link to [[atack]], expected the name of a file of an article or page"
    assert problem.hint == "did you mean “attack”?"


def test_a_name_that_two_files_have_asks_for_the_path(site: Site) -> None:
    gfm_site(site, "wikilinks = true").article("x/b").article("y/b", slug="c").article("a", body="[[b]] [[y/b]]")
    (problem,) = site.problems()
    assert problem == "content/a.md:5:1: broken-link"
    assert problem.message == "found a link to [[b]], which may be content/x/b.md or content/y/b.md"
    assert problem.hint == "write its path, such as [[x/b]]"


def test_a_heading_that_the_named_file_does_not_have_is_noticed(site: Site) -> None:
    gfm_site(site, "wikilinks = true").article("b", body="## Head").article("a", body="[[b#Hed]]")
    (notice,) = [notice for notice in site.notices() if notice.code == "broken-fragment"]
    assert notice.message == "found a link to #hed, which content/b.md does not have"


# Where the dialect is said.


TEXT = "> [!NOTE]\n> a"


def dialects(site: Site) -> dict[str, str]:
    """The dialect of each article by its name."""
    pages = {path: data.decode() for path, data in site.build().items() if re.match("articles/.+/", path)}
    return {path.split("/")[1]: "gfm" if "markdown-alert" in page else "default" for path, page in pages.items()}


def test_the_inner_folder_decides_and_the_front_matter_of_a_file_before_it(site: Site) -> None:
    site.write(
        f'-- site.toml --\n{CONFIG}[markdown]\ndialect = "gfm"\n'
        '[markdown.folders]\nold = "default"\n"content/old/new/" = "gfm"\n'
    )
    for path in ("a", "old/b", "old/new/c", "older/d"):
        site.article(path, body=TEXT)
    site.article("old/e", body=TEXT, dialect="gfm").article("f", body=TEXT, dialect="default")
    assert dialects(site) == {"a": "gfm", "b": "default", "c": "gfm", "d": "gfm", "e": "gfm", "f": "default"}


def test_a_folder_that_holds_nothing_is_noticed(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[markdown.folders]\n"notse/" = "gfm"\n"notes/" = "gfm"\n')
    (notice,) = site.article("notes/a", summary="S.").notices()
    assert notice == "site.toml: empty-folder"
    assert notice.message.startswith("found a dialect for notse/, a folder without articles, pages or tags")


def test_pages_and_tags_have_a_dialect_of_their_own(site: Site) -> None:
    site.article("a", tags="[T]").write(f"-- content/pages/p.md --\n---\ntitle: P\ndialect: gfm\n---\n{TEXT}\n")
    files = site.write(f"-- content/tags/t.md --\n---\ndialect: gfm\n---\n{TEXT}\n").build()
    assert b"markdown-alert" in files["p/index.html"]
    assert b"markdown-alert" in files["tag/t/index.html"]


def test_a_dialect_that_is_none_is_told_with_the_two_that_are(site: Site) -> None:
    (problem,) = site.article("a", dialect="gmf").problems()
    assert problem == "content/a.md:4:10: bad-value"
    assert (problem.message, problem.hint) == ("found “gmf”, expected one of default, gfm", "did you mean “gfm”?")


@pytest.mark.parametrize("dialect", ["default", "gfm"])
def test_python_markdown_is_imported_for_its_dialect_alone(dialect: str) -> None:
    program = (
        "import sys; from tagarchive.reading.config import *; from tagarchive.reading.body_parser import BodyParser;"
        "from tagarchive.reading.positions import Places;"
        f"options = ParseOptions(markdown=MarkdownOptions(dialect={dialect!r}));"
        "BodyParser(options).pieces('a', 'a', Places('a', 0, 'a'));"
        "print('tagarchive.reading.markdown.converter' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == str(dialect == "default")


# Time.


def source(text: str) -> Source:
    return Source("content/a.md", f"---\ntitle: a\ndate: 2021-01-01\nsummary: b\n---\n{text}\n".encode(), "digest")


def test_whatever_a_long_text_is_made_of_it_is_read_or_shown_as_it_stands() -> None:
    chance = random.Random(3)  # noqa: S311
    for _ in range(examples(6)):
        result = result_within_limits(source(construct(chance, GFM_TOKENS).text(195_000)), ParseOptions(markdown=ALL))
        assert not result.problems


def test_a_text_that_takes_too_long_is_shown_as_it_stands() -> None:
    result = result_within_limits(source("^[" * 95_000), ParseOptions(markdown=GFM))
    (notice,) = msgspec.msgpack.decode(result.document, type=Article).notices
    assert notice.message.startswith("found a text that takes longer than 1.4 seconds to read")


def test_a_table_whose_rows_would_be_filled_up_with_too_many_cells_is_shown_as_text() -> None:
    assert wide_tables.wide_tables("a|b\n-|-\nc\n" * 10_000) == ()
    text = "A.\n\n> " + "|a" * 300 + "|\n> " + "|-" * 300 + "|\n" + "> b\n" * 100
    pieces = read(text)
    assert "<table" not in shown(text)
    assert str(pieces.notices[0]).startswith("content/a.md:3:1: found a table with many more columns in its head")


# The examples of the specification, in a file that is named.


class _Normal(HTMLParser):
    """HTML with attributes in one order and without white space that makes no difference."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.in_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code += tag == "pre"
        self.parts.append(f"<{tag}{''.join(f' {name}={value}' for name, value in sorted(attrs))}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "pre"
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self.in_code else re.sub(r"\s+", " ", data))


_BLOCK = re.compile(r" ?(</?(?:p|ul|ol|li|h\d|blockquote|pre|hr|div|table|thead|tbody|tr|t[dh])\b[^>]*>) ?")


def normal(html: str) -> str:
    parser = _Normal()
    parser.feed(html)
    parser.close()
    return _BLOCK.sub(r"\1", "".join(parser.parts)).strip()
