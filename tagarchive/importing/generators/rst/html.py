"""A tree of docutils to plain HTML, without the classes and boxes that docutils adds."""
# ruff: noqa: ARG002 (docutils calls each method with a node)

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath

from docutils import nodes

from tagarchive.core.slugs import slugify
from tagarchive.importing.generators.rst.messages import is_message_with_text
from tagarchive.importing.generators.rst.phrases import RstPhrases, anchors
from tagarchive.importing.inputs.items import Noted

_FILMS, _SOUNDS = frozenset({".mp4", ".webm", ".ogv", ".mov"}), frozenset({".mp3", ".ogg", ".oga", ".wav", ".m4a"})


class RstTranslator(RstPhrases):
    """The translator of one tree. `body` holds the HTML; `remarks` says what was not understood."""

    # Sections and headings

    def visit_section(self, node: nodes.section) -> None:
        self.section_level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.section_level -= 1

    def visit_title(self, node: nodes.title) -> None:
        if isinstance(node.parent, nodes.section):
            level = min(self.section_level + 1, 6)
            ids = [name for name in node.parent["ids"] if name != slugify(node.astext())]
            before, self.pending = self.pending, ""
            self.body.append(f"<h{level}>{before}{anchors(ids[:3])}{self.inner(node.children)}</h{level}>\n")
        elif isinstance(node.parent, nodes.table):
            self.body.append(f"<caption>{self.inner(node.children)}</caption>\n")
        else:
            self.body.append(f"<p><strong>{self.inner(node.children)}</strong></p>\n")
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.body.append(f"<p><strong>{self.inner(node.children)}</strong></p>\n")
        raise nodes.SkipNode

    visit_rubric = visit_subtitle

    # Blocks

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if _is_alone(node):
            self.body.append(self.anchors_of(node))
            self.context.append("")
        else:
            self.body.append(self.starttag(node, "p", ""))
            self.context.append("</p>\n")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        self.body.append(self.context.pop())

    def visit_admonition(self, node: nodes.Element) -> None:
        self.body.append("<blockquote>\n")

    def depart_admonition(self, node: nodes.Element | None = None) -> None:
        self.body.append("</blockquote>\n")

    def unknown_visit(self, node: nodes.Node) -> None:
        """Admonitions with a fixed title, which docutils names after their elements."""
        if isinstance(node, nodes.Admonition):
            self.body.append(f"<blockquote>\n<p><strong>{type(node).__name__.capitalize()}</strong></p>\n")

    def unknown_departure(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Admonition):
            self.depart_admonition()

    visit_sidebar, depart_sidebar = visit_admonition, depart_admonition

    def visit_topic(self, node: nodes.topic) -> None:
        if "contents" in node["classes"]:
            self.kept.append(Noted("a table of contents is left out, since the site makes one", node.line or 0))
            raise nodes.SkipNode
        self.visit_admonition(node)

    def depart_topic(self, node: nodes.topic) -> None:
        self.depart_admonition(node)

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        name = "aside" if "pull-quote" in node["classes"] else "blockquote"
        self.context.append(f"</{name}>\n")
        self.body.append(self.starttag(node, name))

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        self.body.append(self.context.pop())

    def visit_attribution(self, node: nodes.Element) -> None:
        self.body.append(f"<p>— {self.inner(node.children)}</p>\n")
        raise nodes.SkipNode

    def visit_container(self, node: nodes.Element) -> None:
        self.pending += self.anchors_of(node)

    def depart_container(self, node: nodes.Element) -> None:
        pass

    visit_compound, depart_compound = visit_container, depart_container
    visit_header, depart_header = visit_container, depart_container
    visit_footer, depart_footer = visit_container, depart_container
    visit_decoration, depart_decoration = visit_container, depart_container

    def visit_line_block(self, node: nodes.line_block) -> None:
        self.body.append(f"{self.starttag(node, 'p', '')}{'<br>'.join(self.lines(node, 0))}</p>\n")
        raise nodes.SkipNode

    def lines(self, block: nodes.line_block, depth: int) -> list[str]:
        made = []
        for line in block.children:
            if isinstance(line, nodes.line_block):
                made += self.lines(line, depth + 1)
            else:
                made.append("&nbsp;" * 4 * depth + self.inner(line.children))
        return made

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.pending += self.anchors_of(node)
        classes: list[str] = node.get("classes", [])
        is_code = "code" in classes or all(isinstance(child, nodes.Text) for child in node.children)
        language = next((name for name in classes if name != "code"), "") if "code" in classes else ""
        named = f' class="language-{escape(language)}"' if language else ""
        # A literal with markup in it, of `parsed-literal`, has links or emphasis.
        inner = f"<code{named}>{escape(_code(node), quote=False)}</code>" if is_code else self.inner(node.children)
        self.body.append(f"<pre>{inner}</pre>\n")
        raise nodes.SkipNode

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.body.append(f'<pre><code class="language-pycon">{escape(node.astext(), quote=False)}</code></pre>\n')
        raise nodes.SkipNode

    def visit_term(self, node: nodes.term) -> None:
        self.body.append(self.starttag(node, "dt", ""))

    def depart_term(self, node: nodes.Element) -> None:
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.classifier):
            self.body.append("</dt>\n")

    def visit_classifier(self, node: nodes.classifier) -> None:
        self.body.append(" <em>")

    def depart_classifier(self, node: nodes.classifier) -> None:
        self.body.append("</em>")
        self.depart_term(node)

    # Pictures, figures and tables

    def visit_image(self, node: nodes.image) -> None:
        source, ending = escape(str(node["uri"])), PurePosixPath(str(node["uri"])).suffix.lower()
        if ending in _FILMS | _SOUNDS:
            name = "video" if ending in _FILMS else "audio"
            self.body.append(f'<{name} src="{source}" controls></{name}>')
        else:
            # An unknown alternative text is not invented.
            alt = f' alt="{escape(node["alt"])}"' if "alt" in node else ""
            self.body.append(f'<img src="{source}"{alt}>')
        if not isinstance(node.parent, nodes.TextElement):
            self.body.append("\n")

    def depart_image(self, node: nodes.image) -> None:
        pass

    def visit_caption(self, node: nodes.caption) -> None:
        self.body.append("<figcaption>" if isinstance(node.parent, nodes.figure) else "<p>")

    def depart_caption(self, node: nodes.caption) -> None:
        self.body.append("" if isinstance(node.parent, nodes.figure) else "</p>\n")

    def visit_legend(self, node: nodes.legend) -> None:
        self.body.append("" if isinstance(node.previous_sibling(), nodes.caption) else "<figcaption>")

    def depart_legend(self, node: nodes.legend) -> None:
        pass

    def visit_system_message(self, node: nodes.system_message) -> None:
        if is_message_with_text(node):
            self.body.append(self.report.block(node))
        raise nodes.SkipNode


def _is_alone(paragraph: nodes.paragraph) -> bool:
    """True for the paragraph of a cell, an item or a definition that has no other."""
    parent = paragraph.parent
    if isinstance(parent, nodes.list_item | nodes.definition | nodes.field_body | nodes.description):
        return parent[0] is paragraph and not any(isinstance(child, nodes.paragraph) for child in parent[1:])
    return isinstance(parent, nodes.entry) and len(parent) == 1


def _code(block: nodes.Element) -> str:
    """The text of a block of code without the numbers of its lines."""
    return "".join(
        child.astext()
        for child in block.children
        if not (isinstance(child, nodes.Element) and child["classes"] == ["ln"])
    )
