"""Rules that a text has no signs for are passed over, and the others look for nothing twice: the HTML is the same."""

from __future__ import annotations

from string import punctuation
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import pytest
from conftest import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    DelimiterProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    SubstituteTagInlineProcessor,
)

from tagarchive.reading.markdown import abbreviations
from tagarchive.reading.markdown.bare_addresses import BareAddresses
from tagarchive.reading.markdown.blocks import HashHeading
from tagarchive.reading.markdown.brackets import Named
from tagarchive.reading.markdown.code_blocks import Fences
from tagarchive.reading.markdown.converter import Converter
from tagarchive.reading.markdown.emphasis import Emphasis, EscapedAmpersand
from tagarchive.reading.markdown.highlighting import OPTIONS, Code, Highlighter
from tagarchive.reading.markdown.layout import Layout

SIGNS = (
    "  \n,\n,\n\n,\t,    ,b c,: ,# ,> ,- ,1. ,"
    "[^1]: ,[a]: /b,*[a]: b,{: .x },```\n,*,**,_,~~,\\&,\\\n,https://x.example/a_b),`,``,\\,[,],(,),![,[^1],<,>,"
    "</,<b>,&,;,&amp;,|,-|-,:,#,a,=,---,http://x.example,<http://x.example>,<a@x.example>,\",',...,"
    "***,__,](,][,](<,|a|b|\n|-|-|\n,~~~\n,```a\n,hl_lines='1',{.a},\\\\,\n: d\n,a\n=\n,c\n---\n,\\|,    x,{,},"
    "<div>,</div>,<!--,-->,</b>,<i>,</i>,<?,?>,<![CDATA[,]]>,<p>,<a href='b'>,<a ,[a],(b \"c\"),[b]: c\n,é"
).split(",")
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=25).map("".join) | st.lists(
    st.sampled_from(SIGNS), min_size=2, max_size=6
).flatmap(lambda few: st.lists(st.sampled_from(few), max_size=25).map("".join))


class _Whole:
    """A link without the library's fault that swallows all but the last sign of a text: `[a](b "( c`."""

    def getLink(self, data: str, index: int) -> Any:  # noqa: N802
        href, title, end, found = super().getLink(data, index)  # type: ignore[misc]
        return href, title, index if end < 0 else end, found and end >= 0


class Link(_Whole, LinkInlineProcessor):
    pass


class Image(_Whole, ImageInlineProcessor):
    pass


class Reference(Named, ReferenceInlineProcessor):
    pass


class ShortReference(Named, ShortReferenceInlineProcessor):
    pass


class ImageReference(Named, ImageReferenceInlineProcessor):
    pass


class ShortImageReference(Named, ShortImageReferenceInlineProcessor):
    pass


class Headings(HashHeaderProcessor):
    RE = HashHeading.RE


class Quotes(BlockQuoteProcessor):
    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802
        return None


class Attributes(AttrListTreeprocessor):
    """The library's attribute lists, in braces that read as such."""

    INLINE_RE = abbreviations.Attributes.INLINE_RE  # type: ignore[misc]
    HEADER_RE = abbreviations.Attributes.HEADER_RE  # type: ignore[misc]
    BLOCK_RE = abbreviations.Attributes.BLOCK_RE  # type: ignore[misc]


class Delimiters(DelimiterProcessor):
    """Emphasis without the library's fault where a placeholder is as long as what it stands for."""

    get_cached_result = Emphasis.get_cached_result


def plain_markdown(*, smart_punctuation: bool) -> markdown.Markdown:
    """Python-Markdown with all the rules that an article may use."""
    names = "abbr attr_list codehilite def_list fenced_code footnotes sane_lists tables".split()
    made = markdown.Markdown(
        extensions=[*names, *(["smarty"] if smart_punctuation else [])],
        extension_configs={"codehilite": {"css_class": "highlight", "guess_lang": False}},
        output_format="html",
    )
    made.preprocessors.register(Layout(made, Fences(made, Highlighter())), "fenced_code_block", 25)
    made.parser.blockprocessors.register(Headings(made.parser), "hashheader", 70)
    made.parser.blockprocessors.register(Quotes(made.parser), "quote", 20)
    made.ESCAPED_CHARS = list(punctuation.replace("&", ""))
    made.inlinePatterns.register(EscapedAmpersand(r"\\&", made), "escaped_ampersand", 179)
    made.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 178)
    made.inlinePatterns.register(BareAddresses(made), "bare_address", 75)
    made.treeprocessors.register(Attributes(made), "attr_list", 8)
    made.inlinePatterns.register(Link(LINK_RE, made), "link", 160)
    made.inlinePatterns.register(Image(IMAGE_LINK_RE, made), "image_link", 150)
    made.inlinePatterns.register(Reference(LINK_RE, made), "reference", 170)
    made.inlinePatterns.register(ImageReference(IMAGE_LINK_RE, made), "image_reference", 140)
    made.inlinePatterns.register(ShortReference(LINK_RE, made), "short_reference", 130)
    made.inlinePatterns.register(ShortImageReference(IMAGE_LINK_RE, made), "short_image_ref", 125)
    emphasis = Delimiters("*", "strong,em", made)
    emphasis.add("_", "strong,em", smart=True)
    emphasis.add("~", "del", double=True)
    made.inlinePatterns.register(emphasis, "em_strong", 60)
    return made


QUICK = {smart: Converter(smart_punctuation=smart) for smart in (False, True)}
PLAIN = {smart: plain_markdown(smart_punctuation=smart) for smart in (False, True)}


@settings(max_examples=examples(200))
@example(text='[a](b "(c', smart=False)
@example(text="<![CDATA[a]]>[b]&amp;(c)", smart=False)
@example(text="<![CDATA[a]]>b &amp; \nc", smart=False)
@example(text="(\t\nb", smart=False)
@example(text='[a](b \'c" d\')  "e") [f]("g" h)', smart=False)
@example(text="`` ` ``` \\\\` `a` ```", smart=False)
@example(text="*a _b_ **c*d** ***e* f** _g*h_i*", smart=False)
@example(text="```a hl_lines='1\n'\nb\n```\n~~~ {.c} }\n~~~\n```\nd\n````\n```", smart=False)
@example(text="a|`b|c`|\\`d|`\n-|-|-\n`|`|\\|", smart=False)
@example(text='"\'a\' ""b""-- \'c...', smart=True)
@given(text=TEXTS, smart=st.booleans())
def test_the_html_is_what_all_rules_together_make(*, text: str, smart: bool) -> None:
    assert QUICK[smart].by_python_markdown(text).html == PLAIN[smart].reset().convert(text)


CODE = st.lists(st.sampled_from(["a", "\n", " ", "\t", "<", "&", '"', "'", "é", "\u2028", "\xa0"]), max_size=8).map(
    "".join
)


@given(CODE, st.sampled_from([{}, {"hl_lines": [1]}, {"linenums": True}, {"tab_length": 4}]))
def test_plain_code_is_what_the_highlighter_makes_of_no_language(text: str, options: dict[str, Any]) -> None:
    code = Code(text, None, OPTIONS | options, shebang=False)
    assert code.plain_html() == code.html()


def test_a_text_that_is_too_deep_leaves_no_trace_in_the_next_one() -> None:
    with pytest.raises(RecursionError):
        QUICK[False].converted("- " * 2_000 + "a")
    assert QUICK[False].converted("a\n\n    b").html == PLAIN[False].reset().convert("a\n\n    b")
