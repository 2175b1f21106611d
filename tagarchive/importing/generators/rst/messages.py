"""Parts that docutils does not understand: left visible in the text, and listed with their line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from docutils import nodes

from tagarchive.importing.generators.rst.directives import directive_of, html_of
from tagarchive.importing.inputs.items import Lost, Noted, Remark
from tagarchive.importing.inputs.texts import shortened

_UNKNOWN = re.compile("Unknown directive type ")
_ROLE = re.compile(r":(?P<name>[\w.:+-]+):`(?P<text>.*)`", re.DOTALL)
_SHOWN_ANYWAY = re.compile(r"Title (?:under|over)line too short")
_OF_ROLES = re.compile("(?:Unknown interpreted text role|No role entry for) ")
_ROLES = {
    "kbd": "kbd",
    "file": "code",
    "command": "code",
    "program": "code",
    "samp": "samp",
    "del": "del",
    "ins": "ins",
}
"""Elements for roles of other programs that read reStructuredText."""
_ABBREVIATION = re.compile(r"(?P<short>.+?)\s*\((?P<long>[^()]+)\)", re.DOTALL)


def is_message_with_text(message: nodes.system_message) -> bool:
    """True if a message holds a part of the text that stands nowhere else."""
    return bool(
        message["level"] >= 2 and any(message.findall(nodes.literal_block)) and not _SHOWN_ANYWAY.match(_words(message))
    )


class Report:
    """The messages of a tree that are still to be reported, and the remarks so far."""

    def __init__(self, tree: nodes.document, role: Callable[[str, str], str | None]) -> None:
        self.tree = tree
        self.role = role
        self.remarks: list[Remark] = []
        for message in (*tree.findall(nodes.system_message), *tree.transform_messages):
            if message["level"] >= 2 and not _is_reported_elsewhere(message):
                self.remarks.append(Noted(f"docutils says: {shortened(_words(message))}", message.get("line", 0)))

    def block(self, message: nodes.system_message) -> str:
        """The HTML of a block that docutils does not understand: what it means, or itself."""
        text = next(message.findall(nodes.literal_block)).astext()
        line = message.get("line", 0)
        directive = directive_of(text)
        html = html_of(directive) if directive and _UNKNOWN.match(_words(message)) else ""
        if html:
            return html
        first = shortened(text.strip().partition("\n")[0])
        self.remarks.append(Lost(f"directive {directive.name}" if directive else "markup", first, line))
        return f"<pre><code>{escape(text, quote=False)}</code></pre>\n"

    def phrase_of_block(self, message: nodes.system_message) -> str:
        """A block that docutils does not understand, where only a phrase may stand."""
        if not is_message_with_text(message):
            return ""
        self.block(message)
        return escape(" ".join(next(message.findall(nodes.literal_block)).astext().split()), quote=False)

    def phrase(self, node: nodes.problematic) -> str:
        """The HTML of a phrase that docutils does not understand: what it means, or itself."""
        text = node.astext()
        message = self.tree.ids.get(node.get("refid"))
        line = message.get("line", 0) if isinstance(message, nodes.Element) else 0
        role = _ROLE.fullmatch(text)
        html = self.of_role(role["name"].lower(), role["text"].replace("\x00", "")) if role else None
        if html is not None:
            return html
        self.remarks.append(_kept_phrase(text, line, is_role=role is not None))
        return escape(text, quote=False)

    def of_role(self, name: str, text: str) -> str | None:
        """The HTML of a role; None if its meaning is not known."""
        if name in _ROLES:
            return f"<{_ROLES[name]}>{escape(text, quote=False)}</{_ROLES[name]}>"
        long = _ABBREVIATION.fullmatch(text) if name in ("abbr", "abbreviation") else None
        if long:
            return f'<abbr title="{escape(long["long"])}">{escape(long["short"], quote=False)}</abbr>'
        return self.role(name, text)


def _kept_phrase(text: str, line: int, *, is_role: bool) -> Remark:
    if is_role:
        return Lost("role", shortened(text), line)
    if text.endswith("_"):
        return Lost("reference", f"{shortened(text)} has no target", line)
    if text.startswith("|") and len(text) > 1:
        return Lost("substitution", f"{shortened(text)} is not defined", line)
    return Noted(f"“{shortened(text)}” begins markup that does not end; it stays as it is written", line)


def _is_reported_elsewhere(message: nodes.system_message) -> bool:
    """True for a message about a part of the text that is kept visible, which is reported there."""
    return bool(is_message_with_text(message) or message["backrefs"] or _OF_ROLES.match(_words(message)))


def _words(message: nodes.system_message) -> str:
    return message.children[0].astext() if message.children else ""
