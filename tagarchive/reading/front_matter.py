"""Front matter: the block of YAML that opens a file, split from the text and read strictly.

The structs below are the schema; each field is a key that may stand there and its text says what for.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import msgspec
from frontmatter.default_handlers import YAMLHandler

from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.text import location
from tagarchive.reading import schema
from tagarchive.reading.documents import Attribution, Extra, Language, Line, Update
from tagarchive.reading.field_types import Kinds, WrittenAddress, WrittenLine, WrittenSlug
from tagarchive.reading.node import Node
from tagarchive.reading.yaml_reader import yaml_node

T = TypeVar("T", bound=msgspec.Struct)


class ImageFields(msgspec.Struct, frozen=True, kw_only=True):
    """`image:` of an article: the picture at its head."""

    src: WrittenLine
    """The picture: a path from the article's folder, an address of this site, or a whole URL."""
    alt: str
    """What the picture shows, for those who can't see it; `""` where it only decorates."""
    caption: Line = Line("")
    """The line beneath it."""
    credit: Line = Line("")
    """Whose picture it is."""


class ArticleFields(msgspec.Struct, frozen=True, kw_only=True):
    """Any file under `content/` that ends in `.md`, outside `content/pages/` and `content/tags/`."""

    title: Line
    """The headline."""
    date: Moment
    """When it was published: `2021-11-08`, `2021-11-08 10:00` or `2021-11-08T10:00:00-04:00`. Without an
    offset it is read in the site's time zone."""
    slug: WrittenSlug | None = None
    """Its part of the address; default: the name of the file."""
    updated: Moment | None = None
    """When it last changed in a way that readers should know of; default: the newest of `updates`."""
    summary: Line = Line("")
    """A sentence or two for lists and feeds, as plain text; default: the first paragraph."""
    authors: tuple[Line, ...] = ()
    """Who wrote it; default: the authors of its source."""
    tags: tuple[WrittenLine, ...] = ()
    """What it is filed under: `[Iranbacked, Iraq]`."""
    lang: Language | None = None
    """Its language, where it is not the site's."""
    draft: bool = False
    """Whether it stays unpublished; `--drafts` shows it."""
    expires: Moment | None = None
    """When it leaves the archive: builds from that moment on leave it out."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Addresses where it stood before, such as `/articles/old-name/`, the oldest first; each leads to it."""
    image: ImageFields | None = None
    """The picture at its head."""
    source: Attribution | None = None
    """Where a clipping comes from."""
    updates: tuple[Update, ...] = ()
    """Corrections and additions that readers are told of."""
    guid: WrittenLine | None = None
    """Its id in feeds; default: made of the site's domain, the day of `date` and the first slug. Set it to the
    old id when you change the day of a published article, or when one moves here from elsewhere."""
    extra: Extra = Extra()
    """Anything for the site's own templates, as `article.extra`."""


class PageFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/pages/`: free pages such as About, at `/SLUG/`."""

    title: Line
    """The heading, and what the menu says."""
    slug: WrittenSlug | None = None
    """Its address; default: the name of the file."""
    updated: Moment | None = None
    """When it last changed."""
    summary: Line = Line("")
    """A sentence for search engines."""
    lang: Language | None = None
    """Its language, where it is not the site's."""
    draft: bool = False
    """Whether it stays unpublished."""
    menu: bool = True
    """Whether the menu leads to it."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Addresses where it stood before; each leads to it."""
    extra: Extra = Extra()
    """Anything for the site's own templates, as `page.extra`."""


class TagFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/tags/`: what a tag archive says of its tag."""

    name: WrittenLine | None = None
    """The tag as articles write it; default: the name of the file. Tags that differ in accents stay apart where each
    has a file."""
    title: Line | None = None
    """The tag as readers see it; default: as the oldest article writes it."""
    slug: WrittenSlug | None = None
    """Its part of the address; default: made of the tag."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Addresses where its archive stood before, such as `/tag/old-name/`; each leads to it, and feeds go on there. One
    that names a feed, such as `/category/old-name/feed/`, serves the feed."""
    summary: Line = Line("")
    """A sentence for the feed, the list of all tags and search engines."""
    lang: Language | None = None
    """The language of its text, where it is not the site's."""
    extra: Extra = Extra()
    """Anything for the site's own templates, as `term.extra`."""


class FrontMatter(NamedTuple):
    """A file's front matter as a tree, and the text after it, which starts at character `offset`."""

    node: Node
    text: str
    offset: int


def split(text: str, path: str) -> FrontMatter:
    """A file's front matter and text. Raises `SiteError` where there is no front matter or it never ends."""
    handler = YAMLHandler()
    opened = handler.FM_BOUNDARY.match(text) if handler.FM_BOUNDARY else None
    if opened is None:
        raise SiteError(_no_front_matter(text, path))
    try:
        yaml, body = handler.split(text)
    except ValueError:
        what = "found front matter that never ends, expected a second line `---` after it"
        raise SiteError(
            Problem(Location(path, 1, 1), "bad-front-matter", what, "close it with a line of three hyphens")
        ) from None
    node = yaml_node(yaml.translate(_ONE_LINE), location(text, opened.end(), path))
    if not isinstance(node.value, dict):
        what = f"found {node.found()} as front matter, expected lines of `key: value`"
        raise SiteError(Problem(node.where, "bad-front-matter", what, "start with `title: …`"))
    return FrontMatter(Node(node.value, Location(path, 1, 1), Location(path, 1, 1)), body, len(text) - len(body))


_ONE_LINE = str.maketrans("\x85\u2028\u2029", "   ")
"""Separators that come with pasted text and that YAML alone takes for the end of a line."""


def _no_front_matter(text: str, path: str) -> Problem:
    found = "an empty file" if not text.strip() else "no front matter"
    what = f"found {found}, expected a line `---` first, then `title:` and `date:`, then `---`"
    return Problem(
        Location(path, 1, 1), "bad-front-matter", what, '`tagarchive new "A title"` writes a file that is ready to use'
    )


def read(kind: type[T], matter: FrontMatter, kinds: Kinds) -> T:
    """The front matter as the fields of one kind of file. Raises `SiteError` with every fault."""
    return schema.read(kind, matter.node, kinds)
