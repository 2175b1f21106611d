"""Texts of the classic editor: empty lines end paragraphs, and line ends are line breaks, as WordPress shows them."""

from __future__ import annotations

import re

from tagarchive.importing.wordpress.html_tokens import Token, tokens_of

_BLOCKS = frozenset(
    "address article aside blockquote caption col colgroup dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre section summary table tbody td "
    "tfoot th thead tr ul script style textarea audio video iframe".split()
)
_BARE = frozenset("table thead tbody tfoot tr colgroup ul ol dl dir menu audio video".split())
"""Elements that hold no text themselves."""

_LINES = frozenset("p h1 h2 h3 h4 h5 h6 dt summary figcaption caption legend".split())
"""Elements that hold lines of text, but no paragraphs."""

_CELLS = frozenset("li td th dd figure div".split())
"""Elements whose text is only a paragraph if there are several."""

_EMPTY = frozenset("hr col".split())
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BREAK = re.compile(r"(?i)<br\s*/?>\s*<br\s*/?>")
_ENDS_IN_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_MARKS = re.compile(r"(?:\s|\x02\d+\x03|<!--.*?-->)*+", re.DOTALL)


def paragraphs(text: str) -> str:
    """The HTML that WordPress shows for a text of its classic editor."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BREAK.sub("\n\n", text)
    out: list[str] = []
    run: list[str] = []
    opened: list[str] = []
    for token in tokens_of(text):
        written = text[token.start : token.end]
        if token.kind == "text" or token.name not in _BLOCKS:
            run.append(written if token.kind in ("text", "opaque") else written.replace("\n", " "))
            continue
        out.append(_run("".join(run), opened))
        run.clear()
        _follow(token, opened, out)
        out.append(written)
    out.append(_run("".join(run), opened))
    return "".join(out)


def _follow(token: Token, opened: list[str], out: list[str]) -> None:
    """Keeps the names of the elements that are open."""
    if token.kind == "start" and token.name not in _EMPTY:
        if opened and opened[-1] == "p":
            opened.pop()
            out.append("</p>")
        opened.append(token.name)
    elif token.kind == "end" and token.name in opened[-30:]:
        while opened.pop() != token.name:
            pass


def _run(text: str, opened: list[str]) -> str:
    """Text and inline elements between two blocks."""
    inside = opened[-1] if opened else ""
    if not text.strip() or inside in _BARE:
        return text
    parts = [part for part in _BLANK.split(text.strip("\n")) if part.strip()]
    if inside == "p":
        return "</p>\n<p>".join(map(_lines, parts))
    if inside in _LINES or (inside in _CELLS and len(parts) == 1):
        return _lines(" ".join(parts) if inside in _LINES else parts[0])
    return "".join(part if _MARKS.fullmatch(part) else f"<p>{_lines(part)}</p>\n" for part in parts)


def _lines(text: str) -> str:
    """A paragraph with line breaks for its line ends."""
    *lines, last = (line.strip(" \t") for line in text.strip().split("\n"))
    ended = (line if _ENDS_IN_BREAK.search(line[-8:]) else f"{line}<br>" for line in lines)
    return "\n".join([*ended, last])
