"""Blocks of a safe tree to Markdown that both dialects read alike."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Literal, NamedTuple

from bs4.element import Tag
from markdownify import ATX, BACKSLASH, MarkdownConverter

from tagarchive.importing.markdown.footnotes import NOTE
from tagarchive.importing.markdown.tree import code_language

Style = Literal["light", "careful", "html"]
"""Style in which a block is written: with few escapes, with all escapes and emphasis as HTML, or as HTML."""

_RAW_INLINE = frozenset(
    "abbr bdi bdo cite data dfn ins kbd mark q rp rt ruby samp small span sub sup time u var".split()
)
_RAW_BLOCKS = frozenset("aside audio details dl figure iframe video address".split())
_PUNCTUATION = re.compile(r"([!#$&*+<=>\[\\\]^_`{|}~]|^[-:]|(?<=\d)[.)])")
_LINE_START = re.compile(
    r"^( {0,3})(#{1,6}(?=\s|$)|[+-](?=\s|$)|>|=+(?=\s*$)|-{2,}(?=\s*$)|~~~|:(?=\s)|\|)", re.MULTILINE
)
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_LIGHT = re.compile(
    r"(?P<back>\\(?=[!-/:-@\[-`{-~]))|(?P<star>\*)|(?P<under>(?<![^\W_])_|_(?![^\W_]))|(?P<tick>`)|(?P<bracket>\[)"
    r"|(?P<tag><(?=[a-zA-Z/!?]))|(?P<entity>&(?=#?\w{1,31};))|(?P<tilde>~(?=~)|~(?<=~~))|(?P<brace>\{(?=[:#.%{]))"
    r"|(?P<equal>=(?==))|(?P<caret>\^(?=\[))"
)
_LONELY_STAR = re.compile(r"(?<=\s)\\\*(?=\s)")


class Part(NamedTuple):
    """A block in Markdown.

    Attributes:
        text: the Markdown
        notes: its footnotes, each the label and the Markdown of its text

    """

    text: str
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        return "\n\n".join((self.text, *(note_of(label, text) for label, text in self.notes)))


def note_of(label: str, text: str) -> str:
    """The definition of a footnote."""
    return f"[^{label}]: {text}"


def part_of(block: Tag, style: Style, first_note: int = 1) -> Part:
    """A block in Markdown; its footnotes are numbered from `first_note`."""
    converter = _Converter(style, first_note)
    if style == "html" and block.find(class_=NOTE) is None:
        return Part(raw(block))
    return Part(converter.block(block), tuple(converter.notes))


def raw(element: Tag) -> str:
    """An element as HTML on one line, so that no empty line ends it."""
    return _flat(str(element))


def _flat(html: str) -> str:
    pieces = re.split(r"(<pre\b.*?</pre>)", html.strip(), flags=re.DOTALL)
    return "".join(
        piece.replace("\n", "&#10;") if at % 2 else re.sub(r"\s*\n\s*", " ", piece) for at, piece in enumerate(pieces)
    )


_Base: Any = MarkdownConverter


class _Converter(_Base):  # type: ignore[misc]
    """The converter of one block."""

    def __init__(self, style: Style, first_note: int) -> None:
        super().__init__(
            heading_style=ATX, bullets="-", newline_style=BACKSLASH, autolinks=False, escape_misc=False, strip_pre=None
        )
        self.careful = style != "light"
        self.first_note = first_note
        self.notes: list[tuple[str, str]] = []
        self.labels: dict[int, str] = {}

    def block(self, block: Tag) -> str:
        return str(self.process_tag(block, parent_tags=set())).strip("\n")

    def escape(self, text: str, parent_tags: set[str]) -> str:
        if self.careful:
            return _PUNCTUATION.sub(r"\\\1", text)
        escaped = _LONELY_STAR.sub("*", _LIGHT.sub(_escaped, text))
        return escaped.replace("|", "\\|") if parent_tags & {"td", "th"} else escaped

    def inner(self, element: Tag, parent_tags: set[str] | None = None) -> str:
        """The content of an element in Markdown on one line."""
        tags = {*(parent_tags or ()), element.name, "_inline"}
        text = "".join(self.process_element(child, tags) for child in element.children)
        return re.sub(r"\s*\n\s*", " ", text).strip()

    def get_conv_fn(self, tag_name: str) -> object:
        if tag_name in _RAW_INLINE:
            return self.convert_raw_inline
        return self.convert_raw_block if tag_name in _RAW_BLOCKS else super().get_conv_fn(tag_name)

    def convert_raw_block(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return raw(el) if "_inline" in parent_tags else f"\n\n{raw(el)}\n\n"

    def convert_raw_inline(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if NOTE in el.get_attribute_list("class"):
            return f"[^{self.label(el)}]"
        return f"{_start_tag(el)}{text}</{el.name}>"

    def label(self, note: Tag) -> str:
        """The label of a footnote; cells and headings are converted twice, and their notes once."""
        if id(note) not in self.labels:
            at = len(self.notes)
            self.labels[id(note)] = str(self.first_note + at)
            self.notes.append((self.labels[id(note)], ""))
            self.notes[at] = (self.labels[id(note)], self.inner(note))
        return self.labels[id(note)]

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        written = _trimmed(text)
        if not written or "_inline" in parent_tags:
            return f" {written} " if written else ""
        return f"\n\n{_line_starts(written)}\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "<br>" if "_inline" in parent_tags or parent_tags & {"td", "th"} else "\\\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n---\n\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 (its caller names it)
        words = self.inner(el, parent_tags)
        anchor = f'<a id="{escape(str(el["id"]))}"></a>' if el.get("id") else ""
        return f"\n\n{'#' * min(n, 6)} {words}{anchor}\n\n" if words else ""

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.emphasis("strong", "**", text)

    convert_b = convert_strong

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.emphasis("em", "*", text)

    convert_i = convert_em

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.emphasis("del", "~~", text)

    convert_s = convert_strike = convert_del

    def emphasis(self, name: str, mark: str, text: str) -> str:
        """Emphasised words; spaces at their ends stand outside of the marks."""
        words = text.strip()
        if not words:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}<{name}>{words}</{name}>{after}" if self.careful else f"{before}{mark}{words}{mark}{after}"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href, words = str(el.get("href") or "").strip(), text.strip()
        if not href:
            anchor = f'<a id="{escape(str(el["id"]))}"></a>' if el.get("id") else ""
            return f"{anchor}{text}"
        if not words:
            return ""
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        title = f' "{_title(el)}"' if _title(el) else ""
        return f"{before}[{words}]({destination(href)}{title}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        title = f' "{_title(el)}"' if _title(el) else ""
        source = str(el.get("src") or "").strip()
        if not source:
            return ""
        alt = re.sub(r"([\[\]\\`*_<&])", r"\\\1", " ".join(str(el.get("alt") or "").split()))
        return f"![{alt}]({destination(source)}{title})"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags:
            return text
        code = " ".join(el.get_text().split("\n"))
        if not code.strip() or el.find(lambda _: True) is not None:
            return f"<code>{text}</code>" if text.strip() else text
        ticks = "`" * (1 + max((len(run) for run in re.findall("`+", code)), default=0))
        pad = " " if code[0] in "` " or code[-1] in "` " else ""
        return f"{ticks}{pad}{code}{pad}{ticks}"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        for line_break in el.find_all("br"):
            line_break.replace_with("\n")
        code = el.get_text().strip("\n")
        inner = el.find("code")
        language = code_language(el) or (code_language(inner) if isinstance(inner, Tag) else "")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        return f"\n\n{fence}{language}\n{code}\n{fence}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = text if any(isinstance(child, Tag) and child.name == "p" for child in el.children) else _starts(text)
        return str(super().convert_li(el, words, parent_tags))

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.attrs.keys() & {"reversed", "type"} or any(
            item.get("value") for item in el.find_all("li", recursive=False)
        ):
            return f"\n\n{raw(el)}\n\n"
        return str(super().convert_list(el, text, parent_tags))

    convert_ul = convert_ol = convert_list

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        rows = [list(row.find_all(["td", "th"], recursive=False)) for row in el.find_all("tr")]
        if not _is_simple(el, rows):
            return f"\n\n{raw(el)}\n\n"
        lines = [f"| {' | '.join(self.inner(cell, {'td'}) for cell in row)} |" for row in rows]
        rule = f"| {' | '.join(map(_rule, _columns(rows)))} |"
        return "\n\n" + "\n".join([lines[0], rule, *lines[1:]]) + "\n\n"


def _escaped(found: re.Match[str]) -> str:
    if found.lastgroup == "tag":
        return "&lt;"
    return "&amp;" if found.lastgroup == "entity" else f"\\{found[0]}"


def _line_starts(text: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))


def _starts(text: str) -> str:
    """The words of a list item, whose first line must not begin another block."""
    stripped = text.lstrip()
    first, newline, rest = stripped.partition("\n")
    is_block = re.match(r"#{1,6} |```|> |- |\d+\. |\|", first) and not re.match(r"\d+\. ", first)
    return f"{first if is_block else _line_starts(first)}{newline}{rest}"


def _trimmed(text: str) -> str:
    """A paragraph without spaces and line breaks at its ends and without spaces at the ends of its lines."""
    text = re.sub(r"(?:\\\n|\s)+\Z", "", re.sub(r"\A(?:\\\n|[ \t\r\n])+", "", text))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", text)


def destination(address: str) -> str:
    """An address as the target of a link in Markdown."""
    spaced = re.sub(r"\s", lambda space: "%20" if space[0] == " " else "", address)
    return f"<{spaced}>" if re.search(r"[()\\]", spaced) and "<" not in spaced and ">" not in spaced else spaced


def _title(element: Tag) -> str:
    return " ".join(str(element.get("title") or "").split()).replace("\\", "\\\\").replace('"', "&quot;")


def _start_tag(element: Tag) -> str:
    attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in element.attrs.items() if name != "class")
    return f"<{element.name}{attributes}>"


def _is_simple(table: Tag, rows: list[list[Tag]]) -> bool:
    """True if a table has a head of one row, equal rows, and nothing but words and pictures in its cells."""
    if not rows or not rows[0] or table.find(["caption", "table"]) or len({len(row) for row in rows}) > 1:
        return False
    heads = [all(cell.name == "th" for cell in row) for row in rows]
    if not heads[0] or any(cell.name == "th" for row in rows[1:] for cell in row):
        return False
    plain = not any(cell.get("colspan") or cell.get("rowspan") or cell.get("dir") for row in rows for cell in row)
    return plain and not table.find(
        ["p", "ul", "ol", "pre", "blockquote", "figure", "div", "dl", "h2", "h3", "hr", "iframe"]
    )


def _columns(rows: list[list[Tag]]) -> list[str]:
    """The alignment of each column that all its cells share."""
    aligned = [{_align(cell) for cell in column} for column in zip(*rows, strict=True)]
    return [next(iter(values)) if len(values) == 1 else "" for values in aligned]


def _align(cell: Tag) -> str:
    found = re.search(r"text-align:\s*(left|right|center)", str(cell.get("style") or ""))
    return found[1] if found else ""


def _rule(align: str) -> str:
    return {"left": ":--", "right": "--:", "center": ":-:"}.get(align, "---")
