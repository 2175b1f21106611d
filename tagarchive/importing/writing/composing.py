"""Items to the texts of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.text import ILLEGAL
from tagarchive.importing.inputs.head_image import head_image
from tagarchive.importing.inputs.items import Html, Item, Lost, Markdown, Media, Missing, Noted, Remark, Value
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.markdown.link_targets import Reference, with_targets
from tagarchive.importing.markdown.round_trip import markdown_of
from tagarchive.importing.markdown.tree import safe_tree
from tagarchive.importing.writing.front_matter_text import front_matter_text
from tagarchive.importing.writing.links import Links
from tagarchive.importing.writing.placement import Place
from tagarchive.importing.writing.references import reference_of, with_references
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.documents import Dialect


class Composed(NamedTuple):
    """The file that an item becomes.

    Attributes:
        matter: its front matter
        body: its text in Markdown
        media: files that come along
        remarks: what is to be reported of it

    """

    matter: Mapping[str, Value]
    body: str
    media: tuple[Media, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Composer:
    """Makes the files of items, with the options of one site."""

    def __init__(self, markup: BodyParser, dialect_of: Callable[[str], Dialect], links: Links) -> None:
        self._markup = markup
        self._dialect_of = dialect_of
        self._links = links

    def composed(self, item: Item, place: Place, media_path: Callable[[Media | Missing], str]) -> Composed:
        """The file of an item at its place."""
        becomes = partial(reference_of, item=item, path=place.path, links=self._links, media_path=media_path)
        body = self._body(item, place, becomes)
        matter: dict[str, Value] = dict(item.matter)
        if place.aliases:
            matter["aliases"] = list[Value](place.aliases)
        else:
            matter.pop("aliases", None)
        remarks, media = [*place.remarks, *item.remarks, *body.remarks], list(body.media)
        if isinstance(item.text, Markdown) and item.text.dialect != self._dialect_of(place.path):
            matter["dialect"] = item.text.dialect
        picture = matter.get("image")
        if isinstance(picture, dict):
            image = _image(picture, str(matter.get("title", "")), becomes)
            media += image.media
            remarks += image.remarks
            matter.pop("image")
            matter |= {"image": dict(image.matter)} if image.matter else {}
        return Composed(matter, body.body, tuple(media), tuple(remarks))

    def _body(self, item: Item, place: Place, becomes: Callable[[str], Reference]) -> Composed:
        match item.text:
            case Html(html):
                return self._of_html(html, place, becomes)
            case Markdown(text):
                changed: list[Reference] = []
                clean = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
                body = with_targets(clean, lambda written: _kept(becomes(written), changed))
                return Composed({}, body.strip("\n"), *_gathered(changed))
            case _:
                return Composed({}, "")

    def _of_html(self, html: str, place: Place, becomes: Callable[[str], Reference]) -> Composed:
        tree = safe_tree(html)
        media, remarks = _gathered(with_references(tree.root, becomes))
        unsaid = [str(image.get("src")) for image in tree.root.find_all("img") if image.get("alt") is None]
        missing = [Noted(f"the picture {source} has no alternative text") for source in unsaid]
        converted = markdown_of(tree.root, lambda text: self._markup.html(text, place.path))
        return Composed({}, converted.markdown, media, (*tree.lost, *remarks, *missing, *converted.lost))


def file_text(item: Item, composed: Composed) -> str:
    """The text of the file: front matter and body."""
    body = f"\n{composed.body}\n" if composed.body.strip() else ""
    return front_matter_text(item.type, composed.matter, dict(item.comments)) + body


def _image(picture: Mapping[str, Value], title: str, becomes: Callable[[str], Reference]) -> Composed:
    """The picture at the head; empty front matter if it leads nowhere."""
    reference = becomes(str(picture.get("src", "")))
    remarks: list[Remark] = [reference.remark] if reference.remark else []
    is_lost = isinstance(reference.remark, Lost) and not reference.text.startswith(("http://", "https://"))
    if not reference.text or is_lost:
        return Composed({}, "", remarks=tuple(remarks or [Lost("picture at the head", str(picture.get("src", "")))]))
    alt = str(picture["alt"]) if "alt" in picture else None
    caption, credit = (line_of(str(picture.get(key, ""))) for key in ("caption", "credit"))
    image = head_image(reference.text, alt, caption, credit, title)
    return Composed(image.matter, "", (reference.media,) if reference.media else (), (*remarks, *image.remarks))


def _kept(reference: Reference, references: list[Reference]) -> Reference:
    references.append(reference)
    return reference


def _gathered(references: list[Reference] | tuple[Reference, ...]) -> tuple[tuple[Media, ...], tuple[Remark, ...]]:
    media = {reference.text: reference.media for reference in references if reference.media}
    remarks = dict.fromkeys(reference.remark for reference in references if reference.remark)
    return tuple(media.values()), tuple(remarks)


class Checked(NamedTuple):
    """A file with what the site accepts of it, its text, and the problems that stay."""

    composed: Composed
    text: str
    problems: tuple[Problem, ...]


def checked(item: Item, composed: Composed, problems_of: Callable[[str], tuple[Problem, ...]]) -> Checked:
    """The file without the keys of its front matter that the site refuses.

    `problems_of` gives the problems of the text of the file.
    """
    text = file_text(item, composed)
    problems = problems_of(text)
    lines = text.split("\n")
    for problem in problems:
        key = _key_at(lines, problem.where.line)
        if key and key not in ("title", "date") and key in composed.matter:
            matter = {name: value for name, value in composed.matter.items() if name != key}
            lost = Lost(key, f"{line_of(str(composed.matter[key]))[:100]}: {problem.message}")
            return checked(item, composed._replace(matter=matter, remarks=(*composed.remarks, lost)), problems_of)
    return Checked(composed, text, problems)


def _key_at(lines: list[str], number: int) -> str:
    """The top-level key of front matter that the line belongs to."""
    for line in reversed(lines[1:number]):
        if line == "---":
            return ""
        if line and line[0] not in " -#":
            return line.partition(":")[0]
    return ""


def errors_of(parse: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that a call raises."""
    try:
        parse()
    except SiteError as error:
        return tuple(error.problems)
    return ()
