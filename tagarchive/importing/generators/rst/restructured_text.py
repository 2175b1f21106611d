"""reStructuredText to HTML by docutils, with what docutils does not know left visible and listed.

No file is included and no configuration file of docutils is read. Raw HTML comes through as it is, since all HTML of an
item is third-party HTML, which is sanitised later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import NamedTuple

from docutils import nodes
from docutils.core import publish_doctree
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.writers.html5_polyglot import Writer

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.importing.generators.rst.html import RstTranslator
from tagarchive.importing.inputs.items import Remark

Role = Callable[[str, str], str | None]
"""The HTML of a role that docutils does not know, by its name and its text; None if the generator has no such role."""

_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "halt_level": 5,
    "report_level": 2,
    "exit_status_level": 5,
    "traceback": True,
    "docinfo_xform": False,
    "sectsubtitle_xform": False,
    "syntax_highlight": "none",
    "smart_quotes": False,
    "toc_backlinks": False,
    "footnote_backlinks": False,
    "line_length_limit": 1_000_000,
}


class RstText(NamedTuple):
    """A text that was reStructuredText.

    Attributes:
        html: its body
        title: title of the document in plain text; empty if it has none or keeps it as a heading
        subtitle: subtitle of the document in plain text
        fields: the fields at its start, each a name in lower case, a plain text and a line
        remarks: what docutils does not understand

    """

    html: str
    title: str
    subtitle: str
    fields: tuple[tuple[str, str, int], ...]
    remarks: tuple[Remark, ...]


def no_role(_name: str, _text: str) -> None:
    """A `Role` of a generator without roles of its own."""


def rst_text(text: str, path: str, *, titled: bool, role: Role = no_role) -> RstText:
    """The reading of a text in the file at `path`, whose lines are those of the file.

    `titled` takes the only heading of the highest level as the title of the document, and a list of fields after it as
    fields. Raises `SiteError` if the text is nested too deep.
    """
    try:
        return _read(text, path, titled, role)
    except RecursionError:
        message = "found lists or quotations that are nested too deep to read"
        raise SiteError(Problem(Location(path), "damaged-input", message)) from None


def _read(text: str, path: str, titled: bool, role: Role) -> RstText:  # noqa: FBT001 (one caller)
    settings = get_default_settings(Parser, Writer)
    for name, value in {**_SETTINGS, "doctitle_xform": titled, "warning_stream": StringIO()}.items():
        setattr(settings, name, value)
    # Without a writer, transforms leave all messages where they are.
    tree = publish_doctree(text, source_path=path, settings=settings)
    title, subtitle = _taken_heading(tree, nodes.title), _taken_heading(tree, nodes.subtitle)
    fields = tuple(_taken_fields(tree)) if titled else ()
    translator = RstTranslator(tree, role)
    tree.walkabout(translator)
    return RstText("".join(translator.body), title, subtitle, fields, translator.remarks())


def _taken_heading(tree: nodes.document, kind: type[nodes.title | nodes.subtitle]) -> str:
    for child in tree.children:
        if isinstance(child, kind):
            tree.remove(child)
            return child.astext()
    return ""


def _taken_fields(tree: nodes.document) -> Iterator[tuple[str, str, int]]:
    """The fields before the text; takes them out of it."""
    child = next((child for child in tree.children if not isinstance(child, nodes.PreBibliographic)), None)
    if not isinstance(child, nodes.field_list):
        return
    tree.remove(child)
    for field in child.children:
        name, body = field.children
        yield name.astext().strip().lower(), re.sub(r"\n{2,}", "\n", body.astext()), _line_of(field, name)


def _line_of(*near: nodes.Node) -> int:
    return next((node.line for node in near if node.line), 0)
