"""Formulas in LaTeX as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from tagarchive.reading.markdown.converted import UnreadFormula

LONGEST, LONGEST_TOGETHER = 2_000, 50_000
"""Maximum length of formulas in characters: of one, and of all in one text."""

_FORMULA = re.compile(
    r'<(?P<element>span|code) data-math-style="(?P<style>inline|display)">(?P<written>[^<]*)</(?P=element)>'
    r'|<pre><code class="language-math" data-math-style="display">(?P<block>[^<]*)</code></pre>'
)
_DEFINES = re.compile(r"\\(?:re)?newcommand|\\def(?![a-zA-Z])|\\DeclareMathOperator")
"""Commands that define others. A few of them can stand for a formula of any length."""


@cache
def _faults() -> tuple[type[Exception], ...]:
    """The exceptions of the library for formulas that it can't read; for some it fails on the way."""
    own = (kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return (*own, LookupError, ValueError, TypeError, AttributeError, StopIteration, RuntimeError)


class Formulas:
    """Converts the formulas of one text."""

    def __init__(self) -> None:
        self.length = 0
        self.unread: list[UnreadFormula] = []

    def with_formulas(self, html: str) -> str:
        """The HTML of comrak with MathML for its formulas."""
        return _FORMULA.sub(self._shown, html) if "data-math-style" in html else html

    def _shown(self, formula: re.Match[str]) -> str:
        is_block, is_inline = formula["block"] is not None, formula["style"] == "inline"
        written = unescape(formula["block"] if is_block else formula["written"]).strip()
        self.length += len(written)
        math, reason = self._math(written, "inline" if is_inline else "block")
        if not reason:
            return f"<p>{math}</p>" if is_block else math
        self.unread.append(UnreadFormula(written, reason))
        sign = "$" if is_inline else "$$"
        text = escape(f"{sign}{written}{sign}", quote=False)
        return f"<p>{text}</p>" if is_block else text

    def _math(self, written: str, display: str) -> tuple[str, str]:
        """The MathML of a formula, and the reason if there is none."""
        if len(written) > LONGEST or self.length > LONGEST_TOGETHER:
            return "", "is too long"
        if _DEFINES.search(written):
            return "", "defines commands"
        try:
            return _mathml(convert_to_element(written, display=display), written), ""
        except _faults():
            return "", "can't be read"


def _mathml(math: Element, written: str) -> str:
    """The HTML of an element, with the formula in LaTeX for readers without MathML."""
    math.attrib.pop("xmlns", None)
    math.set("alttext", " ".join(written.split()))
    for element in math.iter():
        # The library writes most characters as references, and leaves their "&" to be escaped or not.
        element.text = unescape(element.text or "")
    return tostring(math, encoding="unicode", short_empty_elements=False)
