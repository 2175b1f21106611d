"""Blocks that both dialects read alike are converted by comrak, to the HTML of Python-Markdown."""

from __future__ import annotations

import pytest
from conftest import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tagarchive.reading.markdown.common_blocks import parted
from tagarchive.reading.markdown.converted import Converted
from tagarchive.reading.markdown.converter import Converter
from tagarchive.reading.sanitiser import sanitiser

COMMON = """\
# A headline: one of several

A paragraph with *emphasis*, **strength**, `code`, snake_case, a [link](https://a.example/b_c?d=1&e=2),
a [word] & the rest -- "quoted", at 10:30.

## Below

1. one
2. two with a [link](/articles/a/#b)

> Quoted *text*
> on two lines.

![A picture](map.png)

Under
=====

- first
- second
"""

PARTS = (
    "\n|\n\n|\n\n|\n\n|  \n|\t|    |b c|: |# |> |- |1. |[a]: /b|*[a]: b|{: .x }|*|**|_|~~|\\&|\\\n|`|``|"
    "\\|[|]|(|)|![|<|>|</|<b>|&|;|&amp;|,|-|:|#|a|=|---|'|\"|...|***|__|](|][|](<|hl_lines='1'|{.a}|\\\\|"
    '\n: d\n|a\n=\n|c\n---\n|    x|{|}|<i>|</i>|[a]|(b "c")|é|2. |+ |* |  - |@|$|^|~|%|!|?|.|“|”|—|_x_|'
    "*x y*|**x**|[l](/u)|![i](/p.png)|`c`|https://x.example/a_b|[x](https://y.example/a?b=1&c=2)|"
    "\n- a\n- b\n|\n1. a\n2. b\n|\n> q\n|\n## H\n|word word|A sentence.|\n\nPara one.\n\n|  |  x|10) |"
    "3. |== |--- \n|\xa0|\u3000|<!--|a:b|:+1:|http://a.example|www.x.example|x@y.example|1|0. |#x| #|"
    "\n#\n|C#|- [ ] t|- [x] t|[ ]|*a*b|a*b*|_a_b|a_b_|**a*b**|`` a`b ``|\\*|\n\n\n|\n    code\n|"
    "\n- a\n\n  b\n|\n1) a\n|[^1]|[^2]|\n\n[^1]: A note.\n|\n[^2]: *Another* one.\n|[^1]: |[^x]|[^x]: y|^["
).split("|")
CELLS = ("|", " | ", "| a | b |", "\n\n| a | b |\n| --- | ---: |\n| c | d |\n", "\n| e |  |", "\n| `c` | *d* |\n")
LINES = (
    "- a", "-   b *c*", "1. a", "2.  b", "| a | b |", "|---|---|", "| --- | :---: |", "| c | `d` |", "[^1]: note x",
    "[^2]: y", "Text[^1] here.", "More[^2].", "* s", "+ t", "word", "## H", "> q", "> r", "", "", "  indented",
    "\\* word", "**[a](/b)**", "[**a**](/b)", "[`c`](/d)", "5 \\* 3", "[![i](/p.png)](/u)", " x", "*a [b](/c) d*",
    "- [x](/y): z", "1. 2. x", "100. x", "-    four", "__b__ _i_", "   - x", "  ## h", "---", "***", "___", "## 5. x",
    "5. y", "## - a", "a\\#b \\$5 \\.", "see http://a.example c", "   ![i](/p.png)",
)  # fmt: skip
WORDS = ("alpha", "The", "of", "is", " ", "\n\n")
TEXTS = st.lists(st.sampled_from((*PARTS, *CELLS)), min_size=1, max_size=8).flatmap(
    lambda few: st.lists(st.sampled_from([*few, *WORDS]), min_size=2, max_size=24).map("".join)
)
TEXTS_OF_LINES = st.lists(st.sampled_from(LINES), min_size=1, max_size=6).flatmap(
    lambda few: st.lists(st.sampled_from([*few, "", ""]), min_size=1, max_size=14).map("\n".join)
)
CONVERTERS = {smart: Converter(smart_punctuation=smart) for smart in (False, True)}
CLEANER = sanitiser(trusted=False, math=False)


def clean(converted: Converted) -> Converted:
    """A conversion whose HTML has the one form of the sanitiser, in which pages get it."""
    return converted._replace(html=CLEANER.clean(converted.html))


@settings(max_examples=examples(600))
@given(TEXTS | TEXTS_OF_LINES, st.booleans())
def test_the_html_is_that_of_python_markdown(text: str, smart: bool) -> None:  # noqa: FBT001
    assume(parted(text, smart_punctuation=smart).html)
    converter = CONVERTERS[smart]
    read = converter.by_python_markdown(text)
    # A number of the library that it leaves where it loses track of emphasis.
    assume("klzzwxh" not in read.html)
    assert clean(converter.converted(text)) == clean(read)


@pytest.mark.parametrize("smart", [False, True])
def test_python_markdown_gets_only_what_is_not_common(smart: bool) -> None:  # noqa: FBT001
    plain = COMMON.replace("--", "").replace('"', "") if smart else COMMON
    assert parted(plain, smart_punctuation=smart).text == ""
    table = "\n| a | b |\n|---|---|\n| 1 |\n"
    parts = parted(f"{plain}{table}\n{plain}", smart_punctuation=smart)
    assert len(parts.html) == 2
    assert parts.text.strip().startswith("commonblocks0z\n\n\n")
    assert table in parts.text
    assert parts.text.count("\n") == f"{plain}{table}\n{plain}".rstrip("\n").count("\n")
    for text in (plain, f"{plain}{table}\n{plain}"):
        converter = CONVERTERS[smart]
        assert clean(converter.converted(text)) == clean(converter.by_python_markdown(text))


@pytest.mark.parametrize(
    "text",
    [
        "Term\n\n:   what it means",
        "- a\n\n    more of a",
        "- a\n\n- b\n- c",
        "- a\n\n* b",
        "1. a\n\n  b",
        "| a | b |\n|---|---|\n| c |",
        "a[^2] b[^1]\n\n[^1]: c\n[^2]: d",
        "a[^1]\n\n[^1]: c\n\n    d",
        "2. a\n3. b",
        "- [ ] to do",
        "See http://a.example/ now",
        "See [a](http://a.example/) and www.b.example",
        "a [word][1] here",
        "One<br>line",
        "5 * 3 * 2",
        "a \\& b",
        "AT&T;",
        "A line \nwith a space at its end",
        "word {.class}",
        "a | b",
        "*[HTML]: Hypertext",
        "x^2^",
        "non\u00a0breaking is\u3000another space",
    ],
)
def test_what_is_not_known_is_left_to_python_markdown(text: str) -> None:
    assert not parted(text, smart_punctuation=False).html


@pytest.mark.parametrize(
    "text",
    [
        "| a | *b* |\n|---|---:|\n| c |  |",
        "One[^1] and another[^b].\n\n[^1]: A *note*.\n\n[^b]: More.",
        "- a\n\n-   b\n\n- c",
        "3 \\* 4 \\# 5",
        "Text\n\n  ![i](/p.png)",
        "a\n\n***\n\nb",
        "## 1. First",
        "*see [a](/b)*, [`c`](/d), [**d**](/e) and **[f](/g)**",
        "[![i](/p.png)](/u)",
    ],
)
def test_common_blocks_of_many_kinds_are_known(text: str) -> None:
    converter = CONVERTERS[False]
    assert parted(text, smart_punctuation=False).text == ""
    assert clean(converter.converted(text)) == clean(converter.by_python_markdown(text))


def test_smart_punctuation_leaves_its_signs_to_python_markdown() -> None:
    for text in ('"quoted"', "it's", "one -- two", "and so on..."):
        assert parted(text, smart_punctuation=False).text == ""
        assert not parted(text, smart_punctuation=True).html


def test_an_empty_text_has_no_html() -> None:
    assert CONVERTERS[False].converted("\n\n").html == ""
