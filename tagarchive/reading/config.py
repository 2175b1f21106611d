"""`site.toml` as a value. Each field is a key of the file; its text below says what the key does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from tagarchive.core.colours import READABLE, Colour, contrast, mixed
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Addresses
from tagarchive.reading import schema
from tagarchive.reading.documents import CONFIG_FILE, Language, Line, WebUrl
from tagarchive.reading.field_types import (
    AddressPattern,
    BaseUrl,
    Domain,
    Fonts,
    MenuAddress,
    StaticPath,
    TimeZone,
    WrittenFeedAlias,
    site_kinds,
)
from tagarchive.reading.toml_reader import toml_node

FADED = 0.7
"""The share of ink in dates, captions and the like (`--faded` in the style sheet)."""

UNPUBLISHED = "http://localhost:8000/"
"""Base URL of a site that has not said where it will be published."""

Count = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class MenuItem(msgspec.Struct, frozen=True, kw_only=True):
    """`[[menu]]`: one link of the menu at the top of every page."""

    title: Line
    """What the link says."""
    address: MenuAddress
    """Where it leads: an address of this site that starts with `/`, or a whole URL."""


class ArticleOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[articles]`: the pages of articles."""

    address: AddressPattern = AddressPattern("/articles/{slug}/")
    """Pattern of their addresses; `{slug}` must be in it, `{year}`, `{month}` and `{day}` may be."""
    future: Literal["hold", "publish"] = "hold"
    """What becomes of an article whose date is still to come. `hold`: a build from that moment on publishes it.
    `publish`: it is published at once, and its feeds have it when its date has come."""
    contents_from: Annotated[int, msgspec.Meta(ge=0)] = 4
    """An article with this many headings or more gets a table of contents; 0 means none ever does."""


class ArchiveOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[archive]`: the home page, tag archives and all other lists of articles."""

    show: Literal["summary", "full"] = "summary"
    """What a list shows of each article: its summary or its full text."""
    per_page: Count = 10
    """Articles on a page of a list."""
    pagination: Literal["from-oldest", "newest-first"] = "from-oldest"
    """`from-oldest`: page 1 holds the oldest articles and keeps them, the landing page the newest.
    `newest-first`: the landing page is page 1 and every article moves down as others come."""
    years: bool = True
    """Whether each year has an archive at `/2021/`, and all of them a list at `/years/`."""
    authors: bool = True
    """Whether each author has an archive at `/author/NAME/`, and all of them a list at `/authors/`."""
    sources: bool = True
    """Whether each source has an archive at `/source/NAME/`, and all of them a list at `/sources/`."""


class FeedOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[feeds]`: for the site and for each tag, author and source."""

    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    """RSS 2.0, Atom and JSON Feed 1.1; `[]` for no feeds at all."""
    entries: Count = 20
    """Articles in a feed, the newest."""
    content: Literal["full", "summary"] = "full"
    """What a feed holds of each article besides its summary."""
    archive: Literal["none", "site", "all"] = "none"
    """Behind which Atom feeds everything older stands, for readers that follow `prev-archive` (RFC 5005): that of the
    site, or those of tags, authors and sources too. Each article is then made once more for each of them."""
    aliases: tuple[WrittenFeedAlias, ...] = ()
    """Addresses where feeds stood before you moved here: `["/feed/", "/rss.xml", "/author/ann/feed/ -> /author/ann/"]`.
    The feed of the site, or of the list that is named, goes on there. A tag says so in its own file, as `aliases`."""
    hub: WebUrl = WebUrl("")
    """A WebSub hub that passes new articles on at once; `tagarchive ping` tells it of them."""
    authority: Domain = Domain("")
    """Domain in the ids of feed entries; default: the host of `base_url`.
    Set it to your first domain before you move to another one, so that readers see no article twice."""


class ThemeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[theme]`: colours, type and width. Each colour has a second one for those who read on a dark screen."""

    paper: Colour = Colour("#fdfcf9")
    """What text stands on."""
    paper_dark: Colour = Colour("#16171a")
    """The same on a dark screen."""
    ink: Colour = Colour("#1d1c1a")
    """Text."""
    ink_dark: Colour = Colour("#e8e4dc")
    """The same on a dark screen."""
    accent: Colour = Colour("#9c2518")
    """Links, and what has the focus."""
    accent_dark: Colour = Colour("#ff9d8a")
    """The same on a dark screen."""
    text_font: Fonts = Fonts("")
    """Fonts of articles, the first that a reader has: `Georgia, serif`; default: a serif of the reader's system."""
    title_font: Fonts = Fonts("")
    """Fonts of headlines; default: those of articles."""
    label_font: Fonts = Fonts("")
    """Fonts of dates, tags and menus; default: the sans-serif of the reader's system."""
    text_size: Annotated[int, msgspec.Meta(ge=80, le=160)] = 112
    """Size of text, in percent of what the reader's browser is set to."""
    measure: Annotated[int, msgspec.Meta(ge=24, le=80)] = 36
    """Width of a column of text, in times the size of text: about twice as many letters stand in a line."""


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[build]`: the folder that the site is published to."""

    swap: bool = False
    """Whether a build puts the whole folder in place in one step, so that nobody meets old and new pages side by side.
    That needs a file system that can, as most of Linux and macOS, and a folder that holds nothing but this site."""
    keep: tuple[Line, ...] = ()
    """Files and folders there that are not of this site and that `--prune` leaves alone: `["stats/", "old.html"]`. It
    leaves hidden ones and `CNAME` alone without being told."""


class MarkdownOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[markdown]`: how articles are written."""

    smart_punctuation: bool = False
    """Whether `"quotes"`, `--` and `...` become typographic ones."""


class HtmlOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[html]`: what HTML in articles may do."""

    sanitise: bool = True
    """Whether HTML is reduced to what is safe. Turn it off only where you trust every author: scripts,
    styles and forms then reach the page (feeds stay safe)."""
    embed_hosts: tuple[Domain, ...] = (
        Domain("www.youtube-nocookie.com"),
        Domain("www.youtube.com"),
        Domain("player.vimeo.com"),
    )
    """Hosts whose players and maps may be embedded with `<iframe>`. They load when the reader asks for it."""
    image_hosts: tuple[Domain, ...] = ()
    """Hosts whose pictures pages may load. Pictures of all others become links, so that no third party
    learns who reads what. Feeds show them all: what is loaded there is for the reader's program to say."""


class StaticOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[static]`: files that are published as they are."""

    include: tuple[StaticPath, ...] = ()
    """Files and folders below `static/` that are published though their names look like those of hidden files,
    backups or keys: `[".user.ini", "certificates/root.pem"]`."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The top of `site.toml`."""

    title: Line = Line("Tag archive")
    """Name of the site, on every page and feed."""
    description: Line = Line("")
    """One sentence about the site, for its home page, feed and search engines."""
    base_url: BaseUrl = BaseUrl("")
    """Public address of the site, such as `https://example.org/archive/`; set it before you publish.
    Canonical links, feeds and the sitemap need it."""
    language: Language = Language("en")
    """Language of the site, as a BCP 47 tag such as `en`, `pt-BR` or `ar`."""
    timezone: TimeZone = TimeZone("UTC")
    """IANA time zone of dates that are written without one, such as `Asia/Baghdad`."""
    rights: Line = Line("")
    """A line about copyright or licence for the foot of every page and for feeds."""
    menu: tuple[MenuItem, ...] = ()
    """Links at the top of every page, as `[[menu]]` tables; default: the lists of the site and its free pages."""
    articles: ArticleOptions = ArticleOptions()
    archive: ArchiveOptions = ArchiveOptions()
    feeds: FeedOptions = FeedOptions()
    theme: ThemeOptions = ThemeOptions()
    build: BuildOptions = BuildOptions()
    markdown: MarkdownOptions = MarkdownOptions()
    html: HtmlOptions = HtmlOptions()
    static: StaticOptions = StaticOptions()

    @property
    def addresses(self) -> Addresses:
        return Addresses(self.base_url or UNPUBLISHED, self.articles.address)

    @property
    def parsing(self) -> ParseOptions:
        return ParseOptions(timezone=self.timezone, markdown=self.markdown, html=self.html)


class ParseOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the config that decides what a source file means."""

    timezone: TimeZone = TimeZone("UTC")
    markdown: MarkdownOptions = MarkdownOptions()
    html: HtmlOptions = HtmlOptions()


def read_config(text: str) -> Config:
    """The config of a `site.toml`. Raises `SiteError` with every fault of it."""
    return schema.read(Config, toml_node(text, CONFIG_FILE), site_kinds(), strict=True)


def notices(config: Config) -> tuple[Problem, ...]:
    """What is not wrong with a config but should be mended before publishing."""
    faint = tuple(_faint(config.theme))
    if config.base_url:
        return faint
    what = f"found no base_url; canonical links, feeds and the sitemap say {UNPUBLISHED}"
    return (
        Problem(Location(CONFIG_FILE), "no-base-url", what, 'before publishing add base_url = "https://your.site/"'),
        *faint,
    )


def _faint(theme: ThemeOptions) -> Iterator[Problem]:
    """A problem for each colour of text that many readers can't tell from what it stands on."""
    for mode in ("", "_dark"):
        paper, ink, accent = (getattr(theme, f"{name}{mode}") for name in ("paper", "ink", "accent"))
        small = mixed(ink, paper, FADED)
        for name, written, shown in (("ink", ink, ink), ("ink", ink, small), ("accent", accent, accent)):
            found = contrast(shown, paper)
            if found < READABLE:
                where = f"contrast with paper{mode} {paper}" + (" in small print" if shown is small else "")
                what = f"found {name}{mode} {written}, whose {where} is {found:.1f}"
                yield Problem(
                    Location(CONFIG_FILE),
                    "low-contrast",
                    what,
                    f"all can read text with a contrast of {READABLE} or more",
                )
                break
