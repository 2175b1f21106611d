"""Footnotes of third-party HTML: a mark that links to an item with its text becomes the note itself."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

NOTE = "x-footnote"
"""Class of the element that stands for a footnote at the place of its mark."""

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?\.?")
_BACK = re.compile(r"[↩↑^\ufe0e\s\[\]()\d]*|back.*", re.IGNORECASE)


def with_footnotes(root: BeautifulSoup) -> None:
    """Puts the text of each footnote in the place of its first mark, and removes the list of notes."""
    by_id = {str(element["id"]): element for element in root.find_all(id=True)}
    marks: dict[str, list[Tag]] = {}
    for link in root.find_all("a", href=re.compile(r"^#.")):
        target = by_id.get(str(link["href"])[1:])
        if target is not None and _MARK.fullmatch(link.get_text().strip()) and target.name in ("li", "p", "div", "dd"):
            marks.setdefault(str(target["id"]), []).append(link)
    for name, links in marks.items():
        if _leads_back(by_id[name], links):
            _moved(by_id[name], links[0], root)
            for other in links[1:]:
                _whole_mark(other).decompose()


def _leads_back(note: Tag, marks: list[Tag]) -> bool:
    """True if a note has a link back to one of its marks, or stands in a list that is named as notes."""
    ids = {f"#{element['id']}" for mark in marks for element in (mark, *mark.parents) if element.get("id")}
    named = " ".join(str(element.get("class", "")) + str(element.get("id", "")) for element in (note, *note.parents))
    return any(str(link.get("href")) in ids for link in note.find_all("a")) or bool(
        re.search("foot-?note|endnote", named)
    )


def _moved(note: Tag, mark: Tag, root: BeautifulSoup) -> None:
    for link in note.find_all("a", href=re.compile("^#")):
        if _BACK.fullmatch(link.get_text().strip()):
            _whole_mark(link).decompose()
    span = root.new_tag("span", attrs={"class": NOTE})
    for at, paragraph in enumerate(note.find_all("p")):
        if at:
            paragraph.insert_before(" ")
        paragraph.unwrap()
    for child in list(note.children):
        span.append(child.extract())
    _whole_mark(mark).replace_with(span)
    _emptied(note)


def _whole_mark(link: Tag) -> Tag:
    """A link with the `sup` around it, if that holds nothing else."""
    parent = link.parent
    alone = parent is not None and parent.name == "sup" and parent.get_text().strip() == link.get_text().strip()
    return parent if alone and parent is not None else link


def _emptied(note: Tag) -> None:
    """Removes a note and the elements around it that hold nothing else, with their heading or rule."""
    parent = note.parent
    note.decompose()
    while parent is not None and parent.name in ("ol", "ul", "section", "div", "footer", "aside", "dl"):
        words = "".join(
            child.get_text() for child in parent.find_all(lambda tag: not re.fullmatch("h[1-6]|hr", tag.name))
        )
        if parent.find(class_=NOTE) is not None or words.strip() or not re.fullmatch(r"[\s]*", _own_text(parent)):
            return
        emptied, parent = parent, parent.parent
        emptied.decompose()


def _own_text(element: Tag) -> str:
    return "".join(str(child) for child in element.children if not isinstance(child, Tag))
