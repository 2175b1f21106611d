"""Phrases and footnotes of a tree of docutils as plain HTML, without the classes that docutils adds."""
# ruff: noqa: ARG002 (docutils calls each method with a node)

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator

from tagarchive.importing.generators.rst.messages import Report
from tagarchive.importing.inputs.items import Lost, Noted, Remark
from tagarchive.importing.inputs.texts import shortened

_Base: Any = HTMLTranslator

_DROPPED = frozenset({"class", "classes", "style", "role", "ids"})
_HOLDING = frozenset("p li dt dd td th caption figcaption".split())
"""Elements in which an anchor may stand before the text."""
_PHRASES = {"strike": "del", "strikethrough": "del", "line-through": "del", "underline": "u", "highlight": "mark"} | {
    name: name for name in "code kbd dfn samp var bdi del ins mark small b i q s u".split()
}
"""Elements for classes of roles that an author defines."""

_SILENT_COMMENTS = re.compile(r"TEASER_END\b.*|more|[\w-]+:.*", re.DOTALL)
"""Comments that are marks of a generator: the end of a teaser, and metadata."""


class RstPhrases(_Base):  # type: ignore[misc]
    """The translator of the phrases of one tree. `body` holds the HTML; `remarks` says what was not understood."""

    body: list[str]

    def __init__(self, tree: nodes.document, role: Callable[[str, str], str | None]) -> None:
        super().__init__(tree)
        self.report = Report(tree, role)
        self.comments = 0
        self.kept: list[Remark] = []
        self.cited = {
            str(node["refid"]) for node in tree.findall() if isinstance(node, nodes.Element) and "refid" in node
        }
        self.noted: set[str] = set()
        self.notes: list[nodes.Element] = []
        self.in_note = False
        self.pending = ""

    def remarks(self) -> tuple[Remark, ...]:
        """Parts that docutils does not understand or that are left out, by line."""
        count = self.comments
        comments = [Noted(f"{count:,} comment{'s are' if count > 1 else ' is'} left out")] if count else []
        found = [*self.kept, *self.report.remarks]
        return (*sorted(found, key=lambda remark: getattr(remark, "line", 0)), *comments)

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", **attributes: Any) -> str:
        """A start tag without classes, styles and roles; an anchor for each id to which a link leads stands in it."""
        kept = {name.lower(): value for name, value in attributes.items() if name.lower() not in _DROPPED}
        written = "".join(f' {name}="{escape(str(value))}"' for name, value in kept.items() if value is not None)
        name, anchors = tagname.lower(), self.anchors_of(node)
        if name in _HOLDING:
            # An anchor between blocks is lost with the white space there.
            anchors, self.pending = self.pending + anchors, ""
            return f"<{name}{written}>{suffix}{anchors}"
        if name in _PHRASES.values():
            return f"<{name}{written}>{suffix}{anchors}"
        self.pending += anchors
        return f"<{name}{written}>{suffix}"

    def anchors_of(self, node: Any) -> str:
        """An anchor for each id of a node to which a link leads."""
        return anchors(name for name in getattr(node, "attributes", {}).get("ids", ()) if name in self.cited)

    def inner(self, children: Iterable[nodes.Node]) -> str:
        """The HTML of nodes, apart from the text so far."""
        before: list[str] = self.body
        self.body = made = list[str]()
        for child in children:
            child.walkabout(self)
        self.body = before
        return "".join(made)

    # Phrases

    def visit_inline(self, node: nodes.inline) -> None:
        name = next((_PHRASES[one] for one in node["classes"] if one in _PHRASES), "")
        self.context.append(f"</{name}>" if name else "")
        self.body.append(self.starttag(node, name, "") if name else self.anchors_of(node))

    def depart_inline(self, node: nodes.inline) -> None:
        self.body.append(self.context.pop())

    def visit_literal(self, node: nodes.literal) -> None:
        name = next((one for one in node["classes"] if one in ("kbd", "samp", "var")), "code")
        self.body.append(f"<{name}>{escape(' '.join(node.astext().split(chr(10))), quote=False)}</{name}>")
        raise nodes.SkipNode

    def visit_math(self, node: nodes.Element) -> None:
        self.formula(node, "$")

    def visit_math_block(self, node: nodes.Element) -> None:
        self.body.append("<p>")
        self.formula(node, "$$", "</p>\n")

    def formula(self, node: nodes.Element, mark: str, after: str = "") -> None:
        self.kept.append(Lost("formula", shortened(node.astext()), line_near(node)))
        self.body.append(f"{mark}{escape(node.astext(), quote=False)}{mark}{after}")
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        kind = str(node.get("format", ""))
        if "html" in kind.split():
            self.body.append(node.astext())
        else:
            self.kept.append(Lost(f"raw {kind}", shortened(node.astext()), line_near(node)))
        raise nodes.SkipNode

    def visit_comment(self, node: nodes.comment, sub: Any = None) -> None:
        self.comments += bool(node.astext().strip() and not _SILENT_COMMENTS.fullmatch(node.astext().strip()))
        raise nodes.SkipNode

    def visit_meta(self, node: nodes.Element) -> None:
        self.kept.append(Lost("meta", f"{node.get('name', '')}: {node.get('content', '')}", line_near(node)))
        raise nodes.SkipNode

    # Footnotes and citations

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        note = self.document.ids.get(node.get("refid"))
        if note is None or self.in_note:
            self.body.append(f"[{escape(node.astext())}]")
            raise nodes.SkipNode
        self.noted.add(node["refid"])
        self.in_note = True
        self.body.append(f"<x-footnote>{self.phrase(note)}</x-footnote>")
        self.in_note = False
        raise nodes.SkipNode

    def phrase(self, note: nodes.Element) -> str:
        """The content of a footnote, without its label, in a line."""
        parts = [child for child in note.children if not isinstance(child, nodes.label)]
        return " ".join(map(self.part, parts)).strip()

    def part(self, part: nodes.Node) -> str:
        """A block of a footnote as a phrase."""
        if isinstance(part, nodes.system_message):
            return self.report.phrase_of_block(part)
        return self.inner(part.children) if isinstance(part, nodes.paragraph) else escape(part.astext())

    def visit_footnote(self, node: nodes.Element) -> None:
        self.notes.append(node)
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.Element) -> None:
        label = escape(node[0].astext())
        self.body.append(f"<p>{anchors(node['ids'][:1])}[{label}] {self.phrase(node)}</p>\n")
        raise nodes.SkipNode

    def depart_document(self, node: nodes.document) -> None:
        for note in self.notes:
            if not self.noted & set(note["ids"]):
                self.visit_unnoted(note)

    def visit_unnoted(self, note: nodes.Element) -> None:
        self.in_note = True
        self.body.append(f"<p>[{escape(note[0].astext())}] {self.phrase(note)}</p>\n")

    # What docutils does not understand

    def visit_problematic(self, node: nodes.problematic) -> None:
        self.body.append(self.report.phrase(node))
        raise nodes.SkipNode


def anchors(names: Iterable[str]) -> str:
    """Targets of links with these names."""
    return "".join(f'<a id="{escape(name)}"></a>' for name in names)


def line_near(node: nodes.Node | None) -> int:
    """The line of a node, or of the nearest one around it that has one."""
    while node is not None and not node.line:
        node = node.parent
    return (node.line or 0) if node is not None else 0
