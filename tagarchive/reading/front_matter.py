"""Front matter: the block of YAML at the start of a file, split from the text and read strictly.

The structs below are the schema: each field is a key, documented by the string below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Annotated, NamedTuple, TypeVar, cast

import msgspec
from frontmatter.default_handlers import YAMLHandler

from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Problem, SiteError, Written
from tagarchive.core.text import location
from tagarchive.reading import schema
from tagarchive.reading.documents import Dialect, Extra, Order
from tagarchive.reading.field_types import (
    Kinds,
    Names,
    OneOrMoreLines,
    OneOrMorePaths,
    WrittenAddress,
    WrittenLine,
    WrittenSlug,
)
from tagarchive.reading.node import Node
from tagarchive.reading.particulars import Credit, Dateline, FilmFields, Update
from tagarchive.reading.plain_yaml import plain_mapping
from tagarchive.reading.podcast import PodcastFields
from tagarchive.reading.provenance import Attribution, CopyOf, Withdrawal
from tagarchive.reading.text_types import ONE_OR_MORE, Language, Line, WrittenExactly

T = TypeVar("T", bound=msgspec.Struct)


class ImageFields(msgspec.Struct, frozen=True, kw_only=True):
    """`image:` of an article: the picture at its head, or an item of a list of its pictures."""

    src: WrittenExactly
    """The picture: a path from the article's folder, an address of this site, or a whole URL."""
    alt: str
    """Description of the picture for readers who can't see it; `""` if the picture is decorative."""
    caption: Line = Line("")
    """Caption below the picture."""
    credit: Line = Line("")
    """Author or owner of the picture."""


OneOrMoreImages = Annotated[tuple[ImageFields, ...], ONE_OR_MORE]


class ArticleFields(msgspec.Struct, frozen=True, kw_only=True):
    """Texts below `content/` (`.md` or `.markdown`), except those in `pages/`, `tags/`, `sources/` and `authors/`."""

    title: Line
    """The headline."""
    date: Moment
    """Date of publication: `2021-11-08`, `2021-11-08 10:00` or `2021-11-08T10:00:00-04:00`. The offset may
    also be `UTC`, `GMT-5` or `UTC+03:00`. Without one the date is in the time zone of the site. Default: the day that
    the name of the file starts with, as in `2021-11-08-title.md`."""
    slug: WrittenSlug | None = None
    """Part of the address; default: made of the name of the file, without a day that `date` is taken from."""
    updated: Moment | None = None
    """Date of the last change that readers should know of; default: the newest date in `updates`."""
    filed: Moment | None = None
    """Date on which the article came into the archive, if that is later than `date`. Feeds take it for new from then
    on, so that those who follow a tag see an old clipping that is filed today. Lists stay in the order of `date`."""
    summary: Line = Line("")
    """One or two sentences of plain text for lists and feeds; default: the first paragraph."""
    authors: tuple[Line, ...] = ()
    """Names of the authors; default: the authors of its source."""
    tags: tuple[WrittenLine, ...] = ()
    """Tags of the article, such as `[Iranbacked, Iraq]`."""
    lang: Language | None = None
    """Language of the text; default: that of the site."""
    key: WrittenLine | None = None
    """Name that the article shares with its translations, such as `border-talks`. Each of them states its `lang`, and
    they are linked to each other."""
    translations: tuple[tuple[Language, WrittenExactly], ...] = ()
    """Translations of the article, by their languages: paths from its folder, addresses of this site, or whole URLs,
    such as `{fa: talks-fa.md}`. It is enough to name a translation in one of the two articles."""
    dialect: Dialect | None = None
    """Dialect of Markdown in the text; default: that of its folder or of the site."""
    draft: bool = False
    """Keeps the article unpublished; `--drafts` shows it."""
    expires: Moment | None = None
    """Date of expiry: builds from that moment on omit the article."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Former addresses, such as `/articles/old-name/`, oldest first; each redirects to the article."""
    images: OneOrMoreImages = msgspec.field(default=(), name="image")
    """The picture at its head, or a list of pictures: the first stands at its head, the others under the text."""
    source: Attribution | None = None
    """Origin of a clipping: a mapping, or the name of the publisher alone."""
    copies: tuple[CopyOf, ...] = ()
    """Copies of the original, which the page names: web addresses, and files in `originals/`."""
    rights: Line = Line("")
    """Copyright or licence line of this article, in Markdown; default: `rights` of its source's file."""
    withdrawn: Withdrawal | None = None
    """Withdrawal of the article. Its page says so, and shows neither headline nor text. It leaves lists, feeds and
    exports. Its address and guid stay on record."""
    same_as: OneOrMorePaths = ()
    """Articles that this one is a copy of, as paths from its folder, such as `[strike.md]`."""
    distinct_from: OneOrMorePaths = ()
    """Articles that this one is no copy of, although they look alike."""
    updates: tuple[Update, ...] = ()
    """Corrections and additions that readers see."""
    key_points: tuple[Line, ...] = ()
    """The main points of the article, each a line, shown as a list above the text."""
    dateline: Dateline | None = None
    """Opening line of the text: place, day and agency."""
    credits: tuple[Credit, ...] = ()
    """People and organisations besides the authors, by role, shown under the text."""
    films: tuple[FilmFields, ...] = ()
    """Films that belong to the article, listed under the text."""
    silence: OneOrMoreLines = ()
    """Codes of findings that `tagarchive check` does not report of this article, such as `[no-summary]`.
    What stops a build is always reported."""
    guid: WrittenExactly | None = None
    """Id in feeds; default: made of the domain of the site, the day of `date` and the first slug. Set it to the old id
    if you change the day of a published article, or if you import an article from another site."""
    extra: Extra = Extra()
    """Free values for the site's own templates, read as `article.extra`."""


class PageFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/pages/`: free pages such as About, published at `/SLUG/` or `/FOLDER/SLUG/`."""

    title: Line
    """Heading of the page, and its title in the menu."""
    slug: WrittenSlug | None = None
    """Address of the page; default: made of the name of the file."""
    updated: Moment | None = None
    """Date of the last change."""
    summary: Line = Line("")
    """A sentence for search engines."""
    lang: Language | None = None
    """Language of the text; default: that of the site."""
    dialect: Dialect | None = None
    """Dialect of Markdown in the text; default: that of its folder or of the site."""
    draft: bool = False
    """Keeps the page unpublished; `--drafts` shows it."""
    menu: bool | None = None
    """Adds the page to the menu; default: `true` if no other page is above it."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Former addresses; each redirects to the page."""
    extra: Extra = Extra()
    """Free values for the site's own templates, read as `page.extra`."""


class TagFields(msgspec.Struct, frozen=True, kw_only=True):
    """Files under `content/tags/`: the text at the top of the archive of a tag, and its name and address."""

    name: WrittenLine | None = None
    """Name of the tag as articles write it; default: the name of the file. Tags that differ in accents only are
    separate if each has a file."""
    title: Line | None = None
    """Name of the tag as readers see it; default: the name in its oldest article."""
    names: Names = ()
    """Names of the tag in the languages of the site, such as `{fa: ایران}`. Articles may write any of them."""
    slug: WrittenSlug | None = None
    """Last part of the address; default: made of the name."""
    also: OneOrMoreLines = ()
    """Other spellings and former names, such as `[Iran-backed, Iran backed militias]`. Articles with one of them are
    filed under this tag. The former archives redirect to this one, and their feeds go on."""
    parent: OneOrMoreLines = ()
    """Tag that this one is a part of, or a list of several. The archives of its parents hold its articles too."""
    related: OneOrMoreLines = ()
    """Tags to see also, linked from its archive."""
    distinct: OneOrMoreLines = ()
    """Tags that look like this one and are others; `tagarchive tags near` does not name them again."""
    image: ImageFields | None = None
    """Picture at the head of its archive."""
    podcast: PodcastFields | None = None
    """Makes the RSS feed of the tag that of a podcast. Articles with a sound or a film are its episodes."""
    hidden: bool = False
    """Keeps the tag out of the site: it has no archive and no feed, and nothing links to it. Articles keep it, for
    commands and templates."""
    order: Order = "newest-first"
    """Order of its archive: `newest-first` or `oldest-first`. Feeds have the newest articles first."""
    aliases: tuple[WrittenAddress, ...] = ()
    """Former addresses of its archive, such as `/tag/old-name/`. Each redirects to the archive, and its feeds are still
    served there. An address that names a feed, such as `/category/old-name/feed/`, serves the feed."""
    summary: Line = Line("")
    """A sentence for the feed, the list of all tags and search engines."""
    lang: Language | None = None
    """Language of the text; default: that of the site."""
    dialect: Dialect | None = None
    """Dialect of Markdown in the text; default: that of its folder or of the site."""
    extra: Extra = Extra()
    """Free values for the site's own templates, read as `term.extra`."""


TERMS = "terms_"
"""Prefix of the fields for the keys of further lists of terms."""


@cache
def with_terms(keys: tuple[str, ...]) -> type[ArticleFields]:
    """The schema of articles with further keys, each for one term or a list of terms; cached as it is slow to make."""
    fields = [(f"{TERMS}{key}", OneOrMoreLines, msgspec.field(default=(), name=key)) for key in keys]
    made = msgspec.defstruct("ArticleFields", fields, bases=(ArticleFields,), frozen=True, kw_only=True)
    return cast(type[ArticleFields], made) if keys else ArticleFields


def terms_in(fields: ArticleFields, keys: Sequence[str]) -> tuple[tuple[str, tuple[Written, ...]], ...]:
    """The terms under further keys, without keys that have none."""
    terms = ((key, getattr(fields, f"{TERMS}{key}")) for key in keys)
    return tuple((key, written) for key, written in terms if written)


class FrontMatter(NamedTuple):
    """The front matter of a file, split from its text.

    Attributes:
        node: front matter as a tree
        text: text after the front matter
        offset: offset of `text` in the file, in characters
        yaml: YAML between the two lines `---`, as it was parsed
        start: offset of `yaml` in the file, in characters

    """

    node: Node
    text: str
    offset: int
    yaml: str
    start: int


def split(text: str, path: str) -> FrontMatter:
    """The front matter and text of a file. Raises `SiteError` if the front matter is missing or does not end."""
    handler = YAMLHandler()
    opened = handler.FM_BOUNDARY.match(text) if handler.FM_BOUNDARY else None
    if opened is None:
        raise SiteError(_not_bounded(text, path, is_open=False))
    try:
        yaml, body = handler.split(text)
    except ValueError:
        raise SiteError(_not_bounded(text, path, is_open=True)) from None
    start = location(text, opened.end(), path)
    value: object = plain_mapping(yaml, start)
    if value is None:
        yaml, value = _read_by_yaml(yaml, start)
    root = Node(value, Location(path, 1, 1), Location(path, 1, 1))
    return FrontMatter(root, body, len(text) - len(body), yaml, opened.end())


def _not_bounded(text: str, path: str, *, is_open: bool) -> Problem:
    from tagarchive.reading.other_matter import not_closed, not_opened  # noqa: PLC0415 (only a fault needs it)

    return (not_closed if is_open else not_opened)(text, path)


def _read_by_yaml(yaml: str, start: Location) -> tuple[str, object]:
    """YAML as it is parsed, and its mapping. Raises `SiteError` if it is not one."""
    # Most front matter is plainer.
    from tagarchive.reading.yaml_reader import known_faults, without_tabs, yaml_node  # noqa: PLC0415

    yaml = without_tabs(yaml.translate(_ONE_LINE))
    node = yaml_node(yaml, start)
    if isinstance(node.value, dict):
        return yaml, node.value
    known = known_faults(yaml, start) if re.search("[:=]", str(node.value)) else ()
    if known:
        raise SiteError(*known)
    message = f"found {node.found()} as front matter, expected lines of `key: value`"
    raise SiteError(Problem(node.where, "bad-front-matter", message, "start with `title: …`"))


_ONE_LINE = str.maketrans("\x85\u2028\u2029", "   ")
"""Separators in pasted text that only YAML reads as line ends."""


def read(kind: type[T], matter: FrontMatter, kinds: Kinds) -> T:
    """The front matter as the fields of one type of file. Raises `SiteError` with every fault."""
    return schema.read(kind, matter.node, kinds)
