"""Contents of an input: items, which become files of the site, and remarks about what is guessed or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Literal, NamedTuple, Protocol

from tagarchive.importing.inputs.files import Files
from tagarchive.reading.documents import Dialect

Value = str | int | bool | list["Value"] | dict[str, "Value"]
"""A value of front matter before it is written: plain text without character references, dates as text."""

ItemType = Literal["article", "page", "tag"]


class Guessed(NamedTuple):
    """A value that the input does not state, or a required value that something else stands in for.

    Attributes:
        key: key of the front matter, such as `source.name`
        value: the value that is written; empty if none is
        why: reason, such as "no date is given; the day of the import stands in"

    """

    key: str
    value: str
    why: str


class Lost(NamedTuple):
    """Something in the input that no file of the site holds.

    Attributes:
        what: kind, such as "comment", "shortcode" or "file not found"
        text: the thing itself, shortened, without anything private
        line: line of the input or, in a text that is one file, of that file; 0 if unknown

    """

    what: str
    text: str
    line: int = 0


class Noted(NamedTuple):
    """Something that a person may want to look at.

    Attributes:
        text: a sentence
        line: line of the input; 0 if unknown

    """

    text: str
    line: int = 0


Remark = Guessed | Lost | Noted


class Html(NamedTuple):
    """A text in HTML, not trusted. It becomes Markdown.

    As in Markdown, a link `origin:KEY#fragment` leads to another item, and a link `site:/path/` to an address of the
    new site, such as that of a tag.
    """

    html: str


class Markdown(NamedTuple):
    """A text in Markdown of a dialect. It stays as it is written, apart from the targets of its links."""

    text: str
    dialect: Dialect


class Media(NamedTuple):
    """A file that comes along with a text.

    Attributes:
        name: path below the media folder, with `/`; the importer keeps it unique in the input
        files: files that hold it
        member: its path in `files`; empty if `data` holds the bytes
        data: its bytes if they are in the text itself

    """

    name: str
    files: Files | None = None
    member: str = ""
    data: bytes = b""


class Missing(NamedTuple):
    """A file that the text needs and that is not in the input. `name` is what the report says."""

    name: str


Find = Callable[[str], Media | Missing | None]
"""The file that a reference in a text names: None if the reference is an ordinary link."""


def nothing(_: str) -> None:
    """A `Find` without files."""


class Item(NamedTuple):
    """An article, page or tag of the input.

    Attributes:
        origin: the file it comes from, relative to the input; for an input that is one file, its name
        type: what it becomes
        matter: its front matter, by key of the schema; `extra` for what has no place
        text: its text; None if there is none
        name: wanted name of the file and slug; empty if it is made of the title
        folder: folder below `content/` of the file of an article; empty for that of the import and the year
        line: its line in `origin`; 0 if it is the whole file
        key: what other texts call it in links `origin:KEY`; unique in the input
        base: its old address, on which relative references stand: a whole URL, a path, or ""
        addresses: further addresses, whole URLs or paths, at which other texts link to it, beside `aliases`
        find: files that its text and its head picture refer to
        stand_ins: keys with the day of the import, such as `date`; a second import keeps the first value
        same: further identities; two items that share one are copies, and the first is kept
        remarks: remarks about it
        places: where the input states values: keys of the front matter, such as `source.url`, each with a place
        comments: keys of the front matter, each with a comment that stands beside its value

    """

    origin: str
    type: ItemType
    matter: Mapping[str, Value]
    text: Html | Markdown | None = None
    name: str = ""
    folder: str = ""
    line: int = 0
    key: str = ""
    base: str = ""
    addresses: tuple[str, ...] = ()
    find: Find = nothing
    stand_ins: frozenset[str] = frozenset()
    same: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


class Skipped(NamedTuple):
    """A part of the input that becomes no file. `reason` begins with a word such as "trashed"."""

    origin: str
    reason: str
    line: int = 0


class Remarked(NamedTuple):
    """A remark that belongs to no item."""

    origin: str
    remark: Remark


Found = Item | Skipped | Remarked


class Options(NamedTuple):
    """The options of an import.

    Attributes:
        now: moment of the import
        zone: time zone of the site, for dates without a zone
        tags: tags that every article gets
        media: files that texts refer to, beside those of the input
        categories: what categories become
        separator: what separates tags in one text; empty for the default of the kind
        columns: column of a table for each key of the front matter, or `body`
        folders_as_tags: True if folders of bookmarks become tags
        repair: True if characters that are not allowed are dropped
        is_moved: True if the input is a whole site that comes here, so that links to what does not come lead nowhere

    """

    now: datetime
    zone: tzinfo
    tags: tuple[str, ...] = ()
    media: Files | None = None
    categories: Literal["tags", "parents", "ignore"] = "tags"
    separator: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    folders_as_tags: bool = False
    repair: bool = False
    is_moved: bool = False


class BadMappingError(Exception):
    """A mapping of columns that does not fit the input: the command line is wrong. Its text says what is expected."""


class Reader(Protocol):
    """Module of a kind of input. `found` is called twice and gives the same both times."""

    def recognises(self, files: Files) -> bool:
        """True if the files are of this kind; cheap."""
        ...

    def found(self, files: Files, options: Options) -> Iterator[Found]:
        """Everything in the input, in order. Raises `SiteError` if the input is damaged, before the first item."""
        ...
