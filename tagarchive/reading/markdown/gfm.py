"""CommonMark with the extensions of GitHub and a few more, by comrak."""

from __future__ import annotations

import comrak

from tagarchive.reading.markdown import gfm_html
from tagarchive.reading.markdown.converted import Converted, UnreadFormula
from tagarchive.reading.markdown.highlighting import Highlighter
from tagarchive.reading.markdown.wide_tables import wide_tables
from tagarchive.reading.parse_options import MarkdownOptions


class GfmConverter:
    """Converts the `gfm` dialect to HTML. One converter serves many texts."""

    def __init__(self, options: MarkdownOptions) -> None:
        self._extensions = _extensions(options)
        self._parsing = comrak.ParseOptions()
        self._parsing.smart = options.smart_punctuation
        self._rendering = comrak.RenderOptions()
        # The sanitiser reads the HTML of the author later, like that of the other dialect.
        self._rendering.unsafe_ = True
        self._highlighter = Highlighter()

    def converted(self, text: str) -> Converted:
        """The HTML of a text."""
        self._highlighter.begin()
        left_open = wide_tables(text)
        self._extensions.table = not left_open
        html = comrak.render_markdown(text, self._extensions, self._parsing, self._rendering)
        html, unread = _with_formulas(gfm_html.shaped(html))
        html = gfm_html.with_code(html, self._highlighter)
        return Converted(html, tuple(self._highlighter.left_plain), left_open=left_open, unread=unread)


def _with_formulas(html: str) -> tuple[str, tuple[UnreadFormula, ...]]:
    """The HTML with formulas in MathML, and the formulas that stay as they are written."""
    if "data-math-style" not in html:
        return html, ()
    # Few texts have formulas, and the library takes long to import.
    from tagarchive.reading.markdown.formulas import Formulas  # noqa: PLC0415

    formulas = Formulas()
    return formulas.with_formulas(html), tuple(formulas.unread)


def _extensions(options: MarkdownOptions) -> comrak.ExtensionOptions:
    made = comrak.ExtensionOptions()
    made.alerts = made.autolink = made.strikethrough = made.table = made.tasklist = True
    made.cjk_friendly_emphasis = made.description_lists = made.footnotes = made.inline_footnotes = True
    made.highlight = options.highlight
    made.math_code = made.math_dollars = options.math
    made.shortcodes = options.emoji
    made.subscript = made.superscript = options.superscript
    made.wikilinks_title_after_pipe = options.wikilinks
    return made
