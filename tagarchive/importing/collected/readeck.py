"""The Markdown export of Readeck: a folder for each bookmark, with its text and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from tagarchive.core.text import counted
from tagarchive.importing.collected.members import (
    MOST_LOOKED_AT,
    find_beside,
    members,
    names_of,
    text_at,
    texts_at,
    unknown,
)
from tagarchive.importing.collected.person_names import names_of_text
from tagarchive.importing.collected.saved import Picture, Saved, item_of
from tagarchive.importing.inputs.clippings import Clipping
from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.inputs.decoding import head_of_file, text_of_file
from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.items import Found, Guessed, Item, Markdown, Noted, Options, Remark, Skipped
from tagarchive.importing.inputs.texts import line_of

_MARK = re.compile(r"\A---\n(?=(?:.*\n)*?saved:)(?=(?:.*\n)*?(?:website|source):)(?:.*\n)*?---(?:\n|\Z)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]{0,1000})\]\((?P<src>[^()\s]{1,2000})(?:\s+\"[^\"\n]{0,1000}\")?\)")
_LINK_ALONE = re.compile(r"\[[^\]\n]*\]\((?P<url>\S+)\)")
# A run of marks is looked at once, from its beginning: texts with endless runs must not take endless time.
_CODE = re.compile(r"(^(?P<fence>`{3,}+|~{3,}+).*?^(?P=fence)`*+|(?<!`)`++[^`\n]++`++)", re.DOTALL | re.MULTILINE)
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]++)(?<=\S)==")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


class _Body(NamedTuple):
    """The text of a bookmark without its title and head picture."""

    text: str
    picture: Picture | None
    remarks: tuple[Remark, ...]


def recognises(files: Files) -> bool:
    """True if a text begins with the data of a bookmark."""
    names = [name for name in names_of(files) if name.lower().endswith(".md")]
    return any(_is_bookmark(files, name) for name in names[:MOST_LOOKED_AT])


def found(files: Files, options: Options) -> Iterator[Found]:
    """Each bookmark; a file that can't be read is skipped and the others go on."""
    names = [name for name in members(files, ".md") if _is_bookmark(files, name)]
    if not names:
        raise unknown(files, "bookmark of Readeck in Markdown")
    needed = set[str](names)
    for name in names:
        yield _of_file(files, name, options, needed)
    for name in names_of(files):
        if name not in needed:
            yield Skipped(name, "other file: no bookmark shows it")


def _is_bookmark(files: Files, name: str) -> bool:
    return bool(_MARK.match(head_of_file(files, name).replace("\r\n", "\n")))


def _of_file(files: Files, name: str, options: Options, needed: set[str]) -> Item | Skipped:
    read = text_of_file(files, name)
    try:
        data, text = _split(read.lines)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Skipped(name, f"damaged: its front matter can't be read: {line_of(str(error))[:100]}")
    url, website = text_at(data, "source"), text_at(data, "website")
    remarks: list[Remark] = [*read.remarks]
    if _HOST.fullmatch(website):
        remarks.append(Guessed("source.name", website, "the website is named by its host"))
    title = line_of(text_at(data, "title"))
    body = _body(text, title, url)
    needed |= {joined(name, match["src"]) for match in _PICTURE.finditer(text)}
    people = [names_of_text(author, turns=False) for author in texts_at(data, "authors")]
    clipping = Clipping(
        title=title,
        url=url,
        publisher=website,
        authors=[author for names in people for author in names.names],
        published=date_of(text_at(data, "published")),
        retrieved=date_of(text_at(data, "saved")),
        summary=line_of(text_at(data, "description")),
        text=line_of(body.text),
        tags=texts_at(data, "labels"),
        lang=text_at(data, "lang", "language"),
    )
    remarks += [*body.remarks, *(remark for names in people for remark in names.remarks)]
    markdown = Markdown(body.text, "gfm") if body.text else None
    saved = Saved(
        name,
        clipping,
        text=markdown,
        picture=body.picture,
        find=find_beside(files, name),
        is_unpacked=True,
        remarks=tuple(remarks),
    )
    return item_of(saved, options)


def _split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a file, all of it texts, and what follows it."""
    front_matter, text = YAMLHandler().split(text)
    data = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506 (it makes texts, lists and mappings only)
    if not isinstance(data, dict):
        raise ValueError("it is no list of keys and values")  # noqa: TRY004 (a fault of the file, not of the program)
    return data, text


def _body(text: str, title: str, url: str) -> _Body:
    """The text without what the front matter says: the title, the head picture, and a link to the original alone."""
    rest = text.strip()
    heading, _, after = rest.partition("\n")
    if heading.startswith("# ") and line_of(heading[2:]) in (title, ""):
        rest = after.strip()
    first = _PICTURE.match(rest)
    picture = None
    if first and rest[first.end() : first.end() + 1] in ("", "\n"):
        picture = Picture(first["src"], line_of(first["alt"]) or None)
        rest = rest[first.end() :].strip()
    alone = _LINK_ALONE.fullmatch(rest)
    if alone and alone["url"] == url:
        return _Body("", picture, (Noted("its text is only a link to the original; it is left out"),))
    marked, number = _marked(rest)
    said = (Noted(f"{counted(number, 'marked passage')} kept, as `<mark>`"),) if number else ()
    return _Body(marked, picture, said)


def _marked(text: str) -> tuple[str, int]:
    """The text with `<mark>` for `==`, except in code, and the number of passages."""
    parts, number, end = [], 0, 0
    for code in (*_CODE.finditer(text), None):
        marked, some = _HIGHLIGHT.subn(r"<mark>\1</mark>", text[end : code.start() if code else len(text)])
        number += some
        parts += [marked, code[0] if code else ""]
        end = code.end() if code else end
    return "".join(parts), number
