"""Attachments: pictures, sound, films and files that a blog has uploaded, in little memory."""

from __future__ import annotations

from typing import NamedTuple

from tagarchive.importing.inputs.texts import line_of, line_of_html
from tagarchive.importing.wordpress.addresses import path_of
from tagarchive.importing.wordpress.records import RawItem, number_of

_SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".wma", ".aac", ".opus")
_FILMS = (".mp4", ".m4v", ".webm", ".ogv", ".mov", ".wmv", ".avi", ".mpg", ".3gp", ".flv")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".heic", ".tif", ".tiff")
_MOST_BASES = 50


class Attachment(NamedTuple):
    """An uploaded file.

    Attributes:
        number: its id
        url: its address
        alt: its alternative text, plain; may be empty
        caption: its caption, HTML; may be empty
        title: its title, plain
        parent: id of the post it belongs to; 0 if none
        order: its place in the gallery of that post

    """

    number: int
    url: str
    alt: str = ""
    caption: str = ""
    title: str = ""
    parent: int = 0
    order: int = 0

    @property
    def medium(self) -> str:
        return medium_of(self.url)


def medium_of(url: str) -> str:
    """`image`, `audio`, `video` or `file`, by the ending of an address."""
    path = path_of(url).lower()
    kinds = {"image": _PICTURES, "audio": _SOUND, "video": _FILMS}
    return next((kind for kind, endings in kinds.items() if path.endswith(endings)), "file")


class Attachments:
    """The attachments of a blog, by id.

    Each is kept as one text, since an export may hold hundreds of thousands.
    """

    def __init__(self) -> None:
        self.bases: set[str] = set()
        self._packed: dict[int, str] = {}
        self._originals: set[str] = set()
        self._pages: dict[str, int] = {}
        self._children: dict[int, list[int]] | None = None

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, item: RawItem) -> None:
        """Notes an attachment."""
        fields = item.fields
        url = (fields.get("attachment_url") or fields.get("guid", "")).strip()
        if not url or not item.number:
            return
        alt = next(iter(item.values("_wp_attachment_image_alt")), "")
        values = (
            url,
            line_of_html(alt),
            line_of(fields.get("excerpt", "")),
            line_of_html(fields.get("title", "")),
            fields.get("post_parent", "").strip(),
            fields.get("menu_order", "").strip(),
        )
        self._packed[item.number] = "\0".join(values)
        path = path_of(url)
        self._originals.add(path)
        self._note_base(path, next(iter(item.values("_wp_attached_file")), ""))
        page = path_of(fields.get("link", ""))
        if page.strip("/") and "?" not in fields.get("link", ""):
            self._pages[page.rstrip("/")] = item.number

    def _note_base(self, path: str, file: str) -> None:
        if file and path.endswith(f"/{file}") and len(self.bases) < _MOST_BASES:
            self.bases.add(path.removesuffix(file))

    def get(self, number: int) -> Attachment | None:
        """The attachment with an id; None if the export does not hold it."""
        packed = self._packed.get(number)
        if packed is None:
            return None
        url, alt, caption, title, parent, order = packed.split("\0")
        return Attachment(number, url, alt, caption, title, number_of(parent), number_of(order))

    def of_page(self, path: str) -> Attachment | None:
        """The attachment whose own page has this path."""
        return self.get(self._pages.get(path.rstrip("/"), 0))

    def is_original(self, path: str) -> bool:
        """True if the path is that of an uploaded file, not of a smaller size of it."""
        return path in self._originals

    def children(self, parent: int, medium: str) -> list[Attachment]:
        """The attachments of a post of one medium, in their order."""
        if self._children is None:
            self._children = {}
            for number, packed in self._packed.items():
                owner = number_of(packed.split("\0")[4])
                if owner:
                    self._children.setdefault(owner, []).append(number)
        found = [one for one in map(self.get, self._children.get(parent, ())) if one and one.medium == medium]
        return sorted(found, key=lambda one: (one.order, one.number))
