"""Marks of kramdown that GFM does not have: attribute lists in braces, tables of contents, and its own comments."""

from __future__ import annotations

import re

from tagarchive.importing.generators.markdown_text import line_at, with_prose
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.inputs.items import Lost, Noted, Remark

_IN_BRACES = r"[^}\n]{0,300}"
_CONTENTS = re.compile(
    rf"^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]{{0,300}}\n[ \t]*\{{:[ \t]*toc{_IN_BRACES}\}}[ \t]*$", re.MULTILINE
)
_ID = re.compile(
    rf"^(?P<heading> {{0,3}}#{{1,6}}[ \t][^\n]{{0,500}}?)(?P<given>[ \t]*\{{#{_IN_BRACES}\}})?[ \t]*\n"
    rf"[ \t]*\{{:(?P<list>{_IN_BRACES})\}}[ \t]*$",
    re.MULTILINE,
)
_LIST_LINE = re.compile(r"^[ \t>]*\{:(?![:/])[^}\n]{0,300}\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_LIST = re.compile(r"(?<!\{)\{:(?![:/])(?=[^}\n]{0,300}[#.=]|[ \t]*\w+[ \t]*\})[^}\n]{0,300}\}")
_COMMENT = re.compile(r"\{::comment\}(?:(?!\{:).){0,5000}\{:/(?:comment)?\}", re.DOTALL)
_DROPPED = ((_CONTENTS, "table of contents", "{:toc}"), (_COMMENT, "comment in the text", "a comment"))
_EXTENSION = re.compile(r"\{::(?:nomarkdown|options)[^}\n]{0,300}\}|\{:/(?:nomarkdown|options)?\}")


def without_attributes(text: str, line: int) -> Rewritten:
    """A text of kramdown without attribute lists; ids of headings stay."""
    if "{:" not in text:
        return Rewritten(text)
    remarks: list[Remark] = []

    def prose(part: str, offset: int) -> str:
        for pattern, what, shown in _DROPPED:
            # Lines are counted before anything is dropped from the part.
            remarks.extend(
                Lost(what, shown, line_at(text, offset + found.start(), line)) for found in pattern.finditer(part)
            )
        for pattern, _, _ in _DROPPED:
            part = pattern.sub("", part)
        part = _EXTENSION.sub("", _ID.sub(_heading, part))
        return _LIST.sub("", _LIST_LINE.sub("", part))

    changed = with_prose(text, prose)
    if changed != text and not remarks:
        remarks.append(Noted("classes, sizes and other attributes in braces are dropped"))
    return Rewritten(changed, tuple(remarks))


def _heading(match: re.Match[str]) -> str:
    id_ = re.search(r"#([\w:.-]+)", match["list"])
    given = match["given"] or (f" {{#{id_[1]}}}" if id_ else "")
    return f"{match['heading'].rstrip()}{given}"
