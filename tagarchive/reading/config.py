"""`site.toml` as a value. Each field is a key of the file, documented by the string below it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Addresses
from tagarchive.reading import schema
from tagarchive.reading.card_options import CardOptions
from tagarchive.reading.deploy_options import DeployOptions, TargetName
from tagarchive.reading.documents import Article
from tagarchive.reading.export_options import ExportOptions
from tagarchive.reading.field_types import (
    AddressPattern,
    AllOrSomeCodes,
    BaseUrl,
    Domain,
    StaticPath,
    TermKey,
    TimeZone,
    WrittenFeedAlias,
    site_kinds,
)
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.image_options import ImageOptions
from tagarchive.reading.language_options import Calendar, Digits, Languages, check_languages, codes_of
from tagarchive.reading.menu import MenuItem
from tagarchive.reading.original_options import OriginalOptions
from tagarchive.reading.parse_options import HtmlOptions, MarkdownOptions, ParseOptions
from tagarchive.reading.provenance import Republish
from tagarchive.reading.record_options import RecordOptions
from tagarchive.reading.redirect_options import RedirectOptions
from tagarchive.reading.search_options import SearchOptions
from tagarchive.reading.site_icon import WrittenIcon
from tagarchive.reading.tag_options import CheckOptions, PairOptions, Taxonomy, TaxonomyOptions, check_keys, taxonomy_of
from tagarchive.reading.text_types import Language, Line, WebUrl
from tagarchive.reading.theme_options import ThemeOptions, faint_colours
from tagarchive.reading.toml_reader import toml_node

UNPUBLISHED = "http://localhost:8000/"
"""Base URL of a site without a `base_url`."""

Count = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class ArticleOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[articles]`: the pages of articles."""

    address: AddressPattern = AddressPattern("/articles/{slug}/")
    """Pattern of their addresses, which ends in `/`, in `.html` or in neither. It must contain `{slug}`, and may have
    `{year}`, `{month}`, `{day}`, `{hour}`, `{minute}`, `{second}`, `{tag}` (the first), `{author}` (the first) and
    `{folder}` (below `content/`)."""
    future: Literal["hold", "publish"] = "hold"
    """Treatment of an article with a future date. `hold`: the first build after its date publishes it. `publish`: it is
    published at once, and feeds contain it from its date on."""
    republish: Republish = "full"
    """Part of each article that may be shown at most: all of it, only the summary that you wrote (`excerpt`), or only
    the headline (`link`). It holds for every article, with or without `source`. Articles and sources can show less."""
    contents_from: Annotated[int, msgspec.Meta(ge=0)] = 4
    """Number of headings from which an article gets a table of contents; 0 turns tables of contents off."""


class ArchiveOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[archive]`: the home page, tag archives and all other lists of articles."""

    show: Literal["summary", "full"] = "summary"
    """Part of each article that a list shows: its summary or its full text."""
    per_page: Count = 10
    """Number of articles on a page of a list."""
    pagination: Literal["from-oldest", "newest-first"] = "from-oldest"
    """Order of page numbers. `from-oldest`: page 1 always has the oldest articles, and the landing page has the newest.
    `newest-first`: the landing page is page 1, and each new article moves the others down."""
    years: bool = True
    """Publishes an archive of each year, such as `/2021/`, and a list of years at `/years/`."""
    dates: Literal["auto", "years", "months", "days"] = "auto"
    """Finest archives of dates, if there are years. `months`: each month has one too, such as `/2021/11/`. `days`: each
    day has one too, such as `/2021/11/08/`. `auto`: as fine as the address of articles, by `{month}` or `{day}`."""
    authors: bool = True
    """Publishes an archive of each author at `/author/NAME/`, and a list of authors at `/authors/`."""
    sources: bool = True
    """Publishes an archive of each source at `/source/NAME/`, and a list of sources at `/sources/`."""
    tag_index: Literal["names", "tree"] = "names"
    """Form of the list of all tags. `names`: by name. `tree`: each tag under its parents."""


class FeedOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[feeds]`: the feeds of the site and of each tag, author and source."""

    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    """Formats of each feed: RSS 2.0, Atom and JSON Feed 1.1. `[]` turns feeds off."""
    entries: Count = 20
    """Maximum number of articles in a feed; a feed contains the newest."""
    content: Literal["full", "summary"] = "full"
    """Content of each entry: the full text of the article with its summary, or the summary only."""
    archive: Literal["none", "site", "all"] = "none"
    """Atom feeds that have archive documents with all older articles, for readers that follow `prev-archive` (RFC
    5005): the feed of the site, or also those of tags, authors and sources. Each archive renders its articles again."""
    aliases: tuple[WrittenFeedAlias, ...] = ()
    """Former addresses of feeds, such as `["/feed/", "/rss.xml", "/author/ann/feed/ -> /author/ann/"]`. Each serves the
    feed of the site, or of the list after `->`. Former addresses of a tag belong in `aliases` of its own file."""
    hub: WebUrl = WebUrl("")
    """URL of a WebSub hub that delivers new articles at once; `tagarchive ping` notifies it."""
    authority: Domain = Domain("")
    """Domain in the ids of feed entries; default: the host of `base_url`. Set it to your first domain before you move
    to another one, so that feed readers do not show articles twice."""


class DuplicateOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[duplicates]`: articles that are copies of one another, such as one agency report in two newspapers."""

    mode: Literal["off", "warn", "fold"] = "warn"
    """Treatment of copies. `off`: none. `warn`: a notice names them. `fold`: lists, counts, feeds and exports have one
    article of each group, whose page names the sources that also carried it. The pages of the others stay."""
    prefer: tuple[Line, ...] = ()
    """Names of sources, best first. Of a group, the article of the first of them is shown; default: the earliest."""


class BuildOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[build]`: the folder that the site is published to."""

    swap: bool = False
    """Replaces the whole folder in one step, so that readers never see old and new pages together. It needs a file
    system with an atomic exchange, as most on Linux and macOS, and a folder that contains nothing but this site."""
    keep: tuple[Line, ...] = ()
    """Files and folders in the output folder that do not belong to the site and that `--prune` keeps, such as
    `["stats/", "old.html"]`. Hidden files and `CNAME` are always kept."""
    strict: AllOrSomeCodes = ()
    """Notices that stop a build, as problems do: all of them (`true`), or those with some codes, such as
    `["missing-file", "no-base-url"]`. `--strict` of `tagarchive build` adds to them."""


class StaticOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[static]`: files that are published unchanged."""

    include: tuple[StaticPath, ...] = ()
    """Files and folders below `static/` that are published although their names are those of hidden files, backups or
    keys, such as `[".user.ini", "certificates/root.pem"]`."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The top level of `site.toml`."""

    title: Line = Line("Tag archive")
    """Name of the site, shown on every page and in every feed."""
    description: Line = Line("")
    """One sentence about the site, for its home page, feed and search engines."""
    base_url: BaseUrl = BaseUrl("")
    """Public address of the site, such as `https://example.org/archive/`. Set it before you publish: canonical links,
    feeds and the sitemap need it."""
    language: Language = Language("en")
    """Language of the site, as a BCP 47 tag such as `en`, `pt-BR` or `ar`."""
    digits: Digits = "latin"
    """Digits of the interface: `latin`, or `native`, those of the language, such as ۱۲۳ in Persian. Addresses, feeds
    and data keep Latin digits."""
    calendar: Calendar = "gregorian"
    """Calendar of the dates that pages show: `gregorian`, or `persian`, the solar calendar of Iran. Archives of years
    and months stay Gregorian, and so do feeds and data."""
    timezone: TimeZone = TimeZone("UTC")
    """IANA time zone of dates without a UTC offset, such as `Asia/Baghdad`."""
    rights: Line = Line("")
    """Copyright or licence line for the footer of every page and for feeds. Links and emphasis are Markdown."""
    icon: WrittenIcon | None = None
    """Picture for tabs of browsers, phones and feed readers, as its path in `static/`, such as `icon.png`: a square of
    96 pixels or more; default: the drawing of the theme."""
    menu: tuple[MenuItem, ...] = ()
    """Links at the top of every page, as `[[menu]]` tables; default: the lists of the site and its free pages."""
    languages: Languages = ()
    articles: ArticleOptions = ArticleOptions()
    archive: ArchiveOptions = ArchiveOptions()
    feeds: FeedOptions = FeedOptions()
    exports: ExportOptions = ExportOptions()
    pairs: PairOptions = PairOptions()
    originals: OriginalOptions = OriginalOptions()
    taxonomy: tuple[tuple[TermKey, TaxonomyOptions], ...] = ()
    duplicates: DuplicateOptions = DuplicateOptions()
    check: CheckOptions = CheckOptions()
    theme: ThemeOptions = ThemeOptions()
    cards: CardOptions = CardOptions()
    search: SearchOptions = SearchOptions()
    images: ImageOptions = ImageOptions()
    build: BuildOptions = BuildOptions()
    markdown: MarkdownOptions = MarkdownOptions()
    html: HtmlOptions = HtmlOptions()
    static: StaticOptions = StaticOptions()
    record: RecordOptions = RecordOptions()
    redirects: RedirectOptions = RedirectOptions()
    deploy: tuple[tuple[TargetName, DeployOptions], ...] = ()

    def __post_init__(self) -> None:
        check_keys(self.taxonomies, frozenset({*Article.__struct_fields__, "image", "dialect"}))
        check_languages(self.languages)

    @property
    def taxonomies(self) -> tuple[Taxonomy, ...]:
        """The lists of terms besides tags, authors, sources and years."""
        return tuple(taxonomy_of(name, options) for name, options in self.taxonomy)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all languages of the site, its default language first; empty if it has only one."""
        return codes_of(self.language, self.languages)

    @property
    def addresses(self) -> Addresses:
        return Addresses(self.base_url or UNPUBLISHED, self.articles.address, self.codes)

    @property
    def parsing(self) -> ParseOptions:
        terms = tuple(taxonomy.key for taxonomy in self.taxonomies)
        return ParseOptions(
            timezone=self.timezone, markdown=self.markdown, html=self.html, terms=terms, codes=self.codes
        )


def read_config(text: str) -> Config:
    """The config in the text of a `site.toml`. Raises `SiteError` with every fault of it."""
    return schema.read(Config, toml_node(text, CONFIG_FILE), site_kinds(), strict=True)


def notices(config: Config) -> tuple[Problem, ...]:
    """Notices on settings that are valid but need a change before publishing."""
    faint = tuple(faint_colours(config.theme))
    if config.base_url:
        return faint
    message = f"found no base_url; canonical links, feeds and the sitemap say {UNPUBLISHED}"
    return (
        Problem(Location(CONFIG_FILE), "no-base-url", message, 'before publishing add base_url = "https://your.site/"'),
        *faint,
    )
