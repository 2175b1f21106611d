"""The default dialect reads the Markdown that people write, and loses no word of it."""

from __future__ import annotations

import re
from html import unescape

import markdown
import pytest
from conftest import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tagarchive.reading.markdown.block_layout import MOST_NESTED
from tagarchive.reading.markdown.code_blocks import Fences
from tagarchive.reading.markdown.converter import Converter
from tagarchive.reading.markdown.highlighting import Highlighter
from tagarchive.reading.markdown.inline_notes import MOST
from tagarchive.reading.markdown.layout import Layout

CONVERTER = Converter(smart_punctuation=False)

CODE = '<div class="highlight"><pre><span></span><code>{}\n</code></pre></div>'


def html(text: str) -> str:
    """The HTML of a text without the white space between elements."""
    return re.sub(r">\s+<", "><", CONVERTER.converted(text).html)


def code(text: str) -> str:
    return CODE.format(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "two spaces": (
            "- a\n  - b\n    - c\n- d",
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
        ),
        "three spaces": ("1. e\n   - f\n2. g", "<ol><li>e<ul><li>f</li></ul></li><li>g</li></ol>"),
        "two spaces below a number": ("1. e\n  - f\n2. g", "<ol><li>e<ul><li>f</li></ul></li><li>g</li></ol>"),
        "four spaces": ("- a\n    - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        "in a quote": ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        "a number below a sign": ("- a\n  1. b\n  2. c", "<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>"),
        "another kind": ("1. a\n\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        "another kind at once": ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        "after text": ("We ship:\n- a\n- b", "<p>We ship:</p><ul><li>a</li><li>b</li></ul>"),
        "a number after text": ("So:\n1. a\n2. b", "<p>So:</p><ol><li>a</li><li>b</li></ol>"),
        "a year in a text": ("He was born in\n1987. She", "<p>He was born in\n1987. She</p>"),
        "a parenthesis": ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        "a second paragraph": (
            "1. a\n\n2. b\n\n   c\n\n3. d",
            "<ol><li><p>a</p></li><li><p>b</p><p>c</p></li><li><p>d</p></li></ol>",
        ),
        "an item after a second paragraph": (
            "- a\n\n  b\n- c",
            "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
        ),
        "an empty item": ("- a\n-\n- b", "<ul><li>a</li><li></li><li>b</li></ul>"),
        "an empty number": ("1. a\n2.\n3. b", "<ol><li>a</li><li></li><li>b</li></ol>"),
        "a quote in an item": (
            "- a\n  > b\n  > c\n- d",
            "<ul><li>a<blockquote><p>b\nc</p></blockquote></li><li>d</li></ul>",
        ),
        "a rule": ("- a\n\n* * *\n\n- b", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
        "a line that goes on": ("- a\nb\n- c", "<ul><li>a\nb</li><li>c</li></ul>"),
        "a date": ("2024. was", '<ol start="2024"><li>was</li></ol>'),
    }.values(),
)
def test_lists(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "in an item": ("1. a\n\n   ```\n   b  *c*\n\n   # d\n   ```\n\n2. e", code("b  *c*\n\n# d") + "</li>"),
        "in an item at once": ("- a\n  ```\n  b\n  ```\n- c", f"<li>a\n{' ' * 4}{code('b')}</li><li>c</li>"),
        "as an item": ("- ```\n  b\n  ```\n- c", f"<ul><li>{code('b')}</li><li>c</li></ul>"),
        "in a quote": ("> ```sh\n> a *b*\n> ```", "<blockquote><div"),
        "indented in an item": ("* a\n\n      b\n      c", "<li>a" + code("b\nc") + "</li>"),
        "indented by eight": ("* a\n\n        b", f"<li>a{code('b')}</li>"),
        "indented by one": (" ```\n b\n  c\n ```", code("b\n c")),
        "a comma after the language": ("```text,ignore\na\n```", code("a")),
        "options after the language": ('```text title="x.js"\na\n```', code("a")),
        "options in braces": ("```{text, echo=FALSE}\na\n```", code("a")),
        "a longer end": ("```\na\n````", code("a")),
        "after text": ("a\n```\nb\n```\nc", f"<p>a</p>{code('b')}<p>c</p>"),
        "no end": ("```\na", "<p>```\na</p>"),
        "code that looks like a list": ("```\n- a\n  - b\n```", code("- a\n  - b")),
    }.values(),
)
def test_code(text: str, expected: str) -> None:
    assert expected in html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "a table after text": ("a\n| b | c |\n|---|---|\n| d | e |", "<p>a</p><table>"),
        "no table": ("a\nb\n|---|---|", "<p>a\nb\n|---|---|</p>"),
        "two quotes": ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
        "one quote": ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        "a list after a quote": ("> a\n- b", "<blockquote><p>a</p></blockquote><ul><li>b</li></ul>"),
        "a word with a sign": ("#a #b\n\n- #1 c\n\nd\n#e", "<p>#a #b</p><ul><li>#1 c</li></ul><p>d\n#e</p>"),
        "a heading": ("# a\n## b ##\n#", "<h1>a</h1><h2>b</h2><h1></h1>"),
        "a heading with a backslash": ("# a\\", "<h1>a\\</h1>"),
        "breaks": ("a\\\nb", "<p>a<br>\nb</p>"),
        "no break": ("a\\\\\nb", "<p>a\\\nb</p>"),
        "escapes": (r"5\~6, 10\%, \"x\", a \< b, \$5, \&copy;", '<p>5~6, 10%, "x", a &lt; b, $5, &amp;copy;</p>'),
        "no escapes": (r"\a \1 `\%`", r"<p>\a \1 <code>\%</code></p>"),
        "struck out": ("~~a *b*~~ ~c~ 5~6", "<p><del>a <em>b</em></del> ~c~ 5~6</p>"),
        "braces": ("## a {1, 2}\n\nb `c`{x: 1} **d**{y}\n{% end %}", "<h2>a {1, 2}</h2><p>b <code>c</code>{x: 1}"),
        "attributes": ('## a {#b .c d="e"}\n\n*f*{.g}\n{: .h }', '<h2 class="c" d="e" id="b">a</h2><p class="h">'),
        "code in a name": ("[`a`]\n\n[`a`]: /b\\_c", '<p><a href="/b_c"><code>a</code></a>'),
        "code in another name": ("[a][`b`]\n\n[`b`]: /c", '<p><a href="/c">a</a>'),
        "an open box": ("- [ ] a", '<ul><li class="task"><span class="task-open">☐</span> a</li>'),
        "a box that is done": ("- [x] a", '<ul><li class="task"><span class="task-done">☑</span> a</li>'),
        "no boxes": ("[ ] a\n\n- [y] b", "<p>[ ] a</p><ul><li>[y] b</li></ul>"),
    }.values(),
)
def test_text(text: str, expected: str) -> None:
    assert html(text).startswith(expected)


def test_a_note_in_place_is_a_footnote() -> None:
    found = html("A^[B *c* [d](/e).] f `^[g]` ^[h\n\ni")
    assert found.startswith('<p>A<sup id="fnref:inline-note-1">')
    assert "<code>^[g]</code> ^[h</p><p>i</p>" in found
    assert '<li id="fn:inline-note-1"><p>B <em>c</em><a href="/e">d</a>.' in found


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "after an empty line": ("<div>\n\n## a\n\n- b\n\n</div>", "<div><h2>a</h2><ul><li>b</li></ul></div>"),
        "asked for": ('<div markdown="1">\n*a*\n</div>', "<div><p><em>a</em></p></div>"),
        "asked for in one line": ("<div class='b' markdown=1>*a*</div>", "<div class='b'><p><em>a</em></p></div>"),
        "with a summary": (
            "<details>\n<summary>a</summary>\n\n- b\n\n</details>\n\nc",
            "<details><summary>a</summary><ul><li>b</li></ul></details><p>c</p>",
        ),
        "indented": ("<div>\n\n    a *b*\n\n</div>", "<div><p>a <em>b</em></p></div>"),
        "within another": (
            "<div>\n\n<div>\n\n*a*\n\n</div>\n\n</div>\n\n*b*",
            "<div><div><p><em>a</em></p></div></div><p><em>b</em></p>",
        ),
        "nothing but HTML": ("<div>\n\n<b>*a*</b>\n\n</div>", "<div><b>*a*</b></div>"),
        "no empty line": ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
        "raw text": ("<pre>\n\n- *a*\n\n</pre>", "<pre>\n\n- *a*\n\n</pre>"),
    }.values(),
)
def test_markdown_in_html(text: str, expected: str) -> None:
    assert html(text).strip() == expected


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("See https://e.example/x.", "https://e.example/x"),
        ("(https://e.example/a_(b))", "https://e.example/a_(b)"),
        ("*https://e.example/a_b_c*", "https://e.example/a_b_c"),
        ("“https://e.example/?a=1&b=2”, c", "https://e.example/?a=1&amp;b=2"),
        ("见https://e.example/ä。然后", "https://e.example/ä"),
        ("www.e.example", "www.e.example"),
    ],
)
def test_a_bare_address_is_a_link(text: str, linked: str) -> None:
    start = "http://" if linked.startswith("www") else ""
    assert f'<a href="{start}{linked}">{linked}</a>' in html(text)


@pytest.mark.parametrize(
    "text", ["`https://e.example`", "http:// a", "xhttps://e.example", "www.e", "![x](https://e.example)"]
)
def test_no_other_address_is_a_link(text: str) -> None:
    assert "<a " not in html(text)


@pytest.mark.parametrize("text", ['<a href="https://e.example">x</a>', "[x](https://e.example)"])
def test_the_address_of_a_link_is_no_link_of_its_own(text: str) -> None:
    assert html(text) == '<p><a href="https://e.example">x</a></p>'


@pytest.mark.parametrize("text", ["[https://e.example](/a)", '<a href="/a">https://e.example</a>'])
def test_no_link_is_in_a_link(text: str) -> None:
    assert html(text) == '<p><a href="/a">https://e.example</a></p>'


def test_what_is_too_much_is_read_as_python_markdown_reads_it() -> None:
    found = html("^[a] " * (MOST + 1))
    assert found.count('class="footnote-ref"') == MOST
    assert found.count("^[a]") == 1
    assert html("> " * (MOST_NESTED + 1) + "- a\n").count("<blockquote>") == MOST_NESTED + 1


WORDS = st.lists(st.sampled_from(["one", "two *three*", "`four`", "5 < 6"]), min_size=1, max_size=3).map(" ".join)


def indented(lines: list[str], by: int = 4) -> list[str]:
    return [" " * by + line if line else "" for line in lines]


@st.composite
def strict(draw: st.DrawFn, depth: int = 2) -> list[str]:
    """The lines of a block in the layout of Python-Markdown."""
    kind = draw(
        st.sampled_from(["text", "lines", "list", "numbers", "heading", "code"] if depth else ["text", "lines"])
    )
    if kind in ("list", "numbers"):
        items = draw(st.lists(st.tuples(WORDS, st.none() | strict(depth - 1)), min_size=1, max_size=3))
        sign = "- " if kind == "list" else "1. "
        loose = any(inner for _, inner in items)
        return [
            line
            for word, inner in items
            for line in [sign + word, *([""] if loose else []), *([*indented(inner), ""] if inner else [])]
        ]
    if kind == "heading":
        return [f"## {draw(WORDS)}"]
    if kind == "code":
        return ["    - code", "        # more"]
    return draw(st.lists(WORDS, min_size=1, max_size=1 if kind == "text" else 3))


@settings(max_examples=examples(90))
@given(st.lists(strict(), max_size=4))
def test_the_layout_of_python_markdown_stays(blocks: list[list[str]]) -> None:
    lines = [line for block in blocks for line in [*block, "", "and", ""]]
    plain = markdown.Markdown(extensions=["sane_lists"], output_format="html").convert("\n".join(lines))
    assert indifferent(CONVERTER.converted("\n".join(lines)).html) == indifferent(plain)


def indifferent(found: str) -> str:
    """HTML without what highlighting adds to indented code."""
    return re.sub(
        r'<div class="highlight"><pre><span></span>(.*?)</pre></div>\s*', r"<pre>\1</pre>\n", found, flags=re.DOTALL
    )


SIGNS = [
    "- ",
    "1. ",
    "1) ",
    "* ",
    "> ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "```\n",
    "~~~\n",
    "# ",
    "#",
    "|",
    "|-|",
    "[ ] ",
    "~~",
]
SIGNS += ["*", "_", "`", "\\", "{", "}", "---", "===", "^[", "]", "word ", "word ", "word\n"]


@settings(max_examples=examples(150))
@example(["- ", "word\n", "\n", "  ", "word\n", "- ", "word\n"])
@given(st.lists(st.sampled_from(SIGNS), max_size=25))
def test_no_word_is_lost(signs: list[str]) -> None:
    words = iter(range(10_000))
    text = "".join(sign.replace("word", f"w{next(words)}w") for sign in signs)
    written = re.findall(r"w\d+w", text)
    found = unescape(re.sub(r"<[^>]*>", "", CONVERTER.converted(text).html))
    assert sorted(set(re.findall(r"w\d+w", found))) == sorted(written)


def test_a_text_without_blocks_is_not_read_twice() -> None:
    md = markdown.Markdown()
    lines = ["one", "", "two - three"]
    assert Layout(md, Fences(md, Highlighter())).run(lines) is lines
