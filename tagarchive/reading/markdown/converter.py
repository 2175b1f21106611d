"""Markdown to HTML by Python-Markdown, in time that grows with the text.

Python-Markdown tries every rule it has on every block and every line, and many of its rules look as far as the end of
the text for what may not be there. Here a text is tried on the rules alone that it has the signs for, which takes about
half the time (measured on 504 real articles and on made-up ones), and no rule looks for anything twice. The HTML is
the same; a property test compares the two.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, NamedTuple

import markdown
from markdown.util import Registry

from tagarchive.reading.markdown import brackets
from tagarchive.reading.markdown.abbreviations import Abbreviations, Attributes
from tagarchive.reading.markdown.blocks import (
    Code,
    Definitions,
    Heading,
    InVain,
    Ordered,
    Tables,
    Unordered,
    parse_blocks,
)
from tagarchive.reading.markdown.code_blocks import Fences, IndentedCode
from tagarchive.reading.markdown.emphasis import BEHIND_A_SPAN, CodeSpan, Emphasis
from tagarchive.reading.markdown.footnotes import Footnotes
from tagarchive.reading.markdown.highlighting import Highlighter, LeftPlain
from tagarchive.reading.markdown.inline import Inline, Signs, may_arise
from tagarchive.reading.markdown.raw_html import HtmlBlocks

_EXTENSIONS = ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables")

_INLINE: dict[str, Signs] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("]",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("]",),
    "short_image_ref": ("![",),
    "autolink": ("://",),
    "automail": ("@",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""By the name of a rule: signs of which one must occur for it to apply. A rule without any always may."""

_SMART: dict[str, Signs] = {
    "smarty-ellipses": ("...",),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    **{f"smarty-quotes-{number}": ("'",) for number in (0, 6, 7, 8, 9, 10)},
    **{f"smarty-quotes-{number}": ('"',) for number in (1, 2, 3, 4, 5, 11, 12, 13, 14)},
}

_BLOCK: dict[str, Signs] = {
    "table": ("|",),
    "defindent": (":",),
    "deflist": (":",),
    "footnote": ("]:",),
    "abbr": ("]:", "] :"),
    "hashheader": ("#",),
    "quote": (">",),
    "reference": ("]:",),
}

_NOTHING = re.compile("(?!)")


class Converted(NamedTuple):
    """The HTML of a text, code that has no colours, and the first lines of tables whose rows are not filled up."""

    html: str
    left_plain: tuple[LeftPlain, ...]
    left_short: tuple[str, ...]


class Converter:
    """Turns Markdown into HTML; made once and used for many texts."""

    def __init__(self, *, smart_punctuation: bool) -> None:
        smart = ["smarty"] if smart_punctuation else []
        self._markdown = markdown.Markdown(extensions=[*_EXTENSIONS, Footnotes(), *smart], output_format="html")
        self._highlighter = Highlighter()
        self._tables = Tables(self._markdown.parser)
        self._mend_blocks()
        self._mend_inline()

    def converted(self, text: str) -> Converted:
        """The HTML of a text. Raises `RecursionError` where things stand in one another too deep."""
        self._parser.blockprocessors = tuple(rule for rule, signs in self._blocks if may_arise(signs, text))
        # A text that was too deep left it as it was there.
        self._parser.state.clear()
        for inline in self._inline:
            inline.begin(text)
        self._highlighter.begin()
        self._tables.begin()
        html = self._markdown.reset().convert(text)
        return Converted(html, tuple(self._highlighter.left_plain), tuple(self._tables.left_short))

    def _mend_blocks(self) -> None:
        md = self._markdown
        parser: Any = md.parser
        rules = parser.blockprocessors
        md.preprocessors.register(Fences(md, self._highlighter), "fenced_code_block", 25)
        md.preprocessors.register(HtmlBlocks(md), "html_block", 20)
        rules.register(Code(parser), "code", 80)
        rules.register(self._tables, "table", 75)
        rules.register(Heading(parser), "setextheader", 60)
        rules.register(Ordered(parser), "olist", 40)
        rules.register(Unordered(parser), "ulist", 30)
        rules.register(Definitions(parser), "deflist", 25)
        for name in ("hashheader", "quote", "deflist", "footnote", "abbr", "reference"):
            rules[name].RE = InVain(rules[name].RE)
        rules["hr"].SEARCH_RE = InVain(rules["hr"].SEARCH_RE)
        self._blocks = _signed(rules, _BLOCK)
        self._parser = parser
        self._parser.parseBlocks = partial(parse_blocks, parser)

    def _mend_inline(self) -> None:
        md = self._markdown
        spans, emphasis = CodeSpan(), Emphasis("*", "strong,em", md)
        emphasis.add("_", "strong,em", smart=True)
        md.inlinePatterns.register(spans, "backtick", 190)
        for priority, (name, rule) in brackets.rules(md).items():
            md.inlinePatterns.register(rule, name, priority)
        md.inlinePatterns.register(emphasis, "em_strong", 60)
        trees: Any = md.treeprocessors
        self._inline = [Inline(md, _signed(md.inlinePatterns, _INLINE), {spans: BEHIND_A_SPAN})]
        trees.register(self._inline[0], "inline", 20)
        if "smarty" in trees:
            rules: Any = trees["smarty"].inlinePatterns
            behind = {rule: _NOTHING for rule in rules if rule.pattern.startswith("(?<=")}
            self._inline.append(Inline(md, _signed(rules, _SMART), behind))
            trees.register(self._inline[1], "smarty", 6)
        trees.register(IndentedCode(md, self._highlighter), "hilite", 30)
        trees.register(Attributes(md), "attr_list", 8)
        trees.register(Abbreviations(md, trees["abbr"].abbrs), "abbr", 7)


def _signed(rules: Registry[Any], known: dict[str, Signs]) -> list[tuple[Any, Signs]]:
    """Rules in their order, each with its signs."""
    signs = {rules[name]: signs for name, signs in known.items() if name in rules}
    return [(rule, signs.get(rule, ())) for rule in rules]
